#include "media/encodings.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>

namespace thethuc::media {

namespace {

// OpenSSL's decoder, which is linked anyway, takes '-' for the end of the text and does not say
// where it stumbled; so this one is our own.
constexpr int kNoDigit = -1;

constexpr std::array<std::int8_t, 256> make_digits() {
  std::array<std::int8_t, 256> digits{};
  digits.fill(kNoDigit);
  std::int8_t value = 0;
  for (char const c :
       std::string_view{"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"}) {
    digits[static_cast<unsigned char>(c)] = value++;
  }
  digits['-'] = 62;  // RFC 4648, 5: the alphabet for URLs
  digits['_'] = 63;
  return digits;
}
constexpr std::array<std::int8_t, 256> kDigits = make_digits();

int digit_of(char c) {
  return kDigits[static_cast<unsigned char>(c)];
}

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

int hex_of(char c) {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  char const lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool equal_in_any_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return std::tolower(static_cast<unsigned char>(x)) ==
                  std::tolower(static_cast<unsigned char>(y));
         });
}

constexpr std::string_view kScheme = "data:";
// The longest name of a file in Linux is 255 bytes (NAME_MAX); a path of base64's letters alone,
// without a dot, is hardly ever so long.
constexpr std::size_t kLongerThanNames = 255;

}  // namespace

std::optional<std::string> decode_base64(std::string_view text, std::size_t& bad_at) {
  std::string out;
  out.reserve(text.size() / 4 * 3 + 3);
  std::uint32_t bits = 0;
  std::size_t digits = 0;
  std::size_t padding = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char const c = text[i];
    if (is_space(c)) {
      continue;
    }
    int const digit = digit_of(c);
    bool const is_padding = c == '=' && digits % 4 >= 2 && padding < 4 - digits % 4;
    if (is_padding) {
      ++padding;
      continue;
    }
    if (digit == kNoDigit || padding > 0) {
      bad_at = i;
      return std::nullopt;
    }
    bits = (bits << 6) | static_cast<std::uint32_t>(digit);
    if (++digits % 4 == 0) {
      out.push_back(static_cast<char>(bits >> 16));
      out.push_back(static_cast<char>(bits >> 8));
      out.push_back(static_cast<char>(bits));
    }
  }
  std::size_t const rest = digits % 4;
  if (rest == 1 || (padding > 0 && rest + padding != 4)) {
    bad_at = text.size();
    return std::nullopt;
  }
  if (rest >= 2) {
    bits <<= 6 * (4 - rest);
    out.push_back(static_cast<char>(bits >> 16));
    if (rest == 3) {
      out.push_back(static_cast<char>(bits >> 8));
    }
  }
  return out;
}

std::string decode_percent(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      int const high = hex_of(text[i + 1]);
      int const low = hex_of(text[i + 2]);
      if (high >= 0 && low >= 0) {
        out.push_back(static_cast<char>(high * 16 + low));
        i += 2;
        continue;
      }
    }
    out.push_back(text[i]);
  }
  return out;
}

bool is_data_uri(std::string_view value) {
  return equal_in_any_case(value.substr(0, kScheme.size()), kScheme);
}

std::optional<DataUri> parse_data_uri(std::string_view value) {
  value.remove_prefix(kScheme.size());
  std::size_t const comma = value.find(',');
  if (comma == std::string_view::npos) {
    return std::nullopt;
  }
  std::string_view const header = value.substr(0, comma);
  std::size_t const last = header.rfind(';');
  DataUri uri;
  uri.is_base64 =
      last != std::string_view::npos && equal_in_any_case(header.substr(last + 1), "base64");
  uri.data = value.substr(comma + 1);
  return uri;
}

bool looks_like_base64(std::string_view value) {
  // PNG, JPEG, GIF, "<svg", "<?xml ", "<!--", "<!DOC".
  for (std::string_view const start :
       {"iVBORw0KGgo", "/9j/", "R0lGOD", "PHN2Zy", "PD94bWwg", "PCEtLS", "PCFET0"}) {
    if (value.starts_with(start)) {
      return true;
    }
  }
  return value.size() > kLongerThanNames && std::all_of(value.begin(), value.end(), [](char c) {
           return digit_of(c) != kNoDigit || c == '=' || is_space(c);
         });
}

}  // namespace thethuc::media

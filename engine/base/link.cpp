#include "base/link.h"

#include <algorithm>
#include <cstddef>

#include "base/text.h"

namespace thethuc::base {
namespace {

// The schemes that a link may have, for messages.
constexpr std::string_view kSchemes = "http:, https:, mailto:, tel:";

bool is_hex_digit(char c) {
  return is_ascii_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool is_beyond_ascii(char c) {
  return static_cast<unsigned char>(c) >= 0x80;
}

// "http" of "http://…"; "" when there is none (RFC 3986, 3.1).
std::string_view scheme_of(std::string_view target) {
  std::size_t const colon = target.find(':');
  if (colon == std::string_view::npos || colon == 0 || !is_ascii_letter(target[0])) {
    return {};
  }
  std::string_view const scheme = target.substr(0, colon);
  bool const good = std::all_of(scheme.begin(), scheme.end(), [](char c) {
    return is_ascii_letter(c) || is_ascii_digit(c) || c == '+' || c == '-' || c == '.';
  });
  return good ? scheme : std::string_view{};
}

// "//host:port/…", without user name: "https://bank.vn@evil.example" leads elsewhere than it looks.
bool has_host(std::string_view rest) {
  if (!rest.starts_with("//")) {
    return false;
  }
  rest.remove_prefix(2);
  std::string_view const authority = rest.substr(0, rest.find_first_of("/?#"));
  std::size_t const colon = authority.find(':');
  std::string_view const host = authority.substr(0, colon);
  std::string_view const port =
      colon == std::string_view::npos ? std::string_view{} : authority.substr(colon + 1);
  return !host.empty() && host.front() != '.' && host.front() != '-' &&
         std::all_of(host.begin(),
                     host.end(),
                     [](char c) {
                       return is_ascii_letter(c) || is_ascii_digit(c) || is_beyond_ascii(c) ||
                              c == '-' || c == '.';
                     }) &&
         port.size() <= 5 && std::all_of(port.begin(), port.end(), is_ascii_digit);
}

bool is_address(std::string_view rest) {
  std::string_view const address = rest.substr(0, rest.find('?'));
  std::size_t const at = address.find('@');
  return at != std::string_view::npos && at > 0 && at + 1 < address.size() &&
         address.find('@', at + 1) == std::string_view::npos;
}

// "+84 (215) 3.825-123"; a blank may be encoded already.
bool is_telephone(std::string_view rest) {
  constexpr std::string_view kBlank = "%20";
  bool digits = false;
  while (!rest.empty()) {
    bool const is_blank = rest.starts_with(kBlank);
    if (!is_blank && !is_ascii_digit(rest[0]) &&
        std::string_view{"+-.() "}.find(rest[0]) == std::string_view::npos) {
      return false;
    }
    digits = digits || is_ascii_digit(rest[0]);
    rest.remove_prefix(is_blank ? kBlank.size() : 1);
  }
  return digits;
}

// No scheme, and nothing that a reader's program may take for one or for a machine: a colon comes
// behind a delimiter only (RFC 3986, 4.2).
bool is_relative(std::string_view target) {
  std::size_t const end = target.find_first_of(":/?#");
  return end == std::string_view::npos || target[end] != ':';
}

}  // namespace

LinkTarget judge_link(std::string_view target) {
  std::string const scheme = ascii_lower(scheme_of(target));
  if (scheme.empty()) {
    bool const names_host = ascii_lower(target.substr(0, 4)) == "www." ||
                            target.starts_with("//") || target.starts_with("\\\\");
    return names_host            ? LinkTarget::refused
           : is_relative(target) ? LinkTarget::relative
                                 : LinkTarget::none;
  }
  std::string_view const rest = target.substr(scheme.size() + 1);
  bool const good = scheme == "http" || scheme == "https" ? has_host(rest)
                    : scheme == "mailto"                  ? is_address(rest)
                    : scheme == "tel"                     ? is_telephone(rest)
                                                          : false;
  return good ? LinkTarget::good : LinkTarget::refused;
}

std::vector<std::pair<std::string, std::string>> link_words(std::string_view target,
                                                            std::string found) {
  std::vector<std::pair<std::string, std::string>> words{{"expected", std::string{kSchemes}},
                                                         {"found", std::move(found)}};
  auto const remedy = [&](char const* english, char const* vietnamese) {
    words.emplace_back("remedy.en", english);
    words.emplace_back("remedy.vi", vietnamese);
  };
  std::string const scheme = ascii_lower(scheme_of(target));
  if (judge_link(target) == LinkTarget::good) {
    return words;
  }
  if (scheme == "http" || scheme == "https") {
    remedy(
        "put the name of a host behind //: letters, digits, dots and hyphens, no blank and no user "
        "name, for example https://example.gov.vn",
        "sau // phải là tên máy chủ: chữ, số, dấu chấm và gạch nối, không có dấu cách hay tên "
        "người dùng, ví dụ https://example.gov.vn");
  } else if (scheme == "mailto") {
    remedy("give one address, for example mailto:ubnd@example.gov.vn",
           "ghi một địa chỉ thư, ví dụ mailto:ubnd@example.gov.vn");
  } else if (scheme == "tel") {
    remedy("give a number, for example tel:+842153825123",
           "ghi số điện thoại, ví dụ tel:+842153825123");
  }
  return words;
}

std::size_t scheme_before_address(std::string_view target) {
  std::string const start = to_lower(target.substr(0, 16));
  std::size_t const first = start.starts_with("http://")    ? 7
                            : start.starts_with("https://") ? 8
                                                            : 0;
  std::string_view const rest = std::string_view{start}.substr(first);
  for (std::string_view const scheme : {"http://", "https://", "mailto:", "tel:"}) {
    if (first > 0 && rest.starts_with(scheme)) {
      return first;
    }
  }
  return 0;
}

void append_iri(std::string& out, std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  // Reserved and unreserved characters of RFC 3986 but the brackets, which only an IPv6 host has.
  constexpr std::string_view kPlain = "-._~:/?#@!$&'()*+,;=";
  for (std::size_t i = 0; i < text.size(); ++i) {
    char const c = text[i];
    bool const is_escape =
        c == '%' && i + 2 < text.size() && is_hex_digit(text[i + 1]) && is_hex_digit(text[i + 2]);
    if (is_ascii_letter(c) || is_ascii_digit(c) || is_beyond_ascii(c) || is_escape ||
        kPlain.find(c) != std::string_view::npos) {
      out += c;
    } else {
      auto const byte = static_cast<unsigned char>(c);
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
  }
}

std::string to_iri(std::string_view target) {
  std::string out;
  append_iri(out, target);
  return out;
}

}  // namespace thethuc::base

#include <algorithm>

#include "base/text.h"
#include "opc/xml_scan.h"

namespace thethuc::opc {

namespace {

bool refuse(std::string_view en, std::string_view vi, base::Place place, base::Diagnostics& out) {
  out.add(base::diagnose(base::Id::xml_encoding,
                         std::move(place),
                         {},
                         {{"found.en", std::string{en}}, {"found.vi", std::string{vi}}}));
  return false;
}

// False on a lone surrogate or half a code unit.
bool utf16_to_utf8(std::string_view bytes, bool is_big_endian, std::string& out) {
  if (bytes.size() % 2 != 0) {
    return false;
  }
  auto const unit = [&](std::size_t i) {
    auto const first = static_cast<unsigned char>(bytes[i]);
    auto const second = static_cast<unsigned char>(bytes[i + 1]);
    return static_cast<char32_t>(is_big_endian ? first << 8 | second : second << 8 | first);
  };
  out.reserve(bytes.size());
  for (std::size_t i = 0; i < bytes.size(); i += 2) {
    char32_t c = unit(i);
    if (c >= 0xDC00 && c < 0xE000) {
      return false;
    }
    if (c >= 0xD800 && c < 0xDC00) {
      i += 2;
      char32_t const low = i < bytes.size() ? unit(i) : 0;
      if (low < 0xDC00 || low >= 0xE000) {
        return false;
      }
      c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
    }
    base::append_code_point(out, c);
  }
  return true;
}

// The value of encoding="…" in the XML declaration, in lower case; "" when there is none.
std::string declared_encoding(std::string_view utf8) {
  if (!utf8.starts_with("<?xml")) {
    return {};
  }
  std::string_view const declaration = utf8.substr(0, utf8.find("?>"));
  std::size_t const key = declaration.find("encoding");
  std::size_t const begin =
      key == std::string_view::npos ? key : declaration.find_first_of("\"'", key);
  if (begin == std::string_view::npos) {
    return {};
  }
  std::size_t const end = declaration.find(declaration[begin], begin + 1);
  std::string name{declaration.substr(begin + 1, end - begin - 1)};
  std::transform(name.begin(), name.end(), name.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  });
  return name;
}

std::size_t first_invalid(std::string_view bytes) {
  std::size_t valid = 0;
  std::size_t invalid = bytes.size();
  while (invalid - valid >
         1) {  // the shortest prefix that is not valid ends a code point further at most
    std::size_t const middle = valid + (invalid - valid) / 2;
    std::size_t cut = middle;
    while (cut > valid && (static_cast<unsigned char>(bytes[cut]) & 0xC0u) == 0x80u) {
      --cut;
    }
    if (cut == valid) {
      break;
    }
    if (base::is_valid_utf8(bytes.substr(valid, cut - valid))) {
      valid = cut;
    } else {
      invalid = cut;
    }
  }
  return valid;
}

}  // namespace

bool xml_to_utf8(std::string_view bytes,
                 base::Place const& place,
                 std::string& storage,
                 std::string_view& utf8,
                 base::Diagnostics& out) {
  using namespace std::string_view_literals;
  bool const is_big = bytes.starts_with("\xFE\xFF"sv) || bytes.starts_with("\0<"sv);
  bool const is_little = bytes.starts_with("\xFF\xFE"sv) || bytes.starts_with("<\0"sv);
  if (is_big || is_little) {
    bool const has_mark = bytes[0] != '\0' && bytes[0] != '<';
    if (!utf16_to_utf8(bytes.substr(has_mark ? 2 : 0), is_big, storage)) {
      return refuse("broken UTF-16", "UTF-16 bị hỏng", place, out);
    }
    utf8 = storage;
    return true;
  }
  utf8 = bytes.substr(bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0);
  bool const is_ascii = std::all_of(utf8.begin(), utf8.end(), [](char c) { return c >= 0; });
  if (is_ascii) {
    return true;
  }
  std::string const encoding = declared_encoding(utf8);
  if (!encoding.empty() && encoding != "utf-8" && encoding != "utf8" && encoding != "utf-16") {
    return refuse(encoding, encoding, place, out);
  }
  if (!base::is_valid_utf8(utf8)) {
    return refuse("bytes that are not UTF-8",
                  "byte không phải UTF-8",
                  place_at(place, utf8, first_invalid(utf8)),
                  out);
  }
  return true;
}

bool is_xml_declaration(std::string_view rest) {
  static constexpr std::string_view kBlanks = " \t\r\n";
  auto const take = [&rest](std::string_view name, auto const& is_value) {
    std::size_t const begin = rest.find_first_not_of(kBlanks);
    if (begin == 0 || begin == std::string_view::npos || !rest.substr(begin).starts_with(name)) {
      return false;
    }
    std::string_view after = rest.substr(begin + name.size());
    after.remove_prefix(std::min(after.find_first_not_of(kBlanks), after.size()));
    if (!after.starts_with('=')) {
      return false;
    }
    after.remove_prefix(1);
    after.remove_prefix(std::min(after.find_first_not_of(kBlanks), after.size()));
    std::size_t const end = after.empty() ? std::string_view::npos : after.find(after[0], 1);
    if (end == std::string_view::npos || (after[0] != '"' && after[0] != '\'') ||
        !is_value(after.substr(1, end - 1))) {
      return false;
    }
    rest = after.substr(end + 1);
    return true;
  };
  bool const has_version =
      take("version", [](std::string_view v) { return v == "1.0" || v == "1.1"; });
  take("encoding", [](std::string_view v) { return !v.empty(); });
  take("standalone", [](std::string_view v) { return v == "yes" || v == "no"; });
  return has_version && rest.find_first_not_of(kBlanks) == std::string_view::npos;
}

base::Place place_at(base::Place place, std::string_view utf8, std::size_t offset) {
  std::string_view const before = utf8.substr(0, offset);
  std::size_t const line_begin = before.rfind('\n') + 1;  // npos + 1 is 0
  std::string_view const line = before.substr(line_begin);
  auto const starts_code_point = [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u;
  };
  place.line = static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1;
  place.column = static_cast<int>(std::count_if(line.begin(), line.end(), starts_code_point)) + 1;
  return place;
}

}  // namespace thethuc::opc

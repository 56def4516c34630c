#include "base/link.h"

#include <algorithm>

#include "base/text.h"

namespace thethuc::base {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

}  // namespace

bool is_safe_link(std::string_view target) {
  std::size_t const end = target.find_first_of(":/?#");
  if (end == std::string_view::npos || target[end] != ':') {
    return true;
  }
  std::string const scheme = to_lower(target.substr(0, end));
  static constexpr std::string_view kSafe[] = {"http", "https", "mailto", "tel", "ftp"};
  return std::find(std::begin(kSafe), std::end(kSafe), scheme) != std::end(kSafe);
}

void append_percent_encoded(std::string& out, std::string_view text) {
  constexpr std::string_view kAllowed = "-._~:/?#[]@!$&'()*+,;=%";
  constexpr char kHex[] = "0123456789ABCDEF";
  for (char c : text) {
    if (is_letter(c) || (c >= '0' && c <= '9') || kAllowed.find(c) != std::string_view::npos) {
      out += c;
    } else {
      auto const byte = static_cast<unsigned char>(c);
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
  }
}

}  // namespace thethuc::base

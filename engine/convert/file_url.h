#pragma once

#include <filesystem>
#include <string>

namespace thethuc::convert {

// The file: URL (RFC 8089) of an absolute path. Not for other modules.
inline std::string file_url(std::filesystem::path const& path) {
  constexpr char kHex[] = "0123456789ABCDEF";
  std::string url = "file://";
  for (char const c : path.string()) {
    bool const plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '/' || c == '-' || c == '.' || c == '_' || c == '~';
    if (plain) {
      url.push_back(c);
    } else {
      auto const byte = static_cast<unsigned char>(c);
      url.push_back('%');
      url.push_back(kHex[byte >> 4]);
      url.push_back(kHex[byte & 0xF]);
    }
  }
  return url;
}

}  // namespace thethuc::convert

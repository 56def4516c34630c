#include "http/api/sample_pictures.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <system_error>

#include <nettle/base64.h>

#include "base/diagnostic.h"
#include "base/input_file.h"

namespace thethuc::http {

namespace {

constexpr std::size_t kMostBytes = 4u << 20;

// Plain names only: no path leads out of the folder.
bool is_picture_name(std::string_view text) {
  auto const is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
  };
  return text.size() > 4 && text.ends_with(".png") && text.front() != '.' &&
         std::all_of(text.begin(), text.end(), is_plain);
}

std::optional<std::string> data_uri(std::filesystem::path const& file) {
  base::Diagnostics unread;
  auto const bytes = base::read_file(file, kMostBytes, "", unread);
  if (!bytes) {
    return std::nullopt;
  }
  std::string out(BASE64_ENCODE_RAW_LENGTH(bytes->size()), '\0');
  ::base64_encode_raw(
      out.data(), bytes->size(), reinterpret_cast<std::uint8_t const*>(bytes->data()));
  return "data:image/png;base64," + out;
}

}  // namespace

std::string with_pictures(std::string_view json, std::filesystem::path const& folder) {
  std::string out;
  std::size_t copied = 0;
  std::size_t at = 0;
  while ((at = json.find('"', at)) != std::string_view::npos) {
    std::size_t end = at + 1;
    while (end < json.size() && json[end] != '"') {
      end += json[end] == '\\' ? 2U : 1U;
    }
    if (end >= json.size()) {
      break;
    }
    std::string_view const text = json.substr(at + 1, end - at - 1);
    if (is_picture_name(text)) {
      std::filesystem::path const file = folder / text;
      std::error_code none;
      auto uri = std::filesystem::is_regular_file(file, none) ? data_uri(file) : std::nullopt;
      if (uri) {
        out.append(json.substr(copied, at + 1 - copied)).append(*uri);
        copied = end;
      }
    }
    at = end + 1;
  }
  return out.append(json.substr(copied));
}

}  // namespace thethuc::http

#pragma once

// The files of engine/http/web, built in (embed.cmake). Not for other modules.

#include <span>
#include <string_view>

namespace thethuc::http {

struct WebFile {
  std::string_view name;  // "preview.css"
  char const* type;       // its media type
  std::string_view bytes;
};

std::span<WebFile const> web_files();

}  // namespace thethuc::http

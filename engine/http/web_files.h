#pragma once

// The files of engine/http/web, built in (embed.cmake). Not for other modules.

#include <span>
#include <string_view>

#include "http/message.h"

namespace thethuc::http {

struct WebFile {
  std::string_view name;  // "shared/view.css"
  char const* type;       // its media type
  std::string_view bytes;
};

std::span<WebFile const> web_files();
// Null when there is no such file.
WebFile const* find_web_file(std::string_view name);
// The file, or 304 for a client that has it.
Response web_answer(Request const& request, WebFile const& file);

}  // namespace thethuc::http

#include "http/web_files.h"

#include <algorithm>
#include <functional>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace thethuc::http {

WebFile const* find_web_file(std::string_view name) {
  auto const all = web_files();
  auto const at =
      std::find_if(all.begin(), all.end(), [name](WebFile const& one) { return one.name == name; });
  return at == all.end() ? nullptr : &*at;
}

Response web_answer(Request const& request, WebFile const& file) {
  std::string const etag = fmt::format("\"{:016x}\"", std::hash<std::string_view>{}(file.bytes));
  if (auto unchanged = not_modified(request, etag)) {
    return std::move(*unchanged);
  }
  Response made;
  made.type = file.type;
  made.body = file.bytes;
  made.headers.emplace_back("ETag", etag);
  return made;
}

}  // namespace thethuc::http

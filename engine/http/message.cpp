#include "http/message.h"

#include <fmt/format.h>

#include "data/json_text.h"

namespace thethuc::http {

std::string_view Request::header(std::string_view name) const {
  auto const found = headers.find(name);
  return found == headers.end() ? std::string_view{} : std::string_view{found->second};
}

bool Request::has(std::string_view etag) const {
  // Tags of ours hold no comma and no quote, so looking for the quoted tag is enough.
  std::string_view const held = header("if-none-match");
  return held == "*" || held.find(etag) != std::string_view::npos;
}

Response problem(int status, std::string_view title) {
  Response made;
  made.status = status;
  made.type = "application/problem+json";
  made.body = fmt::format(R"({{"status":{},"title":{}}})", status, data::json_string(title));
  return made;
}

std::optional<Response> not_modified(Request const& request, std::string_view etag) {
  if (!request.has(etag)) {
    return std::nullopt;
  }
  Response made;
  made.status = 304;
  made.headers.emplace_back("ETag", etag);
  return made;
}

}  // namespace thethuc::http

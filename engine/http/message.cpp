#include "http/message.h"

#include <algorithm>

#include <fmt/format.h>

#include "data/json_text.h"
#include "http/answer_bytes.h"

namespace thethuc::http {

std::string_view Request::header(std::string_view name) const {
  auto const found = headers.find(name);
  return found == headers.end() ? std::string_view{} : std::string_view{found->second};
}

std::string_view Request::parameter(std::string_view name) const {
  auto const found = query.find(name);
  return found == query.end() ? std::string_view{} : std::string_view{found->second};
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
  std::string code{reason_phrase(status)};  // "Content Too Large" → "content_too_large"
  std::transform(code.begin(), code.end(), code.begin(), [](char c) {
    return c == ' ' || c == '-' ? '_' : static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  });
  made.body = fmt::format(R"({{"type":"about:blank","title":{},"status":{},"code":"{}"}})",
                          data::json_string(title),
                          status,
                          code);
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

#include "http/message.h"

#include <algorithm>

namespace thethuc::http {

std::string_view Request::header(std::string_view name) const {
  auto const found = headers.find(name);
  return found == headers.end() ? std::string_view{} : std::string_view{found->second};
}

std::string_view Request::parameter(std::string_view name) const {
  auto const found = query.find(name);
  return found == query.end() ? std::string_view{} : std::string_view{found->second};
}

// RFC 6265, 4.2.1: "name=value; name=value".
std::string_view Request::cookie(std::string_view name) const {
  std::string_view rest = header("cookie");
  while (!rest.empty()) {
    std::size_t const end = std::min(rest.find(';'), rest.size());
    std::string_view one = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    one.remove_prefix(std::min(one.find_first_not_of(" \t"), one.size()));
    if (one.size() > name.size() && one.starts_with(name) && one[name.size()] == '=') {
      return one.substr(name.size() + 1);
    }
  }
  return {};
}

bool Request::has(std::string_view etag) const {
  // Tags of ours hold no comma and no quote, so looking for the quoted tag is enough.
  return header("if-none-match").find(etag) != std::string_view::npos;
}

std::optional<Response> not_modified(Request const& request, std::string_view etag) {
  if (!request.has(etag) && !request.has_any()) {
    return std::nullopt;
  }
  Response made;
  made.status = 304;
  made.headers.emplace_back("ETag", etag);
  return made;
}

}  // namespace thethuc::http

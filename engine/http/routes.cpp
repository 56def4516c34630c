#include "http/routes.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace thethuc::http {

namespace {

std::vector<std::string> segments_of(std::string_view path) {
  std::vector<std::string> segments;
  while (!path.empty()) {
    path.remove_prefix(1);  // the slash
    std::size_t const end = std::min(path.find('/'), path.size());
    segments.emplace_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  return segments;
}

bool is_name(std::string const& segment) {
  return segment.starts_with('{');
}

std::optional<PathValues> match(std::vector<std::string> const& pattern,
                                std::vector<std::string> const& path) {
  if (pattern.size() != path.size()) {
    return std::nullopt;
  }
  PathValues values;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (is_name(pattern[i])) {
      values.push_back(path[i]);
    } else if (pattern[i] != path[i]) {
      return std::nullopt;
    }
  }
  return values;
}

}  // namespace

void Routes::add(std::string method, std::string_view pattern, Handler handler) {
  routes_.push_back({std::move(method), segments_of(pattern), std::move(handler)});
}

Response Routes::answer(Request const& request) const {
  std::vector<std::string> const path = segments_of(request.path);
  std::vector<std::string> allowed;
  for (Route const& route : routes_) {
    auto const values = match(route.segments, path);
    if (!values) {
      continue;
    }
    if (route.method == request.method) {
      return route.handler(request, *values);
    }
    allowed.push_back(route.method);
    if (route.method == "GET") {
      allowed.emplace_back("HEAD");
    }
  }
  if (allowed.empty()) {
    return problem(404, "there is nothing here");
  }
  Response refused = problem(405, "the method is not allowed here");
  refused.headers.emplace_back("Allow", fmt::format("{}", fmt::join(allowed, ", ")));
  return refused;
}

}  // namespace thethuc::http

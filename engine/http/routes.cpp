#include "http/routes.h"

#include <algorithm>
#include <utility>

#include "http/problem.h"

namespace thethuc::http {

namespace {

std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> segments;
  while (!path.empty()) {
    path.remove_prefix(1);  // the slash
    std::size_t const end = std::min(path.find('/'), path.size());
    segments.push_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  return segments;
}

bool is_name(std::string const& segment) {
  return segment.starts_with('{');
}

bool matches(std::vector<std::string> const& pattern, std::vector<std::string_view> const& path) {
  return std::equal(pattern.begin(),
                    pattern.end(),
                    path.begin(),
                    path.end(),
                    [](std::string const& wanted, std::string_view given) {
                      return is_name(wanted) ? !given.empty() : wanted == given;
                    });
}

}  // namespace

void Paths::add(std::string_view method, std::string_view pattern) {
  Entry& added = entries_.emplace_back();
  added.method = method;
  for (std::string_view const segment : segments_of(pattern)) {
    added.segments.emplace_back(segment);
  }
}

Paths::Found Paths::find(std::string_view method, std::string_view path) const {
  std::vector<std::string_view> const segments = segments_of(path);
  Found found;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    Entry const& entry = entries_[i];
    if (!matches(entry.segments, segments)) {
      continue;
    }
    if (entry.method == method) {
      found.index = i;
      for (std::size_t k = 0; k < segments.size(); ++k) {
        if (is_name(entry.segments[k])) {
          found.values.emplace_back(segments[k]);
        }
      }
      return found;
    }
    found.allowed += found.allowed.empty() ? "" : ", ";
    found.allowed += entry.method == "GET" ? "GET, HEAD" : entry.method;
  }
  return found;
}

void Routes::add(std::string_view method, std::string_view pattern, Handler handler) {
  paths_.add(method, pattern);
  handlers_.push_back(std::move(handler));
}

Response Routes::answer(Request const& request) const {
  Paths::Found const found = paths_.find(request.method, request.path);
  if (found.index) {
    return handlers_[*found.index](request, found.values);
  }
  if (found.allowed.empty()) {
    return problem(request, 404, {"không có gì ở đây", "there is nothing here"});
  }
  Response refused = problem(
      request, 405, {"không dùng được phương thức này ở đây", "the method is not allowed here"});
  refused.headers.emplace_back("Allow", found.allowed);
  return refused;
}

}  // namespace thethuc::http

#pragma once

// Which handler answers which request.

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.h"

namespace thethuc::http {

// What stood for the {names} of a pattern, in their order.
using PathValues = std::vector<std::string>;

// Methods and patterns of paths. Fill it before it is used; then any number of threads may ask it.
class Paths {
 public:
  // `pattern`: "/pages/{revision}/{page}"; a name stands for one segment, which is not empty.
  void add(std::string_view method, std::string_view pattern);

  struct Found {
    std::optional<std::size_t> index;  // of what was added
    PathValues values;
    std::string allowed;  // without `index`: methods of the path; "" when there is no such path
  };
  Found find(std::string_view method, std::string_view path) const;

 private:
  struct Entry {
    std::string method;
    std::vector<std::string> segments;
  };
  std::vector<Entry> entries_;
};

using Handler = std::function<Response(Request const&, PathValues const&)>;

// Handlers by paths.
class Routes {
 public:
  void add(std::string_view method, std::string_view pattern, Handler handler);
  // The handler's answer; 404 for an unknown path, 405 with Allow for another method.
  Response answer(Request const& request) const;

 private:
  Paths paths_;
  std::vector<Handler> handlers_;
};

}  // namespace thethuc::http

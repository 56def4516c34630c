#pragma once

// Which handler answers which request.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.h"

namespace thethuc::http {

// What stood for the {names} of a pattern, in their order.
using PathValues = std::vector<std::string>;
using Handler = std::function<Response(Request const&, PathValues const&)>;

// Fill it before it is used; then any number of threads may ask it.
class Routes {
 public:
  // `pattern`: "/pages/{revision}/{page}"; a name stands for one segment.
  void add(std::string method, std::string_view pattern, Handler handler);
  // The handler's answer; 404 for an unknown path, 405 with Allow for another method.
  Response answer(Request const& request) const;

 private:
  struct Route {
    std::string method;
    std::vector<std::string> segments;
    Handler handler;
  };
  std::vector<Route> routes_;
};

}  // namespace thethuc::http

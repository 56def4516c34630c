#pragma once

// Requests and answers as plain values: what handlers see of HTTP.

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace thethuc::http {

struct Request {
  std::string method;  // "GET"; HEAD comes as GET, its answer goes without body
  std::string path;    // decoded, without query: "/pages/3/1"
  std::map<std::string, std::string, std::less<>> query;
  std::map<std::string, std::string, std::less<>> headers;  // names in small letters
  std::map<std::string, std::string, std::less<>> cookies;
  std::string body;

  // "" when there is none.
  std::string_view header(std::string_view name) const;
  // Whether the client holds what has this ETag (If-None-Match; RFC 9110, 13.1.2).
  bool has(std::string_view etag) const;
};

// Where server-sent events go, while the client is there.
class EventSink {
 public:
  virtual ~EventSink() = default;
  // False when the client is gone.
  virtual bool send(std::string_view event, std::string_view data) = 0;
  // Says nothing, so that a client that is gone is noticed.
  virtual bool keep_alive() = 0;
};

struct Response {
  int status = 200;
  std::string type = "text/plain; charset=utf-8";
  std::string body;
  std::shared_ptr<std::string const> shared_body;  // instead of `body`, when it is large and kept
  std::vector<std::pair<std::string, std::string>> headers;
  // An answer of server-sent events: runs until it returns; `body` is not looked at.
  std::function<void(EventSink&)> events;
};

// An error as problem details (RFC 9457). `title` is English: programs read it.
Response problem(int status, std::string_view title);
// 304 for a client that has it already, else nullopt. Set "ETag" to `etag` on the answer itself.
std::optional<Response> not_modified(Request const& request, std::string_view etag);

}  // namespace thethuc::http

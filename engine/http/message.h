#pragma once

// Requests and answers as plain values: what handlers see of HTTP.

#include <cstddef>
#include <cstdint>
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
  std::string id;      // of this request in logs and answers (X-Request-Id)
  std::string peer;    // the client's address, without port
  std::string method;  // "GET"; HEAD comes as GET, its answer goes without body
  std::string path;    // decoded, without query: "/pages/3/1"
  std::map<std::string, std::string, std::less<>> query;
  // Names in small letters; of a name that is there twice, the values with ", " between them.
  std::map<std::string, std::string, std::less<>> headers;
  std::string body;  // empty while only the head is looked at

  // "" when there is none.
  std::string_view header(std::string_view name) const;
  // The value of ?name=; "" when there is none.
  std::string_view parameter(std::string_view name) const;
  // The cookie of that name; "" when there is none. Each call reads the header anew: a request may
  // bring thousands, and nobody asks for more than one.
  std::string_view cookie(std::string_view name) const;
  // Whether the client holds what has this ETag (If-None-Match; RFC 9110, 13.1.2).
  bool has(std::string_view etag) const;
  // Whether it wants no answer if there is any ("*").
  bool has_any() const { return header("if-none-match") == "*"; }
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

// Server-sent events that come now and then: appends those that are new, as they go over the wire,
// and gives false after the last. Called some times a second, by one thread at a time; never waits.
using EventFeed = std::function<bool(std::string&)>;

// A body that is too large to be held: `next` appends a further piece to its argument each time it
// is called, and gives false when there is none, or when it fails (the client then finds the body
// short). Called by one thread at a time.
struct BodySource {
  std::uint64_t bytes = 0;  // of the whole
  std::function<bool(std::string&)> next;
};

struct Response {
  int status = 200;
  std::string type = "text/plain; charset=utf-8";
  std::string body;
  std::shared_ptr<std::string const> shared_body;  // instead of `body`, when it is large and kept
  std::optional<BodySource> source;                // instead of both, when it is larger still
  std::vector<std::pair<std::string, std::string>> headers;
  // An answer of server-sent events: runs until it returns; no body is looked at.
  std::function<void(EventSink&)> events;
  EventFeed feed;  // the same without a thread of its own; instead of `events`
  bool has_events() const { return events || feed; }
  // What the log tells of it beside method, path and status: names and values, never data.
  std::vector<std::pair<std::string_view, std::string>> notes;
};

// What a server wants to know when it has read the head of a request, before its body.
enum class Lane : std::uint8_t {
  quick,  // answered within milliseconds
  slow    // may take a second of processor time, or waits for another process
};
struct Admission {
  std::optional<Response> refusal;  // the answer, without a look at the body
  // Answers the request when it is there as a whole. It lives until the answer is sent but for its
  // end, which the client may take as late as it likes, until a stream of events is over, or until
  // the client is gone: what it holds is held so long.
  std::function<Response(Request const&)> handler;
  Lane lane = Lane::quick;
  std::size_t max_body_bytes = 0;  // more is 413
  std::string who;  // whose streams of events are counted together; "": the client's address
};

// 304 for a client that has it already, else nullopt: to be asked when the answer is sure to be
// there, since "*" takes any. Set "ETag" to `etag` on the answer itself.
std::optional<Response> not_modified(Request const& request, std::string_view etag);

}  // namespace thethuc::http

#pragma once

// The bytes of a connection read as requests, one after the other, within limits.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "http/message.h"

namespace thethuc::http {

struct ReaderLimits {
  std::size_t max_head_bytes = 64u << 10;  // request line and headers, and what a chunk has of them
  std::size_t max_headers = 100;
};

// Why a request cannot be read: the status to answer with, and words. The connection is of no
// further use: where the next request would begin is not known.
struct ReadFault {
  int status = 0;  // 0: there is none
  base::Words title;
};

// RFC 9112 by http-parser, which refuses what could be read in two ways (a length that is given
// twice, chunks beside a length). One thread at a time.
class RequestReader {
 public:
  explicit RequestReader(ReaderLimits limits);
  ~RequestReader();
  RequestReader(RequestReader const&) = delete;
  RequestReader& operator=(RequestReader const&) = delete;

  enum class State : std::uint8_t {
    head,      // more bytes are needed
    admitted,  // the head is there and nobody has looked at it: allow_body(), then go on
    body,      // more bytes are needed
    complete,  // take the request; next() begins a new one
    fault      // see fault()
  };
  State state() const { return state_; }
  ReadFault const& fault() const { return fault_; }

  // Takes bytes off the front of `bytes`, until the head is there, the request is, or no byte is
  // left.
  State feed(std::string_view& bytes);
  // How long the body may be; more is a fault, 413.
  void allow_body(std::size_t max_bytes);
  // Of the request that is being read, or was read; its body is empty before `complete`.
  Request& request() { return request_; }
  std::size_t body_bytes() const { return request_.body.size(); }  // read so far
  // What the head says of the body's length; 0 for chunks, too.
  std::uint64_t announced_bytes() const { return announced_; }
  bool is_head_method() const { return is_head_method_; }
  bool is_http_1_0() const { return is_http_1_0_; }
  bool keeps_alive() const { return keeps_alive_; }
  // Whether the client waits for a word before it sends the body.
  bool expects_continue() const { return expects_continue_; }
  // Whether any byte of the request is there.
  bool has_begun() const { return has_begun_; }
  void next();

 private:
  struct Parser;
  friend struct Parser;
  void refuse(int status, base::Words title);
  void take_header();
  bool end_head();
  void look_at_headers();
  bool read_target();

  ReaderLimits limits_;
  std::unique_ptr<Parser> parser_;
  Request request_;
  std::string target_;
  std::string name_;
  std::string value_;
  bool is_in_value_ = false;
  bool has_begun_ = false;
  bool is_head_method_ = false;
  bool is_http_1_0_ = false;
  bool keeps_alive_ = false;
  bool expects_continue_ = false;
  std::size_t head_bytes_ = 0;
  std::size_t headers_ = 0;
  std::uint64_t announced_ = 0;
  std::size_t max_body_bytes_ = 0;
  State state_ = State::head;
  ReadFault fault_;
};

}  // namespace thethuc::http

#pragma once

// Answers as the bytes that go over the wire.

#include <string>
#include <string_view>

#include "http/message.h"

namespace thethuc::http {

// What of a request says how its answer is to be framed.
struct Framing {
  bool without_body = false;  // the method was HEAD
  bool http_1_0 = false;
  bool keeps_alive = false;  // the connection stays for a further request
  bool secure = false;       // TLS
  std::string_view request_id;
};

// The head, and the body behind it, to be sent as one; of a source or of events only the head. Each
// answer forbids browsers to load, run or show anything that is not of this server.
std::string answer_bytes(Response const& answer, Framing const& framing);

std::string_view reason_phrase(int status);  // "Not Found"; "" for a status that is not known

}  // namespace thethuc::http

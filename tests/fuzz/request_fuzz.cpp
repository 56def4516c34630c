// What clients of the service send: requests in any pieces, bodies of several parts.

#include <algorithm>
#include <string>
#include <vector>

#include "fuzz/laws.h"
#include "http/api/multipart.h"
#include "http/negotiation.h"
#include "http/request_reader.h"

using namespace thethuc;
using http::RequestReader;
using State = RequestReader::State;

namespace {

constexpr std::size_t kMaxBody = 1000;
constexpr http::ReaderLimits kLimits{2000, 20};

struct Outcome {
  std::vector<std::string> requests;  // method, path and body of each
  int status = 0;                     // of the fault that ended it
  bool operator==(Outcome const&) const = default;
};

// All requests of the bytes, which come `piece` at a time.
Outcome read(std::string_view bytes, std::size_t piece) {
  Outcome outcome;
  RequestReader reader{kLimits};
  std::string waiting;
  while (true) {
    std::string_view left = waiting;
    State state = reader.feed(left);
    if (state == State::admitted) {
      reader.allow_body(kMaxBody);
      state = reader.feed(left);
    }
    waiting.erase(0, waiting.size() - left.size());
    if (state == State::fault) {
      outcome.status = reader.fault().status;
      return outcome;
    }
    if (state == State::complete) {
      http::Request const& request = reader.request();
      fuzz::law(request.body.size() <= kMaxBody, "a body is within its limit");
      fuzz::law(request.path.starts_with('/'), "a path begins with a slash", request.path);
      fuzz::law(request.headers.size() <= kLimits.max_headers, "headers are within their limit");
      outcome.requests.push_back(request.method + " " + request.path + "\n" + request.body);
      reader.next();
      continue;
    }
    if (bytes.empty()) {
      return outcome;
    }
    std::size_t const count = std::min(piece, bytes.size());
    waiting += bytes.substr(0, count);
    bytes.remove_prefix(count);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string_view const bytes = fuzz::text_of(data, size);
  Outcome const whole = read(bytes, std::max<std::size_t>(bytes.size(), 1));
  Outcome const torn = read(bytes, 3);
  fuzz::law(whole.requests == torn.requests, "pieces make no other requests");
  fuzz::law((whole.status == 0) == (torn.status == 0), "pieces make no fault and mend none");

  auto const parts = http::read_multipart(bytes, "multipart/form-data; boundary=x");
  if (parts) {
    fuzz::law(parts->size() <= http::kMostParts, "parts are within their limit");
    std::size_t sum = 0;
    for (http::Part const& part : *parts) {
      sum += part.bytes.size();
      fuzz::law(part.file_name.find('/') == std::string::npos, "a name is no path", part.file_name);
    }
    fuzz::law(sum <= bytes.size(), "parts are of the body");
  }
  (void)http::accepted(bytes, {"a/b", "c/d"});
  (void)http::accepted_language(bytes);
  return 0;
}

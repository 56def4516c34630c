#include "http/request_reader.h"

#include <algorithm>
#include <string>
#include <string_view>

#include <catch2/catch.hpp>

using namespace thethuc::http;
using State = RequestReader::State;

namespace {

constexpr std::size_t kMaxBody = 64;

// Feeds the bytes in pieces of `piece`, as a connection does.
State read(RequestReader& reader, std::string& bytes, std::size_t piece) {
  std::string waiting;
  State state = reader.state();
  while (state == State::head || state == State::body || state == State::admitted) {
    if (state == State::admitted) {
      reader.allow_body(kMaxBody);
    } else if (bytes.empty()) {
      break;
    } else {
      waiting += bytes.substr(0, piece);
      bytes.erase(0, piece);
    }
    std::string_view left = waiting;
    state = reader.feed(left);
    waiting.erase(0, waiting.size() - left.size());
  }
  bytes.insert(0, waiting);
  return state;
}

std::string get(std::string_view headers) {
  return "GET /a HTTP/1.1\r\nHost: x\r\n" + std::string{headers} + "\r\n";
}

std::string post(std::string_view headers, std::string_view body) {
  return "POST /a HTTP/1.1\r\nHost: x\r\n" + std::string{headers} + "\r\n" + std::string{body};
}

}  // namespace

TEST_CASE("requests are read, however their bytes come", "[http]") {
  struct Case {
    char const* what;
    std::string bytes;
    int status;  // 0: it is read
    std::string body;
    bool keeps_alive;
  };
  std::string const many = [] {
    std::string headers;
    for (int i = 0; i < 101; ++i) {
      headers += "X-" + std::to_string(i) + ": 1\r\n";
    }
    return headers;
  }();
  // clang-format off
  auto const c = GENERATE_COPY(values<Case>({
      {"no body", get(""), 0, "", true},
      {"close", get("Connection: close\r\n"), 0, "", false},
      {"HTTP/1.0", "GET /a HTTP/1.0\r\n\r\n", 0, "", false},
      {"HTTP/1.0 that stays", "GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", 0, "", true},
      {"a length", post("Content-Length: 5\r\n", "hello"), 0, "hello", true},
      {"the length 0", post("Content-Length: 0\r\n", ""), 0, "", true},
      {"chunks", post("Transfer-Encoding: chunked\r\n", "2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\n\r\n"), 0, "hello", true},
      {"chunks and a trailer", post("Transfer-Encoding: chunked\r\n", "5\r\nhello\r\n0\r\nX: y\r\n\r\n"), 0, "hello", true},
      {"a whole URI", "GET http://x/a?b=c HTTP/1.1\r\nHost: x\r\n\r\n", 0, "", true},
      {"an offer of HTTP/2", get("Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n"), 0, "", true},

      {"no host", "GET /a HTTP/1.1\r\n\r\n", 400, "", false},
      {"two hosts", get("Host: y\r\n"), 400, "", false},
      {"two lengths", post("Content-Length: 5\r\nContent-Length: 6\r\n", "hello"), 400, "", false},
      {"the same length twice", post("Content-Length: 5\r\nContent-Length: 5\r\n", "hello"), 400, "", false},
      {"a length beside chunks", post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400, "", false},
      {"a length below zero", post("Content-Length: -5\r\n", "hello"), 400, "", false},
      {"a length that is no number", post("Content-Length: 5x\r\n", "hello"), 400, "", false},
      {"a list of lengths", post("Content-Length: 5, 5\r\n", "hello"), 400, "", false},
      {"a length beyond all", post("Content-Length: 99999999999999999999\r\n", ""), 400, "", false},
      {"a chunk without length", post("Transfer-Encoding: chunked\r\n", "x\r\n"), 400, "", false},
      {"a coding that is not known", post("Transfer-Encoding: gzip\r\n", "x"), 400, "", false},
      {"a space before the colon", get("X : y\r\n"), 400, "", false},
      {"a header without colon", get("X\r\n"), 400, "", false},
      {"a zero byte", get(std::string_view{"X: a\0b\r\n", 8}), 400, "", false},
      {"no HTTP", "\x16\x03\x01\x02\r\n\r\n", 400, "", false},
      {"a method that is not known", "BREW /a HTTP/1.1\r\nHost: x\r\n\r\n", 400, "", false},
      {"a target that is no path", "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", 400, "", false},
      {"a path that is no text", "GET /%ff HTTP/1.1\r\nHost: x\r\n\r\n", 400, "", false},
      {"a zero in the path", "GET /a%00b HTTP/1.1\r\nHost: x\r\n\r\n", 400, "", false},
      {"half an escape", "GET /%4 HTTP/1.1\r\nHost: x\r\n\r\n", 400, "", false},
      {"HTTP/2", "GET /a HTTP/2.0\r\nHost: x\r\n\r\n", 505, "", false},
      {"a long body", post("Content-Length: 65\r\n", std::string(65, 'x')), 413, "", false},
      {"a long body in chunks", post("Transfer-Encoding: chunked\r\n", "41\r\n" + std::string(65, 'x') + "\r\n0\r\n\r\n"), 413, "", false},
      {"a long header", get("X: " + std::string(70'000, 'x') + "\r\n"), 431, "", false},
      {"a long header beyond the parser's own limit", get("X: " + std::string(200'000, 'x') + "\r\n"), 431, "", false},
      {"a hundred and two headers", get(many), 431, "", false},
      {"an expectation that is not known", post("Expect: tea\r\nContent-Length: 1\r\n", "x"), 417, "", false},
  }));
  // clang-format on
  std::size_t const piece = GENERATE(1U, 7U, 1'000'000U);
  DYNAMIC_SECTION(c.what << " in pieces of " << piece) {
    RequestReader reader{{}};
    std::string bytes = c.bytes;
    State const state = read(reader, bytes, piece);
    CHECK(reader.fault().status == c.status);
    CHECK((state == State::complete) == (c.status == 0));
    if (c.status == 0) {
      CHECK(reader.request().body == c.body);
      CHECK(reader.request().path == "/a");
      CHECK(reader.keeps_alive() == c.keeps_alive);
      CHECK(bytes.empty());
    }
  }
}

TEST_CASE("requests that come at once are read one after the other", "[http]") {
  std::size_t const piece = GENERATE(1U, 3U, 100U, 1'000'000U);
  std::string bytes = post("Content-Length: 3\r\n", "one") + get("") +
                      post("Transfer-Encoding: chunked\r\n", "3\r\ntwo\r\n0\r\n\r\n") + get("");
  RequestReader reader{{}};
  std::string bodies;
  for (int i = 0; i < 4; ++i) {
    REQUIRE(read(reader, bytes, piece) == State::complete);
    bodies += reader.request().method + " " + reader.request().body + ";";
    reader.next();
  }
  CHECK(bodies == "POST one;GET ;POST two;GET ;");
  CHECK(bytes.empty());
}

TEST_CASE("what a request says is told apart", "[http]") {
  RequestReader reader{{}};
  std::string bytes =
      "HEAD /a%20b/c%2Fd?x=1%2B2&y=a+b&x=3#z HTTP/1.1\r\nHost: x\r\nAccept: a\r\nACCEPT: b  \r\n"
      "Cookie: k=v; l=w\r\nExpect: 100-continue\r\n\r\n";
  REQUIRE(read(reader, bytes, 5) == State::complete);
  Request const& request = reader.request();
  CHECK(reader.is_head_method());
  CHECK(reader.expects_continue());
  CHECK(request.method == "GET");
  CHECK(request.path == "/a b/c/d");
  CHECK(request.parameter("x") == "1+2");
  CHECK(request.header("accept") == "a, b");
  CHECK(request.header("nothing").empty());
}

TEST_CASE("a cookie is found among others", "[http]") {
  struct Case {
    char const* header;
    char const* value;  // of "k"
  };
  auto const c = GENERATE(values<Case>({{"k=v; l=w", "v"},
                                        {"l=w;k=v", "v"},
                                        {"l=w;  k=v=u", "v=u"},
                                        {"kk=v; k", ""},
                                        {"k=", ""},
                                        {"; ;=;k=v;", "v"},
                                        {"", ""}}));
  DYNAMIC_SECTION(c.header) {
    Request request;
    request.headers["cookie"] = c.header;
    CHECK(request.cookie("k") == c.value);
  }
}

// The server in this process: who waits for whom, what is cut off, how it ends.

#include "http/server.h"

#include <signal.h>

#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include "http/server_fixture.h"

using namespace thethuc::test;

namespace {

[[maybe_unused]] auto const kIgnored = ::signal(SIGPIPE, SIG_IGN);  // as our programs do

}  // namespace

TEST_CASE("a connection serves request after request", "[server]") {
  Fixture fixture;
  auto const server = fixture.server();
  Client client{server->port()};
  for (int i = 0; i < 3; ++i) {
    CHECK(client.ask("/a").ends_with("\r\n\r\n/a"));
  }
  client.send(
      "GET /1 HTTP/1.1\r\nHost: x\r\n\r\nPOST /2 HTTP/1.1\r\nHost: x\r\nContent-Length: "
      "2\r\n\r\nokGET /3 HTTP/1.1\r\nHost: x\r\n\r\n");
  CHECK(client.answer().ends_with("/1"));
  CHECK(client.answer().ends_with("/2ok"));
  CHECK(client.answer().ends_with("/3"));
  client.send("HEAD /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  std::string const head = client.answer();
  CHECK(head.find("Content-Length: 2\r\n") != std::string::npos);
  CHECK(head.ends_with("\r\n\r\n"));
  CHECK(client.is_closed());
  CHECK(fixture.answered == 7);
}

TEST_CASE("answers say what they are", "[server]") {
  Fixture fixture;
  auto const server = fixture.server();
  struct Case {
    char const* request;
    char const* status;
    char const* holds;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"GET /a HTTP/1.0\r\n\r\n", "200 OK", "Connection: close\r\n"},
      {"GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", "200 OK", "Connection: keep-alive\r\n"},
      {"GET /a HTTP/1.1\r\nHost: x\r\nX-Request-Id: mine-1\r\n\r\n", "200 OK", "X-Request-Id: mine-1\r\n"},
      {"GET /a HTTP/1.1\r\nHost: x\r\n\r\n", "200 OK", "Content-Security-Policy: default-src 'none'"},
      {"GET /refused HTTP/1.1\r\nHost: x\r\n\r\n", "404 Not Found", "application/problem+json"},
      {"GET /broken HTTP/1.1\r\nHost: x\r\n\r\n", "500 Internal Server Error", "application/problem+json"},
      {"POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 101\r\n\r\n", "413 Content Too Large", "Connection: close\r\n"},
      {"POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n", "400 Bad Request", "Connection: close\r\n"},
      {"POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n", "100 Continue", "\r\n\r\n"},
      {"POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\nExpect: 100-continue\r\n\r\n", "413 Content Too Large", "Connection: close\r\n"},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.request) {
    Client client{server->port()};
    client.send(c.request);
    std::string const answer = client.answer();
    CHECK(has_status(answer, c.status));
    CHECK(answer.find(c.holds) != std::string::npos);
  }
}

TEST_CASE("slow requests keep nobody out, and too many are refused", "[server]") {
  Fixture fixture;
  auto const server = fixture.server();
  std::vector<std::unique_ptr<Client>> slow;
  for (int i = 0; i < 2; ++i) {  // one runs, one waits
    slow.push_back(std::make_unique<Client>(server->port()));
    slow.back()->send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
    fixture.gate.wait_for(1);
  }
  while (server->figures().slow_waiting < 1) {
    std::this_thread::yield();
  }
  Client third{server->port()};
  std::string const refused = third.ask("/slow");
  CHECK(has_status(refused, "429"));
  CHECK(refused.find("Retry-After: ") != std::string::npos);
  CHECK(has_status(third.ask("/quick"), "200"));
  fixture.gate.open();
  for (auto const& client : slow) {
    CHECK(client->answer().ends_with("/slow"));
  }
}

TEST_CASE("a large answer comes in pieces, and one that fails is cut off", "[server]") {
  Fixture fixture;
  auto const server = fixture.server();
  Client client{server->port()};
  std::string const large = client.ask("/large");
  CHECK(large.find("Content-Length: 1000000\r\n") != std::string::npos);
  CHECK(large.size() > 1'000'000);
  Client other{server->port()};
  CHECK(other.ask("/short").size() < 10'000);
  CHECK(other.is_closed());
  CHECK(client.ask("/a").ends_with("/a"));
}

TEST_CASE("who is slow is told, or cut off", "[server]") {
  Fixture fixture;
  auto const server = fixture.server();
  SECTION("with its head") {
    Client client{server->port()};
    client.send("GET /a HTTP/1.1\r\nHo");
    CHECK(has_status(client.answer(), "408"));
    CHECK(client.is_closed());
  }
  SECTION("with its body") {
    Client client{server->port()};
    client.send("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhe");
    CHECK(has_status(client.answer(), "408"));
  }
  SECTION("without a word") {
    Client client{server->port()};
    CHECK(client.answer().empty());
    CHECK(client.is_closed());
  }
  SECTION("between requests") {
    Client client{server->port()};
    client.ask("/a");
    CHECK(client.is_closed());
  }
  SECTION("with the answer") {
    Client client{server->port()};
    for (int i = 0; i < 40; ++i) {  // more than sockets hold
      client.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
    }
    auto const end = std::chrono::steady_clock::now() + 20s;
    while (server->figures().connections > 0 && std::chrono::steady_clock::now() < end) {
      std::this_thread::sleep_for(10ms);
    }
    CHECK(server->figures().connections == 0);
  }
  SECTION("and has gone half way") {
    Client client{server->port()};
    client.send("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhe");
  }
  Client next{server->port()};
  CHECK(has_status(next.ask("/a"), "200"));
}

TEST_CASE("idle connections make room", "[server]") {
  Fixture fixture;
  fixture.settings.max_connections = 20;
  fixture.settings.keep_alive_timeout = 60s;
  fixture.settings.timeout = 60s;
  auto const server = fixture.server();
  std::vector<std::unique_ptr<Client>> idle;
  for (int i = 0; i < 100; ++i) {
    idle.push_back(std::make_unique<Client>(server->port()));
    CHECK(has_status(idle.back()->ask("/a"), "200"));
  }
  CHECK(server->figures().connections <= 20 + 64);
  CHECK(idle.front()->is_closed());
  CHECK(has_status(idle.back()->ask("/a"), "200"));
}

TEST_CASE("many busy connections get equal turns", "[server]") {
  Fixture fixture;
  fixture.settings.timeout = 20s;
  auto const server = fixture.server();
  constexpr int kClients = 32;
  constexpr int kRounds = 20;
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < kClients; ++i) {
    clients.push_back(std::make_unique<Client>(server->port()));
  }
  // One asks for a thousand at once; the others get their answers nevertheless.
  std::string flood;
  for (int i = 0; i < 1000; ++i) {
    flood += "GET /flood HTTP/1.1\r\nHost: x\r\n\r\n";
  }
  clients.front()->send(flood);
  for (int round = 0; round < kRounds; ++round) {
    for (int i = 1; i < kClients; ++i) {
      CHECK(has_status(clients[static_cast<std::size_t>(i)]->ask("/a"), "200"));
    }
  }
  for (int i = 0; i < 1000; ++i) {
    CHECK(clients.front()->answer().ends_with("/flood"));
  }
}

TEST_CASE("who takes a large answer slowly gets all of it", "[server]") {
  Fixture fixture;
  fixture.settings.keep_alive_timeout = 60s;
  fixture.settings.timeout = 60s;
  auto const server = fixture.server();
  Client client{server->port()};
  client.send("GET /huge HTTP/1.1\r\nHost: x\r\n\r\n");
  std::this_thread::sleep_for(100ms);  // until nothing more can be sent
  std::string const answer = client.answer();
  CHECK(answer.size() - answer.find("\r\n\r\n") - 4 == kHuge);
  CHECK(has_status(client.ask("/a"), "200"));
}

TEST_CASE("feeds of events cost no thread", "[server]") {
  Fixture fixture;
  fixture.settings.max_event_feeds = 50;
  auto const server = fixture.server();
  auto const ask = [](Client& client, std::string const& path) {
    client.send("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
  };
  std::vector<std::unique_ptr<Client>> silent;
  for (int i = 0; i < 49; ++i) {
    silent.push_back(std::make_unique<Client>(server->port()));
    ask(*silent.back(), "/silent");
    CHECK(silent.back()->answer().find("text/event-stream") != std::string::npos);
  }
  {
    Client fed{server->port()};
    ask(fed, "/feed");
    CHECK(fed.is_closed());
    CHECK(fed.answer().find("\r\n\r\nid: 1\ndata: x\n\nid: 2\ndata: x\n\nid: 3\ndata: x\n\n") !=
          std::string::npos);
  }
  while (server->figures().event_streams > 49) {
    std::this_thread::sleep_for(1ms);
  }
  Client greedy{server->port()};  // takes nothing of what is sent to it
  ask(greedy, "/endless");
  while (server->figures().event_streams < 50) {
    std::this_thread::sleep_for(1ms);
  }
  Client refused{server->port()};
  ask(refused, "/feed");
  CHECK(has_status(refused.answer(), "503"));
  while (server->figures().event_streams > 49) {  // until its time is over
    std::this_thread::sleep_for(1ms);
  }
  Client other{server->port()};
  CHECK(has_status(other.ask("/a"), "200"));
  server->stop(0ms);  // ends those that would not end
  CHECK(silent.front()->is_closed());
}

TEST_CASE("a server that ends finishes what it has", "[server]") {
  Fixture fixture;
  fixture.settings.keep_alive_timeout = 60s;
  fixture.settings.timeout = 60s;
  auto const server = fixture.server();
  Client idle{server->port()};
  idle.ask("/a");
  Client slow{server->port()};
  slow.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
  fixture.gate.wait_for(1);
  Client half{server->port()};
  half.send("POST /late HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n");
  std::this_thread::sleep_for(50ms);
  server->drain();
  CHECK(idle.is_closed());
  half.send("ok");
  CHECK(half.answer().ends_with("/lateok"));
  fixture.gate.open();
  std::string const last = slow.answer();
  CHECK(last.ends_with("/slow"));
  CHECK(last.find("Connection: close") != std::string::npos);
  server->stop(5s);
  CHECK(server->figures().connections == 0);
}

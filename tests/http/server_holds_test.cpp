// What clients hold of a server, and when it is free again.

#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include "http/server_fixture.h"

using namespace thethuc::test;

TEST_CASE("one client has some streams and leaves some to others", "[server]") {
  Fixture fixture;
  fixture.settings.max_event_feeds_of_one = 2;
  auto const server = fixture.server();
  std::vector<std::unique_ptr<Client>> clients;
  for (char const* status : {"200", "200", "429"}) {
    clients.push_back(std::make_unique<Client>(server->port()));
    clients.back()->send("GET /silent HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(has_status(clients.back()->answer(), status));
  }
  clients.erase(clients.begin());
  while (server->figures().event_streams > 1) {  // long before a heartbeat
    std::this_thread::sleep_for(1ms);
  }
  Client next{server->port()};
  next.send("GET /silent HTTP/1.1\r\nHost: x\r\n\r\n");
  CHECK(has_status(next.answer(), "200"));
  server->stop(0ms);
}

TEST_CASE("what a request holds is held until its answer is sent", "[server]") {
  Fixture fixture;
  fixture.settings.timeout = 60s;
  auto const server = fixture.server();
  Client client{server->port()};
  client.ask("/a");
  CHECK(fixture.hold.use_count() == 1);  // who has an answer may ask again at once
  client.ask("/large");
  CHECK(fixture.hold.use_count() == 1);
  SECTION("a large one") {
    client.send("GET /huge HTTP/1.1\r\nHost: x\r\n\r\n");
    std::this_thread::sleep_for(100ms);  // until nothing more can be sent
    CHECK(fixture.is_held_by(1));
    client.answer();
    CHECK(fixture.hold.use_count() == 1);
  }
  SECTION("a stream of events") {
    {
      Client stream{server->port()};
      stream.send("GET /silent HTTP/1.1\r\nHost: x\r\n\r\n");
      stream.answer();
      CHECK(fixture.is_held_by(1));
    }
    CHECK(fixture.is_held_by(0));
  }
}

TEST_CASE("what fails with a connection ends that one alone", "[server]") {
  Fixture fixture;
  auto const server = fixture.server();
  for (int i = 0; i < 5; ++i) {  // more than there are threads
    Client client{server->port()};
    client.send("GET /thrown HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(client.is_closed());
  }
  Client client{server->port()};
  CHECK(client.ask("/a").ends_with("/a"));
  CHECK(fixture.is_held_by(0));
}

TEST_CASE("nobody works for clients that are gone", "[server]") {
  Fixture fixture;
  fixture.settings.max_slow_waiting = 10;
  fixture.settings.timeout = 60s;
  auto server = fixture.server();
  Client first{server->port()};
  first.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
  fixture.gate.wait_for(1);
  {
    std::vector<std::unique_ptr<Client>> leaving;
    for (int i = 0; i < 3; ++i) {
      leaving.push_back(std::make_unique<Client>(server->port()));
      leaving.back()->send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
    }
    while (server->figures().slow_waiting < 3) {
      std::this_thread::sleep_for(1ms);
    }
  }
  Client last{server->port()};
  last.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
  while (server->figures().slow_waiting < 4) {
    std::this_thread::sleep_for(1ms);
  }
  SECTION("while they waited") {
    std::this_thread::sleep_for(1100ms);  // a client may say at once that it sends no more
    fixture.gate.open();
    CHECK(first.answer().ends_with("/slow"));
    CHECK(last.answer().ends_with("/slow"));
    CHECK(fixture.begun == 2);
    CHECK(fixture.answered == 5);  // the log has all
  }
  SECTION("because the time for an end is over") {
    std::thread ending{[&] { server->stop(10ms); }};
    CHECK(last.is_closed());
    ending.join();
    fixture.gate.open();
    server.reset();  // waits for the one that ran
    CHECK(fixture.begun == 1);
  }
}

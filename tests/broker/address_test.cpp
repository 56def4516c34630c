#include "broker/address.h"

#include <catch2/catch.hpp>

using thethuc::broker::Address;

TEST_CASE("addresses of streams", "[address]") {
  struct Case {
    char const* text;
    char const* host;
    int port;
    char const* user;
    char const* password;
    unsigned database;
    char const* stream;
    char const* shown;
  };
  auto const c = GENERATE(values<Case>(
      {{"redis://a/thu", "a", 6379, "", "", 0, "thu", "redis://a:6379/thu"},
       {"redis://a:7000/thu", "a", 7000, "", "", 0, "thu", "redis://a:7000/thu"},
       {"redis://:bi-mat@a/thu?db=2", "a", 6379, "", "bi-mat", 2, "thu", "redis://a:6379/thu?db=2"},
       {"redis://an:b%3Ac%40d@a/thu", "a", 6379, "an", "b:c@d", 0, "thu", "redis://a:6379/thu"},
       {"redis://[::1]:7000/thu", "::1", 7000, "", "", 0, "thu", "redis://[::1]:7000/thu"},
       {"redis://a/so/thu", "a", 6379, "", "", 0, "so/thu", "redis://a:6379/so/thu"}}));
  DYNAMIC_SECTION(c.text) {
    auto const address = Address::parse(c.text);
    REQUIRE(address);
    CHECK(address->host == c.host);
    CHECK(address->port == c.port);
    CHECK(address->user == c.user);
    CHECK(address->password == c.password);
    CHECK(address->database == c.database);
    CHECK(address->stream == c.stream);
    CHECK(address->text() == c.shown);
  }
}

TEST_CASE("what is no address of a stream", "[address]") {
  auto const text = GENERATE(as<std::string>{},
                             "",
                             "thu",
                             "redis://a",
                             "redis://a/",
                             "redis:///thu",
                             "http://a/thu",
                             "rediss://a/thu",
                             "redis://a:x/thu",
                             "redis://a/thu?db=x",
                             "redis://a/thu?db=-1",
                             "redis://a/thu?db=99999",
                             "redis://a/thu?khac=1",
                             "redis://a/thu#1");
  CAPTURE(text);
  CHECK_FALSE(Address::parse(text));
}

#include "data/decimal.h"

#include <cstdint>
#include <string>

#include <catch2/catch.hpp>

using namespace thethuc::data;

TEST_CASE("what is a JSON number", "[data]") {
  for (char const* good : {"0",
                           "-0",
                           "12",
                           "1.50",
                           "0.001",
                           "1e3",
                           "1E+3",
                           "-1.5e-10",
                           "10",
                           "0e5",
                           "12345678901234567890123"}) {
    CAPTURE(good);
    CHECK(is_json_number(good));
  }
  for (char const* bad : {"",
                          "-",
                          "01",
                          "-01",
                          "+1",
                          ".5",
                          "5.",
                          "1e",
                          "1e+",
                          "1.2.3",
                          "12a",
                          " 1",
                          "1 ",
                          "1,5",
                          "0x10",
                          "NaN",
                          "--1",
                          "1e5.0"}) {
    CAPTURE(bad);
    CHECK_FALSE(is_json_number(bad));
  }
}

TEST_CASE("numbers compare by value, exactly", "[data]") {
  struct Case {
    char const* a;
    char const* b;
    int expect;
  };
  auto const c = GENERATE(values<Case>({
      {"1", "1.0", 0},
      {"1", "10e-1", 0},
      {"100", "1e2", 0},
      {"1.20", "1.2", 0},
      {"0", "-0.00e7", 0},
      {"0.05", "5e-2", 0},
      {"1", "2", -1},
      {"9", "10", -1},
      {"-1", "1", -1},
      {"-2", "-1", -1},
      {"-10", "-9", -1},
      {"0", "0.0001", -1},
      {"-0.0001", "0", -1},
      {"0.1", "0.10000000000000000000001", -1},
      {"9007199254740992", "9007199254740993", -1},
      {"0.30000000000000004", "0.3", 1},
      {"1e999999999999999999", "1e10", 1},
      {"1e-999999999999999999", "0", 1},
      {"1.5", "1.49999", 1},
      {"12.5", "1.25e1", 0},
  }));
  DYNAMIC_SECTION(c.a << " and " << c.b) {
    auto const sign = [](int n) { return (n > 0) - (n < 0); };
    CHECK(sign(compare_numbers(c.a, c.b)) == c.expect);
    CHECK(sign(compare_numbers(c.b, c.a)) == -c.expect);
    CHECK(compare_numbers(c.a, c.a) == 0);
  }
}

TEST_CASE("whole numbers by value", "[data]") {
  for (char const* whole :
       {"0", "-0.0", "1", "1.0", "1.00e0", "1e2", "12.5e1", "0.5e1", "100e-2", "0e-5", "-3"}) {
    CAPTURE(whole);
    CHECK(is_whole_number(whole));
  }
  for (char const* broken : {"0.5", "1.5", "1e-1", "12.55e1", "105e-1", "-0.001", "100.01"}) {
    CAPTURE(broken);
    CHECK_FALSE(is_whole_number(broken));
  }
}

TEST_CASE("a number written out, and rounded half away from zero", "[data]") {
  struct Case {
    char const* token;
    int places;  // -1: as it is
    char const* expect;
  };
  auto const c = GENERATE(values<Case>({
      {"12.50", -1, "12.50"},
      {"1e3", -1, "1000"},
      {"1.5e3", -1, "1500"},
      {"1.5e-3", -1, "0.0015"},
      {"12e-1", -1, "1.2"},
      {"-0", -1, "0"},
      {"-0.00", -1, "0.00"},
      {"0e9", -1, "0"},
      {"12345678901234567890123", -1, "12345678901234567890123"},
      {"75.66483", 2, "75.66"},
      {"2.5", 0, "3"},
      {"-2.5", 0, "-3"},
      {"0.125", 2, "0.13"},
      {"1.005", 2, "1.01"},
      {"9.999", 2, "10.00"},
      {"99.5", 0, "100"},
      {"-0.004", 2, "0.00"},
      {"-0.005", 2, "-0.01"},
      {"7", 3, "7.000"},
      {"0.4999999999", 0, "0"},
  }));
  DYNAMIC_SECTION(c.token << " to " << c.places) {
    auto d = Decimal::parse(c.token);
    REQUIRE(d);
    if (c.places >= 0) {
      d->round(static_cast<std::size_t>(c.places));
    }
    CHECK(d->token() == c.expect);
  }
}

TEST_CASE("a number is not written out beyond measure", "[data]") {
  CHECK(Decimal::parse("1e9999"));
  CHECK(Decimal::parse("1e10000"));
  CHECK_FALSE(Decimal::parse("1e10001"));
  CHECK_FALSE(Decimal::parse("1e-10001"));
  CHECK_FALSE(Decimal::parse("1e999999999999999999999"));
  CHECK_FALSE(Decimal::parse("1x"));
  CHECK(Decimal::parse("0e999999999999")->integer == "0");
}

namespace {

Decimal number(char const* token) {
  auto const d = Decimal::parse(token);
  REQUIRE(d);
  return *d;
}

}  // namespace

TEST_CASE("numbers are added exactly", "[data]") {
  struct Case {
    char const* a;
    char const* b;
    char const* expect;
  };
  auto const c = GENERATE(values<Case>({
      {"1", "2", "3"},
      {"0.1", "0.2", "0.3"},
      {"1.50", "2.5", "4.00"},
      {"999", "1", "1000"},
      {"0.99", "0.01", "1.00"},
      {"5", "-5", "0"},
      {"5.0", "-5", "0.0"},
      {"5", "-7", "-2"},
      {"-5", "7", "2"},
      {"-5", "-7", "-12"},
      {"1000", "-0.001", "999.999"},
      {"0.001", "-1000", "-999.999"},
      {"1e20", "1e-20", "100000000000000000000.00000000000000000001"},
      {"0", "-0", "0"},
  }));
  DYNAMIC_SECTION(c.a << " + " << c.b) {
    Decimal sum = number(c.a);
    sum.add(number(c.b));
    CHECK(sum.token() == c.expect);
    sum = number(c.b);
    sum.add(number(c.a));
    CHECK(sum.token() == c.expect);
  }
}

TEST_CASE("numbers are divided, and rounding again goes right", "[data]") {
  struct Case {
    char const* token;
    std::uint64_t divisor;
    std::size_t places;
    char const* expect;
  };
  auto const c = GENERATE(values<Case>({
      {"1", 3, 6, "0.333333"},
      {"2", 3, 6, "0.666667"},
      {"-2", 3, 6, "-0.666667"},
      {"10", 4, 1, "2.5"},
      {"10", 4, 6, "2.500000"},
      {"1", 8, 2, "0.13"},
      {"0.00000004", 2, 6, "0.00000002"},  // not fewer decimals than the number has
      {"0", 7, 2, "0.00"},
      {"100", 7, 3, "14.286"},
      {"12345678901234567890", 9, 1, "1371742100137174210.0"},
      {"0.0049999996", 1, 6, "0.0049999996"},
      {"1", 18446744073709551615u / 16, 6, "0.000000"},
      {"29", 200, 2, "0.145"},           // 0.15 would be 0.2
      {"149999", 100000, 4, "1.49999"},  // 1.5000 would be 2
  }));
  DYNAMIC_SECTION(c.token << " / " << c.divisor) {
    CHECK(number(c.token).divided_by(c.divisor, c.places).token() == c.expect);
  }
}

TEST_CASE("a number times hundred, without its last zeros, whole or not", "[data]") {
  auto const hundred = [](char const* token) {
    Decimal d = number(token);
    d.multiply_by_hundred();
    return d.token();
  };
  CHECK(hundred("0.211") == "21.1");
  CHECK(hundred("-0.2") == "-20");
  CHECK(hundred("0") == "0");
  CHECK(hundred("0.000") == "0.0");
  CHECK(hundred("12.345") == "1234.5");
  auto const stripped = [](char const* token) {
    Decimal d = number(token);
    d.strip_zeros();
    return d.token();
  };
  CHECK(stripped("1.500") == "1.5");
  CHECK(stripped("100.00") == "100");
  CHECK(stripped("100") == "100");
  CHECK(number("12.00").is_whole());
  CHECK_FALSE(number("12.01").is_whole());
}

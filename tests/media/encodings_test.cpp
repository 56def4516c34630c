#include "media/encodings.h"

#include <catch2/catch.hpp>

using namespace thethuc::media;

namespace {

// The bytes, or "!" and the place of the mistake.
std::string decoded(std::string_view text) {
  std::size_t bad_at = 0;
  auto const bytes = decode_base64(text, bad_at);
  return bytes ? *bytes : "!" + std::to_string(bad_at);
}

}  // namespace

TEST_CASE("base64 is read as RFC 4648 has it", "[media]") {
  struct Case {
    char const* text;
    char const* expect;
  };
  auto const c = GENERATE(values<Case>({
      // RFC 4648, 10
      {"", ""},
      {"Zg==", "f"},
      {"Zm8=", "fo"},
      {"Zm9v", "foo"},
      {"Zm9vYg==", "foob"},
      {"Zm9vYmE=", "fooba"},
      {"Zm9vYmFy", "foobar"},
      // what others write
      {"Zg", "f"},
      {"Zm8", "fo"},
      {"Zm9v\r\nYmFy\n", "foobar"},
      {" Z g = = ", "f"},
      {"w6EvP7_-", "\xC3\xA1/?\xBF\xFE"},
      {"w6EvP7/+", "\xC3\xA1/?\xBF\xFE"},
      // mistakes
      {"Z", "!1"},
      {"Zm9vY", "!5"},
      {"Zg=", "!3"},
      {"Zg===", "!4"},
      {"Zm9v=", "!4"},
      {"=", "!0"},
      {"Zg==Zg==", "!4"},
      {"Zm!v", "!2"},
      {"Zm9v\xC3\xA1", "!4"},
  }));
  DYNAMIC_SECTION(c.text) {
    CHECK(decoded(c.text) == c.expect);
  }
}

TEST_CASE("every byte comes through base64", "[media]") {
  // 0x00 0x10 0x83 … 0xFF: each digit of the alphabet once.
  std::string const all =
      decoded("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
  REQUIRE(all.size() == 48);
  CHECK(static_cast<unsigned char>(all[1]) == 0x10);
  CHECK(static_cast<unsigned char>(all[47]) == 0xBF);
}

TEST_CASE("percent signs are decoded where they can be", "[media]") {
  struct Case {
    char const* text;
    char const* expect;
  };
  auto const c = GENERATE(values<Case>({
      {"", ""},
      {"abc", "abc"},
      {"%3Csvg%20/%3e", "<svg />"},
      {"%C3%A1", "á"},
      {"100%", "100%"},
      {"100%'", "100%'"},
      {"%4", "%4"},
      {"%zz%41", "%zzA"},
      {"%%41", "%A"},
  }));
  DYNAMIC_SECTION(c.text) {
    CHECK(decode_percent(c.text) == c.expect);
  }
}

TEST_CASE("a data URI is taken apart", "[media]") {
  struct Case {
    char const* value;
    char const* expect;
  };
  auto const c = GENERATE(values<Case>({
      {"data:image/png;base64,AAAA", "base64 AAAA"},
      {"DATA:image/png;BASE64,AAAA", "base64 AAAA"},
      {"data:,x", "text x"},
      {"data:;base64,x", "base64 x"},
      {"data:image/svg+xml,<svg a='1,2'/>", "text <svg a='1,2'/>"},
      {"data:image/svg+xml;utf8,<svg/>", "text <svg/>"},
      {"data:image/svg+xml;charset=utf-8;base64,x", "base64 x"},
      {"data:image/png;base64", "none"},
  }));
  DYNAMIC_SECTION(c.value) {
    REQUIRE(is_data_uri(c.value));
    auto const uri = parse_data_uri(c.value);
    CHECK((uri ? (uri->is_base64 ? "base64 " : "text ") + std::string(uri->data) : "none") ==
          c.expect);
  }
  CHECK_FALSE(is_data_uri("data"));
  CHECK_FALSE(is_data_uri("anh/data:x"));
}

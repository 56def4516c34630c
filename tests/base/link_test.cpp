#include "base/link.h"

#include <catch2/catch.hpp>

using namespace thethuc::base;

namespace {

struct Case {
  char const* target;
  LinkTarget expect;
};

}  // namespace

TEST_CASE("where a link may lead", "[link]") {
  using enum LinkTarget;
  auto const c = GENERATE(values<Case>({
      {"https://a.vn", good},
      {"HTTP://a.vn:80/b?c#d", good},
      {"https://tiếng-việt.vn/đường", good},
      {"mailto:a@b.vn?subject=c", good},
      {"tel:+84 (215) 3.825-123", good},
      {"tel:0215%203825", good},
      {"", relative},
      {"phu-luc.docx", relative},
      {"../a/b.docx?c=d:e", relative},
      {"#muc:1", relative},
      {"khoản 2", relative},
      {"khoản 2: x", none},
      {"\tjavascript:x", none},
      {"%09javascript:x", none},
      {":x", none},
      {"javascript:x", refused},
      {"JavaScript:x", refused},
      {"file:///c:/x", refused},
      {"ftp://a.vn/b", refused},
      {"data:text/html,a", refused},
      {"www.a.vn", refused},
      {"WWW.a.vn", refused},
      {"//a.vn", refused},
      {"\\\\may\\chung", refused},
      {"https:", refused},
      {"https://", refused},
      {"https:///a", refused},
      {"https://bank.vn@a.vn", refused},
      {"https://[::1]", refused},
      {"https://a b", refused},
      {"https://a:x", refused},
      {"mailto:a", refused},
      {"mailto:a@b@c", refused},
      {"tel:", refused},
      {"tel: ()", refused},
      {"tel:0215%28", refused},
  }));
  INFO(c.target);
  CHECK(judge_link(c.target) == c.expect);
}

TEST_CASE("a link that is not good has a remedy of its own where the scheme is right", "[link]") {
  struct Remedy {
    char const* target;
    char const* expect;  // in it; "": the one of the message
  };
  auto const c = GENERATE(values<Remedy>({
      {"http://a b", "no blank"},
      {"HTTPS://a_b.vn", "letters, digits, dots and hyphens"},
      {"https://bank.vn@a.vn", "no user name"},
      {"mailto:a", "one address"},
      {"tel:x", "a number"},
      {"javascript:x", ""},
      {"www.a.vn", ""},
  }));
  INFO(c.target);
  auto const words = link_words(c.target, "'x'");
  REQUIRE(words.size() == (*c.expect == 0 ? 2 : 4));
  CHECK(words[0].second == "http:, https:, mailto:, tel:");
  CHECK(words[1].second == "'x'");
  if (words.size() == 4) {
    CHECK(words[2].first == "remedy.en");
    CHECK(words[2].second.find(c.expect) != std::string::npos);
    CHECK(words[3].first == "remedy.vi");
  }
}

TEST_CASE("a scheme before a whole address is none of it", "[link]") {
  auto const [target, bytes] = GENERATE(table<char const*, std::size_t>({
      {"http://https://a.vn", 7},
      {"HTTPS://http://a.vn", 8},
      {"http://mailto:a@b.vn", 7},
      {"http://tel:0215", 7},
      {"http://a.vn", 0},
      {"http://a.vn/https://b.vn", 0},
      {"http://httpsa.vn", 0},
      {"mailto:a@b.vn", 0},
      {"http://", 0},
      {"", 0},
  }));
  CAPTURE(target);
  CHECK(scheme_before_address(target) == bytes);
}

TEST_CASE("an address as an IRI", "[link]") {
  struct Text {
    char const* given;
    char const* iri;
  };
  auto const c = GENERATE(values<Text>({
      {"https://a.vn/ủy-ban?x=1&y=(2)#z", "https://a.vn/ủy-ban?x=1&y=(2)#z"},
      {"12 \"b\"\t<c>\\^`{|}", "12%20%22b%22%09%3Cc%3E%5C%5E%60%7B%7C%7D"},
      {"%20 100% %2 %zz", "%20%20100%25%20%252%20%25zz"},
      {"[::1]", "%5B::1%5D"},
  }));
  CHECK(to_iri(c.given) == c.iri);
}

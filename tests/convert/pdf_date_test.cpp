#include "convert/pdf_date.h"

#include <catch2/catch.hpp>

using namespace thethuc;

namespace {

constexpr std::chrono::sys_seconds kDate{
    std::chrono::seconds{1'700'000'000}};  // 2023-11-14 22:13:20

std::string dated(std::string pdf) {
  convert::set_date(pdf, kDate);
  return pdf;
}

}  // namespace

TEST_CASE("dates of a PDF", "[dates]") {
  struct Case {
    char const* name;
    char const* before;
    char const* after;
  };
  auto const c = GENERATE(values<Case>({
      {"UTC", "/CreationDate(D:20261130095428Z')>>   ", "/CreationDate(D:20231114221320Z')>>   "},
      {"a zone",
       "/CreationDate(D:20261130165428+07'00')>>",
       "/CreationDate(D:20231114221320+00'00')>>"},
      {"a zone to the west",
       "/ModDate(D:20261130165428-03'30')>>   ",
       "/ModDate(D:20231114221320+00'00')>>   "},
      {"XMP",
       "<xmp:CreateDate>2026-11-30T09:34:59Z</xmp:CreateDate>",
       "<xmp:CreateDate>2023-11-14T22:13:20Z</xmp:CreateDate>"},
      {"XMP with a zone",
       "<xmp:ModifyDate>2026-11-30T09:34:59+07:00</xmp:ModifyDate>",
       "<xmp:ModifyDate>2023-11-14T22:13:20+00:00</xmp:ModifyDate>"},
      {"no date", "/CreationDate(x)          ", "/CreationDate(x)          "},
      {"cut off", "/CreationDate(D:2026", "/CreationDate(D:2026"},
  }));
  DYNAMIC_SECTION(c.name) {
    CHECK(dated(c.before) == c.after);
  }
}

TEST_CASE("the id of a PDF follows from its bytes", "[dates]") {
  std::string const one =
      "text\n/ID [ <0123456789ABCDEF0123456789ABCDEF>\n<0123456789ABCDEF0123456789ABCDEF> ]\n"
      "/DocChecksum /0123456789ABCDEF0123456789ABCDEF\n>>\n";
  std::string other = one;
  other.replace(other.find("ID [ <01") + 6, 2, "FF");
  CHECK(dated(one) == dated(other));
  CHECK(dated(one).size() == one.size());
  CHECK(dated(one) != dated("T" + one.substr(1)));
  CHECK(dated(one).find("0123456789") == std::string::npos);
  CHECK(dated("/ID").size() == 3);
  CHECK(dated("/DocChecksum /").size() == 14);
}

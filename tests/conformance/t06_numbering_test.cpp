// T6: numbering that does not restart, or restarts wrongly.

#include <catch2/catch.hpp>

#include "conformance/building.h"
#include "conformance/reading.h"
#include "support/docx_fixture.h"

using namespace thethuc;
using namespace thethuc::test;

namespace {

constexpr char kLaw[] =
    R"({"dieu":[{"khoan":[{"ten":"lúa","diem":["mùa","xuân"]},{"ten":"ngô","diem":["hè"]}]},)"
    R"({"khoan":[{"ten":"cá","diem":["tra"]}]},{"khoan":[]}]})";

// Instance 2 counts by itself: a list of its own, as Word makes one with "restart at 1".
std::string two_lists() {
  std::string xml = numbering_part();
  std::string const instance =
      "<w:num w:numId=\"2\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\">"
      "<w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>";
  return xml.insert(xml.find("</w:numbering>"), instance);
}

Filled fill_law(std::string const& body) {
  Setup setup;
  setup.files = {{"word/numbering.xml", two_lists()}};
  return test::fill(body, kLaw, setup);
}

std::string law(std::string const& khoan_hint, std::string const& behind = {}) {
  return paragraphs({"{{#dieu}}", "Điều {{@number}}", "{{#khoan" + khoan_hint + "}}"}) +
         numbered("{{ten}}") + paragraphs({"{{#diem}}"}) + numbered("{{.}}", 1) +
         paragraphs({"{{/diem}}", "{{/khoan}}", "{{/dieu}}"}) + behind;
}

}  // namespace

TEST_CASE("T6: Khoản begins at 1 in each Điều, Điểm at a) in each Khoản", "[T6][documents]") {
  Filled const filled = keep("t06-law", fill_law(law(" @restart")));
  main_part(filled);
  CHECK(numbered_text(filled.docx) ==
        "Điều 1 / 1. lúa / a) mùa / b) xuân / 2. ngô / a) hè / Điều 2 / 1. cá / a) tra / Điều 3");
  // An instance for each Điều, made once however many Khoản it has; the definition is not copied.
  std::string const numbering = part_of(filled.docx, "word/numbering.xml");
  CHECK(count(numbering, "<w:num ") == 2 + 3);
  CHECK(count(numbering, "<w:abstractNum ") == 1);
}

TEST_CASE("T6: without the hint Khoản counts on through the law", "[T6]") {
  Filled const filled = fill_law(law(""));
  main_part(filled);
  CHECK(numbered_text(filled.docx) ==
        "Điều 1 / 1. lúa / a) mùa / b) xuân / 2. ngô / a) hè / Điều 2 / 3. cá / a) tra / Điều 3");
  CHECK(part_of(filled.docx, "word/numbering.xml") == two_lists());
}

TEST_CASE("T6: Khoản and Điểm in lists of their own both begin anew", "[T6][documents]") {
  auto const in_list_2 = [](std::string text) {
    std::string xml = numbered(text);
    return xml.replace(xml.find("numId w:val=\"1\""), 15, "numId w:val=\"2\"");
  };
  // Two definitions, so that neither counts on from the other.
  std::string xml = numbering_part();
  std::string second =
      xml.substr(xml.find("<w:abstractNum "), xml.find("<w:num ") - xml.find("<w:abstractNum "));
  second.replace(second.find("w:abstractNumId=\"0\""), 19, "w:abstractNumId=\"1\"");
  xml.insert(xml.find("<w:num "), second);
  xml.insert(xml.find("</w:numbering>"),
             "<w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/></w:num>");
  Setup setup;
  setup.files = {{"word/numbering.xml", xml}};
  std::string const body = paragraphs({"{{#dieu}}", "{{#khoan @restart}}"}) + numbered("{{ten}}") +
                           paragraphs({"{{#diem @restart}}"}) + in_list_2("{{.}}") +
                           paragraphs({"{{/diem}}", "{{/khoan}}", "{{/dieu}}"});
  Filled const filled = keep("t06-two-lists", test::fill(body, kLaw, setup));
  main_part(filled);
  CHECK(numbered_text(filled.docx) ==
        "1. lúa / 1. mùa / 2. xuân / 2. ngô / 1. hè / 1. cá / 1. tra");
}

TEST_CASE("T6: a list behind the loop counts on or begins anew as the template says", "[T6]") {
  std::string behind = numbered("sau");
  SECTION("it counts on") {
    CHECK(numbered_text(fill_law(law("", behind)).docx)
              .ends_with("3. cá / a) tra / Điều 3 / 4. sau"));
  }
  SECTION("it begins anew") {
    behind.replace(behind.find("numId w:val=\"1\""), 15, "numId w:val=\"2\"");
    CHECK(numbered_text(fill_law(law("", behind)).docx)
              .ends_with("3. cá / a) tra / Điều 3 / 1. sau"));
  }
}

// Sections that data puts one behind the other: what the last of them ends is the last section.

#include <regex>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "support/docx_fixture.h"
#include "support/fill.h"

using namespace thethuc;

namespace {

std::string ends_section(std::string const& width) {
  return "<w:p><w:pPr><w:jc w:val=\"left\"/><w:sectPr><w:pgSz w:w=\"" + width +
         "\" w:h=\"16838\"/></w:sectPr></w:pPr></w:p>";
}

std::string paragraph(std::string const& text) {
  return "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>";
}

// Text, its section's end, and appendices that end sections of another width when they are wide.
std::string body() {
  return paragraph("Văn bản") + ends_section("10000") + paragraph("{{#phu_luc}}") +
         paragraph("Phụ lục {{@number}}") + paragraph("{{#ngang}}") + ends_section("16838") +
         paragraph("{{/ngang}}") + paragraph("{{^ngang}}") + ends_section("11906") +
         paragraph("{{/ngang}}") + paragraph("{{/phu_luc}}") +
         "<w:sectPr><w:pgSz w:w=\"12345\" w:h=\"16838\"/></w:sectPr>";
}

std::vector<std::string> widths(std::string const& xml) {
  std::regex const size{"<w:pgSz w:w=\"([0-9]+)\""};
  std::vector<std::string> found;
  for (std::sregex_iterator it{xml.begin(), xml.end(), size}, end; it != end; ++it) {
    found.push_back((*it)[1]);
  }
  return found;
}

}  // namespace

TEST_CASE("the last of the sections that data makes is the document's last", "[sections]") {
  struct Row {
    char const* data;
    std::vector<std::string> widths;
  };
  auto const row = GENERATE(values<Row>({
      {R"({"phu_luc":[]})", {"10000"}},
      {R"({"phu_luc":[{}]})", {"10000", "11906"}},
      {R"({"phu_luc":[{},{"ngang":true}]})", {"10000", "11906", "16838"}},
      {R"({"phu_luc":[{"ngang":true},{}]})", {"10000", "16838", "11906"}},
  }));
  DYNAMIC_SECTION(row.data) {
    std::string const xml = test::part_of(test::fill(body(), row.data).docx, "word/document.xml");
    CHECK(widths(xml) == row.widths);
    // Its properties stand in the body; the paragraph that ended it is there without them.
    CHECK(xml.find("<w:p><w:pPr><w:jc w:val=\"left\"/></w:pPr></w:p><w:sectPr>") !=
          std::string::npos);
    CHECK(xml.ends_with("</w:sectPr></w:body></w:document>"));
  }
}

TEST_CASE("text behind the last section's end keeps the body's own section", "[sections]") {
  std::string const xml = test::part_of(
      test::fill(paragraph("a") + ends_section("10000") + paragraph("{{#b}}{{b}}{{/b}}") +
                     "<w:sectPr><w:pgSz w:w=\"12345\" w:h=\"16838\"/></w:sectPr>",
                 R"({"b":"sau"})")
          .docx,
      "word/document.xml");
  CHECK(widths(xml) == std::vector<std::string>{"10000", "12345"});
}

#include "library/section.h"

#include <string>

#include <catch2/catch.hpp>

#include "opc/xml.h"
#include "support/diagnostic_ids.h"
#include "template_folders.h"

using namespace thethuc;
using library::Section;
using library::testing::kWordNamespace;
using library::testing::TemplateFolders;

namespace {

constexpr std::string_view kRelationships =
    R"(xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships")";

std::string section_xml(std::string_view children) {
  std::string xml = "<w:sectPr ";
  return xml.append(kWordNamespace)
             .append(" ")
             .append(kRelationships)
             .append(">")
             .append(children) +
         "</w:sectPr>";
}

constexpr std::string_view kPage =
    R"(<w:headerReference w:type="default" r:id="rId5"/><w:pgSz w:w="11906" w:h="16838"/>)"
    R"(<w:pgMar w:top="1134" w:right="850" w:left="1701"/><w:pgNumType w:start="1"/><w:titlePg/>)";

Section page_section() {
  base::Diagnostics out;
  auto section = Section::read(section_xml(kPage), "section.xml", {}, out);
  REQUIRE(section);
  REQUIRE(out.empty());
  return *section;
}

// What a fragment with these section properties holds between its root's tags.
std::string filled(std::string const& section, bool in_paragraph) {
  std::string const inner =
      in_paragraph ? "<w:p><w:pPr>" + section + "</w:pPr></w:p>" : "<w:p/>" + section;
  std::string xml = "<w:body ";
  xml.append(kWordNamespace).append(">").append(inner).append("</w:body>");
  page_section().fill(xml, {});
  std::size_t const begin = xml.find("<w:sectPr");
  return xml.substr(begin, xml.rfind("</w:sectPr>") - begin) + "</w:sectPr>";
}

}  // namespace

TEST_CASE("section properties get what they lack from the profile", "[section]") {
  struct Case {
    char const* name;
    char const* given;
    std::string expected;  // between w:sectPr and its end
  };
  std::string const page{kPage};
  std::string const header = page.substr(0, page.find("<w:pgSz"));
  std::string const size = R"(<w:pgSz w:w="11906" w:h="16838"/>)";
  std::string const margins = R"(<w:pgMar w:top="1134" w:right="850" w:left="1701"/>)";
  std::string const end = R"(<w:pgNumType w:start="1"/><w:titlePg/>)";
  auto const c = GENERATE_COPY(values<Case>({
      {"nothing is given", "<w:sectPr/>", page},
      {"a page of its own stays",
       R"(<w:sectPr><w:pgSz w:w="100" w:h="200"/></w:sectPr>)",
       header + R"(<w:pgSz w:w="100" w:h="200"/>)" + margins + end},
      {"the page is turned",
       R"(<w:sectPr><w:pgSz w:orient="landscape"/></w:sectPr>)",
       header + R"(<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>)" + margins + end},
      {"upright is as the profile is",
       R"(<w:sectPr><w:pgSz w:orient="portrait"/></w:sectPr>)",
       header + R"(<w:pgSz w:w="11906" w:h="16838" w:orient="portrait"/>)" + margins + end},
      {"one margin is given",
       R"(<w:sectPr><w:pgMar w:left="1134"/></w:sectPr>)",
       header + size + R"(<w:pgMar w:left="1134" w:top="1134" w:right="850"/>)" + end},
      {"page numbers that run on stay so",
       R"(<w:sectPr><w:pgNumType/></w:sectPr>)",
       header + size + margins + "<w:pgNumType/><w:titlePg/>"},
      {"a header of another kind joins",
       R"(<w:sectPr><w:headerReference w:type="first" r:id="h"/></w:sectPr>)",
       R"(<w:headerReference w:type="first" r:id="h"/>)" + page},
      {"a header of the same kind counts",
       R"(<w:sectPr><w:headerReference w:type="default" r:id="h"/></w:sectPr>)",
       R"(<w:headerReference w:type="default" r:id="h"/>)" + size + margins + end},
      {"what the profile does not have stays, in the schema's order",
       R"(<w:sectPr><w:type w:val="continuous"/><w:cols w:num="2"/></w:sectPr>)",
       header + R"(<w:type w:val="continuous"/>)" + size + margins +
           R"(<w:pgNumType w:start="1"/><w:cols w:num="2"/><w:titlePg/>)"},
  }));
  DYNAMIC_SECTION(c.name) {
    CHECK(filled(c.given, true) == "<w:sectPr>" + c.expected + "</w:sectPr>");
    CHECK(filled(c.given, false) == "<w:sectPr>" + c.expected + "</w:sectPr>");
  }
}

TEST_CASE("what was before a tracked change is no section", "[section]") {
  std::string xml = "<w:body ";
  xml.append(kWordNamespace)
      .append(">")
      .append("<w:p><w:pPr><w:pPrChange><w:pPr><w:sectPr/></w:pPr></w:pPrChange></w:pPr></w:p>")
      .append("</w:body>");
  page_section().fill(xml, {});
  CHECK(xml.find("<w:sectPr/>") != std::string::npos);
}

TEST_CASE("a fragment that is no XML stays for its reader to tell", "[section]") {
  std::string xml = "<w:body><w:sectPr>";
  page_section().fill(xml, {});
  CHECK(xml == "<w:body><w:sectPr>");
}

TEST_CASE("mistakes of section.xml", "[section]") {
  struct Case {
    char const* name;
    std::string xml;
    char const* ids;
    char const* message;
  };
  auto const c = GENERATE(values<Case>({
      {"another element",
       "<w:body " + std::string{kWordNamespace} + "/>",
       "base_section",
       "expected one element w:sectPr in section.xml, found w:body"},
      {"a child that sections do not have",
       section_xml("<w:jc/>"),
       "base_section",
       "expected properties of a section such as w:pgSz in section.xml, found w:jc"},
      {"no XML", "<w:sectPr>", "xml_syntax", ""},
  }));
  DYNAMIC_SECTION(c.name) {
    base::Diagnostics out;
    CHECK_FALSE(Section::read(c.xml, "x/section.xml", {}, out));
    REQUIRE(test::ids_of(out) == c.ids);
    CHECK(out.entries()[0].place.file == "x/section.xml");
    if (c.message[0]) {
      CHECK(base::message(out.entries()[0], base::Language::en) == c.message);
    }
  }
}

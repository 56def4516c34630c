// Sections that do not fit together hide no other mistake, and make none up.

#include <catch2/catch.hpp>

#include "support/docx_fixture.h"
#include "support/fill.h"

using namespace thethuc;
using test::compile_body;
using test::ids;
using test::Setup;

namespace {

std::string r(std::string const& text) {
  return "<w:r><w:t xml:space=\"preserve\">" + text + "</w:t></w:r>";
}

std::string p(std::string const& text) {
  return "<w:p>" + r(text) + "</w:p>";
}

std::string cell(std::string const& text) {
  return "<w:tc>" + p(text) + "</w:tc>";
}

std::string row(std::string const& cells) {
  return "<w:tr>" + cells + "</w:tr>";
}

std::string table(std::string const& rows) {
  return "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w=\"100\"/><w:gridCol w:w=\"100\"/><w:gridCol "
         "w:w=\"100\"/></w:tblGrid>" +
         rows + "</w:tbl>";
}

// A field whose beginning alone stands between the tags.
std::string cut_field(std::string const& opening, std::string const& closing) {
  auto const border = [](std::string const& type) {
    return "<w:r><w:fldChar w:fldCharType=\"" + type + "\"/></w:r>";
  };
  return "<w:p>" + r(opening) + border("begin") + r(closing) +
         "<w:r><w:instrText>PAGE</w:instrText></w:r>" + border("end") + "</w:p>";
}

std::string const kLinkInLink =
    "<w:p><w:hyperlink w:anchor=\"a\">" + r("{{a | lien_ket}}") + "</w:hyperlink></w:p>";

// Two rows of which each repeats columns that the other's overlap.
std::string crossing_columns(std::string const& between) {
  return table(row(cell("{{#a @cell}}{{.}}") + cell("{{/a}}") + cell("x")) +
               row(cell(between) + cell("{{#b @cell}}{{.}}") + cell("{{/b}}")));
}

}  // namespace

TEST_CASE("what lowering finds is told although sections do not fit", "[diagnostics]") {
  struct Case {
    char const* name;
    std::string body;
    char const* expect;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"a list that is none", p("{{#b}}") + p("{{#ds @restart}}") + p("{{.}}") + p("{{/ds}}"),
       "section_not_closed nothing_to_restart"},
      {"the same around the other", p("{{#ds @restart}}") + p("{{#b}}") + p("{{/ds}}"),
       "section_not_closed nothing_to_restart"},
      {"a link within a link", p("{{/b}}") + kLinkInLink, "section_not_opened insert_not_here"},
      {"the same within the other", p("{{#b}}") + kLinkInLink, "section_not_closed insert_not_here"},
      {"columns", crossing_columns("x") + p("{{#c}}"), "section_not_closed columns_cross"},
      {"a merge outside of tables", p("{{#b}}") + p("{{a | gop}}"), "section_not_closed merge_outside_rows"},
      {"a merge behind what is closed", p("{{/b}}") + table(row(cell("{{a | gop}}"))),
       "section_not_opened merge_outside_rows"},
      {"a merge before what is opened", table(row(cell("{{a | gop}}"))) + p("{{#b}}"),
       "section_not_closed merge_outside_rows"},
      {"a field", p("{{#b}}") + cut_field("{{#a}}", "{{/a}}"), "section_not_closed section_cuts_field"},
      {"an inner section larger than the outer", table(row(cell("{{#a}}{{#b @row}}x{{/b}}{{/a}}"))) + p("{{#c}}"),
       "section_not_closed section_crosses_structure"},
      {"behind sections that cross", p("{{#a}}{{#b}}{{/a}}{{/b}}") + kLinkInLink, "sections_cross insert_not_here"},
      {"behind one across structure", p("{{#a}}") + table(row(cell("{{/a}}"))) + kLinkInLink,
       "section_crosses_structure insert_not_here"},
      {"behind a name that cannot be read", p("{{#a b}}{{/a b}}") + kLinkInLink, "bad_name bad_name insert_not_here"},
      {"several, as they stand",
       p("{{#ds @restart}}") + p("{{.}}") + p("{{/ds}}") + kLinkInLink + p("{{#b}}") + p("{{x | gop}}"),
       "section_not_closed nothing_to_restart insert_not_here merge_outside_rows"},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.name) {
    compile::Result const result = compile_body(c.body);
    INFO(result.diagnostics.to_text(base::Language::en));
    CHECK(ids(result.diagnostics) == c.expect);
    CHECK_FALSE(result.compiled);
  }
}

TEST_CASE("what mending a section might mend as well is not told", "[diagnostics]") {
  struct Case {
    char const* name;
    std::string body;
    char const* expect;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"a list, if the tags pair otherwise", p("{{#ds}}") + p("{{#ds @restart}}") + p("{{.}}") + p("{{/ds}}"),
       "section_not_closed"},
      {"a list behind the crossing tag", p("{{#a @restart}}") + p("{{#b}}") + p("{{/a}}") + p("{{/b}}"),
       "sections_cross"},
      {"a merge behind the opening tag", p("{{#ds}}") + table(row(cell("{{a | gop}}"))), "section_not_closed"},
      {"a merge before the closing tag", table(row(cell("{{a | gop}}"))) + p("{{/ds}}"), "section_not_opened"},
      {"a merge in a row across structure", p("{{#ds}}") + table(row(cell("{{a | gop}}{{/ds}}"))),
       "section_crosses_structure"},
      {"a merge in a row whose section has no name", table(row(cell("{{#d s}}{{a | gop}}") + cell("{{/d s}}"))),
       "bad_name bad_name"},
      {"columns that another section may hold", crossing_columns("{{#c @cell}}"), "section_not_closed"},
      {"a field, if the tags pair otherwise", p("{{#a}}") + cut_field("{{#a}}", "{{/a}}"), "section_not_closed"},
      {"nesting, if the tags pair otherwise",
       p("{{#b}}") + table(row(cell("{{#a}}{{#b @row}}x{{/b}}{{/a}}"))), "section_not_closed"},
      {"beyond the depth", p("{{#a}}{{#b}}{{#c}}{{#d}}") + table(row(cell("{{a | gop}}"))) + p("{{/d}}{{/c}}{{/b}}{{/a}}"),
       "sections_too_deep"},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.name) {
    Setup setup;
    setup.compile.limits.max_section_depth = 3;
    compile::Result const result = compile_body(c.body, setup);
    INFO(result.diagnostics.to_text(base::Language::en));
    CHECK(ids(result.diagnostics) == c.expect);
    CHECK_FALSE(result.compiled);
  }
}

TEST_CASE("names in notes and in texts that are no paragraphs are looked at, too",
          "[diagnostics]") {
  Setup setup;
  setup.compile.schema_json =
      R"({"type":"object","properties":{"ten":{"type":"string"},"ds":{"type":"array",
          "items":{"type":"object","properties":{"ma":{"type":"string"}}}}},
          "additionalProperties":false})";
  auto const picture = [](std::string const& text) {
    return "<w:p><w:r><w:drawing><wp:inline><wp:docPr id=\"1\" name=\"a\" descr=\"" + text +
           "\"/></wp:inline></w:drawing></w:r></w:p>";
  };
  std::string const note = "<w:p><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>";
  struct Case {
    char const* name;
    std::string body;
    std::string note;
    char const* expect;
  };
  // clang-format off
  auto const c = GENERATE_COPY(values<Case>({
      {"before what is opened", picture("{{tne}}{{@number}}") + p("{{#ds}}"), "",
       "section_not_closed loop_variable_outside unknown_field"},
      {"within what may hold it", p("{{#ds}}") + picture("{{ma}}{{@number}}"), "", "section_not_closed"},
      {"within another section of the text", picture("{{#ds}}{{ma}}{{mã}}"), "", "section_not_closed"},
      {"of a note", p("{{ten}}") + note, p("{{#ds}}{{ma}}{{mb}}{{/ds}}{{#ten}}"), "section_not_closed unknown_field"},
      {"of a note that may stand within", p("{{#ds}}") + note, p("{{ma}}{{@number}}"), "section_not_closed"},
      {"in a section around a stray closing tag",
       p("{{#ds}}") + p("{{/c}}") + p("{{ma}}{{@number}}") + p("{{/ds}}"), "", "section_not_opened"},
      {"once each", p("{{tne}}{{#ds}}{{mb}}"), "", "section_not_closed unknown_field unknown_field"},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.name) {
    setup.files = {
        {"word/footnotes.xml",
         "<w:footnotes xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/"
         "main\"><w:footnote w:id=\"2\">" +
             (c.note.empty() ? p("x") : c.note) + "</w:footnote></w:footnotes>"}};
    compile::Result const result = compile_body(c.body, setup);
    INFO(result.diagnostics.to_text(base::Language::en));
    CHECK(ids(result.diagnostics) == c.expect);
  }
}

TEST_CASE("a misspelt hint, or filters on a section, hide nothing that stands within",
          "[diagnostics]") {
  Setup setup;
  setup.compile.schema_json =
      R"({"type":"object","properties":{"ten":{"type":"string"},"ds":{"type":"array",
          "items":{"type":"object","properties":{"ma":{"type":"string"}}}}},
          "additionalProperties":false})";
  struct Case {
    char const* name;
    std::string body;
    char const* expect;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"a hint", p("{{#ds @rwo}}") + p("{{ma}}{{mx}}{{ten}}{{@number}}") + p("{{/ds}}"), "bad_hint unknown_field"},
      {"a hint, in a line", p("{{^ds @rwo}}{{mx}}{{@number}}{{/ds}}"), "bad_hint loop_variable_outside unknown_field"},
      {"a filter", p("{{#ds | hoa}}{{ma}}{{mx}}{{@number}}{{/ds}}"), "filters_on_section unknown_field"},
      {"a filter on the closing tag", p("{{#ds}}{{ma}}{{mx}}{{/ds | hoa}}"), "filters_on_section unknown_field"},
      {"both", p("{{#ds @rwo | hoa}}{{ma}}{{mx}}{{/ds}}"), "bad_hint filters_on_section unknown_field"},
      {"the name as well", p("{{#dx @rwo}}{{ma}}{{/dx}}"), "bad_hint unknown_field"},
      {"another hint", p("{{#ds @rwo @inline}}{{ma}}{{mx}}{{/ds}}"), "bad_hint unknown_field"},
      {"tags of which another hint would make a section",
       table(row(cell("{{#ds @rwo}}x") + "<w:tc>" + table(row(cell("{{mx}}{{/ds}}"))) + p("") + "</w:tc>")),
       "bad_hint unknown_field"},
      {"a merge in what may be a row", table(row(cell("{{#ds @rwo}}{{ma | gop}}{{/ds}}"))), "bad_hint"},
      {"a merge in a row", table(row(cell("{{#ds | hoa}}{{ma | gop}}") + cell("{{/ds}}"))), "filters_on_section"},
      {"a link within a link", p("{{#ds @rwo}}") + kLinkInLink + p("{{/ds}}"),
       "bad_hint unknown_field insert_not_here"},
      {"a wrong filter within", p("{{#ds | hoa}}{{ma | hoaa}}{{/ds}}"), "filters_on_section unknown_filter"},
      {"a section that is not closed", p("{{#ds @rwo}}{{ma}}{{#ten}}{{/ds}}"), "bad_hint section_not_closed"},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.name) {
    compile::Result const result = compile_body(c.body, setup);
    INFO(result.diagnostics.to_text(base::Language::en));
    CHECK(ids(result.diagnostics) == c.expect);
    CHECK_FALSE(result.compiled);
  }
}

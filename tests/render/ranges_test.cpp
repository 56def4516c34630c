// Marks of ranges (bookmarks, comments, permissions, moves) in what vanishes with its tags: a
// document has both marks of a range, or none.

#include <catch2/catch.hpp>

#include "support/docx_fixture.h"
#include "support/fill.h"
#include "support/matches.h"

using namespace thethuc;
using test::Filled;

namespace {

std::string run(std::string const& text) {
  return "<w:r><w:t>" + text + "</w:t></w:r>";
}

std::string paragraph(std::string const& inner) {
  return "<w:p>" + inner + "</w:p>";
}

std::string table(std::string const& rows) {
  return "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w=\"900\"/></w:tblGrid>" + rows + "</w:tbl>";
}

std::string row(std::string const& inner) {
  return "<w:tr><w:tc>" + inner + "</w:tc></w:tr>";
}

std::string const kStart = "<w:bookmarkStart w:id=\"1\" w:name=\"muc\"/>";
std::string const kEnd = "<w:bookmarkEnd w:id=\"1\"/>";
std::string const kCommentStart = "<w:commentRangeStart w:id=\"0\"/>";
std::string const kCommentEnd =
    "<w:commentRangeEnd w:id=\"0\"/><w:r><w:rPr><w:sz w:val=\"16\"/></w:rPr><w:commentReference "
    "w:id=\"0\"/></w:r>";

// The paragraphs, texts, tables and marks of the document in order: "p text <bookmark bookmark>".
std::string seen(std::string const& body, char const* json) {
  test::Setup setup;
  setup.files = {{"word/comments.xml",
                  "<w:comments " + test::namespaces() +
                      "><w:comment w:id=\"0\" w:author=\"Văn thư\"><w:p><w:r><w:t>xem lại</w:t>"
                      "</w:r></w:p></w:comment></w:comments>"}};
  setup.partials = {{"khung", "k"}};
  Filled const filled = test::fill(body, json, setup);
  REQUIRE_FALSE(filled.diagnostics.has_errors());
  return test::all(test::part_of(filled.docx, "/word/document.xml"),
                   "<w:(tbl|p|t|bookmarkStart|bookmarkEnd|commentRangeStart|commentRangeEnd|"
                   "commentReference|permStart|permEnd)[ />]");
}

}  // namespace

TEST_CASE("marks of a range outlive the paragraph of a tag, both of them", "[ranges]") {
  struct Case {
    char const* name;
    std::string body;
    char const* two;  // what comes of two items
    char const* none;
  };
  auto const c = GENERATE_COPY(values<Case>({
      {"around a section",
       paragraph(kStart + run("{{#ds}}")) + paragraph(run("{{.}}")) +
           paragraph(run("{{/ds}}") + kEnd) + paragraph(run("z")),
       "bookmarkStart p t p t bookmarkEnd p t",
       "bookmarkStart bookmarkEnd p t"},
      {"begins between two tags",
       paragraph(run("{{#ds}}") + kStart + run("{{#.}}")) + paragraph(run("{{.}}")) +
           paragraph(run("{{/.}}") + kEnd + run("{{/ds}}")) + paragraph(run("z")),
       "bookmarkStart p t bookmarkEnd bookmarkStart p t bookmarkEnd p t",
       "p t"},
      {"begins in the tag's paragraph, ends in the text",
       paragraph(kStart + run("{{#ds}}")) + paragraph(run("{{.}}") + kEnd) +
           paragraph(run("{{/ds}}")) + paragraph(run("z")),
       "bookmarkStart p t p t bookmarkEnd p t",
       "bookmarkStart bookmarkEnd p t"},
      {"both marks on the closing tag",
       paragraph(run("{{#ds}}")) + paragraph(run("{{.}}")) +
           paragraph(run("{{/ds}}") + kStart + kEnd) + paragraph(run("z")),
       "p t p t bookmarkStart bookmarkEnd p t",
       "bookmarkStart bookmarkEnd p t"},
      {"a permission",
       paragraph("<w:permStart w:id=\"2\" w:edGrp=\"everyone\"/>" + run("{{#ds}}")) +
           paragraph(run("{{.}}")) + paragraph(run("{{/ds}}") + "<w:permEnd w:id=\"2\"/>"),
       "permStart p t p t permEnd",
       "permStart permEnd"},
      {"in rows that vanish",
       table(row(paragraph(run("đầu"))) + row(paragraph(kStart + run("{{#ds}}"))) +
             row(paragraph(run("{{.}}"))) + row(paragraph(run("{{/ds}}") + kEnd))) +
           paragraph(""),
       "tbl p t bookmarkStart p t p t bookmarkEnd p",
       "tbl p t bookmarkStart bookmarkEnd p"},
      {"from a row that vanishes to behind a table that may vanish",
       table(row(paragraph(kStart + run("{{#ds}}"))) + row(paragraph(run("{{.}}"))) +
             row(paragraph(run("{{/ds}}")))) +
           paragraph(run("z") + kEnd),
       "bookmarkStart tbl p t p t p t bookmarkEnd",
       "bookmarkStart p t bookmarkEnd"},
      {"at the end of a cell",
       table(row(paragraph(kStart + run("{{#ds}}")) + paragraph(run("{{.}}")) +
                 paragraph(run("{{/ds}}") + kEnd))) +
           paragraph(""),
       "tbl bookmarkStart p t p t bookmarkEnd p",
       "tbl bookmarkStart bookmarkEnd p p"},
      {"from a paragraph that may come out empty",
       paragraph(kStart + run("{{#ds}}") + run("{{.}}") + run("{{/ds}}")) +
           paragraph(run("z") + kEnd),
       "bookmarkStart p t t p t bookmarkEnd",
       "bookmarkStart p t bookmarkEnd"},
      {"into the beginning of a paragraph that may come out empty",
       paragraph(kStart + run("a")) +
           paragraph(kEnd + run("{{#ds}}") + run("{{.}}") + run("{{/ds}}")),
       "p bookmarkStart t bookmarkEnd p t t",
       "p bookmarkStart t bookmarkEnd"},
      {"around a partial",
       paragraph(kStart + run("{{> khung}}") + kEnd) + paragraph(run("{{#ds}}{{/ds}}z")),
       "bookmarkStart p t bookmarkEnd p t",
       "bookmarkStart p t bookmarkEnd p t"},
  }));
  DYNAMIC_SECTION(c.name) {
    CHECK(seen(c.body, R"({"ds":[1,2]})") == c.two);
    CHECK(seen(c.body, R"({"ds":[]})") == c.none);
  }
}

TEST_CASE("a comment goes with the paragraph of a tag, and keeps none", "[ranges]") {
  struct Case {
    char const* name;
    std::string body;
    char const* two;
    char const* none;
  };
  auto const c = GENERATE_COPY(values<Case>({
      {"on an opening tag",
       paragraph(kCommentStart + run("{{#ds}}") + kCommentEnd) + paragraph(run("{{.}}")) +
           paragraph(run("{{/ds}}")) + paragraph(run("z")),
       "p t p t p t",
       "p t"},
      {"over a whole section",
       paragraph(kCommentStart + run("{{#ds}}")) + paragraph(run("{{.}}")) +
           paragraph(run("{{/ds}}") + kCommentEnd) + paragraph(run("z")),
       "p t p t p t",
       "p t"},
      {"from the tag to text that stays",
       paragraph(run("{{#ds}}")) + paragraph(run("{{.}}")) +
           paragraph(kCommentStart + run("{{/ds}}")) + paragraph(run("z") + kCommentEnd),
       "commentRangeStart p t p t p t commentRangeEnd commentReference",
       "commentRangeStart p t commentRangeEnd commentReference"},
      {"on a condition within a line",
       paragraph(kCommentStart + run("{{#ds}}") + run("{{.}}") + run("{{/ds}}") + kCommentEnd) +
           paragraph(run("z")),
       "p commentRangeStart t t commentRangeEnd commentReference p t",
       "p t"},
      {"that ends in a line which may come out empty",
       paragraph(kCommentStart + run("a")) +
           paragraph(run("{{#ds}}") + run("{{.}}") + run("{{/ds}}") + kCommentEnd),
       "p t p t t commentRangeStart commentRangeEnd commentReference",
       "p t"},
      {"whose reference stands in a section",
       paragraph(kCommentStart + run("a") + run("{{#ds}}") + kCommentEnd + run("{{/ds}}")),
       "p t commentRangeStart commentRangeEnd commentReference",
       "p t"},
      {"on a partial",
       paragraph(kCommentStart + run("{{> khung}}") + kCommentEnd) +
           paragraph(run("{{#ds}}{{/ds}}z")),
       "p t p t",
       "p t p t"},
      {"on rich text",
       paragraph(kCommentStart + run("{{{b}}}") + kCommentEnd) + paragraph(run("{{#ds}}{{/ds}}z")),
       "p t p t p t",
       "p t p t p t"},
  }));
  DYNAMIC_SECTION(c.name) {
    CHECK(seen(c.body, R"({"ds":[1,2],"b":"một\n\nhai"})") == c.two);
    CHECK(seen(c.body, R"({"ds":[],"b":"một\n\nhai"})") == c.none);
  }
}

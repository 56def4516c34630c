// Cells of rows that do not repeat columns, in tables in which other rows do.

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <pugixml.hpp>

#include "support/docx_fixture.h"
#include "support/fill.h"

using namespace thethuc;
using test::Filled;

namespace {

std::string cell(std::string const& text, int span = 1, std::string const& merge = "") {
  return "<w:tc><w:tcPr><w:tcW w:w=\"" + std::to_string(600 * span) + "\" w:type=\"dxa\"/>" +
         (span > 1 ? "<w:gridSpan w:val=\"" + std::to_string(span) + "\"/>" : "") + merge +
         "</w:tcPr><w:p><w:r><w:t xml:space=\"preserve\">" + text + "</w:t></w:r></w:p></w:tc>";
}

std::string row(std::string const& cells) {
  return "<w:tr>" + cells + "</w:tr>";
}

std::string table(int columns, std::string const& rows, char const* column = "") {
  std::string xml = "<w:tbl><w:tblPr/><w:tblGrid>";
  for (int i = 0; i < columns; ++i) {
    xml += *column == '\0' ? "<w:gridCol w:w=\"600\"/>" : column;
  }
  return xml + "</w:tblGrid>" + rows + "</w:tbl><w:p/>";
}

std::string const kBegins = "<w:vMerge w:val=\"restart\"/>";
std::string const kGoesOn = "<w:vMerge/>";

pugi::xml_document document_of(Filled const& filled) {
  pugi::xml_document document;
  REQUIRE(document.load_string(test::part_of(filled.docx, "/word/document.xml").c_str()));
  return document;
}

pugi::xml_node table_of(pugi::xml_document const& document) {
  return document.document_element().child("w:body").child("w:tbl");
}

std::string text_of(pugi::xml_node node) {
  std::string text;
  for (pugi::xpath_node t : node.select_nodes(".//w:t")) {
    text += t.node().text().get();
  }
  return text;
}

int span_of(pugi::xml_node cell) {
  return cell.child("w:tcPr").child("w:gridSpan").attribute("w:val").as_int(1);
}

// Rows as "a|b×2|c↧": with spans, "↧" where a vertical merge begins and "↓" where it goes on.
std::string seen(pugi::xml_node table) {
  std::string out;
  for (pugi::xml_node row : table.children("w:tr")) {
    out += out.empty() ? "" : "; ";
    std::string cells;
    for (pugi::xml_node cell : row.children("w:tc")) {
      cells += cell == row.child("w:tc") ? "" : "|";
      cells += text_of(cell);
      cells += span_of(cell) > 1 ? "×" + std::to_string(span_of(cell)) : "";
      if (pugi::xml_node const merge = cell.child("w:tcPr").child("w:vMerge")) {
        cells += merge.attribute("w:val") ? "↧" : "↓";
      }
    }
    out += cells;
  }
  return out;
}

}  // namespace

TEST_CASE("cells below columns that repeat stay", "[columns]") {
  std::string const head = row(cell("{{#n @cell}}KH {{.}}") + cell("TH {{.}}{{/n}}") + cell("GC"));
  struct Case {
    char const* name;
    std::string body;
    char const* data;
    char const* expect;
  };
  auto const c = GENERATE_COPY(values<Case>({
      {"columns that are there once",
       table(3, head + row(cell("Tổng KH") + cell("Tổng TH") + cell("không"))),
       R"({"n":["a"]})",
       "KH a|TH a|GC; Tổng KH|Tổng TH|không"},
      {"twice: in the first, and the last one up to the end",
       table(3, head + row(cell("Tổng KH") + cell("Tổng TH") + cell("không"))),
       R"({"n":["a","b"]})",
       "KH a|TH a|KH b|TH b|GC; Tổng KH|Tổng TH×3|không"},
      {"columns that are gone take along what stands in them alone",
       table(3, head + row(cell("Tổng KH") + cell("Tổng TH") + cell("không"))),
       R"({"n":[]})",
       "GC; không"},
      {"a cell across the border of the columns",
       table(3, head + row(cell("A") + cell("B", 2))),
       R"({"n":["a","b"]})",
       "KH a|TH a|KH b|TH b|GC; A|B×4"},
      {"that one stays without them",
       table(3, head + row(cell("A") + cell("B", 2))),
       R"({"n":[]})",
       "GC; B"},
      {"a row that leaves out one of the columns",
       table(3,
             head + "<w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>" + cell("B") + cell("C") +
                 "</w:tr>"),
       R"({"n":["a","b"]})",
       "KH a|TH a|KH b|TH b|GC; B×3|C"},
      {"a merge goes on below each copy",
       table(3,
             row(cell("A") + cell("{{#n @cell}}{{.}}{{/n}}", 1, kBegins) + cell("z")) +
                 row(cell("B") + cell("", 1, kGoesOn) + cell("z")) +
                 row(cell("C") + cell("", 1, kGoesOn) + cell("z")) +
                 row(cell("D") + cell("hết") + cell("z"))),
       R"({"n":["a","b"]})",
       "A|a↧|b↧|z; B|↓|↓|z; C|↓|↓|z; D|hết×2|z"},
      {"of two columns, one of which does not merge",
       table(3,
             row(cell("{{#n @cell}}{{.}}", 1, kBegins) + cell("x{{/n}}") + cell("z")) +
                 row(cell("", 1, kGoesOn) + cell("y") + cell("z"))),
       R"({"n":["a","b"]})",
       "a↧|x|b↧|x|z; ↓|y|↓||z"},
      {"of columns that are gone",
       table(2,
             row(cell("{{#n @cell}}{{.}}{{/n}}", 1, kBegins) + cell("z")) +
                 row(cell("", 1, kGoesOn) + cell("y"))),
       R"({"n":[]})",
       "z; y"},
      {"sections over the same columns, one in the other",
       table(2, row(cell("{{#n @cell}}{{#m @cell}}{{.}}{{/m}}{{/n}}") + cell("z"))),
       R"({"n":["a","b"],"m":[1,2]})",
       "1|2|1|2|z"},
  }));
  DYNAMIC_SECTION(c.name) {
    Filled const filled = test::fill(c.body, c.data);
    REQUIRE(test::ids(filled.diagnostics).empty());
    pugi::xml_document const document = document_of(filled);
    CHECK(seen(table_of(document)) == c.expect);
  }
}

TEST_CASE("a section over some of the columns that another one repeats is a mistake", "[columns]") {
  Filled const filled = test::fill(
      table(3, row(cell("{{#n @cell}}a") + cell("{{#m @cell}}b{{/m}}{{/n}}") + cell("z"))),
      R"({"n":[1,2],"m":[1]})");
  REQUIRE(test::ids(filled.diagnostics) == "columns_cross");
  CHECK(filled.diagnostics.entries()[0].tag == "{{#m @cell}}");
}

TEST_CASE("a grid that tells no widths gets those of the cells", "[columns]") {
  std::string const rows = row(cell("TT") + cell("{{#n @cell}}{{.}}{{/n}}"));
  Filled const filled = test::fill(table(2, rows, "<w:gridCol/>"), R"({"n":[1,2]})");
  REQUIRE(test::ids(filled.diagnostics).empty());
  pugi::xml_document const document = document_of(filled);
  std::string widths;
  for (pugi::xml_node column : table_of(document).child("w:tblGrid").children()) {
    widths += std::string{" "} + column.attribute("w:w").value();
  }
  CHECK(widths == " 600 300 300");
}

// Random tables of which rows repeat columns or lie below them: no text of a column that is there
// is lost, and every row fills the grid.
TEST_CASE("no text is lost beside columns that repeat", "[columns]") {
  std::mt19937 random{2021};
  auto const upto = [&](int most) {
    return static_cast<int>(random() % static_cast<unsigned>(most + 1));
  };
  for (int round = 0; round < 300; ++round) {
    int const columns = 2 + upto(4);
    int const first = upto(columns - 1);
    int const last = first + 1 + upto(columns - first - 1);
    int const copies = upto(3);
    std::vector<std::string> expected;
    std::string rows;
    int const count = 2 + upto(3);
    for (int r = 0; r < count; ++r) {
      bool const repeats = r == 0 || upto(2) == 0;
      std::string cells;
      for (int c = 0; c < columns;) {
        int const limit = !repeats ? columns : c < first ? first : c < last ? last : columns;
        int const span = 1 + upto(limit - c - 1);
        std::string const name = "[" + std::to_string(r) + "." + std::to_string(c) + "]";
        bool const within = c >= first && c + span <= last;
        bool const as_often = within && (repeats || copies == 0);
        expected.insert(expected.end(), static_cast<std::size_t>(as_often ? copies : 1), name);
        cells += cell((repeats && c == first ? "{{#n @cell}}" : "") + name +
                          (repeats && c + span == last ? "{{/n}}" : ""),
                      span);
        c += span;
      }
      rows += row(cells);
    }
    std::string list;
    for (int i = 0; i < copies; ++i) {
      list += i == 0 ? "1" : ",1";
    }
    INFO(rows);
    Filled const filled = test::fill(table(columns, rows), "{\"n\":[" + list + "]}");
    REQUIRE(test::ids(filled.diagnostics).empty());
    pugi::xml_document const document = document_of(filled);
    pugi::xml_node const out = table_of(document);
    auto const grid = out.child("w:tblGrid").children();
    std::vector<std::string> texts;
    for (pugi::xml_node const row : out.children("w:tr")) {
      int sum = 0;
      for (pugi::xml_node const one : row.children("w:tc")) {
        sum += span_of(one);
        texts.push_back(text_of(one));
      }
      CHECK(sum == static_cast<int>(std::distance(grid.begin(), grid.end())));
    }
    std::sort(texts.begin(), texts.end());
    std::sort(expected.begin(), expected.end());
    REQUIRE(texts == expected);
  }
}

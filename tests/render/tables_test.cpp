// Tables whose columns repeat, whose cells merge with those above, and merges that a section cuts.

#include <regex>

#include <catch2/catch.hpp>
#include <pugixml.hpp>

#include "support/docx_fixture.h"
#include "support/fill.h"

using namespace thethuc;
using test::Filled;

namespace {

std::string cell(std::string const& text, std::string const& properties = "") {
  return "<w:tc>" + (properties.empty() ? "" : "<w:tcPr>" + properties + "</w:tcPr>") +
         "<w:p><w:r><w:t xml:space=\"preserve\">" + text + "</w:t></w:r></w:p></w:tc>";
}

std::string row(std::string const& cells) {
  return "<w:tr>" + cells + "</w:tr>";
}

std::string table(std::vector<int> const& widths, std::string const& rows) {
  std::string xml = "<w:tbl><w:tblPr/><w:tblGrid>";
  for (int width : widths) {
    xml += "<w:gridCol w:w=\"" + std::to_string(width) + "\"/>";
  }
  return xml + "</w:tblGrid>" + rows + "</w:tbl><w:p/>";
}

// The table as a reader of the XML sees it: "grid 100 200; [a 100] [b 200 span 2 ↧]", "↧" where a
// vertical merge begins, "↓" where it goes on.
std::string seen(Filled const& filled) {
  std::string const xml = test::part_of(filled.docx, "/word/document.xml");
  static std::regex const kToken{
      "<w:gridCol w:w=\"(\\d+)\"/>|<w:(tr)>|<w:tcW w:w=\"(\\d+)\"[^>]*>|<w:gridSpan "
      "w:val=\"(\\d+)\"/>|<w:vMerge( w:val=\"restart\")?/>|<w:(t)[ >]|(</w:tc>)|<w:(tc)>"};
  std::string out = "grid";
  for (std::sregex_iterator m{xml.begin(), xml.end(), kToken}, end; m != end; ++m) {
    std::string const token = (*m)[0].str();
    if ((*m)[1].matched) {
      out += " " + (*m)[1].str();
    } else if ((*m)[2].matched) {
      out += ";";
    } else if ((*m)[3].matched) {
      out += (*m)[3].str();
    } else if ((*m)[4].matched) {
      out += "x" + (*m)[4].str();
    } else if (token.starts_with("<w:vMerge")) {
      out += (*m)[5].matched ? "↧" : "↓";
    } else if ((*m)[6].matched) {
      std::size_t const begin = xml.find('>', static_cast<std::size_t>(m->position())) + 1;
      std::string const text = xml.substr(begin, xml.find('<', begin) - begin);
      out += (text.empty() ? "" : " ") + text;
    } else if ((*m)[7].matched) {
      out += "]";
    } else {
      out += " [";
    }
  }
  return out;
}

// The blocks of a container: "t" a table, with those of its first cell when there are several; "p"
// a paragraph, "·" a thin one; "[…]" a content control.
std::string blocks_of(pugi::xml_node container) {
  std::string out;
  for (pugi::xml_node block : container.children()) {
    if (std::string_view{block.name()} == "w:p") {
      pugi::xml_node const spacing = block.child("w:pPr").child("w:spacing");
      out += spacing.attribute("w:line").as_int() == 20 ? "·" : "p";
    } else if (std::string_view{block.name()} == "w:tbl") {
      std::string const inner = blocks_of(block.child("w:tr").child("w:tc"));
      out += inner == "p" ? "t" : "t(" + inner + ")";
    } else if (std::string_view{block.name()} == "w:sdt") {
      out += "[" + blocks_of(block.child("w:sdtContent")) + "]";
    }
  }
  return out;
}

}  // namespace

TEST_CASE("columns repeat, and their width is shared out", "[tables]") {
  std::string const body =
      table({1000, 900, 100},
            row(cell("STT") + cell("{{#cot @cell}}{{.}}{{/cot}}") + cell("Ghi chú")) +
                row(cell("{{#dong}}{{@number}}") + cell("{{#gia_tri @cell}}{{.}}{{/gia_tri}}") +
                    cell("{{/dong}}")));
  struct Case {
    char const* data;
    char const* expect;
  };
  auto const c = GENERATE(values<Case>({
      {R"({"cot":["a","b","c"],"dong":[{"gia_tri":[1,2,3]},{"gia_tri":[4,5,6]}]})",
       "grid 1000 300 300 300 100; [1000 STT] [300 a] [300 b] [300 c] [100 Ghi chú]; [1000 1] [300 "
       "1] "
       "[300 2] [300 3] [100]; [1000 2] [300 4] [300 5] [300 6] [100]"},
      {R"({"cot":["a"],"dong":[]})", "grid 1000 900 100; [1000 STT] [900 a] [100 Ghi chú]"},
      {R"({"cot":["a","b","c","d","e","f","g"],"dong":[]})",
       "grid 1000 129 128 129 128 129 128 129 100; [1000 STT] [129 a] [128 b] [129 c] [128 d] [129 "
       "e] "
       "[128 f] [129 g] [100 Ghi chú]"},
      {R"({"cot":[],"dong":[{"gia_tri":[]}]})",
       "grid 1818 182; [1818 STT] [182 Ghi chú]; [1818 1] [182]"},
  }));
  DYNAMIC_SECTION(c.data) {
    Filled const filled = test::fill(body, c.data);
    REQUIRE(test::ids(filled.diagnostics).empty());
    CHECK(seen(filled) == c.expect);
  }
}

TEST_CASE("cells over repeated columns span them", "[tables]") {
  std::string const body = table(
      {500, 300, 300},
      row(cell("Tên", "<w:vMerge w:val=\"restart\"/>") +
          cell("Các năm", "<w:gridSpan w:val=\"2\"/>")) +
          row(cell("", "<w:vMerge/>") + cell("{{#nam @cell}}KH {{.}}") + cell("TH {{.}}{{/nam}}")));
  struct Case {
    char const* data;
    char const* expect;
  };
  auto const c = GENERATE(values<Case>({
      {R"({"nam":[2021,2022]})",
       "grid 500 150 150 150 150; [500↧ Tên] [600x4 Các năm]; [500↓] [150 KH 2021] [150 TH 2021] "
       "[150 "
       "KH 2022] [150 TH 2022]"},
      {R"({"nam":[2021]})",
       "grid 500 300 300; [500↧ Tên] [600x2 Các năm]; [500↓] [300 KH 2021] [300 TH 2021]"},
      {R"({"nam":[]})", "grid 1100; [1100↧ Tên]; [1100↓]"},
  }));
  DYNAMIC_SECTION(c.data) {
    Filled const filled = test::fill(body, c.data);
    REQUIRE(test::ids(filled.diagnostics).empty());
    CHECK(seen(filled) == c.expect);
  }
}

TEST_CASE("rows that leave columns out leave out their copies", "[tables]") {
  std::string const body =
      table({900, 300, 900},
            "<w:tr><w:trPr><w:cantSplit/><w:gridBefore w:val=\"1\"/><w:wBefore w:w=\"900\" "
            "w:type=\"dxa\"/><w:gridAfter w:val=\"1\"/><w:wAfter w:w=\"900\" "
            "w:type=\"dxa\"/></w:trPr>" +
                cell("z") + "</w:tr>" +
                row(cell("{{#a @cell}}{{.}}{{/a}}") + cell("y") + cell("{{#b @cell}}{{.}}{{/b}}")));
  struct Case {
    char const* data;
    char const* properties;
    char const* expect;
  };
  auto const c = GENERATE(values<Case>({
      {R"({"a":[1,2,3],"b":[4]})",
       "<w:gridBefore w:val=\"3\"/><w:wBefore w:w=\"900\" w:type=\"dxa\"/><w:gridAfter "
       "w:val=\"1\"/><w:wAfter w:w=\"900\" w:type=\"dxa\"/><w:cantSplit/>",
       "grid 300 300 300 300 900; [300 z]; [300 1] [300 2] [300 3] [300 y] [900 4]"},
      {R"({"a":[],"b":[4,5]})",
       "<w:gridAfter w:val=\"2\"/><w:wAfter w:w=\"1575\" w:type=\"dxa\"/><w:cantSplit/>",
       "grid 525 788 787; [525 z]; [525 y] [788 4] [787 5]"},
  }));
  DYNAMIC_SECTION(c.data) {
    Filled const filled = test::fill(body, c.data);
    REQUIRE(test::ids(filled.diagnostics).empty());
    CHECK(seen(filled) == c.expect);
    CHECK(test::part_of(filled.docx, "/word/document.xml").find(c.properties) != std::string::npos);
  }
}

TEST_CASE("a table that loses all its columns is taken away", "[tables]") {
  Filled const filled = test::fill("<w:p><w:r><w:t>trước</w:t></w:r></w:p>" +
                                       table({100}, row(cell("{{#cot @cell}}{{.}}{{/cot}}"))),
                                   R"({"cot":[]})");
  REQUIRE(test::ids(filled.diagnostics).empty());
  CHECK(seen(filled) == "grid trước");
}

TEST_CASE("columns that do not fit together are mistakes", "[tables]") {
  SECTION("rows of different length") {
    Filled const filled = test::fill(table({100, 100},
                                           row(cell("{{#a @cell}}{{.}}{{/a}}") + cell("x")) +
                                               row(cell("{{#b @cell}}{{.}}{{/b}}") + cell("y"))),
                                     R"({"a":[1,2],"b":[1]})");
    REQUIRE(test::ids(filled.diagnostics) == "columns_differ");
    CHECK(filled.diagnostics.entries()[0].arg("expected") == "2");
    CHECK(filled.diagnostics.entries()[0].arg("found") == "1");
  }
  SECTION("more columns than Word opens") {
    std::string const body =
        table({100, 100, 100}, row(cell("{{#a @cell}}{{.}}") + cell("{{/a}}") + cell("x")));
    auto const list = [](int count) {
      std::string json = "{\"a\":[1";
      for (int i = 1; i < count; ++i) {
        json += ",1";
      }
      return json + "]}";
    };
    CHECK(test::ids(test::fill(body, list(31)).diagnostics).empty());
    Filled const filled = test::fill(body, list(32));
    REQUIRE(test::ids(filled.diagnostics) == "table_columns");
    CHECK(filled.diagnostics.entries()[0].arg("limit") == "63");
    CHECK(filled.diagnostics.entries()[0].arg("found") == "65");
    CHECK(filled.diagnostics.entries()[0].tag == "{{#a @cell}}");
    CHECK(filled.docx.empty());
  }
  SECTION("ranges that overlap") {
    Filled const filled =
        test::fill(table({100, 100, 100},
                         row(cell("{{#a @cell}}{{.}}") + cell("{{/a}}") + cell("x")) +
                             row(cell("x") + cell("{{#b @cell}}{{.}}") + cell("{{/b}}"))),
                   R"({"a":[1,2],"b":[1]})");
    REQUIRE(test::ids(filled.diagnostics) == "columns_cross");
    CHECK(filled.diagnostics.entries()[0].related.size() == 1);
  }
  SECTION("not in one row") {
    CHECK(test::ids(test::fill(table({100}, row(cell("{{#a @cell}}")) + row(cell("{{/a}}"))),
                               R"({"a":[1]})")
                        .diagnostics) == "section_crosses_structure");
  }
}

TEST_CASE("a table within a repeated column has its own grid", "[tables]") {
  std::string const inner =
      "<w:tc><w:p><w:r><w:t>{{#a @cell}}</w:t></w:r></w:p><w:tbl><w:tblPr/><w:tblGrid><w:gridCol "
      "w:w=\"50\"/></w:tblGrid>" +
      row(cell("{{#b @cell}}{{.}}{{/b}}")) +
      "</w:tbl><w:p><w:r><w:t>{{/a}}</w:t></w:r></w:p></w:tc>";
  Filled const filled = test::fill(table({600}, row(inner)), R"({"a":[{"b":[1,2]},{"b":[3]}]})");
  REQUIRE(test::ids(filled.diagnostics).empty());
  CHECK(seen(filled) == "grid 300 300; [300 25 25; [25 1] [25 2]] [300 50; [50 3]]");
}

TEST_CASE("a table without a grid gets the one that its cells show", "[tables]") {
  auto const wide = [](char const* text, int width) {
    return cell(text, "<w:tcW w:w=\"" + std::to_string(width) + "\" w:type=\"dxa\"/>");
  };
  std::string const rows = row(wide("x", 100) + wide("{{#ds @cell}}{{.}}{{/ds}}", 600));
  std::string const none = "<w:tbl><w:tblPr/>" + rows + "</w:tbl><w:p/>";
  Filled const filled = test::fill(none, R"({"ds":[1,2]})");
  REQUIRE(test::ids(filled.diagnostics).empty());
  CHECK(seen(filled) == "grid 100 300 300; [100 x] [300 1] [300 2]");
}

TEST_CASE("columns whose widths have units repeat as others do", "[tables]") {
  std::string const body =
      "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w=\"50pt\"/><w:gridCol w:w=\"45pt\"/>"
      "<w:gridCol w:w=\"0.5in\"/></w:tblGrid>" +
      row(cell("STT") + cell("{{#cot @cell}}{{.}}{{/cot}}", "<w:tcW w:w=\"45pt\"/>") +
          cell("Ghi chú", "<w:tcW w:w=\"50%\" w:type=\"pct\"/>")) +
      "</w:tbl><w:p/>";
  Filled const filled = test::fill(body, R"({"cot":["a","b","c"]})");
  REQUIRE(test::ids(filled.diagnostics).empty());
  CHECK(seen(filled) ==
        "grid 1000 300 300 300 720; [1000 STT] [300 a] [300 b] [300 c] [720 Ghi chú]");
}

TEST_CASE("numbers of columns and widths that no table has do no harm", "[tables]") {
  struct Case {
    char const* name;
    std::string body;
  };
  auto const spanning = [](char const* text, char const* count) {
    return cell(text, std::string{"<w:gridSpan w:val=\""} + count + "\"/>");
  };
  auto const c = GENERATE_COPY(values<Case>({
      {"a cell of too many columns",
       table({100, 100}, row(cell("{{#ds @cell}}x{{/ds}}") + spanning("y", "4294967295")))},
      {"many of them",
       table({100, 100},
             row(cell("{{#ds @cell}}x{{/ds}}") + spanning("y", "2147483647") +
                 spanning("y", "2147483647") + spanning("y", "2147483647")))},
      {"less than none", table({100}, row(spanning("{{#ds @cell}}x{{/ds}}", "-3")))},
      {"a row that leaves out too many",
       "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w=\"9\"/></w:tblGrid><w:tr><w:trPr><w:gridBefore "
       "w:val=\"4294967295\"/><w:gridAfter w:val=\"4294967295\"/></w:trPr>" +
           cell("{{#ds @cell}}x{{/ds}}") + "</w:tr></w:tbl><w:p/>"},
      {"columns that are too wide",
       table({2147483647, 2147483647, -2147483647},
             row(cell("{{#ds @cell}}x{{/ds}}") + cell("y")))},
      {"a line below text in such a cell",
       table({2147483647, 2147483647},
             row("<w:tc><w:tcPr><w:gridSpan w:val=\"2147483647\"/></w:tcPr><w:p><w:r><w:t>{{ds | "
                 "dem}}</w:t></w:r></w:p><w:p><w:pPr><w:pStyle "
                 "w:val=\"KeNgang\"/></w:pPr></w:p></w:tc>" +
                 spanning("y", "2147483647")))},
  }));
  DYNAMIC_SECTION(c.name) {
    // Not shown to the judges: such a template has faults of its own.
    std::string const docx = test::make_docx(c.body);
    std::string const found = test::ids(test::fill_docx(docx, R"({"ds":[1,2]})").diagnostics);
    CHECK((found.empty() || found == "table_columns"));
  }
}

TEST_CASE("equal cells of neighbouring rows merge", "[tables]") {
  std::string const body =
      table({100, 200}, row(cell("{{#ds}}{{phong | gop}}") + cell("{{ten}}{{/ds}}")));
  struct Case {
    char const* data;
    char const* expect;
  };
  auto const c = GENERATE(values<Case>({
      {R"([["A","x"],["A","y"],["B","z"],["A","t"]])", "↧ A] x] ↓] y] ↧ B] z] ↧ A] t]"},
      {R"([["A","x"]])", "↧ A] x]"},
      {R"([])", ""},
      {R"([["","x"],["","y"]])", "↧] x] ↓] y]"},
  }));
  DYNAMIC_SECTION(c.data) {
    std::string data = "{\"ds\":[";
    static std::regex const kPair{"\\[(\"[^\"]*\"),(\"[^\"]*\")\\]"};
    std::string const pairs = c.data;
    for (std::sregex_iterator m{pairs.begin(), pairs.end(), kPair}, end; m != end; ++m) {
      data += (data.back() == '[' ? "" : ",") + ("{\"phong\":" + (*m)[1].str()) +
              ",\"ten\":" + (*m)[2].str() + "}";
    }
    Filled const filled = test::fill(body, data + "]}");
    REQUIRE(test::ids(filled.diagnostics).empty());
    std::string got = seen(filled);
    got = std::regex_replace(got, std::regex{"^grid[ 0-9;]*"}, "");
    got = std::regex_replace(got, std::regex{"[;\\[]"}, "");
    got = std::regex_replace(got, std::regex{" +"}, " ");
    CHECK(got.substr(got.empty() ? 0 : got.find_first_not_of(' ')) == c.expect);
  }
}

TEST_CASE("a cell that goes on with the one above holds no text", "[tables]") {
  struct Case {
    char const* name;
    char const* cell;
    char const* expect;
  };
  auto const c = GENERATE(values<Case>({
      {"text around the tag",
       "{{#ds}}Phòng {{phong | gop}}, {{ten}}.",
       "[↧ Phòng A, x.] [ x]; [↓] [ y]"},
      {"a tab",
       "{{#ds}}a</w:t><w:tab/><w:t/><w:t xml:space=\"preserve\">{{phong | gop}} ",
       "[↧ a A ] [ x]; [↓] [ y]"},
      {"another paragraph",
       "{{#ds}}{{phong | gop}}</w:t></w:r></w:p><w:p><w:r><w:t>{{ten}}",
       "[↧ A x] [ x]; [↓] [ y]"},
  }));
  DYNAMIC_SECTION(c.name) {
    Filled const filled = test::fill(table({100, 200}, row(cell(c.cell) + cell("{{ten}}{{/ds}}"))),
                                     R"({"ds":[{"phong":"A","ten":"x"},{"phong":"A","ten":"y"}]})");
    REQUIRE(test::ids(filled.diagnostics).empty());
    CHECK(seen(filled) == "grid 100 200; " + std::string{c.expect});
  }
}

TEST_CASE("groups do not merge with one another", "[tables]") {
  std::string const body = table(
      {100, 200}, row(cell("{{#nhom}}{{#ds}}{{phong | gop}}") + cell("{{ten}}{{/ds}}{{/nhom}}")));
  Filled const filled = test::fill(
      body,
      R"({"nhom":[{"ds":[{"phong":"A","ten":1},{"phong":"A","ten":2}]},{"ds":[{"phong":"A","ten":3}]}]})");
  REQUIRE(test::ids(filled.diagnostics).empty());
  CHECK(seen(filled) == "grid 100 200; [↧ A] [ 1]; [↓] [ 2]; [↧ A] [ 3]");
}

TEST_CASE("conditions around rows begin no group", "[tables]") {
  std::string const alternatives =
      table({100, 200},
            row(cell("{{#ds}}{{#dam}}{{phong | gop}}") + cell("{{ten}}!{{/dam}}")) +
                row(cell("{{^dam}}{{phong | gop}}") + cell("{{ten}}{{/dam}}{{/ds}}")));
  Filled const filled = test::fill(
      alternatives,
      R"({"ds":[{"phong":"A","ten":1,"dam":true},{"phong":"A","ten":2},{"phong":"A","ten":3,"dam":{}},
                {"phong":"B","ten":4,"dam":false},{"phong":"B","ten":5,"dam":1}]})");
  REQUIRE(test::ids(filled.diagnostics).empty());
  CHECK(seen(filled) == "grid 100 200; [↧ A] [ 1!]; [↓] [ 2]; [↓] [ 3!]; [↧ B] [ 4]; [↓] [ 5!]");
}

TEST_CASE("gop belongs into a repeated row", "[tables]") {
  struct Case {
    char const* name;
    std::string body;
  };
  auto const c = GENERATE(values<Case>({
      {"in a paragraph", "<w:p><w:r><w:t>{{a | gop}}</w:t></w:r></w:p>"},
      {"in a row that stays", table({100}, row(cell("{{a | gop}}")))},
      {"in another section of the cell",
       table({100, 100}, row(cell("{{#ds}}{{#a}}{{b | gop}}{{/a}}") + cell("{{/ds}}")))},
  }));
  DYNAMIC_SECTION(c.name) {
    CHECK(test::ids(test::fill(c.body, R"({"a":"x","b":"y","ds":[1]})").diagnostics) ==
          "merge_outside_rows");
  }
}

TEST_CASE("a merge whose beginning a section takes away begins anew", "[tables]") {
  std::string const body = table(
      {100, 200},
      row(cell("{{#dau}}A", "<w:vMerge w:val=\"restart\"/>") + cell("1{{/dau}}")) +
          row(cell("", "<w:vMerge/>") + cell("{{#ds}}{{.}}{{/ds}}")) +
          row(cell("{{#ds}}", "<w:vMerge/>") + cell("{{.}}{{/ds}}")) + row(cell("hết") + cell("")));
  CHECK(seen(test::fill(body, R"({"dau":true,"ds":["x","y"]})")) ==
        "grid 100 200; [↧ A] [ 1]; [↓] [ x y]; [↓] [ x]; [↓] [ y]; [ hết] []");
  CHECK(seen(test::fill(body, R"({"dau":false,"ds":["x"]})")) ==
        "grid 100 200; [↧ A] [ x]; [↓] [ x]; [ hết] []");
}

TEST_CASE("the text of a merged cell moves to the first row that is left", "[tables]") {
  std::string const begins = "<w:vMerge w:val=\"restart\"/>";
  std::string const goes_on = "<w:vMerge/>";
  std::string const last = row(cell("hết") + cell(""));
  struct Case {
    char const* name;
    std::string rows;
    char const* data;
    char const* expect;
  };
  auto const c = GENERATE_COPY(values<Case>({
      {"a condition on the first row",
       row(cell("G", begins) + cell("{{#x @row}}1{{/x}}")) + row(cell("", goes_on) + cell("2")),
       R"({"x":false})",
       "grid 100 200; [↧ G] [ 2]; [ hết] []"},
      {"the first row is there",
       row(cell("G", begins) + cell("{{#x @row}}1{{/x}}")) + row(cell("", goes_on) + cell("2")),
       R"({"x":true})",
       "grid 100 200; [↧ G] [ 1]; [↓] [ 2]; [ hết] []"},
      {"the first two are not",
       row(cell("G", begins) + cell("{{#x @row}}1{{/x}}")) +
           row(cell("", goes_on) + cell("{{#x @row}}2{{/x}}")) + row(cell("", goes_on) + cell("3")),
       R"({"x":false})",
       "grid 100 200; [↧ G] [ 3]; [ hết] []"},
      {"an empty list, then its sum",
       row(cell("{{#ds}}Nhóm {{ten}}", begins) + cell("{{so}}{{/ds}}")) +
           row(cell("", goes_on) + cell("Cộng")),
       R"({"ds":[],"ten":"A"})",
       "grid 100 200; [↧ Nhóm A] [ Cộng]; [ hết] []"},
      {"a value of the item that is not there",
       row(cell("{{#ds}}Nhóm {{ten}}", begins) + cell("{{@number}}{{/ds}}")) +
           row(cell("", goes_on) + cell("Cộng")),
       R"({"ds":[]})",
       "grid 100 200; [↧ Nhóm ] [ Cộng]; [ hết] []"},
      {"a merge of its own, below another one",
       row(cell("F", begins) + cell("0")) + row(cell("G", begins) + cell("{{#x @row}}1{{/x}}")) +
           row(cell("", goes_on) + cell("2")),
       R"({"x":false})",
       "grid 100 200; [↧ F] [ 0]; [↧ G] [ 2]; [ hết] []"},
      {"its own text in the cell is not shown beside it",
       row(cell("G", begins) + cell("{{#x @row}}1{{/x}}")) + row(cell("cũ", goes_on) + cell("2")),
       R"({"x":false})",
       "grid 100 200; [↧ G] [ 2]; [ hết] []"},
      {"rich text beside words and values",
       row(cell("Nhóm {{{g}}}, {{n | so}}", begins) + cell("{{#x @row}}1{{/x}}")) +
           row(cell("", goes_on) + cell("2")),
       R"({"x":false,"g":"G **đậm**","n":1500})",
       "grid 100 200; [↧ Nhóm  G  đậm , 1.500] [ 2]; [ hết] []"},
      {"rich text alone in its paragraph",
       row(cell("{{{g}}}", begins) + cell("{{#x @row}}1{{/x}}")) +
           row(cell("", goes_on) + cell("2")),
       R"({"x":false,"g":"G"})",
       "grid 100 200; [↧ G] [ 2]; [ hết] []"},
      {"rich text of the item that is not there",
       row(cell("{{#ds}}Nhóm {{{ten}}}", begins) + cell("{{so}}{{/ds}}")) +
           row(cell("", goes_on) + cell("2")),
       R"({"ds":[]})",
       "grid 100 200; [↧ Nhóm ] [ 2]; [ hết] []"},
      {"rich text of the item alone in its paragraph",
       row(cell("{{#ds}}{{{ten}}}", begins) + cell("{{so}}{{/ds}}")) +
           row(cell("", goes_on) + cell("2")),
       R"({"ds":[]})",
       "grid 100 200; [↧] [ 2]; [ hết] []"},
      {"conditions and lists within the text",
       row(cell("{{#k}}Nhóm {{n}}{{/k}}{{^k}}Tổ{{/k}}{{#l}}, {{@number}}: {{.}}{{/l}}", begins) +
           cell("{{#x @row}}1{{/x}}")) +
           row(cell("", goes_on) + cell("2")),
       R"({"x":false,"k":true,"n":5,"l":["a","b"]})",
       "grid 100 200; [↧ Nhóm 5 , 1: a , 2: b] [ 2]; [ hết] []"},
      {"a condition that does not hold, and all of the text in it",
       row(cell("{{#k}}Nhóm{{/k}}", begins) + cell("{{#x @row}}1{{/x}}")) +
           row(cell("", goes_on) + cell("2")),
       R"({"x":false,"k":false})",
       "grid 100 200; [↧] [ 2]; [ hết] []"},
      {"a condition on the number of the loop around",
       row(cell("{{#ds}}Nhóm {{ten}}{{#@first}} đầu{{@number}}{{/@first}}", begins) +
           cell("{{so}}{{/ds}}")) +
           row(cell("", goes_on) + cell("Cộng")),
       R"({"ds":[],"ten":"A"})",
       "grid 100 200; [↧ Nhóm A] [ Cộng]; [ hết] []"},
      {"a value that merges",
       row(cell("{{#ds}}{{ten | gop}}", begins) + cell("{{so}}{{/ds}}")) +
           row(cell("", goes_on) + cell("Cộng")),
       R"({"ds":[],"ten":"A"})",
       "grid 100 200; [↧ A] [ Cộng]; [ hết] []"},
      {"a table and a content control within the cell",
       row("<w:tc><w:tcPr>" + begins + "</w:tcPr>" + table({50}, row(cell("{{g}}"))) +
           "<w:sdt><w:sdtPr><w:id w:val=\"7\"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>S"
           "</w:t></w:r></w:p></w:sdtContent></w:sdt></w:tc>" +
           cell("{{#x @row}}1{{/x}}")) +
           row(cell("", goes_on) + cell("2")),
       R"({"x":false,"g":"G"})",
       "grid 100 200; [↧ 50; [ G] S] [ 2]; [ hết] []"},
      {"a default",
       row(cell("{{#ds}}{{{ten | mac_dinh:\"chưa rõ\"}}}", begins) + cell("{{so}}{{/ds}}")) +
           row(cell("", goes_on) + cell("Cộng")),
       R"({"ds":[]})",
       "grid 100 200; [↧ chưa rõ] [ Cộng]; [ hết] []"},
      {"a bookmark of the cell goes with its row",
       row("<w:tc><w:tcPr>" + begins +
           "</w:tcPr><w:p><w:bookmarkStart w:id=\"1\" w:name=\"b\"/><w:r><w:t>G</w:t></w:r>"
           "<w:bookmarkEnd w:id=\"1\"/></w:p></w:tc>" +
           cell("{{#x @row}}1{{/x}}")) +
           row(cell("", goes_on) + cell("2")),
       R"({"x":false})",
       "grid 100 200; [↧ G] [ 2]; [ hết] []"},
  }));
  DYNAMIC_SECTION(c.name) {
    Filled const filled = test::fill(table({100, 200}, c.rows + last), c.data);
    REQUIRE_FALSE(filled.diagnostics.has_errors());
    CHECK(seen(filled) == c.expect);
    CHECK(test::part_of(filled.docx, "/word/document.xml").find("bookmarkStart") ==
          std::string::npos);
  }
}

TEST_CASE("tags of a merged cell count in each row that may show them", "[tables]") {
  std::string rows =
      row(cell("{{a}} {{{b}}}", "<w:vMerge w:val=\"restart\"/>") + cell("{{#x @row}}1{{/x}}"));
  for (int i = 0; i < 10; ++i) {
    rows += row(cell("", "<w:vMerge/>") + cell("{{#x @row}}2{{/x}}"));
  }
  // 2 and 20 of the cell, 2 of each of the 11 rows
  struct Case {
    std::size_t limit;
    char const* expect;
  };
  auto const c = GENERATE(values<Case>({{44, ""}, {43, "template_too_many_tags"}}));
  CAPTURE(c.limit);
  test::Setup setup;
  setup.compile.limits.max_tags = c.limit;
  CHECK(test::ids(test::fill(table({100, 200}, rows), R"({"a":1,"b":"x"})", setup).diagnostics) ==
        c.expect);
}

TEST_CASE("tables that come to stand beside each other stay two", "[tables]") {
  auto const p = [](std::string const& text) {
    return "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>";
  };
  auto const one = [](std::string const& text) {
    std::string xml = table({900}, row(cell(text)));
    return xml.substr(0, xml.size() - std::string_view{"<w:p/>"}.size());
  };
  auto const control = [](std::string const& content) {
    return "<w:sdt><w:sdtPr><w:tag w:val=\"o\"/></w:sdtPr><w:sdtContent>" + content +
           "</w:sdtContent></w:sdt>";
  };
  struct Case {
    char const* name;
    std::string body;
    char const* data;
    char const* expect;
  };
  auto const c = GENERATE_COPY(values<Case>({
      {"a loop", p("{{#a}}") + one("{{.}}") + p("{{/a}}") + p("z"), R"({"a":[1,2,3]})", "t·t·tp"},
      {"a loop of one item", p("{{#a}}") + one("x") + p("{{/a}}") + p("z"), R"({"a":[1]})", "tp"},
      {"a loop of two tables",
       p("{{#a}}") + one("x") + p("y") + one("x") + p("{{/a}}") + p("z"),
       R"({"a":[1,2]})",
       "tpt·tptp"},
      {"a loop with a paragraph behind the table",
       p("{{#a}}") + one("x") + p("y") + p("{{/a}}"),
       R"({"a":[1,2]})",
       "tptp"},
      {"a false paragraph between",
       one("x") + p("{{#a}}") + p("y") + p("{{/a}}") + one("x") + p("z"),
       R"({"a":[]})",
       "t·tp"},
      {"a true one", one("x") + p("{{#a}}y{{/a}}") + one("x") + p("z"), R"({"a":[1]})", "tptp"},
      {"a line that comes out empty",
       one("x") + p("{{#a}}y{{/a}}") + one("x") + p("z"),
       R"({"a":[]})",
       "t·tp"},
      {"the second table vanishes",
       one("x") + p("{{#a}}y{{/a}}") + one("{{#a @row}}x{{/a}}") + p("z"),
       R"({"a":[]})",
       "tp"},
      {"a bookmark ends between",
       "<w:bookmarkStart w:id=\"1\" w:name=\"b\"/>" + one("x") + "<w:bookmarkEnd w:id=\"1\"/>" +
           p("{{#a}}y{{/a}}") + one("x") + p("z"),
       R"({"a":[]})",
       "t·tp"},
      {"rich text of a table behind a table",
       one("x") + p("{{#a}}y{{/a}}") + p("{{{r}}}") + p("z"),
       R"({"a":[],"r":"| 1 | 2 |\n|---|---|\n| 3 | 4 |"})",
       "tptp"},
      {"rich text without blocks",
       one("x") + p("{{{r}}}") + one("x") + p("{{#a}}{{/a}}z"),
       R"({"a":[],"r":{"blocks":[]}})",
       "t·tp"},
      {"a comment alone between", one("x") + p("{{! ghi chú }}") + one("x") + p("z"), "{}", "t·tp"},
      {"comments and delimiters between",
       one("x") + p("{{! a }}") + p("{{=[[ ]]=}}") + p("[[! b ]]") + one("x") + p("z"),
       "{}",
       "t·tp"},
      {"partials of tables, one behind the other",
       p("{{&gt; bang}}") + p("{{&gt; bang}}") + p("z"),
       "{}",
       "tptp"},
      {"a partial of a table behind a table", one("x") + p("{{&gt; bang}}") + p("z"), "{}", "tptp"},
      {"a partial of a table before a table", p("{{&gt; bang}}") + one("x") + p("z"), "{}", "tptp"},
      {"within a content control behind a table",
       one("x") + p("{{#a}}y{{/a}}") + control(one("x") + p("z")) + p("z"),
       R"({"a":[]})",
       "t[·tp]p"},
      {"behind a content control of a table",
       control(p("z") + one("x")) + p("{{#a}}") + p("y") + p("{{/a}}") + one("x") + p("z"),
       R"({"a":[]})",
       "[pt]·tp"},
      {"in two content controls, one in another",
       control(control(one("x"))) + p("{{#a}}y{{/a}}") + control(control(one("x"))) + p("z"),
       R"({"a":[]})",
       "[[t]][[·t]]p"},
      {"of which the last paragraph vanishes",
       control(one("x") + p("{{#a}}y{{/a}}")) + one("x") + p("z"),
       R"({"a":[]})",
       "[t]·tp"},
      {"a loop over a content control",
       p("{{#a}}") + control(one("{{.}}")) + p("{{/a}}") + p("z"),
       R"({"a":[1,2]})",
       "[t][·t]p"},
      {"a comment alone before a content control",
       one("x") + p("{{! ghi chú }}") + control(one("x")) + p("z"),
       "{}",
       "t[·t]p"},
      {"side by side in the template, as the author saw them",
       one("x") + control(one("x")) + p("{{#a}}{{/a}}z"),
       R"({"a":[]})",
       "t[t]p"},
      {"a partial of a table behind a content control",
       control(one("x")) + p("{{&gt; bang}}") + p("z"),
       "{}",
       "[t]ptp"},
      {"in a cell",
       table({900}, row("<w:tc>" + p("{{#a}}") + one("x") + p("{{/a}}") + "</w:tc>")),
       R"({"a":[1,2]})",
       "t(t·tp)p"},
  }));
  DYNAMIC_SECTION(c.name) {
    test::Setup setup;
    setup.partials = {{"bang", one("x")}};
    Filled const filled = test::fill(c.body, c.data, setup);
    REQUIRE_FALSE(filled.diagnostics.has_errors());
    pugi::xml_document document;
    REQUIRE(document.load_string(test::part_of(filled.docx, "/word/document.xml").c_str()));
    CHECK(blocks_of(document.document_element().child("w:body")) == c.expect);
  }
}

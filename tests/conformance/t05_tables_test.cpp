// T5: row loops with merged cells. T7: nested loops and nested tables. Columns and rows.

#include <catch2/catch.hpp>

#include "conformance/building.h"
#include "conformance/reading.h"
#include "support/docx_fixture.h"

using namespace thethuc;
using namespace thethuc::test;

namespace {

char const* const kRestart = "<w:vMerge w:val=\"restart\"/>";
char const* const kGoesOn = "<w:vMerge/>";

}  // namespace

TEST_CASE("T5: a header of two rows with spans and merges is untouched", "[T5][documents]") {
  std::string const narrow = "<w:tcW w:w=\"800\" w:type=\"dxa\"/>";
  std::string const wide = "<w:tcW w:w=\"2000\" w:type=\"dxa\"/>";
  std::string const both = "<w:tcW w:w=\"4000\" w:type=\"dxa\"/><w:gridSpan w:val=\"2\"/>";
  std::string const header =
      row({cell("STT", narrow + kRestart), cell("Kết quả", both)}, "<w:tblHeader/>") +
      row({cell("", narrow + kGoesOn), cell("Năm 2020", wide), cell("Năm 2021", wide)},
          "<w:tblHeader/>");
  std::string const body =
      table(
          {800, 2000, 2000},
          {header, row({cell("{{#ds}}{{@number}}"), cell("{{truoc}}"), cell("{{nay}}{{/ds}}")})}) +
      paragraphs({"sau"});
  Filled const filled =
      keep("t05-header",
           test::fill(body, R"({"ds":[{"truoc":"3,5","nay":"4"},{"truoc":"7","nay":"8"}]})"));
  std::string const xml = main_part(filled);
  CHECK(contains(xml, header));
  CHECK(rows_of(xml) == "[↧STT|x2 Kết quả] [↓|Năm 2020|Năm 2021] [1|3,5|4] [2|7|8]");
  CHECK(rows_of(main_part(test::fill(body, R"({"ds":[]})"))) ==
        "[↧STT|x2 Kết quả] [↓|Năm 2020|Năm 2021]");
}

TEST_CASE("T5: merged cells in and around rows that repeat", "[T5][documents]") {
  struct Case {
    char const* name;
    std::vector<std::string> rows;
    char const* data;
    char const* expect;
  };
  char const* const kGroups =
      R"({"nhom":[{"ten":"Nội vụ","ds":["An","Bình"]},{"ten":"Tư pháp","ds":["Chi"]}]})";
  auto const c = GENERATE_COPY(values<Case>({
      {"a row in a merged column, in groups",
       {row({cell("{{#nhom}}{{ten}}", kRestart), cell("đầu")}),
        row({cell("", kGoesOn), cell("{{#ds @row}}{{.}}{{/ds}}{{/nhom}}")})},
       kGroups,
       "[↧Nội vụ|đầu] [↓|An] [↓|Bình] [↧Tư pháp|đầu] [↓|Chi]"},
      {"a row in the merged column of one group",
       {row({cell("Nội vụ", kRestart), cell("An")}),
        row({cell("", kGoesOn), cell("{{#ds @row}}{{.}}{{/ds}}")}),
        row({cell("", kGoesOn), cell("Vinh")}),
        row({cell("Tư pháp", kRestart), cell("Chi")})},
       R"({"ds":["Bình","Dung"]})",
       "[↧Nội vụ|An] [↓|Bình] [↓|Dung] [↓|Vinh] [↧Tư pháp|Chi]"},
      {"no items in the merged column",
       {row({cell("Nội vụ", kRestart), cell("An")}),
        row({cell("", kGoesOn), cell("{{#ds @row}}{{.}}{{/ds}}")}),
        row({cell("Tư pháp", kRestart), cell("Chi")})},
       R"({"ds":[]})",
       "[↧Nội vụ|An] [↧Tư pháp|Chi]"},
      {"a group of rows whose first begins the merge",
       {row({cell("{{#nhom}}{{ten}}", kRestart), cell("nam")}),
        row({cell("", kGoesOn), cell("nữ{{/nhom}}")})},
       kGroups,
       "[↧Nội vụ|nam] [↓|nữ] [↧Tư pháp|nam] [↓|nữ]"},
      {"no items where the merge began",
       {row({cell("{{#nhom}}{{ten}}", kRestart), cell("x{{/nhom}}")}),
        row({cell("", kGoesOn), cell("hai")}),
        row({cell("", kGoesOn), cell("ba")})},
       R"({"nhom":[]})",
       "[↧|hai] [↓|ba]"},
      {"a merge by the data",
       {row({cell("{{#ds}}{{phong | gop}}"), cell("{{ten}}{{/ds}}")})},
       R"({"ds":[{"phong":"Nội vụ","ten":"An"},{"phong":"Nội vụ","ten":"Bình"},{"phong":"Tư pháp","ten":"Chi"}]})",
       "[↧Nội vụ|An] [↓|Bình] [↧Tư pháp|Chi]"},
      {"a merge by the data ends with its group",
       {row({cell("{{#nhom}}{{#ds}}{{phong | gop}}"), cell("{{ten}}{{/ds}}{{/nhom}}")})},
       R"({"nhom":[{"ds":[{"phong":"Nội vụ","ten":"An"}]},{"ds":[{"phong":"Nội vụ","ten":"Bình"}]}]})",
       "[↧Nội vụ|An] [↧Nội vụ|Bình]"},
      {"no items to merge by the data",
       {row({cell("Phòng"), cell("Tên")}),
        row({cell("{{#ds}}{{phong | gop}}"), cell("{{ten}}{{/ds}}")})},
       R"({"ds":[]})",
       "[Phòng|Tên]"},
  }));
  DYNAMIC_SECTION(c.name) {
    std::string rows;
    for (std::string const& one : c.rows) {
      rows += one;
    }
    Filled const filled = keep("t05-" + std::string{c.name},
                               test::fill(table({2000, 2000}, {rows}) + paragraphs({"."}), c.data));
    CHECK(rows_of(main_part(filled)) == c.expect);
  }
}

TEST_CASE("T7: a table in a cell of a row that repeats", "[T7][documents]") {
  std::string const inner =
      table({1000, 1000}, {row({cell("{{#viec}}{{ten}}"), cell("{{so}}{{/viec}}")})});
  struct Case {
    char const* name;
    std::string in_cell;
    char const* data;
    char const* expect;
  };
  auto const c = GENERATE_COPY(values<Case>({
      {"rows within rows; the inner name counts",
       inner + paragraphs({""}),
       R"({"phong":[{"ten":"Nội vụ","viec":[{"ten":"Thi đua","so":2},{"ten":"Lưu trữ","so":3}]},{"ten":"Tư pháp","viec":[{"ten":"Hộ tịch","so":1}]}]})",
       "Nội vụ\tThi đua\t2 / Lưu trữ\t3\nTư pháp\tHộ tịch\t1\n."},
      {"an inner list that is empty leaves the cell its paragraph",
       inner + paragraphs({""}),
       R"({"phong":[{"ten":"Nội vụ","viec":[]},{"ten":"Tư pháp","viec":[{"ten":"Hộ tịch","so":1}]}]})",
       "Nội vụ\t\nTư pháp\tHộ tịch\t1\n."},
      {"tags around the table, and nothing behind it: two tables, not one",
       paragraphs({"{{#viec}}"}) + table({1000}, {row({cell("{{ten}}")})}) +
           paragraphs({"{{/viec}}"}),
       R"({"phong":[{"ten":"Nội vụ","viec":[{"ten":"a"},{"ten":"b"}]},{"ten":"Tư pháp","viec":[]}]})",
       "Nội vụ\ta /  / b\nTư pháp\t\n."},
  }));
  DYNAMIC_SECTION(c.name) {
    std::string const body =
        table({2000, 4000},
              {row({cell("{{#phong}}{{ten}}"), cell(c.in_cell + paragraphs({"{{/phong}}"}))})}) +
        paragraphs({"."});
    Filled const filled = keep("t07-" + std::string{c.name}, test::fill(body, c.data));
    main_part(filled);
    CHECK(text_of(filled.docx) == c.expect);
  }
}

TEST_CASE("T7: three levels: a table's rows, paragraphs in a cell, words in a line",
          "[T7][documents]") {
  std::string const body =
      table({2000, 4000},
            {row({cell("{{#phong}}{{ten}}"),
                  cell(paragraphs({"{{#viec}}",
                                   "{{ten}} ({{phong.@number}}.{{@number}}): "
                                   "{{#nguoi}}{{.}}{{^@last}}, {{/@last}}{{/nguoi}}",
                                   "{{/viec}}{{/phong}}"}))})}) +
      paragraphs({"."});
  char const* const data =
      R"({"phong":[{"ten":"Nội vụ","viec":[{"ten":"Thi đua","nguoi":["An","Bình"]},{"ten":"Lưu trữ","nguoi":[]}]},{"ten":"Tư pháp","viec":[]}]})";
  Filled const filled = keep("t07-three-levels", test::fill(body, data));
  main_part(filled);
  CHECK(text_of(filled.docx) == "Nội vụ\tThi đua (1.1): An, Bình / Lưu trữ (1.2): \nTư pháp\t\n.");
}

TEST_CASE("Columns: the grid is rebuilt and the table keeps its width", "[columns][documents]") {
  std::string const body =
      table({1000, 900, 1100},
            {row({cell("Chỉ tiêu"), cell("{{#nam @cell}}{{.}}{{/nam}}"), cell("Ghi chú")}),
             row({cell("{{#dong}}{{ten}}"),
                  cell("{{#gia_tri @cell}}{{.}}{{/gia_tri}}"),
                  cell("{{/dong}}")})}) +
      paragraphs({"."});
  struct Case {
    char const* data;
    char const* grid;
    char const* rows;
  };
  auto const c = GENERATE(values<Case>({
      {R"({"nam":[2020,2021,2022],"dong":[{"ten":"Lúa","gia_tri":[1,2,3]}]})",
       "1000 300 300 300 1100",
       "[Chỉ tiêu|2020|2021|2022|Ghi chú] [Lúa|1|2|3|]"},
      {R"({"nam":[2020],"dong":[]})", "1000 900 1100", "[Chỉ tiêu|2020|Ghi chú]"},
      {R"({"nam":[],"dong":[{"ten":"Lúa","gia_tri":[]}]})",
       "1429 1571",
       "[Chỉ tiêu|Ghi chú] [Lúa|]"},
  }));
  DYNAMIC_SECTION(c.grid) {
    Filled const filled = keep("columns-" + std::string{c.grid}, test::fill(body, c.data));
    CHECK(grid_of(main_part(filled)) == c.grid);
    CHECK(rows_of(main_part(filled)) == c.rows);
  }
}

TEST_CASE("Rows: head rows that repeat on each page and rows that do not break stay so", "[rows]") {
  std::string const body =
      table({2000, 2000},
            {row({cell("STT"), cell("Tên")}, "<w:cantSplit/><w:tblHeader/>"),
             row({cell("{{#ds}}{{@number}}"), cell("{{.}}{{/ds}}")}, "<w:cantSplit/>")}) +
      paragraphs({"."});
  std::string const xml = main_part(test::fill(body, R"({"ds":["lúa","ngô","khoai"]})"));
  CHECK(count(xml, "<w:cantSplit/>") == 4);
  CHECK(count(xml, "<w:tblHeader/>") == 1);
  CHECK(all(main_part(test::fill(body, R"({"ds":[]})")), "(<w:tblHeader/>)") == "<w:tblHeader/>");
}

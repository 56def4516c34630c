// Lines that are as long as the text above them, and frames that are as wide as their own.

#include <catch2/catch.hpp>

#include "base/font_metrics.h"
#include "support/docx_fixture.h"
#include "support/fill.h"

using namespace thethuc;
using test::fill;
using test::Filled;

namespace {

constexpr int kSize = 28;

std::string line_document(std::string const& text,
                          std::string const& style,
                          std::string const& alignment,
                          std::string const& between = "") {
  return "<w:tbl><w:tblPr><w:tblW w:w=\"4000\" w:type=\"dxa\"/></w:tblPr><w:tblGrid><w:gridCol "
         "w:w=\"4000\"/></w:tblGrid><w:tr><w:tc>"
         "<w:tcPr><w:tcW w:w=\"4000\" w:type=\"dxa\"/></w:tcPr><w:p><w:pPr><w:jc w:val=\"" +
         alignment + "\"/></w:pPr><w:r><w:rPr><w:b/><w:sz w:val=\"28\"/></w:rPr><w:t>" + text +
         "</w:t></w:r></w:p>" + between + "<w:p><w:pPr><w:pStyle w:val=\"" + style +
         "\"/><w:spacing w:after=\"0\"/><w:jc "
         "w:val=\"center\"/></w:pPr></w:p></w:tc></w:tr></w:tbl>";
}

int attribute(std::string const& xml, std::string const& name) {
  std::size_t const at = xml.find("<w:ind ");
  REQUIRE(at != std::string::npos);
  std::size_t const value = xml.find(name + "=\"", at) + name.size() + 2;
  return std::stoi(xml.substr(value));
}

int width_of(char const* text) {
  return base::text_width(text, {true, false}, {kSize}).count;
}

// 4000 twips less Word's default cell margins of 108 each.
constexpr int kArea = 3784;

}  // namespace

TEST_CASE("a line is as long as the text above it", "[rules]") {
  struct Row {
    char const* name;
    char const* style;
    char const* alignment;
    double fraction;
  };
  auto const row = GENERATE(values<Row>({{"full, centred", "KeNgang", "center", 1.0},
                                         {"short, centred", "KeNgangNgan", "center", 0.4},
                                         {"full, left", "KeNgang", "left", 1.0},
                                         {"short, right", "KeNgangNgan", "right", 0.4}}));
  DYNAMIC_SECTION(row.name) {
    Filled const filled = fill(line_document("Độc lập - {{tu_do}}", row.style, row.alignment),
                               R"({"tu_do":"Tự do & Hạnh phúc"})");
    std::string const xml = test::part_of(filled.docx, "/word/document.xml");
    int const text = width_of("Độc lập - Tự do & Hạnh phúc");
    int const left = attribute(xml, "w:left");
    int const right = attribute(xml, "w:right");
    CHECK(kArea - left - right == Approx(text * row.fraction).margin(1));
    int const text_left = std::string{row.alignment} == "center" ? (kArea - text) / 2
                          : std::string{row.alignment} == "left" ? 0
                                                                 : kArea - text;
    CHECK(left == Approx(text_left + (text - text * row.fraction) / 2).margin(1));
    // Word wants w:ind between w:spacing and w:jc.
    CHECK(xml.find("<w:spacing w:after=\"0\"/><w:ind ") != std::string::npos);
  }
}

TEST_CASE("a line follows the last line of a text that wraps", "[rules]") {
  Filled const filled = fill(line_document("{{ten}}", "KeNgang", "center"),
                             R"({"ten":"SỞ KẾ HOẠCH VÀ ĐẦU TƯ TỈNH ĐIỆN BIÊN"})");
  std::string const xml = test::part_of(filled.docx, "/word/document.xml");
  int const length = kArea - attribute(xml, "w:left") - attribute(xml, "w:right");
  CHECK(length < width_of("SỞ KẾ HOẠCH VÀ ĐẦU TƯ TỈNH ĐIỆN BIÊN") - kArea / 2);
  CHECK(length > 0);
}

TEST_CASE("a short line goes by the widest line of its text", "[rules]") {
  struct Row {
    char const* name;
    char const* json;
    char const* widest;
    char const* alignment;
    double fraction;  // of the widest line
  };
  auto const row = GENERATE(values<Row>({
      {"wrapped, a short last line",
       R"({"ten":"Ủy ban nhân dân xã Phú Nghĩa Đông"})",
       "Ủy ban nhân dân xã Phú Nghĩa",
       "center",
       0.35},
      {"broken by hand, a short first line",
       R"({"ten":"Sở\nKế hoạch và Đầu tư"})",
       "Kế hoạch và Đầu tư",
       "center",
       0.4},
      {"lines of equal length", R"({"ten":"Xã Phú\nXã Phú"})", "Xã Phú", "center", 0.4},
      {"left", R"({"ten":"Ủy ban nhân dân\nxã"})", "Ủy ban nhân dân", "left", 0.35},
      {"right", R"({"ten":"Ủy ban nhân dân\nxã"})", "Ủy ban nhân dân", "right", 0.35},
  }));
  DYNAMIC_SECTION(row.name) {
    Filled const filled = fill(line_document("{{ten}}", "KeNgangNgan", row.alignment), row.json);
    std::string const xml = test::part_of(filled.docx, "/word/document.xml");
    int const left = attribute(xml, "w:left");
    int const length = kArea - left - attribute(xml, "w:right");
    int const widest = width_of(row.widest);
    CHECK(length == Approx(widest * row.fraction).margin(1));
    int const begin = std::string{row.alignment} == "center" ? (kArea - widest) / 2
                      : std::string{row.alignment} == "left" ? 0
                                                             : kArea - widest;
    CHECK(left + length / 2 == Approx(begin + widest / 2).margin(2));
  }
}

TEST_CASE("a short line is half of a last line that is not much shorter", "[rules]") {
  Filled const filled = fill(line_document("{{ten}}", "KeNgangNgan", "center"),
                             R"({"ten":"Phòng Tư pháp\nHương Sơn"})");
  std::string const xml = test::part_of(filled.docx, "/word/document.xml");
  int const length = kArea - attribute(xml, "w:left") - attribute(xml, "w:right");
  CHECK(length == Approx(width_of("Hương Sơn") * 0.5).margin(1));
  CHECK(length * 3 > width_of("Phòng Tư pháp"));
}

TEST_CASE("a line goes by the paragraph that was really written", "[rules]") {
  std::string const optional =
      "<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r><w:rPr><w:b/><w:sz "
      "w:val=\"28\"/></w:rPr><w:t>{{#phu}}{{phu}}{{/phu}}</w:t></w:r></w:p>";
  std::string const body = line_document("Tên chính", "KeNgang", "center", optional);
  std::string const with = test::part_of(fill(body, R"({"phu":"Phụ"})").docx, "/word/document.xml");
  CHECK(kArea - attribute(with, "w:left") - attribute(with, "w:right") ==
        Approx(width_of("Phụ")).margin(1));
  std::string const without = test::part_of(fill(body, "{}").docx, "/word/document.xml");
  CHECK(kArea - attribute(without, "w:left") - attribute(without, "w:right") ==
        Approx(width_of("Tên chính")).margin(1));
}

TEST_CASE("a line under nothing is not drawn", "[rules]") {
  std::string const xml =
      test::part_of(fill(line_document("{{ten}}", "KeNgang", "center"), R"({"ten":""})").docx,
                    "/word/document.xml");
  CHECK(xml.find("KeNgang") == std::string::npos);
}

// The decree gives KHẨN 20 mm, HỎA TỐC 30 and THƯỢNG KHẨN 40 (ND 30/2020, phu luc I, muc III); 3000
// twips leave room for none that is longer.
TEST_CASE("a stamp's frame is whole centimetres around its own text", "[rules]") {
  struct Row {
    char const* text;
    int size;   // half-points
    int width;  // twips: 567 a centimetre
  };
  auto const row = GENERATE(values<Row>({{"KHẨN", 26, 2 * 567},
                                         {"HỎA TỐC", 26, 3 * 567},
                                         {"THƯỢNG KHẨN", 26, 4 * 567},
                                         {"KHẨN", 28, 2 * 567},
                                         {"HỎA TỐC", 28, 3 * 567},
                                         {"THƯỢNG KHẨN", 28, 4 * 567},
                                         {"XEM XONG TRẢ LẠI NGAY TRONG NGÀY", 28, 3000}}));
  DYNAMIC_SECTION(row.text << " " << row.size) {
    std::string const cell =
        "<w:tbl><w:tblPr><w:tblW w:w=\"3216\" w:type=\"dxa\"/></w:tblPr><w:tblGrid><w:gridCol "
        "w:w=\"3216\"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w=\"3216\" "
        "w:type=\"dxa\"/></w:tcPr><w:p><w:pPr><w:pStyle w:val=\"DauKhan\"/><w:spacing "
        "w:after=\"0\"/><w:jc w:val=\"center\"/></w:pPr><w:r><w:rPr><w:b/><w:sz w:val=\"" +
        std::to_string(row.size) +
        "\"/></w:rPr><w:t>{{#khan}}{{khan}}{{/khan}}</w:t></w:r></w:p><w:p/></w:tc></w:tr></w:tbl>";
    Filled const filled = fill(cell, R"({"khan":")" + std::string{row.text} + R"("})");
    std::string const xml = test::part_of(filled.docx, "/word/document.xml");
    CHECK(3000 - attribute(xml, "w:left") - attribute(xml, "w:right") == row.width);
    CHECK(xml.find("<w:spacing w:after=\"0\"/><w:ind ") != std::string::npos);
    CHECK(test::part_of(fill(cell, "{}").docx, "/word/document.xml").find("DauKhan") ==
          std::string::npos);
  }
}

namespace {

// In a cell of 3391 twips without margins.
std::string name_document(std::string const& style, std::string const& runs) {
  return "<w:tbl><w:tblPr><w:tblW w:w=\"3391\" w:type=\"dxa\"/><w:tblCellMar><w:left w:w=\"0\" "
         "w:type=\"dxa\"/><w:right w:w=\"0\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>"
         "<w:gridCol w:w=\"3391\"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w=\"3391\" "
         "w:type=\"dxa\"/></w:tcPr><w:p><w:pPr><w:pStyle w:val=\"" +
         style + "\"/><w:jc w:val=\"center\"/></w:pPr>" + runs +
         "</w:p><w:p><w:pPr><w:pStyle w:val=\"KeNgangNgan\"/></w:pPr></w:p></w:tc></w:tr></w:tbl>";
}
test::Setup with_styles() {
  std::string styles = "<w:styles " + test::namespaces() + ">";
  for (char const* id : {"CoQuanBanHanh", "ChucVu", "NoiDung", "KeNgangNgan"}) {
    styles.append("<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"")
        .append(id)
        .append("\"><w:name w:val=\"")
        .append(id)
        .append("\"/></w:style>");
  }
  test::Setup setup;
  setup.files = {{"word/styles.xml", styles + "</w:styles>"}};
  return setup;
}
std::string bold_run(std::string const& text) {
  return "<w:r><w:rPr><w:b/><w:sz w:val=\"24\"/></w:rPr><w:t xml:space=\"preserve\">" + text +
         "</w:t></w:r>";
}

}  // namespace

TEST_CASE("the lines of names part by sense", "[rules]") {
  struct Row {
    char const* name;
    char const* style;
    std::string runs;
    char const* data;
    char const* text;
  };
  auto const row = GENERATE(values<Row>({
      {"a body",
       "CoQuanBanHanh",
       bold_run("{{ten | hoa}}"),
       R"({"ten":"Ủy ban nhân dân tỉnh Hà Nam"})",
       "ỦY BAN NHÂN DÂN⏎TỈNH HÀ NAM"},
      {"one that fits",
       "CoQuanBanHanh",
       bold_run("{{ten}}"),
       R"({"ten":"BỘ NỘI VỤ"})",
       "BỘ NỘI VỤ"},
      {"parted by hand",
       "CoQuanBanHanh",
       bold_run("{{ten}}"),
       R"({"ten":"ỦY BAN NHÂN DÂN\nTỈNH HÀ NAM"})",
       "ỦY BAN NHÂN DÂN⏎TỈNH HÀ NAM"},
      {"of several runs and an escape",
       "ChucVu",
       bold_run("CHỦ TỊCH A&amp;B ") + bold_run("{{ten}}"),
       R"({"ten":"ỦY BAN NHÂN DÂN TỈNH HÀ NAM"})",
       "CHỦ TỊCH A&B⏎ỦY BAN NHÂN DÂN⏎TỈNH HÀ NAM"},
      {"another style",
       "NoiDung",
       bold_run("{{ten}}"),
       R"({"ten":"ỦY BAN NHÂN DÂN TỈNH HÀ NAM"})",
       "ỦY BAN NHÂN DÂN TỈNH HÀ NAM"},
  }));
  DYNAMIC_SECTION(row.name) {
    Filled const filled = fill(name_document(row.style, row.runs), row.data, with_styles());
    REQUIRE_FALSE(filled.diagnostics.has_errors());
    std::string const text = test::text_of(filled.docx);
    CHECK(text.substr(0, text.find(" / ")) == row.text);
  }
}

TEST_CASE("a line below a name goes by the lines that it was parted into", "[rules]") {
  Filled const filled = fill(name_document("CoQuanBanHanh", bold_run("{{ten}}")),
                             R"({"ten":"ỦY BAN NHÂN DÂN TỈNH HÀ NAM"})",
                             with_styles());
  std::string const xml = test::part_of(filled.docx, "/word/document.xml");
  int const last = base::text_width("TỈNH HÀ NAM", {true, false}, {24}).count;
  int const length = 3391 - attribute(xml, "w:left") - attribute(xml, "w:right");
  CHECK(length == Approx(last * 0.5).margin(1));
}

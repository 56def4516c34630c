#include "wml/legacy_text.h"

#include <string>

#include <catch2/catch.hpp>

#include "support/docx_fixture.h"

using namespace thethuc;

namespace {

opc::Package package_of(std::string_view body, std::vector<opc::Package::File> extra = {}) {
  base::Diagnostics out;
  auto package = opc::Package::read(test::make_docx(body, std::move(extra)), "mau.docx", {}, out);
  REQUIRE(package);
  return std::move(*package);
}

std::string run(std::string_view font, std::string_view content) {
  std::string xml = "<w:r>";
  if (!font.empty()) {
    xml.append("<w:rPr><w:rFonts w:ascii=\"")
        .append(font)
        .append("\" w:hAnsi=\"")
        .append(font)
        .append("\"/></w:rPr>");
  }
  return xml.append(content).append("</w:r>");
}
std::string text(std::string_view text) {
  return "<w:t>" + std::string{text} + "</w:t>";
}

void convert(opc::Package& package) {
  base::Diagnostics out;
  wml::convert_legacy_text(package, "mau.docx", {}, out);
  CHECK(out.empty());
}

std::string converted(std::string const& runs) {
  opc::Package package = package_of("<w:p>" + runs + "</w:p>");
  convert(package);
  return test::text_of(opc::write_package(package, 1));
}

}  // namespace

TEST_CASE("text in legacy fonts is brought to Unicode", "[legacy]") {
  struct Case {
    char const* name;
    std::string runs;
    char const* text;
  };
  auto const c = GENERATE(values<Case>({
      {"TCVN3", run(".VnTime", text("Uû ban nh©n d©n")), "Uỷ ban nhân dân"},
      {"VNI", run("VNI-Times", text("Vieät Nam")), "Việt Nam"},
      {"a letter cut by runs",
       run("VNI-Times", text("Vie")) + run("VNI-Times", text("ät")),
       "Việt"},
      {"but not by another font", run("VNI-Times", text("a")) + run("", text("ä")), "aä"},
      {"a soft hyphen is a letter",
       run(".VnTime", text("M") + "<w:softHyphen/>" + text("êng")),
       "Mường"},
      {"capitals, but for tags",
       run(".VnTimeH", text("ñy ban {{ten")) + run(".VnTimeH", text("}} x·")),
       "ỦY BAN {{ten}} XÃ"},
      {"a sign in another font", run("UVN Van", text("Ủy ban ")) + run("", text("©")), "Ủy ban ©"},
      {"Unicode in an old font", run(".VnTime", text("Cộng hòa, tháng 3")), "Cộng hòa, tháng 3"},
      {"Unicode of Latin-1 letters alone", run(".VnTime", text("Hà Nam là")), "Hà Nam là"},
      {"a run of Unicode beside one that is not",
       run(".VnTime", text("Uû ban ")) + run(".VnTime", text("nhân dân tỉnh")) +
           run(".VnTime", text(" x·")),
       "Uỷ ban nhân dân tỉnh xã"},
      {"Unicode and old text in one run",
       run(".VnTime", text("Ủy ban nh©n d©n")),
       "Ủy ban nhân dân"},
      {"what reads both ways goes by its font", run(".VnTime", text("tháng")), "thỏng"},
      {"TCVN3 in a font of Unicode",
       run("Times New Roman", text("Uû ban nh©n d©n")),
       "Uỷ ban nhân dân"},
      {"VNI in a font of Unicode", run("", text("Coäng hoøa xaõ hoäi")), "Cộng hòa xã hội"},
      {"TCVN3 beside Unicode in the same font",
       run("", text("Ủy ban ")) + run("", text("nh©n d©n")) + run("", text(" tỉnh")),
       "Ủy ban nhân dân tỉnh"},
  }));
  DYNAMIC_SECTION(c.name) {
    CHECK(converted(c.runs) == c.text);
  }
}

TEST_CASE("fonts named by styles count, and are replaced everywhere", "[legacy]") {
  std::string const styles =
      "<w:styles " + test::namespaces() +
      "><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name "
      "w:val=\"Normal\"/>"
      "<w:rPr><w:rFonts w:ascii=\".VnTime\" w:hAnsi=\".VnTime\"/></w:rPr></w:style></w:styles>";
  opc::Package package =
      package_of("<w:p>" + run("", text("Uû")) + "</w:p>", {{"word/styles.xml", styles}});
  convert(package);
  CHECK(test::text_of(opc::write_package(package, 1)) == "Uỷ");
  for (opc::Part const& part : package.parts()) {
    CHECK(part.bytes.find(".Vn") == std::string::npos);
  }
  CHECK(package.find("/word/styles.xml")->bytes.find("Times New Roman") != std::string::npos);
}

TEST_CASE("a theme's font counts, too", "[legacy]") {
  std::string const styles =
      "<w:styles " + test::namespaces() +
      "><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme=\"minorHAnsi\" "
      "w:hAnsiTheme=\"minorHAnsi\"/></w:rPr></w:rPrDefault></w:docDefaults></w:styles>";
  std::string const theme =
      "<a:theme " + test::namespaces() +
      "><a:themeElements><a:fontScheme><a:minorFont><a:latin "
      "typeface=\".VnTime\"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>";
  opc::Package package = package_of("<w:p>" + run("", text("Uû")) + "</w:p>",
                                    {{"word/styles.xml", styles}, {"word/theme1.xml", theme}});
  convert(package);
  CHECK(test::text_of(opc::write_package(package, 1)) == "Uỷ");
  CHECK(package.find("/word/theme1.xml")->bytes.find("Times New Roman") != std::string::npos);
}

TEST_CASE("each legacy font is told once, with what it reads as", "[legacy]") {
  opc::Package const package =
      package_of("<w:p>" + run(".VnTime", text("Uû ban")) + "</w:p><w:p>" +
                 run(".VnTime", text("x·")) + run(".VnTimeH", text("ñy {{ten}}")) + "</w:p>");
  base::Diagnostics out;
  wml::tell_legacy_text(package, "mau.docx", {}, out);
  REQUIRE(out.entries().size() == 2);
  CHECK(out.entries()[0].id == base::Id::legacy_font);
  CHECK(out.entries()[0].arg("font") == ".VnTime");
  CHECK(out.entries()[0].arg("reading") == "\"Uỷ ban\"");
  CHECK(out.entries()[1].arg("reading") == "\"ỦY {{ten}}\"");
  CHECK(out.entries()[0].place.part == "/word/document.xml");
}

TEST_CASE("what reads both ways goes by the company of its font", "[legacy]") {
  opc::Package package = package_of("<w:p>" + run(".VnTime", text("Ủy ban")) + "</w:p><w:p>" +
                                    run(".VnTime", text("tháng")) + "</w:p>");
  convert(package);
  CHECK(test::text_of(opc::write_package(package, 1)) == "Ủy ban\ntháng");
}

TEST_CASE("old text in a font of Unicode is told where it stands", "[legacy]") {
  opc::Package const package = package_of(
      "<w:p>" + run("", text("Hà Nội")) + "</w:p><w:tbl><w:tr><w:tc><w:p>" + run("", text("a")) +
      "</w:p></w:tc><w:tc><w:p>" + run("Times New Roman", text("Uû ban nh©n d©n {{ten}}")) +
      "</w:p></w:tc></w:tr></w:tbl><w:p>" + run("", text("Mêng Kh¬ng")) + "</w:p>");
  base::Diagnostics out;
  wml::tell_legacy_text(package, "mau.docx", {}, out);
  REQUIRE(out.entries().size() == 2);
  base::Diagnostic const& in_cell = out.entries()[0];
  CHECK(in_cell.id == base::Id::legacy_text_in_font);
  CHECK(in_cell.arg("font") == "Times New Roman");
  CHECK(in_cell.arg("reading") == "\"Uỷ ban nhân dân {{ten}}\"");
  CHECK(in_cell.arg("option") == "--convert-legacy");
  CHECK(in_cell.place.table == 1);
  CHECK(in_cell.place.row == 1);
  CHECK(in_cell.place.cell == 2);
  CHECK(in_cell.place.paragraph == 1);
  base::Diagnostic const& damaged = out.entries()[1];
  CHECK(damaged.place.paragraph == 2);
  CHECK(damaged.arg("option").empty());
}

TEST_CASE("ordinary text in fonts of Unicode is no matter", "[legacy]") {
  auto const ordinary = GENERATE(values<char const*>(
      {"© 2021 Công ty", "5×10³ µg/m³", "café, Müller", "«Hà Nam»", "Cộng hòa xã hội"}));
  opc::Package const package = package_of("<w:p>" + run("", text(ordinary)) + "</w:p>");
  base::Diagnostics out;
  wml::tell_legacy_text(package, "mau.docx", {}, out);
  CHECK(out.empty());
}

#include "wml/legacy_fonts.h"

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

std::string converted(std::string const& runs) {
  opc::Package package = package_of("<w:p>" + runs + "</w:p>");
  wml::convert_legacy_fonts(package, {});
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
      {"other fonts", run("UVN Van", text("Uû ban")) + run("", text("©")), "Uû ban©"},
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
  wml::convert_legacy_fonts(package, {});
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
  wml::convert_legacy_fonts(package, {});
  CHECK(test::text_of(opc::write_package(package, 1)) == "Uỷ");
  CHECK(package.find("/word/theme1.xml")->bytes.find("Times New Roman") != std::string::npos);
}

TEST_CASE("each legacy font is told once, with what it reads as", "[legacy]") {
  opc::Package const package =
      package_of("<w:p>" + run(".VnTime", text("Uû ban")) + "</w:p><w:p>" +
                 run(".VnTime", text("x·")) + run(".VnTimeH", text("ñy {{ten}}")) + "</w:p>");
  base::Diagnostics out;
  wml::tell_legacy_fonts(package, "mau.docx", {}, out);
  REQUIRE(out.entries().size() == 2);
  CHECK(out.entries()[0].id == base::Id::legacy_font);
  CHECK(out.entries()[0].arg("font") == ".VnTime");
  CHECK(out.entries()[0].arg("reading") == "\"Uỷ ban\"");
  CHECK(out.entries()[1].arg("reading") == "\"ỦY {{ten}}\"");
  CHECK(out.entries()[0].place.part == "/word/document.xml");
}

// What stands where on the pages, and their pictures.

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "convert/converter.h"
#include "convert/folder_of_test.h"
#include "convert/geometry_json.h"
#include "convert/real_settings.h"
#include "support/docx_fixture.h"

using namespace thethuc;
using convert::Converter;
using convert::Request;
using convert::Result;

namespace {

// Source of the sizes and places: the document itself. The page is A4 with the decree's margins of
// the fixture: left 30 mm, right 20 mm, so that its middle lies at 110 mm.
constexpr double kMiddle = 110;

std::string centred(std::string_view text, int half_points, std::string_view more = "") {
  return fmt::format(
      "<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii=\"Times New "
      "Roman\" w:hAnsi=\"Times New Roman\"/>{}<w:sz "
      "w:val=\"{}\"/></w:rPr><w:t>{}</w:t></w:r></w:p>",
      more,
      half_points,
      text);
}

base::Geometry::Run const* run_of(base::Geometry const& geometry, std::string_view text) {
  auto const found = std::find_if(geometry.runs.begin(), geometry.runs.end(), [&](auto const& run) {
    return run.text == text;
  });
  return found == geometry.runs.end() ? nullptr : &*found;
}

Result laid_out(std::string_view body, Request const& request) {
  test::FolderOfTest const folder;
  Converter converter{test::real_settings()};
  return converter.convert(test::make_docx(body), "x.docx", request);
}

}  // namespace

TEST_CASE("texts have their font, size and place", "[layout]") {
  Request request;
  request.geometry = true;
  Result const result = laid_out(centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 26, "<w:b/>") +
                                     centred("Độc lập - Tự do - Hạnh phúc", 28, "<w:b/>") +
                                     centred("Số: 12", 26, "<w:i/>"),
                                 request);
  base::Geometry const& geometry = result.geometry;
  REQUIRE(geometry.sheets.size() == 1);
  CHECK(geometry.sheets[0].width_mm == Approx(210).margin(0.1));
  CHECK(geometry.sheets[0].height_mm == Approx(297).margin(0.1));
  auto const* const motto = run_of(geometry, "Độc lập - Tự do - Hạnh phúc");
  REQUIRE(motto != nullptr);
  CHECK(motto->font == "LiberationSerif-Bold");
  CHECK(motto->bold);
  CHECK(!motto->italic);
  CHECK(motto->size_pt == Approx(14).margin(0.05));
  CHECK(motto->left_mm + motto->width_mm / 2 == Approx(kMiddle).margin(0.2));
  CHECK(motto->width_mm == Approx(171.18 * 25.4 / 72).margin(0.3));
  auto const* const number = run_of(geometry, "Số: 12");
  REQUIRE(number != nullptr);
  CHECK(number->italic);
  CHECK(number->baseline_mm > motto->baseline_mm);
  REQUIRE(geometry.lines.size() == 3);
  CHECK(geometry.lines[0].text == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");

  std::string const json = convert::to_json(geometry);
  CHECK(json.find("{\"text\":\"Số: 12\",\"font\":\"LiberationSerif-Italic\",\"size_pt\":13.00") !=
        std::string::npos);
}

TEST_CASE("a hyphen at the end of a line shows as any other", "[layout]") {
  Request request;
  request.geometry = true;
  // A column of 24 mm; U+00AD is where a word may be parted, and shows only where it is.
  auto const narrow = [&](std::string const& text) {
    std::vector<std::string> lines;
    Result const result = laid_out(
        "<w:p><w:pPr><w:ind w:right=\"7710\"/></w:pPr><w:r><w:rPr><w:sz "
        "w:val=\"28\"/></w:rPr><w:t>" +
            text + "</w:t></w:r></w:p>",
        request);
    for (base::Geometry::Line const& line : result.geometry.lines) {
      lines.push_back(line.text);
    }
    return lines;
  };
  CHECK(narrow("Số 52/BC-UBNDX") == std::vector<std::string>{"Số 52/BC-", "UBNDX"});
  CHECK(narrow("Số 52/Bao\u00ADcaoX") == std::vector<std::string>{"Số 52/Bao-", "caoX"});
  CHECK(narrow("52/Bao\u00ADcao") == std::vector<std::string>{"52/Baocao"});
}

TEST_CASE("drawn lines have their length and place", "[layout]") {
  Request request;
  request.geometry = true;
  SECTION("the border of a paragraph") {
    Result const result = laid_out(
        centred("Độc lập - Tự do - Hạnh phúc", 28, "<w:b/>") +
            "<w:p><w:pPr><w:pBdr><w:top w:val=\"single\" w:sz=\"6\" w:space=\"0\" "
            "w:color=\"000000\"/></w:pBdr><w:ind w:left=\"2835\" w:right=\"2835\"/></w:pPr></w:p>",
        request);
    REQUIRE(result.geometry.rules.size() == 1);
    base::Geometry::Rule const& rule = result.geometry.rules[0];
    // 160 mm of text, less two indents of 50 mm.
    CHECK(rule.to_x_mm - rule.from_x_mm == Approx(60).margin(0.3));
    CHECK((rule.to_x_mm + rule.from_x_mm) / 2 == Approx(kMiddle).margin(0.2));
    CHECK(std::abs(rule.to_y_mm - rule.from_y_mm) < 0.01);
    CHECK(rule.thickness_mm == Approx(0.75 * 25.4 / 72).margin(0.03));
  }
  SECTION("the borders of a table, each once") {
    Result const result = laid_out(
        "<w:tbl><w:tblPr><w:tblBorders><w:top w:val=\"single\" w:sz=\"4\"/><w:bottom "
        "w:val=\"single\" w:sz=\"4\"/><w:left w:val=\"single\" w:sz=\"4\"/><w:right "
        "w:val=\"single\" w:sz=\"4\"/></w:tblBorders></w:tblPr><w:tblGrid><w:gridCol "
        "w:w=\"3000\"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w=\"3000\" "
        "w:type=\"dxa\"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl><w:p/>",
        request);
    CHECK(result.geometry.rules.size() == 4);
  }
  SECTION("none") {
    CHECK(laid_out(centred("Số", 26), request).geometry.rules.empty());
  }
}

TEST_CASE("pages become pictures", "[layout]") {
  Request request;
  request.images = convert::Images{};
  SECTION("PNG at 96 dpi") {
    Result const result = laid_out(centred("Số", 26), request);
    REQUIRE(result.images.size() == 1);
    convert::PageImage const& image = result.images[0];
    CHECK(image.page == 1);
    CHECK(image.width == 794);
    CHECK(image.height == 1123);
    CHECK(image.channels == 1);
    CHECK(image.bytes.starts_with("\x89PNG"));
  }
  SECTION("pixels of another resolution") {
    request.images = convert::Images{48, convert::ImageForm::pixels};
    Result const result = laid_out(centred("Số", 26), request);
    REQUIRE(result.images.size() == 1);
    convert::PageImage const& image = result.images[0];
    CHECK(image.width == 397);
    CHECK(image.bytes.size() == static_cast<std::size_t>(image.width * image.height));
    CHECK(image.bytes[0] == '\xFF');
    CHECK(std::any_of(image.bytes.begin(), image.bytes.end(), [](char c) { return c != '\xFF'; }));
  }
  SECTION("with colour") {
    Result const result = laid_out(centred("Đỏ", 26, "<w:color w:val=\"FF0000\"/>"), request);
    REQUIRE(result.images.size() == 1);
    CHECK(result.images[0].channels == 3);
  }
}

TEST_CASE("without PDFium pdftoppm draws the pages, and nothing is measured", "[layout]") {
  test::FolderOfTest const folder;
  convert::Settings settings = test::real_settings();
  settings.pdfium = "/khong-co/libpdfiumlo.so";
  std::string warnings;
  settings.log = [&](std::string_view text) { warnings += text; };
  Converter converter{settings};
  Request request;
  request.images = convert::Images{};
  std::string const docx = test::docx_of("Số");
  Result const result = converter.convert(docx, "x.docx", request);
  REQUIRE(result.images.size() == 1);
  CHECK(result.images[0].width == 794);
  CHECK(result.images[0].channels == 1);
  CHECK(result.images[0].bytes.starts_with("\x89PNG"));
  CHECK(warnings.find("no PDFium") != std::string::npos);
  request.geometry = true;
  CHECK_THROWS_AS(converter.convert(docx, "x.docx", request), convert::Unavailable);
}

TEST_CASE("a PDF is read, whoever made it", "[layout]") {
  test::FolderOfTest const folder;
  Converter converter{test::real_settings()};
  Request request;
  request.geometry = true;
  request.images = convert::Images{};
  std::string const pdf = converter.convert(test::docx_of("Kính gửi"), "x.docx", {}).pdf;
  Result const result = converter.read_pdf(pdf, "x.pdf", request);
  CHECK(result.pages == 1);
  CHECK(result.images.size() == 1);
  REQUIRE(result.geometry.lines.size() == 1);
  CHECK(result.geometry.lines[0].text == "Kính gửi");

  for (std::string const& broken :
       {std::string{}, std::string{"%PDF-1.7"}, std::string(1000, 'x')}) {
    Result const refused = converter.read_pdf(broken, "x.pdf", request);
    REQUIRE(refused.diagnostics.entries().size() == 1);
    CHECK(refused.diagnostics.entries()[0].id == base::Id::pdf_damaged);
  }
  // Bytes changed anywhere: an error or a page, but an answer.
  for (std::size_t at = 0; at < pdf.size(); at += pdf.size() / 20) {
    std::string changed = pdf;
    changed.replace(at, 3, "xyz");
    converter.read_pdf(changed, "x.pdf", request);
  }
  CHECK(converter.read_pdf(pdf, "x.pdf", request).pages == 1);
}

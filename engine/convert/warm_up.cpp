#include "convert/warm_up.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include <fmt/format.h>

#include "base/font_metrics.h"
#include "opc/package.h"
#include "opc/xml.h"

namespace thethuc::convert {

namespace {

constexpr double kMmPerTwip = 25.4 / 1440;
constexpr double kSameWidth = 0.3;  // millimetres; a missing letter is off by more

// The letters that fonts without Vietnamese lack: fonts-liberation 1.x has the names of the right
// fonts and not these.
constexpr std::string_view kLetters = "ĂẮẶÂẦẬĐÊẾỆÔỐỘƠỚỢƯỨỰỲỴăắặâầậđêếệôốộơớợưứựỳỵ";

struct Face {
  base::FontFace face;
  std::string_view properties;
  std::string_view font;
};
constexpr Face kFaces[] = {
    {{false, false}, "", "LiberationSerif"},
    {{true, false}, "<w:b/>", "LiberationSerif-Bold"},
    {{false, true}, "<w:i/>", "LiberationSerif-Italic"},
    {{true, true}, "<w:b/><w:i/>", "LiberationSerif-BoldItalic"},
};
constexpr int kHalfPoints = 28;

constexpr std::string_view kNamespace =
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

std::string body() {
  std::string paragraphs;
  for (Face const& face : kFaces) {
    paragraphs += fmt::format(
        "<w:p><w:r><w:rPr><w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" "
        "w:cs=\"Times New Roman\"/>{}<w:sz w:val=\"{}\"/></w:rPr><w:t>{}</w:t></w:r></w:p>",
        face.properties,
        kHalfPoints,
        kLetters);
  }
  // A table with borders, as letterheads have one.
  constexpr std::string_view kTable =
      "<w:tbl><w:tblPr><w:tblBorders><w:top w:val=\"single\" w:sz=\"4\"/></w:tblBorders></w:tblPr>"
      "<w:tblGrid><w:gridCol w:w=\"3000\"/></w:tblGrid><w:tr><w:tc><w:tcPr>"
      "<w:tcW w:w=\"3000\" w:type=\"dxa\"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl><w:p/>";
  return fmt::format(
      "{}<w:document xmlns:w=\"{}\"><w:body>{}{}<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/>"
      "<w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1701\" w:header=\"720\" "
      "w:footer=\"720\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>",
      opc::kXmlDeclaration,
      kNamespace,
      paragraphs,
      kTable);
}

std::string warm_up_document() {
  constexpr std::string_view kTypes =
      "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
      "<Default Extension=\"rels\" "
      "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
      "<Override PartName=\"/word/document.xml\" "
      "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+"
      "xml\"/></Types>";
  constexpr std::string_view kRelationships =
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
      "<Relationship Id=\"rId1\" "
      "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" "
      "Target=\"word/document.xml\"/></Relationships>";
  base::Diagnostics out;
  auto const package = opc::Package::from_files({{"[Content_Types].xml", std::string{kTypes}},
                                                 {"_rels/.rels", std::string{kRelationships}},
                                                 {"word/document.xml", body()}},
                                                "warm-up.docx",
                                                {},
                                                out);
  if (!package) {
    throw std::logic_error(out.to_text(base::Language::en));
  }
  return opc::write_package(*package, 1);
}

bool has_right_width(base::Geometry const& geometry, Face const& face) {
  double const expected =
      base::text_width(kLetters, face.face, base::HalfPoints{kHalfPoints}).count * kMmPerTwip;
  return std::any_of(geometry.runs.begin(), geometry.runs.end(), [&](auto const& run) {
    return run.font == face.font && std::abs(run.width_mm - expected) < kSameWidth;
  });
}

}  // namespace

Job const& warm_up_job() {
  static Job const job = [] {
    Job made;
    made.document = warm_up_document();
    made.export_options = "{}";
    made.wants_images = true;
    made.wants_geometry = true;
    made.max_pages = 10;
    made.max_pixels = 10'000'000;
    return made;
  }();
  return job;
}

base::Words warm_up_fault(Answer const& answer) {
  if (answer.status != Answer::Status::done && answer.status != Answer::Status::no_pdfium) {
    return {fmt::format("LibreOffice không dàn trang được: {}", answer.problem),
            fmt::format("LibreOffice lays nothing out: {}", answer.problem)};
  }
  std::vector<std::string> const fonts = fonts_of(answer.pdf);
  std::vector<std::string> expected;
  for (Face const& face : kFaces) {
    expected.emplace_back(face.font);
  }
  std::sort(expected.begin(), expected.end());
  bool good = fonts == expected && answer.pages == 1;
  if (answer.status == Answer::Status::done) {
    for (Face const& face : kFaces) {
      good = good && has_right_width(answer.geometry, face);
    }
  }
  if (good) {
    return {};
  }
  return {fmt::format("không có phông Liberation Serif 2 (thay cho Times New Roman), đủ chữ tiếng "
                      "Việt; LibreOffice dùng {}",
                      fmt::join(fonts, ", ")),
          fmt::format("there is no font Liberation Serif 2 (for Times New Roman) with all letters "
                      "of Vietnamese; LibreOffice takes {}",
                      fmt::join(fonts, ", "))};
}

std::vector<std::string> fonts_of(std::string_view pdf) {
  // LibreOffice writes the dictionaries of fonts as they are, not packed into streams.
  constexpr std::string_view kKey = "/BaseFont/";
  constexpr std::size_t kMark = 6;  // "BAAAAA+", ISO 32000-1, 9.6.4
  std::vector<std::string> fonts;
  for (std::size_t at = pdf.find(kKey); at != std::string_view::npos; at = pdf.find(kKey, at)) {
    at += kKey.size();
    std::string_view name = pdf.substr(at, pdf.substr(at, 128).find_first_of(" /<>[]()\r\n\t"));
    name = name.substr(0, 128);
    if (name.size() > kMark && name[kMark] == '+') {
      name.remove_prefix(kMark + 1);
    }
    fonts.emplace_back(name);
  }
  std::sort(fonts.begin(), fonts.end());
  fonts.erase(std::unique(fonts.begin(), fonts.end()), fonts.end());
  return fonts;
}

}  // namespace thethuc::convert

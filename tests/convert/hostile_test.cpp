// Documents that LibreOffice should not follow, and documents that it cannot stand. The gate lets
// some of them through here, to see what happens behind it.

#include <chrono>
#include <fstream>

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "convert/converter.h"
#include "convert/folder_of_test.h"
#include "convert/real_settings.h"
#include "support/docx_fixture.h"

using namespace thethuc;
using convert::Converter;
using convert::Result;
using opc::Package;

namespace {

std::string nested_tables(int depth) {
  std::string xml = "<w:p/>";
  for (int i = 0; i < depth; ++i) {
    xml =
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w=\"5000\"/></w:tblGrid><w:tr><w:tc><w:tcPr>"
        "<w:tcW w:w=\"5000\" w:type=\"dxa\"/></w:tcPr>" +
        xml + "</w:tc></w:tr></w:tbl><w:p/>";
  }
  return xml;
}

// A picture whose bytes lie elsewhere.
std::string linked_picture() {
  return "<w:p><w:r><w:drawing><wp:inline><wp:extent cx=\"914400\" cy=\"914400\"/><wp:docPr "
         "id=\"1\" "
         "name=\"x\"/><a:graphic><a:graphicData "
         "uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr>"
         "<pic:cNvPr id=\"1\" name=\"x\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip "
         "r:link=\"rX\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
         "<a:off x=\"0\" y=\"0\"/><a:ext cx=\"914400\" cy=\"914400\"/></a:xfrm><a:prstGeom "
         "prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>"
         "</wp:inline></w:drawing></w:r></w:p>";
}

std::string linking_to(std::string_view target) {
  std::vector<Package::File> files = test::docx_files(linked_picture());
  for (Package::File& file : files) {
    if (file.name == "word/_rels/document.xml.rels") {
      file.bytes.insert(
          file.bytes.find("</Relationships>"),
          fmt::format("<Relationship Id=\"rX\" TargetMode=\"External\" Target=\"{}\" "
                      "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
                      "image\"/>",
                      target));
    }
  }
  return test::zip_of(files);
}

}  // namespace

TEST_CASE("a linked file does not come into the PDF, even if the gate is open", "[hostile]") {
  test::FolderOfTest const folder;
  convert::Settings settings = test::real_settings();
  settings.limits.package.allow_external = true;
  Converter converter{settings};
  // A picture of this machine: any that LibreOffice could read.
  convert::Request request;
  request.images = convert::Images{48, convert::ImageForm::png};
  Result const page = converter.convert(test::docx_of("Ảnh"), "x.docx", request);
  REQUIRE(page.images.size() == 1);
  std::filesystem::path const picture = folder.path() / "bi-mat.png";
  std::ofstream{picture, std::ios::binary} << page.images[0].bytes;
  Result const linked = converter.convert(linking_to("file://" + picture.string()), "x.docx", {});
  CHECK(linked.diagnostics.to_text(base::Language::en).empty());
  CHECK(linked.pdf.find("/Subtype/Image") == std::string::npos);
  Result const fetched = converter.convert(linking_to("http://127.0.0.1:9/anh.png"), "x.docx", {});
  CHECK(fetched.diagnostics.to_text(base::Language::en).empty());
  CHECK(fetched.pdf.find("/Subtype/Image") == std::string::npos);
}

TEST_CASE("a document that LibreOffice does not finish is given up, the next one served",
          "[hostile]") {
  test::FolderOfTest const folder;
  {
    convert::Settings settings = test::real_settings();
    settings.limits.max_table_depth = 1000;
    settings.limits.package.max_xml_depth = 5000;
    settings.limits.max_time = std::chrono::seconds{3};
    Converter converter{settings};
    Result const result =
        converter.convert(test::make_docx(nested_tables(60) + nested_tables(60)), "bang.docx", {});
    // Too slow, or its stack overflows: an answer in either case.
    REQUIRE(result.diagnostics.entries().size() == 1);
    CHECK(result.pdf.empty());
    CHECK(converter.convert(test::docx_of("sau"), "x.docx", {}).pages == 1);
  }
  CHECK(test::child_processes().empty());
  CHECK(folder.names().empty());
}

TEST_CASE("more pages than the limit are refused", "[hostile]") {
  test::FolderOfTest const folder;
  convert::Settings settings = test::real_settings();
  settings.limits.max_pages = 3;
  Converter converter{settings};
  std::string body;
  for (int i = 0; i < 4; ++i) {
    body += "<w:p><w:pPr><w:pageBreakBefore/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>";
  }
  Result const result = converter.convert(test::make_docx(body), "x.docx", {});
  REQUIRE(result.diagnostics.entries().size() == 1);
  CHECK(result.diagnostics.entries()[0].id == base::Id::convert_too_large);
  CHECK(result.diagnostics.entries()[0].arg("found") == "4");
  convert::Request request;
  request.images = convert::Images{};
  settings.limits.max_pixels = 1000;
  Converter small{settings};
  Result const pixels = small.convert(test::docx_of("x"), "x.docx", request);
  REQUIRE(pixels.diagnostics.entries().size() == 1);
  CHECK(pixels.diagnostics.entries()[0].arg(base::kLimitName) == "convert-pixels");
}

TEST_CASE("fields that would fetch or run something do not", "[hostile]") {
  test::FolderOfTest const folder;
  Converter converter{test::real_settings()};
  std::filesystem::path const secret = folder.path() / "bi-mat.txt";
  std::ofstream{secret} << "khong ai duoc doc";
  for (std::string const& code :
       {std::string{"INCLUDETEXT \""} + secret.string() + "\"",
        std::string{"INCLUDEPICTURE \"http://127.0.0.1:9/x.png\""},
        std::string{"DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe \"/k calc\""}}) {
    convert::Request request;
    request.geometry = true;
    Result const result = converter.convert(
        test::make_docx(
            "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText "
            "xml:space=\"preserve\"> " +
            code +
            " </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
            "<w:r><w:t>cũ</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>"),
        "x.docx",
        request);
    CHECK(result.diagnostics.empty());
    for (auto const& line : result.geometry.lines) {
      CHECK(line.text.find("khong ai") == std::string::npos);
    }
  }
}

#include "convert/gate.h"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "convert/folder_of_test.h"
#include "opc/package.h"
#include "support/docx_fixture.h"

using namespace thethuc;
using opc::Package;

namespace {

std::string nested_tables(int depth) {
  std::string xml = "<w:p/>";
  for (int i = 0; i < depth; ++i) {
    xml = "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w=\"100\"/></w:tblGrid><w:tr><w:tc>" + xml +
          "</w:tc></w:tr></w:tbl><w:p/>";
  }
  return xml;
}

std::string times(int count, std::string_view text) {
  std::string all;
  for (int i = 0; i < count; ++i) {
    all += text;
  }
  return all;
}

std::vector<std::string> ids(base::Diagnostics const& found) {
  std::vector<std::string> all;
  for (base::Diagnostic const& d : found.entries()) {
    all.emplace_back(base::id_name(d.id));
  }
  return all;
}

convert::Limits small_limits() {
  convert::Limits limits;
  limits.max_paragraphs = 50;
  limits.max_table_depth = 3;
  limits.max_xml_bytes = 20'000;
  return limits;
}

// The fixture's document with another body, not checked as make_docx does.
std::string unchecked(std::string_view body) {
  return test::zip_of(test::docx_files(body));
}

std::string with_relationship(std::string_view attributes) {
  std::vector<Package::File> files = test::docx_files("<w:p/>");
  for (Package::File& file : files) {
    if (file.name == "word/_rels/document.xml.rels") {
      std::string const end = "</Relationships>";
      file.bytes.insert(file.bytes.find(end),
                        "<Relationship Id=\"rX\" " + std::string{attributes} + "/>");
    }
  }
  return test::zip_of(files);
}

}  // namespace

TEST_CASE("what LibreOffice would open and should not is refused", "[gate]") {
  std::string const cfb = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(600, '\0');
  std::string const odt = test::zip_of(
      {{"mimetype", "application/vnd.oasis.opendocument.text"}, {"content.xml", "<x/>"}});
  std::string const whole = test::docx_of("x");
  std::string const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
  struct Case {
    char const* name;
    std::string bytes;
    char const* id;
  };
  std::vector<Case> const cases = {
      {"an empty file", "", "not_a_zip"},
      {"plain text", "Kính gửi", "not_a_zip"},
      {"HTML", "<html><img src=\"http://127.0.0.1/x.png\"></html>", "not_a_zip"},
      {"random bytes", "\x01\x02\x03", "not_a_zip"},
      {"ODT", odt, "not_a_docx"},
      {"encrypted", cfb, "not_a_zip"},
      {"cut off", whole.substr(0, whole.size() / 2), "not_a_zip"},
      {"bad XML", unchecked("<w:p>"), "xml_syntax"},
      {"a linked picture",
       with_relationship("Type=\"" + office +
                         "image\" Target=\"http://127.0.0.1/x.png\" TargetMode=\"External\""),
       "package_external_relationship"},
      {"a linked file",
       with_relationship("Type=\"" + office +
                         "image\" Target=\"file:///etc/passwd\" TargetMode=\"External\""),
       "package_external_relationship"},
      {"tables in tables", unchecked(nested_tables(4)), "convert_too_large"},
      {"many paragraphs", unchecked(times(51, "<w:p/>")), "convert_too_large"},
      {"paragraphs of another prefix",
       unchecked(times(51,
                       "<v:p xmlns:v=\"http://schemas.openxmlformats.org/wordprocessingml/"
                       "2006/main\"/>")),
       "convert_too_large"},
      {"much text",
       unchecked("<w:p><w:r><w:t>" + times(3000, "văn bản ") + "</w:t></w:r></w:p>"),
       "convert_too_large"},
  };
  for (Case const& c : cases) {
    DYNAMIC_SECTION(c.name) {
      base::Diagnostics found;
      CHECK(!convert::admit(c.bytes, "la.docx", small_limits(), "", found));
      REQUIRE(!found.empty());
      CHECK(ids(found).front() == c.id);
      CHECK(found.entries().front().place.file == "la.docx");
    }
  }
}

TEST_CASE("what is within the limits passes", "[gate]") {
  struct Case {
    char const* name;
    std::string body;
  };
  auto const c = GENERATE(values<Case>({
      {"one paragraph", "<w:p/>"},
      {"tables in tables", nested_tables(3)},
      {"tables beside tables", times(5, nested_tables(1))},
      {"empty tags and signs in attributes",
       "<w:p w:rsidR=\"00&gt;&lt;\" w:rsidP='>'/><!-- <w:tbl><w:tbl><w:tbl><w:tbl> --><w:p/>"},
  }));
  DYNAMIC_SECTION(c.name) {
    base::Diagnostics found;
    auto const admitted = convert::admit(unchecked(c.body), "x.docx", small_limits(), "", found);
    CHECK(found.to_text(base::Language::en).empty());
    REQUIRE(admitted);
    CHECK(admitted->substr(0, 2) == "PK");
  }
}

TEST_CASE("the title goes into the document's properties", "[gate]") {
  std::string const core =
      "<cp:coreProperties "
      "xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" "
      "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>cũ</dc:title></cp:coreProperties>";
  auto const c = GENERATE(values<std::string>({"no properties", "properties"}));
  DYNAMIC_SECTION(c) {
    std::vector<Package::File> extra;
    std::vector<Package::File> files = test::docx_files("<w:p/>");
    if (c == "properties") {
      files.push_back({"docProps/core.xml", core});
      for (Package::File& file : files) {
        if (file.name == "_rels/.rels") {
          file.bytes.insert(
              file.bytes.find("</Relationships>"),
              "<Relationship Id=\"core\" Target=\"docProps/core.xml\" "
              "Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/"
              "core-properties\"/>");
        }
        if (file.name == "[Content_Types].xml") {
          file.bytes.insert(file.bytes.find("</Types>"),
                            "<Override PartName=\"/docProps/core.xml\" "
                            "ContentType=\"application/vnd.openxmlformats-package.core-properties+"
                            "xml\"/>");
        }
      }
    }
    base::Diagnostics found;
    auto const admitted = convert::admit(test::zip_of(files), "x.docx", {}, "Mới & đẹp", found);
    REQUIRE(admitted);
    CHECK(
        test::part_of(*admitted, "docProps/core.xml").find("<dc:title>Mới &amp; đẹp</dc:title>") !=
        std::string::npos);
    CHECK(Package::read(*admitted, "x.docx", {}, found));
    CHECK(found.empty());
  }
}

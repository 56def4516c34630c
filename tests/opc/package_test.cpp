#include "opc/package.h"

#include <algorithm>

#include <catch2/catch.hpp>

#include "support/diagnostic_ids.h"
#include "support/docx_fixture.h"

using namespace thethuc;
using File = opc::Package::File;

namespace {

#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

std::string const kBody = "<w:p><w:r><w:t>Kính gửi: Sở Nội vụ</w:t></w:r></w:p>";

opc::Package package_of(std::vector<File> files) {
  base::Diagnostics out;
  auto package = opc::Package::from_files(std::move(files), "mẫu.docx", {}, out);
  INFO(out.to_text(base::Language::en));
  REQUIRE(package);
  return std::move(*package);
}

File& file(std::vector<File>& files, std::string_view name) {
  auto const found =
      std::find_if(files.begin(), files.end(), [name](File const& f) { return f.name == name; });
  REQUIRE(found != files.end());
  return *found;
}

void replace(std::string& text, std::string_view from, std::string_view to) {
  std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  for (; at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

std::vector<std::string> part_names(opc::Package const& package) {
  std::vector<std::string> names;
  for (opc::Part const& part : package.parts()) {
    names.push_back(part.name);
  }
  return names;
}

}  // namespace

TEST_CASE("a package is read and written", "[opc]") {
  opc::Package const package =
      package_of(test::docx_files(kBody, {{"word/media/logo.png", "\x89PNG"}}));
  CHECK(package.main_part() == "/word/document.xml");
  CHECK(part_names(package) == std::vector<std::string>{"/word/document.xml",
                                                        "/word/styles.xml",
                                                        "/word/settings.xml",
                                                        "/word/media/logo.png"});
  std::string const docx = opc::write_package(package, 7);
  CHECK(test::entry_names(docx) == std::vector<std::string>{"[Content_Types].xml",
                                                            "_rels/.rels",
                                                            "word/document.xml",
                                                            "word/_rels/document.xml.rels",
                                                            "word/styles.xml",
                                                            "word/settings.xml",
                                                            "word/media/logo.png"});
  base::Diagnostics out;
  auto const again = opc::Package::read(docx, "mẫu.docx", {}, out);
  REQUIRE(again);
  CHECK(out.empty());
  CHECK(opc::write_package(*again, 7) == docx);
  CHECK(test::text_of(docx) == "Kính gửi: Sở Nội vụ");
}

TEST_CASE("parts that nobody touches keep their bytes", "[opc]") {
  std::vector<File> const extra = {{"word/media/logo.png", std::string("\x89PNG\0\r\n", 7)},
                                   {"word/header1.xml",
                                    "<?xml version='1.0'?>\r\n<!-- ghi chú -->\n<x:hdr "
                                    "xmlns:x='http://schemas.openxmlformats.org/"
                                    "wordprocessingml/2006/main' >\n <x:p></x:p></x:hdr>"},
                                   {"word/footer1.xml", std::string("\xFF\xFE<\0a\0/\0>\0", 10)}};
  opc::Package const package = package_of(test::docx_files(kBody, extra));
  std::string const docx = opc::write_package(package, 7);
  for (File const& f : extra) {
    CHECK(test::part_of(docx, f.name) == f.bytes);
  }
  CHECK(test::part_of(docx, "word/document.xml") == test::document_xml(kBody));
}

TEST_CASE("content types and relationships are written in a stable way", "[opc]") {
  opc::Package package = package_of(test::docx_files(kBody));
  package.add(opc::Part{"/word/media/hình.BMP", "image/bmp", "BM"});
  package.add(opc::Part{"/word/media/b.bmp", "image/bmp", "BM"});
  package.add(opc::Part{"/word/media/c.bmp", "image/x-bmp", "BM"});
  package.relationships("/word/styles.xml").add({"b", OFFICE "image", "media/b.bmp", false});
  package.relationships("/word/styles.xml")
      .add({"a", OFFICE "hyperlink", "http://a.vn/?x=1&y=2", true});
  std::string const types = package.content_types_xml();
  CHECK(
      types.find(R"(<Default Extension="bmp" ContentType="image/bmp"/><Default Extension="gif")") !=
      std::string::npos);
  CHECK(types.find("hình.BMP") == std::string::npos);
  CHECK(
      types.find(R"(<Override PartName="/word/media/c.bmp" ContentType="image/x-bmp"/></Types>)") !=
      std::string::npos);
  CHECK(types.find("Override PartName=\"/word/document.xml\"") <
        types.find("Override PartName=\"/word/styles.xml\""));
  CHECK(test::part_of(opc::write_package(package, 7), "word/_rels/styles.xml.rels") ==
        R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)"
        "\n"
        R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)"
        R"(<Relationship Id="b" Type=")" OFFICE R"(image" Target="media/b.bmp"/>)"
        R"(<Relationship Id="a" Type=")" OFFICE
        R"(hyperlink" Target="http://a.vn/?x=1&amp;y=2" TargetMode="External"/>)"
        "</Relationships>");
}

TEST_CASE("parts are found without case and percent-encoding", "[opc]") {
  opc::Package package = package_of(test::docx_files(kBody, {{"word/media/hình 1.png", "x"}}));
  CHECK(package.find("/WORD/Document.XML") == &package.parts()[0]);
  CHECK(package.find("/word/media/h%C3%ACnh%201.png") != nullptr);
  CHECK(package.find("/word/media/HÌNH 1.png") != nullptr);
  CHECK(package.find("/word/document.xm") == nullptr);
  package.add(opc::Part{"/Word/styles.XML", "text/plain", "mới"});
  CHECK(package.parts().size() == 4);
  CHECK(package.find("/word/styles.xml")->bytes == "mới");
  CHECK(package.relationships("/WORD/document.xml").by_id("styles") != nullptr);
  package.remove("/word/DOCUMENT.xml");
  CHECK(package.find("/word/document.xml") == nullptr);
  CHECK(package.relationships("/word/document.xml").all().empty());
}

TEST_CASE("relationships are found and removed", "[opc]") {
  opc::Relationships relationships;
  relationships.add({"a", "x", "1", false});
  relationships.add({"b", "y", "2", false});
  relationships.add({"c", "y", "3", true});
  CHECK(relationships.by_type("y")->id == "b");
  CHECK(relationships.by_type("z") == nullptr);
  CHECK(relationships.by_id("c")->target == "3");
  relationships.remove_if([](opc::Relationship const& r) { return r.is_external; });
  CHECK(relationships.by_id("c") == nullptr);
  relationships.remove("a");
  CHECK(relationships.all().size() == 1);
}

TEST_CASE("targets are resolved against their source", "[opc]") {
  struct Case {
    char const* source;
    char const* target;
    char const* expect;
  };
  auto const c = GENERATE(values<Case>({
      {"", "word/document.xml", "/word/document.xml"},
      {"", "/word/document.xml", "/word/document.xml"},
      {"/word/document.xml", "styles.xml", "/word/styles.xml"},
      {"/word/document.xml", "./media/a.png", "/word/media/a.png"},
      {"/word/document.xml", "../customXml/item1.xml", "/customXml/item1.xml"},
      {"/word/document.xml", "../../../a.xml", "/a.xml"},
      {"/word/document.xml", "/a//b.xml", "/a/b.xml"},
      {"/word/document.xml", "#bia", "/word/document.xml"},
      {"/word/document.xml", "a.xml#bia", "/word/a.xml"},
      {"/document.xml", "a.xml", "/a.xml"},
  }));
  CHECK(opc::Package::target_part(c.source, {"id", "type", c.target, false}) == c.expect);
}

TEST_CASE("relationship parts have their names", "[opc]") {
  CHECK(opc::Package::relationships_name("") == "_rels/.rels");
  CHECK(opc::Package::relationships_name("/word/document.xml") == "word/_rels/document.xml.rels");
  CHECK(opc::Package::relationships_name("/a.xml") == "_rels/a.xml.rels");
}

TEST_CASE("the main part may have any name", "[opc]") {
  std::vector<File> files = test::docx_files(kBody);
  file(files, "word/document.xml").name = "văn bản/chính.xml";
  file(files, "word/_rels/document.xml.rels").name = "văn bản/_rels/chính.xml.rels";
  replace(file(files, "_rels/.rels").bytes, "word/document.xml", "v%C4%83n%20bản/chính.xml");
  replace(file(files, "[Content_Types].xml").bytes, "/word/document.xml", "/văn bản/chính.xml");
  replace(file(files, "văn bản/_rels/chính.xml.rels").bytes, "Target=\"", "Target=\"/word/");
  opc::Package const package = package_of(files);
  CHECK(package.main_part() == "/văn bản/chính.xml");
  CHECK(package.parts().front().name == package.main_part());
  CHECK(package.relationships(package.main_part()).by_id("styles") != nullptr);
  CHECK(test::text_of(opc::write_package(package, 7)) == "Kính gửi: Sở Nội vụ");
}

TEST_CASE("a .dotx becomes a document", "[opc]") {
  std::vector<File> files = test::docx_files(kBody);
  replace(file(files, "[Content_Types].xml").bytes, "document.main+xml", "template.main+xml");
  std::string const types = package_of(files).content_types_xml();
  CHECK(types.find("document.main+xml") != std::string::npos);
  CHECK(types.find("template.main+xml") == std::string::npos);
}

TEST_CASE("prefixed indexes are read", "[opc]") {
  std::vector<File> files = test::docx_files(kBody);
  for (char const* const name : {"[Content_Types].xml", "_rels/.rels"}) {
    std::string& bytes = file(files, name).bytes;
    for (char const* const element :
         {"Types", "Default", "Override", "Relationships", "Relationship"}) {
      for (char const* const end : {" ", ">"}) {
        for (char const* const begin : {"<", "</"}) {
          std::string const tag = std::string{begin} + element + end;
          if (bytes.find(tag) != std::string::npos) {
            replace(bytes, tag, std::string{begin} + "ns0:" + element + end);
          }
        }
      }
    }
    replace(bytes, "xmlns=", "xmlns:ns0=");
  }
  CHECK(package_of(files).main_part() == "/word/document.xml");
}

TEST_CASE("Strict is brought to transitional", "[opc]") {
  std::vector<File> files = test::docx_files(kBody);
  for (File& f : files) {
    std::string& bytes = f.bytes;
    for (auto const& [from, to] :
         {std::pair{"http://schemas.openxmlformats.org/officeDocument/2006/",
                    "http://purl.oclc.org/ooxml/officeDocument/"},
          std::pair{"http://schemas.openxmlformats.org/wordprocessingml/2006/",
                    "http://purl.oclc.org/ooxml/wordprocessingml/"}}) {
      if (bytes.find(from) != std::string::npos) {
        replace(bytes, from, to);
      }
    }
  }
  std::string const docx = opc::write_package(package_of(files), 7);
  for (std::string const& name : test::entry_names(docx)) {
    INFO(name);
    CHECK(test::part_of(docx, name).find("purl.oclc.org") == std::string::npos);
  }
  CHECK(test::part_of(docx, "word/_rels/document.xml.rels").find(OFFICE "styles") !=
        std::string::npos);
  CHECK(test::text_of(docx) == "Kính gửi: Sở Nội vụ");
}

TEST_CASE("a part may be in another prefix", "[opc]") {
  std::vector<File> files = test::docx_files(kBody);
  std::string& document = file(files, "word/document.xml").bytes;
  replace(document, "<w:", "<ns0:");
  replace(document, "</w:", "</ns0:");
  replace(document, " w:", " ns0:");
  replace(document, "xmlns:w=", "xmlns:ns0=");
  CHECK(test::text_of(opc::write_package(package_of(files), 7)) == "Kính gửi: Sở Nội vụ");
}

#include "library/library.h"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "support/diagnostic_ids.h"
#include "support/docx_fixture.h"
#include "support/notation.h"
#include "template_folders.h"

using namespace thethuc;
using base::Diagnostics;
using base::Id;
using library::Metadata;
using library::open_template;
using library::TemplateSource;
using library::testing::document_xml;
using library::testing::kWordNamespace;
using library::testing::TemplateFolders;

namespace {

std::vector<std::string> part_names(opc::Package const& package) {
  std::vector<std::string> names;
  for (opc::Part const& part : package.parts()) {
    names.push_back(part.name);
  }
  return names;
}

std::vector<Id> ids(Diagnostics const& diagnostics) {
  std::vector<Id> result;
  for (base::Diagnostic const& d : diagnostics.entries()) {
    result.push_back(d.id);
  }
  return result;
}

// Opens "thu", which must go well.
TemplateSource open_thu(TemplateFolders const& folders) {
  Diagnostics out;
  std::optional<TemplateSource> source = open_template("thu", folders.path(), out);
  INFO(out.to_text(base::Language::en));
  REQUIRE(out.empty());
  REQUIRE(source);
  return std::move(*source);
}

std::string header_xml(std::string_view element) {
  return "<w:" + std::string{element} + " " + std::string{kWordNamespace} +
         "><w:p/></w:" + std::string{element} + ">";
}

}  // namespace

TEST_CASE("a template folder is laid over its base", "[library]") {
  TemplateFolders const folders;
  folders.write("thu/schema.json", R"({"type":"object"})");
  folders.write("thu/README.md", "# Thư mời");
  TemplateSource const source = open_thu(folders);
  CHECK(source.metadata.name == "Thư mời");
  CHECK(source.options.file_name == (folders.path() / "thu").string());
  CHECK(source.options.schema_json == R"({"type":"object"})");
  CHECK(source.options.schema_file_name == (folders.path() / "thu/schema.json").string());
  CHECK(source.package.main_part() == "/word/document.xml");
  CHECK(part_names(source.package) ==
        std::vector<std::string>{"/word/document.xml", "/word/styles.xml"});
  std::string const& xml = source.package.find("/word/document.xml")->bytes;
  CHECK(xml.find("<w:p><w:r><w:t>Kính gửi {{ho_ten}}</w:t></w:r></w:p>") != std::string::npos);
  CHECK(source.package.find("/word/styles.xml")->bytes.find("\n  <") == std::string::npos);
}

TEST_CASE("the type's name is put in when the template is loaded", "[library]") {
  TemplateFolders const folders;
  folders.write("thu/template.json", R"({"id":"thu","name":"Thư & mời","profile":"toi-gian"})");
  folders.write("thu/document.xml", document_xml("{{@ten_loai | hoa}} số {{so}} ({{@ten_loai}})"));
  folders.write("_partials/ten.xml", document_xml("{{@ten_loai}} này"));
  TemplateSource const source = open_thu(folders);
  CHECK(source.package.find("/word/document.xml")
            ->bytes.find("<w:t>THƯ &amp; MỜI số {{so}} (Thư &amp; mời)</w:t>") !=
        std::string::npos);
  CHECK(source.partials("ten")->xml.find("<w:t>Thư &amp; mời này</w:t>") != std::string::npos);
  CHECK_FALSE(source.partials("khac"));
}

TEST_CASE("a template's own part takes the place of the base's", "[library]") {
  TemplateFolders const folders;
  folders.write("thu/word/styles.xml", "<w:styles " + std::string{kWordNamespace} + "/>");
  TemplateSource const source = open_thu(folders);
  CHECK(source.package.find("/word/styles.xml")->bytes.find("w:styleId") == std::string::npos);
  CHECK(source.package.relationships("/word/document.xml").all().size() == 1);
}

TEST_CASE("a part that the base lacks gets its type and relationship", "[library]") {
  struct Case {
    char const* name;
    char const* root;
    char const* id;
  };
  auto const c = GENERATE(values<Case>({
      {"header2", "hdr", "header"},
      {"header10", "hdr", "header"},
      {"footer1", "ftr", "footer"},
      {"footnotes", "footnotes", "footnotes"},
      {"endnotes", "endnotes", "endnotes"},
  }));
  DYNAMIC_SECTION(c.name) {
    TemplateFolders const folders;
    std::string const stem = c.name;
    folders.write("thu/word/" + stem + ".xml", header_xml(c.root));
    TemplateSource const source = open_thu(folders);
    opc::Part const* const part = source.package.find("/word/" + stem + ".xml");
    REQUIRE(part);
    CHECK(part->content_type == "application/vnd.openxmlformats-officedocument.wordprocessingml." +
                                    std::string{c.id} + "+xml");
    opc::Relationship const* const relationship =
        source.package.relationships("/word/document.xml").by_id(stem);
    REQUIRE(relationship);
    CHECK(relationship->type ==
          "http://schemas.openxmlformats.org/officeDocument/2006/relationships/" +
              std::string{c.id});
    CHECK(opc::Package::target_part("/word/document.xml", *relationship) == part->name);
    CHECK(source.package.relationships("/word/document.xml").by_id("rId1"));
  }
}

TEST_CASE("a template with relationships of its own gets no others", "[library]") {
  TemplateFolders const folders;
  folders.write("thu/word/header2.xml", header_xml("hdr"));
  folders.write(
      "thu/word/_rels/document.xml.rels",
      R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
  <Relationship Id="dau" Target="header2.xml"
    Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"/>
</Relationships>)");
  TemplateSource const source = open_thu(folders);
  auto const& all = source.package.relationships("/word/document.xml").all();
  REQUIRE(all.size() == 1);
  CHECK(all[0].id == "dau");
  CHECK(source.package.find("/word/header2.xml")->content_type.find("header+xml") !=
        std::string::npos);
}

TEST_CASE("document properties belong to the package", "[library]") {
  TemplateFolders const folders;
  folders.write(
      "thu/docProps/core.xml",
      R"(<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>)");
  TemplateSource const source = open_thu(folders);
  opc::Relationship const* const relationship = source.package.relationships("").by_id("core");
  REQUIRE(relationship);
  CHECK(opc::Package::target_part("", *relationship) == "/docProps/core.xml");
}

TEST_CASE("what is no part is left out with a warning", "[library]") {
  TemplateFolders const folders;
  folders.write("thu/Thumbs.db", "x");
  Diagnostics out;
  std::optional<TemplateSource> const source = open_template("thu", folders.path(), out);
  REQUIRE(source);
  CHECK(part_names(source->package).size() == 2);
  REQUIRE(ids(out) == std::vector<Id>{Id::template_file_unused});
  CHECK(out.entries()[0].place.file == (folders.path() / "thu/Thumbs.db").string());
}

TEST_CASE("a template folder may be named in many ways", "[library]") {
  TemplateFolders const folders;
  folders.write("_partials/quoc-hieu.xml", "<w:body/>");
  struct Case {
    char const* name;
    char const* suffix;
  };
  auto const c = GENERATE(values<Case>(
      {{"plain", "/thu"}, {"slash", "/thu/"}, {"dot", "/thu/."}, {"round", "/thu/../thu"}}));
  DYNAMIC_SECTION(c.name) {
    Diagnostics out;
    std::optional<TemplateSource> const source =
        open_template(folders.path().string() + c.suffix, std::nullopt, out);
    INFO(out.to_text(base::Language::en));
    REQUIRE(source);
    CHECK(source->metadata.id == "thu");
    CHECK(source->options.partial_names == std::vector<std::string>{"quoc_hieu"});
    CHECK(source->partials("quoc-hieu"));
  }
}

TEST_CASE("mistakes of a template folder", "[library]") {
  struct Case {
    char const* name;
    char const* file;
    char const* text;  // null: remove the file
    char const* reference;
    std::vector<Id> expected;
  };
  auto const c = GENERATE(values<Case>({
      {"no such id", "thu/x.md", "", "thu-moi", {Id::template_not_found}},
      {"a folder without template.json", "khac/x.md", "", "khac", {Id::template_not_found}},
      {"the base is no template", "_base/template.json", "{}", "_base", {Id::template_not_found}},
      {"no document", "thu/document.xml", nullptr, "thu", {Id::template_document_missing}},
      {"no such profile",
       "thu/template.json",
       R"({"id":"thu","name":"T","profile":"toi-gia"})",
       "thu",
       {Id::template_base_not_found}},
      {"broken template.json", "thu/template.json", "{", "thu", {Id::json_syntax}},
  }));
  DYNAMIC_SECTION(c.name) {
    TemplateFolders const folders;
    if (c.text) {
      folders.write(c.file, c.text);
    } else {
      folders.remove(c.file);
    }
    Diagnostics out;
    CHECK_FALSE(open_template(c.reference, folders.path(), out));
    CHECK(ids(out) == c.expected);
  }
}

TEST_CASE("a name that is nearly right gets a hint", "[library]") {
  TemplateFolders const folders;
  Diagnostics out;
  CHECK_FALSE(open_template("thư", folders.path(), out));
  CHECK_FALSE(open_template(folders.path().string() + "/thuu", std::nullopt, out));
  folders.write("thu/template.json", R"({"id":"thu","name":"T","profile":"toi-gia"})");
  CHECK_FALSE(open_template("thu", folders.path(), out));
  REQUIRE(out.entries().size() == 3);
  CHECK(out.entries()[0].arg("nearest") == "thu");
  CHECK(out.entries()[1].arg("nearest") == (folders.path() / "thu").string());
  CHECK(out.entries()[2].arg("nearest") == "toi-gian");
}

TEST_CASE("ill-formed XML tells the part and the line", "[library]") {
  TemplateFolders const folders;
  folders.write("thu/document.xml", document_xml("x</w:t><w:t"));
  Diagnostics out;
  CHECK_FALSE(open_template("thu", folders.path(), out));
  REQUIRE_FALSE(out.empty());
  CHECK(out.entries()[0].place.file == (folders.path() / "thu").string());
  CHECK(out.entries()[0].place.part == "/word/document.xml");
  CHECK(out.entries()[0].place.line > 1);
}

TEST_CASE("the list is in order and leaves out what is broken", "[library]") {
  TemplateFolders const folders;
  folders.write("bao-cao/template.json",
                R"({"id":"bao-cao","name":"Báo cáo","profile":"toi-gian"})");
  folders.write("hong/template.json", R"({"id":"hong"})");
  folders.write("khong-phai/document.xml", document_xml("x"));
  Diagnostics out;
  std::vector<Metadata> const list = library::list_templates(folders.path(), out);
  REQUIRE(list.size() == 2);
  CHECK(list[0].id == "bao-cao");
  CHECK(list[1].abbreviation == "TM");
  CHECK(ids(out) == std::vector<Id>{Id::template_json_value, Id::template_json_value});
}

TEST_CASE("an exported template has the same parts as its folder", "[library]") {
  TemplateFolders const folders;
  folders.write("thu/word/header2.xml", header_xml("hdr"));
  TemplateSource source = open_thu(folders);
  opc::Package const package = source.package;
  Diagnostics out;
  std::optional<std::string> const bytes = library::export_docx(std::move(source), out);
  REQUIRE(bytes);
  std::optional<TemplateSource> const again =
      library::open_docx(*bytes, "mau.docx", folders.path(), out);
  INFO(out.to_text(base::Language::en));
  REQUIRE(again);
  CHECK(again->metadata.id == "mau");
  CHECK(part_names(again->package) == part_names(package));
  for (opc::Part const& part : package.parts()) {
    INFO(part.name);
    std::string bytes_again = again->package.find(part.name)->bytes;
    if (part.name == package.main_part()) {
      // But for the marks of where it came from.
      std::size_t const begin = bytes_again.find("<w:bookmarkStart");
      CHECK(bytes_again.find("_thethuc_mau_thu") != std::string::npos);
      bytes_again.erase(begin, bytes_again.find("<w:p>") - begin);
    }
    CHECK(bytes_again == part.bytes);
  }
  CHECK(again->package.content_types_xml() == package.content_types_xml());
}

TEST_CASE("a fragment brings the styles that a .docx lacks", "[library]") {
  TemplateFolders const folders;
  folders.write("_base/toi-gian/word/styles.xml", "<w:styles " + std::string{kWordNamespace} + R"(>
  <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
  <w:style w:type="paragraph" w:styleId="Goc"><w:name w:val="Gốc"/><w:basedOn w:val="Normal"/></w:style>
  <w:style w:type="paragraph" w:styleId="QuocHieu"><w:name w:val="Quốc hiệu"/><w:basedOn w:val="Goc"/></w:style>
  <w:style w:type="paragraph" w:styleId="Khac"><w:name w:val="Khác"/></w:style>
</w:styles>)");
  auto const styled = [](char const* style) {
    return "<w:body " + std::string{kWordNamespace} + "><w:p><w:pPr><w:pStyle w:val=\"" + style +
           "\"/></w:pPr><w:r><w:t>CỘNG HÒA</w:t></w:r></w:p></w:body>";
  };
  folders.write("_partials/quoc-hieu.xml", styled("QuocHieu"));
  folders.write("_partials/la.xml", styled("QuocHie"));
  auto const spliced = [&](char const* tag, base::Diagnostics& out) {
    std::string const docx = test::make_docx(test::blocks_from(tag));
    auto source = library::open_docx(docx, "mau.docx", folders.path(), out);
    REQUIRE(source);
    return compile::splice_partials(
        std::move(source->package), source->partials, source->options, out);
  };
  base::Diagnostics out;
  auto const package = spliced("{{> quoc_hieu}}", out);
  INFO(out.to_text(base::Language::en));
  REQUIRE(package);
  CHECK(out.empty());
  std::string const& styles = package->find("/word/styles.xml")->bytes;
  CHECK(styles.find("w:styleId=\"QuocHieu\"") != std::string::npos);
  CHECK(styles.find("w:styleId=\"Goc\"") != std::string::npos);
  CHECK(styles.find("w:styleId=\"Khac\"") == std::string::npos);
  CHECK(package->find("/word/document.xml")->bytes.find("<w:pStyle w:val=\"QuocHieu\"/>") !=
        std::string::npos);
  CHECK(spliced("{{> la}}", out));
  REQUIRE(test::ids_of(out) == "style_missing");
  CHECK(out.entries()[0].arg("name") == "QuocHie");
}

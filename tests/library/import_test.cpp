#include "library/import.h"

#include <map>
#include <string>

#include <catch2/catch.hpp>

#include "opc/xml.h"
#include "support/diagnostic_ids.h"
#include "template_folders.h"

using namespace thethuc;
using library::ImportedTemplate;
using library::ImportOptions;
using library::open_template;
using library::testing::kWordNamespace;
using library::testing::TemplateFolders;

namespace {

constexpr char kMainPart[] = "/word/document.xml";

std::string body(std::string_view root, std::string_view blocks) {
  return std::string{"<w:"}.append(root).append(" ").append(kWordNamespace).append(">") +
         (root == "document" ? "<w:body>" : "") + std::string{blocks} +
         (root == "document" ? "</w:body>" : "") + "</w:" + std::string{root} + ">";
}

std::string p(std::string_view text, std::string_view inner = {}) {
  return "<w:p>" + std::string{inner} + "<w:r><w:t>" + std::string{text} + "</w:t></w:r></w:p>";
}

// A library whose template `thu` uses partials, one of them within another.
void add_partials(TemplateFolders const& folders) {
  folders.write(
      "thu/document.xml",
      body("document", p("{{&gt; dau}}") + p("{{ten}}") + p("{{&gt; bang}}") + "<w:sectPr/>"));
  folders.write("_partials/dau.xml", body("body", p("mot") + p("{{&gt; trong}}") + p("hai")));
  folders.write("_partials/trong.xml", body("body", p("trong")));
  folders.write("_partials/bang.xml",
                body("body", "<w:tbl><w:tblPr/><w:tr><w:tc>" + p("o") + "</w:tc></w:tr></w:tbl>"));
}

// The exported template with one of its parts changed.
std::string exported(TemplateFolders const& folders,
                     std::string const& before = {},
                     std::string const& after = {},
                     std::string_view part = kMainPart) {
  base::Diagnostics out;
  auto source = open_template("thu", folders.path(), out);
  REQUIRE(source);
  auto const bytes = library::export_docx(std::move(*source), out);
  REQUIRE(bytes);
  auto package = opc::Package::read(*bytes, "mau.docx", {}, out);
  REQUIRE(package);
  REQUIRE(package->find(part));
  std::string& xml = package->find(part)->bytes;
  if (!before.empty()) {
    INFO(xml);
    std::size_t const at = xml.find(before);
    REQUIRE(at != std::string::npos);
    xml.replace(at, before.size(), after);
  }
  return opc::write_package(*package, 1);
}

struct Imported {
  std::map<std::string, std::string> files;  // of the folder, XML dense
  std::string body;                          // of document.xml, without its root
  std::string ids;                           // of what was told
};

Imported brought_back(TemplateFolders const& folders, std::string const& bytes) {
  base::Diagnostics out;
  ImportOptions options;
  options.id = "moi";
  auto const made = library::import_docx(bytes, "mau.docx", folders.path(), options, out);
  INFO(out.to_text(base::Language::en));
  REQUIRE(made);
  Imported imported;
  imported.ids = test::ids_of(out);
  for (opc::Package::File const& file : made->files) {
    base::Diagnostics ignored;
    auto const tree = file.name.ends_with(".xml")
                          ? opc::parse_xml(file.bytes, "", file.name, {}, ignored)
                          : nullptr;
    imported.files[file.name] = tree ? opc::to_xml(*tree) : file.bytes;
  }
  std::string const& dense = imported.files["document.xml"];
  std::size_t const begin = dense.find("<w:body>") + 8;
  imported.body = dense.substr(begin, dense.find("<w:sectPr") - begin);
  return imported;
}

}  // namespace

TEST_CASE("partials that were left alone come back as tags", "[import]") {
  TemplateFolders const folders;
  add_partials(folders);
  std::string const dau = p("{{&gt; dau}}");
  std::string const bang = p("{{&gt; bang}}");
  struct Case {
    char const* name;
    std::string before;
    std::string after;
    std::string body;
    char const* ids;
  };
  auto const c = GENERATE_COPY(values<Case>({
      {"nothing is changed", "", "", dau + p("{{ten}}") + bang, ""},
      {"the template's own text", "{{ten}}", "{{ho_ten}}", dau + p("{{ho_ten}}") + bang, ""},
      {"what Word adds",
       "<w:r><w:t>mot</w:t></w:r>",
       "<w:proofErr w:type=\"spellStart\"/><w:r w:rsidR=\"00AA\"><w:rPr><w:lang "
       "w:val=\"vi-VN\"/></w:rPr>"
       "<w:t>m</w:t></w:r><w:r><w:t>ot</w:t></w:r>",
       dau + p("{{ten}}") + bang,
       ""},
      {"one is changed, the one within is not",
       "<w:t>mot</w:t>",
       "<w:t>khac</w:t>",
       p("khac") + p("{{&gt; trong}}") + p("hai") + p("{{ten}}") + bang,
       "import_partial_changed"},
      {"the one within is changed",
       "<w:t>trong</w:t>",
       "<w:t>khac</w:t>",
       p("mot") + p("khac") + p("hai") + p("{{ten}}") + bang,
       "import_partial_changed import_partial_changed"},
      {"formatting is a change",
       "<w:r><w:t>o</w:t>",
       "<w:r><w:rPr><w:b/></w:rPr><w:t>o</w:t>",
       dau + p("{{ten}}") +
           "<w:tbl><w:tblPr/><w:tr><w:tc><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>o</w:t></w:r></w:p></"
           "w:tc></w:tr></w:tbl>",
       "import_partial_changed"},
  }));
  DYNAMIC_SECTION(c.name) {
    Imported const imported = brought_back(folders, exported(folders, c.before, c.after));
    CHECK(imported.body == c.body);
    CHECK(imported.ids == c.ids);
  }
}

TEST_CASE("partials come back as tags in headers, footers and notes, too", "[import]") {
  TemplateFolders const folders;
  add_partials(folders);
  std::string const dau = p("{{&gt; dau}}");
  std::string const bang = p("{{&gt; bang}}");
  std::string const note = "<w:footnote w:id=\"2\">";
  folders.write(
      "thu/document.xml",
      "<w:document " + std::string{kWordNamespace} +
          R"( xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships")"
          "><w:body>" +
          p("{{ten}}", "<w:r><w:footnoteReference w:id=\"2\"/></w:r>") + dau +
          R"(<w:sectPr><w:headerReference w:type="default" r:id="header1"/>)"
          R"(<w:footerReference w:type="default" r:id="footer1"/></w:sectPr>)"
          "</w:body></w:document>");
  folders.write("thu/word/header1.xml", body("hdr", dau + p("{{ngay}}")));
  folders.write("thu/word/footer1.xml", body("ftr", p("{{so}}") + bang));
  folders.write("thu/word/footnotes.xml", body("footnotes", note + dau + "</w:footnote>"));
  struct Case {
    char const* name;
    char const* part;
    std::string before;
    std::string after;
    std::string in_header;
    std::string in_note;
    char const* ids;
  };
  std::string const header = dau + p("{{ngay}}");
  auto const c = GENERATE_COPY(values<Case>({
      {"nothing is changed", kMainPart, "", "", header, dau, ""},
      {"beside one", "/word/header1.xml", "{{ngay}}", "{{nam}}", dau + p("{{nam}}"), dau, ""},
      {"one in the header",
       "/word/header1.xml",
       "<w:t>mot</w:t>",
       "<w:t>khac</w:t>",
       p("khac") + p("{{&gt; trong}}") + p("hai") + p("{{ngay}}"),
       dau,
       "import_partial_changed"},
      {"one in a note",
       "/word/footnotes.xml",
       "<w:t>mot</w:t>",
       "<w:t>khac</w:t>",
       header,
       p("khac") + p("{{&gt; trong}}") + p("hai"),
       "import_partial_changed"},
  }));
  DYNAMIC_SECTION(c.name) {
    Imported imported = brought_back(folders, exported(folders, c.before, c.after, c.part));
    auto const holds = [&](char const* file, std::string const& blocks) {
      INFO(imported.files[file]);
      CHECK(imported.files[file].find(">" + blocks + "</") != std::string::npos);
    };
    CHECK(imported.body.ends_with(dau));
    holds("word/header1.xml", c.in_header);
    holds("word/footer1.xml", p("{{so}}") + bang);
    holds("word/footnotes.xml", c.in_note);
    for (auto const& [name, bytes] : imported.files) {
      INFO(name);
      CHECK(bytes.find("_thethuc_") == std::string::npos);
    }
    CHECK(imported.ids == c.ids);
  }
}

TEST_CASE("the paragraphs of tags are as the template had them", "[import]") {
  TemplateFolders const folders;
  add_partials(folders);
  auto const styled = [](char const* style, char const* text) {
    return p(text, "<w:pPr><w:pStyle w:val=\"" + std::string{style} + "\"/></w:pPr>");
  };
  folders.write("_partials/ke.xml", body("body", p("mot") + "<w:p><w:pPr><w:jc/></w:pPr></w:p>"));
  std::string const text = styled("A", "{{&gt; dau}}") + styled("B", "{{&gt; ke}}") +
                           styled("C", "{{&gt;dau}}") + p("{{&gt; trong}}") + p("{{ten}}");
  folders.write("thu/document.xml", body("document", text + "<w:sectPr/>"));
  CHECK(brought_back(folders, exported(folders)).body ==
        styled("A", "{{&gt; dau}}") + styled("B", "{{&gt; ke}}") + styled("C", "{{&gt; dau}}") +
            p("{{&gt; trong}}") + p("{{ten}}"));
  // One that comes to stand elsewhere than the template had any.
  CHECK(brought_back(folders,
                     exported(folders,
                              "<w:t>{{ten}}</w:t>",
                              "<w:t>{{> trong}}</w:t></w:r></w:p><w:p><w:r><w:t>{{ten}}</w:t>"))
            .body.ends_with(p("{{&gt; trong}}") + p("{{&gt; trong}}") + p("{{ten}}")));
}

TEST_CASE("a document without marks needs to be told its profile", "[import]") {
  TemplateFolders const folders;
  std::string bytes = exported(folders);
  base::Diagnostics out;
  auto package = opc::Package::read(bytes, "mau.docx", {}, out);
  std::string& xml = package->find(kMainPart)->bytes;
  std::size_t const begin = xml.find("<w:bookmarkStart");
  xml.erase(begin, xml.find("<w:p>") - begin);
  bytes = opc::write_package(*package, 1);
  ImportOptions options;
  options.id = "moi";
  CHECK_FALSE(library::import_docx(bytes, "mau.docx", folders.path(), options, out));
  REQUIRE(test::ids_of(out) == "import_profile_unknown");
  options.profile = library::profile_option("toi-gian");
  base::Diagnostics again;
  auto const made = library::import_docx(bytes, "mau.docx", folders.path(), options, again);
  REQUIRE(made);
  CHECK(made->metadata.name == "moi");
  CHECK(made->metadata.profiles == std::vector<std::string>{"toi-gian"});
}

TEST_CASE("metadata and schema are those of the template that was exported", "[import]") {
  TemplateFolders const folders;
  folders.write("thu/schema.json", R"({"properties":{"ho_ten":{"title":"Họ tên"}}})");
  base::Diagnostics out;
  ImportOptions options;
  options.id = "moi";
  auto const made =
      library::import_docx(exported(folders), "mau.docx", folders.path(), options, out);
  REQUIRE(made);
  CHECK(made->metadata.name == "Thư mời");
  CHECK(made->metadata.id == "moi");
  bool has_schema = false;
  for (opc::Package::File const& file : made->files) {
    has_schema = has_schema ||
                 (file.name == "schema.json" && file.bytes.find("Họ tên") != std::string::npos);
  }
  CHECK(has_schema);
}

// What a package is refused for, and what it quietly loses.

#include <algorithm>

#include <catch2/catch.hpp>

#include "opc/package.h"
#include "support/diagnostic_ids.h"
#include "support/docx_fixture.h"

using namespace thethuc;
using File = opc::Package::File;

namespace {

#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define WORD "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/relationships/"

std::string const kBody = "<w:p><w:r><w:t>Kính gửi</w:t></w:r></w:p>";

std::string read(std::vector<File> files, std::optional<opc::Package>* package = nullptr) {
  base::Diagnostics out;
  auto read = opc::Package::from_files(std::move(files), "mẫu.docx", {}, out);
  CHECK(read.has_value() == !out.has_errors());
  for (base::Diagnostic const& d : out.entries()) {
    CHECK(d.place.file == "mẫu.docx");
    CHECK(base::to_text(d, base::Language::vi).find('{') == std::string::npos);
  }
  if (package) {
    *package = std::move(read);
  }
  return test::ids_of(out);
}

void put(std::vector<File>& files, std::string name, std::string bytes) {
  auto const found =
      std::find_if(files.begin(), files.end(), [&](File const& f) { return f.name == name; });
  if (found != files.end()) {
    found->bytes = std::move(bytes);
  } else {
    files.push_back(File{std::move(name), std::move(bytes)});
  }
}

void insert(std::vector<File>& files,
            std::string_view name,
            std::string_view before,
            std::string_view text) {
  auto const found =
      std::find_if(files.begin(), files.end(), [&](File const& f) { return f.name == name; });
  REQUIRE(found != files.end());
  std::size_t const at = found->bytes.find(before);
  REQUIRE(at != std::string::npos);
  found->bytes.insert(at, text);
}

void relate(std::vector<File>& files, std::string const& rels, std::string const& relationship) {
  insert(files, rels, "</Relationships>", "<Relationship " + relationship + "/>");
}

void relate_main(std::vector<File>& files, std::string const& relationship) {
  relate(files, "word/_rels/document.xml.rels", relationship);
}

void type(std::vector<File>& files, std::string const& name, std::string const& content_type) {
  insert(files,
         "[Content_Types].xml",
         "</Types>",
         "<Override PartName=\"/" + name + "\" ContentType=\"" + content_type + "\"/>");
}

struct Case {
  char const* name;
  void (*change)(std::vector<File>&);
  char const* expect;
};

}  // namespace

TEST_CASE("a package is refused with a reason", "[opc]") {
  auto const c = GENERATE(values<Case>({
      {"nothing wrong", [](std::vector<File>&) {}, ""},
      {"no content types", [](std::vector<File>& f) { f.erase(f.begin()); }, "not_a_docx"},
      {"broken content types", [](std::vector<File>& f) { f[0].bytes = "<Types>"; }, "xml_syntax"},
      {"no relationships", [](std::vector<File>& f) { f.erase(f.begin() + 1); }, "not_a_docx"},
      {"broken relationships", [](std::vector<File>& f) { f[1].bytes = "<Relationships>"; }, "xml_syntax"},
      {"no main part",
       [](std::vector<File>& f) {
         f.erase(std::find_if(f.begin(), f.end(), [](File const& x) { return x.name == "word/document.xml"; }));
       },
       "relationship_target_missing"},
      {"main part of a workbook",
       [](std::vector<File>& f) {
         f[0].bytes = "<Types><Default Extension='rels' ContentType='r'/><Default Extension='xml' "
                      "ContentType='application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'/></Types>";
       },
       "not_a_docx"},
      {"main part that is no document", [](std::vector<File>& f) { put(f, "word/document.xml", "<x/>"); }, "not_a_docx"},
      {"main part of another namespace",
       [](std::vector<File>& f) {
         put(f, "word/document.xml", "<w:document xmlns:w='urn:w'><w:body/></w:document>");
       },
       "not_a_docx"},
      {"document without a body",
       [](std::vector<File>& f) {
         put(f, "word/document.xml", "<w:document xmlns:w='" WORD "'><w:p><w:body/></w:p></w:document>");
       },
       "not_a_docx"},
      {"document under another prefix",
       [](std::vector<File>& f) {
         put(f, "word/document.xml", "<a:document xmlns:a='" WORD "'><b:body xmlns:b='" WORD "'/></a:document>");
       },
       ""},
      {"document under no prefix",
       [](std::vector<File>& f) { put(f, "word/document.xml", "<document xmlns='" WORD "'><body/></document>"); },
       ""},
      {"names twice", [](std::vector<File>& f) { put(f, "Word/Document.xml", "<a/>"); }, "archive_entry_twice"},
      {"unsafe name", [](std::vector<File>& f) { put(f, "../a.xml", "<a/>"); }, "archive_entry_name"},
      {"broken part", [](std::vector<File>& f) { put(f, "word/styles.xml", "<w:styles>"); }, "xml_syntax"},
      {"undeclared prefix", [](std::vector<File>& f) { put(f, "word/styles.xml", "<w:styles/>"); }, "xml_syntax"},
      {"DOCTYPE", [](std::vector<File>& f) { put(f, "word/styles.xml", "<!DOCTYPE a><a/>"); }, "xml_doctype"},
      {"DOCTYPE in content types", [](std::vector<File>& f) { f[0].bytes.insert(0, "<!DOCTYPE a>"); }, "xml_doctype"},
      {"DOCTYPE in relationships",
       [](std::vector<File>& f) { f[2].bytes = "<!DOCTYPE a><Relationships/>"; },
       "xml_doctype"},
      {"DOCTYPE in a picture",
       [](std::vector<File>& f) {
         put(f, "word/media/a.svg", "<!DOCTYPE svg SYSTEM 'file:///etc/passwd'><svg/>");
         relate_main(f, "Id='s' Type='" OFFICE "image' Target='media/a.svg'");
       },
       "xml_doctype"},
      {"DOCTYPE in drawings",
       [](std::vector<File>& f) {
         put(f, "word/drawings/v.vml", "<!DOCTYPE a><a/>");
         type(f, "word/drawings/v.vml", "application/vnd.openxmlformats-officedocument.vmlDrawing");
       },
       "xml_doctype"},
      {"20,000 deep",
       [](std::vector<File>& f) {
         std::string deep;
         for (int i = 0; i < 20'000; ++i) {
           deep += "<a>";
         }
         put(f, "word/styles.xml", deep);
       },
       "xml_too_deep"},
      {".docm",
       [](std::vector<File>& f) {
         std::string& types = f[0].bytes;
         std::string_view const from =
             "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
         types.replace(types.find(from), from.size(), "vnd.ms-word.document.macroEnabled.main+xml");
       },
       "package_macros"},
      {"macros",
       [](std::vector<File>& f) {
         put(f, "word/vbaProject.bin", "x");
         type(f, "word/vbaProject.bin", "application/vnd.ms-office.vbaProject");
         relate_main(f, "Id='v' Type='http://schemas.microsoft.com/office/2006/relationships/vbaProject' Target='vbaProject.bin'");
       },
       "package_macros"},
      {"macros under another name and type",
       [](std::vector<File>& f) {
         put(f, "word/media/a.png", "x");
         relate_main(f, "Id='v' Type='http://schemas.microsoft.com/office/2006/relationships/vbaProject' Target='media/a.png'");
       },
       "package_macros"},
      {"ActiveX",
       [](std::vector<File>& f) {
         put(f, "word/activeX/activeX1.xml", "<a/>");
         type(f, "word/activeX/activeX1.xml", "application/vnd.ms-office.activeX+xml");
         relate_main(f, "Id='v' Type='" OFFICE "control' Target='activeX/activeX1.xml'");
       },
       "package_active_content"},
      {"OLE object",
       [](std::vector<File>& f) {
         put(f, "word/embeddings/oleObject1.bin", "x");
         type(f, "word/embeddings/oleObject1.bin", "application/vnd.openxmlformats-officedocument.oleObject");
         relate_main(f, "Id='v' Type='" OFFICE "oleObject' Target='embeddings/oleObject1.bin'");
       },
       "package_active_content"},
      {"linked OLE object",
       [](std::vector<File>& f) {
         relate_main(f, "Id='v' Type='" OFFICE "oleObject' Target='file:///c:/a.xls' TargetMode='External'");
       },
       "package_active_content"},
      {"embedded workbook",
       [](std::vector<File>& f) {
         put(f, "word/embeddings/a.xlsx", "x");
         type(f, "word/embeddings/a.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
         relate_main(f, "Id='v' Type='" OFFICE "package' Target='embeddings/a.xlsx'");
       },
       "package_active_content"},
      {"embedded workbook of a chart",
       [](std::vector<File>& f) {
         put(f, "word/charts/chart1.xml", "<a/>");
         type(f, "word/charts/chart1.xml", "application/vnd.openxmlformats-officedocument.drawingml.chart+xml");
         put(f, "word/embeddings/a.xlsx", "x");
         type(f, "word/embeddings/a.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
         put(f, "word/charts/_rels/chart1.xml.rels",
             "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
             "<Relationship Id='v' Type='" OFFICE "package' Target='../embeddings/a.xlsx'/></Relationships>");
         relate_main(f, "Id='v' Type='" OFFICE "chart' Target='charts/chart1.xml'");
       },
       ""},
      {"outside picture",
       [](std::vector<File>& f) {
         relate_main(f, "Id='v' Type='" OFFICE "image' Target='http://a.vn/a.png' TargetMode='External'");
       },
       "package_external_relationship"},
      {"outside hyperlink",
       [](std::vector<File>& f) {
         relate_main(f, "Id='v' Type='" OFFICE "hyperlink' Target='http://a.vn/' TargetMode='External'");
       },
       ""},
      {"missing part",
       [](std::vector<File>& f) { relate_main(f, "Id='v' Type='" OFFICE "header' Target='header9.xml'"); },
       "relationship_target_missing"},
      {"missing picture",
       [](std::vector<File>& f) { relate_main(f, "Id='v' Type='" OFFICE "image' Target='media/a.png'"); },
       "relationship_target_missing"},
      {"missing part of the package",
       [](std::vector<File>& f) { relate(f, "_rels/.rels", "Id='v' Type='" OFFICE "extended-properties' Target='docProps/app.xml'"); },
       "relationship_target_missing"},
      {"target outside of the package",
       [](std::vector<File>& f) { relate_main(f, "Id='v' Type='" OFFICE "image' Target='file:///etc/passwd'"); },
       "relationship_target_missing"},
      {"NULL picture that something else needs",
       [](std::vector<File>& f) {
         relate_main(f, "Id='v' Type='" OFFICE "image' Target='NULL'");
         insert(f, "word/document.xml", "</w:body>", "<w:subDoc r:id=\"v\"/>");
       },
       "relationship_target_missing"},
      {"no id, type and target",
       [](std::vector<File>& f) { relate_main(f, ""); },
       "relationship_incomplete relationship_incomplete relationship_incomplete"},
      {"id twice",
       [](std::vector<File>& f) { relate_main(f, "Id='styles' Type='" OFFICE "styles' Target='styles.xml'"); },
       "relationship_id_twice"},
      {"too many relationships",
       [](std::vector<File>& f) {
         std::string many;
         for (int i = 0; i < 20'001; ++i) {
           many += "<Relationship Id='a" + std::to_string(i) + "' Type='x' Target='styles.xml'/>";
         }
         insert(f, "word/_rels/document.xml.rels", "</Relationships>", many);
       },
       "too_many_relationships"},
      {"needed part without content type",
       [](std::vector<File>& f) {
         put(f, "word/a.bin", "x");
         relate_main(f, "Id='v' Type='x' Target='a.bin'");
       },
       "content_type_missing"},
      {"two findings at once",
       [](std::vector<File>& f) {
         put(f, "word/styles.xml", "<a>");
         relate_main(f, "Id='v' Type='" OFFICE "header' Target='header9.xml'");
       },
       "xml_syntax relationship_target_missing"},
  }));
  DYNAMIC_SECTION(c.name) {
    std::vector<File> files = test::docx_files(kBody);
    c.change(files);
    CHECK(read(std::move(files)) == c.expect);
  }
}

TEST_CASE("an archive that is no .docx is named", "[opc]") {
  struct Kind {
    std::vector<File> files;
    char const* expect;
  };
  std::string const rels = "<Relationships><Relationship Id='a' Type='" OFFICE
                           "officeDocument' Target='a.xml'/></Relationships>";
  auto const types = [](std::string const& type) {
    return "<Types><Override PartName='/a.xml' ContentType='application/vnd." + type +
           "'/></Types>";
  };
  auto const c = GENERATE_COPY(values<Kind>({
      {{{"mimetype", "application/vnd.oasis.opendocument.text"}, {"content.xml", "<a/>"}},
       "an OpenDocument text (.odt)"},
      {{{"mimetype", "application/vnd.oasis.opendocument.graphics"}}, "an OpenDocument file"},
      {{{"mẫu/[Content_Types].xml", ""}, {"mẫu/word/document.xml", ""}},
       "a zip archive with the document's parts in a folder"},
      {{{"Công văn.DOCX", ""}}, "a zip archive that holds .docx files"},
      {{{"ảnh.png", ""}}, "a zip archive that is no Office document"},
      {{}, "a zip archive that is no Office document"},
      {{{"[Content_Types].xml", "<Types/>"}}, "an Office package without a main document"},
      {{{"[Content_Types].xml",
         types("openxmlformats-officedocument.spreadsheetml.sheet.main+xml")},
        {"_rels/.rels", rels},
        {"a.xml", "<a/>"}},
       "an Excel workbook (.xlsx)"},
      {{{"[Content_Types].xml", types("ms-excel.sheet.macroEnabled.main+xml")},
        {"_rels/.rels", rels},
        {"a.xml", "<a/>"}},
       "an Excel workbook (.xlsb, .xlsm)"},
      {{{"[Content_Types].xml",
         types("openxmlformats-officedocument.presentationml.presentation.main+xml")},
        {"_rels/.rels", rels},
        {"a.xml", "<a/>"}},
       "a PowerPoint presentation (.pptx)"},
      {{{"[Content_Types].xml", types("x")}, {"_rels/.rels", rels}, {"a.xml", "<a/>"}},
       "an Office package whose main part is application/vnd.x"},
  }));
  base::Diagnostics out;
  CHECK_FALSE(opc::Package::from_files(c.files, "mẫu.docx", {}, out));
  REQUIRE(test::ids_of(out) == "not_a_docx");
  CHECK(out.entries()[0].arg("found.en") == c.expect);
}

TEST_CASE("the template's template is dropped without a word", "[opc]") {
  std::vector<File> files = test::docx_files(
      kBody,
      {{"word/settings.xml",
        "<w:settings" + test::namespaces() +
            "><w:attachedTemplate r:id=\"rId1\"/><w:zoom w:percent=\"100\"/></w:settings>"}});
  put(files,
      "word/_rels/settings.xml.rels",
      "<Relationships "
      "xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship "
      "Id='rId1' Type='" OFFICE
      "attachedTemplate' Target='file:///C:/Normal.dotm' TargetMode='External'/></Relationships>");
  std::optional<opc::Package> package;
  CHECK(read(files, &package) == "");
  REQUIRE(package);
  CHECK(package->find("/word/settings.xml")->bytes.find("attachedTemplate") == std::string::npos);
  CHECK(package->find("/word/settings.xml")->bytes.find("w:zoom") != std::string::npos);
  CHECK(package->relationships("/word/settings.xml").all().empty());
}

TEST_CASE("harmless dangling relationships are dropped with what names them", "[opc]") {
  std::string const picture =
      R"(<w:p><w:r><w:drawing><a:blip r:embed="n" r:link="m"/></w:drawing><w:pict><v:imagedata r:id="n" o:title=""/></w:pict></w:r></w:p>)";
  std::vector<File> files = test::docx_files(picture);
  relate_main(files, "Id='n' Type='" OFFICE "image' Target='media/NULL'");
  relate_main(files, "Id='m' Type='" OFFICE "image' Target='NULL' TargetMode='External'");
  relate_main(files, "Id='p' Type='" OFFICE "printerSettings' Target='printerSettings/p.bin'");
  relate(files,
         "_rels/.rels",
         "Id='t' Type='" PACKAGE "metadata/thumbnail' Target='docProps/thumbnail.jpeg'");
  std::optional<opc::Package> package;
  CHECK(read(files, &package) ==
        "relationship_dropped relationship_dropped relationship_dropped relationship_dropped");
  REQUIRE(package);
  CHECK(package->relationships("").all().size() == 1);
  CHECK(package->relationships("/word/document.xml").all().size() == 2);
  CHECK(package->find("/word/document.xml")
            ->bytes.find(
                R"(<w:drawing><a:blip/></w:drawing><w:pict><v:imagedata o:title=""/></w:pict>)") !=
        std::string::npos);
}

TEST_CASE("signatures are dropped with a warning", "[opc]") {
  std::vector<File> files = test::docx_files(kBody);
  insert(files,
         "[Content_Types].xml",
         "<Default",
         "<Default Extension='sigs' "
         "ContentType='application/vnd.openxmlformats-package.digital-signature-origin'/>");
  type(files,
       "_xmlsignatures/sig1.xml",
       "application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml");
  put(files, "_xmlsignatures/origin.sigs", "");
  put(files, "_xmlsignatures/sig1.xml", "<Signature/>");
  put(files,
      "_xmlsignatures/_rels/origin.sigs.rels",
      "<Relationships "
      "xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='a' "
      "Type='" PACKAGE "digital-signature/signature' Target='sig1.xml'/></Relationships>");
  relate(files,
         "_rels/.rels",
         "Id='s' Type='" PACKAGE "digital-signature/origin' Target='_xmlsignatures/origin.sigs'");
  std::optional<opc::Package> package;
  CHECK(read(files, &package) == "package_signature_dropped");
  REQUIRE(package);
  for (File const& file : package->files()) {
    CHECK(file.name.find("signature") == std::string::npos);
    CHECK(file.bytes.find("digital-signature/origin") == std::string::npos);
  }
}

TEST_CASE("files that are no part are dropped with a warning", "[opc]") {
  std::vector<File> files = test::docx_files(kBody);
  put(files, "__MACOSX/._a", "x");
  put(files, "word/_rels/header7.xml.rels", "<Relationships/>");
  std::optional<opc::Package> package;
  CHECK(read(files, &package) == "part_dropped part_dropped");
  REQUIRE(package);
  CHECK(package->files().size() == test::docx_files(kBody).size());
}

TEST_CASE("a picture whose type was forgotten is read", "[opc]") {
  std::vector<File> files = test::docx_files(kBody);
  put(files, "word/media/a.EMF", "x");
  relate_main(files, "Id='v' Type='" OFFICE "image' Target='media/a.EMF'");
  std::optional<opc::Package> package;
  CHECK(read(files, &package) == "");
  REQUIRE(package);
  CHECK(package->content_types_xml().find(
            "<Default Extension=\"emf\" ContentType=\"image/x-emf\"/>") != std::string::npos);
}

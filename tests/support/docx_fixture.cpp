#include "support/docx_fixture.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <stdexcept>

#include "opc/xml.h"
#include "opc/zip.h"

namespace thethuc::test {

namespace {

using File = opc::Package::File;

#define WML_TYPE(name) "application/vnd.openxmlformats-officedocument.wordprocessingml." name "+xml"
#define OFFICE_RELATIONSHIP(name) \
  "http://schemas.openxmlformats.org/officeDocument/2006/relationships/" name

struct Kind {
  std::string_view stem;  // of the name without digits at its end
  std::string_view content_type;
  std::string_view relationship;
};

constexpr std::array kKinds = {
    Kind{"header", WML_TYPE("header"), OFFICE_RELATIONSHIP("header")},
    Kind{"footer", WML_TYPE("footer"), OFFICE_RELATIONSHIP("footer")},
    Kind{"footnotes", WML_TYPE("footnotes"), OFFICE_RELATIONSHIP("footnotes")},
    Kind{"endnotes", WML_TYPE("endnotes"), OFFICE_RELATIONSHIP("endnotes")},
    Kind{"comments", WML_TYPE("comments"), OFFICE_RELATIONSHIP("comments")},
    Kind{"numbering", WML_TYPE("numbering"), OFFICE_RELATIONSHIP("numbering")},
    Kind{"settings", WML_TYPE("settings"), OFFICE_RELATIONSHIP("settings")},
    Kind{"styles", WML_TYPE("styles"), OFFICE_RELATIONSHIP("styles")},
    Kind{"theme",
         "application/vnd.openxmlformats-officedocument.theme+xml",
         OFFICE_RELATIONSHIP("theme")},
    Kind{"fontTable", WML_TYPE("fontTable"), OFFICE_RELATIONSHIP("fontTable")},
};

constexpr std::string_view kStyles =
    R"(<w:docDefaults><w:rPrDefault><w:rPr>)"
    R"(<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/>)"
    R"(<w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>)"
    R"(<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>)"
    R"(<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>)"
    R"(<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>)"
    R"(<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>)"
    R"(<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>)"
    R"(<w:style w:type="paragraph" w:customStyle="1" w:styleId="KeNgang"><w:name w:val="Ke ngang"/><w:basedOn w:val="Normal"/></w:style>)"
    R"(<w:style w:type="paragraph" w:customStyle="1" w:styleId="KeNgangNgan"><w:name w:val="Ke ngang ngan"/><w:basedOn w:val="Normal"/></w:style>)"
    R"(<w:style w:type="paragraph" w:customStyle="1" w:styleId="DauKhan"><w:name w:val="Dau khan"/><w:basedOn w:val="Normal"/></w:style>)"
    R"(<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/></w:style>)"
    R"(<w:style w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/><w:basedOn w:val="Normal"/><w:rPr><w:sz w:val="20"/></w:rPr></w:style>)"
    R"(<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr></w:style>)";

// A4; margins of ND 30/2020, phu luc I: top and bottom 20 mm, left 30 mm, right 20 mm.
constexpr std::string_view kSection =
    R"(<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>)";

std::string declared(std::string_view root, std::string_view content) {
  std::string out{opc::kXmlDeclaration};
  out.append("<").append(root).append(namespaces()).append(">").append(content);
  return out.append("</").append(root).append(">");
}

std::string stem_of(std::string_view name) {
  name.remove_prefix(name.rfind('/') + 1);  // npos + 1 is 0
  return std::string{name.substr(0, name.rfind('.'))};
}

Kind const* kind_of(std::string_view name) {
  if (!name.starts_with("word/") || !name.ends_with(".xml") ||
      name.find('/', 5) != std::string_view::npos) {
    return nullptr;
  }
  std::string stem = stem_of(name);
  stem.erase(stem.find_last_not_of("0123456789") + 1);
  auto const found = std::find_if(
      kKinds.begin(), kKinds.end(), [&](Kind const& kind) { return kind.stem == stem; });
  return found == kKinds.end() ? nullptr : &*found;
}

File* find(std::vector<File>& files, std::string_view name) {
  auto const found = std::find_if(
      files.begin(), files.end(), [name](File const& file) { return file.name == name; });
  return found == files.end() ? nullptr : &*found;
}

void put(std::vector<File>& files, File file) {
  if (File* const present = find(files, file.name)) {
    *present = std::move(file);
  } else {
    files.push_back(std::move(file));
  }
}

std::string relationship(std::string_view id, std::string_view type, std::string_view target) {
  std::string out = "<Relationship Id=\"";
  out.append(id).append("\" Type=\"").append(type).append("\" Target=\"").append(target);
  return out.append("\"/>");
}

[[noreturn]] void fail(std::string_view what, base::Diagnostics const& diagnostics) {
  throw std::runtime_error(std::string{what} + ": " + diagnostics.to_text(base::Language::en));
}

std::vector<opc::ZipEntry> entries_of(std::string_view docx) {
  base::Diagnostics diagnostics;
  auto entries = opc::read_zip(docx, "test.docx", {}, diagnostics);
  if (!entries) {
    fail("no archive", diagnostics);
  }
  return std::move(*entries);
}

bool is(pugi::xml_node node, char const* name) {
  return std::strcmp(node.name(), name) == 0;
}

void append_text(std::string& out, pugi::xml_node node);

void append_children(std::string& out, pugi::xml_node node) {
  for (pugi::xml_node const child : node.children()) {
    append_text(out, child);
  }
}

// Blocks of a cell or text box on one line.
std::string one_line(pugi::xml_node node) {
  std::string text;
  append_children(text, node);
  while (text.ends_with('\n')) {
    text.pop_back();
  }
  for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at)) {
    text.replace(at, 1, " / ");
  }
  return text;
}

void append_row(std::string& out, pugi::xml_node node, bool& is_first) {
  for (pugi::xml_node const child : node.children()) {
    if (is(child, "w:tc")) {
      out.append(is_first ? "" : "\t").append(one_line(child));
      is_first = false;
    } else {
      append_row(out, child, is_first);  // content controls around cells
    }
  }
}

void append_text(std::string& out, pugi::xml_node node) {
  if (is(node, "w:t")) {
    out.append(node.text().get());
  } else if (is(node, "w:br")) {
    out.append(std::strcmp(node.attribute("w:type").value(), "page") == 0 ? "⏏" : "⏎");
  } else if (is(node, "w:tab")) {
    out.append(is(node.parent(), "w:r") ? "→" : "");
  } else if (is(node, "w:noBreakHyphen")) {
    out.append("-");
  } else if (is(node, "w:p")) {
    append_children(out, node);
    out.append("\n");
  } else if (is(node, "w:tr")) {
    bool is_first = true;
    append_row(out, node, is_first);
    out.append("\n");
  } else if (is(node, "w:txbxContent")) {
    out.append("[").append(one_line(node)).append("]");
  } else if (is(node, "mc:AlternateContent")) {
    append_children(out, node.child("mc:Choice"));
  } else if (!is(node, "w:del") && !is(node, "w:moveFrom")) {
    append_children(out, node);
  }
}

}  // namespace

std::string namespaces() {
  return R"( xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006")"
         R"( xmlns:o="urn:schemas-microsoft-com:office:office")"
         R"( xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships")"
         R"( xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math")"
         R"( xmlns:v="urn:schemas-microsoft-com:vml")"
         R"( xmlns:wp14="http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing")"
         R"( xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing")"
         R"( xmlns:w10="urn:schemas-microsoft-com:office:word")"
         R"( xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main")"
         R"( xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml")"
         R"( xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml")"
         R"( xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup")"
         R"( xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape")"
         R"( xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main")"
         R"( xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture")"
         R"( mc:Ignorable="w14 w15 wp14")";
}

std::string document_xml(std::string_view body_xml) {
  std::size_t const section = body_xml.rfind("<w:sectPr");
  std::string_view const tail =
      section == std::string_view::npos ? std::string_view{} : body_xml.substr(section);
  bool const has_section = !tail.empty() && tail.find("</w:pPr>") == std::string_view::npos;
  std::string body = "<w:body>";
  body.append(body_xml).append(has_section ? "" : kSection).append("</w:body>");
  return declared("w:document", body);
}

// One list, "1." and so on.
constexpr std::string_view kNumbering =
    R"(<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">)"
    R"(<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>)"
    R"(</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>)";

std::vector<File> docx_files(std::string_view body_xml, std::vector<File> extra) {
  std::vector<File> parts;
  parts.push_back(File{"word/document.xml", document_xml(body_xml)});
  parts.push_back(File{"word/styles.xml", declared("w:styles", kStyles)});
  parts.push_back(File{
      "word/settings.xml",
      declared("w:settings",
               R"(<w:compat><w:compatSetting w:name="compatibilityMode")"
               R"( w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>)")});
  // The list that the notation numbers paragraphs by.
  if (body_xml.find("<w:numId w:val=\"1\"/>") != std::string_view::npos) {
    parts.push_back(File{"word/numbering.xml", declared("w:numbering", kNumbering)});
  }
  for (File& file : extra) {
    put(parts, std::move(file));
  }
  std::string types{opc::kXmlDeclaration};
  types.append(
      R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">)"
      R"(<Default Extension="gif" ContentType="image/gif"/><Default Extension="jpeg" ContentType="image/jpeg"/>)"
      R"(<Default Extension="jpg" ContentType="image/jpeg"/><Default Extension="png" ContentType="image/png"/>)"
      R"(<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>)"
      R"(<Default Extension="xml" ContentType="application/xml"/>)"
      R"(<Override PartName="/word/document.xml" ContentType=")" WML_TYPE(
          "document.main") R"("/>)");
  std::string rels{opc::kXmlDeclaration};
  rels.append(
      R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)");
  std::string const package_rels =
      rels + relationship("rId1", OFFICE_RELATIONSHIP("officeDocument"), "word/document.xml") +
      "</Relationships>";
  for (File const& part : parts) {
    std::string_view const target = std::string_view{part.name}.substr(part.name.find('/') + 1);
    if (Kind const* const kind = kind_of(part.name)) {
      types.append("<Override PartName=\"/").append(part.name).append("\" ContentType=\"");
      types.append(kind->content_type).append("\"/>");
      rels.append(relationship(stem_of(part.name), kind->relationship, target));
    } else if (part.name.starts_with("word/media/")) {
      rels.append(relationship(stem_of(part.name), OFFICE_RELATIONSHIP("image"), target));
    }
  }
  std::vector<File> files;
  files.push_back(File{"[Content_Types].xml", types + "</Types>"});
  files.push_back(File{"_rels/.rels", package_rels});
  files.push_back(File{"word/_rels/document.xml.rels", rels + "</Relationships>"});
  for (File& part : parts) {
    put(files, std::move(part));
  }
  return files;
}

std::string make_docx(std::string_view body_xml, std::vector<File> extra) {
  base::Diagnostics diagnostics;
  auto const package = opc::Package::from_files(
      docx_files(body_xml, std::move(extra)), "test.docx", {}, diagnostics);
  if (!package) {
    fail("no sound package", diagnostics);
  }
  return opc::write_package(*package, opc::kDefaultDeflateLevel);
}

std::string part_of(std::string_view docx, std::string_view part_name) {
  part_name.remove_prefix(part_name.starts_with('/') ? 1 : 0);
  for (opc::ZipEntry& entry : entries_of(docx)) {
    if (entry.name == part_name) {
      return std::move(entry.bytes);
    }
  }
  throw std::runtime_error("no part " + std::string{part_name});
}

std::vector<std::string> entry_names(std::string_view docx) {
  std::vector<std::string> names;
  for (opc::ZipEntry& entry : entries_of(docx)) {
    names.push_back(std::move(entry.name));
  }
  return names;
}

std::string text_of(std::string_view docx) {
  base::Diagnostics diagnostics;
  auto const package = opc::Package::read(docx, "test.docx", {}, diagnostics);
  if (!package) {
    fail("no sound package", diagnostics);
  }
  return text_of_xml(package->find(package->main_part())->bytes);
}

std::string text_of_part(std::string_view docx, std::string_view part_name) {
  return text_of_xml(part_of(docx, part_name));
}

std::string text_of_xml(std::string_view xml) {
  base::Diagnostics diagnostics;
  auto const document = opc::parse_xml(xml, "test.docx", "", {}, diagnostics);
  if (!document) {
    fail("no sound XML", diagnostics);
  }
  std::string out;
  append_children(out, *document);
  if (out.ends_with('\n')) {
    out.pop_back();
  }
  return out;
}

}  // namespace thethuc::test

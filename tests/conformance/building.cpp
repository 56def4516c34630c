#include "conformance/building.h"

#include <cstdlib>
#include <fstream>
#include <regex>

#include <catch2/catch.hpp>

#include "opc/raw_zip.h"
#include "opc/xml.h"
#include "support/docx_fixture.h"

namespace thethuc::test {
namespace {

std::string element(std::string_view name, std::string_view content) {
  if (content.empty()) {
    return {};
  }
  std::string out = "<w:";
  out.append(name).append(">").append(content).append("</w:");
  return out.append(name).append(">");
}

bool is_xml(std::string_view content) {
  return content.starts_with('<');
}

void write_file(std::string const& path, std::string_view bytes) {
  std::ofstream file(path, std::ios::binary);
  file << bytes;
  REQUIRE(file.good());
}

}  // namespace

std::string run(std::string_view text, std::string_view properties) {
  std::string out = "<w:r>" + element("rPr", properties) + "<w:t xml:space=\"preserve\">";
  opc::append_escaped(out, text);
  return out + "</w:t></w:r>";
}

std::string paragraph(std::string_view content, std::string_view properties) {
  std::string const inner = element("pPr", properties) + std::string{content};
  return inner.empty() ? "<w:p/>" : "<w:p>" + inner + "</w:p>";
}

std::string paragraphs(std::initializer_list<std::string_view> texts) {
  std::string out;
  for (std::string_view const text : texts) {
    out += paragraph(text.empty() ? std::string{} : run(text));
  }
  return out;
}

std::string field(std::string_view code, std::string_view result) {
  std::string out =
      "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\">";
  opc::append_escaped(out, code);
  return out + "</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>" +
         run(result) + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
}

std::string cell(std::string_view content, std::string_view properties) {
  std::string const blocks = is_xml(content)
                                 ? std::string{content}
                                 : paragraph(content.empty() ? std::string{} : run(content));
  return "<w:tc>" + element("tcPr", properties) + blocks + "</w:tc>";
}

std::string row(std::initializer_list<std::string> cells, std::string_view properties) {
  std::string out = "<w:tr>" + element("trPr", properties);
  for (std::string const& one : cells) {
    out += one;
  }
  return out + "</w:tr>";
}

std::string table(std::vector<int> const& widths, std::initializer_list<std::string> rows) {
  std::string out = "<w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/></w:tblPr><w:tblGrid>";
  for (int const width : widths) {
    out += "<w:gridCol w:w=\"" + std::to_string(width) + "\"/>";
  }
  out += "</w:tblGrid>";
  for (std::string const& one : rows) {
    out += one;
  }
  return out + "</w:tbl>";
}

std::string part(std::string_view root, std::string_view content) {
  std::string out{opc::kXmlDeclaration};
  out.append("<w:").append(root).append(namespaces()).append(">").append(content);
  return out.append("</w:").append(root).append(">");
}

std::string footnotes_part(std::string_view notes) {
  return part("footnotes",
              "<w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:separator/></w:r></w:p>"
              "</w:footnote><w:footnote w:type=\"continuationSeparator\" w:id=\"0\"><w:p><w:r>"
              "<w:continuationSeparator/></w:r></w:p></w:footnote>" +
                  std::string{notes});
}

std::string footnote(int id, std::string_view text) {
  return "<w:footnote w:id=\"" + std::to_string(id) + "\"><w:p><w:r><w:footnoteRef/></w:r>" +
         run(text) + "</w:p></w:footnote>";
}

std::string numbering_part() {
  std::string levels;
  int level = 0;
  for (auto const& [format, text] :
       {std::pair{"decimal", "%1."}, std::pair{"lowerLetter", "%2)"}, std::pair{"bullet", "-"}}) {
    levels += "<w:lvl w:ilvl=\"" + std::to_string(level++) +
              "\"><w:start w:val=\"1\"/><w:numFmt w:val=\"" + format + "\"/><w:lvlText w:val=\"" +
              text + "\"/><w:lvlJc w:val=\"left\"/></w:lvl>";
  }
  return part("numbering",
              "<w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"multilevel\"/>" +
                  levels +
                  "</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>");
}

std::string numbered(std::string_view text, int level) {
  return paragraph(
      run(text),
      "<w:numPr><w:ilvl w:val=\"" + std::to_string(level) + "\"/><w:numId w:val=\"1\"/></w:numPr>");
}

std::string tiny_png() {
  static constexpr char kBytes[] =
      "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\1\0\0\0\0\x37\x6e\xf9\x24\0\0\0\nIDAT\x78\x9c"
      "\x63\x68\0\0\0\x82\0\x81\x77\xcd\x72\xb6\0\0\0\0IEND\xae\x42\x60\x82";
  return {kBytes, sizeof kBytes - 1};
}

std::string drawing(int id, std::string_view picture, std::string_view attributes) {
  std::string out = "<w:r><w:drawing><wp:inline><wp:extent cx=\"360000\" cy=\"360000\"/>";
  out += "<wp:docPr id=\"" + std::to_string(id) + "\" name=\"Hình\" ";
  out.append(attributes)
      .append(
          "/><a:graphic><a:graphicData "
          "uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr>"
          "<pic:cNvPr id=\"0\" name=\"x\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip "
          "r:embed=\"");
  out.append(picture).append(
      "\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" "
      "y=\"0\"/><a:ext cx=\"360000\" cy=\"360000\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/>"
      "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
      "</w:r>");
  return out;
}

std::string main_part(Filled const& filled) {
  INFO(filled.diagnostics.to_text(base::Language::en));
  REQUIRE_FALSE(filled.diagnostics.has_errors());
  return part_of(filled.docx, "word/document.xml");
}

std::size_t count(std::string_view text, std::string_view what) {
  std::size_t found = 0;
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string_view::npos;
       at += what.size()) {
    ++found;
  }
  return found;
}

bool contains(std::string_view text, std::string_view what) {
  return text.find(what) != std::string_view::npos;
}

std::string all(std::string const& text, char const* pattern) {
  std::regex const expression{pattern};
  std::string out;
  for (std::sregex_iterator m{text.begin(), text.end(), expression}, end; m != end; ++m) {
    out += (out.empty() ? "" : " ") + (*m)[1].str();
  }
  return out;
}

std::string zipped(std::vector<opc::Package::File> const& files) {
  std::vector<RawEntry> entries;
  for (opc::Package::File const& file : files) {
    entries.push_back({.name = file.name, .bytes = file.bytes, .method = 8});
  }
  return raw_zip(entries);
}

Filled keep(std::string_view name, Filled filled, std::string_view template_docx) {
  char const* const folder = std::getenv("THETHUC_TEST_DOCUMENTS");
  if (folder && !filled.docx.empty()) {
    std::string const path = std::string{folder} + "/" + std::string{name};
    write_file(path + ".docx", filled.docx);
    if (!template_docx.empty()) {
      write_file(path + ".template.docx", template_docx);
    }
  }
  return filled;
}

}  // namespace thethuc::test

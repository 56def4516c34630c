#include "rich/rich_document.h"

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <utility>

#include "opc/deflate.h"
#include "opc/package.h"
#include "opc/xml.h"
#include "rich/numbering.h"
#include "support/docx_fixture.h"

namespace thethuc::test {

using namespace rich;

namespace {

constexpr std::string_view kStyles =
    R"(<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="De muc 1"/><w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="120"/><w:ind w:firstLine="567"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>)"
    R"(<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="De muc 2"/><w:basedOn w:val="H1"/></w:style>)"
    R"(<w:style w:type="paragraph" w:styleId="H3"><w:name w:val="De muc 3"/><w:basedOn w:val="H1"/></w:style>)"
    R"(<w:style w:type="paragraph" w:styleId="NoiDung"><w:name w:val="Nội dung"/><w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="120"/><w:ind w:firstLine="567"/><w:jc w:val="both"/></w:pPr></w:style>)"
    R"(<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>)";

// A PNG of one grey dot.
constexpr unsigned char kPicture[] = {
    0x89, 'P',  'N',  'G',  0x0D, 0x0A, 0x1A, 0x0A, 0,    0,    0,    13,   'I',  'H',
    'D',  'R',  0,    0,    0,    1,    0,    0,    0,    1,    8,    0,    0,    0,
    0,    0x3A, 0x7E, 0x9B, 0x55, 0,    0,    0,    10,   'I',  'D',  'A',  'T',  0x78,
    0x9C, 0x63, 0x68, 0,    0,    0,    0x82, 0,    0x81, 0x77, 0xCD, 0x72, 0xB6, 0,
    0,    0,    0,    'I',  'E',  'N',  'D',  0xAE, 0x42, 0x60, 0x82};

constexpr std::string_view kHyperlinkType =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink";

std::string part(std::string_view root, std::string_view content) {
  std::string out{opc::kXmlDeclaration};
  out.append("<").append(root).append(namespaces()).append(">").append(content);
  return out.append("</").append(root).append(">");
}

}  // namespace

std::uint32_t RichDocument::footnote(std::string_view body) {
  notes_.emplace_back(body);
  return static_cast<std::uint32_t>(notes_.size());
}

std::string RichDocument::hyperlink(std::string_view target, Story story) {
  links_.emplace_back(story, target);
  return "link" + std::to_string(links_.size());
}

std::optional<PlacedPicture> RichDocument::picture(Picture const& picture,
                                                   base::Twips most_width,
                                                   Origin const& origin,
                                                   base::Diagnostics& out) {
  if (picture.source != "anh.png") {
    out.add(origin.diagnose(base::Id::file_not_found));
    return std::nullopt;
  }
  std::int64_t const width =
      picture.width_mm ? static_cast<std::int64_t>(*picture.width_mm * 36000) : 952500;
  std::int64_t const used = std::min(width, std::int64_t{most_width.count} * 635);
  PlacedPicture placed;
  placed.relationship_id = "image1";
  placed.drawing_id = ++drawings_;
  placed.width = {used};
  placed.height = {used / 2};
  return placed;
}

BlockContext RichDocument::context() const {
  base::Diagnostics diagnostics;
  auto const tag =
      opc::parse_xml(part("w:p",
                          R"(<w:pPr><w:pStyle w:val="NoiDung"/><w:jc w:val="both"/></w:pPr>)"
                          R"(<w:r><w:rPr><w:sz w:val="28"/></w:rPr></w:r>)"),
                     "",
                     "",
                     {},
                     diagnostics);
  BlockContext context;
  context.paragraph = ParagraphProperties{tag->document_element().child("w:pPr")};
  context.run = RunProperties{tag->document_element().child("w:r").child("w:rPr")};
  context.font = "Times New Roman";
  context.footnote_text = "FootnoteText";
  context.footnote_reference = "FootnoteReference";
  context.hyperlink = "Hyperlink";
  context.headings = {{{"H1", ""}, {"H2", ""}, {"H3", ""}, {"", ""}}};
  context.paragraph_styles = std::make_shared<rich::StyleNames const>(
      rich::StyleNames{{"Nội dung", {"NoiDung", ""}}, {"De muc 1", {"H1", ""}}});
  context.bullet_list = 1;
  return context;
}

std::string RichDocument::docx(std::string_view body) const {
  std::string notes =
      R"(<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>)"
      R"(<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>)";
  for (std::size_t i = 0; i < notes_.size(); ++i) {
    notes += "<w:footnote w:id=\"" + std::to_string(i + 1) + "\">" + notes_[i] + "</w:footnote>";
  }
  std::string numbering;
  append_bullet_list(numbering, 0);
  numbering += R"(<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>)";
  std::vector<opc::Package::File> files = docx_files(
      body,
      {{"word/footnotes.xml", part("w:footnotes", notes)},
       {"word/numbering.xml", part("w:numbering", numbering)},
       {"word/media/image1.png", std::string{std::begin(kPicture), std::end(kPicture)}}});
  std::string own_links;
  std::string note_links;
  for (std::size_t i = 0; i < links_.size(); ++i) {
    std::string& links = links_[i].first == Story::own ? own_links : note_links;
    links += "<Relationship Id=\"link" + std::to_string(i + 1) + "\" Type=\"";
    links.append(kHyperlinkType).append("\" Target=\"");
    opc::append_attribute_escaped(links, links_[i].second);
    links += "\" TargetMode=\"External\"/>";
  }
  auto const insert = [](std::string& text, std::string_view before, std::string const& what) {
    text.insert(text.find(before), what);
  };
  for (opc::Package::File& file : files) {
    if (file.name == "word/_rels/document.xml.rels") {
      insert(file.bytes, "</Relationships>", own_links);
    } else if (file.name == "word/styles.xml") {
      insert(file.bytes, "</w:styles>", std::string{kStyles});
    }
  }
  std::string rels{opc::kXmlDeclaration};
  rels +=
      R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)" +
      note_links + "</Relationships>";
  files.push_back({"word/_rels/footnotes.xml.rels", rels});
  base::Diagnostics diagnostics;
  auto const package = opc::Package::from_files(std::move(files), "test.docx", {}, diagnostics);
  if (!package) {
    throw std::runtime_error(diagnostics.to_text(base::Language::en));
  }
  return opc::write_package(*package, opc::kDefaultDeflateLevel);
}

}  // namespace thethuc::test

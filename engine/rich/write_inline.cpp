#include "rich/write_inline.h"

#include <cassert>
#include <cstddef>

#include "opc/xml.h"
#include "wml/text_xml.h"

namespace thethuc::rich {

namespace {

// Parts of a template may not declare these; on an element of its own a declaration is always
// right.
#define OPENXML "http://schemas.openxmlformats.org/"
constexpr std::string_view kRelationships =
    " xmlns:r=\"" OPENXML "officeDocument/2006/relationships\"";
constexpr std::string_view kDrawing =
    " xmlns:wp=\"" OPENXML "drawingml/2006/wordprocessingDrawing\"";
constexpr std::string_view kGraphic =
    "<a:graphic xmlns:a=\"" OPENXML "drawingml/2006/main\"><a:graphicData uri=\"" OPENXML
    "drawingml/2006/picture\"><pic:pic xmlns:pic=\"" OPENXML "drawingml/2006/picture\">";
#undef OPENXML

void open_run(std::string& xml, RunProperties const& run) {
  xml += "<w:r>";
  run.append(xml);
}

void append_text_element(std::string& xml, std::string_view text) {
  xml += "<w:t xml:space=\"preserve\">";
  wml::append_text(xml, text);
  xml += "</w:t>";
}

void append_named(std::string& xml, PlacedPicture const& placed, std::string const& description) {
  xml += " id=\"" + std::to_string(placed.drawing_id) + "\" name=\"Picture " +
         std::to_string(placed.drawing_id) + "\"";
  if (!description.empty()) {
    xml += " descr=\"";
    opc::append_attribute_escaped(xml, description);
    xml += '"';
  }
  xml += "/>";
}

// An inline picture (ECMA-376 Part 1, 20.4.2.8).
void append_drawing(std::string& xml, PlacedPicture const& placed, std::string const& description) {
  std::string const size = " cx=\"" + std::to_string(placed.width.count) + "\" cy=\"" +
                           std::to_string(placed.height.count) + "\"/>";
  xml.append("<w:drawing><wp:inline").append(kDrawing);
  xml += " distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent" + size + "<wp:docPr";
  append_named(xml, placed, description);
  xml.append(kGraphic).append("<pic:nvPicPr><pic:cNvPr");
  append_named(xml, placed, "");
  xml.append("<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip").append(kRelationships);
  xml += " r:embed=\"";
  opc::append_attribute_escaped(xml, placed.relationship_id);
  xml += "\">";
  append_blip_extension(xml, placed);
  xml += "</a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm";
  append_turn(xml, placed, placed.width, placed.height);
  xml +=
      "</a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>"
      "</a:graphicData></a:graphic></wp:inline></w:drawing>";
}

}  // namespace

void append_blip_extension(std::string& xml, PlacedPicture const& placed) {
  if (!placed.svg_relationship_id.empty()) {
    xml.append(
        "<a:extLst><a:ext uri=\"{96DAC541-7B7A-43D3-8B79-37D633B846F1}\"><asvg:svgBlip "
        "xmlns:asvg=\"http://schemas.microsoft.com/office/drawing/2016/SVG/main\"");
    xml.append(kRelationships).append(" r:embed=\"");
    opc::append_attribute_escaped(xml, placed.svg_relationship_id);
    xml += "\"/></a:ext></a:extLst>";
  }
}

// A turn is about the centre, so a frame on its side is as far off as its sides differ.
void append_turn(std::string& xml, PlacedPicture const& placed, base::Emu width, base::Emu height) {
  constexpr int kUnitsPerDegree = 60'000;
  bool const on_its_side = placed.clockwise_degrees % 180 != 0;
  if (placed.clockwise_degrees != 0) {
    xml += " rot=\"" + std::to_string(placed.clockwise_degrees * kUnitsPerDegree) + "\"";
  }
  if (placed.flip_horizontal) {
    xml += " flipH=\"1\"";
  }
  std::int64_t const shift = on_its_side ? (width.count - height.count) / 2 : 0;
  base::Emu const across = on_its_side ? height : width;
  base::Emu const down = on_its_side ? width : height;
  xml += "><a:off x=\"" + std::to_string(shift) + "\" y=\"" + std::to_string(-shift) +
         "\"/><a:ext cx=\"" + std::to_string(across.count) + "\" cy=\"" +
         std::to_string(down.count) + "\"/>";
}

void report_not_allowed(char const* vi,
                        char const* en,
                        Origin const& origin,
                        base::Diagnostics& out) {
  out.add(origin.diagnose(base::Id::rich_not_allowed_here, {{"found.vi", vi}, {"found.en", en}}));
}

void InlineWriter::append(std::string& xml,
                          std::vector<Inline> const& inlines,
                          RunProperties const& run,
                          base::Twips text_width) const {
  runs(xml, inlines, run, text_width, Story::own);
}

void InlineWriter::runs(std::string& xml,
                        std::vector<Inline> const& inlines,
                        RunProperties const& run,
                        base::Twips text_width,
                        Story story) const {
  std::string_view open_link;  // the target of the w:hyperlink that is open
  for (Inline const& part : inlines) {
    if (!resources_.go_on(xml.size())) {
      break;
    }
    if (part.url != open_link) {
      xml += open_link.empty() ? "" : "</w:hyperlink>";
      open_link = part.url;
      if (!open_link.empty()) {
        xml.append("<w:hyperlink").append(kRelationships).append(" r:id=\"");
        opc::append_attribute_escaped(xml, resources_.hyperlink(part.url, story));
        xml += "\" w:history=\"1\">";
      }
    }
    RunProperties properties = run;
    properties.add(part.format);
    if (!part.url.empty() && !context_.hyperlink.empty()) {
      properties.set_style(context_.hyperlink);
    }
    switch (part.kind) {
      case Inline::Kind::text:
        text(xml, part, properties);
        break;
      case Inline::Kind::note:
        note(xml, part, properties);
        break;
      case Inline::Kind::picture:
        picture(xml, part, properties, text_width);
        break;
    }
  }
  xml += open_link.empty() ? "" : "</w:hyperlink>";
}

void InlineWriter::text(std::string& xml, Inline const& part, RunProperties const& run) const {
  if (part.text.empty()) {
    return;
  }
  open_run(xml, run);
  append_text_element(xml, part.text);
  xml += "</w:r>";
}

void InlineWriter::note(std::string& xml, Inline const& part, RunProperties const& run) const {
  if (!context_.notes_allowed) {
    report_not_allowed("chú thích", "a note", origin_, out_);
    return;
  }
  RunProperties content;
  content.set_font(context_.font);
  if (context_.footnote_text.empty()) {
    content.set("w:sz", "<w:sz w:val=\"20\"/>");  // 10 pt
    content.set("w:szCs", "<w:szCs w:val=\"20\"/>");
  }
  RunProperties reference = run;
  RunProperties mark = content;
  for (RunProperties* const properties : {&reference, &mark}) {
    if (context_.footnote_reference.empty()) {
      Format superscript;
      superscript.position = Position::superscript;
      properties->add(superscript);
    } else {
      properties->set_style(context_.footnote_reference);
    }
  }
  std::string body = "<w:p>";
  ParagraphProperties::of_style(context_.footnote_text).append(body);
  open_run(body, mark);
  body += "<w:footnoteRef/></w:r>";
  open_run(body, content);
  append_text_element(body, " ");
  body += "</w:r>";
  runs(body, part.note, content, {}, Story::footnotes);  // a note holds no picture
  body += "</w:p>";
  std::uint32_t const id = resources_.footnote(body);
  open_run(xml, reference);
  xml += "<w:footnoteReference w:id=\"" + std::to_string(id) + "\"/></w:r>";
}

void InlineWriter::picture(std::string& xml,
                           Inline const& part,
                           RunProperties const& run,
                           base::Twips text_width) const {
  assert(part.picture);
  Origin at = origin_;
  at.pointer = part.picture->pointer;
  auto const placed = resources_.picture(*part.picture, text_width, at, out_);
  if (placed) {
    open_run(xml, run);
    append_drawing(xml, *placed, part.picture->alternative_text);
    xml += "</w:r>";
  }
}

void append_inline(std::string& xml,
                   std::vector<Inline> const& inlines,
                   InlineContext const& context,
                   Resources& resources,
                   Origin const& origin,
                   base::Diagnostics& out) {
  RunProperties run = context.run;
  run.set_font(context.font);
  InlineWriter{context, resources, origin, out}.append(xml, inlines, run, context.text_width);
}

}  // namespace thethuc::rich

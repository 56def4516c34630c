#include "rich/write.h"

#include <cassert>
#include <vector>

#include "rich/numbering.h"
#include "rich/write_inline.h"
#include "rich/write_table.h"
#include "wml/range_marks.h"

namespace thethuc::rich {

namespace {

constexpr std::string_view kNoIndent = "<w:ind w:left=\"0\" w:right=\"0\" w:firstLine=\"0\"/>";
constexpr std::string_view kKeepNext = "<w:keepNext/>";

// What a paragraph is written with.
struct Look {
  ParagraphProperties paragraph;
  RunProperties run;
};

// A paragraph that shall not be seen: 1 pt high.
ParagraphProperties hairline() {
  ParagraphProperties properties;
  properties.set("w:spacing",
                 "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/>");
  properties.set("w:rPr", "<w:rPr><w:sz w:val=\"2\"/><w:szCs w:val=\"2\"/></w:rPr>");
  return properties;
}

RunProperties with_font(RunProperties run, std::string const& font) {
  run.set_font(font);
  return run;
}

class BlockWriter {
 public:
  BlockWriter(std::string& xml,
              BlockContext const& context,
              Resources& resources,
              Origin const& origin,
              base::Diagnostics& out)
      : xml_(xml),
        context_(context),
        resources_(resources),
        origin_(origin),
        out_(out),
        orientation_(context.section.orientation()),
        section_has_content_(!context.begins_section),
        ends_in_table_(context.after_table || wml::ends_in_table(xml)) {
    assert(!context.font.empty() && context.bullet_list != 0);
  }

  Written run(Content const& content) {
    for (Block const& block : content.blocks) {
      if (!resources_.go_on(xml_.size())) {
        break;
      }
      is_last_ = &block == &content.blocks.back();
      std::visit([this](auto const& b) { write(b); }, block);
    }
    finish();
    return {!wrote_any_, changes_section_};
  }

 private:
  Origin at(std::string const& pointer) const {
    Origin origin = origin_;
    origin.pointer = pointer;
    return origin;
  }

  void write(Paragraph const& paragraph) {
    Look look = look_of(paragraph);
    if (paragraph.alignment) {
      look.paragraph.set_alignment(*paragraph.alignment);
      if (*paragraph.alignment ==
          wml::Alignment::center) {  // of the page, not of what an indent leaves
        look.paragraph.set("w:ind", std::string{kNoIndent});
      }
    }
    if (is_last_ && is_kept_with_next_) {
      look.paragraph.set("w:keepNext", std::string{kKeepNext});
    }
    if (page_break_pending_) {
      look.paragraph.set("w:pageBreakBefore", "<w:pageBreakBefore/>");
      page_break_pending_ = false;
    }
    append_paragraph(xml_, paragraph, look, text_width());
    wrote(false);
  }

  void write(Table const& table) {
    if (!context_.tables_allowed) {
      report_not_allowed("một bảng", "a table", at(table.pointer), out_);
      return;
    }
    flush_page_break();
    if (ends_in_table_) {
      part_tables();
    }
    append_table(xml_,
                 table,
                 context_.table_style,
                 text_width(),
                 resources_,
                 [this](std::string& xml, Paragraph const& paragraph, CellPlace const& place) {
                   append_paragraph(xml, paragraph, look_in_cell(paragraph, place), place.width);
                 });
    wrote(true);
  }

  void write(PageBreak const& page_break) {
    if (!context_.page_breaks_allowed) {
      report_not_allowed("ngắt trang", "a page break", at(page_break.pointer), out_);
      return;
    }
    flush_page_break();
    page_break_pending_ = true;
  }

  void write(SectionChange const& change) {
    if (!context_.sections_allowed) {
      report_not_allowed("đổi hướng trang", "a section change", at(change.pointer), out_);
    } else if (change.orientation != orientation_) {
      end_section();
      orientation_ = change.orientation;
    }
  }

  void finish() {
    if (orientation_ != context_.section.orientation()) {
      end_section();  // what stands behind is of the template's section again
    }
    flush_page_break();
    if (wrote_any_ && ends_in_table_) {
      if (context_.ends_container) {
        append_empty(hairline());
      } else if (context_.before_table) {
        part_tables();
      }
    }
  }

  // A section's properties stand in its last paragraph. Without content it would be an empty page.
  void end_section() {
    page_break_pending_ = false;  // the section's end is one
    if (!section_has_content_) {
      return;
    }
    ParagraphProperties properties = hairline();
    properties.set("w:sectPr", std::string{context_.section.xml(orientation_, changes_section_)});
    append_empty(properties);
    wrote(false);
    changes_section_ = true;
    section_has_content_ = false;
  }

  // A page break that no paragraph follows needs one of its own.
  void flush_page_break() {
    if (page_break_pending_) {
      xml_ += "<w:p>";
      hairline().append(xml_);
      xml_ += "<w:r><w:br w:type=\"page\"/></w:r></w:p>";
      page_break_pending_ = false;
      wrote(false);
    }
  }

  void part_tables() {  // Word makes one of two tables that touch
    ParagraphProperties properties = context_.paragraph;
    properties.remove("w:numPr");
    append_empty(properties);
  }

  void append_empty(ParagraphProperties const& properties) {
    xml_ += "<w:p>";
    properties.append(xml_);
    xml_ += "</w:p>";
  }

  void wrote(bool table) {
    ends_in_table_ = table;
    wrote_any_ = true;
    section_has_content_ = true;
  }

  void append_paragraph(std::string& xml,
                        Paragraph const& paragraph,
                        Look const& look,
                        base::Twips text_width) {
    xml += "<w:p>";
    look.paragraph.append(xml);
    Origin const origin = at(paragraph.pointer);
    InlineWriter{context_, resources_, origin, out_}.append(
        xml, paragraph.inlines, look.run, text_width);
    xml += "</w:p>";
  }

  base::Twips text_width() const {
    return orientation_ == context_.section.orientation()
               ? context_.text_width
               : context_.section.text_width(orientation_);
  }

  Look look_of(Paragraph const& paragraph) {
    Look look{context_.paragraph, with_font(context_.run, context_.font)};
    look.paragraph.remove("w:keepNext");  // of all: a text of pages would be one block
    switch (paragraph.kind) {
      case Paragraph::Kind::plain:
        if (!paragraph.style.empty()) {
          return look_of_style(paragraph);
        }
        break;
      case Paragraph::Kind::heading:
        return look_of_heading(paragraph.level, std::move(look));
      case Paragraph::Kind::list_item:
      case Paragraph::Kind::list_continuation:
        set_list(look.paragraph, paragraph);
        break;
    }
    return look;
  }

  Look styled(StyleReference const& style) const {
    return {ParagraphProperties::of_style(style.id),
            with_font({}, style.font.empty() ? context_.font : style.font)};
  }

  Look look_of_style(Paragraph const& paragraph) {
    auto const style = context_.paragraph_styles->find(paragraph.style);
    if (style != context_.paragraph_styles->end()) {
      return styled(style->second);
    }
    std::vector<std::string> names;
    for (auto const& [name, reference] : *context_.paragraph_styles) {
      names.push_back(name);
    }
    base::Diagnostic diagnostic =
        at(paragraph.pointer + "/style")
            .diagnose(base::Id::block_style_unknown, {{"name", paragraph.style}});
    if (auto const nearest = base::nearest_name(paragraph.style, names)) {
      diagnostic.args.emplace_back("nearest", *nearest);
    }
    out_.add(std::move(diagnostic));
    return {};
  }

  Look look_of_heading(int level, Look look) const {
    auto const index = static_cast<std::size_t>(level - 1);
    if (index < context_.headings.size() && !context_.headings[index].id.empty()) {
      return styled(context_.headings[index]);
    }
    look.paragraph.remove("w:numPr");
    look.paragraph.set("w:keepNext", std::string{kKeepNext});
    look.paragraph.set("w:outlineLvl",
                       "<w:outlineLvl w:val=\"" + std::to_string(level - 1) + "\"/>");
    make_bold(look.run);
    return look;
  }

  void set_list(ParagraphProperties& properties, Paragraph const& paragraph) const {
    properties.remove("w:ind");  // it would hide the list's
    if (paragraph.kind == Paragraph::Kind::list_item) {
      properties.set_numbering(context_.bullet_list, paragraph.level);
    } else {
      properties.remove("w:numPr");
      properties.set("w:ind",
                     "<w:ind w:left=\"" +
                         std::to_string(bullet_list_indent(paragraph.level).count) +
                         "\" w:firstLine=\"0\"/>");
    }
  }

  Look look_in_cell(Paragraph const& paragraph, CellPlace const& place) {
    if (!paragraph.style.empty()) {
      Look look = look_of_style(paragraph);
      align(look, paragraph.alignment);
      return look;
    }
    StyleReference const& style = place.in_header ? context_.table_header : context_.table_text;
    Look look = style.id.empty() ? plain_look_in_cell(place.in_header) : styled(style);
    if (paragraph.kind == Paragraph::Kind::heading) {
      make_bold(look.run);
    } else if (paragraph.kind != Paragraph::Kind::plain) {
      set_list(look.paragraph, paragraph);
    }
    align(look, paragraph.alignment ? paragraph.alignment : place.alignment);
    return look;
  }

  // The tag's style and letters, without the indents and distances of running text.
  Look plain_look_in_cell(bool in_header) const {
    Look look{{}, with_font(context_.run, context_.font)};
    if (std::string_view const style = context_.paragraph.find("w:pStyle"); !style.empty()) {
      look.paragraph.set("w:pStyle", std::string{style});
    }
    look.paragraph.set("w:spacing", "<w:spacing w:before=\"20\" w:after=\"20\"/>");
    look.paragraph.set("w:ind", std::string{kNoIndent});
    look.paragraph.set_alignment(in_header ? wml::Alignment::center : wml::Alignment::left);
    if (in_header) {
      make_bold(look.run);
    }
    return look;
  }

  static void align(Look& look, std::optional<wml::Alignment> alignment) {
    if (alignment) {
      look.paragraph.set_alignment(*alignment);
    }
  }

  static void make_bold(RunProperties& run) {
    Format bold;
    bold.bold = true;
    run.add(bold);
  }

  std::string& xml_;
  BlockContext const& context_;
  Resources& resources_;
  Origin const& origin_;
  base::Diagnostics& out_;
  Orientation orientation_;  // of the pages that are being written
  bool changes_section_ = false;
  bool section_has_content_;
  bool wrote_any_ = false;
  bool ends_in_table_;  // whether the block written last, or the one before the tag, is a table
  bool page_break_pending_ = false;
  // The tag's paragraph is kept with what follows it: so is the last that stands in its place.
  bool const is_kept_with_next_ = !context_.paragraph.find("w:keepNext").empty();
  bool is_last_ = false;
};

}  // namespace

std::string thin_paragraph() {
  std::string xml = "<w:p>";
  hairline().append(xml);
  return xml + "</w:p>";
}

Written append_blocks(std::string& xml,
                      Content const& content,
                      BlockContext const& context,
                      Resources& resources,
                      Origin const& origin,
                      base::Diagnostics& out) {
  return BlockWriter{xml, context, resources, origin, out}.run(content);
}

}  // namespace thethuc::rich

#include "rich/blocks.h"

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "rich/blocks_read.h"
#include "rich/fields.h"
#include "rich/markdown.h"
#include "rich/runs_read.h"
#include "rich/table_read.h"

namespace thethuc::rich {

namespace {

using data::Kind;

// The keys that tell what a block is; the first five are for cells too.
constexpr std::array<std::string_view, 8> kKinds = {
    "paragraph", "heading", "item", "markdown", "picture", "table", "page_break", "section"};
constexpr std::size_t kKindsInCell = 5;

constexpr std::array<std::string_view, 3> kParagraphKeys = {"paragraph", "style", "align"};
constexpr std::array<std::string_view, 2> kHeadingKeys = {"heading", "level"};
constexpr std::array<std::string_view, 2> kItemKeys = {"item", "level"};
constexpr std::array<std::string_view, 1> kMarkdownKeys = {"markdown"};
constexpr std::array<std::string_view, 5> kPictureKeys = {
    "picture", "width_mm", "height_mm", "alt", "align"};
constexpr std::array<std::string_view, 1> kPageBreakKeys = {"page_break"};
constexpr std::array<std::string_view, 1> kSectionKeys = {"section"};

constexpr std::array<Choice<Orientation>, 2> kOrientations{{
    {"portrait", Orientation::portrait},
    {"landscape", Orientation::landscape},
}};

class BlockReader {
 public:
  BlockReader(bool in_cell, base::Diagnostics& out) : in_cell_(in_cell), out_(out) {}

  Content read(data::Value list, Origin const& origin) {
    if (list.kind() != Kind::list) {
      report_wrong_type("blocks", {"một danh sách", "a list"}, list, origin, out_);
      return {};
    }
    data::Value item = list.first();
    for (std::size_t i = 0; i < list.size(); ++i, item = item.next()) {
      Origin const at = origin.member(std::to_string(i));
      if (item.kind() == Kind::object) {
        block(Fields{item, at, out_});
      } else {
        report_wrong_type("blocks", {"một đối tượng", "an object"}, item, at, out_);
      }
    }
    return std::move(content_);
  }

 private:
  void block(Fields const& fields) {
    std::string_view const kind =
        fields.kind(std::span{kKinds}.first(in_cell_ ? kKindsInCell : kKinds.size()));
    if (kind == "paragraph") {
      fields.allow(kParagraphKeys);
      Paragraph& added = paragraph(fields, kind, Paragraph::Kind::plain);
      added.style = fields.text("style").value_or("");
      added.alignment = fields.choice<wml::Alignment>("align", kAlignments);
    } else if (kind == "heading") {
      fields.allow(kHeadingKeys);
      Paragraph& added = paragraph(fields, kind, Paragraph::Kind::heading);
      added.level = static_cast<int>(fields.count("level", 1, kMostHeadingLevels).value_or(1));
    } else if (kind == "item") {
      fields.allow(kItemKeys);
      Paragraph& added = paragraph(fields, kind, Paragraph::Kind::list_item);
      added.level = static_cast<int>(fields.count("level", 1, kMostListLevels).value_or(1)) - 1;
    } else if (kind == "markdown") {
      fields.allow(kMarkdownKeys);
      markdown(fields);
    } else if (kind == "picture") {
      fields.allow(kPictureKeys);
      Paragraph& added = add_paragraph(fields);
      added.alignment =
          fields.choice<wml::Alignment>("align", kAlignments).value_or(wml::Alignment::center);
      added.inlines.push_back(read_picture(fields));
    } else if (kind == "table") {
      if (std::optional<Table> table = read_table(fields)) {
        content_.blocks.emplace_back(std::move(*table));
      }
    } else if (kind == "page_break") {
      fields.allow(kPageBreakKeys);
      if (fields.flag("page_break")) {
        content_.blocks.emplace_back(PageBreak{fields.origin().pointer});
      }
    } else if (kind == "section") {
      fields.allow(kSectionKeys);
      if (auto const orientation = fields.choice<Orientation>("section", kOrientations)) {
        content_.blocks.emplace_back(SectionChange{*orientation, fields.origin().pointer});
      }
    }
  }

  Paragraph& add_paragraph(Fields const& fields) {
    content_.blocks.emplace_back(Paragraph{});
    auto& added = std::get<Paragraph>(content_.blocks.back());
    added.pointer = fields.origin().pointer;
    return added;
  }

  Paragraph& paragraph(Fields const& fields, std::string_view key, Paragraph::Kind kind) {
    std::vector<Inline> inlines = read_runs(fields[key], key, fields.at(key), out_);
    Paragraph& added = add_paragraph(fields);
    added.kind = kind;
    added.inlines = std::move(inlines);
    return added;
  }

  void markdown(Fields const& fields) {
    if (fields["markdown"].kind() != Kind::string) {
      fields.wrong_type("markdown", {"chữ", "text"});
      return;
    }
    Content content = parse_markdown(fields["markdown"].text(), fields.at("markdown"), out_);
    for (Block& block : content.blocks) {
      if (in_cell_ && !std::holds_alternative<Paragraph>(block)) {
        out_.add(fields.at("markdown")
                     .diagnose(base::Id::block_bad_value,
                               {{"key", "markdown"},
                                {"expected.vi", "các đoạn văn trong một ô"},
                                {"expected.en", "paragraphs within a cell"},
                                {"found.vi", "một bảng"},
                                {"found.en", "a table"}}));
        return;
      }
      content_.blocks.push_back(std::move(block));
    }
  }

  bool in_cell_;
  base::Diagnostics& out_;
  Content content_;
};

constexpr std::array<std::string_view, 1> kValueKeys = {"blocks"};

Content read_object(data::Value value, Origin const& origin, base::Diagnostics& out) {
  Fields const fields{value, origin, out};
  fields.allow(kValueKeys);
  return BlockReader{false, out}.read(fields["blocks"], fields.at("blocks"));
}

bool is_structured(data::Value value) {
  return value.kind() == Kind::object && !value.find("blocks").is_missing();
}

void report_wrong_kind(data::Value value, Origin const& origin, base::Diagnostics& out) {
  out.add(origin.diagnose(
      base::Id::rich_text_wrong_type,
      {{"found.vi", std::string{data::kind_name(value.kind(), base::Language::vi)}},
       {"found.en", std::string{data::kind_name(value.kind(), base::Language::en)}}}));
}

std::vector<Inline> plain(std::string_view text) {
  std::vector<Inline> inlines(1);
  inlines[0].text = text;
  return inlines;
}

// Why content is more than a stretch of a paragraph; nullptrs when it is not.
Expected more_than_inline(Content const& content) {
  for (Block const& block : content.blocks) {
    if (auto const* paragraph = std::get_if<Paragraph>(&block)) {
      switch (paragraph->kind) {
        case Paragraph::Kind::heading:
          return {"một đề mục", "a heading"};
        case Paragraph::Kind::list_item:
        case Paragraph::Kind::list_continuation:
          return {"một danh sách", "a list"};
        case Paragraph::Kind::plain:
          if (!paragraph->style.empty() || paragraph->alignment) {
            return {"một đoạn có kiểu hoặc canh lề riêng",
                    "a paragraph with a style or alignment of its own"};
          }
      }
    } else if (std::holds_alternative<Table>(block)) {
      return {"một bảng", "a table"};
    } else if (std::holds_alternative<PageBreak>(block)) {
      return {"ngắt trang", "a page break"};
    } else {
      return {"đổi hướng trang", "a section change"};
    }
  }
  return content.blocks.size() > 1 ? Expected{"nhiều đoạn văn", "several paragraphs"}
                                   : Expected{nullptr, nullptr};
}

}  // namespace

Content read_cell_blocks(data::Value list, Origin const& origin, base::Diagnostics& out) {
  return BlockReader{true, out}.read(list, origin);
}

Content read_value(data::Value value, Origin const& origin, base::Diagnostics& out) {
  if (value.kind() == Kind::string) {
    return parse_markdown(value.text(), origin, out);
  }
  if (is_structured(value)) {
    return read_object(value, origin, out);
  }
  Content content;
  if (value.kind() == Kind::number) {
    Paragraph paragraph;
    paragraph.inlines = plain(value.text());
    paragraph.pointer = origin.pointer;
    content.blocks.emplace_back(std::move(paragraph));
  } else {
    report_wrong_kind(value, origin, out);
  }
  return content;
}

std::vector<Inline> read_inline_value(data::Value value,
                                      Origin const& origin,
                                      base::Diagnostics& out) {
  if (value.kind() == Kind::string) {
    return parse_inline_markdown(value.text(), origin, out);
  }
  if (value.kind() == Kind::number) {
    return plain(value.text());
  }
  if (!is_structured(value)) {
    report_wrong_kind(value, origin, out);
    return {};
  }
  Content content = read_object(value, origin, out);
  Expected const more = more_than_inline(content);
  if (more.en) {
    out.add(origin.diagnose(base::Id::rich_text_not_inline,
                            {{"found.vi", more.vi}, {"found.en", more.en}}));
    return {};
  }
  return content.blocks.empty() ? std::vector<Inline>{}
                                : std::move(std::get<Paragraph>(content.blocks[0]).inlines);
}

}  // namespace thethuc::rich

#include "rich/markdown.h"

#include <cassert>
#include <charconv>
#include <cstddef>
#include <exception>
#include <new>
#include <string>
#include <utility>

#include <md4c.h>

#include "rich/lines.h"
#include "rich/marks.h"

namespace thethuc::rich {

namespace {

// Line and page breaks that md4c would take for white space, while it reads.
constexpr char kLineBreak = '\x02';
constexpr char kPageBreak = '\x03';

std::vector<Inline> parse_note(std::string_view text, Origin const& origin, base::Diagnostics& out);

// Builds content from md4c's events. Only the blocks that prepare_blocks lets through come.
class Builder {
 public:
  Builder(Prepared const& prepared, Origin const& origin, base::Diagnostics& out)
      : prepared_(prepared), origin_(origin), out_(out) {}

  // Throws what a callback threw, and std::bad_alloc when md4c has no memory.
  Content run() {
    MD_PARSER parser{};
    parser.flags = MD_FLAG_TABLES | MD_FLAG_NOHTML | MD_FLAG_NOINDENTEDCODEBLOCKS;
    parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* self) {
      return guarded(self, [&](Builder& b) { b.enter_block(type, detail); });
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void*, void* self) {
      return guarded(self, [&](Builder& b) { b.leave_block(type); });
    };
    parser.enter_span = [](MD_SPANTYPE type, void* detail, void* self) {
      return guarded(self, [&](Builder& b) { b.enter_span(type, detail); });
    };
    parser.leave_span = [](MD_SPANTYPE type, void*, void* self) {
      return guarded(self, [&](Builder& b) { b.leave_span(type); });
    };
    parser.text = [](MD_TEXTTYPE type, MD_CHAR const* text, MD_SIZE size, void* self) {
      return guarded(self, [&](Builder& b) { b.text(type, {text, size}); });
    };
    int const result =
        md_parse(prepared_.text.data(), static_cast<MD_SIZE>(prepared_.text.size()), &parser, this);
    if (failure_) {
      std::rethrow_exception(failure_);
    }
    if (result != 0) {
      throw std::bad_alloc{};
    }
    assert(next_note_ == prepared_.notes.size());
    return std::move(content_);
  }

 private:
  // No exception may pass through md4c, which is C.
  template <class Work>
  static int guarded(void* self, Work const& work) {
    auto& builder = *static_cast<Builder*>(self);
    try {
      work(builder);
      return 0;
    } catch (...) {
      builder.failure_ = std::current_exception();
      return 1;
    }
  }

  void enter_block(MD_BLOCKTYPE type, void* detail) {
    switch (type) {
      case MD_BLOCK_UL:
        end_paragraph();
        if (++list_depth_ == kMostListLevels + 1) {
          out_.add(origin_.diagnose(base::Id::rich_list_too_deep,
                                    {{"limit", std::to_string(kMostListLevels)}}));
        }
        break;
      case MD_BLOCK_LI:
        end_paragraph();
        item_begins_ = true;
        break;
      case MD_BLOCK_H:
        begin(Paragraph::Kind::heading,
              static_cast<int>(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level));
        break;
      case MD_BLOCK_P:
        begin_plain();
        break;
      case MD_BLOCK_TABLE:
        end_paragraph();
        table_.emplace();
        table_->pointer = origin_.pointer;
        table_->columns.resize(static_cast<MD_BLOCK_TABLE_DETAIL*>(detail)->col_count);
        table_->header_rows = 1;
        break;
      case MD_BLOCK_TR:
        table_->rows.emplace_back();
        break;
      case MD_BLOCK_TH:
      case MD_BLOCK_TD:
        begin_cell(static_cast<MD_BLOCK_TD_DETAIL*>(detail)->align);
        break;
      default:
        break;
    }
  }

  void leave_block(MD_BLOCKTYPE type) {
    switch (type) {
      case MD_BLOCK_UL:
        end_paragraph();
        --list_depth_;
        break;
      case MD_BLOCK_LI:
      case MD_BLOCK_H:
      case MD_BLOCK_P:
        end_paragraph();
        break;
      case MD_BLOCK_TH:
      case MD_BLOCK_TD:
        if (!paragraph_.inlines.empty()) {
          table_->rows.back().back().paragraphs.push_back(std::exchange(paragraph_, {}));
        }
        is_open_ = false;
        break;
      case MD_BLOCK_TABLE:
        fit_columns(*table_);
        content_.blocks.emplace_back(std::move(*table_));
        table_.reset();
        break;
      default:
        break;
    }
  }

  void begin_cell(MD_ALIGN align) {
    std::vector<Cell>& row = table_->rows.back();
    Cell cell;
    cell.column = row.size();
    switch (align) {
      case MD_ALIGN_LEFT:
        table_->columns[cell.column].alignment = wml::Alignment::left;
        break;
      case MD_ALIGN_CENTER:
        table_->columns[cell.column].alignment = wml::Alignment::center;
        break;
      case MD_ALIGN_RIGHT:
        table_->columns[cell.column].alignment = wml::Alignment::right;
        break;
      case MD_ALIGN_DEFAULT:
        break;
    }
    row.push_back(std::move(cell));
    begin(Paragraph::Kind::plain, 0);
  }

  void begin(Paragraph::Kind kind, int level) {
    end_paragraph();  // in a tight list md4c tells of no end before a heading
    paragraph_ = {};
    paragraph_.kind = kind;
    paragraph_.level = level;
    paragraph_.pointer = origin_.pointer;
    is_open_ = true;
  }

  // A paragraph, which within a list is its item's first or a further one.
  void begin_plain() {
    if (list_depth_ == 0) {
      begin(Paragraph::Kind::plain, 0);
    } else {
      begin(std::exchange(item_begins_, false) ? Paragraph::Kind::list_item
                                               : Paragraph::Kind::list_continuation,
            static_cast<int>(list_depth_) - 1);
    }
  }

  void end_paragraph() {
    if (is_open_ && !table_) {
      content_.blocks.emplace_back(std::exchange(paragraph_, {}));
      is_open_ = false;
    }
  }

  void enter_span(MD_SPANTYPE type, void* detail) {
    switch (type) {
      case MD_SPAN_EM:
        ++italic_;
        break;
      case MD_SPAN_STRONG:
        ++bold_;
        break;
      case MD_SPAN_A:
        url_ = link_target(static_cast<MD_SPAN_A_DETAIL*>(detail)->href);
        break;
      default:
        break;
    }
  }

  void leave_span(MD_SPANTYPE type) {
    switch (type) {
      case MD_SPAN_EM:
        --italic_;
        break;
      case MD_SPAN_STRONG:
        --bold_;
        break;
      case MD_SPAN_A:
        url_.clear();
        break;
      default:
        break;
    }
  }

  std::string link_target(MD_ATTRIBUTE const& href) const {
    std::size_t index = 0;
    std::from_chars(href.text, href.text + href.size, index);
    return prepared_.links.at(index);
  }

  void text(MD_TEXTTYPE type, std::string_view text) {
    if (!is_open_) {
      begin_plain();  // a tight list has no paragraphs of its own
    }
    if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR) {
      put("\n");
      return;
    }
    for (std::size_t at = text.find(kNoteMark); at != std::string_view::npos;
         at = text.find(kNoteMark)) {
      put(text.substr(0, at));
      put_note();
      text.remove_prefix(at + kNoteMark.size());
    }
    put(text);
  }

  Format format() const {
    Format format;
    format.bold = bold_ > 0;
    format.italic = italic_ > 0;
    return format;
  }

  void put(std::string_view text) {
    if (text.empty()) {
      return;
    }
    std::vector<Inline>& inlines = paragraph_.inlines;
    if (inlines.empty() || inlines.back().kind != Inline::Kind::text ||
        inlines.back().format != format() || inlines.back().url != url_) {
      Inline part;
      part.format = format();
      part.url = url_;
      inlines.push_back(std::move(part));
    }
    for (char const c : text) {
      inlines.back().text += c == kLineBreak ? '\n' : c == kPageBreak ? '\f' : c;
    }
  }

  void put_note() {
    Inline note;
    note.kind = Inline::Kind::note;
    note.format = format();
    note.note = parse_note(prepared_.notes.at(next_note_++), origin_, out_);
    paragraph_.inlines.push_back(std::move(note));
  }

  Prepared const& prepared_;
  Origin const& origin_;
  base::Diagnostics& out_;
  Content content_;
  Paragraph paragraph_;  // the one that is open
  bool is_open_ = false;
  bool item_begins_ = false;
  std::size_t list_depth_ = 0;
  std::optional<Table> table_;
  int bold_ = 0;
  int italic_ = 0;
  std::string url_;
  std::size_t next_note_ = 0;
  std::exception_ptr failure_;
};

std::vector<Inline> only_paragraph(Content content) {
  if (content.blocks.empty()) {
    return {};
  }
  assert(content.blocks.size() == 1 && std::holds_alternative<Paragraph>(content.blocks[0]));
  return std::move(std::get<Paragraph>(content.blocks[0]).inlines);
}

std::vector<Inline> parse_note(std::string_view text,
                               Origin const& origin,
                               base::Diagnostics& out) {
  Prepared const prepared = prepare_inline(text, true, origin, out);
  return only_paragraph(Builder{prepared, origin, out}.run());
}

// Line ends as "\n", other breaks as characters that md4c passes on. What XML cannot hold does not
// come here; should it, it must not be taken for one of these.
std::string normalized(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char const c = text[i];
    if (c == '\r') {
      out += i + 1 < text.size() && text[i + 1] == '\n' ? "" : "\n";
    } else if (c == '\v') {
      out += kLineBreak;
    } else if (c == '\f') {
      out += kPageBreak;
    } else if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') {
      out += "\uFFFD";
    } else {
      out += c;
    }
  }
  return out;
}

bool is_too_large(std::string_view text, Origin const& origin, base::Diagnostics& out) {
  if (text.size() <= origin.max_text_bytes) {
    return false;
  }
  out.add(origin.diagnose(base::Id::rich_text_too_large,
                          {{"limit", std::to_string(origin.max_text_bytes)},
                           {"size", std::to_string(text.size())},
                           {base::kLimitName, "rich-bytes"}}));
  return true;
}

void append_plain(std::vector<Inline>& inlines, std::string_view text) {
  if (!text.empty()) {
    Inline part;
    part.text = text;
    inlines.push_back(std::move(part));
  }
}

}  // namespace

Content parse_markdown(std::string_view text, Origin const& origin, base::Diagnostics& out) {
  if (is_too_large(text, origin, out)) {
    return {};
  }
  std::string const lines = normalized(text);
  Prepared const prepared = prepare_blocks(lines, origin, out);
  return Builder{prepared, origin, out}.run();
}

std::vector<Inline> parse_inline_markdown(std::string_view text,
                                          Origin const& origin,
                                          base::Diagnostics& out) {
  if (is_too_large(text, origin, out)) {
    return {};
  }
  std::string const lines = normalized(text);
  std::string_view const inner = trim_blanks(lines);
  // White space at the ends belongs to the text around the tag, unless it holds a line's end.
  auto const begin =
      inner.empty() ? lines.size() : static_cast<std::size_t>(inner.data() - lines.data());
  std::string_view before = std::string_view{lines}.substr(0, begin);
  std::string_view after = std::string_view{lines}.substr(begin + inner.size());
  before = before.find('\n') == std::string_view::npos ? before : std::string_view{};
  after = after.find('\n') == std::string_view::npos ? after : std::string_view{};
  std::vector<Inline> inlines;
  append_plain(inlines, before);
  if (!inner.empty()) {
    Prepared const prepared = prepare_inline(inner, false, origin, out);
    for (Inline& part : only_paragraph(Builder{prepared, origin, out}.run())) {
      inlines.push_back(std::move(part));
    }
  }
  append_plain(inlines, after);
  return inlines;
}

}  // namespace thethuc::rich

// Pairs the tags of sections and moves their placeholders to the borders of what they repeat, so
// that afterwards the two placeholders of a section are siblings and everything between them is its
// range. What repeats is decided by where the tags stand (templates/README.md, "What a section
// repeats"): the smallest unit that holds both.

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/text.h"
#include "compile/ranges.h"
#include "compile/source.h"
#include "compile/text_beside.h"
#include "wml/names.h"
#include "wml/paragraph_text.h"
#include "wml/range_marks.h"
#include "wml/structure.h"

namespace thethuc::compile {
namespace {

namespace w = wml::w;
using wml::ContainerKind;
using wml::is;

bool opens(SourceTag const& tag) {
  return tag.tag.kind == TagKind::section || tag.tag.kind == TagKind::inverted_section;
}

std::vector<pugi::xml_node> ancestors(pugi::xml_node node) {
  std::vector<pugi::xml_node> out;
  for (; node; node = node.parent()) {
    out.push_back(node);
  }
  return out;
}

// The lowest node that holds both, and its children that hold each.
struct Common {
  pugi::xml_node container;
  pugi::xml_node first;
  pugi::xml_node second;
};

Common lowest_common(pugi::xml_node a, pugi::xml_node b) {
  std::vector<pugi::xml_node> const up_a = ancestors(a);
  std::vector<pugi::xml_node> const up_b = ancestors(b);
  std::size_t i = up_a.size();
  std::size_t j = up_b.size();
  Common common;
  while (i > 0 && j > 0 && up_a[i - 1] == up_b[j - 1]) {
    common.container = up_a[i - 1];
    --i;
    --j;
  }
  common.first = i > 0 ? up_a[i - 1] : common.container;
  common.second = j > 0 ? up_b[j - 1] : common.container;
  return common;
}

class Placer {
 public:
  explicit Placer(Source& source) : source_(source) {}

  void run() {
    for (SourcePart const& part : source_.parts) {
      pair(part.first_tag, part.last_tag, kNone);
    }
    for (std::uint32_t i = 0; i < source_.strings.size(); ++i) {
      pair(source_.strings[i].first_tag, source_.strings[i].last_tag, i);
    }
    find_bare_paragraphs();
    // In tag order, so that what moves to one border keeps its order there.
    for (std::uint32_t i = 0; i < source_.tags.size(); ++i) {
      SourceTag& tag = source_.tags[i];
      if (tag.string == kNone && tag.partner != kNone && tag.partner > i &&
          !tag.body.hint_unknown) {
        decide(tag, source_.tags[tag.partner]);
      }
    }
    for (std::uint32_t i = 0; i < source_.tags.size(); ++i) {
      if (source_.tags[i].string == kNone && source_.tags[i].partner != kNone) {
        move(i);
      }
    }
    remove_bare();
  }

  // Warnings of text beside tags: they mean something when all sections fit together.
  std::vector<base::Diagnostic> take_warnings() { return std::move(beside_); }

 private:
  // What a section's two placeholders are moved to: siblings of these nodes. Null: they stay where
  // they are, between runs.
  struct Border {
    pugi::xml_node first;
    pugi::xml_node second;
  };

  // Pairs the tags of one part, or of one string.
  void pair(std::uint32_t first, std::uint32_t last, std::uint32_t string) {
    std::vector<std::uint32_t> open;
    // A section of one note or header never reaches into another, but the body is one story.
    for (std::uint32_t i = first; i < last; ++i) {
      SourceTag& tag = source_.tags[i];
      if (tag.string != string) {
        continue;
      }
      if (opens(tag)) {
        open.push_back(i);
        if (open.size() > source_.options.limits.max_section_depth) {
          report(base::Id::sections_too_deep,
                 tag,
                 {{"limit", std::to_string(source_.options.limits.max_section_depth)},
                  {base::kLimitName, "section-depth"}});
          return;
        }
      } else if (tag.tag.kind == TagKind::closing) {
        close(i, open);
      }
    }
    for (std::uint32_t i : open) {
      report_unclosed(source_.tags[i]);
    }
  }

  void close(std::uint32_t index, std::vector<std::uint32_t>& open) {
    SourceTag& tag = source_.tags[index];
    auto const match = std::find_if(open.rbegin(), open.rend(), [&](std::uint32_t i) {
      return source_.tags[i].tag.name == tag.tag.name;
    });
    if (match == open.rend()) {
      report_unopened(tag, open);
      return;
    }
    // Sections that were opened since and are closed further on cross this one; those that never
    // are, are reported as not closed.
    for (auto crossed = open.rbegin(); crossed != match; ++crossed) {
      SourceTag& inner = source_.tags[*crossed];
      if (closes_later(index, inner)) {
        base::Diagnostic d = base::diagnose(
            base::Id::sections_cross, tag.tag.place, tag.tag.text, {{"other", inner.tag.text}});
        d.related.push_back(inner.tag.place);
        source_.diagnostics.add(std::move(d));
        crossed_.insert(inner.tag.name);
      } else {
        report_unclosed(inner);
      }
    }
    std::uint32_t const opening = *match;
    open.erase(std::next(match).base(), open.end());
    tag.partner = opening;
    source_.tags[opening].partner = index;
  }

  bool closes_later(std::uint32_t index, SourceTag const& inner) const {
    for (std::size_t i = index + 1; i < source_.tags.size(); ++i) {
      SourceTag const& later = source_.tags[i];
      if (later.tag.place.part != inner.tag.place.part) {
        return false;
      }
      if (later.string != inner.string) {
        continue;
      }
      if (later.tag.name == inner.tag.name) {
        return later.tag.kind == TagKind::closing;
      }
    }
    return false;
  }

  void report_unclosed(SourceTag const& tag) {
    report(base::Id::section_not_closed, tag, {{"closing", "{{/" + tag.tag.name + "}}"}});
  }

  void report_unopened(SourceTag const& tag, std::vector<std::uint32_t> const& open) {
    if (crossed_.erase(tag.tag.name) > 0) {
      return;  // already told as crossing
    }
    base::Diagnostic d = base::diagnose(
        base::Id::section_not_opened, tag.tag.place, tag.tag.text, {{"name", tag.tag.name}});
    std::vector<std::string> names;
    names.reserve(open.size());
    for (std::uint32_t i : open) {
      names.push_back(source_.tags[i].tag.name);
    }
    if (std::optional<std::string> const nearest = base::nearest_name(tag.tag.name, names)) {
      d.args.emplace_back("nearest", *nearest);
    }
    source_.diagnostics.add(std::move(d));
  }

  void report(base::Id id,
              SourceTag const& tag,
              std::initializer_list<std::pair<std::string, std::string>> args) {
    source_.diagnostics.add(base::diagnose(id, tag.tag.place, tag.tag.text, args));
  }

  // A paragraph is bare when it has tags but no variable, and nothing visible beside them.
  void find_bare_paragraphs() {
    std::unordered_set<std::size_t> with_value;
    for (SourceTag const& tag : source_.tags) {
      if (tag.string == kNone &&
          (tag.tag.kind == TagKind::variable || tag.tag.kind == TagKind::rich_variable)) {
        with_value.insert(tag.paragraph.hash_value());
      }
    }
    for (SourceTag const& tag : source_.tags) {
      std::size_t const key = tag.paragraph.hash_value();
      if (tag.string != kNone || with_value.contains(key) || bare_.contains(key) ||
          checked_.contains(key)) {
        continue;
      }
      checked_.insert(key);
      wml::ParagraphText const text = wml::paragraph_text(tag.paragraph);
      if (!text.has_objects && base::trim(text.text).empty() &&
          !tag.paragraph.child(w::pPr).child(w::sectPr)) {
        bare_.insert(key);
        bare_order_.push_back(tag.paragraph);
      }
    }
  }

  bool is_bare(pugi::xml_node paragraph) const { return bare_.contains(paragraph.hash_value()); }

  // A row is bare when all its paragraphs are bare or empty, and one at least is bare.
  bool is_bare_row(pugi::xml_node row) {
    auto const [known, is_new] = row_is_bare_.try_emplace(row.hash_value(), false);
    if (is_new) {
      known->second = holds_only_bare_paragraphs(row);
    }
    return known->second;
  }

  bool holds_only_bare_paragraphs(pugi::xml_node row) const {
    bool any = false;
    if (row.child(w::sdt)) {
      return false;  // a content control around cells is something to keep
    }
    for (pugi::xml_node cell : row.children(w::tc)) {
      for (pugi::xml_node block : cell.children()) {
        if (is(block, w::p)) {
          if (is_bare(block)) {
            any = true;
            continue;
          }
          wml::ParagraphText const text = wml::paragraph_text(block);
          if (text.has_objects || !base::trim(text.text).empty() || has_placeholders(block)) {
            return false;
          }
        } else if (!is(block, w::tcPr)) {
          return false;
        }
      }
    }
    return any;
  }

  static bool has_placeholders(pugi::xml_node paragraph) {
    return static_cast<bool>(
        paragraph.find_node([](pugi::xml_node n) { return is_placeholder(n); }));
  }

  void decide(SourceTag& open, SourceTag& close) {
    Border border;
    bool ok = false;
    if (open.partly_inserted || close.partly_inserted) {
      open.doubts.broken = true;
      close.doubts.broken = true;
      report_crossing(source_, open, close);
      return;
    }
    switch (open.body.hint) {
      case Hint::row:
        ok = decide_siblings(open, close, w::tr, border);
        break;
      case Hint::cell:
        ok = decide_siblings(open, close, w::tc, border);
        break;
      case Hint::block:
        ok = decide_blocks(open.paragraph, close.paragraph, border);
        break;
      case Hint::inline_:
        ok = open.placeholder.parent() == close.placeholder.parent();
        break;
      case Hint::none:
        ok = decide_by_place(open, close, border);
        break;
    }
    if (!ok) {
      open.doubts.broken = true;
      close.doubts.broken = true;
      report_crossing(source_, open, close);
      return;
    }
    if (is(border.first, w::p) && border.first != border.second) {
      note_text_beside(open);
      note_text_beside(close);
    }
    borders_[open.placeholder.hash_value()] = border;
    borders_[close.placeholder.hash_value()] = border;
  }

  void note_text_beside(SourceTag const& tag) {
    if (!is_bare(tag.paragraph) && !tag.tag.is_copy) {
      if (std::optional<base::Diagnostic> d = text_beside(source_, tag)) {
        beside_.push_back(std::move(*d));
      }
    }
  }

  bool decide_by_place(SourceTag const& open, SourceTag const& close, Border& border) const {
    if (open.paragraph == close.paragraph) {
      return open.placeholder.parent() == close.placeholder.parent();
    }
    Common const common = lowest_common(open.paragraph, close.paragraph);
    switch (wml::container_kind(common.container)) {
      case ContainerKind::block:
        return decide_blocks(open.paragraph, close.paragraph, border);
      case ContainerKind::row:
        border = {common.container, common.container};
        return belongs_to_row(open.paragraph, common.container) &&
               belongs_to_row(close.paragraph, common.container);
      case ContainerKind::table:
        border = {common.first, common.second};
        return belongs_to_row(open.paragraph, common.first) &&
               belongs_to_row(close.paragraph, common.second);
      case ContainerKind::inline_:
        return false;
    }
    return false;
  }

  static bool decide_blocks(pugi::xml_node first, pugi::xml_node second, Border& border) {
    border = {first, second};
    return first.parent() == second.parent() &&
           wml::container_kind(first.parent()) == ContainerKind::block;
  }

  // The rows or cells that hold the tags, when they have one parent.
  static bool decide_siblings(SourceTag const& open,
                              SourceTag const& close,
                              char const* name,
                              Border& border) {
    border = {wml::enclosing(open.paragraph, name), wml::enclosing(close.paragraph, name)};
    return border.first && border.second && border.first.parent() == border.second.parent();
  }

  // Whether a paragraph stands in a cell of `row` itself, not in a table within it.
  static bool belongs_to_row(pugi::xml_node paragraph, pugi::xml_node row) {
    return is(row, w::tr) && wml::enclosing(paragraph, w::tr) == row &&
           !within_text_box(paragraph, row);
  }
  static bool within_text_box(pugi::xml_node node, pugi::xml_node limit) {
    for (; node && node != limit; node = node.parent()) {
      if (is(node, w::txbxContent)) {
        return true;
      }
    }
    return false;
  }

  void move(std::uint32_t index) {
    SourceTag& tag = source_.tags[index];
    auto const found = borders_.find(tag.placeholder.hash_value());
    if (found == borders_.end() || !found->second.first) {
      return;
    }
    bool const opening = opens(tag);
    pugi::xml_node const border = opening ? found->second.first : found->second.second;
    bool const rows = is(border, w::tr);
    bool const bare = rows ? is_bare_row(border) && found->second.first != found->second.second
                           : is(border, w::p) && is_bare(border);
    if (rows && bare && bare_rows_.insert(border.hash_value()).second) {
      bare_row_order_.push_back(border);
    }
    // Bare: the placeholder takes its place. Else a row or cell is in the range, and a paragraph's
    // text stands outside of it, unless a hint says that this very paragraph repeats.
    bool const same = found->second.first == found->second.second;
    bool const whole = rows || is(border, w::tc) || same;
    bool const before = bare || (whole ? opening : !opening);
    pugi::xml_node anchor = border;
    if (!before) {
      pugi::xml_node& last = last_behind_[border.hash_value()];
      anchor = last ? last : border;
      border.parent().insert_move_after(tag.placeholder, anchor);
      last = tag.placeholder;
      return;
    }
    if (bare) {
      move_range_marks(border, tag.placeholder, border);
    }
    border.parent().insert_move_before(tag.placeholder, anchor);
  }

  void remove_bare() {
    std::vector<pugi::xml_node> alone;
    for (pugi::xml_node paragraph : bare_order_) {
      pugi::xml_node const row = wml::enclosing(paragraph, w::tr);
      if (!row || !bare_rows_.contains(row.hash_value())) {
        alone.push_back(paragraph);
      }
    }
    LostComments comments;
    auto const rescue = [&](pugi::xml_node vanishing) {
      move_range_marks(vanishing, {}, vanishing);
      comments.note(vanishing);
    };
    for (pugi::xml_node row : bare_row_order_) {
      rescue(row);
      row.parent().remove_child(row);
    }
    for (pugi::xml_node paragraph : alone) {
      rescue(paragraph);
      move_inner_sections(paragraph);
      remove_paragraph(paragraph);
    }
    for (SourcePart& part : source_.parts) {
      comments.remove_from(*part.document);
    }
  }

  // Sections within a paragraph that vanishes show nothing, and ask for their names all the same:
  // they stay between the blocks, in the order of the text.
  static void move_inner_sections(pugi::xml_node paragraph) {
    std::vector<pugi::xml_node> inner;
    paragraph.find_node([&](pugi::xml_node node) {
      if (is_placeholder(node)) {
        inner.push_back(node);
      }
      return false;
    });
    for (pugi::xml_node placeholder : inner) {
      pugi::xml_node anchor = paragraph;
      for (pugi::xml_node before = anchor.previous_sibling();
           is_placeholder(before) && placeholder_index(before) > placeholder_index(placeholder);
           before = anchor.previous_sibling()) {
        anchor = before;
      }
      paragraph.parent().insert_move_before(placeholder, anchor);
    }
  }

  void remove_paragraph(pugi::xml_node paragraph) {
    pugi::xml_node container = paragraph.parent();
    if (pugi::xml_node const behind = wml::first_in_controls(wml::block_behind(paragraph));
        is(behind, w::tbl)) {
      source_.parted_tables.insert(behind.hash_value());
    }
    bool last = !is(container, w::body);
    for (pugi::xml_node next = paragraph.next_sibling(); next && last; next = next.next_sibling()) {
      last = is_placeholder(next) || wml::is_range_mark(next);
    }
    if (last) {
      pugi::xml_node mark = container.append_child(kLastParagraph);
      if (pugi::xml_node const properties = paragraph.child(w::pPr)) {
        mark.append_copy(properties);
      }
    }
    container.remove_child(paragraph);
  }

  Source& source_;
  std::vector<base::Diagnostic> beside_;
  std::unordered_set<std::string> crossed_;
  std::unordered_set<std::size_t> bare_;
  std::unordered_set<std::size_t> checked_;
  std::vector<pugi::xml_node> bare_order_;
  std::unordered_map<std::size_t, Border> borders_;
  std::unordered_map<std::size_t, pugi::xml_node> last_behind_;
  std::unordered_map<std::size_t, bool> row_is_bare_;
  std::unordered_set<std::size_t> bare_rows_;  // those that give way to section tags
  std::vector<pugi::xml_node> bare_row_order_;
};

}  // namespace

namespace {

// Why two tags cannot be the ends of a section, and what to do where the remedy is not that of all.
std::vector<std::pair<std::string, std::string>> crossing_words(SourceTag const& opening,
                                                                SourceTag const& closing) {
  auto const differ = [&](char const* name) {
    return wml::enclosing(opening.placeholder, name) != wml::enclosing(closing.placeholder, name);
  };
  auto const in_row = [](SourceTag const& tag) {
    return static_cast<bool>(wml::enclosing(tag.placeholder, w::tr));
  };
  if (opening.partly_inserted || closing.partly_inserted) {
    return {{"problem.en", "stand in part within a tracked insertion"},
            {"problem.vi", "chỉ có một phần nằm trong phần chèn đang theo dõi"},
            {"remedy.en", "accept the change in Word, or type both tags anew"},
            {"remedy.vi", "chấp nhận thay đổi trong Word, hoặc gõ lại cả hai thẻ"}};
  }
  Hint const hint = opening.body.hint;
  if ((hint == Hint::row || hint == Hint::cell) && !(in_row(opening) && in_row(closing))) {
    return {{"problem.en", "are to repeat rows or columns, and stand outside of tables"},
            {"problem.vi", "phải lặp dòng hoặc cột nhưng đứng ngoài bảng"},
            {"remedy.en", "put both tags into the table, or take the hint away"},
            {"remedy.vi", "đặt cả hai thẻ vào bảng, hoặc bỏ chỉ dẫn"}};
  }
  if (hint == Hint::inline_ && opening.paragraph != closing.paragraph) {
    return {{"problem.en", "are to repeat text, and stand in two paragraphs"},
            {"problem.vi", "phải lặp chữ nhưng đứng trong hai đoạn"},
            {"remedy.en", "put both tags into one paragraph, or take @inline away"},
            {"remedy.vi", "đặt cả hai thẻ vào một đoạn, hoặc bỏ @inline"}};
  }
  if (differ(w::sdtContent)) {
    return {{"problem.en", "have the border of a content control between them"},
            {"problem.vi", "bị ngăn bởi đường viền của một ô điều khiển nội dung"},
            {"remedy.en", "put both tags into the content control, or both outside of it"},
            {"remedy.vi", "đặt cả hai thẻ vào trong ô điều khiển nội dung, hoặc cả hai ở ngoài"}};
  }
  if (differ(w::ins) || differ("w:moveTo")) {
    return {{"problem.en", "have the border of a tracked insertion between them"},
            {"problem.vi", "bị ngăn bởi đường viền của một phần chèn đang theo dõi"},
            {"remedy.en", "accept the change in Word, or type both tags anew"},
            {"remedy.vi", "chấp nhận thay đổi trong Word, hoặc gõ lại cả hai thẻ"}};
  }
  constexpr char const* kFrames[] = {
      w::hyperlink, "w:fldSimple", "w:smartTag", "w:customXml", "w:dir", "w:bdo"};
  if (std::any_of(std::begin(kFrames), std::end(kFrames), differ)) {
    return {{"problem.en", "have the border of a link, or of another frame of text, between them"},
            {"problem.vi", "bị ngăn bởi đường viền của một liên kết hay một khung chữ khác"},
            {"remedy.en", "put both tags into the link, or both outside of it"},
            {"remedy.vi", "đặt cả hai thẻ vào trong liên kết, hoặc cả hai ở ngoài"}};
  }
  return {{"problem.en", "do not stand in one paragraph, one cell, one row or one table"},
          {"problem.vi", "không cùng nằm trong một đoạn, một ô, một hàng hay một bảng"}};
}

}  // namespace

void report_crossing(Source& source, SourceTag const& opening, SourceTag const& closing) {
  base::Diagnostic d =
      base::diagnose(base::Id::section_crosses_structure, opening.tag.place, opening.tag.text);
  d.args = crossing_words(opening, closing);
  d.args.emplace_back("closing", closing.tag.text);
  d.related.push_back(closing.tag.place);
  source.diagnostics.add(std::move(d));
}

bool place_sections(Source& source) {
  std::size_t const errors = source.diagnostics.error_count();
  Placer placer{source};
  placer.run();
  if (!source.readable_sections || source.diagnostics.error_count() != errors) {
    return false;
  }
  for (base::Diagnostic& warning : placer.take_warnings()) {
    source.diagnostics.add(std::move(warning));
  }
  return true;
}

}  // namespace thethuc::compile

#include "compile/ranges.h"

#include <algorithm>
#include <unordered_map>
#include <utility>
#include <vector>

#include "compile/vanishing.h"
#include "wml/names.h"
#include "wml/range_marks.h"
#include "wml/structure.h"

namespace thethuc::compile {
namespace {

namespace w = wml::w;
using wml::is;

constexpr char kCommentStart[] = "w:commentRangeStart";
constexpr char kCommentEnd[] = "w:commentRangeEnd";

// In document order, `until` left out.
bool gather_marks(pugi::xml_node parent, pugi::xml_node until, std::vector<pugi::xml_node>& out) {
  for (pugi::xml_node node : parent.children()) {
    if (until && node == until) {
      return false;
    }
    if (wml::is_range_mark(node)) {
      out.push_back(node);
    } else if (!gather_marks(node, until, out)) {
      return false;
    }
  }
  return true;
}

bool is_within(pugi::xml_node node, pugi::xml_node ancestor) {
  for (; node; node = node.parent()) {
    if (node == ancestor) {
      return true;
    }
  }
  return false;
}

struct Mark {
  pugi::xml_node node;
  std::vector<std::uint32_t> sections;  // that are open there, outermost first
};

class RangeFinder {
 public:
  explicit RangeFinder(Source& source) : source_(source) {}

  void run(SourcePart& part) {
    find(part.document->document_element());
    for (Mark const& reference : references_) {
      gather_comment(reference);
    }
    for (Mark const& start : starts_) {
      auto const end = ends_.find(wml::range_key(start.node));
      if (end != ends_.end()) {
        leave_sections(start, end->second);
        leave_vanishing(start.node, end->second.node);
      }
    }
    lost_.remove_from(*part.document);
  }

 private:
  void find(pugi::xml_node parent) {
    for (pugi::xml_node node = parent.first_child(); node; node = node.next_sibling()) {
      if (is_section_placeholder(node, source_.tags)) {
        std::uint32_t const index = placeholder_index(node);
        if (source_.tags[index].tag.kind != TagKind::closing) {
          open_.push_back(index);
        } else if (!open_.empty()) {
          open_.pop_back();
        }
      } else if (wml::is_range_start(node)) {
        if (is(node, kCommentStart)) {
          comments_.try_emplace(node.attribute(w::id).value(), starts_.size());
        }
        starts_.push_back({node, open_});
      } else if (wml::is_range_end(node)) {
        ends_.try_emplace(wml::range_key(node), Mark{node, open_});
      } else if (wml::is_comment_reference(node)) {
        references_.push_back({node, open_});
      } else if (node.first_child()) {
        find(node);
      }
    }
  }

  // A comment's marks mean nothing without the reference. Where that may go and they would stay,
  // the comment shrinks to the place of its reference.
  void gather_comment(Mark const& reference) {
    pugi::xml_node const run = reference.node.parent();
    pugi::xml_node const paragraph = wml::enclosing_paragraph(run);
    auto const start = comments_.find(reference.node.attribute(w::id).value());
    if (start == comments_.end()) {
      return;
    }
    if (rich_tag_alone_in(paragraph, source_.tags)) {
      lost_.note(paragraph);  // blocks take its place
      return;
    }
    Mark& first = starts_[start->second];
    auto const end = ends_.find(wml::range_key(first.node));
    if (end == ends_.end()) {
      return;
    }
    bool const may_go = may_vanish(paragraph);
    auto const stays_behind = [&](Mark const& mark) {
      bool const in_its_sections =
          mark.sections.size() >= reference.sections.size() &&
          std::equal(reference.sections.begin(), reference.sections.end(), mark.sections.begin());
      return !in_its_sections || (may_go && !is_within(mark.node, paragraph));
    };
    if (stays_behind(first) || stays_behind(end->second)) {
      for (Mark* const mark : {&first, &end->second}) {
        run.parent().insert_move_before(mark->node, run);
        mark->sections = reference.sections;
      }
    }
  }

  // One whose marks a section parts would begin or end many times, or never.
  void leave_sections(Mark const& start, Mark const& end) {
    std::size_t common = 0;
    while (common < start.sections.size() && common < end.sections.size() &&
           start.sections[common] == end.sections[common]) {
      ++common;
    }
    if (common < start.sections.size()) {
      pugi::xml_node const border = source_.tags[start.sections[common]].placeholder;
      border.parent().insert_move_before(start.node, border);
    }
    if (common < end.sections.size()) {
      SourceTag const& opening = source_.tags[end.sections[common]];
      pugi::xml_node const border = source_.tags[opening.partner].placeholder;
      border.parent().insert_move_after(end.node, border);
    }
  }

  void leave_vanishing(pugi::xml_node start, pugi::xml_node end) {
    if (pugi::xml_node const around = outermost_vanishing(start, end)) {
      around.parent().insert_move_before(start, around);
    }
    if (pugi::xml_node const around = outermost_vanishing(end, start)) {
      // Word ends a bookmark over whole paragraphs at the beginning of the next one.
      is(around, w::p) && begins_with(around, end) ? around.parent().insert_move_before(end, around)
                                                   : around.parent().insert_move_after(end, around);
    }
  }

  pugi::xml_node outermost_vanishing(pugi::xml_node mark, pugi::xml_node other) {
    pugi::xml_node out;
    for (pugi::xml_node node = mark.parent(); node && !is_within(other, node);
         node = node.parent()) {
      if (may_vanish(node)) {
        out = node;
      }
    }
    return out;
  }

  // Asked once for each node: a paragraph may hold thousands of marks.
  bool may_vanish(pugi::xml_node node) {
    auto const [known, is_new] = vanishing_.try_emplace(node.hash_value(), false);
    if (is_new) {
      known->second = compile::may_vanish(node, source_.tags);
    }
    return known->second;
  }

  static bool begins_with(pugi::xml_node paragraph, pugi::xml_node mark) {
    pugi::xml_node const before = mark.previous_sibling();
    return mark.parent() == paragraph && (!before || is(before, w::pPr));
  }

  Source& source_;
  std::vector<std::uint32_t> open_;
  std::vector<Mark> starts_;
  std::unordered_map<std::string, Mark> ends_;
  std::vector<Mark> references_;  // of comments
  LostComments lost_;
  std::unordered_map<std::string, std::size_t> comments_;  // index into starts_, by id
  std::unordered_map<std::size_t, bool> vanishing_;        // by node
};

}  // namespace

void move_range_marks(pugi::xml_node from, pugi::xml_node until, pugi::xml_node place) {
  std::vector<pugi::xml_node> marks;
  gather_marks(from, until, marks);
  for (pugi::xml_node mark : marks) {
    place.parent().insert_move_before(mark, place);
  }
}

void move_range_marks_beside(pugi::xml_node paragraph) {
  pugi::xml_node const text = paragraph.find_node([](pugi::xml_node n) { return is(n, w::t); });
  move_range_marks(paragraph, text, paragraph);
  std::vector<pugi::xml_node> behind;
  gather_marks(paragraph, {}, behind);
  pugi::xml_node place = paragraph;
  for (pugi::xml_node mark : behind) {
    paragraph.parent().insert_move_after(mark, place);
    place = mark;
  }
}

void LostComments::note(pugi::xml_node vanishing) {
  vanishing.find_node([&](pugi::xml_node node) {
    if (wml::is_comment_reference(node)) {
      ids_.insert(node.attribute(w::id).value());
    }
    return false;
  });
}

void LostComments::remove_from(pugi::xml_node root) const {
  if (ids_.empty()) {
    return;
  }
  std::vector<pugi::xml_node> marks;
  gather_marks(root, {}, marks);
  for (pugi::xml_node mark : marks) {
    if ((is(mark, kCommentStart) || is(mark, kCommentEnd)) &&
        ids_.contains(mark.attribute(w::id).value())) {
      mark.parent().remove_child(mark);
    }
  }
}

void keep_ranges_whole(Source& source) {
  for (SourcePart& part : source.parts) {
    if (part.first_tag != part.last_tag) {
      RangeFinder{source}.run(part);
    }
  }
}

}  // namespace thethuc::compile

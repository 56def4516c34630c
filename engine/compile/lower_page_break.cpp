// A page break at the end of what repeats parts one item from the next. Behind the last item of a
// document it would only make a blank page, so it is left out there.

#include <cstring>
#include <utility>

#include "base/text.h"
#include "compile/lower.h"
#include "wml/names.h"
#include "wml/paragraph_text.h"
#include "wml/range_marks.h"

namespace thethuc::compile {
namespace {

namespace w = wml::w;
using wml::is;

bool is_page_break(pugi::xml_node node) {
  return is(node, w::br) && std::strcmp(node.attribute(w::type).value(), "page") == 0;
}

bool is_empty(pugi::xml_node paragraph) {
  wml::ParagraphText const text = wml::paragraph_text(paragraph);
  return !text.has_objects && base::trim(text.text).empty() &&
         !paragraph.child(w::pPr).child(w::sectPr) &&
         !paragraph.find_node([](pugi::xml_node n) { return is_placeholder(n); });
}

// What shows nothing, so that it may stand behind the break.
bool is_mark(pugi::xml_node node) {
  return is(node, w::pPr) || is(node, w::rPr) || wml::is_range_mark(node) ||
         wml::is_comment_reference(node) || is(node, w::proofErr) ||
         is(node, w::lastRenderedPageBreak);
}

// Walks back from the end of a body to the page break that is the last thing to be seen.
class LastPageBreak {
 public:
  explicit LastPageBreak(std::vector<SourceTag> const& tags) : tags_(tags) {}

  void find(pugi::xml_node body) {
    for (pugi::xml_node block = body.last_child(); block; block = block.previous_sibling()) {
      if (is(block, w::sectPr) || is_mark(block) || pass_closing(block)) {
        continue;
      }
      if (!is(block, w::p)) {
        return;
      }
      if (!is_empty(block)) {
        find_in_paragraph(block);
        return;
      }
    }
  }

  pugi::xml_node node;         // null: there is none
  std::uint32_t sections = 0;  // that were passed

 private:
  bool pass_closing(pugi::xml_node block) {
    if (!is_placeholder(block)) {
      return false;
    }
    SourceTag const& tag = tags_[placeholder_index(block)];
    if (tag.tag.kind == TagKind::comment || tag.tag.kind == TagKind::delimiters) {
      return true;
    }
    if (tag.tag.kind != TagKind::closing || tag.partner == kNone) {
      return false;
    }
    sections += tags_[tag.partner].tag.kind == TagKind::section ? 1U : 0U;
    return true;
  }

  void find_in_paragraph(pugi::xml_node paragraph) {
    for (pugi::xml_node child = paragraph.last_child(); child; child = child.previous_sibling()) {
      if (is_mark(child) || pass_closing(child)) {
        continue;
      }
      for (pugi::xml_node inner = is(child, w::r) ? child.last_child() : pugi::xml_node{}; inner;
           inner = inner.previous_sibling()) {
        if (is_page_break(inner)) {
          node = is_alone(inner, paragraph) ? paragraph : inner;
          return;
        }
        if (!is_mark(inner)) {
          return;
        }
      }
      if (!is(child, w::r)) {
        return;
      }
    }
  }

  static bool is_alone(pugi::xml_node page_break, pugi::xml_node paragraph) {
    if (paragraph.child(w::pPr).child(w::sectPr)) {
      return false;
    }
    for (pugi::xml_node child : paragraph.children()) {
      if (child != page_break.parent() && !is(child, w::pPr) && !is(child, w::proofErr)) {
        return false;
      }
    }
    for (pugi::xml_node child : page_break.parent().children()) {
      if (child != page_break && !is_mark(child)) {
        return false;
      }
    }
    return true;
  }

  std::vector<SourceTag> const& tags_;
};

}  // namespace

void Lowering::find_last_page_break(pugi::xml_node body) {
  LastPageBreak found{source_.tags};
  found.find(body);
  last_page_break_ = found.sections > 0 ? found.node : pugi::xml_node{};
  last_page_sections_ = found.sections;
}

void Lowering::lower_last_page_break(Emitter& out) {
  pugi::xml_node const node = std::exchange(last_page_break_, pugi::xml_node{});
  std::uint32_t const skip = out.add(Op::unless_last, last_page_sections_);
  lower_node(node, out);
  out.at(skip).b = out.here();
}

}  // namespace thethuc::compile

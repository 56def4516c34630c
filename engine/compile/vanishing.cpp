#include "compile/vanishing.h"

#include "base/text.h"
#include "compile/rule_style.h"
#include "wml/names.h"
#include "wml/range_marks.h"
#include "wml/structure.h"

namespace thethuc::compile {
namespace {

namespace w = wml::w;
using wml::is;

bool shows_nothing(pugi::xml_node in_run) {
  return is(in_run, w::t) ? base::trim(in_run.text().get()).empty()
                          : is(in_run, w::rPr) || is(in_run, w::lastRenderedPageBreak) ||
                                is(in_run, w::softHyphen) || wml::is_comment_reference(in_run);
}

bool holds_comment_reference_only(pugi::xml_node run) {
  bool any = false;
  for (pugi::xml_node child : run.children()) {
    if (wml::is_comment_reference(child)) {
      any = true;
    } else if (!is(child, w::rPr)) {
      return false;
    }
  }
  return any && is(run, w::r);
}

// What shows only what the runs in it do.
bool wraps_runs(pugi::xml_node node) {
  return is(node, w::hyperlink) || is(node, w::ins) || is(node, "w:smartTag");
}

// Where the runs are in what shows only what they do; null for another node. A content control is
// such when it holds tags of sections: others are something to keep.
pugi::xml_node wrapped_in(pugi::xml_node node, std::vector<SourceTag> const& tags) {
  if (wraps_runs(node)) {
    return node;
  }
  pugi::xml_node const content = is(node, w::sdt) ? node.child(w::sdtContent) : pugi::xml_node{};
  return content && has_sections_inside(content, tags) ? content : pugi::xml_node{};
}

// Walks the children of a paragraph, or of what wraps some of them.
class Emptiness {
 public:
  explicit Emptiness(std::vector<SourceTag> const& tags) : tags_(tags) {}

  // False: something shows whatever the sections do.
  bool walk(pugi::xml_node parent) {
    for (pugi::xml_node child : parent.children()) {
      if (is_section_placeholder(child, tags_)) {
        sections_ = true;
        depth_ += tags_[placeholder_index(child)].tag.kind == TagKind::closing ? -1 : 1;
      } else if (pugi::xml_node const inner = wrapped_in(child, tags_)) {
        if (!walk(inner)) {
          return false;
        }
      } else if (depth_ == 0 && has_content(child, tags_)) {
        return false;
      }
    }
    return true;
  }
  bool has_sections() const { return sections_; }

 private:
  std::vector<SourceTag> const& tags_;
  int depth_ = 0;
  bool sections_ = false;
};

}  // namespace

bool has_content(pugi::xml_node node, std::vector<SourceTag> const& tags) {
  if (is_value_placeholder(node, tags) || is_insert_placeholder(node, tags)) {
    return true;
  }
  if (is_placeholder(node) || is(node, w::pPr) || is(node, w::proofErr) ||
      wml::is_range_mark(node)) {
    return false;
  }
  if (is(node, w::r)) {
    for (pugi::xml_node child : node.children()) {
      if (!shows_nothing(child)) {
        return true;
      }
    }
    return false;
  }
  if (wraps_runs(node)) {
    for (pugi::xml_node child : node.children()) {
      if (has_content(child, tags)) {
        return true;
      }
    }
    return false;
  }
  return true;
}

bool may_come_out_empty(pugi::xml_node paragraph, std::vector<SourceTag> const& tags) {
  if (paragraph.child(w::pPr).child(w::sectPr)) {
    return false;
  }
  Emptiness emptiness{tags};
  return emptiness.walk(paragraph) && emptiness.has_sections();
}

bool shows_beside_runs(pugi::xml_node node, std::vector<SourceTag> const& tags) {
  if (pugi::xml_node const inner = wrapped_in(node, tags)) {
    for (pugi::xml_node child : inner.children()) {
      if (shows_beside_runs(child, tags)) {
        return true;
      }
    }
    return false;
  }
  return !is(node, w::r) && has_content(node, tags);
}

pugi::xml_node rich_tag_alone_in(pugi::xml_node paragraph, std::vector<SourceTag> const& tags) {
  if (paragraph.child(w::pPr).child(w::sectPr)) {
    return {};
  }
  pugi::xml_node alone;
  for (pugi::xml_node child : paragraph.children()) {
    if (is(child, w::pPr) || is(child, w::proofErr) || wml::is_range_mark(child) ||
        holds_comment_reference_only(child)) {
      continue;
    }
    if (alone || !is_insert_placeholder(child, tags) ||
        tags[placeholder_index(child)].tag.kind != TagKind::rich_variable) {
      return {};
    }
    alone = child;
  }
  return alone;
}

bool always_holds(pugi::xml_node container,
                  char const* row_or_cell,
                  std::vector<SourceTag> const& tags) {
  int depth = 0;
  for (pugi::xml_node child : container.children()) {
    if (is_section_placeholder(child, tags)) {
      depth += tags[placeholder_index(child)].tag.kind == TagKind::closing ? -1 : 1;
    } else if (depth == 0 && (is(child, row_or_cell) ||
                              (is(child, w::sdt) &&
                               always_holds(child.child(w::sdtContent), row_or_cell, tags)))) {
      return true;
    }
  }
  return false;
}

bool may_vanish(pugi::xml_node node, std::vector<SourceTag> const& tags) {
  if (is(node, w::p)) {
    return may_come_out_empty(node, tags) || rule_fraction(wml::paragraph_style(node)).has_value();
  }
  if (is(node, w::tbl)) {
    return !always_holds(node, w::tr, tags);
  }
  if (!is(node, w::sdt)) {
    return false;
  }
  wml::ContainerKind const kind = wml::container_kind(node.parent());
  return (kind == wml::ContainerKind::table &&
          !always_holds(node.child(w::sdtContent), w::tr, tags)) ||
         (kind == wml::ContainerKind::row && !always_holds(node.child(w::sdtContent), w::tc, tags));
}

}  // namespace thethuc::compile

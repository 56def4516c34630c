// Replaces the text of each tag by a placeholder element, whatever runs Word has cut the tag into.
// A value's placeholder stands inside the run that holds the tag's first brace, so it takes that
// run's formatting; all others stand between runs, those of values that are more than text with a
// copy of its properties.

#include <algorithm>
#include <string>
#include <vector>

#include "compile/source.h"
#include "wml/names.h"
#include "wml/paragraph_text.h"
#include "wml/runs.h"
#include "wml/structure.h"

namespace thethuc::compile {
namespace {

namespace w = wml::w;

class Isolator {
 public:
  Isolator(std::vector<SourceTag>& tags, pugi::xml_node paragraph)
      : tags_(tags), text_(wml::paragraph_text(paragraph)) {}

  // Tags must come from last to first: then what stands before a tag is still where the text says.
  void isolate(std::uint32_t index) {
    SourceTag& tag = tags_[index];
    auto const first = std::partition_point(
        text_.pieces.begin(), text_.pieces.end(), [&](wml::TextPiece const& p) {
          return p.end <= tag.begin;
        });
    if (uncut_ != &*first) {
      cut();
    }
    pugi::xml_node const node = first->node;
    pugi::xml_node run = node.parent();
    if (tag.tag.kind != TagKind::variable && tag.tag.kind != TagKind::rich_variable) {
      tag.partly_inserted = is_partly_inserted(first, tag.end);
    }
    keep_behind(*first, tag.end);
    for (auto piece = first + 1; piece != text_.pieces.end() && piece->begin < tag.end; ++piece) {
      cut_front(*piece, tag.end);
    }
    tag.placeholder = run.insert_child_after(kPlaceholder, node);
    tag.placeholder.append_attribute(kIndex).set_value(index);
    limit_ = tag.begin;
    uncut_ = &*first;
    if (tag.begin == first->begin) {
      run.remove_child(node);
      uncut_ = nullptr;
    }
    if (tag.tag.kind != TagKind::variable || is_insert(tag)) {
      lift(tag);
    }
  }

  // To be called after the last.
  void cut() {
    if (uncut_ != nullptr) {
      uncut_->node.text().set(text(uncut_->begin, limit_).c_str());
      uncut_ = nullptr;
    }
  }

 private:
  std::string text(std::size_t begin, std::size_t end) const {
    return text_.text.substr(begin, end - begin);
  }

  // Where a piece's own text ends by now: tags further right have cut off what was theirs.
  std::size_t limit(wml::TextPiece const& piece) const { return std::min(piece.end, limit_); }

  // Gives what follows a tag in the piece in which it ends a w:t of its own. What precedes the tag
  // stays as it is until the piece's other tags are done, lest each of them copies it.
  void keep_behind(wml::TextPiece const& piece, std::size_t tag_end) {
    if (tag_end >= limit(piece)) {
      return;
    }
    pugi::xml_node const node = piece.node;
    pugi::xml_node behind = node.parent().insert_child_after(node.name(), node);
    for (pugi::xml_attribute a : node.attributes()) {
      behind.append_copy(a);
    }
    behind.text().set(text(tag_end, limit(piece)).c_str());
  }

  // Takes from a piece what belongs to a tag that began in an earlier one.
  void cut_front(wml::TextPiece const& piece, std::size_t tag_end) {
    pugi::xml_node parent = piece.node.parent();
    keep_behind(piece, tag_end);
    parent.remove_child(piece.node);
    if (wml::is_empty_run(parent)) {
      parent.parent().remove_child(parent);
    }
  }

  // Whether the border of a tracked insertion runs through the tag that begins in this piece: who
  // rejects the change is left with half of it.
  bool is_partly_inserted(std::vector<wml::TextPiece>::const_iterator first,
                          std::size_t end) const {
    auto const insertion = [](wml::TextPiece const& piece) {
      pugi::xml_node const inserted = wml::enclosing(piece.node, w::ins);
      return inserted ? inserted : wml::enclosing(piece.node, "w:moveTo");
    };
    pugi::xml_node const first_insertion = insertion(*first);
    for (auto piece = first + 1; piece != text_.pieces.end() && piece->begin < end; ++piece) {
      if (insertion(*piece) != first_insertion) {
        return true;
      }
    }
    return false;
  }

  // Brings a placeholder out of its run, to stand between runs.
  static void lift(SourceTag& tag) {
    pugi::xml_node const run = tag.placeholder.parent();
    if (pugi::xml_node const behind = tag.placeholder.next_sibling()) {
      wml::split_run_before(run, behind);
    }
    run.parent().insert_move_after(tag.placeholder, run);
    if (is_insert(tag)) {
      tag.placeholder.append_copy(run.child(w::rPr));  // the formatting of what is inserted
    }
    if (wml::is_empty_run(run)) {
      run.parent().remove_child(run);
    }
  }

  std::vector<SourceTag>& tags_;
  wml::ParagraphText text_;
  std::size_t limit_ = std::string::npos;
  wml::TextPiece const* uncut_ = nullptr;  // still holds what lies behind limit_
};

// A content control that holds a tag holds text of its own from now on: it is neither a placeholder
// (17.5.2.39) nor what a custom XML part says (17.5.2.6), which Word would put in its place.
void release_controls(pugi::xml_node placeholder) {
  for (pugi::xml_node node = placeholder.parent(); node; node = node.parent()) {
    if (!wml::is(node, w::sdt)) {
      continue;  // unasked: a body of many children would be searched through for each tag
    }
    pugi::xml_node properties = node.child(w::sdtPr);
    for (char const* name : {"w:showingPlcHdr", "w:dataBinding", "w15:dataBinding"}) {
      properties.remove_child(name);
    }
  }
}

}  // namespace

void isolate(Source& source) {
  for (std::size_t end = source.tags.size(); end > 0;) {
    std::size_t begin = end - 1;
    while (begin > 0 && source.tags[begin - 1].paragraph == source.tags[begin].paragraph) {
      --begin;
    }
    if (!source.tags[begin].paragraph) {  // tags of strings stay where they are
      end = begin;
      continue;
    }
    Isolator isolator{source.tags, source.tags[begin].paragraph};
    for (std::size_t i = end; i > begin; --i) {
      isolator.isolate(static_cast<std::uint32_t>(i - 1));
      release_controls(source.tags[i - 1].placeholder);
    }
    isolator.cut();
    end = begin;
  }
}

}  // namespace thethuc::compile

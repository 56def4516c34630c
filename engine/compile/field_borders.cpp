// A complex field begins, has its result and ends by three characters, each in a run of its own
// (ECMA-376 Part 1, 17.16.18). A section that holds one of them and not the others would make a
// field that begins twice and ends once.

#include <algorithm>
#include <cstring>
#include <utility>
#include <vector>

#include "compile/source.h"
#include "wml/names.h"

namespace thethuc::compile {
namespace {

namespace w = wml::w;
using wml::is;

class FieldBorders {
 public:
  explicit FieldBorders(Source& source) : source_(source) {}

  void check(pugi::xml_node parent) {
    for (pugi::xml_node node : parent.children()) {
      if (is_section_placeholder(node, source_.tags)) {
        pass(placeholder_index(node));
      } else if (is(node, "w:fldChar")) {
        take(node.attribute("w:fldCharType").value());
      } else if (is(node, w::txbxContent) || is(node, w::footnote) || is(node, w::endnote)) {
        std::vector<Sections> outer = std::exchange(fields_, {});  // a story of its own
        check(node);
        fields_ = std::move(outer);
      } else if (node.first_child()) {
        check(node);
      }
    }
  }

 private:
  using Sections = std::vector<std::uint32_t>;  // opening tags, outermost first

  void pass(std::uint32_t index) {
    if (source_.tags[index].tag.kind != TagKind::closing) {
      open_.push_back(index);
    } else if (!open_.empty()) {
      open_.pop_back();
    }
  }

  // An end without a beginning is the template's own fault, which Word has shown to its author.
  void take(char const* border) {
    if (std::strcmp(border, "begin") == 0) {
      fields_.push_back(open_);
      return;
    }
    if (fields_.empty()) {
      return;
    }
    Sections& begun = fields_.back();
    auto const [first, second] =
        std::mismatch(begun.begin(), begun.end(), open_.begin(), open_.end());
    if (first != begun.end() || second != open_.end()) {
      report(source_.tags[first != begun.end() ? *first : *second]);
      begun = open_;  // told
    }
    if (std::strcmp(border, "end") == 0) {
      fields_.pop_back();
    }
  }

  void report(SourceTag const& opening) {
    if (opening.doubts.pair) {
      return;
    }
    SourceTag const& closing = source_.tags[opening.partner];
    base::Diagnostic d = base::diagnose(base::Id::section_cuts_field,
                                        opening.tag.place,
                                        opening.tag.text,
                                        {{"closing", closing.tag.text}});
    d.related.push_back(closing.tag.place);
    source_.diagnostics.add(std::move(d));
  }

  Source& source_;
  Sections open_;
  std::vector<Sections> fields_;  // that are open: where each began, innermost last
};

}  // namespace

void check_fields(Source& source) {
  for (SourcePart const& part : source.parts) {
    if (part.first_tag != part.last_tag) {
      FieldBorders{source}.check(*part.document);
    }
  }
}

}  // namespace thethuc::compile

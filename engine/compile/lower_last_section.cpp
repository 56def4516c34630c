// Sections that data puts one behind the other, each ended by a paragraph of its own: what the last
// of them ends is the document's last section, whichever it is.

#include "compile/lower.h"
#include "wml/names.h"
#include "wml/structure.h"

namespace thethuc::compile {

namespace w = wml::w;
using wml::is;

// Whether `node` is the body's own w:sectPr, and the last paragraph before it that may be there
// ends a section, too.
bool Lowering::may_end_twice(pugi::xml_node node) const {
  if (!is(node, w::sectPr) || !is(node.parent(), w::body)) {
    return false;
  }
  for (pugi::xml_node block = node.previous_sibling(); block; block = block.previous_sibling()) {
    if (!is_placeholder(block)) {
      return is(block, w::p) && block.child(w::pPr).child(w::sectPr);
    }
  }
  return false;
}

void Lowering::lower_last_section(pugi::xml_node section, Emitter& out) {
  std::uint32_t const either = out.add(Op::end_section);
  if (auto const end = section_ends_.find(section.hash_value()); end != section_ends_.end()) {
    out.add(Op::section_properties, end->second);
  } else {
    lower_element(section, out);
  }
  out.at(either).b = out.here();
}

}  // namespace thethuc::compile

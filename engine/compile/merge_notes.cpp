// Footnotes and endnotes that a merged body refers to: each reference gets a copy of its note.

#include <algorithm>

#include "compile/merge.h"
#include "opc/xml.h"
#include "wml/names.h"

namespace thethuc::compile {

namespace w = wml::w;
using wml::is;

void Merger::copy_notes(pugi::xml_node tree, std::vector<Copied>& out) {
  for (pugi::xml_node node = tree.first_child(); node;) {
    pugi::xml_node const next = node.next_sibling();
    bool const to_footnote = is(node, w::footnoteReference);
    if (to_footnote || is(node, w::endnoteReference)) {
      if (!copy_note(node, to_footnote ? 0 : 1, out)) {
        tree.remove_child(node);  // a reference to nothing: Word would call the file damaged
      }
    } else if (node.first_child()) {
      copy_notes(node, out);
    }
    node = next;
  }
}

bool Merger::copy_note(pugi::xml_node reference, int kind, std::vector<Copied>& out) {
  Notes const& notes = notes_[kind];
  auto const found = notes.by_id.find(reference.attribute(w::id).value());
  if (found == notes.by_id.end()) {
    return false;
  }
  std::string size;
  opc::append_xml(size, found->second);
  SharedPart const which = kind == 0 ? SharedPart::footnotes : SharedPart::endnotes;
  pugi::xml_node root = target_.host.root_to_change(which);
  if (!root || !target_.host.charge(size.size())) {
    return false;
  }
  int& last = target_.last_note[kind];
  for (pugi::xml_node note = last == 0 ? root.first_child() : pugi::xml_node{}; note;
       note = note.next_sibling()) {
    int const id = note.attribute(w::id).as_int();
    last = id < (1 << 30) ? std::max(last, id) : last;
  }
  pugi::xml_node copy = root.append_copy(found->second);
  adopt_namespaces(found->second.parent(), copy);
  copy.remove_attribute(w::type);
  copy.attribute(w::id).set_value(++last);
  reference.attribute(w::id).set_value(last);
  out.push_back({copy, {notes.part, shared_part_name(target_.host.package(), which), false, true}});
  return true;
}

}  // namespace thethuc::compile

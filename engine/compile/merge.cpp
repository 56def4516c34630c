#include "compile/merge.h"

#include <utility>

#include "compile/partial_lists.h"
#include "opc/xml.h"
#include "wml/names.h"

namespace thethuc::compile {
namespace {

namespace w = wml::w;
using wml::is;

pugi::xml_node root_of(std::unique_ptr<pugi::xml_document> const& document) {
  return document ? document->document_element() : pugi::xml_node{};
}

}  // namespace

void remove_comments(pugi::xml_node tree) {
  for (pugi::xml_node node = tree.first_child(); node;) {
    pugi::xml_node const next = node.next_sibling();
    if (is(node, "w:commentRangeStart") || is(node, "w:commentRangeEnd") ||
        is(node, "w:commentReference")) {
      tree.remove_child(node);
    } else if (node.first_child()) {
      bool const held_mark = is(node, w::r) && node.child("w:commentReference");
      remove_comments(node);
      if (held_mark && !node.find_child([](pugi::xml_node n) { return !is(n, w::rPr); })) {
        tree.remove_child(node);  // the run was the mark's
      }
    }
    node = next;
  }
}

Merger::Merger(MergeTarget& target, opc::Package guest, std::string file_name)
    : target_(target),
      guest_(std::move(guest)),
      file_name_(std::move(file_name)),
      main_(opc::parse_xml(guest_.find(guest_.main_part())->bytes,
                           file_name_,
                           guest_.main_part(),
                           target.host.limits(),
                           target.host.diagnostics())),
      numbering_part_(shared_part_name(guest_, SharedPart::numbering)),
      styles_document_(read(SharedPart::styles)),
      numbering_document_(read(SharedPart::numbering)),
      has_notes_(refers_to_notes()),
      styles_(target.styles, root_of(styles_document_)),
      numbering_(target.numbering, root_of(numbering_document_)),
      parts_(target.host, target.parts, guest_),
      references_(target.host.package(), numbering_part_, styles_, numbering_, parts_) {
  if (has_notes_) {
    read_notes(0);
    read_notes(1);
  }
}

pugi::xml_node Merger::body() const {
  return root_of(main_).child(w::body);
}

std::unique_ptr<pugi::xml_document> Merger::read(SharedPart which) const {
  opc::Part const* const part = guest_.find(shared_part_name(guest_, which));
  return part ? opc::parse_xml(part->bytes,
                               file_name_,
                               part->name,
                               target_.host.limits(),
                               target_.host.diagnostics())
              : nullptr;
}

void Merger::read_notes(int kind) {
  Notes& notes = notes_[kind];
  SharedPart const which = kind == 0 ? SharedPart::footnotes : SharedPart::endnotes;
  notes.part = shared_part_name(guest_, which);
  notes.document = read(which);
  for (pugi::xml_node note : root_of(notes.document).children()) {
    // Separators have another type (17.11.10, 17.18.33).
    if (std::string_view{note.attribute(w::type).as_string("normal")} == "normal") {
      notes.by_id.emplace(note.attribute(w::id).value(), note);
    }
  }
}

bool Merger::refers_to_notes() const {
  return static_cast<bool>(body().find_node(
      [](pugi::xml_node n) { return is(n, w::footnoteReference) || is(n, w::endnoteReference); }));
}

std::vector<MergedNote> Merger::append_body(pugi::xml_node holder, MergePlace const& place) {
  std::vector<MergedNote> notes;
  if (!target_.host.charge(guest_.find(guest_.main_part())->bytes.size())) {
    return notes;
  }
  // Apart from what the holder has already.
  pugi::xml_node fragment = holder.append_child("thethuc-fragment");
  for (pugi::xml_node block : body().children()) {
    if (!is(block, w::sectPr)) {
      fragment.append_copy(block);
    }
  }
  adopt_namespaces_of_children(body(), fragment);
  std::vector<Copied> copied;
  if (has_notes_) {
    copy_notes(fragment, copied);
  }
  std::vector<pugi::xml_node> trees;
  for (Copied const& copy : copied) {
    trees.push_back(copy.note);
    notes.push_back({copy.story.host_part, copy.note.attribute(w::id).value()});
  }
  mark_lists(fragment, trees);
  trees.insert(trees.begin(), fragment);
  for (pugi::xml_node const tree : trees) {
    remove_comments(tree);
  }
  target_.ids.renumber(trees);
  numbering_.begin_fragment();
  references_.map(fragment, {guest_.main_part(), place.part, place.may_end_sections, false});
  for (Copied const& copy : copied) {
    references_.map(copy.note, copy.story);
  }
  references_.map_definitions();
  while (pugi::xml_node const block = fragment.first_child()) {
    holder.append_move(block);
  }
  holder.remove_child(fragment);
  return notes;
}

}  // namespace thethuc::compile

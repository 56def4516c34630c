// Footnotes and endnotes: a note is lowered where it is referred to, in the scope of the reference.

#include "compile/lower.h"

#include <algorithm>
#include <utility>

#include "opc/xml.h"
#include "wml/names.h"

namespace thethuc::compile {

namespace w = wml::w;

void Lowering::take_notes(int kind, SourcePart& part) {
  notes_[kind] = &part;
}

Lowering::GatheringFrame Lowering::lower_notes_frame(SourcePart& part, int kind) {
  pugi::xml_node const root = part.document->document_element();
  Emitter prefix{program_};
  prefix.xml() += opc::kXmlDeclaration;
  opc::append_start_tag(prefix.xml(), root, false);
  int first_free = 1;
  for (pugi::xml_node note : root.children()) {
    // Separators have a type and keep their ids (17.11.10).
    if (note.attribute(w::type)) {
      lower_node(note, prefix);
      constexpr int kMostId = 1 << 30;
      first_free = std::max(first_free, std::min(note.attribute(w::id).as_int(), kMostId) + 1);
    }
  }
  program_.first_note_id[kind] = static_cast<std::uint32_t>(first_free);
  GatheringFrame frame;
  frame.prefix = prefix.finish();
  Emitter suffix{program_};
  opc::append_end_tag(suffix.xml(), root);
  frame.suffix = suffix.finish();
  return frame;
}

void Lowering::lower_note_reference(pugi::xml_node reference, int kind, Emitter& out) {
  pugi::xml_node note;
  for (pugi::xml_node candidate : notes_[kind]->document->document_element().children()) {
    if (!candidate.attribute(w::type) && std::string_view{candidate.attribute(w::id).value()} ==
                                             reference.attribute(w::id).value()) {
      note = candidate;
    }
  }
  if (!note) {
    return;  // a reference to nothing: Word would call the file damaged
  }
  Emitter body{program_};
  pugi::xml_node const shell = note;
  std::string start;
  opc::append_start_tag(start, shell, false);
  // The id is written by note_id; all other attributes stay.
  std::string const id_text = std::string{" w:id=\""} + shell.attribute(w::id).value() + "\"";
  std::size_t const at = start.find(id_text);
  body.xml() += start.substr(0, at);
  body.add(Op::note_id, 0, static_cast<std::uint32_t>(kind));
  body.xml() += start.substr(at + id_text.size());
  std::string const outer_part = std::exchange(part_, notes_[kind]->name);
  bool const outer_touching = std::exchange(touching_, false);
  pugi::xml_node const outer_measuring = std::exchange(measuring_, {});
  find_measured(note);
  lower_children(note, body);
  if (has_sections_inside(note, source_.tags) && !note.child(kLastParagraph)) {
    ensure_paragraph(note.last_child().child(w::pPr), body);
  }
  part_ = outer_part;
  touching_ = outer_touching;
  measuring_ = outer_measuring;
  opc::append_end_tag(body.xml(), note);
  std::uint32_t const segment = body.finish();

  std::string tag;
  opc::append_start_tag(tag, reference, true);
  std::string const reference_id =
      std::string{" w:id=\""} + reference.attribute(w::id).value() + "\"";
  std::size_t const reference_at = tag.find(reference_id);
  out.xml() += tag.substr(0, reference_at);
  out.add(Op::note, segment, static_cast<std::uint32_t>(kind));
  out.xml() += tag.substr(reference_at + reference_id.size());
}

}  // namespace thethuc::compile

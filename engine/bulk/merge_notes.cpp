#include "bulk/merge_notes.h"

#include <string_view>

#include "compile/merge.h"
#include "opc/xml.h"
#include "wml/names.h"

namespace thethuc::bulk {
namespace {

namespace w = wml::w;
using wml::is;

constexpr char kCommentReference[] = "w:commentReference";

bool is_comment_mark(pugi::xml_node node) {
  return is(node, "w:commentRangeStart") || is(node, "w:commentRangeEnd") ||
         is(node, kCommentReference);
}

}  // namespace

bool GuestNotes::read(pugi::xml_node body,
                      NoteKind const& kind,
                      std::string const& text,
                      std::string const& file_name,
                      std::string const& part_name,
                      opc::Limits const& limits,
                      base::Diagnostics& out) {
  kind_ = kind;
  bool const is_used = static_cast<bool>(
      body.find_node([&](pugi::xml_node node) { return is(node, kind.reference); }));
  if (!is_used || text.empty()) {
    return true;
  }
  document_ = opc::parse_xml(text, file_name, part_name, limits, out);
  for (pugi::xml_node const note : root().children(kind.element)) {
    // Separators have another type (ECMA-376 Part 1, 17.11.10, 17.18.33).
    if (std::string_view{note.attribute(w::type).as_string("normal")} == "normal") {
      by_id_.emplace(note.attribute(w::id).value(), note);
    }
  }
  return document_ != nullptr;
}

void GuestNotes::number(pugi::xml_node body, int& last) {
  bool const are_comments = std::string_view{kind_.reference} == kCommentReference;
  if (are_comments && by_id_.empty()) {
    compile::remove_comments(body);
    return;
  }
  visit(body, last);
}

void GuestNotes::visit(pugi::xml_node node, int& last) {
  bool const are_comments = std::string_view{kind_.reference} == kCommentReference;
  for (pugi::xml_node child = node.first_child(); child;) {
    pugi::xml_node const next = child.next_sibling();
    if (are_comments ? is_comment_mark(child) : is(child, kind_.reference)) {
      // A comment is named three times, by the ends of its range and its mark: one comment.
      std::string const id = child.attribute(w::id).value();
      std::string number;
      if (auto const known = numbers_.find(id); are_comments && known != numbers_.end()) {
        number = known->second;
      } else if (pugi::xml_node note = take(id)) {
        number = std::to_string(++last);
        note.attribute(w::id).set_value(number.c_str());
        numbers_.emplace(id, number);
        used_.push_back(note);
      }
      number.empty() ? static_cast<void>(node.remove_child(child))
                     : static_cast<void>(child.attribute(w::id).set_value(number.c_str()));
    } else if (child.first_child()) {
      visit(child, last);
    }
    child = next;
  }
}

// The note of that id, or a copy of it when it is taken already; null when there is none.
pugi::xml_node GuestNotes::take(std::string const& id) {
  auto const found = by_id_.find(id);
  if (found == by_id_.end()) {
    return {};
  }
  return numbers_.count(id) > 0 ? found->second.parent().append_copy(found->second) : found->second;
}

}  // namespace thethuc::bulk

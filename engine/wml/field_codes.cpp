#include "wml/field_codes.h"

#include <algorithm>
#include <string>

#include "wml/names.h"
#include "wml/runs.h"

namespace thethuc::wml {
namespace {

constexpr char kCode[] = "w:instrText";

// What may stand between two runs and says nothing of either.
bool is_mark(pugi::xml_node node) {
  return is(node, w::proofErr) || is(node, "w:bookmarkStart") || is(node, "w:bookmarkEnd");
}

void append_code(pugi::xml_node first, pugi::xml_node more) {
  std::string const code = std::string{first.text().get()} + more.text().get();
  first.text().set(code.c_str());
  if (!first.attribute("xml:space")) {
    first.append_attribute("xml:space").set_value("preserve");
  }
}

// `code` is the w:instrText that more may be appended to, null when there is none.
void join_in_run(pugi::xml_node run, pugi::xml_node& code) {
  for (pugi::xml_node child = run.first_child(); child;) {
    pugi::xml_node const next = child.next_sibling();
    if (is(child, kCode) && code) {
      append_code(code, child);
      run.remove_child(child);
    } else if (is(child, kCode)) {
      code = child;
    } else if (!is(child, w::rPr)) {
      code = {};
      join_field_codes(child.first_child(), {});  // a text box
    }
    child = next;
  }
}

}  // namespace

FieldPiece first_field_piece(std::string_view code) {
  constexpr std::string_view kBetween = " \t\"\\";
  std::size_t const end = std::min(code.find_first_of(kBetween), code.size());
  std::size_t const next = std::min(code.find_first_not_of(kBetween, end), code.size());
  return {code.substr(0, end), code.substr(end, next - end)};
}

void join_field_codes(pugi::xml_node first, pugi::xml_node end) {
  pugi::xml_node code;
  for (pugi::xml_node node = first; node && node != end;) {
    pugi::xml_node const next = node.next_sibling();
    if (is(node, w::r)) {
      bool const was_empty = is_empty_run(node);
      join_in_run(node, code);
      if (!was_empty && is_empty_run(node)) {
        node.parent().remove_child(node);
      }
    } else if (!is_mark(node)) {
      code = {};
      join_field_codes(node.first_child(), {});
    }
    node = next;
  }
}

}  // namespace thethuc::wml

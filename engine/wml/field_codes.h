#pragma once

// The codes of fields: " REF muc_1 \\h " (ECMA-376 Part 1, 17.16).

#include <string_view>

#include <pugixml.hpp>

namespace thethuc::wml {

// A field code is words, any of which may be the name of a bookmark, and what parts them (17.16.5).
struct FieldPiece {
  std::string_view word;     // "" at the beginning of a code that begins with a separator
  std::string_view between;  // what follows it
};
// The first piece of a code that is not empty.
FieldPiece first_field_piece(std::string_view code);

// Word may cut a code into runs, in the middle of a name. In what stands from `first` up to `end`,
// a later sibling or null, neighbouring runs of code become one, with the properties of the first.
// Nothing is joined over a border of another field, of a tracked change or a link.
void join_field_codes(pugi::xml_node first, pugi::xml_node end);

}  // namespace thethuc::wml

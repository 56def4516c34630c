#pragma once

// What has to be unique in a document, and what refers to it.

#include <cstddef>
#include <cstdint>
#include <optional>

#include <pugixml.hpp>

namespace thethuc::wml {

// What ids are unique among (ECMA-376 Part 1, 17.13.6, 17.9.18, 20.4.2.5; Part 4, 14.1). A
// bookmark's and a shape's is a name, all others are numbers.
enum class IdKind : std::uint8_t { annotation, bookmark, drawing, text_box, shape, list };
inline constexpr std::size_t kIdKinds = 6;

inline bool is_name(IdKind kind) {
  return kind == IdKind::bookmark || kind == IdKind::shape;
}

// Of what kind the id is that the attribute gives to its element; nullopt when it gives none.
std::optional<IdKind> declared_id(pugi::xml_node element, pugi::xml_attribute attribute);
// Of what kind the id is by which the attribute refers to something else.
std::optional<IdKind> referred_id(pugi::xml_node element, pugi::xml_attribute attribute);
// Ids that Word gives anew by itself, so that a copy may go without.
bool is_given_by_word(pugi::xml_attribute attribute);

}  // namespace thethuc::wml

#pragma once

// The fonts that a document's theme gives to the kinds of characters (ECMA-376 Part 1, 20.1.4.1.18,
// 17.3.2.26).

#include <array>
#include <string>
#include <string_view>

#include <pugixml.hpp>

namespace thethuc::wml {

// The kinds of characters that w:rFonts tells apart, in the order of its attributes.
inline constexpr std::size_t kFontSlots = 4;
inline constexpr std::array<char const*, kFontSlots> kFontNames = {
    "w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"};
inline constexpr std::array<char const*, kFontSlots> kFontThemes = {
    "w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"};

// Immutable; borrows nothing.
class ThemeFonts {
 public:
  // Of a package without a theme: names no font.
  ThemeFonts() = default;
  // `theme` is the root of the theme part, or null.
  explicit ThemeFonts(pugi::xml_node theme);

  // The font that `fonts` (w:rFonts) gives to a slot, of the theme if it asks for it, which sets
  // aside what is named beside it; false: it leaves the slot to others. What a theme does not have
  // is "". The view lies in `fonts` or here.
  bool find(pugi::xml_node fonts, std::size_t slot, std::string_view& font) const;

 private:
  std::array<std::string, 2 * kFontSlots> fonts_;  // major and minor
};

}  // namespace thethuc::wml

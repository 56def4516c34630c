#include "wml/theme_fonts.h"

namespace thethuc::wml {

ThemeFonts::ThemeFonts(pugi::xml_node theme) {
  pugi::xml_node const fonts = theme.child("a:themeElements").child("a:fontScheme");
  std::size_t at = 0;
  for (char const* scheme : {"a:majorFont", "a:minorFont"}) {
    pugi::xml_node const node = fonts.child(scheme);
    for (char const* slot : {"a:latin", "a:latin", "a:ea", "a:cs"}) {
      fonts_[at++] = node.child(slot).attribute("typeface").value();
    }
  }
}

bool ThemeFonts::find(pugi::xml_node fonts, std::size_t slot, std::string_view& font) const {
  if (pugi::xml_attribute const theme = fonts.attribute(kFontThemes[slot])) {
    // "minorHAnsi", "majorBidi" …
    bool const is_minor = std::string_view{theme.value()}.starts_with("minor");
    std::size_t const first = is_minor ? kFontSlots : 0;
    font = fonts_[first + slot];
    if (font.empty()) {  // a theme without one for this script
      font = fonts_[first];
    }
    return true;
  }
  pugi::xml_attribute const named = fonts.attribute(kFontNames[slot]);
  if (named) {
    font = named.value();
  }
  return static_cast<bool>(named);
}

}  // namespace thethuc::wml

#pragma once

// The section that a tag stands in, and what a change of its orientation makes of it.

#include <array>
#include <string>
#include <string_view>

#include <pugixml.hpp>

#include "base/units.h"
#include "rich/content.h"

namespace thethuc::rich {

// A section of the template, upright and on its side. Turning swaps width and height; the margins
// stay, since the decree gives one set for both (ND 30/2020, phu luc I). Immutable; borrows
// nothing.
class Section {
 public:
  // A4 with the decree's margins.
  Section() : Section(pugi::xml_node{}) {}
  // Of a w:sectPr; a null node is as above.
  explicit Section(pugi::xml_node section);

  Orientation orientation() const { return orientation_; }
  // Width of the text area.
  base::Twips text_width(Orientation orientation) const;
  // The w:sectPr in that orientation, with the section's headers and footers. `continued`: pages of
  // the section came before, so it begins a page, but has no first page of its own and goes on
  // counting. When a content changes sections, the w:sectPr that stands in the template must be
  // written continued as well, since what is left of its section comes last.
  std::string_view xml(Orientation orientation, bool continued) const {
    return xml_[orientation == Orientation::landscape ? 1 : 0][continued ? 1 : 0];
  }

 private:
  Orientation orientation_;
  base::Twips width_;  // as it stands in the template
  base::Twips height_;
  base::Twips margins_;                            // left, right and gutter together
  std::array<std::array<std::string, 2>, 2> xml_;  // by orientation, and whether continued
};

}  // namespace thethuc::rich

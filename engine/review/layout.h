#pragma once

// A document as somebody has laid it out: what two versions of it are compared by.

#include <string>
#include <vector>

#include "base/geometry.h"
#include "rules/components.h"

namespace thethuc::review {

// The page of a section, in millimetres, as the document says it (w:sectPr), not as it came out.
struct PageSetup {
  double width_mm = 0;
  double height_mm = 0;
  double top_mm = 0;
  double bottom_mm = 0;
  double left_mm = 0;
  double right_mm = 0;
  double header_mm = 0;
  double footer_mm = 0;
  bool operator==(PageSetup const&) const = default;
};

// A line of the document as it was written, which may take several on the page.
struct NamedText {
  rules::Component component = rules::Component::khac;
  std::string text;
};

// A plain value. `sections` and `texts` are empty for what is no .docx.
struct Layout {
  base::Geometry geometry;
  std::vector<PageSetup> sections;
  std::vector<NamedText> texts;  // in reading order
};

}  // namespace thethuc::review

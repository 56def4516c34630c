#pragma once

// What changed between two layouts, in words.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "rules/components.h"

namespace thethuc::review {

enum class ChangeKind {
  page_size,
  margin,
  page_count,
  sections,
  size,
  font,
  bold,
  italic,
  text,
  rule,
  picture,
  page_break,
  line_pitch,
  rewrapped,
  moved,
  appearance  // only the picture of the page tells: a colour, a shading
};
std::string_view kind_id(ChangeKind kind);  // "page_size"
base::Words const& kind_name(ChangeKind kind);

// A place on a page, in millimetres from its upper left corner.
struct Mark {
  int page = 1;
  double left_mm = 0;
  double top_mm = 0;
  double width_mm = 0;
  double height_mm = 0;
};

// One change, however many lines of the document show it.
struct Change {
  ChangeKind kind = ChangeKind::text;
  rules::Component component = rules::Component::khac;
  base::Words what;   // "cỡ chữ 13 → 14 pt"
  std::string quote;  // the beginning of the first line concerned; "" when there is none
  std::size_t lines = 0;
  std::vector<Mark> old_marks;
  std::vector<Mark> new_marks;

  // "trích yếu: cỡ chữ 13 → 14 pt".
  base::Words headline() const;
  // The same with its place: " (3 dòng, trang 1–2)".
  base::Words message() const;
};

// A number with at most `decimals` of them, none that are 0, and a comma in Vietnamese: "13,5".
base::Words number_text(double value, int decimals);
// A share from 0 to 1 as "12,5 %"; what is more than nothing and less than the decimals can say is
// "dưới 0,1 %".
base::Words share_text(double share, int decimals);
// "13 → 14 pt".
base::Words change_text(double from, double to, int decimals, std::string_view unit);
// The beginning of a text, for quotes.
std::string shortened(std::string_view text, std::size_t code_points = 48);

}  // namespace thethuc::review

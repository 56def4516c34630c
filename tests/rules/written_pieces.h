#pragma once

// Pieces of WordprocessingML that documents written in lines of a case are put together from.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace thethuc::test {

int twips(double mm);
std::string number(int value);
// The words of a line, "top=20" as pairs.
std::vector<std::pair<std::string, std::string>> tokens(std::string_view text);

struct Box {
  double x = 0, y = 0, width = 60;
  double inset = -1;  // at the left and right; less than 0: the usual one
  bool is_vml = false;
};

// How the number of the page is written in headers and footers.
struct NumberField {
  std::string number_switch;  // "ROMAN" of PAGE \* ROMAN
  double size = 0;            // of its run, in points; 0: none of its own
  bool is_bold = false;
  bool has_result = true;      // as Word leaves it; other programs write the code alone
  bool is_simple = false;      // w:fldSimple
  std::string before, behind;  // texts beside it
};

// What opens a text box, up to its paragraphs; `shape`: a number of its own.
std::string vml_box(Box const& box);
std::string drawn_box(Box const& box, int shape);
std::string end_of_box(Box const& box);

// "30,20,58": a frame so far from the left and upper edge of the page, and so wide; "" for none.
std::string frame_of(std::string const& text);
// "c30,l80": tab stops, centred at 30 mm and left at 80 mm.
std::string stops_of(std::string const& text);
// How a drawn line is drawn: "dash", "dbl", "none"; "" for a solid one.
std::string outline(std::string const& style);

// A header ("hdr") or footer ("ftr") that holds the number of the page; `before`: runs before it.
std::string page_number(std::string_view root,
                        std::string_view jc,
                        NumberField const& field,
                        std::string_view before = "");

}  // namespace thethuc::test

#pragma once

// Measures as documents tell them. Strangers may write any number: what no page can have is brought
// to a bound, so that calculating with it is safe.

#include <optional>
#include <string_view>

#include <pugixml.hpp>

namespace thethuc::wml {

// Twips. No page of Word is wider or higher than 22 inches.
inline constexpr int kMostTwips = 31'680;

// A measure as the schemas allow it, Strict ones always and transitional ones too: a number that
// counts the attribute's own unit, or one with the unit beside it, "595.30pt", "2.5cm" (ECMA-376
// Part 1, 22.9.2.14 ST_TwipsMeasure, 22.9.2.15 ST_UniversalMeasure, 17.18.42 ST_HpsMeasure). Word
// writes points when it saves as Strict. What is no measure, a percentage too, is as if nothing
// said it.

// Page sizes, margins, indents, spacing, widths of type "dxa". Lines counted in 240ths of a line
// (w:spacing w:line) are the same number: a line is 12 pt there. Within ±kMostTwips.
std::optional<int> twips(std::string_view measure);
int twips_of(pugi::xml_attribute attribute, int otherwise = 0);
// A width of a table or cell (w:tblW, w:tcW): none unless it is told as a length (17.4.87).
std::optional<int> twips_of_width(pugi::xml_node width);
// Sizes of fonts, in half points: 0 to 3276, Word's own bound.
int half_points_of(pugi::xml_attribute attribute, int otherwise);

}  // namespace thethuc::wml

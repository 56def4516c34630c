#pragma once

// Measures as documents tell them. Strangers may write any number: what no page can have is brought
// to a bound, so that calculating with it is safe.

#include <algorithm>

#include <pugixml.hpp>

namespace thethuc::wml {

// Twips. No page of Word is wider or higher than 22 inches.
inline constexpr int kMostTwips = 31'680;

inline int twips_of(pugi::xml_attribute attribute, int otherwise = 0) {
  return std::clamp(attribute.as_int(otherwise), -kMostTwips, kMostTwips);
}

}  // namespace thethuc::wml

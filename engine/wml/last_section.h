#pragma once

// A section that ends with the last paragraph of a body.

#include <string>
#include <string_view>

namespace thethuc::wml {

// When `xml`, a body being written, ends with a paragraph that holds a section's properties and no
// text, takes these out of it and gives them, the whole w:sectPr; otherwise an empty text, and
// `xml` stays. What such a paragraph ends is the last section when nothing follows it, and a last
// section's properties stand in the body itself: left in the paragraph, they would make an empty
// page behind it. The paragraph stays, since a table must not be the last of a body.
inline std::string take_last_section(std::string& xml) {
  constexpr std::string_view kEnd = "</w:sectPr></w:pPr></w:p>";
  constexpr std::string_view kBehindSection = "</w:pPr></w:p>";
  std::size_t const section =
      std::string_view{xml}.ends_with(kEnd) ? xml.rfind("<w:sectPr") : std::string::npos;
  if (section == std::string::npos) {
    return {};
  }
  std::string properties = xml.substr(section, xml.size() - kBehindSection.size() - section);
  xml.erase(section, properties.size());
  return properties;
}

}  // namespace thethuc::wml

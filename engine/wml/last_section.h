#pragma once

// A section that ends with the last paragraph of a body.

#include <string>
#include <string_view>

namespace thethuc::wml {

// When `xml`, a body being written, ends with a paragraph that holds a section's properties and no
// text, takes it off and gives its w:sectPr; otherwise an empty text, and `xml` stays. What such a
// paragraph ends is the last section when nothing follows it, and a last section's properties stand
// in the body itself: left in the paragraph, they would make an empty page behind it.
inline std::string take_last_section(std::string& xml) {
  constexpr std::string_view kEnd = "</w:sectPr></w:pPr></w:p>";
  constexpr std::string_view kBehindSection = "</w:pPr></w:p>";
  if (!std::string_view{xml}.ends_with(kEnd)) {
    return {};
  }
  std::size_t const section = xml.rfind("<w:sectPr");
  // Between the paragraph's start and its section stand properties alone, so the last start of a
  // paragraph is its own. w:pPr and others begin alike: the name ends with '>' or a blank.
  std::size_t paragraph = section;
  do {
    paragraph = paragraph == 0 ? std::string::npos : xml.rfind("<w:p", paragraph - 1);
  } while (paragraph != std::string::npos && xml[paragraph + 4] != '>' &&
           xml[paragraph + 4] != ' ');
  if (section == std::string::npos || paragraph == std::string::npos) {
    return {};
  }
  std::string properties = xml.substr(section, xml.size() - kBehindSection.size() - section);
  xml.resize(paragraph);
  return properties;
}

}  // namespace thethuc::wml

#include "rich/numbering.h"

#include <array>
#include <cstddef>
#include <string_view>

#include "rich/content.h"

namespace thethuc::rich {

namespace {

constexpr std::array<std::string_view, 3> kBullets = {"-", "+", "•"};
// ND 30/2020, phu luc I: a paragraph's first line goes in by 1 cm.
constexpr base::Twips kStep = base::twips_from_mm(10);
constexpr base::Twips kHanging = base::twips_from_mm(4);

}  // namespace

base::Twips bullet_list_indent(int level) {
  return {kStep.count * (level + 1) + kHanging.count};
}

void append_bullet_list(std::string& xml, int abstract_id) {
  xml += "<w:abstractNum w:abstractNumId=\"" + std::to_string(abstract_id) +
         "\"><w:multiLevelType w:val=\"hybridMultilevel\"/>";
  for (std::size_t level = 0; level < kMostListLevels; ++level) {
    int const left = bullet_list_indent(static_cast<int>(level)).count;
    xml += "<w:lvl w:ilvl=\"" + std::to_string(level) +
           "\"><w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"";
    xml.append(kBullets[level % kBullets.size()]);
    xml += "\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"" + std::to_string(left) +
           "\" w:hanging=\"" + std::to_string(kHanging.count) + "\"/></w:pPr></w:lvl>";
  }
  xml += "</w:abstractNum>";
}

}  // namespace thethuc::rich

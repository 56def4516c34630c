#pragma once

// The numbers that Word puts before the paragraphs of a list ("1.", "a)", "II."), which are no text
// of theirs (ECMA-376 Part 1, 17.9).

#include <array>
#include <map>
#include <string>
#include <string_view>

#include <pugixml.hpp>

namespace thethuc::wml {

// The levels of a numbering part. Borrows the parsed part; a null node is a package without one.
class ListLevels {
 public:
  explicit ListLevels(pugi::xml_node numbering);

  // The w:lvl that holds for a list and level, of an override or of the definition; null when there
  // is none.
  pugi::xml_node level(std::string_view num_id, int level) const;
  // The level that a definition ties to a paragraph style (w:pStyle); -1 when none is.
  int level_of_style(std::string_view num_id, std::string_view style_id) const;
  // What instances count together: the id of the definition behind `num_id`; "" when none.
  std::string_view definition(std::string_view num_id) const;
  // The value that an instance begins its level with, when it says so (w:startOverride); else -1.
  int start_override(std::string_view num_id, int level) const;

 private:
  pugi::xml_node abstract_of(std::string_view num_id) const;

  std::map<std::string, pugi::xml_node, std::less<>> nums_;
  std::map<std::string, pugi::xml_node, std::less<>> abstracts_;
  std::map<std::string, pugi::xml_node, std::less<>> style_definitions_;  // by w:styleLink
};

struct ListLabel {
  std::string text;         // "1.", "a)", "-"; "" when the level shows nothing
  std::string_view format;  // w:numFmt: "decimal", "bullet" …
  bool is_bullet() const { return format == "bullet"; }
};

// Counts the paragraphs of all lists; ask once for each, in document order.
class ListCounter {
 public:
  explicit ListCounter(ListLevels const& levels) : levels_(levels) {}
  ListLabel next(std::string_view num_id, int level);

 private:
  struct Counts {
    std::array<int, 9> value{};  // of each level; 0: not begun
  };
  ListLevels const& levels_;
  std::map<std::string, Counts, std::less<>> counts_;             // by definition
  std::map<std::string, std::array<bool, 9>, std::less<>> seen_;  // by instance: begun with
};

// A number as a level's w:numFmt writes it: "iv", "AA", "07". Unknown formats count in Arabic.
std::string list_number(std::string_view format, int value);

}  // namespace thethuc::wml

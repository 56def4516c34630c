#pragma once

// Where partials stood in an exported template that was edited since.

#include <set>
#include <string>
#include <vector>

#include <pugixml.hpp>

#include "compile/partial_marks.h"

namespace thethuc::library {

struct MarkedRange {
  compile::PlaceMark mark;
  std::string bookmark;  // its whole name, which no other range has
  pugi::xml_node start;  // the mark itself
  pugi::xml_node first;  // siblings
  pugi::xml_node last;
  std::size_t inside = static_cast<std::size_t>(-1);  // index of the nearest range around it
  // The mark stands at the end of a paragraph, so that what is behind may be the beginning, too.
  bool may_begin_behind = false;
};

// In the order of the document. Word moves marks that stand between blocks into the next
// paragraph, LibreOffice those before a table into its first cell; both are seen through. Ranges of
// which no end, or no whole blocks, are left have no `first`. LibreOffice writes the same for a
// range that begins with a table and for one that begins behind it: those whose bookmarks are in
// `beginning_behind` are taken for the latter.
std::vector<MarkedRange> marked_ranges(pugi::xml_node root,
                                       std::set<std::string> const& beginning_behind = {});
// Whether a node is one of the blocks of the range, or within one.
bool is_within(pugi::xml_node node, MarkedRange const& range);

}  // namespace thethuc::library

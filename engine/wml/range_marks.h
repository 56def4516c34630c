#pragma once

// Marks that begin and end a range, wherever they stand (ECMA-376 Part 1, 17.13): bookmarks,
// comments, permissions, tracked moves. Both marks of one range share its w:id.

#include <cstring>
#include <iterator>
#include <string>
#include <string_view>

#include <pugixml.hpp>

#include "wml/names.h"

namespace thethuc::wml {

struct RangeMarks {
  char const* start;
  char const* end;
};
inline constexpr RangeMarks kRangeMarks[] = {
    {"w:bookmarkStart", "w:bookmarkEnd"},
    {"w:permStart", "w:permEnd"},
    {"w:commentRangeStart", "w:commentRangeEnd"},
    {"w:moveFromRangeStart", "w:moveFromRangeEnd"},
    {"w:moveToRangeStart", "w:moveToRangeEnd"},
    {"w:customXmlInsRangeStart", "w:customXmlInsRangeEnd"},
    {"w:customXmlDelRangeStart", "w:customXmlDelRangeEnd"},
    {"w:customXmlMoveFromRangeStart", "w:customXmlMoveFromRangeEnd"},
    {"w:customXmlMoveToRangeStart", "w:customXmlMoveToRangeEnd"}};

inline bool is_range_start(pugi::xml_node node) {
  for (RangeMarks const& marks : kRangeMarks) {
    if (is(node, marks.start)) {
      return true;
    }
  }
  return false;
}
inline bool is_range_end(pugi::xml_node node) {
  for (RangeMarks const& marks : kRangeMarks) {
    if (is(node, marks.end)) {
      return true;
    }
  }
  return false;
}
inline bool is_range_mark(pugi::xml_node node) {
  return is_range_start(node) || is_range_end(node);
}

// The next element before and behind a node that is no mark; null when there is none.
inline pugi::xml_node block_before(pugi::xml_node node) {
  do {
    node = node.previous_sibling();
  } while (node && (node.type() != pugi::node_element || is_range_mark(node)));
  return node;
}
inline pugi::xml_node block_behind(pugi::xml_node node) {
  do {
    node = node.next_sibling();
  } while (node && (node.type() != pugi::node_element || is_range_mark(node)));
  return node;
}

// Of a mark: what it has in common with the other one of its range, and with no other range.
inline std::string range_key(pugi::xml_node mark) {
  for (std::size_t i = 0; i < std::size(kRangeMarks); ++i) {
    if (is(mark, kRangeMarks[i].start) || is(mark, kRangeMarks[i].end)) {
      return std::to_string(i) + " " + mark.attribute(w::id).value();
    }
  }
  return {};
}

// Written blocks without the marks at their end: <w:bookmarkEnd …/>. They are neither a paragraph
// nor a table, though they may stand beside one.
inline std::string_view without_range_marks(std::string_view xml) {
  while (xml.ends_with("/>")) {
    std::size_t const begin = xml.rfind('<');
    std::string_view const name = xml.substr(begin, xml.find_first_of(" /", begin) - begin);
    bool const is_mark = name.starts_with("<w:bookmark") || name.starts_with("<w:perm") ||
                         name.find("Range") != name.npos;
    if (!is_mark) {
      break;
    }
    xml.remove_suffix(xml.size() - begin);
  }
  return xml;
}
// Whether a table that was written next would touch one: Word makes one of the two. The border of a
// content control does not part them.
inline bool ends_in_table(std::string_view xml) {
  constexpr std::string_view kBegun = "<w:sdtContent>";
  constexpr std::string_view kEnded = "</w:sdtContent></w:sdt>";
  for (;;) {
    xml = without_range_marks(xml);
    if (xml.ends_with(kEnded)) {
      xml.remove_suffix(kEnded.size());
    } else if (xml.ends_with(kBegun)) {
      std::size_t begin = xml.rfind("<w:sdt>");
      std::size_t const with_attributes = xml.rfind("<w:sdt ");
      if (begin == xml.npos || (with_attributes != xml.npos && with_attributes > begin)) {
        begin = with_attributes;
      }
      if (begin == xml.npos) {
        return false;
      }
      xml.remove_suffix(xml.size() - begin);
    } else {
      return xml.ends_with("</w:tbl>");
    }
  }
}

// The block that a content control begins with, or ends in; the node itself when it is none.
inline pugi::xml_node first_in_controls(pugi::xml_node node) {
  while (is(node, w::sdt)) {
    pugi::xml_node const first = node.child(w::sdtContent).first_child();
    node = is_range_mark(first) ? block_behind(first) : first;
  }
  return node;
}
inline pugi::xml_node last_in_controls(pugi::xml_node node) {
  while (is(node, w::sdt)) {
    pugi::xml_node const last = node.child(w::sdtContent).last_child();
    node = is_range_mark(last) ? block_before(last) : last;
  }
  return node;
}

// Where the comment hangs that a w:commentRangeStart and w:commentRangeEnd belong to (17.13.4.5):
// in a run, though it shows nothing.
inline bool is_comment_reference(pugi::xml_node node) {
  return is(node, "w:commentReference") || is(node, "w:annotationRef");
}

}  // namespace thethuc::wml

#include "library/marked_ranges.h"

#include <map>
#include <optional>
#include <set>
#include <utility>

#include "wml/names.h"
#include "wml/range_marks.h"
#include "wml/structure.h"

namespace thethuc::library {

namespace {

namespace w = wml::w;
using wml::is;

bool is_content(pugi::xml_node node) {
  return node.type() == pugi::node_element && !is(node, w::pPr) && !wml::is_range_mark(node) &&
         !is(node, w::proofErr);
}

bool has_content(pugi::xml_node from, bool forward) {
  for (pugi::xml_node node = forward ? from.next_sibling() : from.previous_sibling(); node;
       node = forward ? node.next_sibling() : node.previous_sibling()) {
    if (is_content(node)) {
      return true;
    }
  }
  return false;
}

// The table of which the block is the very first (or last) one; null when it is not.
pugi::xml_node table_that_begins(pugi::xml_node block, bool at_end) {
  auto const has_more = [at_end](pugi::xml_node node, char const* name) {
    for (node = at_end ? node.next_sibling() : node.previous_sibling(); node;
         node = at_end ? node.next_sibling() : node.previous_sibling()) {
      if (name ? is(node, name) : is_content(node) && !is(node, w::tcPr)) {
        return true;
      }
    }
    return false;
  };
  pugi::xml_node const cell = block.parent();
  pugi::xml_node const row = cell.parent();
  if (!is(cell, w::tc) || !is(row, w::tr) || !is(row.parent(), w::tbl) ||
      has_more(block, nullptr) || has_more(cell, w::tc) || has_more(row, w::tr)) {
    return {};
  }
  return row.parent();
}

using Candidates = std::vector<pugi::xml_node>;  // from the inside out

Candidates firsts(pugi::xml_node start) {
  Candidates found;
  pugi::xml_node const parent = start.parent();
  bool const is_inline = is(parent, w::p);
  if (is_inline && has_content(start, false)) {
    // Of a range that began with a table LibreOffice keeps the end of its last cell only.
    for (pugi::xml_node at = has_content(start, true) ? pugi::xml_node{}
                                                      : table_that_begins(parent, true);
         at;
         at = table_that_begins(at, true)) {
      found.push_back(at);
    }
    return found;
  }
  for (pugi::xml_node at = is_inline ? parent : wml::block_behind(start); at;
       at = table_that_begins(at, false)) {
    found.push_back(at);
  }
  return found;
}

// Of a range whose mark went to the end of the paragraph, or table, before it.
Candidates firsts_behind(pugi::xml_node start) {
  Candidates found;
  if (!is(start.parent(), w::p) || has_content(start, true)) {
    return found;
  }
  for (pugi::xml_node at = start.parent(); at; at = table_that_begins(at, true)) {
    if (pugi::xml_node const behind = wml::block_behind(at)) {
      found.push_back(behind);
    }
  }
  return found;
}

Candidates lasts(pugi::xml_node end) {
  Candidates found;
  pugi::xml_node const parent = end.parent();
  pugi::xml_node at;
  if (!is(parent, w::p)) {
    at = wml::block_before(end);
  } else if (!has_content(end, true)) {
    at = parent;
  } else if (!has_content(end, false)) {
    at = wml::block_before(parent);
  }
  for (; at; at = table_that_begins(at, true)) {
    found.push_back(at);
  }
  return found;
}

bool comes_before_or_is(pugi::xml_node first, pugi::xml_node last) {
  for (pugi::xml_node node = first; node; node = node.next_sibling()) {
    if (node == last) {
      return true;
    }
  }
  return false;
}

// The innermost pair of siblings.
bool settle(MarkedRange& range, Candidates const& firsts, Candidates const& lasts) {
  for (pugi::xml_node const first : firsts) {
    for (pugi::xml_node const last : lasts) {
      if (first.parent() == last.parent() && comes_before_or_is(first, last)) {
        range.first = first;
        range.last = last;
        return true;
      }
    }
  }
  return false;
}

bool holds(MarkedRange const& outer, MarkedRange const& inner) {
  pugi::xml_node at = inner.first;
  while (at && at.parent() != outer.first.parent()) {
    at = at.parent();
  }
  if (!at || !comes_before_or_is(outer.first, at) || !comes_before_or_is(at, outer.last)) {
    return false;
  }
  return at != inner.first || comes_before_or_is(inner.last, outer.last);
}

}  // namespace

bool is_within(pugi::xml_node node, MarkedRange const& range) {
  while (node && node.parent() != range.first.parent()) {
    node = node.parent();
  }
  return node && comes_before_or_is(range.first, node) && comes_before_or_is(node, range.last);
}

std::vector<MarkedRange> marked_ranges(pugi::xml_node root,
                                       std::set<std::string> const& beginning_behind) {
  std::vector<std::pair<pugi::xml_node, compile::PlaceMark>> starts;
  std::map<std::string, pugi::xml_node> ends;
  root.find_node([&](pugi::xml_node node) {
    if (is(node, w::bookmarkEnd)) {
      ends.emplace(node.attribute(w::id).value(), node);
    } else if (is(node, w::bookmarkStart)) {
      auto mark = compile::place_mark(node.attribute("w:name").value());
      if (mark && mark->kind == compile::PlaceMark::Kind::partial) {
        starts.emplace_back(node, std::move(*mark));
      }
    }
    return false;
  });
  // LibreOffice begins a bookmark over several paragraphs twice, under two ids: the last end
  // counts.
  std::map<std::string, pugi::xml_node> end_by_name;
  for (auto const& [start, mark] : starts) {
    if (auto const end = ends.find(start.attribute(w::id).value()); end != ends.end()) {
      end_by_name[start.attribute("w:name").value()] = end->second;
    }
  }
  std::vector<MarkedRange> ranges;
  std::set<std::string> seen;
  for (auto& [start, mark] : starts) {
    auto const end = end_by_name.find(start.attribute("w:name").value());
    if (!seen.insert(start.attribute("w:name").value()).second) {
      continue;
    }
    MarkedRange range{std::move(mark), start.attribute("w:name").value(), start, {}, {}};
    if (end == end_by_name.end()) {
      ranges.push_back(std::move(range));
      continue;
    }
    Candidates const behind = firsts_behind(start);
    Candidates const last = lasts(end->second);
    bool const begins_behind = beginning_behind.contains(range.bookmark);
    if ((begins_behind || !settle(range, firsts(start), last)) && !settle(range, behind, last)) {
      ranges.push_back(std::move(range));
      continue;
    }
    range.may_begin_behind = !begins_behind && !behind.empty();
    for (std::size_t i = ranges.size(); i-- > 0;) {
      if (ranges[i].first && holds(ranges[i], range)) {
        range.inside = i;
        break;
      }
    }
    ranges.push_back(std::move(range));
  }
  return ranges;
}

}  // namespace thethuc::library

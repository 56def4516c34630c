#include "compile/partial_marks.h"

#include <algorithm>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/text.h"
#include "wml/names.h"
#include "wml/range_marks.h"
#include "wml/structure.h"

namespace thethuc::compile {
namespace {

namespace w = wml::w;
using wml::is;

constexpr std::string_view kTemplate = "mau_";
constexpr std::string_view kProfile = "khung_";
constexpr std::size_t kLongestName = 40;
constexpr char kName[] = "w:name";

std::string with_low_lines(std::string_view name) {
  std::string result{name};
  std::replace(result.begin(), result.end(), '-', '_');
  return result;
}

std::string bookmark_name(std::string_view kind, std::string_view name) {
  std::string full = std::string{kMarkPrefix}.append(kind).append(with_low_lines(name));
  return std::string{base::first_code_points(full, kLongestName)};
}

void name_pair(pugi::xml_node start,
               pugi::xml_node end,
               std::string const& id,
               std::string const& name) {
  start.append_attribute(w::id).set_value(id.c_str());
  start.append_attribute(kName).set_value(name.c_str());
  end.append_attribute(w::id).set_value(id.c_str());
}

bool is_start(pugi::xml_node node) {
  return is(node, w::bookmarkStart) && place_mark(node.attribute(kName).value());
}

template <class F>
void for_each_node(pugi::xml_node root, F f) {
  root.find_node([&](pugi::xml_node node) {
    f(node);
    return false;
  });
}

}  // namespace

std::optional<PlaceMark> place_mark(std::string_view name) {
  if (!name.starts_with(kMarkPrefix)) {
    return std::nullopt;
  }
  name.remove_prefix(kMarkPrefix.size());
  for (auto const& [prefix, kind] : {std::pair{kTemplate, PlaceMark::Kind::template_id},
                                     std::pair{kProfile, PlaceMark::Kind::profile}}) {
    if (name.starts_with(prefix)) {
      return PlaceMark{kind, std::string{name.substr(prefix.size())}};
    }
  }
  std::size_t const digits = std::min(name.find_first_not_of("0123456789"), name.size());
  if (digits == 0 || digits == name.size() || name[digits] != '_') {
    return std::nullopt;
  }
  return PlaceMark{PlaceMark::Kind::partial, std::string{name.substr(digits + 1)}};
}

bool is_name_of_mark(std::string_view name, PlaceMark const& mark) {
  std::string const full = with_low_lines(name);
  return full == mark.name || (!mark.name.empty() && full.starts_with(mark.name) &&
                               base::code_point_count(mark.name) > 20);
}

void put_mark(pugi::xml_node first,
              pugi::xml_node last,
              std::string const& id,
              std::string const& bookmark_name) {
  // Word keeps a mark between blocks only by moving it into the next paragraph, LibreOffice moves
  // one behind a table into that; within a paragraph it stays where it is.
  pugi::xml_node start;
  if (!is(first, w::p)) {
    start = first.parent().insert_child_before(w::bookmarkStart, first);
  } else if (pugi::xml_node const properties = first.child(w::pPr)) {
    start = first.insert_child_after(w::bookmarkStart, properties);
  } else {
    start = first.prepend_child(w::bookmarkStart);
  }
  pugi::xml_node end = is(last, w::p) ? last.append_child(w::bookmarkEnd)
                                      : last.parent().insert_child_after(w::bookmarkEnd, last);
  name_pair(start, end, id, bookmark_name);
}

void mark_partial(pugi::xml_node first,
                  pugi::xml_node last,
                  std::size_t number,
                  std::string_view name) {
  // Ids of ranges are numbers, so this one is no other's until number_marks() gives it its own.
  put_mark(
      first, last, "p" + std::to_string(number), bookmark_name(std::to_string(number) + "_", name));
}

bool number_marks(pugi::xml_node root, int& next) {
  std::vector<pugi::xml_node> starts;
  std::vector<pugi::xml_node> ends;
  for_each_node(root, [&](pugi::xml_node node) {
    if (node.attribute(w::id).value()[0] == 'p') {
      if (is_start(node)) {
        starts.push_back(node);
      } else if (is(node, w::bookmarkEnd)) {
        ends.push_back(node);
      }
    }
  });
  for (pugi::xml_node const start : starts) {
    std::string const id = start.attribute(w::id).value();
    for (pugi::xml_node const end : ends) {
      if (id == end.attribute(w::id).value()) {
        end.attribute(w::id).set_value(next);
      }
    }
    start.attribute(w::id).set_value(next++);
  }
  return !starts.empty();
}

void mark_body(pugi::xml_node body, ExportMarks const& marks, int& next) {
  for (auto const& [kind, name] :
       {std::pair{kProfile, &marks.profile}, std::pair{kTemplate, &marks.template_id}}) {
    pugi::xml_node end = body.prepend_child(w::bookmarkEnd);
    pugi::xml_node start = body.prepend_child(w::bookmarkStart);
    name_pair(start, end, std::to_string(next++), bookmark_name(kind, *name));
  }
}

int largest_mark_id(pugi::xml_node root, int most) {
  for_each_node(root, [&](pugi::xml_node node) {
    if (wml::is_range_start(node)) {
      most = std::max(most, node.attribute(w::id).as_int());
    }
  });
  return most;
}

bool take_place_marks(pugi::xml_node root) {
  std::unordered_set<std::string> ids;
  std::vector<pugi::xml_node> marks;
  for_each_node(root, [&](pugi::xml_node node) {
    if (is_start(node)) {
      ids.insert(node.attribute(w::id).value());
      marks.push_back(node);
    }
  });
  if (marks.empty()) {
    return false;
  }
  for_each_node(root, [&](pugi::xml_node node) {
    if (is(node, w::bookmarkEnd) && ids.contains(node.attribute(w::id).value())) {
      marks.push_back(node);
    }
  });
  for (pugi::xml_node const mark : marks) {
    mark.parent().remove_child(mark);
  }
  return true;
}

}  // namespace thethuc::compile

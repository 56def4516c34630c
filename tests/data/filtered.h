#pragma once

#include <string>

#include <catch2/catch.hpp>

#include "data/filters.h"

namespace thethuc::data {

// What `{{v | filters}}` makes of a JSON value: its text, "(missing)", "(a list)", or the fault as
// "!id filter: expected, found what". `at` becomes the JSON pointer of what is at fault within the
// value.
inline std::string filtered(std::string const& json,
                            std::string const& filters,
                            std::string* at = nullptr) {
  Document document;
  base::Diagnostics out;
  REQUIRE(document.parse(json, "d.json", {}, out));
  std::vector<ChainProblem> problems;
  auto const calls = parse_filters(filters, problems);
  REQUIRE(calls);
  Arena arena;
  Item item = Item::of(document.root());
  if (auto const fault = apply_filters(item, *calls, arena)) {
    if (at != nullptr) {
      *at = document.pointer(fault->at);
    }
    return "!" + std::string(base::id_name(fault->id)) + " " + fault->filter + ": " +
           fault->expected_en + ", found " + fault->found_en;
  }
  switch (item.kind) {
    case Kind::missing:
    case Kind::null:
      return "(missing)";
    case Kind::list:
    case Kind::object:
      return "(" + std::string(kind_name(item.kind, base::Language::en)) + ")";
    case Kind::boolean:
    case Kind::number:
    case Kind::string:
      break;
  }
  return std::string(item.text);
}

}  // namespace thethuc::data

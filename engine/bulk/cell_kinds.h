#pragma once

// What a template's schema wants of the columns of a table, whose cells are text.

#include <functional>
#include <string_view>

#include "data/schema.h"

namespace thethuc::bulk {

// What a cell is to become; one that cannot be that stays text, so that validation names it.
enum class CellKind {
  any,      // what the source says: text of a CSV, text, a number or true and false of a sheet
  text,     // a number of a sheet, too: the schema wants "52"
  number,   // "1.234,5", "1234.5"
  date,     // a day as schemas have it, "2026-11-20": also of "20/11/2026"
  boolean,  // "đúng", "sai", "có", "không", "true" …
  json,     // a list or an object, when the cell holds one as JSON
};

// By the name of the column: "so", "ky.ten", "noi_nhan.1.ten".
using CellKinds = std::function<CellKind(std::string_view column)>;

// By what the schema says of the place that the name leads to; a number in it is an item of a list.
// Borrows the schema.
CellKinds kinds_of(data::Schema const& schema);

}  // namespace thethuc::bulk

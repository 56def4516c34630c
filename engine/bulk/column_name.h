#pragma once

// Names of columns, of which a dot makes fields within fields: "ky.ten", "noi_nhan.1.ten". Internal
// to bulk.

#include <string>
#include <string_view>
#include <vector>

namespace thethuc::bulk {

// What the dots part, in order; they may be empty.
std::vector<std::string_view> parts_of(std::string_view column);

// Whether a part is a number, so that what it stands in is a list.
bool is_position(std::string_view part);

// "A", "Z", "AA" of 0, 25, 26: what programs with sheets call a column.
std::string column_letters(std::size_t index);

}  // namespace thethuc::bulk

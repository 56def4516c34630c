#pragma once

// Numbers of sheets: what they are written as, and dates, which are numbers that a format shows as
// such. Internal to bulk.

#include <optional>
#include <string>
#include <string_view>

namespace thethuc::bulk {

// What a number format makes of a number.
enum class NumberShape { number, date, time, date_time, elapsed };

// Of a format code (ECMA-376 Part 1, 18.8.31): "dd/mm/yyyy" is a date, "[h]:mm" elapsed time,
// "#,##0.00" a number.
NumberShape shape_of_format(std::string_view code);
// Of a format that is known by its number alone (18.8.30).
NumberShape shape_of_builtin(int id);

// The JSON number of a cell: as written, but of more than 15 digits with decimals those 15 that
// the programs themselves show, so that 0.10000000000000001 is 0.1. nullopt when it is no number.
std::optional<std::string> plain_number(std::string_view text);

// "2026-11-30", "2026-11-30T08:30", "08:30:15", "26:30" (elapsed) of days since the beginning of
// 1900, or of 1904. nullopt when there is no such day, as the 29th of February 1900 that Excel
// counts, and for NumberShape::number.
std::optional<std::string> date_of_number(std::string_view text, NumberShape shape, bool is_1904);

}  // namespace thethuc::bulk

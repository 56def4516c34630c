#pragma once

// What a person sees of a document that no plain text shows: formats, numbers of lists, merges.

#include <string>
#include <string_view>

namespace thethuc::test {

// The runs of the first paragraph that have text, with the names of their formats:
// "Ông |b Nguyễn Quang Tỏa|i  ký". Neighbours of one format are joined.
std::string formats_of(std::string_view xml);

// The paragraphs of the main part as Word numbers them (ECMA-376 Part 1, 17.9), parted by " / ":
// "Điều 1 / 1. lúa / a) vụ mùa". Lists of one definition count on from each other; an instance with
// a w:startOverride begins anew where it is first used.
std::string numbered_text(std::string_view docx);

// The tables of a part, a row after the other: "[↧STT|x2 Năm] [↓|2021|2022]"; "↧" where a vertical
// merge begins, "↓" where it goes on, "x2" a cell over two columns.
std::string rows_of(std::string_view xml);

// The widths of the first table's grid, and of its columns: "1000 300 300".
std::string grid_of(std::string_view xml);

}  // namespace thethuc::test

#pragma once

// What fuzz targets hold the engine to, beside not crashing.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <pugixml.hpp>

#include "base/diagnostic.h"
#include "opc/package.h"

// libFuzzer's and our own driver's entry; each target defines it.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size);

namespace thethuc::fuzz {

// Aborts when the law does not hold, after a line that says which one; the driver keeps the input.
void law(bool holds, std::string_view what, std::string_view detail = {});

inline std::string_view text_of(std::uint8_t const* data, std::size_t size) {
  return {reinterpret_cast<char const*>(data), size};
}

// The same bytes as text that XML can hold: what is none becomes '?'.
std::string xml_text(std::string_view bytes);

// An input of several texts: what stands before the first line "=== name", and what stands behind
// each. The views lie in the input.
struct Pieces {
  std::string_view first;
  std::vector<std::pair<std::string_view, std::string_view>> named;

  std::string_view operator[](std::string_view name) const;  // the first of that name, "" for none
};
Pieces pieces_of(std::string_view input);

// A failure is told, success is not; each finding can be said in both languages and as JSON.
void check_findings(base::Diagnostics const& found, bool failed);

// Limits for reading back what we wrote: it may be packed better than we let strangers pack.
opc::Limits own_limits();

// What filling a sound template gives is a package that reads without a word, and whose XML parts
// can be read.
void check_document(std::string_view docx);

// Blocks as they stand in a body: well-formed; tables have rows, rows fill the grid, cells end in a
// paragraph.
void check_blocks(std::string_view xml);

}  // namespace thethuc::fuzz

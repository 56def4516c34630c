#pragma once

// What a source gives, as text.

#include <memory>
#include <string>

#include "bulk/record_source.h"
#include "bulk/sources.h"

namespace thethuc::test {

// A line for each record: "2: {…}" with the line or row where it begins, or "2: id id" of its
// mistakes; then what ended the file, as "id@line:column".
std::string read_all(bulk::RecordSource& source);

// The same of a text, which comes `piece` bytes at a time; "id@line" when it cannot be opened.
std::string read_text(bulk::RecordFormat format,
                      std::string text,
                      bulk::SourceOptions const& options = {},
                      std::size_t piece = 1 << 16);

// "id@line:column", or "id@row", of each, parted by spaces.
std::string told(base::Diagnostics const& diagnostics);

}  // namespace thethuc::test

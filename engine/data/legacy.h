#pragma once

// Texts of the data that are in an encoding from before Unicode.

#include <optional>
#include <string_view>

#include "base/diagnostic.h"
#include "base/legacy_text.h"
#include "data/value.h"

namespace thethuc::data {

enum class LegacyText {
  tell,     // each is a warning, with what it would read as
  convert,  // each is brought to Unicode; one that has lost letters stays, with a warning
};

// Looks through all texts of the document; costs one look at its bytes where there are none. Where
// one text is surely of an encoding, others that could be are judged by that. `encoding`: the one
// that the user says it is; then all that does not read as Unicode is in it, and what might be
// either beside texts in Unicode stays, with a warning.
void treat_legacy_text(Document& document,
                       std::string_view file_name,
                       LegacyText treatment,
                       std::optional<base::LegacyEncoding> encoding,
                       base::Diagnostics& out);

}  // namespace thethuc::data

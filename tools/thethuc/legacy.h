#pragma once

// --convert-legacy: texts and fonts from before Unicode.

#include <string>

#include <CLI/CLI.hpp>

#include "base/diagnostic.h"
#include "data/value.h"
#include "library/legacy.h"

namespace thethuc::cli {

// Adds --convert-legacy; `choice` is "" when it is not given, else auto, tcvn3 or vni.
void add_convert_legacy(CLI::App& command, std::string& choice);

// Warns of such texts in data, or converts them.
void treat_legacy_data(data::Document& data,
                       std::string const& file_name,
                       std::string const& choice,
                       base::Diagnostics& out);
// What becomes of the text of a template, which is known by its fonts, or by its letters.
library::LegacyText legacy_text(std::string const& choice);

}  // namespace thethuc::cli

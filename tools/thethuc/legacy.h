#pragma once

// --convert-legacy: texts and fonts from before Unicode.

#include <optional>
#include <string>

#include <CLI/CLI.hpp>

#include "base/diagnostic.h"
#include "data/value.h"
#include "library/library.h"
#include "opc/package.h"
#include "session.h"

namespace thethuc::cli {

// Adds --convert-legacy; `choice` is "" when it is not given, else auto, tcvn3 or vni.
void add_convert_legacy(CLI::App& command, std::string& choice);

// Warns of such texts in data, or converts them.
void treat_legacy_data(data::Document& data,
                       std::string const& file_name,
                       std::string const& choice,
                       base::Diagnostics& out);
// The same of the text of a template, which is known by its fonts, or by its letters.
void treat_legacy_template(opc::Package& package,
                           std::string const& file_name,
                           std::string const& choice,
                           Session const& session,
                           base::Diagnostics& out);
// And of the documents that it takes as partials, each by its own styles, when they are put in. The
// session must outlive the source.
void treat_legacy_template(library::TemplateSource& source,
                           std::string const& choice,
                           Session const& session,
                           base::Diagnostics& out);

}  // namespace thethuc::cli

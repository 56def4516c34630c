#pragma once

// What clients of the service are told to do: the remedies of diagnostics name options of the
// command line, which they do not have.

#include <string>

#include "base/diagnostic.h"

namespace thethuc::http {

// As base::hint; of a limit, that who runs the service may raise it.
std::string remedy(base::Diagnostic const& d, base::Language language);

// A diagnostic as base::to_json writes it, with that remedy.
std::string diagnostic_json(base::Diagnostic const& d, base::Language language);

}  // namespace thethuc::http

#pragma once

// What `render` and `preview` share: a template and data, and the document that comes of them.

#include <optional>
#include <string>

#include <CLI/CLI.hpp>

#include "base/diagnostic.h"
#include "opc/deflate.h"
#include "session.h"

namespace thethuc::cli {

struct FillArguments {
  std::string reference;  // TEMPLATE
  std::string data;       // DATA
  std::string missing;    // "": as the data says
  std::string profile;    // the same
  std::string convert_legacy;
  bool strict = false;
  bool update_fields = false;
  int level = opc::kDefaultDeflateLevel;
};

// Adds TEMPLATE, DATA, --missing, --strict, --profile and --convert-legacy.
void add_fill_options(CLI::App& command, FillArguments& arguments);

// Throws UsageError when both are standard input.
void require_one_stream(FillArguments const& arguments);

// nullopt, with errors in `out`, when the template or the data are at fault: mistakes of both,
// those of the template first.
std::optional<std::string> fill(Session const& session,
                                FillArguments const& arguments,
                                base::Diagnostics& out);

}  // namespace thethuc::cli

#pragma once

// `preview`: its options, as `thethuc` reads them to tell mistakes, and thethuc-service to serve.

#include <cstdint>

#include <CLI/CLI.hpp>

#include "fill.h"

namespace thethuc::cli {

struct PreviewArguments {
  FillArguments filled;
  bool open = false;
  std::uint16_t port = 0;  // 0: one that is free
};

// Declares them, with the help.
void add_preview_options(CLI::App& command, PreviewArguments& arguments);
// Throws UsageError for a template or data that cannot be watched.
void require_watchable(PreviewArguments const& arguments);

}  // namespace thethuc::cli

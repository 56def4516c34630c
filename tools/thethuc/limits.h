#pragma once

// The limits on what strangers give us, as options.

#include <cstddef>
#include <string>

#include <CLI/CLI.hpp>

#include "bulk/merger.h"
#include "bulk/record_source.h"
#include "compile/template.h"
#include "convert/converter.h"
#include "data/value.h"
#include "render/render.h"
#include "rules/limits.h"

namespace thethuc::cli {

// Safe by default; README.md of this folder lists them.
struct Limits {
  compile::Limits compile;
  data::Limits data;
  media::Limits pictures;
  rules::Limits check;  // its package limits are those of `compile`
  std::size_t rich_bytes = render::Options{}.max_rich_bytes;
  std::size_t output_ratio = render::Options{}.max_output_ratio;
  std::size_t output_bytes = render::Options{}.max_output_bytes;
  std::size_t steps_ratio = render::Options{}.max_steps_ratio;
  std::size_t steps = render::Options{}.max_steps;
  std::size_t seconds = 60;    // of filling; 0: none
  bulk::SourceLimits records;  // its package limits are those of `compile`
  bulk::MergeLimits joins;     // the same
  convert::Limits convert;     // its package limits are those of `compile`
  std::size_t convert_seconds =
      static_cast<std::size_t>(convert::Limits{}.max_time.count());  // 0: none

  // Puts those that concern filling into `options`.
  void apply(render::Options& options) const;
};

// Adds --limit NAME=VALUE, which may be given any number of times, and --allow-external.
void add_limit_option(CLI::App& app, Limits& limits, std::string const& group);

}  // namespace thethuc::cli

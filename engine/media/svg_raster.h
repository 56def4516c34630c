#pragma once

// SVG drawn to PNG, for the programs that show no SVG: Word before 2016, and most others.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/units.h"
#include "media/picture.h"

namespace thethuc::media {

struct DrawingOptions {
  std::string program = "rsvg-convert";  // of librsvg; looked for on the PATH
  std::uint64_t max_pixels = 4'000'000;
  std::chrono::seconds max_time{10};  // of the processor
  std::size_t max_memory = std::size_t{1} << 30;
};

// `svg`, as read_picture gave it, drawn on a transparent ground to fill `width` by `height`, at 220
// dots per inch (Word's own resolution for pictures) or fewer when there would be too many pixels.
// Takes about 25 ms for a logo: keep the result. Nothing outside of `svg` is read but fonts. A
// program of its own draws, since nothing else bounds the time that a hostile SVG of a few
// kilobytes takes. Faults: picture_svg_program_missing, picture_svg_unsupported (too complex for
// time and memory), picture_damaged (the program cannot read it). Any number of threads may call
// it. Throws EnvironmentError when no program can be started. Precondition: both sides > 0.
Result<Picture> svg_to_png(Picture const& svg,
                           base::Emu width,
                           base::Emu height,
                           DrawingOptions const& options = {});

}  // namespace thethuc::media

#pragma once

// The readers of the formats: each checks that `bytes` hold a whole picture within limits and tells
// its size. They decode no pixels. Not for other modules.

#include <optional>
#include <string>
#include <string_view>

#include "media/faults.h"
#include "media/picture.h"

namespace thethuc::media {

// What bytes are by their first ones: a format, or the name of something else.
struct Kind {
  std::optional<Format> format;
  Words name;  // when it is no format of ours
};
Kind kind_of(std::string_view bytes);

// What a reader found; natural sizes follow from it.
struct Measured {
  std::uint32_t width_px = 0;
  std::uint32_t height_px = 0;
  double dpi_x = 0;  // 0 when the picture does not say
  double dpi_y = 0;
  std::uint8_t orientation = 1;
};

Result<Measured> measure_png(std::string_view bytes, Limits const& limits);
Result<Measured> measure_jpeg(std::string_view bytes, Limits const& limits);
Result<Measured> measure_gif(std::string_view bytes, Limits const& limits);

// An SVG has no pixels: its size is in CSS pixels, 96 to the inch. `clean` is the text without byte
// order mark and document type.
struct MeasuredSvg {
  std::string clean;
  double width = 0;
  double height = 0;
};
Result<MeasuredSvg> measure_svg(std::string_view bytes, Limits const& limits);

// Resolution and orientation out of an EXIF block ("II*\0…" or "MM\0*…"). What cannot be
// understood is passed over: cameras write much that no standard knows.
void read_exif(std::string_view tiff, Measured& out);

}  // namespace thethuc::media

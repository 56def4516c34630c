#pragma once

// Pictures that data gives as values: read, checked within limits, measured.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/diagnostic.h"
#include "base/units.h"

namespace thethuc::media {

// The formats that Word shows, and that are let into a document.
enum class Format : std::uint8_t { png, jpeg, gif, svg };

std::string_view extension(Format format);     // "png", "jpeg", "gif", "svg"
std::string_view content_type(Format format);  // "image/png", "image/svg+xml" …

struct Picture {
  Format format = Format::png;
  // As the package holds them: what was given, but for an SVG's byte order mark and document type.
  std::string bytes;
  // As the pixels are stored; of an SVG its size in CSS pixels, rounded.
  std::uint32_t width_px = 0;
  std::uint32_t height_px = 0;
  // 96 where the picture does not say, as Word takes it.
  double dpi_x = 96;
  double dpi_y = 96;
  // EXIF's orientation (TIFF 6.0, tag 274), 1 to 8; from 5 on the shown sides are the stored ones
  // swapped.
  std::uint8_t orientation = 1;
  // The natural size as a reader sees it, upright; never 0.
  base::Emu width;
  base::Emu height;
};

// How a stored picture is brought upright: mirrored first, then turned. Word shows the pixels as
// they are stored, whatever EXIF says; when it inserts a photo itself it writes the turn into
// a:xfrm (flipH, rot), and so must who places a Picture. A turn by 90 or 270 degrees is about the
// centre: a:ext is then the size before the turn, that is Picture::height by Picture::width.
struct Turn {
  bool flip_horizontal = false;
  int clockwise_degrees = 0;  // 0, 90, 180, 270; a:xfrm/@rot counts 60000 to the degree
  bool operator==(Turn const&) const = default;
};
Turn turn_of(std::uint8_t orientation);

// Bounds on a stranger's picture, checked before memory is spent.
struct Limits {
  std::size_t max_bytes = 20u << 20;  // of the picture itself, not of its base64
  std::uint64_t max_pixels = 100'000'000;
  std::size_t max_svg_nodes = 200'000;  // elements, attributes and texts
  std::size_t max_svg_depth = 128;
};

// Why a value gives no picture (or no QR code): the id and the arguments of its texts, to which the
// caller, who knows them, adds place, tag and data pointer.
struct Fault {
  base::Id id;
  std::vector<std::pair<std::string, std::string>> args;
};

template <typename T>
using Result = std::variant<T, Fault>;

class PictureFolder;  // picture_folder.h

// The picture that `value` gives: a data URI (RFC 2397), plain base64, or the name of a file
// relative to `folder`, which is the folder of the data and null when data came from elsewhere. The
// bytes decide the format, whatever media type or file name says. Throws EnvironmentError when a
// file is there and cannot be read.
Result<Picture> read_picture(std::string_view value,
                             PictureFolder const* folder,
                             Limits const& limits = {});

// The same from the picture's bytes: a pure function of them.
Result<Picture> picture_of_bytes(std::string bytes, Limits const& limits = {});

}  // namespace thethuc::media

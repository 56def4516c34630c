#include "media/picture.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "media/encodings.h"
#include "media/faults.h"
#include "media/formats.h"
#include "media/picture_folder.h"

namespace thethuc::media {

namespace {

constexpr double kEmuPerInch = 914400;
constexpr double kDefaultDpi = 96;
// Outside these, programs wrote what they did not know.
constexpr double kLeastDpi = 10;
constexpr double kMostDpi = 20'000;

double plausible_dpi(double dpi) {
  return dpi >= kLeastDpi && dpi <= kMostDpi ? dpi : kDefaultDpi;
}

base::Emu emu(double inches) {
  return {std::max<std::int64_t>(1, std::llround(inches * kEmuPerInch))};
}

Result<Measured> measure(Format format, std::string_view bytes, Limits const& limits) {
  switch (format) {
    case Format::png:
      return measure_png(bytes, limits);
    case Format::jpeg:
      return measure_jpeg(bytes, limits);
    default:
      return measure_gif(bytes, limits);
  }
}

Result<Picture> raster_of_bytes(Format format, std::string bytes, Limits const& limits) {
  Result<Measured> measured = measure(format, bytes, limits);
  if (auto* const wrong = std::get_if<Fault>(&measured)) {
    return std::move(*wrong);
  }
  auto const& size = std::get<Measured>(measured);
  Picture picture;
  picture.format = format;
  picture.bytes = std::move(bytes);
  picture.width_px = size.width_px;
  picture.height_px = size.height_px;
  picture.dpi_x = plausible_dpi(size.dpi_x);
  picture.dpi_y = plausible_dpi(size.dpi_y);
  picture.orientation = size.orientation;
  picture.width = emu(size.width_px / picture.dpi_x);
  picture.height = emu(size.height_px / picture.dpi_y);
  if (size.orientation >= 5) {
    std::swap(picture.width, picture.height);
  }
  return picture;
}

Result<Picture> svg_of_bytes(std::string_view bytes, Limits const& limits) {
  Result<MeasuredSvg> measured = measure_svg(bytes, limits);
  if (auto* const wrong = std::get_if<Fault>(&measured)) {
    return std::move(*wrong);
  }
  auto& svg = std::get<MeasuredSvg>(measured);
  auto const whole_px = [](double side) {
    return static_cast<std::uint32_t>(std::max(1L, std::lround(side)));
  };
  Picture picture;
  picture.format = Format::svg;
  picture.bytes = std::move(svg.clean);
  picture.width_px = whole_px(svg.width);
  picture.height_px = whole_px(svg.height);
  picture.width = emu(svg.width / kDefaultDpi);
  picture.height = emu(svg.height / kDefaultDpi);
  return picture;
}

Fault bad_base64(std::string_view text, std::size_t at) {
  Words found =
      at < text.size()
          ? Words{fmt::format("{} ở ký tự thứ {}", in_quotes(text.substr(at, 1)), at + 1),
                  fmt::format("{} at character {}", in_quotes(text.substr(at, 1)), at + 1)}
          : Words{"chữ hết giữa chừng", "a text that ends too soon"};
  return fault(base::Id::picture_not_readable,
               {"ảnh viết bằng base64", "a picture in base64"},
               std::move(found));
}

Result<Picture> picture_of_base64(std::string_view text, Limits const& limits) {
  // Line breaks are counted in, so this bound is a little wide; the exact one comes after.
  if (text.size() / 2 > limits.max_bytes) {
    return too_many_bytes(text.size() / 4 * 3, limits.max_bytes);
  }
  std::size_t bad_at = 0;
  auto bytes = decode_base64(text, bad_at);
  if (!bytes) {
    return bad_base64(text, bad_at);
  }
  return picture_of_bytes(std::move(*bytes), limits);
}

Result<Picture> picture_of_data_uri(std::string_view value, Limits const& limits) {
  auto const uri = parse_data_uri(value);
  if (!uri) {
    return fault(
        base::Id::picture_not_readable,
        {"data URI như data:image/png;base64,…", "a data URI such as data:image/png;base64,…"},
        {"data URI không có dấu phẩy", "one without a comma"});
  }
  if (uri->is_base64 && uri->data.find('%') == std::string_view::npos) {
    return picture_of_base64(uri->data, limits);
  }
  // Three letters of the value ("%20") make one byte at least, four of base64 three.
  std::size_t const least = uri->data.size() / (uri->is_base64 ? 4 : 3);
  if (least > limits.max_bytes) {
    return too_many_bytes(least, limits.max_bytes);
  }
  std::string text = decode_percent(uri->data);
  return uri->is_base64 ? picture_of_base64(text, limits)
                        : picture_of_bytes(std::move(text), limits);
}

}  // namespace

std::string_view extension(Format format) {
  switch (format) {
    case Format::png:
      return "png";
    case Format::jpeg:
      return "jpeg";
    case Format::gif:
      return "gif";
    case Format::svg:
      break;
  }
  return "svg";
}

std::string_view content_type(Format format) {
  switch (format) {
    case Format::png:
      return "image/png";
    case Format::jpeg:
      return "image/jpeg";
    case Format::gif:
      return "image/gif";
    case Format::svg:
      break;
  }
  return "image/svg+xml";
}

// TIFF 6.0, tag 274: where the stored rows and columns begin. 5 is a mirror along the falling
// diagonal, which is a flip and three quarter turns; 7 one along the rising diagonal.
Turn turn_of(std::uint8_t orientation) {
  constexpr Turn kTurns[] = {{false, 0},
                             {true, 0},
                             {false, 180},
                             {true, 180},
                             {true, 270},
                             {false, 90},
                             {true, 90},
                             {false, 270}};
  return orientation >= 1 && orientation <= 8 ? kTurns[orientation - 1] : Turn{};
}

Result<Picture> picture_of_bytes(std::string bytes, Limits const& limits) {
  if (bytes.size() > limits.max_bytes) {
    return too_many_bytes(bytes.size(), limits.max_bytes);
  }
  Kind kind = kind_of(bytes);
  if (!kind.format) {
    return fault(base::Id::picture_format,
                 {"PNG, JPEG, GIF hoặc SVG", "PNG, JPEG, GIF or SVG"},
                 std::move(kind.name));
  }
  return *kind.format == Format::svg ? svg_of_bytes(bytes, limits)
                                     : raster_of_bytes(*kind.format, std::move(bytes), limits);
}

Result<Picture> read_picture(std::string_view value,
                             PictureFolder const* folder,
                             Limits const& limits) {
  if (is_data_uri(value)) {
    return picture_of_data_uri(value, limits);
  }
  if (looks_like_base64(value)) {
    return picture_of_base64(value, limits);
  }
  if (!folder) {
    return fault(base::Id::picture_not_readable,
                 {"ảnh dưới dạng data URI hoặc base64 (dữ liệu này không có thư mục để tìm tệp)",
                  "a picture as data URI or base64 (this data has no folder to look for files)"},
                 same(in_quotes(value)));
  }
  Result<std::string> file = folder->read(value, limits.max_bytes);
  if (auto* const wrong = std::get_if<Fault>(&file)) {
    return std::move(*wrong);
  }
  return picture_of_bytes(std::get<std::string>(std::move(file)), limits);
}

}  // namespace thethuc::media

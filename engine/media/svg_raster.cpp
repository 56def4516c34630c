#include "media/svg_raster.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/limited_program.h"
#include "media/faults.h"
#include "media/svg.h"

namespace thethuc::media {

namespace {

constexpr double kEmuPerInch = 914400;
constexpr double kDpi = 220;
constexpr double kMostSide = 32'767;  // of cairo's image surfaces
constexpr int kWallPerProcessor = 3;

double inches(base::Emu length) {
  return static_cast<double>(length.count) / kEmuPerInch;
}

struct PixelSize {
  int width;
  int height;
};

PixelSize pixel_size(base::Emu width, base::Emu height, std::uint64_t max_pixels) {
  double const w = inches(width) * kDpi;
  double const h = inches(height) * kDpi;
  double const scale = std::min(
      {1.0, std::sqrt(static_cast<double>(max_pixels) / (w * h)), kMostSide / w, kMostSide / h});
  auto const whole = [scale](double side) { return std::max(1, static_cast<int>(side * scale)); };
  return {whole(w), whole(h)};
}

Fault program_missing(std::string const& program) {
  return {base::Id::picture_svg_program_missing, {{"program", program}}};
}

Fault too_complex(DrawingOptions const& options) {
  std::size_t const mib = options.max_memory >> 20;
  return svg_unsupported(
      {fmt::format("vẽ được trong {} giây và {} MiB bộ nhớ", options.max_time.count(), mib),
       fmt::format(
           "that is drawn within {} s and {} MiB of memory", options.max_time.count(), mib)},
      {"ảnh phức tạp hơn", "one that takes more"});
}

Fault not_drawn(std::string_view errors) {
  std::string const reason = in_quotes(errors.substr(0, errors.find('\n')));
  return damaged(
      Format::svg,
      {fmt::format("lỗi khi vẽ: {}", reason), fmt::format("when drawing it: {}", reason)});
}

}  // namespace

Result<Picture> svg_to_png(Picture const& svg,
                           base::Emu width,
                           base::Emu height,
                           DrawingOptions const& options) {
  PixelSize const size = pixel_size(width, height, options.max_pixels);
  base::ProgramLimits limits;
  limits.cpu = options.max_time;
  limits.wall = options.max_time * kWallPerProcessor;
  limits.memory_bytes = options.max_memory;
  // Standard input has no address, so that librsvg resolves no reference to files or network. The
  // languages are for systemLanguage, which would otherwise depend on the caller's locale.
  base::ProgramResult const drawn = base::run_limited({options.program,
                                                       "--format=png",
                                                       "--accept-language=vi,en",
                                                       fmt::format("--width={}", size.width),
                                                       fmt::format("--height={}", size.height)},
                                                      svg.bytes,
                                                      limits);
  switch (drawn.end) {
    case base::ProgramResult::End::absent:
      return program_missing(options.program);
    case base::ProgramResult::End::stopped:
      return too_complex(options);
    case base::ProgramResult::End::failed:
      return not_drawn(drawn.errors);
    case base::ProgramResult::End::done:
      break;
  }
  Result<Picture> read = picture_of_bytes(drawn.output);
  if (auto* const picture = std::get_if<Picture>(&read)) {
    picture->dpi_x = picture->width_px / inches(width);
    picture->dpi_y = picture->height_px / inches(height);
    picture->width = width;
    picture->height = height;
    return read;
  }
  return not_drawn(drawn.errors);
}

}  // namespace thethuc::media

#include "review/small_png.h"

#include <cstdint>
#include <optional>
#include <vector>

#include "media/png_write.h"

namespace thethuc::review {

namespace {

constexpr std::size_t kMostColours = 256;

struct Indexed {
  std::string palette;  // three bytes a colour
  std::vector<std::uint8_t> pixels;
};

// The indexes of colours of four bits a channel in a palette, in the order of their coming.
class Palette {
 public:
  // nullopt when it is full.
  std::optional<std::uint8_t> index_of(std::uint32_t colour) {
    std::uint16_t& index = indexes_[colour];
    if (index == kUnknown) {
      if (count_ == kMostColours) {
        return std::nullopt;
      }
      index = count_++;
      for (int shift = 8; shift >= 0; shift -= 4) {
        bytes_.push_back(static_cast<char>((colour >> shift & 15U) * 17));
      }
    }
    return static_cast<std::uint8_t>(index);
  }
  std::string take() { return std::move(bytes_); }

 private:
  static constexpr std::uint16_t kUnknown = 0xFFFF;
  std::vector<std::uint16_t> indexes_ = std::vector<std::uint16_t>(16 * 16 * 16, kUnknown);
  std::uint16_t count_ = 0;
  std::string bytes_;
};

// nullopt when there are more colours than a palette holds.
std::optional<Indexed> indexed(convert::PageImage const& image) {
  Indexed out;
  Palette palette;
  std::optional<std::uint32_t> last;
  auto const channels = static_cast<std::size_t>(image.channels);
  out.pixels.reserve(image.bytes.size() / channels);
  for (std::size_t at = 0; at + channels <= image.bytes.size(); at += channels) {
    std::uint32_t colour = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      auto const value = static_cast<std::uint8_t>(image.bytes[at + (channels == 1 ? 0 : i)]);
      colour = colour << 4 | value >> 4;
    }
    if (colour == last) {  // nearly always: paper
      out.pixels.push_back(out.pixels.back());
      continue;
    }
    last = colour;
    auto const index = palette.index_of(colour);
    if (!index) {
      return std::nullopt;
    }
    out.pixels.push_back(*index);
  }
  out.palette = palette.take();
  return out;
}

// Rows of four bits a pixel where the palette lets.
std::string packed(Indexed const& image, std::size_t width, bool half) {
  std::string out;
  for (std::size_t row = 0; row < image.pixels.size(); row += width) {
    for (std::size_t x = 0; x < width; x += half ? 2 : 1) {
      unsigned const left = image.pixels[row + x];
      unsigned const right = half && x + 1 < width ? image.pixels[row + x + 1] : 0u;
      out.push_back(static_cast<char>(half ? left << 4 | right : left));
    }
  }
  return out;
}

}  // namespace

std::string small_png(convert::PageImage const& pixels) {
  constexpr int kDeflateLevel = 7;
  auto const image = pixels.width > 0 ? indexed(pixels) : std::nullopt;
  if (!image) {
    return convert::to_png(pixels);
  }
  bool const half = image->palette.size() <= std::size_t{16} * 3;
  media::PngForm const form{static_cast<std::uint32_t>(pixels.width),
                            static_cast<std::uint32_t>(pixels.height),
                            media::PngForm::Colour::palette,
                            static_cast<std::uint8_t>(half ? 4 : 8)};
  std::string const rows = packed(*image, static_cast<std::size_t>(pixels.width), half);
  return media::write_png(form, image->palette, rows, kDeflateLevel);
}

}  // namespace thethuc::review

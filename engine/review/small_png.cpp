#include "review/small_png.h"

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "media/png_write.h"

namespace thethuc::review {

namespace {

constexpr std::size_t kMostColours = 256;

struct Indexed {
  std::string palette;  // three bytes a colour
  std::vector<std::uint8_t> pixels;
};

// nullopt when there are more colours than a palette holds.
std::optional<Indexed> indexed(convert::PageImage const& image) {
  Indexed out;
  std::unordered_map<std::uint32_t, std::uint8_t> known;
  std::uint32_t last = 0;
  auto const channels = static_cast<std::size_t>(image.channels);
  out.pixels.reserve(image.bytes.size() / channels);
  for (std::size_t at = 0; at < image.bytes.size(); at += channels) {
    std::uint32_t colour = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      auto const value = static_cast<std::uint8_t>(image.bytes[at + (channels == 1 ? 0 : i)]);
      colour = colour << 4 | value >> 4;
    }
    if (colour == last && !out.pixels.empty()) {  // nearly always: paper
      out.pixels.push_back(out.pixels.back());
      continue;
    }
    last = colour;
    auto const [found, is_new] = known.try_emplace(colour, static_cast<std::uint8_t>(known.size()));
    if (is_new) {
      if (known.size() > kMostColours) {
        return std::nullopt;
      }
      for (int shift = 8; shift >= 0; shift -= 4) {
        out.palette.push_back(static_cast<char>((colour >> shift & 15u) * 17));
      }
    }
    out.pixels.push_back(found->second);
  }
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

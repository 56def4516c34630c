#include "review/small_png.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "opc/deflate.h"

namespace thethuc::review {

namespace {

constexpr std::size_t kMostColours = 256;

void append_number(std::string& out, std::uint32_t number) {
  for (int shift = 24; shift >= 0; shift -= 8) {
    out.push_back(static_cast<char>(static_cast<unsigned char>(number >> shift)));
  }
}

void append_chunk(std::string& out, std::string_view kind, std::string_view content) {
  append_number(out, static_cast<std::uint32_t>(content.size()));
  std::size_t const begin = out.size();
  out.append(kind).append(content);
  append_number(out, opc::crc32(std::string_view{out}.substr(begin)));
}

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

// Rows without filter, four bits a pixel where the palette lets.
std::string packed(Indexed const& image, std::size_t width, bool half) {
  std::string out;
  for (std::size_t row = 0; row < image.pixels.size(); row += width) {
    out.push_back('\0');
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
  std::string header;
  append_number(header, static_cast<std::uint32_t>(pixels.width));
  append_number(header, static_cast<std::uint32_t>(pixels.height));
  header.push_back(half ? 4 : 8);  // bits of an index
  header.push_back(3);             // a palette
  header.append(3, '\0');          // deflate, the standard filters, not interlaced
  std::string out = "\x89PNG\r\n\x1A\n";
  append_chunk(out, "IHDR", header);
  append_chunk(out, "PLTE", image->palette);
  append_chunk(out,
               "IDAT",
               opc::Deflater{kDeflateLevel}.zlib_stream(
                   packed(*image, static_cast<std::size_t>(pixels.width), half)));
  append_chunk(out, "IEND", "");
  return out;
}

}  // namespace thethuc::review

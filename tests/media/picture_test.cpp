#include "media/picture.h"

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "tiny_pictures.h"
#include "told.h"

using namespace thethuc;
using namespace thethuc::media;
using namespace thethuc::test;

namespace {

struct Case {
  char const* name;
  std::string given;
  std::string expect;
};

std::string const kSvgText{kSvg};

}  // namespace

TEST_CASE("a value gives a picture", "[media]") {
  auto const c = GENERATE(values<Case>({
      {"data URI", fmt::format("data:image/png;base64,{}", kPng), "png 3x2 px, 28575x19050 EMU"},
      {"plain base64", std::string(kPng), "png 3x2 px, 28575x19050 EMU"},
      {"base64 of a GIF", std::string(kGif), "gif 1x1 px, 9525x9525 EMU"},
      {"base64 of a JPEG", std::string(kJpeg), "jpeg 6x4 px, 57150x38100 EMU"},
      {"base64 in lines", std::string(kPng).insert(40, "\r\n"), "png 3x2 px, 28575x19050 EMU"},
      {"the bytes count, not the media type",
       fmt::format("data:image/jpeg;base64,{}", kPng),
       "png 3x2 px, 28575x19050 EMU"},
      {"percent signs within base64",
       "data:image/png;base64," + std::string(kPng).replace(kPng.size() - 1, 1, "%3D"),
       "png 3x2 px, 28575x19050 EMU"},
      {"SVG as text", "data:image/svg+xml;utf8," + kSvgText, "svg 20x10 px, 190500x95250 EMU"},
      {"SVG with percent signs",
       "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='20' height='10'/%3E",
       "svg 20x10 px, 190500x95250 EMU"},

      {"no comma",
       "data:image/png;base64",
       "!picture_not_readable: expected a data URI such as data:image/png;base64,…, found one "
       "without a comma"},
      {"a slip in base64",
       std::string(kPng).replace(20, 1, "!"),
       "!picture_not_readable: expected a picture in base64, found \"!\" at character 21"},
      {"base64 cut off",
       std::string(kPng.substr(0, 21)),
       "!picture_not_readable: expected a picture in base64, found a text that ends too soon"},
      {"long garbage of base64's letters",
       std::string(400, 'A'),
       "!picture_format: expected a picture as PNG, JPEG, GIF or SVG, found data of unknown kind"},
      {"empty",
       "data:,",
       "!picture_format: expected a picture as PNG, JPEG, GIF or SVG, found no bytes"},
      {"a file's name, and no folder",
       "anh/logo.png",
       "!picture_not_readable: expected a picture as data URI or base64 (this data has no folder "
       "to look for files), found \"anh/logo.png\""},
      {"no text at all",
       "",
       "!picture_not_readable: expected a picture as data URI or base64 (this data has no folder "
       "to look for files), found \"\""},
  }));
  DYNAMIC_SECTION(c.name) {
    CHECK(told(read_picture(c.given, nullptr)) == c.expect);
  }
}

TEST_CASE("a raster picture is measured as Word does", "[media]") {
  std::string const metre = big(11811, 4) + big(11811, 4);
  auto const c = GENERATE_COPY(values<Case>({
      {"PNG, 300 dpi", png_with("pHYs", metre + '\1'), "png 3x2 px, 9144x6096 EMU"},
      {"PNG, a ratio alone", png_with("pHYs", metre + '\0'), "png 3x2 px, 28575x19050 EMU"},
      {"PNG, pHYs of zeros",
       png_with("pHYs", std::string(8, '\0') + '\1'),
       "png 3x2 px, 28575x19050 EMU"},
      {"PNG, pHYs cut short", png_with("pHYs", "abc"), "png 3x2 px, 28575x19050 EMU"},
      {"PNG, bytes behind its end", unbase64(kPng) + "more", "png 3x2 px, 28575x19050 EMU"},
      {"JPEG, progressive", unbase64(kProgressiveJpeg), "jpeg 6x4 px, 57150x38100 EMU"},
      {"JPEG, bytes behind its end", unbase64(kJpeg) + "more", "jpeg 6x4 px, 57150x38100 EMU"},
      {"JFIF, 300 per inch", jfif(1, 300, 150), "jpeg 6x4 px, 18288x24384 EMU"},
      {"JFIF, 100 per cm", jfif(2, 100, 100), "jpeg 6x4 px, 21600x14400 EMU"},
      {"JFIF, a ratio alone", jfif(0, 300, 300), "jpeg 6x4 px, 57150x38100 EMU"},
      {"JFIF, 1 per inch is not known", jfif(1, 1, 1), "jpeg 6x4 px, 57150x38100 EMU"},
      {"EXIF, 300 per inch", exif("II", 1, 300, 2), "jpeg 6x4 px, 18288x12192 EMU"},
      {"EXIF, the other byte order", exif("MM", 1, 300, 2), "jpeg 6x4 px, 18288x12192 EMU"},
      {"EXIF, 100 per cm", exif("II", 1, 100, 3), "jpeg 6x4 px, 21600x14400 EMU"},
      {"EXIF, inch when no unit", exif("II", 1, 300, 0), "jpeg 6x4 px, 18288x12192 EMU"},
      {"EXIF, unit unknown", exif("II", 1, 300, 1), "jpeg 6x4 px, 57150x38100 EMU"},
      {"EXIF, half a turn", exif("II", 3, 0, 0), "jpeg 6x4 px, 57150x38100 EMU, orientation 3"},
      {"EXIF, a quarter turn", exif("MM", 6, 0, 0), "jpeg 6x4 px, 38100x57150 EMU, orientation 6"},
      {"EXIF, no such orientation", exif("II", 9, 0, 0), "jpeg 6x4 px, 57150x38100 EMU"},
      {"EXIF that is nonsense",
       jpeg_with(0xE1, std::string("Exif\0\0II*\0\xFF\xFF\xFF\xFF", 14)),
       "jpeg 6x4 px, 57150x38100 EMU"},
      {"GIF without trailer", unbase64(kGif).substr(0, 42), "gif 1x1 px, 9525x9525 EMU"},
  }));
  DYNAMIC_SECTION(c.name) {
    CHECK(told(picture_of_bytes(c.given)) == c.expect);
  }
}

TEST_CASE("a picture is upright after its turn", "[media]") {
  // A picture of 2 × 2 pixels: "ab/cd" stored, and how each orientation means it to look (TIFF 6.0,
  // tag 274: which side of the scene row 0 and column 0 are).
  constexpr char const* kUpright[] = {
      "abcd", "badc", "dcba", "cdab", "acbd", "cadb", "dbca", "bdac"};
  for (std::uint8_t orientation = 1; orientation <= 8; ++orientation) {
    Turn const turn = turn_of(orientation);
    std::string pixels = "abcd";
    if (turn.flip_horizontal) {
      pixels = {pixels[1], pixels[0], pixels[3], pixels[2]};
    }
    for (int degrees = 0; degrees < turn.clockwise_degrees; degrees += 90) {
      pixels = {pixels[2], pixels[0], pixels[3], pixels[1]};
    }
    CAPTURE(orientation);
    CHECK(pixels == kUpright[orientation - 1]);
  }
  CHECK(turn_of(0) == Turn{});
  CHECK(turn_of(9) == Turn{});
}

TEST_CASE("what is no picture for Word is named", "[media]") {
  using namespace std::string_literals;
  auto const c = GENERATE_COPY(values<Case>({
      {"WEBP", "RIFF\x1A\0\0\0WEBPVP8L"s, "a WEBP picture"},
      {"BMP", "BM\x3A\0\0\0\0\0\0\0"s, "a BMP picture"},
      {"TIFF", "II*\0\x08\0\0\0"s, "a TIFF picture"},
      {"TIFF, big-endian", "MM\0*\0\0\0\x08"s, "a TIFF picture"},
      {"HEIC",
       "\0\0\0\x18"
       "ftypheic"s,
       "a HEIC picture"},
      {"HEIF",
       "\0\0\0\x18"
       "ftypmif1"s,
       "a HEIF picture"},
      {"AVIF",
       "\0\0\0\x18"
       "ftypavif"s,
       "an AVIF picture"},
      {"MP4",
       "\0\0\0\x18"
       "ftypisom"s,
       "a film"},
      {"PDF", "%PDF-1.7\n"s, "a PDF file"},
      {"EMF", "\1\0\0\0"s + std::string(36, '\0') + " EMF", "an EMF picture"},
      {"SVGZ", "\x1F\x8B\x08"s, "a gzip file (SVGZ, say)"},
      {"DOCX", "PK\3\4"s, "a zip archive or Office document"},
      {"HTML", "\n<!DOCTYPE html><title>404</title>"s, "an HTML page"},
      {"XML", "<?xml version=\"1.0\"?><!-- x --><svgx/>"s, "an XML file that is no SVG"},
      {"text", "Sơn Phú"s, "data of unknown kind"},
  }));
  DYNAMIC_SECTION(c.name) {
    CHECK(told(picture_of_bytes(c.given)) ==
          "!picture_format: expected a picture as PNG, JPEG, GIF or SVG, found " + c.expect);
  }
}

TEST_CASE("a damaged picture is told with what is wrong", "[media]") {
  std::string const png = unbase64(kPng);
  std::string const jpeg = unbase64(kJpeg);
  std::string const gif = unbase64(kGif);
  auto const c = GENERATE_COPY(values<Case>({
      {"PNG, only the signature",
       png.substr(0, 8),
       "PNG picture, found a file that ends before the chunk IEND"},
      {"PNG, no IEND",
       png.substr(0, png.size() - 12),
       "PNG picture, found a file that ends before the chunk IEND"},
      {"PNG, cut in IDAT",
       png.substr(0, 50),
       "PNG picture, found a file that ends within the chunk IDAT"},
      {"PNG, header changed",
       std::string(png).replace(19, 1, "\x04"),
       "PNG picture, found a chunk IHDR whose checksum (CRC) is wrong"},
      {"PNG, pixels changed",
       std::string(png).replace(45, 1, "\x04"),
       "PNG picture, found a chunk IDAT whose checksum (CRC) is wrong"},
      {"PNG, no pixels",
       std::string(png).erase(33, 26),
       "PNG picture, found no pixels (chunk IDAT)"},
      {"PNG, width 0",
       png_of_size(0, 2),
       "PNG picture, found a chunk IHDR that contradicts itself"},
      {"PNG, no header",
       std::string(png).erase(8, 25),
       "PNG picture, found a chunk IDAT in the wrong place"},
      {"PNG, two headers",
       png_with("IHDR", "x"),
       "PNG picture, found a chunk IHDR in the wrong place"},
      {"PNG, an iPhone's own",
       std::string(png).insert(8, png_chunk("CgBI", "1234")),
       "PNG picture, found a chunk CgBI in the wrong place"},
      {"JPEG, cut off",
       jpeg.substr(0, jpeg.size() - 1),
       "JPEG picture, found a file that ends before the end of image (EOI)"},
      {"JPEG, cut in a header",
       jpeg.substr(0, 40),
       "JPEG picture, found a file that ends before the end of image (EOI)"},
      {"JPEG, nothing within", "\xFF\xD8\xFF\xD9", "JPEG picture, found no pixels (SOF and SOS)"},
      {"PNG, no palette", png_of_size(3, 2, 3), "PNG picture, found no palette (chunk PLTE)"},
      {"PNG, no such colour",
       png_of_size(3, 2, 5),
       "PNG picture, found a chunk IHDR that contradicts itself"},
      {"PNG, no chunk",
       png.substr(0, 33) + std::string(12, '\0'),
       "PNG picture, found bytes that are no PNG chunk"},
      {"JPEG, no marker",
       jpeg_with(0xFE, "").insert(6, "x"),
       "JPEG picture, found bytes where a JPEG marker belongs"},
      {"JPEG, a segment of no length",
       std::string("\xFF\xD8\xFF\xFE\0\1", 6),
       "JPEG picture, found a JPEG segment of the wrong length"},
      {"JPEG, cut in a comment",
       "\xFF\xD8\xFF\xFE\x01\x02",
       "JPEG picture, found a file that ends before the end of image (EOI)"},
      {"GIF, cut off", gif.substr(0, 30), "GIF picture, found a file that ends too soon"},
      {"GIF, header alone", gif.substr(0, 6), "GIF picture, found a file that ends too soon"},
      {"GIF, no image", gif.substr(0, 19) + ";", "GIF picture, found no pixels"},
      {"GIF, width 0",
       std::string(gif).replace(6, 1, 1, '\0'),
       "GIF picture, found a width or height of 0"},
  }));
  DYNAMIC_SECTION(c.name) {
    CHECK(told(picture_of_bytes(c.given)) == "!picture_damaged: expected a whole " + c.expect);
  }
}

TEST_CASE("rare kinds of JPEG are not let in", "[media]") {
  std::string jpeg = unbase64(kJpeg);
  std::size_t const frame = jpeg.find("\xFF\xC0");
  REQUIRE(frame != std::string::npos);
  auto const [at, byte] = GENERATE(table<std::size_t, char>({
      {1, '\xC3'},  // lossless
      {1, '\xC9'},  // arithmetic
      {4, '\x0C'},  // 12 bits
  }));
  jpeg[frame + at] = byte;
  CHECK(
      told(picture_of_bytes(jpeg)) ==
      "!picture_format: expected a picture as usual JPEG (baseline or progressive, 8 bits), found "
      "JPEG of a rare kind (lossless, arithmetic or 12 bits)");
}

TEST_CASE("limits hold before memory is spent", "[media]") {
  Limits few_bytes;
  few_bytes.max_bytes = 60;
  Limits few_pixels;
  few_pixels.max_pixels = 5;
  std::string const uri = fmt::format("data:image/png;base64,{}", kPng);
  CHECK(told(read_picture(uri, nullptr, few_bytes)) ==
        "!picture_too_large: expected a picture of at most 60 bytes, found 71 bytes");
  CHECK(told(read_picture(uri + std::string(200, 'A'), nullptr, few_bytes)) ==
        "!picture_too_large: expected a picture of at most 60 bytes, found 222 bytes");
  CHECK(told(read_picture("data:," + std::string(600, ' '), nullptr, few_bytes)) ==
        "!picture_too_large: expected a picture of at most 60 bytes, found 200 bytes");
  CHECK(told(picture_of_bytes(unbase64(kPng), few_pixels)) ==
        "!picture_too_large: expected a picture of at most 5 pixels, found 3 × 2 pixels");
  CHECK(told(picture_of_bytes(unbase64(kJpeg), few_pixels)) ==
        "!picture_too_large: expected a picture of at most 5 pixels, found 6 × 4 pixels");
  few_pixels.max_pixels = 6;
  CHECK(told(picture_of_bytes(unbase64(kPng), few_pixels)) == "png 3x2 px, 28575x19050 EMU");
  // Both sides as large as the format allows: their product does not wrap around.
  CHECK(told(picture_of_bytes(png_of_size(0x7FFFFFFF, 0x7FFFFFFF))) ==
        "!picture_too_large: expected a picture of at most 100000000 pixels, found 2147483647 × "
        "2147483647 pixels");
  std::string gif = unbase64(kGif);
  CHECK(told(picture_of_bytes(gif.replace(6, 4, "\xFF\xFF\xFF\xFF"))) ==
        "!picture_too_large: expected a picture of at most 100000000 pixels, found 65535 × 65535 "
        "pixels");
  CHECK(told(picture_of_bytes(std::string((20u << 20) + 1, 'x'))) ==
        "!picture_too_large: expected a picture of at most 20 MiB, found 20.1 MiB");
}

TEST_CASE("whatever the bytes, the answer is a picture or a fault", "[media]") {
  std::string const whole = GENERATE(values<std::string>({
      unbase64(kPng),
      png_with("pHYs", big(11811, 4) + big(11811, 4) + '\1'),
      unbase64(kJpeg),
      unbase64(kProgressiveJpeg),
      exif("II", 6, 300, 2),
      unbase64(kGif),
      kSvgText,
  }));
  REQUIRE(std::holds_alternative<Picture>(picture_of_bytes(whole)));
  // Cut off anywhere. Only a GIF may lack its last byte.
  bool const is_gif = whole.starts_with("GIF");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    bool const is_picture =
        std::holds_alternative<Picture>(picture_of_bytes(whole.substr(0, size)));
    CAPTURE(size, whole.size());
    CHECK(is_picture == (is_gif && size + 1 == whole.size()));
  }
  // Each byte changed: no crash (the sanitizers watch), and what is accepted keeps its promise.
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (int const byte : {0x00, 0x01, 0x7F, 0x80, 0xFF}) {
      std::string changed = whole;
      changed[at] = static_cast<char>(byte);
      auto const result = picture_of_bytes(changed);
      if (auto const* const picture = std::get_if<Picture>(&result)) {
        CHECK(picture->width.count > 0);
        CHECK(picture->height.count > 0);
        CHECK(std::uint64_t{picture->width_px} * picture->height_px <= Limits{}.max_pixels);
      }
    }
  }
}

TEST_CASE("each format has its names in a package", "[media]") {
  CHECK(extension(Format::jpeg) == "jpeg");
  CHECK(content_type(Format::png) == "image/png");
  CHECK(content_type(Format::jpeg) == "image/jpeg");
  CHECK(content_type(Format::gif) == "image/gif");
  CHECK(content_type(Format::svg) == "image/svg+xml");
}

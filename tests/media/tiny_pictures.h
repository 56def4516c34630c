#pragma once

// Whole pictures of a few pixels, and ways to change one place in them.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace thethuc::test {

// A greyscale PNG of 3 × 2 pixels, without resolution.
inline constexpr std::string_view kPng =
    "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAAAAAC4HznGAAAADklEQVR42mNgZGJmAGIAADQADW5LyYYAAAAASUVORK5C"
    "YII=";
// Greyscale JPEGs of 6 × 4 pixels by libjpeg, without JFIF header; the second one progressive.
inline constexpr std::string_view kJpeg =
    "/9j/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5mo"
    "q6T/wAALCAAEAAYBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAABP/EABoQAAAHAAAAAAAAAAAAAAAAAAACAwQyc7L/2gAI"
    "AQEAAD8AKtNvUbQ//9k=";
inline constexpr std::string_view kProgressiveJpeg =
    "/9j/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5mo"
    "q6T/wgALCAAEAAYBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//aAAgBAQAAAAEv/8QAFRABAQAAAAAAAAAAAAAAAAAA"
    "AAH/2gAIAQEAAQUCr//EABYQAAMAAAAAAAAAAAAAAAAAAAACcf/aAAgBAQAGPwJYf//EABcQAAMBAAAAAAAAAAAAAAAA"
    "AAAxcbH/2gAIAQEAAT8hemn/2gAIAQEAAAAQf//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAT8QKf/Z";
// A GIF of 1 × 1 pixel.
inline constexpr std::string_view kGif = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
// A red square of 20 × 10 CSS pixels.
inline constexpr std::string_view kSvg =
    R"(<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><path fill="#f00" d="M0 0h20v10H0z"/></svg>)";

std::string unbase64(std::string_view text);
// At most 4 bytes.
std::string big(std::uint32_t value, int bytes);
std::string little(std::uint32_t value, int bytes);

std::string png_chunk(std::string_view type, std::string_view data);
// kPng with a chunk more behind its header.
std::string png_with(std::string_view type, std::string_view data);
// kPng with another header, its CRC right. Colour 0 is greyscale, 3 a palette.
std::string png_of_size(std::uint32_t width, std::uint32_t height, char colour = 0);

// kJpeg with a segment more in front.
std::string jpeg_with(unsigned marker, std::string_view data);
std::string jfif(int unit, unsigned x, unsigned y);
// Orientation, XResolution = YResolution, ResolutionUnit; 0 leaves one out. In the order of "II" or
// "MM".
std::string exif(std::string_view order, unsigned orientation, unsigned dpi, unsigned unit);

// An SVG of 20 × 10 with that inside, or with these attributes at its root.
std::string svg_holding(std::string_view inside);
std::string svg_with(std::string_view attributes);

}  // namespace thethuc::test

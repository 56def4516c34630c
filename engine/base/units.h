#pragma once

// Lengths of OOXML as types, so that a bare number never crosses a border without its unit.

#include <compare>
#include <cstdint>

namespace thethuc::base {

// 1/20 pt: 1440 per inch, about 56.7 per mm. w:pgSz, w:pgMar, w:ind, w:spacing before/after, widths
// "dxa".
struct Twips {
  std::int32_t count = 0;
  constexpr auto operator<=>(Twips const&) const = default;
  constexpr Twips operator+(Twips o) const { return {count + o.count}; }
  constexpr Twips operator-(Twips o) const { return {count - o.count}; }
};

// 1/2 pt: w:sz, w:szCs (14 pt = 28).
struct HalfPoints {
  std::int32_t count = 0;
  constexpr auto operator<=>(HalfPoints const&) const = default;
};

// 1/8 pt: w:sz of a border.
struct EighthPoints {
  std::int32_t count = 0;
  constexpr auto operator<=>(EighthPoints const&) const = default;
};

// 914400 per inch, 36000 per mm, 635 per twip: all of DrawingML.
struct Emu {
  std::int64_t count = 0;
  constexpr auto operator<=>(Emu const&) const = default;
};

inline constexpr std::int64_t kEmuPerTwip = 635;

constexpr Twips twips_from_mm(double mm) {
  return {static_cast<std::int32_t>(mm * 1440.0 / 25.4 + (mm < 0 ? -0.5 : 0.5))};
}

}  // namespace thethuc::base

#include "base/font_metrics.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>

#include "base/text.h"

namespace thethuc::base {

namespace {

struct AdvanceRow {
  std::uint16_t first;
  std::uint16_t last;
  std::array<std::uint16_t, 4> advances;  // regular, bold, italic, bold italic; in 1/2048 em
};

constexpr AdvanceRow kAdvances[] = {
#include "liberation_serif_advances.inc"
};
constexpr std::int64_t kUnitsPerEm = 2048;
constexpr std::int64_t kTwipsPerHalfPoint = 10;

constexpr char32_t kNoBreakSpace = 0x00A0;
constexpr char32_t kSoftHyphen = 0x00AD;
constexpr char32_t kZeroWidthSpace = 0x200B;
constexpr char32_t kNoBreakHyphen = 0x2011;

// Widths are summed up exactly, in advance units times half-points, and rounded once.
std::int64_t exact_from_twips(Twips twips) {
  return twips.count * kUnitsPerEm / kTwipsPerHalfPoint;
}

Twips to_nearest_twip(std::int64_t exact) {
  return {static_cast<std::int32_t>((exact * kTwipsPerHalfPoint + kUnitsPerEm / 2) / kUnitsPerEm)};
}

AdvanceRow const* find_row(char32_t c) {
  auto const row = std::partition_point(
      std::begin(kAdvances), std::end(kAdvances), [c](AdvanceRow const& r) { return r.last < c; });
  return row != std::end(kAdvances) && row->first <= c ? row : nullptr;
}

// Characters that take no room of their own, whether the font has them or not. A soft hyphen is
// seen only where a line breaks at it, which no line of a heading does.
bool is_invisible(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == kSoftHyphen ||
         (c >= kZeroWidthSpace && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF;
}

std::int64_t advance(char32_t c, FontFace face) {
  if (c == U'\t') {
    c = U' ';
  } else if (c == kNoBreakHyphen) {  // not in the font; Word draws it as a hyphen
    c = U'-';
  } else if (is_invisible(c)) {
    return 0;
  }
  AdvanceRow const* row = find_row(c);
  if (row == nullptr) {
    row = find_row(U'n');
  }
  return row->advances[(face.bold ? 1U : 0U) + (face.italic ? 2U : 0U)];
}

bool is_breaking_space(char32_t c) {
  return c == U' ' || c == U'\t' || c == kZeroWidthSpace ||
         (c >= 0x2000 && c <= 0x200A && c != 0x2007) || c == 0x3000;
}

bool is_hyphen(char32_t c) {
  return c == U'-' || c == 0x2010 || c == 0x2013 || c == 0x2014;
}

// The line being filled. All widths are exact.
class Line {
 public:
  explicit Line(std::int64_t available) : available_(available) {}

  void add_to_word(std::int64_t width) { word_ += width; }
  void add_space(std::int64_t width) {
    end_word();
    spaces_ += width;
  }
  // A break may follow.
  void end_word() {
    if (word_ == 0) {
      return;
    }
    bool const fits = width_ + spaces_ + word_ <= available_;
    width_ = fits ? width_ + spaces_ + word_ : word_;
    widest_ = std::max(widest_, width_);
    spaces_ = 0;
    word_ = 0;
  }
  void start_anew() {
    end_word();
    width_ = spaces_ = 0;
  }
  std::int64_t width() const { return width_; }    // without the spaces at its end
  std::int64_t widest() const { return widest_; }  // of this line and those before it

 private:
  std::int64_t available_;
  std::int64_t width_ = 0;
  std::int64_t widest_ = 0;
  std::int64_t spaces_ = 0;  // behind width_
  std::int64_t word_ = 0;    // behind the spaces, not yet placed
};

}  // namespace

Twips text_width(std::string_view text, FontFace face, HalfPoints size) {
  std::int64_t sum = 0;
  for (std::size_t pos = 0; pos < text.size();) {
    sum += advance(next_code_point(text, pos), face);
  }
  return to_nearest_twip(sum * size.count);
}

LineWidths line_widths(std::vector<TextSpan> const& spans, Twips available) {
  Line line{exact_from_twips(available)};
  bool visible = false;
  for (TextSpan const& span : spans) {
    for (std::size_t pos = 0; pos < span.text.size();) {
      char32_t const c = next_code_point(span.text, pos);
      std::int64_t const width = advance(c, span.face) * span.size.count;
      if (c == U'\n') {
        line.start_anew();
        continue;
      }
      if (is_breaking_space(c)) {
        line.add_space(width);
        continue;
      }
      visible = visible || (width > 0 && c != kNoBreakSpace);
      line.add_to_word(width);
      if (is_hyphen(c)) {
        line.end_word();
      }
    }
  }
  line.end_word();
  if (!visible) {
    return {};
  }
  return {to_nearest_twip(line.width()), to_nearest_twip(line.widest())};
}

}  // namespace thethuc::base

#include "data/size.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "data/decimal.h"
#include "data/filter_functions.h"

namespace thethuc::data {
namespace {

constexpr std::int64_t kEmuPerMm = 36'000;
constexpr std::int64_t kEmuPerCm = 360'000;
constexpr std::size_t kPlaces = 3;  // 1/1000 mm is 36 EMU

// One side as written: "2.5 cm" is {"2.5", "cm"}.
struct Side {
  std::string_view written;
  std::string number;
  std::string_view unit;
};

Side take_apart(std::string_view written) {
  Side side;
  side.written = base::trim(written);
  std::size_t const end =
      std::min(side.written.find_first_not_of("0123456789.,-"), side.written.size());
  side.number = side.written.substr(0, end);
  std::replace(side.number.begin(), side.number.end(), ',', '.');
  side.unit = base::trim(side.written.substr(end));
  return side;
}

SizeProblem out_of_range(std::string_view written) {
  return {fmt::format("mỗi cạnh từ {} đến {} mm", kLeastSideMm, kMostSideMm),
          fmt::format("a side from {} to {} mm", kLeastSideMm, kMostSideMm),
          in_quotes(written)};
}

std::optional<SizeProblem> measure(Side const& side, std::string_view unit, base::Emu& emu) {
  if (!unit.empty() && unit != "mm" && unit != "cm") {
    return SizeProblem{"đơn vị mm hoặc cm", "the unit mm or cm", in_quotes(unit)};
  }
  auto number = Decimal::parse(side.number);
  if (!number) {
    return SizeProblem{
        "một số như 40 hoặc 2.5", "a number such as 40 or 2.5", in_quotes(side.written)};
  }
  number->round(kPlaces);
  std::string const thousandths = number->integer + number->fraction;
  std::int64_t count = 0;
  auto const read =
      std::from_chars(thousandths.data(), thousandths.data() + thousandths.size(), count);
  constexpr std::int64_t kThousand = 1'000;
  if (number->negative || read.ec != std::errc{} || count > kMostSideMm * kThousand) {
    return out_of_range(side.written);
  }
  emu.count = count * (unit == "cm" ? kEmuPerCm : kEmuPerMm) / kThousand;
  if (emu.count < kLeastSideMm * kEmuPerMm || emu.count > kMostSideMm * kEmuPerMm) {
    return out_of_range(side.written);
  }
  return std::nullopt;
}

// Where the sides meet, and how long the sign is that stands there: x, X or ×. The x of "40px" is
// none.
std::pair<std::size_t, std::size_t> find_cross(std::string_view text) {
  static constexpr std::string_view kTimes = "×";
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text.substr(at).starts_with(kTimes)) {
      return {at, kTimes.size()};
    }
    char const before = at == 0 ? ' ' : text[at - 1];
    bool const in_word =
        before != 'm' && ((before >= 'a' && before <= 'z') || (before >= 'A' && before <= 'Z'));
    if ((text[at] == 'x' || text[at] == 'X') && !in_word) {
      return {at, 1};
    }
  }
  return {std::string_view::npos, 0};
}

}  // namespace

std::optional<SizeProblem> parse_size(std::string_view text, Size& size) {
  auto const [cross, length] = find_cross(text);
  Side const width = take_apart(text.substr(0, cross));
  Side const height =
      cross == std::string_view::npos ? Side{} : take_apart(text.substr(cross + length));
  if ((width.written.empty() && height.written.empty()) ||
      find_cross(height.written).first != std::string_view::npos) {
    return SizeProblem{"kích thước như 40x30mm, 40mm hoặc x30mm",
                       "a size such as 40x30mm, 40mm or x30mm",
                       in_quotes(text)};
  }
  Size read;
  for (Side const* const side : {&width, &height}) {
    if (side->written.empty()) {
      continue;
    }
    std::string_view const other = side == &width ? height.unit : width.unit;
    base::Emu emu;
    if (auto problem = measure(*side, side->unit.empty() ? other : side->unit, emu)) {
      return problem;
    }
    (side == &width ? read.width : read.height) = emu;
  }
  size = read;
  return std::nullopt;
}

std::optional<SizeProblem> parse_side(std::string_view text, base::Emu& side) {
  if (base::trim(text).empty() || find_cross(text).first != std::string_view::npos) {
    return SizeProblem{"một cạnh như 25mm", "one side such as 25mm", in_quotes(text)};
  }
  Side const written = take_apart(text);
  return measure(written, written.unit, side);
}

}  // namespace thethuc::data

#include "wml/measures.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/text.h"
#include "wml/names.h"

namespace thethuc::wml {
namespace {

struct Unit {
  std::string_view name;
  double points;
};

constexpr Unit kUnits[] = {{"pt", 1},
                           {"cm", 72 / 2.54},
                           {"mm", 72 / 25.4},
                           {"in", 72},
                           {"pc", 12},   // picas
                           {"pi", 12}};  // the same, in an older spelling

// In what a bare number counts, of which `per_point` are a point.
std::optional<int> measured(std::string_view text, int per_point, int least, int most) {
  text = base::trim(text);
  if (text.starts_with('+')) {
    text.remove_prefix(1);
  }
  double value = 0;
  auto const [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (error != std::errc{} || !std::isfinite(value)) {
    return std::nullopt;
  }
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  if (!text.empty()) {
    auto const* const unit = std::find_if(
        std::begin(kUnits), std::end(kUnits), [text](Unit const& u) { return u.name == text; });
    if (unit == std::end(kUnits)) {
      return std::nullopt;
    }
    value = std::round(value * unit->points * per_point);
  }
  return static_cast<int>(std::clamp(value, static_cast<double>(least), static_cast<double>(most)));
}

}  // namespace

std::optional<int> twips(std::string_view measure) {
  return measured(measure, 20, -kMostTwips, kMostTwips);
}

int twips_of(pugi::xml_attribute attribute, int otherwise) {
  return twips(attribute.value()).value_or(std::clamp(otherwise, -kMostTwips, kMostTwips));
}

std::optional<int> twips_of_width(pugi::xml_node width) {
  bool const is_length = std::string_view{width.attribute(w::type).as_string("dxa")} == "dxa";
  return is_length ? twips(width.attribute("w:w").value()) : std::nullopt;
}

int half_points_of(pugi::xml_attribute attribute, int otherwise) {
  constexpr int kMostHalfPoints = 3'276;
  return measured(attribute.value(), 2, 0, kMostHalfPoints).value_or(otherwise);
}

}  // namespace thethuc::wml

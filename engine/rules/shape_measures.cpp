#include "rules/shape_measures.h"

#include <cmath>
#include <cstdlib>
#include <string>

#include "base/units.h"

namespace thethuc::rules {

double vml_length(std::string_view text) {
  std::string const copy{text};
  char* end = nullptr;
  double const value = std::strtod(copy.c_str(), &end);
  std::string_view const unit =
      std::string_view{copy}.substr(static_cast<std::size_t>(end - copy.c_str()));
  double const twips = unit.starts_with("pt")   ? value * 20
                       : unit.starts_with("in") ? value * 1440
                       : unit.starts_with("mm") ? value * 1440 / 25.4
                       : unit.starts_with("cm") ? value * 1440 / 2.54
                       : unit.starts_with("pc") ? value * 240
                                                : value * 15;
  // What a stranger wrote may be no number that an int can hold.
  return std::isfinite(twips) && std::abs(twips) < 1e6 ? twips : 0;
}

std::string_view style_value(std::string_view style, std::string_view name) {
  while (!style.empty()) {
    std::size_t const end = style.find(';');
    std::string_view const item = style.substr(0, end);
    std::size_t const colon = item.find(':');
    if (colon != std::string_view::npos) {
      std::string_view key = item.substr(0, colon);
      while (!key.empty() && key.front() == ' ') {
        key.remove_prefix(1);
      }
      if (key == name) {
        return item.substr(colon + 1);
      }
    }
    if (end == std::string_view::npos) {
      break;
    }
    style.remove_prefix(end + 1);
  }
  return {};
}

int emu_twips(pugi::xml_attribute emu) {
  double const twips = emu.as_double() / base::kEmuPerTwip;
  return std::abs(twips) < 1e6 ? static_cast<int>(twips) : 0;
}

}  // namespace thethuc::rules

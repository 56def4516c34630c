#include "rules/components.h"

#include <array>

namespace thethuc::rules {
namespace {

struct Names {
  std::string_view id;
  std::string_view vi;
  std::string_view en;
};
constexpr std::array<Names, kComponents> kNames = {{
#define THETHUC_COMPONENT(id, vi, en) {#id, vi, en},
#include "rules/components.def"
#undef THETHUC_COMPONENT
}};

Names const& names_of(Component component) {
  return kNames[static_cast<std::size_t>(component)];
}

}  // namespace

std::string_view component_id(Component component) {
  return names_of(component).id;
}

std::string_view component_name(Component component, base::Language language) {
  return language == base::Language::vi ? names_of(component).vi : names_of(component).en;
}

std::optional<Component> component_from_id(std::string_view id) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i].id == id) {
      return static_cast<Component>(i);
    }
  }
  return std::nullopt;
}

}  // namespace thethuc::rules

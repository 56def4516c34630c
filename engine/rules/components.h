#pragma once

// The components of an administrative document, as the profiles name them: quoc_hieu is "Quốc
// hiệu", so_ky_hieu "số, ký hiệu" … (components.def says each in both languages).

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/diagnostic.h"

namespace thethuc::rules {

enum class Component : std::uint8_t {
#define THETHUC_COMPONENT(id, vi, en) id,
#include "rules/components.def"
#undef THETHUC_COMPONENT
};
inline constexpr std::size_t kComponents = static_cast<std::size_t>(Component::khac) + 1;

std::string_view component_id(Component component);  // "so_ky_hieu"
std::string_view component_name(Component component, base::Language language);
std::optional<Component> component_from_id(std::string_view id);

}  // namespace thethuc::rules

#pragma once

#include <string_view>

namespace thethuc::convert {

// fonts/fonts.conf, built in (embed.cmake): pages must not depend on where the program lies. Not
// for other modules.
std::string_view fonts_conf();

}  // namespace thethuc::convert

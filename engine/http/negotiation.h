#pragma once

// What clients would rather have: Accept, Accept-Language, Accept-Encoding (RFC 9110, 12.5).

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostic.h"

namespace thethuc::http {

// The one of `offers` that `accept` likes best, the first of equals; the first when nothing is
// said. nullopt when it takes none of them.
std::optional<std::string_view> accepted(std::string_view accept,
                                         std::initializer_list<std::string_view> offers);

// Vietnamese, unless English is preferred.
base::Language accepted_language(std::string_view accept_language);

bool accepts_gzip(std::string_view accept_encoding);

// "application/json; charset=utf-8" → "application/json", in small letters.
std::string media_type(std::string_view content_type);

}  // namespace thethuc::http

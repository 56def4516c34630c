#pragma once

// What CLI11 says of arguments, which it says in English only.

#include <string>

#include "base/diagnostic.h"

namespace thethuc::cli {

// `problem` as CLI11 words it, in that language; as it stands when the wording is none of those
// known.
std::string usage_words(std::string const& problem, base::Language language);

}  // namespace thethuc::cli

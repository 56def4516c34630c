#pragma once

// How this module says what is wrong. Not for other modules.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "media/picture.h"

namespace thethuc::media {

using base::same;
using base::Words;

// With the arguments {expected} and {found} in both languages.
Fault fault(base::Id id, Words expected, Words found);

// The same fault, caused by the limit of that name.
Fault by_limit(Fault fault, std::string_view name);

// picture_damaged: what was found in a picture of that format.
Fault damaged(Format format, Words found);
// picture_too_large, when there are too many pixels.
Fault too_many_pixels(std::uint64_t width, std::uint64_t height, Limits const& limits);
// picture_too_large, when there are too many bytes.
Fault too_many_bytes(std::size_t size, std::size_t limit);

std::string_view format_name(Format format);  // "PNG"
Words size_words(std::size_t bytes);          // "20 MiB", "1,5 MiB", "300 byte"
// In quotes, shortened to 40 characters, only printable ones.
std::string in_quotes(std::string_view text);

}  // namespace thethuc::media

#pragma once

#include <cstddef>

namespace thethuc::data {

// Whether NFC surely leaves all of the text alone, by a look at its bytes: only U+0000 to U+01BF,
// U+1E80 to U+1EFF and U+2002 to U+203F, which is what Vietnamese is written with. `s` must be
// valid UTF-8 with two readable bytes behind it.
bool is_plain_vietnamese(char const* s, std::size_t size);

// Whether the text holds signs of Latin-1 from U+00A6 on, or letters of it that Vietnamese does not
// have, or private characters: texts in encodings from before Unicode do. The same of `s`.
bool holds_letters_of_latin1(char const* s, std::size_t size);

}  // namespace thethuc::data

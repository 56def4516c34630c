#pragma once

#include <cstddef>

namespace thethuc::data {

// Whether NFC surely leaves all of the text alone, by a look at its bytes: only U+0000 to U+01BF,
// U+1E80 to U+1EFF and U+2002 to U+203F, which is what Vietnamese is written with. `s` must be
// valid UTF-8 with two readable bytes behind it.
bool is_plain_vietnamese(char const* s, std::size_t size);

}  // namespace thethuc::data

#pragma once

// Where lines part in the names of bodies and of posts, which stand centred in narrow columns: "ỦY
// BAN NHÂN DÂN / TỈNH HÀ NAM", never "ỦY BAN NHÂN DÂN TỈNH HÀ / NAM".

#include <cstddef>
#include <vector>

#include "base/font_metrics.h"
#include "base/units.h"

namespace thethuc::base {

// The spaces, as offsets in bytes of the joined texts of `spans`, in order, at which lines part so
// that none is wider than `available`. As few lines as will do, of like widths, parted by sense:
// before TỈNH, HUYỆN, XÃ … and the bodies of a body, behind a comma, before VÀ; not within the name
// of a place or a word of two syllables, as far as these are known. Lines that U+000A parts already
// stay parted. Empty when everything fits as it is.
std::vector<std::size_t> name_breaks(std::vector<TextSpan> const& spans, Twips available);

}  // namespace thethuc::base

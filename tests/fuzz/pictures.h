#pragma once

#include "media/picture.h"

namespace thethuc::fuzz {

// A picture has a size, and reads as the same again; a fault has words.
void check_picture(media::Result<media::Picture> const& read);

}  // namespace thethuc::fuzz

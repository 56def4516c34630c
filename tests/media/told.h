#pragma once

#include <string>

#include "media/picture.h"

namespace thethuc::test {

// "png 3x2 px, 28575x19050 EMU", or "!picture_damaged: " and the English message.
std::string told(media::Result<media::Picture> const& result);

}  // namespace thethuc::test

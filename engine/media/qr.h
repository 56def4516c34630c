#pragma once

// QR codes (ISO/IEC 18004).

#include <string_view>

#include "base/units.h"
#include "media/picture.h"

namespace thethuc::media {

// The QR code of `text` (UTF-8) as a black and white PNG whose natural size is a square of `side`,
// the quiet zone of four modules included. Error correction is level M or, where the same size has
// room for it, better. Every module is the same whole number of pixels wide, so that there are at
// least 300 to the inch (for sides up to half a metre). Equal input gives equal bytes. Letters
// beyond ASCII are announced as UTF-8 (ECI 26), since readers otherwise have to guess. An empty or
// too long text is a fault: qr_text_length. Precondition: side > 0.
Result<Picture> qr_picture(std::string_view text, base::Emu side);

}  // namespace thethuc::media

#include "convert/page_image.h"

#include <cstdint>

#include "media/png_write.h"

namespace thethuc::convert {

std::string to_png(PageImage const& pixels) {
  using Colour = media::PngForm::Colour;
  media::PngForm const form{static_cast<std::uint32_t>(pixels.width),
                            static_cast<std::uint32_t>(pixels.height),
                            pixels.channels == 1 ? Colour::grey : Colour::rgb,
                            8};
  return media::write_png(form, "", pixels.bytes, kPngDeflateLevel);
}

}  // namespace thethuc::convert

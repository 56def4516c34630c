// Any text as a picture (data URI, base64, name of a file) and as a QR code.

#include "fuzz/laws.h"
#include "fuzz/pictures.h"
#include "media/qr.h"

using namespace thethuc;

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string const text = fuzz::xml_text(fuzz::text_of(data, size));
  fuzz::check_picture(media::read_picture(text, nullptr));

  base::Emu const side{900'000};  // 25 mm
  auto const code = media::qr_picture(text, side);
  fuzz::check_picture(code);
  if (auto const* const picture = std::get_if<media::Picture>(&code)) {
    fuzz::law(picture->width == side && picture->height == side, "a code has the side asked for");
    fuzz::law(picture->width_px == picture->height_px, "a code is a square");
  } else {
    fuzz::law(text.empty() || text.size() > 2'000, "a short text has a code", text);
  }
  return 0;
}

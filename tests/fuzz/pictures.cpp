#include "fuzz/pictures.h"

#include <utility>

#include "fuzz/laws.h"

namespace thethuc::fuzz {

void check_picture(media::Result<media::Picture> const& read) {
  if (auto const* const fault = std::get_if<media::Fault>(&read)) {
    base::Diagnostic d = base::diagnose(fault->id);
    d.args = fault->args;
    base::Diagnostics found;
    found.add(std::move(d));
    check_findings(found, true);
    return;
  }
  auto const& picture = std::get<media::Picture>(read);
  law(picture.width.count > 0 && picture.height.count > 0, "a picture has a natural size");
  law(picture.width_px > 0 && picture.height_px > 0, "a picture has pixels");
  law(picture.orientation >= 1 && picture.orientation <= 8, "an orientation is one of eight");
  auto const again = media::picture_of_bytes(picture.bytes);
  auto const* const same = std::get_if<media::Picture>(&again);
  law(same && same->format == picture.format && same->bytes == picture.bytes &&
          same->width_px == picture.width_px && same->height_px == picture.height_px,
      "a picture that is taken is taken again");
}

}  // namespace thethuc::fuzz

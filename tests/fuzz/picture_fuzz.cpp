// Any bytes as a picture.

#include "fuzz/laws.h"
#include "fuzz/pictures.h"

using namespace thethuc;

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string const bytes{fuzz::text_of(data, size)};
  auto const read = media::picture_of_bytes(bytes);
  fuzz::check_picture(read);
  if (auto const* const picture = std::get_if<media::Picture>(&read)) {
    fuzz::law(picture->format == media::Format::svg || picture->bytes == bytes,
              "pixels are kept as they came");
  }
  return 0;
}

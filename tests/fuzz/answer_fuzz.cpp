// What a worker sends that a document has taken over.

#include "convert/job.h"
#include "convert/warm_up.h"
#include "fuzz/laws.h"

using namespace thethuc;

namespace {

// Whatever can be read is written and read again as the same.
template <class Decode>
void check(std::string_view bytes, Decode decode) {
  if (auto const first = decode(bytes)) {
    std::string const written = convert::encode(*first);
    auto const second = decode(written);
    fuzz::law(second.has_value(), "what is written can be read", written);
    fuzz::law(convert::encode(*second) == written, "it is read as it was written", written);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string_view const bytes = fuzz::text_of(data, size);
  check(bytes, [](std::string_view b) { return convert::decode_answer(b); });
  check(bytes, [](std::string_view b) { return convert::decode_job(b); });
  check(bytes, [](std::string_view b) { return convert::decode_greeting(b); });
  for (std::string const& font : convert::fonts_of(bytes)) {
    fuzz::law(font.size() <= 128, "a name of a font is short", font);
  }
  return 0;
}

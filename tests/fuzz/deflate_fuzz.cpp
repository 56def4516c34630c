// Any bytes, and texts that copy themselves as these bytes say, as what is to be packed: the stream
// is one to other programs, fits where it says it fits, and is the same each time.

#include <algorithm>
#include <string>
#include <string_view>

#include "deflate/encoder.h"
#include "deflate/inflated.h"
#include "deflate/quick_encoder.h"
#include "fuzz/laws.h"

using namespace thethuc;

namespace {

constexpr std::size_t kMostText = 60'000;

// A byte below 0xE0 stands for itself. Another one copies: the two behind it say from how far back,
// the third how much, times a power of two.
std::string copied(std::string_view recipe) {
  auto const byte = [recipe](std::size_t i) {
    return i < recipe.size() ? static_cast<unsigned char>(recipe[i]) : std::size_t{0};
  };
  std::string out;
  for (std::size_t i = 0; i < recipe.size() && out.size() < kMostText; ++i) {
    if (byte(i) < 0xE0 || out.empty()) {
      out += recipe[i];
      continue;
    }
    std::size_t const distance = 1 + (byte(i + 1) << 8 | byte(i + 2)) % out.size();
    std::size_t const length = byte(i + 3) << (byte(i) - 0xE0) / 4;
    for (std::size_t k = 0; k < length; ++k) {
      out += out[out.size() - distance];
    }
    i += 3;
  }
  return out;
}

template <class Encoder>
void check(std::string_view text) {
  static Encoder used;
  std::string stream(text.size() + text.size() / 1'000 + 64, '\0');
  std::size_t const size = Encoder{}.encode(text, stream.data(), stream.size());
  fuzz::law(size > 0, "what has room is packed");
  stream.resize(size);
  fuzz::law(test::inflated_by_zlib(stream, text.size()) == text, "zlib reads the stream");
  fuzz::law(test::inflated_by_libdeflate(stream, text.size()) == text,
            "libdeflate reads the stream");

  std::string again(size, '\0');
  fuzz::law(used.encode(text, again.data(), size) == size, "the stream has its size as room");
  fuzz::law(again == stream, "what was packed before makes no difference");
  fuzz::law(used.encode(text, again.data(), size - 1) == 0, "a stream without room is none");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string_view const bytes = fuzz::text_of(data, size);
  std::string const text = copied(bytes);
  check<deflate::Encoder>(bytes);
  check<deflate::Encoder>(text);
  check<deflate::QuickEncoder>(bytes);
  check<deflate::QuickEncoder>(text);
  return 0;
}

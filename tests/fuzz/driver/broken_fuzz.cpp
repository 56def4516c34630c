// A target with a mistake, which the driver of a short run has to find: no input that it begins
// with shows it, but a mutation with a word of the dictionary does.

#include "fuzz/laws.h"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string_view const text = thethuc::fuzz::text_of(data, size);
  thethuc::fuzz::law(text.find("co lo\"i") == std::string_view::npos, "no input is wrong", text);
  return 0;
}

// Any files as a package: content types, relationships, parts, and what is refused or dropped.

#include "fuzz/laws.h"
#include "fuzz/packages.h"

using namespace thethuc;

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  base::Diagnostics found;
  auto const package = fuzz::package_of_text(fuzz::text_of(data, size), found);
  fuzz::check_read(package, found);
  return 0;
}

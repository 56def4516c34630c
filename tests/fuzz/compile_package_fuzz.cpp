// Any package as a template: an archive, or files as text.

#include "fuzz/packages.h"
#include "fuzz/templates.h"

using namespace thethuc;

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string_view const bytes = fuzz::text_of(data, size);
  base::Diagnostics found;
  auto package = bytes.starts_with("PK") ? opc::Package::read(bytes, "mau.docx", {}, found)
                                         : fuzz::package_of_text(bytes, found);
  if (package) {
    compile::Options options;
    options.file_name = "mau.docx";
    options.deflate_level = 1;
    fuzz::check_compile(std::move(*package), {}, options);
  }
  return 0;
}

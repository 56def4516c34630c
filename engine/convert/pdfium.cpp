#include "convert/pdfium.h"

#include <dlfcn.h>

#include <stdexcept>
#include <string>

#include <fmt/format.h>

namespace thethuc::convert {

Pdfium::Pdfium(std::filesystem::path const& library) {
  void* const handle = ::dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) {
    throw std::runtime_error(::dlerror());
  }
  std::string missing;
  auto const find = [&](auto& function, char const* name) {
    function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(::dlsym(handle, name));
    if (function == nullptr) {
      missing += missing.empty() ? name : fmt::format(", {}", name);
    }
  };
#define THETHUC_FIND(result, name, parameters) find(name, #name);
  THETHUC_PDFIUM_FUNCTIONS(THETHUC_FIND)
#undef THETHUC_FIND
  if (!missing.empty()) {
    throw std::runtime_error(fmt::format("{} has no {}", library.string(), missing));
  }
  Configuration const configuration{2, nullptr, nullptr, 0};
  FPDF_InitLibraryWithConfig(&configuration);
}

}  // namespace thethuc::convert

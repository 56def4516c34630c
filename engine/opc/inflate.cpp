#include "opc/inflate.h"

#include <new>

#include <libdeflate.h>

namespace thethuc::opc {

struct Inflater::Impl {
  Impl() : decompressor(libdeflate_alloc_decompressor()) {
    if (!decompressor) {
      throw std::bad_alloc{};
    }
  }
  ~Impl() { libdeflate_free_decompressor(decompressor); }
  Impl(Impl const&) = delete;
  Impl& operator=(Impl const&) = delete;

  libdeflate_decompressor* decompressor;
};

Inflater::Inflater() : impl_(std::make_unique<Impl>()) {}
Inflater::~Inflater() = default;

bool Inflater::unpack(std::string_view packed, std::size_t size, std::string& out) {
  out.resize(size);
  std::size_t consumed = 0;
  std::size_t produced = 0;
  libdeflate_result const result = libdeflate_deflate_decompress_ex(
      impl_->decompressor, packed.data(), packed.size(), out.data(), size, &consumed, &produced);
  return result == LIBDEFLATE_SUCCESS && produced == size && consumed == packed.size();
}

}  // namespace thethuc::opc

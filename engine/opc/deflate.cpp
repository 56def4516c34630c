#include "opc/deflate.h"

#include <new>

#include <libdeflate.h>

namespace thethuc::opc {

std::uint32_t crc32(std::string_view bytes) {
  return libdeflate_crc32(0, bytes.data(), bytes.size());
}

struct Deflater::Impl {
  explicit Impl(int level) : compressor(libdeflate_alloc_compressor(level)) {
    if (!compressor) {
      throw std::bad_alloc{};
    }
  }
  ~Impl() { libdeflate_free_compressor(compressor); }
  Impl(Impl const&) = delete;
  Impl& operator=(Impl const&) = delete;

  // Memory of at least that size, not cleared: a report is hundreds of kilobytes, and clearing them
  // for each document costs more than filling them in.
  char* room_for(std::size_t size) {
    if (size > capacity) {
      room.reset(new char[size]);
      capacity = size;
    }
    return room.get();
  }

  libdeflate_compressor* compressor;
  std::unique_ptr<char[]> room;
  std::size_t capacity = 0;
};

Deflater::Deflater(int level) : impl_(std::make_unique<Impl>(level)), level_(level) {}
Deflater::~Deflater() = default;
Deflater::Deflater(Deflater&&) noexcept = default;
Deflater& Deflater::operator=(Deflater&&) noexcept = default;

void Deflater::pack(std::string_view bytes, Packed& out) {
  out.size = bytes.size();
  out.crc32 = crc32(bytes);
  // Room for less than the bytes themselves: what does not fit is stored.
  std::size_t deflated = 0;
  if (!bytes.empty()) {
    char* const room = impl_->room_for(bytes.size());
    deflated = libdeflate_deflate_compress(
        impl_->compressor, bytes.data(), bytes.size(), room, bytes.size() - 1);
    out.bytes.assign(room, deflated);
  }
  if (deflated > 0) {
    out.method = 8;
  } else {
    out.bytes.assign(bytes);
    out.method = 0;
  }
}

std::string Deflater::zlib_stream(std::string_view bytes) {
  std::string out(libdeflate_zlib_compress_bound(impl_->compressor, bytes.size()), '\0');
  out.resize(libdeflate_zlib_compress(
      impl_->compressor, bytes.data(), bytes.size(), out.data(), out.size()));
  return out;
}

}  // namespace thethuc::opc

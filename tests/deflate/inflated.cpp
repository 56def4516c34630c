#include "deflate/inflated.h"

#include <limits>
#include <stdexcept>

#include <libdeflate.h>
#include <zlib.h>

namespace thethuc::test {

namespace {

// zlib's own type for bytes that it only reads is not const.
Bytef* bytes_of(std::string_view text) {
  return reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
}

uInt size_of(std::size_t size) {
  if (size > std::numeric_limits<uInt>::max()) {
    throw std::length_error("too long for one call of zlib");
  }
  return static_cast<uInt>(size);
}

}  // namespace

std::optional<std::string> inflated_by_zlib(std::string_view stream, std::size_t size) {
  z_stream state{};
  if (inflateInit2(&state, -MAX_WBITS) != Z_OK) {
    throw std::bad_alloc{};
  }
  std::string out(size + 1, '\0');  // one more, to see what is too long
  state.next_in = bytes_of(stream);
  state.avail_in = size_of(stream.size());
  state.next_out = reinterpret_cast<Bytef*>(out.data());
  state.avail_out = size_of(out.size());
  int const result = inflate(&state, Z_FINISH);
  bool const is_whole = result == Z_STREAM_END && state.avail_in == 0 && state.total_out == size;
  inflateEnd(&state);
  out.resize(size);
  return is_whole ? std::optional{out} : std::nullopt;
}

std::optional<std::string> inflated_by_libdeflate(std::string_view stream, std::size_t size) {
  libdeflate_decompressor* const decompressor = libdeflate_alloc_decompressor();
  if (!decompressor) {
    throw std::bad_alloc{};
  }
  std::string out(size, '\0');
  std::size_t read = 0;
  libdeflate_result const result = libdeflate_deflate_decompress_ex(
      decompressor, stream.data(), stream.size(), out.data(), out.size(), &read, nullptr);
  libdeflate_free_decompressor(decompressor);
  return result == LIBDEFLATE_SUCCESS && read == stream.size() ? std::optional{out} : std::nullopt;
}

std::size_t size_by_libdeflate(std::string_view bytes, int level) {
  libdeflate_compressor* const compressor = libdeflate_alloc_compressor(level);
  if (!compressor) {
    throw std::bad_alloc{};
  }
  std::string out(libdeflate_deflate_compress_bound(compressor, bytes.size()), '\0');
  std::size_t const size =
      libdeflate_deflate_compress(compressor, bytes.data(), bytes.size(), out.data(), out.size());
  libdeflate_free_compressor(compressor);
  return size;
}

std::size_t size_by_zlib(std::string_view bytes) {
  z_stream state{};
  if (deflateInit2(&state, 6, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::bad_alloc{};
  }
  std::string out(deflateBound(&state, bytes.size()), '\0');
  state.next_in = bytes_of(bytes);
  state.avail_in = size_of(bytes.size());
  state.next_out = reinterpret_cast<Bytef*>(out.data());
  state.avail_out = size_of(out.size());
  deflate(&state, Z_FINISH);
  std::size_t const size = state.total_out;
  deflateEnd(&state);
  return size;
}

}  // namespace thethuc::test

#include "opc/deflate.h"

#include <algorithm>
#include <iterator>
#include <new>
#include <optional>

#include <libdeflate.h>

#include "deflate/encoder.h"
#include "deflate/quick_encoder.h"
#include "opc/limits.h"

namespace thethuc::opc {

std::uint32_t crc32(std::string_view bytes) {
  return libdeflate_crc32(0, bytes.data(), bytes.size());
}

namespace {

constexpr int kQuick = 1;
constexpr int kFirstOfOwn = 2;
constexpr int kLastOfOwn = kDefaultDeflateLevel;
// Of shorter parts, the letters of a page or three, libdeflate takes less time: hardly a row is
// repeated in them. Found with the library's samples, in turn: to 12 KB the encoder took 1.25 times
// as long as libdeflate, from 20 to 40 KB as long, and from there on 0.9 to 0.5 times.
constexpr std::size_t kLeastOfOwn = 32'768;

struct FreeCompressor {
  void operator()(libdeflate_compressor* compressor) const {
    libdeflate_free_compressor(compressor);
  }
};

}  // namespace

// Compressors are made when they are asked for: who renders needs one of them only.
struct Deflater::Impl {
  libdeflate_compressor* compressor(int level) {
    if (!of_library) {
      of_library.reset(libdeflate_alloc_compressor(level));
    }
    if (!of_library) {
      throw std::bad_alloc{};
    }
    return of_library.get();
  }

  // Packs by an encoder of ours.
  template <class Encoder>
  void pack_by(std::optional<Encoder>& encoder, std::string_view bytes, Packed& out) {
    if (!encoder) {
      encoder.emplace();
    }
    pack(bytes, out, [&](std::string_view source, char* to, std::size_t size) {
      return encoder->encode(source, to, size);
    });
  }

  // Packs by `deflate(bytes, out, capacity)`, which returns the size, or 0 when it does not fit.
  template <class Deflate>
  void pack(std::string_view bytes, Packed& out, Deflate const& deflate) {
    out.size = bytes.size();
    out.crc32 = opc::crc32(bytes);
    // Room for less than the bytes themselves: what does not fit is stored.
    std::size_t deflated = 0;
    if (!bytes.empty()) {
      room_for(bytes.size());
      deflated = deflate(bytes, room.get(), bytes.size() - 1);
      std::size_t const least = bytes.size() / kMostPackedRatio;
      if (bytes.size() > kRatioMatters && deflated > 0 && deflated < least) {
        std::size_t const stored = store(bytes.substr(0, least), room.get());
        std::size_t const rest =
            deflate(bytes.substr(least), room.get() + stored, bytes.size() - 1 - stored);
        deflated = stored + rest;
      }
    }
    out.method = deflated > 0 ? 8 : 0;
    out.bytes.assign(deflated > 0 ? std::string_view{room.get(), deflated} : bytes);
  }

  std::string zlib_stream(std::string_view bytes, int level) {
    libdeflate_compressor* const packer = compressor(level);
    std::size_t const most = libdeflate_zlib_compress_bound(packer, bytes.size());
    room_for(most);
    return {room.get(),
            libdeflate_zlib_compress(packer, bytes.data(), bytes.size(), room.get(), most)};
  }

  // By the encoder of ours that is quickest with what repeats itself, as pages do: paper.
  std::string quick_zlib_stream(std::string_view bytes) {
    constexpr char kHeader[] = {0x78, 0x01};  // RFC 1950, 2.2: deflate, 32 KB, the fastest
    constexpr std::size_t kAround = sizeof kHeader + sizeof(std::uint32_t);
    if (!quick) {
      quick.emplace();
    }
    room_for(bytes.size() + kAround);
    char* next = std::copy(std::begin(kHeader), std::end(kHeader), room.get());
    std::size_t const packed = quick->encode(bytes, next, bytes.size());
    if (packed == 0) {  // not smaller than what it packs, or empty
      return zlib_stream(bytes, kQuick);
    }
    next += packed;
    std::uint32_t const check = libdeflate_adler32(1, bytes.data(), bytes.size());
    for (int shift = 24; shift >= 0; shift -= 8) {
      *next++ = static_cast<char>(check >> shift & 0xFFu);
    }
    return {room.get(), next};
  }

  // Writes `bytes` as stored blocks (RFC 1951, 3.2.4), none of them the last, and returns the size.
  static std::size_t store(std::string_view bytes, char* out) {
    constexpr std::size_t kMostOfBlock = 65'535;
    char* next = out;
    for (; !bytes.empty(); bytes.remove_prefix(std::min(bytes.size(), kMostOfBlock))) {
      std::string_view const block = bytes.substr(0, kMostOfBlock);
      auto const size = static_cast<std::uint32_t>(block.size());
      *next++ = 0;  // no last block, stored; the rest of the byte is not used
      for (std::uint32_t word : {size, ~size}) {
        *next++ = static_cast<char>(word & 0xFFu);
        *next++ = static_cast<char>(word >> 8 & 0xFFu);
      }
      next = std::copy(block.begin(), block.end(), next);
    }
    return static_cast<std::size_t>(next - out);
  }

  // Memory of at least that size, not cleared: a report is hundreds of kilobytes, and clearing them
  // for each document costs more than filling them in.
  void room_for(std::size_t size) {
    if (size > capacity) {
      room.reset(new char[size]);
      capacity = size;
    }
  }

  std::unique_ptr<libdeflate_compressor, FreeCompressor> of_library;
  std::optional<deflate::Encoder> own;
  std::optional<deflate::QuickEncoder> quick;
  std::unique_ptr<char[]> room;
  std::size_t capacity = 0;
};

Deflater::Deflater(int level) : impl_(std::make_unique<Impl>()), level_(level) {}
Deflater::~Deflater() = default;
Deflater::Deflater(Deflater&&) noexcept = default;
Deflater& Deflater::operator=(Deflater&&) noexcept = default;

void Deflater::pack(std::string_view bytes, Packed& out) {
  libdeflate_compressor* const compressor = impl_->compressor(level_);
  impl_->pack(bytes, out, [&](std::string_view source, char* room, std::size_t capacity) {
    return libdeflate_deflate_compress(compressor, source.data(), source.size(), room, capacity);
  });
}

void Deflater::pack_xml(std::string_view bytes, Packed& out) {
  if (level_ == kQuick) {
    impl_->pack_by(impl_->quick, bytes, out);
  } else if (level_ >= kFirstOfOwn && level_ <= kLastOfOwn && bytes.size() >= kLeastOfOwn) {
    impl_->pack_by(impl_->own, bytes, out);
  } else {
    pack(bytes, out);
  }
}

std::string Deflater::zlib_stream(std::string_view bytes) {
  return level_ == kQuick ? impl_->quick_zlib_stream(bytes) : impl_->zlib_stream(bytes, level_);
}

}  // namespace thethuc::opc

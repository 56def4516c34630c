#pragma once

// Deflate, raw and in its zlib wrapping, and CRC-32: by libdeflate, and XML that is packed for each
// document by the module deflate.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace thethuc::opc {

// Of libdeflate, level 7 is never larger than zlib's 6 and takes two thirds of its time.
inline constexpr int kDefaultDeflateLevel = 7;

// More than so many times no part above kRatioMatters is packed, however much it repeats itself:
// what we write is to be read again, by ourselves too, and readers refuse as bombs what unpacks to
// much more than it is (Limits::max_ratio).
inline constexpr std::size_t kMostPackedRatio = 150;

// A part as a zip holds it. `method` 0: stored, 8: deflated (APPNOTE 4.4.5).
struct Packed {
  std::string bytes;
  std::uint64_t size = 0;  // unpacked
  std::uint32_t crc32 = 0;
  std::uint16_t method = 8;
};

std::uint32_t crc32(std::string_view bytes);

// A compressor with its memory; reused, one per thread.
class Deflater {
 public:
  explicit Deflater(int level = kDefaultDeflateLevel);  // 1 to 12
  ~Deflater();
  Deflater(Deflater&&) noexcept;
  Deflater& operator=(Deflater&&) noexcept;

  int level() const { return level_; }
  // Packs `bytes` into `out`, whose memory is reused; stored when deflating does not make it
  // smaller.
  void pack(std::string_view bytes, Packed& out);
  // The same for XML, which says over and over what it said before: from 32 KB on, levels 2 to 7
  // take half to nine tenths of the time of libdeflate's 7, for a size within a percent of zlib's
  // 6. Level 1 takes a quarter of that, of any size, and is a quarter larger; from 8 on packs
  // slower and smaller.
  void pack_xml(std::string_view bytes, Packed& out);
  // The zlib stream (RFC 1950) of `bytes`, as PNG holds its pixels.
  std::string zlib_stream(std::string_view bytes);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
  int level_;
};

}  // namespace thethuc::opc

#include "opc/zip_records.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "opc/little_endian.h"

namespace thethuc::opc {

namespace {

// A field of 16 or 32 bits that is full says: look in the records of Zip64 (APPNOTE 4.4.1.4).
constexpr std::uint64_t kFull16 = 0xffff;
constexpr std::uint64_t kFull32 = 0xffff'ffff;

constexpr std::uint16_t kDeflateVersion = 20;  // APPNOTE 4.4.3.2
constexpr std::uint16_t kZip64Version = 45;
constexpr std::uint16_t kMadeOnUnix = 3 << 8;
constexpr std::uint32_t kReadableFile = 0100644u << 16;  // Unix mode, as Info-ZIP stores it
constexpr std::uint16_t kUtf8Name = 1 << 11;
constexpr std::uint16_t kFirstTime = 0;
constexpr std::uint16_t kFirstDate = 1 << 5 | 1;  // 1980-01-01
constexpr std::uint16_t kZip64Extra = 1;

// The fields of one record, gathered to be appended at once. No record has more than 76 bytes of
// them.
class Fields {
 public:
  Fields() = default;
  explicit Fields(char const (&signature)[5]) {
    for (std::size_t i = 0; i < 4; ++i) {
      bytes_[size_++] = signature[i];
    }
  }
  // The number, low byte first.
  template <std::size_t kBytes>
  void put(std::uint64_t number) {
    for (std::size_t i = 0; i < kBytes; ++i) {
      bytes_[size_++] = static_cast<char>(number >> 8 * i & 0xff);
    }
  }
  std::string_view bytes() const { return {bytes_.data(), size_}; }

 private:
  std::array<char, 76> bytes_;
  std::size_t size_ = 0;
};

bool is_large(ZipRecord const& record) {
  return record.size >= kFull32 || record.packed_size >= kFull32;
}

// The extra field of Zip64 with its own head: which numbers it holds is told by the fields that
// are full, in the order of APPNOTE 4.5.3.
std::size_t central_extra_size(ZipRecord const& record) {
  std::size_t const numbers = (record.size >= kFull32 ? 1u : 0u) +
                              (record.packed_size >= kFull32 ? 1u : 0u) +
                              (record.offset >= kFull32 ? 1u : 0u);
  return numbers == 0 ? 0 : 4 + 8 * numbers;
}

// From "version needed" to the length of the name: alike in both headers.
void put_common(ZipRecord const& record, bool is_zip64, Fields& fields) {
  assert(record.name.size() <= kFull16);
  bool const is_ascii = std::all_of(record.name.begin(), record.name.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x80;
  });
  fields.put<2>(is_zip64 ? kZip64Version : kDeflateVersion);
  fields.put<2>(is_ascii ? 0 : kUtf8Name);
  fields.put<2>(record.method);
  fields.put<2>(kFirstTime);
  fields.put<2>(kFirstDate);
  fields.put<4>(record.crc32);
}

}  // namespace

std::size_t local_header_size(ZipRecord const& record) {
  return kLocalHeaderSize + record.name.size() + (is_large(record) ? 20 : 0);
}

std::size_t central_header_size(ZipRecord const& record) {
  return 46 + record.name.size() + central_extra_size(record);
}

void append_local_header(ZipRecord const& record, std::string& out) {
  bool const large = is_large(record);
  Fields fields("PK\3\4");
  put_common(record, large, fields);
  // A local header has both sizes in its extra field or none (APPNOTE 4.5.3).
  fields.put<4>(large ? kFull32 : record.packed_size);
  fields.put<4>(large ? kFull32 : record.size);
  fields.put<2>(record.name.size());
  fields.put<2>(large ? 20 : 0);
  out.append(fields.bytes());
  out.append(record.name);
  if (large) {
    Fields extra;
    extra.put<2>(kZip64Extra);
    extra.put<2>(16);
    extra.put<8>(record.size);
    extra.put<8>(record.packed_size);
    out.append(extra.bytes());
  }
}

std::optional<LocalHeader> read_local_header(std::string_view bytes) {
  if (!bytes.starts_with("PK\3\4")) {
    return std::nullopt;
  }
  LocalHeader header;
  header.method = static_cast<std::uint16_t>(number<2>(bytes, 8));
  header.crc32 = static_cast<std::uint32_t>(number<4>(bytes, 14));
  header.packed_size = number<4>(bytes, 18);
  header.size = number<4>(bytes, 22);
  header.name_size = static_cast<std::size_t>(number<2>(bytes, 26));
  header.extra_size = static_cast<std::size_t>(number<2>(bytes, 28));
  return header;
}

void append_central_header(ZipRecord const& record, std::string& out) {
  std::size_t const extra = central_extra_size(record);
  Fields fields("PK\1\2");
  fields.put<2>(kMadeOnUnix | (extra > 0 ? kZip64Version : kDeflateVersion));
  put_common(record, extra > 0, fields);
  fields.put<4>(std::min(record.packed_size, kFull32));
  fields.put<4>(std::min(record.size, kFull32));
  fields.put<2>(record.name.size());
  fields.put<2>(extra);
  fields.put<2>(0);  // no comment
  fields.put<2>(0);  // on the first disk
  fields.put<2>(0);  // internal attributes: not told to be text
  fields.put<4>(kReadableFile);
  fields.put<4>(std::min(record.offset, kFull32));
  out.append(fields.bytes());
  out.append(record.name);
  if (extra > 0) {
    Fields numbers;
    numbers.put<2>(kZip64Extra);
    numbers.put<2>(extra - 4);
    for (std::uint64_t const number : {record.size, record.packed_size, record.offset}) {
      if (number >= kFull32) {
        numbers.put<8>(number);
      }
    }
    out.append(numbers.bytes());
  }
}

void append_end(std::uint64_t count,
                std::uint64_t offset,
                std::uint64_t directory_size,
                std::string& out) {
  if (count >= kFull16 || offset >= kFull32 || directory_size >= kFull32) {
    Fields fields("PK\6\6");  // APPNOTE 4.3.14
    fields.put<8>(44);        // the size of what follows
    fields.put<2>(kMadeOnUnix | kZip64Version);
    fields.put<2>(kZip64Version);
    fields.put<4>(0);
    fields.put<4>(0);
    fields.put<8>(count);
    fields.put<8>(count);
    fields.put<8>(directory_size);
    fields.put<8>(offset);
    Fields where("PK\6\7");  // 4.3.15: where that record is
    where.put<4>(0);
    where.put<8>(offset + directory_size);
    where.put<4>(1);
    out.append(fields.bytes());
    out.append(where.bytes());
  }
  Fields fields("PK\5\6");
  fields.put<2>(0);
  fields.put<2>(0);
  fields.put<2>(std::min(count, kFull16));
  fields.put<2>(std::min(count, kFull16));
  fields.put<4>(std::min(directory_size, kFull32));
  fields.put<4>(std::min(offset, kFull32));
  fields.put<2>(0);  // no comment
  out.append(fields.bytes());
}

}  // namespace thethuc::opc

#include "opc/raw_zip.h"

#include "opc/deflate.h"

namespace thethuc::test {

namespace {

void put(std::string& out, std::uint32_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) {
    out.push_back(static_cast<char>(value >> (8 * i) & 0xFFu));
  }
}

struct Data {
  std::string packed;
  std::uint32_t size;
  std::uint32_t packed_size;
  std::uint32_t crc;
};

Data data_of(RawEntry const& entry) {
  opc::Packed packed;
  packed.bytes = entry.bytes;
  if (entry.method == 8) {
    // Of a zlib stream what is between header and check sum (RFC 1950): packed as far as it goes,
    // which pack() would not do.
    std::string const stream = opc::Deflater{}.zlib_stream(entry.bytes);
    constexpr std::size_t kHeader = 2, kCheckSum = 4;
    packed.bytes = stream.substr(kHeader, stream.size() - kHeader - kCheckSum);
  }
  return {packed.bytes,
          entry.size.value_or(static_cast<std::uint32_t>(entry.bytes.size())),
          entry.packed_size.value_or(static_cast<std::uint32_t>(packed.bytes.size())),
          entry.crc.value_or(opc::crc32(entry.bytes))};
}

// The fields that local and central headers share.
void put_common(std::string& out, RawEntry const& entry, Data const& data) {
  put(out, 20, 2);  // version needed
  put(out, entry.flags, 2);
  put(out, entry.method, 2);
  put(out, 0, 2);
  put(out, 33, 2);  // 1980-01-01
  put(out, data.crc, 4);
  put(out, data.packed_size, 4);
  put(out, data.size, 4);
  put(out, static_cast<std::uint32_t>(entry.name.size()), 2);
  put(out, 0, 2);  // extra field
}

}  // namespace

std::string raw_zip(std::vector<RawEntry> const& entries, std::optional<std::uint16_t> told_count) {
  std::string out;
  std::string directory;
  for (RawEntry const& entry : entries) {
    Data const data = data_of(entry);
    auto const offset = entry.offset.value_or(static_cast<std::uint32_t>(out.size()));
    out.append("PK\3\4");
    put_common(out, entry, data);
    out.append(entry.name).append(data.packed);
    directory.append("PK\1\2");
    put(directory, 20, 2);  // version made by
    put_common(directory, entry, data);
    put(directory, 0, 2);  // comment
    put(directory, 0, 2);  // disk
    put(directory, 0, 2);  // internal attributes
    put(directory, 0, 4);  // external attributes
    put(directory, offset, 4);
    directory.append(entry.name);
  }
  auto const directory_offset = static_cast<std::uint32_t>(out.size());
  auto const count = told_count.value_or(static_cast<std::uint16_t>(entries.size()));
  out.append(directory).append("PK\5\6");
  put(out, 0, 4);  // disks
  put(out, count, 2);
  put(out, count, 2);
  put(out, static_cast<std::uint32_t>(directory.size()), 4);
  put(out, directory_offset, 4);
  put(out, 0, 2);  // comment
  return out;
}

}  // namespace thethuc::test

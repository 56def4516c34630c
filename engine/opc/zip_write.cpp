#include "opc/zip.h"
#include "opc/zip_records.h"

namespace thethuc::opc {

namespace {

ZipRecord record_of(PackedEntry const& entry, std::uint64_t offset) {
  Packed const& packed = *entry.packed;
  return {entry.name, offset, packed.size, packed.bytes.size(), packed.crc32, packed.method};
}

}  // namespace

void write_zip(std::vector<PackedEntry> const& entries, std::string& out) {
  std::size_t const begin = out.size();
  std::size_t total = begin + kEndSize;
  for (PackedEntry const& entry : entries) {
    ZipRecord const record = record_of(entry, 0);
    total += local_header_size(record) + entry.packed->bytes.size() + central_header_size(record);
  }
  out.reserve(total);

  for (PackedEntry const& entry : entries) {
    append_local_header(record_of(entry, out.size() - begin), out);
    out.append(entry.packed->bytes);
  }
  std::size_t const directory = out.size() - begin;
  std::uint64_t offset = 0;
  for (PackedEntry const& entry : entries) {
    ZipRecord const record = record_of(entry, offset);
    append_central_header(record, out);
    offset += local_header_size(record) + entry.packed->bytes.size();
  }
  append_end(entries.size(), directory, out.size() - begin - directory, out);
}

}  // namespace thethuc::opc

#include <utility>

#include "base/input_file.h"
#include "opc/file_kind.h"
#include "opc/inflate.h"
#include "opc/zip.h"
#include "opc/zip_listing.h"

namespace thethuc::opc {

namespace {

using base::Id;

// One read of one archive.
class Reader {
 public:
  Reader(std::string_view archive,
         std::string_view file_name,
         Limits const& limits,
         base::Diagnostics& out)
      : bytes_(archive), archive_(archive), reports_(file_name, limits, out) {}

  std::optional<std::vector<ZipEntry>> read() {
    base::Diagnostics& out = reports_.out();
    std::size_t const errors_before = out.error_count();
    std::size_t const most = reports_.limits().max_archive_bytes;
    if (bytes_.size() > most) {
      out.add(base::file_too_large(reports_.file_name(), most, "archive-bytes"));
      return std::nullopt;
    }
    auto directory = read_directory(archive_, reports_.limits().max_entries);
    if (!directory) {
      report_kind(kind_of_bytes(bytes_));
      return std::nullopt;
    }
    auto listed = list_entries(std::move(*directory), bytes_.size(), true, reports_);
    if (!listed || out.error_count() > errors_before) {
      return std::nullopt;
    }
    std::vector<ZipEntry> entries;
    entries.reserve(listed->size());
    for (DirectoryEntry& one : *listed) {
      ZipEntry entry;
      entry.name = std::move(one.name);
      if (!unpack(one, entry)) {
        return std::nullopt;
      }
      entries.push_back(std::move(entry));
    }
    return entries;
  }

 private:
  bool report_kind(FileKind const& kind) const {
    return reports_.report(Id::not_a_zip,
                           {},
                           {{"found.en", kind.en},
                            {"found.vi", kind.vi},
                            {"remedy.en", kind.remedy_en},
                            {"remedy.vi", kind.remedy_vi}});
  }

  bool unpack(DirectoryEntry const& listed, ZipEntry& entry) {
    std::optional<std::uint64_t> const begin = data_begin(archive_, listed);
    if (!begin) {
      return reports_.outside(entry.name);
    }
    std::string_view const packed = bytes_.substr(static_cast<std::size_t>(*begin),
                                                  static_cast<std::size_t>(listed.packed_size));
    if (listed.method == kStored) {
      entry.bytes = packed;
    } else if (!inflater_.unpack(packed, listed.size, entry.bytes)) {
      return reports_.size_in_reading(entry.name);
    }
    return crc32(entry.bytes) == listed.crc32 || reports_.checksum(entry.name);
  }

  std::string_view bytes_;
  MemoryBytes archive_;
  ZipReports reports_;
  Inflater inflater_;
};

}  // namespace

std::optional<std::vector<ZipEntry>> read_zip(std::string_view archive,
                                              std::string_view file_name,
                                              Limits const& limits,
                                              base::Diagnostics& out) {
  return Reader{archive, file_name, limits, out}.read();
}

}  // namespace thethuc::opc

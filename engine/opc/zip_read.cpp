#include <memory>
#include <new>

#include <zip.h>

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
      : bytes_(archive), reports_(file_name, limits, out) {}

  std::optional<std::vector<ZipEntry>> read() {
    base::Diagnostics& out = reports_.out();
    std::size_t const errors_before = out.error_count();
    std::size_t const most = reports_.limits().max_archive_bytes;
    if (bytes_.size() > most) {
      out.add(base::file_too_large(reports_.file_name(), most, "archive-bytes"));
      return std::nullopt;
    }
    if (!count_is_bounded() || !open()) {
      return std::nullopt;
    }
    auto listed = list_entries(archive_.get(), bytes_.size(), true, reports_);
    if (!listed || out.error_count() > errors_before) {
      return std::nullopt;
    }
    std::vector<ZipEntry> entries;
    entries.reserve(listed->size());
    for (ListedEntry& one : *listed) {
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
  bool count_is_bounded() const {
    std::size_t count = 0;
    for (std::size_t at = bytes_.find(kCentralSignature); at != std::string_view::npos;
         at = bytes_.find(kCentralSignature, at + kCentralSignature.size())) {
      ++count;
    }
    return count <= reports_.limits().max_entries || reports_.too_many(count);
  }

  bool open() {
    if (bytes_.empty()) {  // libzip opens it as an archive without entries
      return report_kind(kind_of_bytes(bytes_));
    }
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* const source = zip_source_buffer_create(bytes_.data(), bytes_.size(), 0, &error);
    if (!source) {
      zip_error_fini(&error);
      throw std::bad_alloc{};
    }
    archive_.reset(zip_open_from_source(source, ZIP_RDONLY, &error));
    int const code = zip_error_code_zip(&error);
    zip_error_fini(&error);
    if (archive_) {
      return true;
    }
    zip_source_free(source);
    if (code == ZIP_ER_MEMORY) {
      throw std::bad_alloc{};
    }
    return report_kind(kind_of_bytes(bytes_));
  }

  bool report_kind(FileKind const& kind) const {
    return reports_.report(Id::not_a_zip,
                           {},
                           {{"found.en", kind.en},
                            {"found.vi", kind.vi},
                            {"remedy.en", kind.remedy_en},
                            {"remedy.vi", kind.remedy_vi}});
  }

  bool unpack(ListedEntry const& listed, ZipEntry& entry) {
    std::string_view const name = entry.name;
    // Compressed bytes are read so that libdeflate unpacks them, in half of zlib's time and never
    // beyond the size that was checked above, whatever the data says.
    std::unique_ptr<zip_file_t, ZipCloseFile> const file{
        zip_fopen_index(archive_.get(), listed.index, ZIP_FL_COMPRESSED)};
    std::string& packed = listed.is_deflated ? packed_ : entry.bytes;
    packed.resize(listed.packed_size);
    if (!file || !read_all(*file, packed)) {
      return reports_.damage(name, "its data cannot be read", "không đọc được dữ liệu");
    }
    if (listed.is_deflated && !inflater_.unpack(packed_, listed.size, entry.bytes)) {
      return reports_.size_in_reading(name);
    }
    return crc32(entry.bytes) == listed.crc || reports_.checksum(name);
  }

  static bool read_all(zip_file_t& file, std::string& out) {
    for (std::size_t done = 0; done < out.size();) {
      zip_int64_t const count = zip_fread(&file, out.data() + done, out.size() - done);
      if (count <= 0) {
        return false;
      }
      done += static_cast<std::size_t>(count);
    }
    return true;
  }

  std::string_view bytes_;
  ZipReports reports_;
  std::unique_ptr<zip_t, ZipDiscard> archive_;
  Inflater inflater_;
  std::string packed_;
};

}  // namespace

std::optional<std::vector<ZipEntry>> read_zip(std::string_view archive,
                                              std::string_view file_name,
                                              Limits const& limits,
                                              base::Diagnostics& out) {
  return Reader{archive, file_name, limits, out}.read();
}

}  // namespace thethuc::opc

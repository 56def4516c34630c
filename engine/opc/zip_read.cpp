#include <algorithm>
#include <memory>
#include <new>

#include <zip.h>

#include "base/input_file.h"
#include "base/text.h"
#include "opc/entry_names.h"
#include "opc/file_kind.h"
#include "opc/inflate.h"
#include "opc/zip.h"

namespace thethuc::opc {

namespace {

using base::Id;

constexpr std::string_view kCentralSignature = "PK\1\2";

struct Discard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct CloseFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

// One read of one archive.
class Reader {
 public:
  Reader(std::string_view archive,
         std::string_view file_name,
         Limits const& limits,
         base::Diagnostics& out)
      : bytes_(archive), file_name_(file_name), limits_(limits), out_(out) {}

  std::optional<std::vector<ZipEntry>> read() {
    std::size_t const errors_before = out_.error_count();
    if (bytes_.size() > limits_.max_archive_bytes) {
      out_.add(base::file_too_large(file_name_, limits_.max_archive_bytes, "archive-bytes"));
      return std::nullopt;
    }
    if (!count_is_bounded() || !open() || !list()) {
      return std::nullopt;
    }
    check_totals();
    if (out_.error_count() > errors_before) {
      return std::nullopt;
    }
    std::vector<ZipEntry> entries;
    entries.reserve(listed_.size());
    for (Listed& listed : listed_) {
      ZipEntry entry;
      entry.name = std::move(listed.name);
      if (!unpack(listed, entry)) {
        return std::nullopt;
      }
      entries.push_back(std::move(entry));
    }
    return entries;
  }

 private:
  struct Listed {
    std::string name;
    std::uint64_t index;
    std::uint64_t size;
    std::uint64_t packed_size;
    std::uint32_t crc;
    bool is_deflated;
  };
  using Args = std::initializer_list<std::pair<std::string, std::string>>;

  bool report(Id id, std::string_view entry, Args args) {
    base::Place place;
    place.file = file_name_;
    if (!entry.empty()) {
      place.part = "/" + std::string{entry};
    }
    out_.add(base::diagnose(id, std::move(place), {}, args));
    return false;
  }

  bool report_damage(std::string_view entry, char const* en, char const* vi) {
    return report(Id::archive_entry_damaged, entry, {{"problem.en", en}, {"problem.vi", vi}});
  }

  // libzip spends memory on every entry while opening, and the count in the end record may lie: the
  // signatures of central entries are an upper bound. (Archives stored inside the archive count
  // too.)
  bool count_is_bounded() {
    std::size_t count = 0;
    for (std::size_t at = bytes_.find(kCentralSignature); at != std::string_view::npos;
         at = bytes_.find(kCentralSignature, at + kCentralSignature.size())) {
      ++count;
    }
    return count <= limits_.max_entries || report_count(count);
  }

  bool report_count(std::uint64_t count) {
    return report(Id::archive_too_many_entries,
                  {},
                  {{"limit", std::to_string(limits_.max_entries)},
                   {"found", std::to_string(count)},
                   {base::kLimitName, "archive-entries"}});
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

  bool report_kind(FileKind const& kind) {
    return report(Id::not_a_zip,
                  {},
                  {{"found.en", kind.en},
                   {"found.vi", kind.vi},
                   {"remedy.en", kind.remedy_en},
                   {"remedy.vi", kind.remedy_vi}});
  }

  // UTF-8 whatever the entry's flag says; what is not, is taken for CP437 as libzip does.
  std::string name_of(zip_uint64_t index) {
    char const* name = zip_get_name(archive_.get(), index, ZIP_FL_ENC_RAW);
    if (name && !base::is_valid_utf8(name)) {
      name = zip_get_name(archive_.get(), index, ZIP_FL_ENC_GUESS);
    }
    return name ? name : "";
  }

  // Every entry as the central directory tells it, before anything is unpacked.
  bool list() {
    zip_int64_t const count = zip_get_num_entries(archive_.get(), 0);
    if (static_cast<std::uint64_t>(count) > limits_.max_entries) {
      return report_count(static_cast<std::uint64_t>(count));
    }
    EntryNames names{file_name_, out_};
    for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(count); ++i) {
      zip_stat_t stat;
      if (zip_stat_index(archive_.get(), i, 0, &stat) < 0) {
        return report_kind(kind_of_bytes(bytes_));
      }
      std::string name = name_of(i);
      if (name.ends_with('/')) {
        name.pop_back();
        names.is_safe(name);
        continue;
      }
      if (names.add(name) && is_readable(name, stat)) {
        listed_.push_back(Listed{std::move(name),
                                 i,
                                 stat.size,
                                 stat.comp_size,
                                 stat.crc,
                                 stat.comp_method == ZIP_CM_DEFLATE});
      }
    }
    return true;
  }

  bool is_readable(std::string_view name, zip_stat_t const& stat) {
    if (stat.encryption_method != ZIP_EM_NONE) {
      return report(Id::archive_entry_encrypted, name, {});
    }
    if (stat.comp_method != ZIP_CM_STORE && stat.comp_method != ZIP_CM_DEFLATE) {
      return report(Id::archive_entry_method, name, {{"method", std::to_string(stat.comp_method)}});
    }
    bool const is_stored = stat.comp_method == ZIP_CM_STORE;
    if (stat.comp_size > bytes_.size() || (is_stored && stat.comp_size != stat.size) ||
        (!is_stored && stat.comp_size == 0)) {
      return report_damage(name,
                           "its sizes in the directory do not fit each other or the archive",
                           "các cỡ ghi trong mục lục không khớp nhau hoặc không khớp kho nén");
    }
    if (stat.size > limits_.max_part_bytes) {
      return report(Id::archive_entry_too_large,
                    name,
                    {{"limit", std::to_string(limits_.max_part_bytes)},
                     {"size", std::to_string(stat.size)},
                     {base::kLimitName, "part-bytes"}});
    }
    return ratio_is_bounded(name, stat.size, stat.comp_size);
  }

  bool ratio_is_bounded(std::string_view entry, std::uint64_t size, std::uint64_t packed) {
    if (size <= kRatioMatters || size / std::max<std::size_t>(limits_.max_ratio, 1) <= packed) {
      return true;
    }
    return report(Id::archive_ratio,
                  entry,
                  {{"limit", std::to_string(limits_.max_ratio)},
                   {"ratio", std::to_string(size / std::max<std::uint64_t>(packed, 1))},
                   {base::kLimitName, "archive-ratio"}});
  }

  // Each size was checked to be within limits, so that the sums cannot overflow.
  void check_totals() {
    std::uint64_t size = 0;
    std::uint64_t packed = 0;
    for (Listed const& listed : listed_) {
      size += listed.size;
      packed += listed.packed_size;
    }
    if (size > limits_.max_total_bytes) {
      report(Id::archive_unpacks_too_large,
             {},
             {{"limit", std::to_string(limits_.max_total_bytes)},
              {"size", std::to_string(size)},
              {base::kLimitName, "unpacked-bytes"}});
    }
    if (packed > bytes_.size()) {
      report(Id::archive_entries_overlap,
             {},
             {{"limit", std::to_string(bytes_.size())}, {"size", std::to_string(packed)}});
    }
    ratio_is_bounded({}, size, bytes_.size());  // many small entries
  }

  bool unpack(Listed const& listed, ZipEntry& entry) {
    std::string_view const name = entry.name;
    // Compressed bytes are read so that libdeflate unpacks them, in half of zlib's time and never
    // beyond the size that was checked above, whatever the data says.
    std::unique_ptr<zip_file_t, CloseFile> const file{
        zip_fopen_index(archive_.get(), listed.index, ZIP_FL_COMPRESSED)};
    std::string& packed = listed.is_deflated ? packed_ : entry.bytes;
    packed.resize(listed.packed_size);
    if (!file || !read_all(*file, packed)) {
      return report_damage(name, "its data cannot be read", "không đọc được dữ liệu");
    }
    if (listed.is_deflated && !inflater_.unpack(packed_, listed.size, entry.bytes)) {
      return report_damage(name,
                           "it does not unpack to the size that the directory tells",
                           "giải nén không ra đúng cỡ ghi trong mục lục");
    }
    if (crc32(entry.bytes) != listed.crc) {
      return report_damage(name, "its checksum (CRC) does not hold", "mã kiểm tra CRC không khớp");
    }
    return true;
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
  std::string file_name_;
  Limits const& limits_;
  base::Diagnostics& out_;
  std::unique_ptr<zip_t, Discard> archive_;
  std::vector<Listed> listed_;
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

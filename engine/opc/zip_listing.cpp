#include "opc/zip_listing.h"

#include <algorithm>

#include "base/text.h"
#include "opc/entry_names.h"

namespace thethuc::opc {

using base::Id;

bool ZipReports::report(Id id, std::string_view entry, Args args) const {
  base::Place place;
  place.file = file_name_;
  if (!entry.empty()) {
    place.part = "/" + std::string{entry};
  }
  out_.add(base::diagnose(id, std::move(place), {}, args));
  return false;
}

bool ZipReports::damage(std::string_view entry, char const* en, char const* vi) const {
  return report(Id::archive_entry_damaged, entry, {{"problem.en", en}, {"problem.vi", vi}});
}

bool ZipReports::size_in_reading(std::string_view entry) const {
  return damage(entry,
                "it does not unpack to the size that the directory tells",
                "giải nén không ra đúng cỡ ghi trong mục lục");
}

bool ZipReports::checksum(std::string_view entry) const {
  return damage(entry, "its checksum (CRC) does not hold", "mã kiểm tra CRC không khớp");
}

bool ZipReports::too_many(std::uint64_t count) const {
  return report(Id::archive_too_many_entries,
                {},
                {{"limit", std::to_string(limits_.max_entries)},
                 {"found", std::to_string(count)},
                 {base::kLimitName, "archive-entries"}});
}

bool ZipReports::too_large(std::string_view entry,
                           std::uint64_t size,
                           std::size_t limit,
                           std::string_view limit_name) const {
  return report(Id::archive_entry_too_large,
                entry,
                {{"limit", std::to_string(limit)},
                 {"size", std::to_string(size)},
                 {base::kLimitName, std::string{limit_name}}});
}

namespace {

class Lister {
 public:
  Lister(zip_t* archive, std::uint64_t size, bool bounds_sizes, ZipReports const& reports)
      : archive_(archive), archive_size_(size), bounds_sizes_(bounds_sizes), reports_(reports) {}

  std::optional<std::vector<ListedEntry>> list() {
    auto const count = static_cast<std::uint64_t>(zip_get_num_entries(archive_, 0));
    if (count > limits().max_entries) {
      reports_.too_many(count);
      return std::nullopt;
    }
    EntryNames names{reports_.file_name(), reports_.out()};
    for (zip_uint64_t i = 0; i < count; ++i) {
      zip_stat_t stat;
      std::string name = name_of(i);
      if (zip_stat_index(archive_, i, 0, &stat) < 0) {
        reports_.damage(name, "its data cannot be read", "không đọc được dữ liệu");
        return std::nullopt;
      }
      if (name.ends_with('/')) {
        name.pop_back();
        names.is_safe(name);
        continue;
      }
      if (names.add(name) && is_readable(name, stat)) {
        bool const is_deflated = stat.comp_method == ZIP_CM_DEFLATE;
        listed_.push_back(
            ListedEntry{std::move(name), i, stat.size, stat.comp_size, stat.crc, is_deflated});
      }
    }
    check_totals();
    return std::move(listed_);
  }

 private:
  Limits const& limits() const { return reports_.limits(); }

  // UTF-8 whatever the entry's flag says; what is not, is taken for CP437 as libzip does.
  std::string name_of(zip_uint64_t index) {
    char const* name = zip_get_name(archive_, index, ZIP_FL_ENC_RAW);
    if (name && !base::is_valid_utf8(name)) {
      name = zip_get_name(archive_, index, ZIP_FL_ENC_GUESS);
    }
    return name ? name : "";
  }

  bool is_readable(std::string_view name, zip_stat_t const& stat) {
    if (stat.encryption_method != ZIP_EM_NONE) {
      return reports_.report(Id::archive_entry_encrypted, name, {});
    }
    if (stat.comp_method != ZIP_CM_STORE && stat.comp_method != ZIP_CM_DEFLATE) {
      return reports_.report(
          Id::archive_entry_method, name, {{"method", std::to_string(stat.comp_method)}});
    }
    bool const is_stored = stat.comp_method == ZIP_CM_STORE;
    if (stat.comp_size > archive_size_ || (is_stored && stat.comp_size != stat.size) ||
        (!is_stored && stat.comp_size == 0)) {
      return reports_.damage(name,
                             "its sizes in the directory do not fit each other or the archive",
                             "các cỡ ghi trong mục lục không khớp nhau hoặc không khớp kho nén");
    }
    if (bounds_sizes_ && stat.size > limits().max_part_bytes) {
      return reports_.too_large(name, stat.size, limits().max_part_bytes, "part-bytes");
    }
    return ratio_is_bounded(name, stat.size, stat.comp_size);
  }

  bool ratio_is_bounded(std::string_view entry, std::uint64_t size, std::uint64_t packed) {
    if (size <= kRatioMatters || size / std::max<std::size_t>(limits().max_ratio, 1) <= packed) {
      return true;
    }
    return reports_.report(Id::archive_ratio,
                           entry,
                           {{"limit", std::to_string(limits().max_ratio)},
                            {"ratio", std::to_string(size / std::max<std::uint64_t>(packed, 1))},
                            {base::kLimitName, "archive-ratio"}});
  }

  // Each size was checked: it is within the limits, or at most so many times that of the archive.
  void check_totals() {
    std::uint64_t size = 0;
    std::uint64_t packed = 0;
    for (ListedEntry const& listed : listed_) {
      size += listed.size;
      packed += listed.packed_size;
    }
    if (bounds_sizes_ && size > limits().max_total_bytes) {
      reports_.report(Id::archive_unpacks_too_large,
                      {},
                      {{"limit", std::to_string(limits().max_total_bytes)},
                       {"size", std::to_string(size)},
                       {base::kLimitName, "unpacked-bytes"}});
    }
    if (packed > archive_size_) {
      reports_.report(Id::archive_entries_overlap,
                      {},
                      {{"limit", std::to_string(archive_size_)}, {"size", std::to_string(packed)}});
    }
    ratio_is_bounded({}, size, archive_size_);  // many small entries
  }

  zip_t* archive_;
  std::uint64_t archive_size_;
  bool bounds_sizes_;
  ZipReports const& reports_;
  std::vector<ListedEntry> listed_;
};

}  // namespace

std::optional<std::vector<ListedEntry>> list_entries(zip_t* archive,
                                                     std::uint64_t archive_size,
                                                     bool bounds_sizes,
                                                     ZipReports const& reports) {
  return Lister{archive, archive_size, bounds_sizes, reports}.list();
}

}  // namespace thethuc::opc

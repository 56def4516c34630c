#include "opc/zip_listing.h"

#include <algorithm>
#include <utility>

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

bool ZipReports::outside(std::string_view entry) const {
  return damage(entry, "its data cannot be read", "không đọc được dữ liệu");
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
  Lister(std::uint64_t archive_size, bool bounds_sizes, ZipReports const& reports)
      : archive_size_(archive_size), bounds_sizes_(bounds_sizes), reports_(reports) {}

  std::optional<std::vector<DirectoryEntry>> list(Directory directory) {
    if (directory.count > limits().max_entries) {
      reports_.too_many(directory.count);
      return std::nullopt;
    }
    EntryNames names{reports_.file_name(), reports_.out()};
    for (DirectoryEntry& entry : directory.entries) {
      if (entry.name.ends_with('/')) {
        names.is_safe(std::string_view{entry.name}.substr(0, entry.name.size() - 1));
      } else if (names.add(entry.name) && is_readable(entry)) {
        listed_.push_back(std::move(entry));
      }
    }
    check_totals();
    return std::move(listed_);
  }

 private:
  Limits const& limits() const { return reports_.limits(); }

  bool is_readable(DirectoryEntry const& entry) {
    if (entry.is_encrypted) {
      return reports_.report(Id::archive_entry_encrypted, entry.name, {});
    }
    if (entry.method != kStored && entry.method != kDeflated) {
      return reports_.report(
          Id::archive_entry_method, entry.name, {{"method", std::to_string(entry.method)}});
    }
    bool const is_stored = entry.method == kStored;
    if (entry.packed_size > archive_size_ || (is_stored && entry.packed_size != entry.size) ||
        (!is_stored && entry.packed_size == 0)) {
      return reports_.damage(entry.name,
                             "its sizes in the directory do not fit each other or the archive",
                             "các cỡ ghi trong mục lục không khớp nhau hoặc không khớp kho nén");
    }
    if (bounds_sizes_ && entry.size > limits().max_part_bytes) {
      return reports_.too_large(entry.name, entry.size, limits().max_part_bytes, "part-bytes");
    }
    return ratio_is_bounded(entry.name, entry.size, entry.packed_size);
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
    for (DirectoryEntry const& listed : listed_) {
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

  std::uint64_t archive_size_;
  bool bounds_sizes_;
  ZipReports const& reports_;
  std::vector<DirectoryEntry> listed_;
};

}  // namespace

std::optional<std::vector<DirectoryEntry>> list_entries(Directory directory,
                                                        std::uint64_t archive_size,
                                                        bool bounds_sizes,
                                                        ZipReports const& reports) {
  return Lister{archive_size, bounds_sizes, reports}.list(std::move(directory));
}

}  // namespace thethuc::opc

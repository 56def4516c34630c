#pragma once

// The directory of a zip archive, held against the limits. Internal to opc.

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "opc/limits.h"
#include "opc/zip_directory.h"

namespace thethuc::opc {

inline constexpr std::uint16_t kStored = 0;  // methods, APPNOTE 4.4.5
inline constexpr std::uint16_t kDeflated = 8;

// Tells what is wrong with an archive.
class ZipReports {
 public:
  using Args = std::initializer_list<std::pair<std::string, std::string>>;
  ZipReports(std::string_view file_name, Limits const& limits, base::Diagnostics& out)
      : file_name_(file_name), limits_(limits), out_(out) {}

  // All false, after a diagnostic.
  bool report(base::Id id, std::string_view entry, Args args) const;
  bool damage(std::string_view entry, char const* en, char const* vi) const;
  bool outside(std::string_view entry) const;          // its bytes lie outside the archive
  bool size_in_reading(std::string_view entry) const;  // unpacks to another size than told
  bool checksum(std::string_view entry) const;
  bool too_many(std::uint64_t count) const;
  bool too_large(std::string_view entry,
                 std::uint64_t size,
                 std::size_t limit,
                 std::string_view limit_name) const;

  std::string const& file_name() const { return file_name_; }
  Limits const& limits() const { return limits_; }
  base::Diagnostics& out() const { return out_; }

 private:
  std::string file_name_;
  Limits const& limits_;
  base::Diagnostics& out_;
};

// The entries of a directory of an archive of `archive_size` bytes, before anything is unpacked;
// those of folders are left out. With `bounds_sizes`, each entry and all together are held against
// the limits on sizes unpacked. What is wrong is told; nullopt when there are too many to be
// listed.
std::optional<std::vector<DirectoryEntry>> list_entries(Directory directory,
                                                        std::uint64_t archive_size,
                                                        bool bounds_sizes,
                                                        ZipReports const& reports);

}  // namespace thethuc::opc

#pragma once

// The directory of an open zip archive, held against the limits. Internal to opc.

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <zip.h>

#include "base/diagnostic.h"
#include "opc/limits.h"

namespace thethuc::opc {

// The signature of an entry of the directory. libzip spends memory on every entry while opening,
// and the count in the end record may lie: how often this stands in the archive is an upper bound.
// (Archives stored inside the archive count too.)
inline constexpr std::string_view kCentralSignature = "PK\1\2";

struct ZipDiscard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct ZipCloseFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

struct ListedEntry {
  std::string name;
  std::uint64_t index;
  std::uint64_t size;
  std::uint64_t packed_size;
  std::uint32_t crc;
  bool is_deflated;
};

// Tells what is wrong with an archive.
class ZipReports {
 public:
  using Args = std::initializer_list<std::pair<std::string, std::string>>;
  ZipReports(std::string_view file_name, Limits const& limits, base::Diagnostics& out)
      : file_name_(file_name), limits_(limits), out_(out) {}

  // All false, after a diagnostic.
  bool report(base::Id id, std::string_view entry, Args args) const;
  bool damage(std::string_view entry, char const* en, char const* vi) const;
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

// Every entry as the directory tells it, before anything is unpacked; those of folders are left
// out. `archive_size` in bytes. With `bounds_sizes`, each entry and all together are held against
// the limits on sizes unpacked. What is wrong is told; nullopt when no more is to be told.
std::optional<std::vector<ListedEntry>> list_entries(zip_t* archive,
                                                     std::uint64_t archive_size,
                                                     bool bounds_sizes,
                                                     ZipReports const& reports);

}  // namespace thethuc::opc

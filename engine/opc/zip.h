#pragma once

// Zip archives in memory: read within limits, written from parts that are packed already.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "opc/deflate.h"
#include "opc/limits.h"

namespace thethuc::opc {

struct ZipEntry {
  std::string name;   // as in the archive, checked: relative, '/' separated, no "." or ".." segment
  std::string bytes;  // unpacked; CRC and size verified
};

// All file entries (folder entries are skipped) in archive order. Refuses, with a diagnostic each:
// what is no zip, encrypted entries, unknown methods, names that leave the folder, two entries of
// one name (compared without case), broken CRC, and whatever is beyond `limits`. nullopt when
// anything was refused.
std::optional<std::vector<ZipEntry>> read_zip(std::string_view archive,
                                              std::string_view file_name,
                                              Limits const& limits,
                                              base::Diagnostics& out);

struct PackedEntry {
  std::string_view name;
  Packed const* packed;  // borrowed until write_zip returns
};

// Appends the archive to `out`. Deterministic: entry order as given, the fixed time 1980-01-01
// 00:00 and equal attributes.
void write_zip(std::vector<PackedEntry> const& entries, std::string& out);

}  // namespace thethuc::opc

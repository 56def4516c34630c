#pragma once

// A zip archive that stays where it is: its entries are unpacked piece by piece, so that one of
// gigabytes takes no memory. For parts that fit into memory read_zip (zip.h) is faster.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "opc/limits.h"
#include "opc/zip_directory.h"

namespace thethuc::opc {

class ZipFile {
 public:
  using Entry = DirectoryEntry;  // its name checked, as ZipEntry::name

  // Opens a regular file and lists it, within limits on its size (`size_limit` names that one), the
  // number of entries, and how many times larger unpacked they are; the sizes of entries are for
  // who reads them. Refuses what read_zip does, with a diagnostic each, and then gives nullptr;
  // nullptr without a diagnostic when it is no archive. Throws EnvironmentError when the file
  // cannot be read.
  static std::unique_ptr<ZipFile> open(std::filesystem::path const& path,
                                       std::string_view file_name,
                                       Limits const& limits,
                                       std::string_view size_limit,
                                       base::Diagnostics& out);
  // The same of an archive in memory, which is borrowed.
  static std::unique_ptr<ZipFile> of_bytes(std::string_view archive,
                                           std::string_view file_name,
                                           Limits const& limits,
                                           std::string_view size_limit,
                                           base::Diagnostics& out);
  ~ZipFile();
  ZipFile(ZipFile const&) = delete;
  ZipFile& operator=(ZipFile const&) = delete;

  std::vector<Entry> const& entries() const;  // without those of folders
  // By name, without regard to case; nullptr for none. It is of entries().
  Entry const* find(std::string_view name) const;

  // The unpacked bytes of an entry, in order. While it lives, the ZipFile must.
  class Stream {
   public:
    ~Stream();
    Stream(Stream const&) = delete;
    Stream& operator=(Stream const&) = delete;
    // Appends up to `most` bytes to `to`. False at the end and, with a diagnostic, when the entry
    // is damaged: checksum and size are looked at when all has been read.
    bool read(std::string& to, std::size_t most, base::Diagnostics& out);
    std::uint64_t position() const;  // bytes that were given

   private:
    friend class ZipFile;
    struct Impl;
    explicit Stream(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
  };
  // nullptr, with a diagnostic, when it cannot be opened.
  std::unique_ptr<Stream> stream(Entry const& entry, base::Diagnostics& out);

  // A whole entry of at most `most` bytes, which `limit_name` names; nullopt with a diagnostic.
  std::optional<std::string> read(Entry const& entry,
                                  std::size_t most,
                                  std::string_view limit_name,
                                  base::Diagnostics& out);

 private:
  struct Impl;
  static std::unique_ptr<ZipFile> of(std::unique_ptr<ArchiveBytes> archive,
                                     std::string_view file_name,
                                     Limits const& limits,
                                     std::string_view size_limit,
                                     base::Diagnostics& out);
  explicit ZipFile(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace thethuc::opc

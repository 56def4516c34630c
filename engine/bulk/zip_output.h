#pragma once

// Documents as entries of one zip archive.

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "bulk/manifest.h"
#include "bulk/output.h"
#include "opc/zip_records.h"

namespace thethuc::bulk {

// The archive grows in a partial file beside it (".out.zip.part"), which finish() gives its name;
// a run that ended early leaves it for the one that goes on. Entries are stored: documents are
// packed in themselves. Its directory gathers in a file without a name, so that memory does not
// grow with the entries. commit() waits for no disk: whoever goes on proves each entry by its hash,
// whatever a manifest says that reached the disk before it, and finish() brings all to the disk
// before the archive gets its name. More than 65,535 entries and 4 GiB make a Zip64 archive.
class ZipOutput : public Output {
 public:
  // Begins anew unless `known` is given, what the run that goes on has written: then the partial
  // file, or, if there is none, the finished archive, is kept as far as the entries of each record
  // are whole, known and all there. What is cut off then is made again by records, never by
  // entries. `known` is not kept.
  ZipOutput(std::filesystem::path path, Known const* known);
  ~ZipOutput() override;
  ZipOutput(ZipOutput const&) = delete;
  ZipOutput& operator=(ZipOutput const&) = delete;

  bool has(std::string_view name, std::string_view sha256) override;
  void prepare(Filled& record) override;
  void add(Filled& record) override;
  void drop(Filled& record) noexcept override;
  void commit() override;
  std::size_t records_per_commit() const override { return 200; }
  void finish(base::Diagnostics& out) override;

  // Takes a file from the disk as a further entry, behind those of all records. It is read twice
  // and never in memory as a whole. Gives its SHA-256. Throws EnvironmentError also when it cannot
  // be read, or changes while it is.
  std::string add_file(std::string const& name, std::filesystem::path const& file);

 private:
  void open(bool goes_on);
  void keep_known(Known const& known);
  void flush_directory();
  void add_to_directory(opc::ZipRecord const& record);
  void sync();
  void write(int descriptor, std::string_view bytes) const;
  void write_with_header(std::string_view bytes);
  [[noreturn]] void fail(int error_number) const;

  std::filesystem::path const path_;
  std::filesystem::path const partial_;
  int archive_ = -1;
  int directory_ = -1;
  std::uint64_t offset_ = 0;  // the archive's size
  std::uint64_t entries_ = 0;
  std::string header_;
  std::string directory_buffer_;
  std::uint64_t directory_size_ = 0;  // without the buffer
  std::vector<std::uint64_t> kept_;   // sorted: hashes of names and hashes that are there already
};

}  // namespace thethuc::bulk

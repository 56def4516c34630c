#pragma once

// Documents as entries of one zip archive.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "bulk/output.h"
#include "opc/zip_records.h"

namespace thethuc::bulk {

// The archive grows in a partial file beside it (".out.zip.part"), which finish() gives its name;
// a run that ended early leaves it for the one that goes on. Entries are stored: documents are
// packed in themselves. Its directory gathers in a file without a name, so that memory does not
// grow with the entries. commit() waits for no disk: whoever goes on proves each entry by its hash,
// and finish() brings all to the disk before the archive gets its name. More than 65,535 entries
// and 4 GiB make a Zip64 archive.
class ZipOutput : public Output {
 public:
  // Whether a file of this name and hash was written by the run that goes on.
  using IsKnown = std::function<bool(std::string_view name, std::string_view sha256)>;
  // Begins anew unless `known` is given: then the partial file is kept as far as each of its
  // entries is whole and known, or, if there is none, the finished archive is taken for it.
  ZipOutput(std::filesystem::path path, IsKnown const& known);
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
  // and never in memory as a whole. Gives its SHA-256.
  std::string add_file(std::string const& name, std::filesystem::path const& file);

 private:
  void open(bool goes_on);
  void keep_known(IsKnown const& known);
  bool keep_entry(IsKnown const& known, std::uint64_t size);
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
  std::vector<std::uint64_t> kept_;  // sorted: hashes of names and hashes that are there already
};

}  // namespace thethuc::bulk

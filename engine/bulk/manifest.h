#pragma once

// manifest.ndjson: what became of each record, a JSON object a line; and what a run that goes on
// knows by it.

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.h"
#include "bulk/filler.h"

namespace thethuc::bulk {

// What one run is made of, as hashes: a run that goes on must be of the same.
struct Fingerprint {
  std::string of_template;
  std::string of_records;
  std::string of_options;
  std::uint64_t records = 0;  // how many
  bool operator==(Fingerprint const&) const = default;
};

// What gives the hints of diagnostics: base::hint, or that of a door without a command line.
using Remedy = std::string (*)(base::Diagnostic const&, base::Language);

// A line, newline included: index, line or row, key, status, file, sha256, bytes, also (the files
// of further formats), record (its digest, when it is done), ms, diagnostics.
std::string manifest_line(Filled const& record,
                          base::Language language,
                          Remedy remedy = base::hint);

// Where the manifest has a file: its record, its place among the record's files, and how many
// these are.
struct KnownFile {
  std::uint64_t index = 0;
  std::size_t file = 0;
  std::size_t files = 0;
};

// The files that manifest lines say are done.
class Known {
 public:
  // Reads a manifest; none, when there is no such file. A line that is no such object (the last one
  // of a killed run) says nothing. Of several lines of one record the last counts.
  static Known read(std::filesystem::path const& manifest);

  // The hash of a record's file, by its place among the formats; "" when it is not known.
  std::string_view sha256(std::uint64_t index, std::size_t file) const;
  // Whether it says that the record failed.
  bool failed(std::uint64_t index) const;
  // The file of that name and hash; nullopt when it is not known.
  std::optional<KnownFile> find(std::string_view name, std::string_view sha256) const;
  bool empty() const { return files_.empty(); }

 private:
  struct File {
    std::uint64_t index = 0;
    std::uint32_t file = 0;
    std::uint32_t line = 0;       // of the manifest
    std::uint64_t name_hash = 0;  // of name and hash together
    std::array<char, 64> sha256{};
  };
  File const* file_of(std::uint64_t index, std::size_t file) const;
  void add_line(std::string_view line, std::uint32_t number, data::Document& document);

  std::vector<File> files_;                                     // sorted by index and file
  std::vector<std::pair<std::uint64_t, std::uint32_t>> names_;  // sorted: name_hash, at in files_
};

// Writes lines behind those that are there. Holds a lock on the file, so that no second run writes
// it; throws EnvironmentError when there is one, and when the surroundings fail.
class ManifestWriter {
 public:
  // Begins anew unless `goes_on`; what a kill has left, a torn line or a temporary file, goes.
  ManifestWriter(std::filesystem::path path, bool goes_on);
  ~ManifestWriter();
  ManifestWriter(ManifestWriter const&) = delete;
  ManifestWriter& operator=(ManifestWriter const&) = delete;

  void add(std::string_view line) { buffer_ += line; }
  void flush();  // to the system
  void sync();   // and to the disk
  // Brings the lines into the order of the records, one for each: of several the last.
  void put_in_order();

 private:
  [[noreturn]] void fail(int error_number) const;
  void remove_left_over() const;
  void cut_torn_line();

  std::filesystem::path const path_;
  int descriptor_ = -1;
  std::string buffer_;
};

// The fingerprint beside a manifest ("manifest.run.json").
std::filesystem::path fingerprint_path(std::filesystem::path const& manifest);
std::optional<Fingerprint> read_fingerprint(std::filesystem::path const& path);
void write_fingerprint(std::filesystem::path const& path, Fingerprint const& fingerprint);

}  // namespace thethuc::bulk

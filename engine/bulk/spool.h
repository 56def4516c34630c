#pragma once

// Records that come by a pipe, kept so that they can be read more than once.

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "base/diagnostic.h"
#include "base/work_folder.h"
#include "bulk/record_source.h"
#include "bulk/stop.h"

namespace thethuc::bulk {

// Standard input in a temporary file that vanishes with its owner, however it ends. Whether names
// meet is known only when all records are: none can be filled before.
class Spool {
 public:
  // Reads to the end; nullopt when a stop was requested before it, also while nothing comes. Throws
  // EnvironmentError.
  static std::optional<Spool> read_standard_input(Stop const& stop);

  std::filesystem::path const& path() const { return path_; }

 private:
  Spool() : folder_(std::make_unique<base::WorkFolder>("thethuc-bulk-")) {
    path_ = folder_->path() / "records";
  }
  std::unique_ptr<base::WorkFolder> folder_;
  std::filesystem::path path_;
};

// A source whose file `path` is called `shown`, as its user knows it; and what was told of the
// file.
std::unique_ptr<RecordSource> renamed(std::unique_ptr<RecordSource> source,
                                      std::filesystem::path const& path,
                                      std::string shown);
void rename(base::Diagnostics& diagnostics,
            std::filesystem::path const& path,
            std::string const& shown);

}  // namespace thethuc::bulk

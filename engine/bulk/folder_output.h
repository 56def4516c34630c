#pragma once

// Documents as files of a folder.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "bulk/output.h"

namespace thethuc::bulk {

// Each file is written under a temporary name in the same folder; commit() brings all that were
// added to the disk at once, and only then gives them their names: a file of its name is whole,
// whenever the machine stops. One sync for each file would take most of the time of a run.
class FolderOutput : public Output {
 public:
  // Makes the folder when it is not there. `tag` tells runs apart that write into one folder at the
  // same time ("2-of-8"); what a killed run of this tag has left there is removed.
  // `inputs` are replaced by no record, whatever it may replace otherwise.
  FolderOutput(std::filesystem::path folder,
               std::string tag,
               std::vector<std::filesystem::path> const& inputs = {});
  ~FolderOutput() override;
  FolderOutput(FolderOutput const&) = delete;
  FolderOutput& operator=(FolderOutput const&) = delete;

  bool has(std::string_view name, std::string_view sha256) override;
  // A record fails whose file cannot have its name: by a folder, a file that is not its to replace,
  // or a name too long for the file system.
  void prepare(Filled& record) override;
  void add(Filled& record) override;
  void drop(Filled& record) noexcept override;
  void hand_over() override;
  void commit() override;
  std::size_t records_per_commit() const override { return 500; }
  void finish(base::Diagnostics&) override {
    hand_over();
    commit();
  }

 private:
  struct Obstacle {
    base::Words found;
    base::Words remedy;
  };
  std::optional<Obstacle> obstacle(std::string const& name, bool may_replace) const;
  std::string temporary(std::uint64_t index, std::size_t file) const;
  void write(std::string const& temporary, std::string_view name, std::string_view bytes) const;
  void sync(int descriptor, bool everything) const;
  void remove_left_over() const;

  struct Waiting {
    std::string temporary;
    std::string name;
  };
  std::filesystem::path const folder_;
  std::string const prefix_;  // of temporary names: ".thethuc-2-of-8-"
  int descriptor_ = -1;       // of the folder
  std::vector<Waiting> added_;
  std::vector<Waiting> handed_over_;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> inputs_;  // device and inode
};

}  // namespace thethuc::bulk

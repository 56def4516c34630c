#pragma once

// Jobs as they survive restarts: a table of SQLite.

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "http/jobs/job.h"

namespace thethuc::http {

// Any number of threads. All functions throw EnvironmentError when the disk fails; what was
// to be changed is then as it was. What they have written is on the disk when they return.
class JobStore {
 public:
  // Makes the table, or brings one of an older version up to this one. Throws EnvironmentError for
  // what is no such file, and for one of a newer version.
  explicit JobStore(std::filesystem::path const& file);
  ~JobStore();
  JobStore(JobStore const&) = delete;
  JobStore& operator=(JobStore const&) = delete;

  std::vector<Job> all() const;  // in the order in which they were taken
  void put(Job const& job);      // a new one, or another state of it
  void remove(std::string const& id);

  static constexpr int kVersion = 1;  // of the schema

 private:
  struct Database;
  std::unique_ptr<Database> database_;
};

}  // namespace thethuc::http

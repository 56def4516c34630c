#pragma once

// What of jobs lies on the disk: FOLDER/jobs.sqlite, FOLDER/jobs/ID/…, FOLDER/library/VERSION/….

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>

namespace thethuc::http {

// The files of one job.
struct JobPaths {
  std::filesystem::path folder;
  std::filesystem::path records(std::string const& name) const { return folder / name; }
  std::filesystem::path upload() const { return folder / "template.docx"; }
  std::filesystem::path manifest() const { return folder / "manifest.ndjson"; }
  std::filesystem::path result() const { return folder / "result.zip"; }
  std::uint64_t bytes() const;  // of all that is there now
};

// The folder that jobs are kept in, for one process alone. Functions throw EnvironmentError when
// the disk fails. Any number of threads, each with jobs of its own.
class JobFiles {
 public:
  // Makes the folder when it is not there. Throws EnvironmentError when another process has it.
  explicit JobFiles(std::filesystem::path folder);
  ~JobFiles();
  JobFiles(JobFiles const&) = delete;
  JobFiles& operator=(JobFiles const&) = delete;

  std::filesystem::path database() const { return folder_ / "jobs.sqlite"; }
  std::filesystem::path library() const { return folder_ / "library"; }
  JobPaths of(std::string const& id) const { return {folder_ / "jobs" / id}; }

  void make(std::string const& id) const;
  // Brings the names of a job's files to the disk, too.
  void sync(std::string const& id) const;
  void remove(std::string const& id) const noexcept;
  // Removes all of a job but its result: nobody's data stay longer than they are needed.
  void keep_result(std::string const& id) const noexcept;
  // Takes away what a killed process has begun: all jobs but these.
  void keep_only(std::set<std::string> const& ids) const;

 private:
  std::filesystem::path folder_;
  int lock_ = -1;
};

// A job that is being taken: its folder goes when nobody keeps it.
class JobDraft {
 public:
  // `records` are written to a file of that name.
  JobDraft(JobFiles const& files, std::string const& records_name, std::string_view records);
  ~JobDraft();
  JobDraft(JobDraft const&) = delete;
  JobDraft& operator=(JobDraft const&) = delete;

  std::string const& id() const { return id_; }
  JobPaths paths() const { return files_.of(id_); }
  void add_upload(std::string_view docx) const;
  // All of it is on the disk. It stays when keep() is called afterwards.
  void sync() const { files_.sync(id_); }
  void keep() { is_kept_ = true; }

 private:
  JobFiles const& files_;
  std::string id_;
  bool is_kept_ = false;
};

}  // namespace thethuc::http

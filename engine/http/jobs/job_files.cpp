#include "http/jobs/job_files.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/environment_error.h"
#include "base/output_file.h"
#include "base/work_folder.h"
#include "http/random.h"

namespace thethuc::http {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kIdBytes = 16;

[[noreturn]] void fail(fs::path const& path, int error_number) {
  throw base::EnvironmentError(
      fmt::format("{}: {}", path.string(), std::generic_category().message(error_number)));
}

void make_folder(fs::path const& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) {
    fail(folder, error.value());
  }
}

void sync_folder(fs::path const& folder) {
  int const opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int const result = opened < 0 ? -1 : ::fsync(opened);
  int const error_number = errno;
  ::close(opened);
  if (result != 0 && error_number != EINVAL && error_number != ENOTSUP) {
    fail(folder, error_number);
  }
}

void write_file(fs::path const& path, std::string_view bytes) {
  base::OutputFile file{path};
  file.write(bytes);
  file.commit();
}

}  // namespace

std::uint64_t JobPaths::bytes() const {
  std::uint64_t sum = 0;
  std::error_code error;
  for (fs::directory_iterator at{folder, error}, end; !error && at != end; at.increment(error)) {
    std::error_code gone;
    auto const size = at->file_size(gone);
    sum += gone ? 0 : size;
  }
  return sum;
}

JobFiles::JobFiles(fs::path folder) : folder_(std::move(folder)) {
  make_folder(folder_ / "jobs");
  make_folder(library());
  fs::path const lock = folder_ / "lock";
  lock_ = ::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock_ < 0) {
    fail(lock, errno);
  }
  if (::flock(lock_, LOCK_EX | LOCK_NB) != 0) {
    int const error_number = errno;
    ::close(lock_);
    if (error_number != EWOULDBLOCK) {
      fail(lock, error_number);
    }
    throw base::EnvironmentError(
        base::Words{fmt::format("một dịch vụ khác đang giữ việc của nó trong {}", folder_.string()),
                    fmt::format("another service keeps its jobs in {}", folder_.string())});
  }
}

JobFiles::~JobFiles() {
  ::close(lock_);
}

void JobFiles::make(std::string const& id) const {
  make_folder(of(id).folder);
}

void JobFiles::sync(std::string const& id) const {
  sync_folder(of(id).folder);
  sync_folder(folder_ / "jobs");
}

void JobFiles::remove(std::string const& id) const noexcept {
  base::remove_folder(of(id).folder);
}

void JobFiles::keep_result(std::string const& id) const noexcept {
  JobPaths const paths = of(id);
  std::vector<fs::path> others;
  std::error_code error;
  for (fs::directory_iterator at{paths.folder, error}, end; !error && at != end;
       at.increment(error)) {
    if (at->path() != paths.result()) {
      others.push_back(at->path());
    }
  }
  for (fs::path const& other : others) {
    fs::remove(other, error);
  }
}

void JobFiles::keep_only(std::set<std::string> const& ids) const {
  std::vector<std::string> others;
  std::error_code error;
  for (fs::directory_iterator at{folder_ / "jobs", error}, end; !error && at != end;
       at.increment(error)) {
    std::string name = at->path().filename().string();
    if (!ids.contains(name)) {
      others.push_back(std::move(name));
    }
  }
  for (std::string const& id : others) {
    remove(id);
  }
}

JobDraft::JobDraft(JobFiles const& files, std::string const& records_name, std::string_view records)
    : files_(files), id_(random_text(kIdBytes)) {
  try {
    files_.make(id_);
    write_file(paths().records(records_name), records);
  } catch (...) {
    files_.remove(id_);
    throw;
  }
}

JobDraft::~JobDraft() {
  if (!is_kept_) {
    files_.remove(id_);
  }
}

void JobDraft::add_upload(std::string_view docx) const {
  write_file(paths().upload(), docx);
}

}  // namespace thethuc::http

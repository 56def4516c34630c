#include "bulk/folder_output.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <memory>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "base/environment_error.h"
#include "bulk/digest.h"

namespace thethuc::bulk {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kTemporaryEnd = ".tmp";

[[noreturn]] void fail(fs::path const& path, int error_number) {
  throw base::cannot_write(path.string(), error_number);
}

template <typename Call>
auto again(Call const& call) {
  auto result = call();
  while (result < 0 && errno == EINTR) {
    result = call();
  }
  return result;
}

}  // namespace

FolderOutput::FolderOutput(fs::path folder, std::string tag, std::vector<fs::path> const& inputs)
    : folder_(std::move(folder)),
      prefix_(tag.empty() ? ".thethuc-" : fmt::format(".thethuc-{}-", tag)) {
  std::error_code error;
  fs::create_directories(folder_, error);
  descriptor_ = ::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor_ < 0) {
    fail(folder_, error ? error.value() : errno);
  }
  remove_left_over();
  for (fs::path const& input : inputs) {
    // A link is an input, too: a rename would replace it by the document.
    for (int const flags : {0, AT_SYMLINK_NOFOLLOW}) {
      struct stat about {};
      if (::fstatat(AT_FDCWD, input.c_str(), &about, flags) == 0) {
        inputs_.emplace_back(about.st_dev, about.st_ino);
      }
    }
  }
}

FolderOutput::~FolderOutput() {
  hand_over();
  for (Waiting const& file : handed_over_) {
    ::unlinkat(descriptor_, file.temporary.c_str(), 0);
  }
  ::close(descriptor_);
}

// Names of this tag alone: ".thethuc-17-0.tmp" is another's than ".thethuc-2-of-8-17-0.tmp".
void FolderOutput::remove_left_over() const {
  std::unique_ptr<DIR, int (*)(DIR*)> const listing{::opendir(folder_.c_str()), &::closedir};
  while (dirent const* const entry = listing ? ::readdir(listing.get()) : nullptr) {
    std::string_view name = entry->d_name;
    if (!name.starts_with(prefix_) || !name.ends_with(kTemporaryEnd)) {
      continue;
    }
    name.remove_prefix(prefix_.size());
    name.remove_suffix(std::min(name.size(), kTemporaryEnd.size()));
    if (!name.empty() && name.find_first_not_of("0123456789.") == std::string_view::npos) {
      ::unlinkat(descriptor_, entry->d_name, 0);
    }
  }
}

// Of a record that is twice under way, or of two runs' records, each has a file of its own.
std::string FolderOutput::new_temporary(std::uint64_t index, std::size_t file) {
  std::uint64_t const serial = files_.fetch_add(1, std::memory_order_relaxed);
  return fmt::format("{}{}.{}.{}{}", prefix_, index, file, serial, kTemporaryEnd);
}

bool FolderOutput::has(std::string_view name, std::string_view sha256) {
  int const file =
      ::openat(descriptor_, std::string{name}.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (file < 0) {
    return false;
  }
  Digest digest;
  std::string buffer(64u << 10, '\0');
  ssize_t count = 0;
  while ((count = again([&] { return ::read(file, buffer.data(), buffer.size()); })) > 0) {
    digest.add(std::string_view{buffer}.substr(0, static_cast<std::size_t>(count)));
  }
  ::close(file);
  return count == 0 && digest.take() == sha256;
}

void FolderOutput::write(std::string const& temporary,
                         std::string_view name,
                         std::string_view bytes) const {
  int const file = again([&] {
    return ::openat(descriptor_,
                    temporary.c_str(),
                    O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC,
                    0666);
  });
  if (file < 0) {
    fail(folder_ / name, errno);
  }
  while (!bytes.empty()) {
    ssize_t const written = again([&] { return ::write(file, bytes.data(), bytes.size()); });
    if (written < 0) {
      int const error_number = errno;
      ::close(file);
      fail(folder_ / name, error_number);
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::close(file) != 0 && errno != EINTR) {  // a quota or a network file system may tell only now
    fail(folder_ / name, errno);
  }
}

// A look at the name, which the rename would look up anyway: a rename that told it would come when
// others wait behind it, and when the record's line is written.
std::optional<FolderOutput::Obstacle> FolderOutput::obstacle(std::string const& name,
                                                             bool may_replace) const {
  struct stat about {};
  if (::fstatat(descriptor_, name.c_str(), &about, AT_SYMLINK_NOFOLLOW) != 0) {
    if (errno == ENAMETOOLONG) {
      return Obstacle{{"tên dài hơn mức hệ thống tệp cho phép", "one that the disk cannot hold"},
                      {"cho --name ngắn lại", "let --name make a shorter one"}};
    }
    return std::nullopt;  // what else there may be, writing tells
  }
  base::Words const move_away{"chuyển đi nơi khác, rồi chạy tiếp bằng --resume",
                              "move it away, then go on: --resume"};
  if (S_ISDIR(about.st_mode)) {
    return Obstacle{{"một thư mục trùng tên", "a folder of that name"}, move_away};
  }
  std::pair<std::uint64_t, std::uint64_t> const identity{about.st_dev, about.st_ino};
  if (std::find(inputs_.begin(), inputs_.end(), identity) != inputs_.end()) {
    return Obstacle{
        {"chính tệp mẫu hay tệp dữ liệu", "the template or the records themselves"},
        {"chọn thư mục khác, hoặc --name khác", "name another folder, or another --name"}};
  }
  if (!may_replace) {
    return Obstacle{{"một tệp không do lần chạy này ghi", "a file that this run has not made"},
                    move_away};
  }
  return std::nullopt;
}

void FolderOutput::prepare(Filled& record) {
  for (DocumentFile const& file : record.files) {
    if (auto const found = obstacle(file.name, record.may_replace)) {
      record.diagnostics.add(base::diagnose(base::Id::record_file,
                                            record.place,
                                            {},
                                            {{"name", file.name},
                                             {"found.vi", found->found.vi},
                                             {"found.en", found->found.en},
                                             {"remedy.vi", found->remedy.vi},
                                             {"remedy.en", found->remedy.en}}));
      record.status = RecordStatus::failed;
    }
  }
  if (record.status == RecordStatus::failed) {
    record.files.clear();
    return;
  }
  for (std::size_t i = 0; i < record.files.size(); ++i) {
    record.files[i].temporary = new_temporary(record.index, i);
    write(record.files[i].temporary, record.files[i].name, record.files[i].bytes);
    record.files[i].release();
  }
}

void FolderOutput::add(Filled& record) {
  for (std::size_t i = 0; i < record.files.size(); ++i) {
    added_.push_back({record.files[i].temporary, record.files[i].name});
  }
}

void FolderOutput::drop(Filled& record) noexcept {
  for (std::size_t i = 0; i < record.files.size(); ++i) {
    if (!record.files[i].temporary.empty()) {
      ::unlinkat(descriptor_, record.files[i].temporary.c_str(), 0);
    }
  }
}

// All of the file system, or the folder alone. Some file systems cannot sync.
void FolderOutput::sync(int descriptor, bool everything) const {
  int const result = again([&] { return everything ? ::syncfs(descriptor) : ::fsync(descriptor); });
  if (result != 0 && errno != EINVAL && errno != ENOTSUP && errno != ENOSYS) {
    fail(folder_, errno);
  }
}

void FolderOutput::hand_over() {
  handed_over_.insert(
      handed_over_.end(), std::move_iterator{added_.begin()}, std::move_iterator{added_.end()});
  added_.clear();
}

void FolderOutput::commit() {
  if (handed_over_.empty()) {
    return;
  }
  sync(descriptor_, true);
  while (!handed_over_.empty()) {
    Waiting const& file = handed_over_.back();
    if (::renameat(descriptor_, file.temporary.c_str(), descriptor_, file.name.c_str()) != 0) {
      fail(folder_ / file.name, errno);
    }
    handed_over_.pop_back();
  }
  sync(descriptor_, false);
}

}  // namespace thethuc::bulk

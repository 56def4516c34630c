#include "media/picture_folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include "base/environment_error.h"
#include "media/faults.h"
#include "media/open_beneath.h"

namespace thethuc::media {

namespace {

constexpr std::size_t kMostNamesCompared = 2000;

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) {
      ::close(number_);
    }
  }
  Descriptor(Descriptor const&) = delete;
  Descriptor& operator=(Descriptor const&) = delete;
  int number() const { return number_; }
  int release() { return std::exchange(number_, -1); }

 private:
  int number_;
};

[[noreturn]] void fail(std::string_view name, int error) {
  throw base::cannot_read(name, error);
}

// Whether the name leads out of the folder as it is written. What links do is for the system to
// tell (open_beneath).
bool leaves(std::string_view name) {
  if (name.starts_with('/')) {
    return true;
  }
  std::size_t depth = 0;
  while (!name.empty()) {
    std::string_view const step = name.substr(0, name.find('/'));
    name.remove_prefix(std::min(name.size(), step.size() + 1));
    if (step == "..") {
      if (depth == 0) {
        return true;
      }
      --depth;
    } else if (!step.empty() && step != ".") {
      ++depth;
    }
  }
  return false;
}

Fault outside(std::string_view name) {
  return fault(
      base::Id::picture_outside_folder,
      {"tên tệp nằm trong thư mục của dữ liệu", "the name of a file below the data's folder"},
      {fmt::format("{}, nằm ngoài thư mục đó", in_quotes(name)),
       fmt::format("{}, which is outside of it", in_quotes(name))});
}

Fault unreadable(Words found) {
  return fault(base::Id::picture_not_readable, {"một tệp ảnh", "a picture file"}, std::move(found));
}

// The name below `folder` that is nearest to `name`, which is not there.
std::optional<std::string> nearest_name_to(std::string const& name, int folder) {
  std::size_t const slash = name.rfind('/');
  std::string const parent = slash == std::string::npos ? "" : name.substr(0, slash + 1);
  Descriptor opened{open_beneath(folder, parent.empty() ? "." : parent)};
  DIR* const listing = opened.number() < 0 ? nullptr : ::fdopendir(opened.number());
  if (!listing) {
    return std::nullopt;
  }
  opened.release();  // closedir closes it
  std::vector<std::string> names;
  while (names.size() < kMostNamesCompared) {
    dirent const* const entry = ::readdir(listing);
    if (!entry) {
      break;
    }
    names.emplace_back(entry->d_name);
  }
  ::closedir(listing);
  std::sort(names.begin(), names.end());  // a folder's own order is any
  auto nearest = base::nearest_name(name.substr(parent.size()), names);
  return nearest ? std::optional{parent + *nearest} : std::nullopt;
}

Fault absent(std::string const& name) {
  return unreadable({fmt::format("{}, không có tệp nào tên như vậy", in_quotes(name)),
                     fmt::format("{}, and no file has this name", in_quotes(name))});
}

Fault absent_but_near(std::string const& name, int folder) {
  Fault fault = absent(name);
  if (auto nearest = nearest_name_to(name, folder)) {
    fault.args.emplace_back("nearest", std::move(*nearest));
  }
  return fault;
}

Fault not_opened(std::string const& name, int folder, int error) {
  switch (error) {
    case EXDEV:
      return outside(name);
    case ENOENT:
    case ENOTDIR:
      return absent_but_near(name, folder);
    case ENAMETOOLONG:  // some text; comparing it with names would take for ever
      return absent(name);
    case ELOOP:
      return unreadable({fmt::format("{}, một liên kết dẫn vòng tròn", in_quotes(name)),
                         fmt::format("{}, a link that leads in a circle", in_quotes(name))});
    case EACCES:
      return unreadable({fmt::format("{}, tệp không được phép đọc", in_quotes(name)),
                         fmt::format("{}, a file that may not be read", in_quotes(name))});
    case ENXIO:  // a socket
    case ENODEV:
      return unreadable({fmt::format("{}, không phải là tệp thường", in_quotes(name)),
                         fmt::format("{}, which is no regular file", in_quotes(name))});
    default:
      fail(name, error);
  }
}

}  // namespace

PictureFolder::PictureFolder(std::filesystem::path const& folder)
    : descriptor_(::open(folder.empty() ? "." : folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)) {
  if (descriptor_ < 0) {
    fail(folder.string(), errno);
  }
}

PictureFolder::~PictureFolder() {
  ::close(descriptor_);
}

Result<std::string> PictureFolder::read(std::string_view name, std::size_t max_bytes) const {
  if (leaves(name)) {
    return outside(name);
  }
  std::string const path{name};
  if (path.empty() || path.find('\0') != std::string::npos) {
    return unreadable(same(in_quotes(path)));
  }
  Descriptor const file{open_beneath(descriptor_, path)};
  if (file.number() < 0) {
    return not_opened(path, descriptor_, errno);
  }
  struct stat info {};
  if (::fstat(file.number(), &info) != 0) {
    fail(name, errno);
  }
  if (!S_ISREG(info.st_mode)) {
    bool const is_folder = S_ISDIR(info.st_mode);
    return unreadable(
        {fmt::format(
             "{}, {}", in_quotes(path), is_folder ? "một thư mục" : "không phải là tệp thường"),
         fmt::format(
             "{}, {}", in_quotes(path), is_folder ? "a folder" : "which is no regular file")});
  }
  auto const size = static_cast<std::size_t>(info.st_size);
  if (size > max_bytes) {
    return too_many_bytes(size, max_bytes);
  }
  // As long as it was when it was opened: who appends meanwhile is cut off.
  std::string bytes(size, '\0');
  std::size_t used = 0;
  while (used < bytes.size()) {
    ssize_t const count = ::read(file.number(), bytes.data() + used, bytes.size() - used);
    if (count < 0 && errno != EINTR) {
      fail(name, errno);
    }
    if (count == 0) {
      break;
    }
    used += count > 0 ? static_cast<std::size_t>(count) : 0;
  }
  bytes.resize(used);
  return bytes;
}

}  // namespace thethuc::media

#include "base/input_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include "base/environment_error.h"
#include "base/text.h"

namespace thethuc::base {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostNamesCompared = 2000;
constexpr std::size_t kLeastRead = std::size_t{64} * 1024;

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ > STDIN_FILENO) {
      ::close(number_);
    }
  }
  Descriptor(Descriptor const&) = delete;
  Descriptor& operator=(Descriptor const&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

[[noreturn]] void fail(fs::path const& path, int error_number) {
  std::string const name = file_display_name(path);
  std::string const why = std::generic_category().message(error_number);
  throw EnvironmentError(Words{fmt::format("không đọc được {}: {}", name, why),
                               fmt::format("cannot read {}: {}", name, why)});
}

}  // namespace

std::string file_display_name(fs::path const& path) {
  return path == "-" ? "<stdin>" : path.string();
}

std::optional<std::string> nearest_path(fs::path const& path) {
  fs::path const folder = path.parent_path();
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator it{folder.empty() ? "." : folder, error}, end;
       !error && it != end && names.size() < kMostNamesCompared;
       it.increment(error)) {
    names.push_back(it->path().filename().string());
  }
  std::sort(names.begin(), names.end());
  auto const nearest = nearest_name(path.filename().string(), names);
  return nearest ? std::optional{(folder / *nearest).string()} : std::nullopt;
}

Diagnostic file_too_large(std::string_view file, std::size_t limit, std::string_view limit_name) {
  return diagnose(Id::file_too_large,
                  place_in_file(std::string{file}),
                  {},
                  {{"limit", bytes_text(limit)}, {kLimitName, std::string{limit_name}}});
}

Diagnostic file_not_found(fs::path const& path) {
  Diagnostic missing = diagnose(Id::file_not_found, place_in_file(file_display_name(path)));
  if (auto nearest = nearest_path(path)) {
    missing.args.emplace_back("nearest", std::move(*nearest));
  }
  return missing;
}

std::optional<std::string> read_file(fs::path const& path,
                                     std::size_t max_bytes,
                                     std::string_view limit_name,
                                     Diagnostics& out) {
  Place place;
  place.file = file_display_name(path);
  Descriptor const file{path == "-" ? STDIN_FILENO
                                    : ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY)};
  if (file.number() < 0) {
    if (errno != ENOENT && errno != ENOTDIR && errno != ENAMETOOLONG) {
      fail(path, errno);
    }
    out.add(file_not_found(path));
    return std::nullopt;
  }
  struct stat info {};
  if (::fstat(file.number(), &info) != 0) {
    fail(path, errno);
  }
  if (S_ISDIR(info.st_mode)) {
    out.add(diagnose(Id::file_is_folder, place));
    return std::nullopt;
  }
  // A pipe has no size: the buffer grows as bytes come, up to one byte beyond the limit.
  std::string bytes;
  std::size_t const known =
      S_ISREG(info.st_mode) ? static_cast<std::size_t>(info.st_size) + 1 : kLeastRead;
  std::size_t const most = max_bytes + 1;
  std::size_t used = 0;
  bytes.resize(std::min(known, most));
  while (true) {
    if (used == bytes.size()) {
      if (used == most) {
        out.add(file_too_large(place.file, max_bytes, limit_name));
        return std::nullopt;
      }
      bytes.resize(std::min(std::max(bytes.size() * 2, kLeastRead), most));
    }
    ssize_t const count = ::read(file.number(), bytes.data() + used, bytes.size() - used);
    if (count < 0) {
      if (errno == EINTR) {
        continue;
      }
      fail(path, errno);
    }
    if (count == 0) {
      break;
    }
    used += static_cast<std::size_t>(count);
  }
  if (used > max_bytes) {
    out.add(file_too_large(place.file, max_bytes, limit_name));
    return std::nullopt;
  }
  bytes.resize(used);
  return bytes;
}

}  // namespace thethuc::base

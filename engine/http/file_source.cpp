#include "http/file_source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <string>

namespace thethuc::http {

namespace {

class OpenFile {
 public:
  explicit OpenFile(std::filesystem::path const& path)
      : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)) {}
  ~OpenFile() {
    if (descriptor_ >= 0) {
      ::close(descriptor_);
    }
  }
  OpenFile(OpenFile const&) = delete;
  OpenFile& operator=(OpenFile const&) = delete;

  std::optional<std::uint64_t> size() const {
    struct stat about {};
    bool const is_file = descriptor_ >= 0 && ::fstat(descriptor_, &about) == 0;
    return is_file ? std::optional{static_cast<std::uint64_t>(about.st_size)} : std::nullopt;
  }

  bool append_next(std::string& out) const {
    constexpr std::size_t kPiece = 256u << 10;
    std::size_t const before = out.size();
    out.resize(before + kPiece);
    ssize_t count = 0;
    do {
      count = ::read(descriptor_, out.data() + before, kPiece);
    } while (count < 0 && errno == EINTR);
    out.resize(before + static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    return count > 0;
  }

 private:
  int descriptor_;
};

}  // namespace

std::optional<BodySource> file_source(std::filesystem::path const& path) {
  auto const file = std::make_shared<OpenFile const>(path);
  auto const size = file->size();
  if (!size) {
    return std::nullopt;
  }
  return BodySource{*size, [file](std::string& out) { return file->append_next(out); }};
}

}  // namespace thethuc::http

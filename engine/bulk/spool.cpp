#include "bulk/spool.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/environment_error.h"
#include "base/input_file.h"

namespace thethuc::bulk {

namespace {

[[noreturn]] void fail_to_read() {
  throw base::cannot_read(base::file_display_name("-"), errno);
}

[[noreturn]] void fail_to_write(std::filesystem::path const& path) {
  throw base::cannot_write(path.string(), errno);
}

// Whether something (the end, too) is there to be read; false after a stop.
bool wait_for_input(Stop const& stop) {
  std::array<pollfd, 2> waiting{{{STDIN_FILENO, POLLIN, 0}, {stop.descriptor(), POLLIN, 0}}};
  while (::poll(waiting.data(), waiting.size(), -1) < 0) {
    if (errno != EINTR) {
      fail_to_read();
    }
  }
  return !stop.requested();
}

void write_all(int file, std::string_view bytes, std::filesystem::path const& path) {
  while (!bytes.empty()) {
    ssize_t const written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) {
      fail_to_write(path);
    }
    bytes.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
  }
}

class RenamedSource : public RecordSource {
 public:
  RenamedSource(std::unique_ptr<RecordSource> source, std::filesystem::path path, std::string shown)
      : source_(std::move(source)), path_(std::move(path)), shown_(std::move(shown)) {}

  bool next(Record& record, base::Diagnostics& out) override {
    base::Diagnostics found;
    bool const more = source_->next(record, found);
    rename(found, path_, shown_);
    out.add(std::move(found));
    rename(record.mistakes, path_, shown_);
    record.place.file = shown_;
    return more;
  }
  std::optional<double> progress() const override { return source_->progress(); }

 private:
  std::unique_ptr<RecordSource> source_;
  std::filesystem::path path_;
  std::string shown_;
};

}  // namespace

void rename(base::Diagnostics& diagnostics,
            std::filesystem::path const& path,
            std::string const& shown) {
  diagnostics.relocate([&](base::Diagnostic& d) {
    if (d.place.file == path.string()) {
      d.place.file = shown;
    }
  });
}

std::unique_ptr<RecordSource> renamed(std::unique_ptr<RecordSource> source,
                                      std::filesystem::path const& path,
                                      std::string shown) {
  return std::make_unique<RenamedSource>(std::move(source), path, std::move(shown));
}

std::optional<Spool> Spool::read_standard_input(Stop const& stop) {
  Spool spool;
  int const file = ::open(spool.path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) {
    fail_to_write(spool.path_);
  }
  struct Closing {
    int descriptor;
    ~Closing() { ::close(descriptor); }
  } const closing{file};
  std::string buffer(256u << 10, '\0');
  while (wait_for_input(stop)) {
    ssize_t const count = ::read(STDIN_FILENO, buffer.data(), buffer.size());
    if (count == 0) {
      return spool;
    }
    if (count < 0 && errno != EINTR && errno != EAGAIN) {
      fail_to_read();
    }
    if (count > 0) {
      write_all(
          file, std::string_view{buffer}.substr(0, static_cast<std::size_t>(count)), spool.path_);
    }
  }
  return std::nullopt;
}

}  // namespace thethuc::bulk

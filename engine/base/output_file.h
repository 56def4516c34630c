#pragma once

// Files that appear whole or not at all.

#include <filesystem>
#include <string>
#include <string_view>

namespace thethuc::base {

// One output. A regular or absent file is written to a temporary file in its own folder, which
// commit() moves over the final name; until then the final name is untouched, and without commit()
// nothing is left. What is no regular file ("-" for standard output, a pipe, a device, /dev/stdout,
// /dev/fd/3) is written to directly. Symbolic links are followed: the link stays, its target is
// replaced. A replaced file keeps its permissions, a new one gets those of the umask. All functions
// throw EnvironmentError, with the path and the reason, when the surroundings fail. One thread at a
// time.
class OutputFile {
 public:
  explicit OutputFile(std::filesystem::path const& path);
  ~OutputFile();
  OutputFile(OutputFile const&) = delete;
  OutputFile& operator=(OutputFile const&) = delete;

  void write(std::string_view bytes);
  // Brings the file to the disk and under its name. Nothing may be written afterwards.
  void commit();

 private:
  void open_directly();
  void open_temporary();
  void discard() noexcept;
  [[noreturn]] void fail(int error_number);

  std::string name_;                 // as given, for messages
  std::filesystem::path target_;     // links followed
  std::filesystem::path temporary_;  // empty when written directly or committed
  int descriptor_ = -1;
  int slot_ = -1;  // in the table of what a signal handler removes
};

// Whether OutputFile would write to `path` directly.
bool is_written_directly(std::filesystem::path const& path);

// For main(): on SIGINT, SIGTERM, SIGHUP and SIGPIPE the temporary files of all open OutputFiles
// are removed before the process dies of the signal, and SIGXFSZ is ignored so that a file beyond
// `ulimit -f` is an ordinary write error.
void remove_unfinished_on_signals();

}  // namespace thethuc::base

#pragma once

// The program thethuc-convert-worker: LibreOffice and PDFium in a process of their own, which does
// one job at a time and may be killed at any moment. Converter starts it. Not for other modules.

#include <sys/types.h>

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace thethuc::convert {

// The socket to the converter, as the program finds it open.
inline constexpr int kWorkerSocket = 3;

struct WorkerOptions {
  std::filesystem::path folder;   // of this worker alone: all that it may write
  std::filesystem::path office;   // LibreOffice's folder of programs
  std::filesystem::path profile;  // LibreOffice's profile, within `folder`
  std::filesystem::path pdfium;   // the library
  pid_t parent = 0;
  std::size_t memory_bytes = 0;
  std::size_t file_bytes = 0;
  std::vector<std::filesystem::path> readable;  // beside what every worker reads
};

// As the arguments of the program, without its name; and back, nullopt when they are others.
std::vector<std::string> to_arguments(WorkerOptions const& options);
std::optional<WorkerOptions> worker_options(int count, char const* const* arguments);

// Sends a greeting, then answers jobs until the socket is closed. Does not return: LibreOffice's
// own end is not safe.
[[noreturn]] void run_worker(WorkerOptions const& options);

}  // namespace thethuc::convert

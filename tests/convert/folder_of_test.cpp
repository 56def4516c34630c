#include "convert/folder_of_test.h"

#include <signal.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include <fmt/format.h>

#include "opc/zip.h"
#include "support/docx_fixture.h"

namespace thethuc::test {

namespace fs = std::filesystem;

std::vector<pid_t> child_processes() {
  std::vector<pid_t> all;
  for (auto const& thread : fs::directory_iterator{"/proc/self/task"}) {
    std::ifstream children{thread.path() / "children"};
    for (pid_t pid = 0; children >> pid;) {
      all.push_back(pid);
    }
  }
  return all;
}

bool is_gone_soon(pid_t process) {
  using namespace std::chrono_literals;
  for (int i = 0; i < 500; ++i) {
    std::ifstream stat{fmt::format("/proc/{}/stat", process)};
    std::string line;
    // A zombie of a parent that does not wait is as dead as can be.
    if (!std::getline(stat, line) || line.find(") Z ") != std::string::npos) {
      return true;
    }
    std::this_thread::sleep_for(20ms);
  }
  return false;
}

std::string docx_of(std::string_view text) {
  return make_docx(fmt::format("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", text));
}

std::string zip_of(std::vector<opc::Package::File> const& files) {
  std::vector<opc::Packed> packed(files.size());
  std::vector<opc::PackedEntry> entries;
  opc::Deflater deflater;
  for (std::size_t i = 0; i < files.size(); ++i) {
    deflater.pack(files[i].bytes, packed[i]);
    entries.push_back({files[i].name, &packed[i]});
  }
  std::string zip;
  opc::write_zip(entries, zip);
  return zip;
}

}  // namespace thethuc::test

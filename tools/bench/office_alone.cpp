// LibreOffice alone, without any part of ours: one .docx loaded and saved as PDF again and again in
// this process, as its documentation says (LibreOfficeKit). What `convert` is measured against.
//
//   bench_office_alone PROGRAM PROFILE FILE.docx FOLDER [DOCUMENTS]
//
// PROGRAM is the folder of libmergedlo.so, PROFILE one for a profile of its own; FOLDER takes the
// PDF. Prints one JSON object: the median of the documents in milliseconds, but for the first
// three.

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <LibreOfficeKit/LibreOfficeKit.h>
#include <LibreOfficeKit/LibreOfficeKitInit.h>

namespace {

// Paths of the benchmark's own; nothing in them needs an escape.
std::string url(std::string const& path) {
  return "file://" + path;
}

// LibreOffice crashes when its libraries are taken down, so the process leaves at once.
[[noreturn]] void leave(int status) {
  std::fflush(nullptr);
  ::_exit(status);
}

}  // namespace

int main(int argc, char** argv) {
  constexpr int kWarmUp = 3;
  if (argc < 5) {
    std::fputs("usage: bench_office_alone PROGRAM PROFILE FILE.docx FOLDER [DOCUMENTS]\n", stderr);
    return 2;
  }
  int const documents = argc > 5 ? std::atoi(argv[5]) : 20;
  std::string const from = url(argv[3]);
  std::string const to = url(std::string{argv[4]} + "/alone.pdf");
  LibreOfficeKit* const kit = ::lok_init_2(argv[1], url(argv[2]).c_str());
  if (kit == nullptr || documents < 1) {
    std::fputs("bench_office_alone: LibreOffice does not start\n", stderr);
    leave(3);
  }
  std::vector<double> times;
  for (int i = 0; i < kWarmUp + documents; ++i) {
    auto const start = std::chrono::steady_clock::now();
    LibreOfficeKitDocument* const document = kit->pClass->documentLoad(kit, from.c_str());
    if (document == nullptr ||
        document->pClass->saveAs(document, to.c_str(), "pdf", nullptr) == 0) {
      std::fputs("bench_office_alone: LibreOffice does not convert the document\n", stderr);
      leave(1);
    }
    document->pClass->destroy(document);
    std::chrono::duration<double, std::milli> const took = std::chrono::steady_clock::now() - start;
    if (i >= kWarmUp) {
      times.push_back(took.count());
    }
  }
  std::sort(times.begin(), times.end());
  std::printf("{\"median_ms\":%.1f,\"documents\":%d}\n", times[times.size() / 2], documents);
  leave(0);
}

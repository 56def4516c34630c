// Joins .docx files: bulk_join OUT TIMES FILE…; each file TIMES times over, in turn. Says what it
// took.

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include <sys/resource.h>

#include "bulk/merger.h"

namespace {

std::string bytes_of(char const* path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

long peak_kilobytes() {
  rusage usage = {};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::cerr << "usage: bulk_join OUT TIMES FILE…\n";
    return 2;
  }
  std::vector<std::string> documents;
  for (int i = 3; i < argc; ++i) {
    documents.push_back(bytes_of(argv[i]));
  }
  long const before = peak_kilobytes();
  auto const begin = std::chrono::steady_clock::now();
  thethuc::bulk::Merger merger;
  thethuc::base::Diagnostics diagnostics;
  bool all = true;
  for (int time = 0; time < std::atoi(argv[2]); ++time) {
    for (std::size_t i = 0; i < documents.size(); ++i) {
      all = merger.add(documents[i], argv[3 + i], diagnostics) && all;
    }
  }
  double const added = seconds_since(begin);
  std::cerr << diagnostics.to_text(thethuc::base::Language::en);
  if (!all) {
    return 1;
  }
  std::string const joined = merger.finish(6);
  std::ofstream{argv[1], std::ios::binary} << joined;
  std::cerr << merger.size() << " documents, " << added / static_cast<double>(merger.size()) * 1e6
            << " us each, " << seconds_since(begin) - added << " s to finish, " << joined.size()
            << " bytes, " << peak_kilobytes() - before << " KB of memory\n";
  return 0;
}

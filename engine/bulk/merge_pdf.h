#pragma once

// Joins PDF files into one for printing, by the program qpdf.

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <vector>

#include "base/diagnostic.h"
#include "base/output_file.h"

namespace thethuc::bulk {

struct PdfMergeLimits {
  std::size_t max_documents = 200'000;
  std::size_t max_bytes = std::size_t{16} << 30;    // of the joined file
  std::size_t memory_bytes = std::size_t{4} << 30;  // of qpdf
  std::chrono::seconds time{3'600};                 // of each run of qpdf
};

// Writes the pages of all `files`, in order, to `out`, which the caller commits. At least one file;
// one may be named several times. False, with `diagnostics` saying why, when qpdf is missing, a
// file is no PDF or a limit is met. Temporary files of about twice the size of all take place in
// the folder for such. Throws EnvironmentError. Any number of threads may call it.
bool merge_pdf(std::vector<std::filesystem::path> const& files,
               base::OutputFile& out,
               PdfMergeLimits const& limits,
               base::Diagnostics& diagnostics);

}  // namespace thethuc::bulk

#pragma once

// Documents joined into one for printing.

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "base/work_folder.h"
#include "bulk/merge_pdf.h"
#include "bulk/merger.h"
#include "bulk/output.h"

namespace thethuc::bulk {

// One .docx of all, in the order of the records. Nothing of it can be gone on with: whoever resumes
// begins anew. A document that cannot be joined makes its record fail; beyond a limit there is
// no joined document at all.
class MergedDocx : public Output {
 public:
  MergedDocx(std::filesystem::path path, int deflate_level, MergeLimits const& limits);

  bool has(std::string_view, std::string_view) override { return false; }
  void add(Filled& record) override;
  std::size_t records_per_commit() const override { return 1'000; }
  void finish(base::Diagnostics& out) override;

 private:
  std::filesystem::path const path_;
  int const deflate_level_;
  Merger merger_;
  std::optional<base::Diagnostic> beyond_limit_;
};

// One PDF of all. Until the end they lie in a temporary folder, which vanishes with its owner.
class MergedPdf : public Output {
 public:
  MergedPdf(std::filesystem::path path, PdfMergeLimits const& limits);

  bool has(std::string_view, std::string_view) override { return false; }
  void prepare(Filled& record) override;
  void add(Filled& record) override;
  std::size_t records_per_commit() const override { return 1'000; }
  void finish(base::Diagnostics& out) override;

 private:
  std::filesystem::path file_of(std::uint64_t index) const;

  std::filesystem::path const path_;
  PdfMergeLimits const limits_;
  base::WorkFolder const folder_;
  std::vector<std::filesystem::path> files_;
};

}  // namespace thethuc::bulk

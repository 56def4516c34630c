#include "bulk/merge_output.h"

#include <utility>

#include "base/output_file.h"

namespace thethuc::bulk {

namespace fs = std::filesystem;

namespace {

void write(fs::path const& path, std::string_view bytes) {
  base::OutputFile file{path};
  file.write(bytes);
  file.commit();
}

}  // namespace

MergedDocx::MergedDocx(fs::path path, int deflate_level, MergeLimits const& limits)
    : path_(std::move(path)), deflate_level_(deflate_level), merger_(limits) {}

void MergedDocx::add(Filled& record) {
  DocumentFile& file = record.files.front();
  base::Diagnostics found;
  bool const is_joined = !beyond_limit_ && merger_.add(file.bytes, file.name, found);
  for (base::Diagnostic const& d : found.entries()) {
    if (d.id == base::Id::join_too_many_documents || d.id == base::Id::join_too_large) {
      beyond_limit_ = d;
      beyond_limit_->place = base::place_in_file(path_.string());
    } else {
      record.diagnostics.add(d);
    }
  }
  if (beyond_limit_) {
    record.diagnostics.add(*beyond_limit_);
  }
  file.release();
  if (!is_joined) {
    record.status = RecordStatus::failed;
    record.files.clear();
  }
}

void MergedDocx::finish(base::Diagnostics& out) {
  if (beyond_limit_) {
    out.add(*beyond_limit_);
  } else if (merger_.size() > 0) {
    write(path_, merger_.finish(deflate_level_));
  }
}

MergedPdf::MergedPdf(fs::path path, PdfMergeLimits const& limits)
    : path_(std::move(path)), limits_(limits), folder_("thethuc-bulk-") {}

fs::path MergedPdf::file_of(std::uint64_t index) const {
  return folder_.path() / (std::to_string(index) + ".pdf");
}

void MergedPdf::prepare(Filled& record) {
  write(file_of(record.index), record.files.front().bytes);
  record.files.front().release();
}

void MergedPdf::add(Filled& record) {
  files_.push_back(file_of(record.index));
}

void MergedPdf::finish(base::Diagnostics& out) {
  if (files_.empty()) {
    return;
  }
  base::OutputFile file{path_};
  base::Diagnostics found;
  if (merge_pdf(files_, file, limits_, found)) {
    file.commit();
  }
  found.relocate([this](base::Diagnostic& d) { d.place = base::place_in_file(path_.string()); });
  out.add(std::move(found));
}

}  // namespace thethuc::bulk

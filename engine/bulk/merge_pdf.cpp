#include "bulk/merge_pdf.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>

#include "base/environment_error.h"
#include "base/limited_program.h"
#include "base/work_folder.h"

namespace thethuc::bulk {
namespace {

using Paths = std::vector<std::filesystem::path>;

// qpdf holds the objects of all files that it joins: of so many letters it takes 0.2 GB.
// More are joined by way of files between.
constexpr std::size_t kMostAtOnce = 1'000;
constexpr std::size_t kPieceBytes = 1u << 20;

// A file of arguments has one on each line, so names with line breaks are led to by a link; every
// other is made absolute, and begins with no "-" or "@" then.
class Arguments {
 public:
  explicit Arguments(std::filesystem::path folder) : folder_(std::move(folder)) {}

  void add(std::string_view argument) { text_.append(argument).append("\n"); }

  void add_file(std::filesystem::path const& file) {
    std::filesystem::path absolute = std::filesystem::absolute(file);
    if (absolute.native().find_first_of("\r\n") != std::string::npos) {
      std::filesystem::path const link = folder_ / ("link" + std::to_string(++links_) + ".pdf");
      std::filesystem::create_symlink(absolute, link);
      absolute = link;
    }
    add(absolute.native());
  }

  std::string const& text() const { return text_; }

 private:
  std::filesystem::path folder_;
  std::string text_;
  int links_ = 0;
};

// The lines of what qpdf said that tell of an error: "qpdf: a.pdf: not a PDF file".
std::string first_line(std::string const& errors) {
  std::string_view line = errors;
  line = line.substr(0, line.find('\n'));
  for (std::string_view const prefix : {"qpdf: ", "WARNING: "}) {
    line.remove_prefix(line.starts_with(prefix) ? prefix.size() : 0);
  }
  return std::string{line};
}

class Joiner {
 public:
  Joiner(PdfMergeLimits const& limits, base::Diagnostics& diagnostics)
      : limits_(limits), diagnostics_(diagnostics) {}

  // Joins in as many rounds as it takes; the file is gone with this object. Empty when it failed.
  std::filesystem::path join(Paths files) {
    bool is_between = false;
    do {
      Paths joined;
      for (std::size_t i = 0; i < files.size(); i += kMostAtOnce) {
        Paths const some{
            files.begin() + static_cast<std::ptrdiff_t>(i),
            files.begin() + static_cast<std::ptrdiff_t>(std::min(files.size(), i + kMostAtOnce))};
        joined.push_back(folder_.path() / ("joined" + std::to_string(++last_) + ".pdf"));
        if (!run(some, joined.back())) {
          return {};
        }
        for (std::filesystem::path const& file : is_between ? some : Paths{}) {
          std::filesystem::remove(file);
        }
      }
      files = std::move(joined);
      is_between = true;
    } while (files.size() > 1);
    return files.front();
  }

 private:
  bool run(Paths const& files, std::filesystem::path const& out) {
    Arguments arguments{folder_.path()};
    // The same files give the same file.
    for (std::string_view const option : {"--deterministic-id", "--empty", "--pages"}) {
      arguments.add(option);
    }
    for (std::filesystem::path const& file : files) {
      arguments.add_file(file);
    }
    arguments.add("--");
    arguments.add_file(out);
    base::ProgramLimits limits;
    limits.cpu = limits_.time;
    limits.wall = limits_.time;
    limits.memory_bytes = limits_.memory_bytes;
    limits.output_bytes = limits_.max_bytes;
    // "@-" are arguments on standard input. Exit status 3 means that there were warnings, of files
    // that qpdf could mend.
    return succeeded(
        base::run_limited({"qpdf", "--warning-exit-0", "@-"}, arguments.text(), limits));
  }

  bool succeeded(base::ProgramResult const& result) {
    using End = base::ProgramResult::End;
    if (result.end == End::absent) {
      diagnostics_.add(base::diagnose(base::Id::join_pdf_program_missing));
    } else if (result.end != End::done) {
      diagnostics_.add(base::diagnose(
          base::Id::join_pdf_failed,
          {},
          {},
          {{"problem",
            result.end == End::stopped ? "stopped by a limit" : first_line(result.errors)}}));
    }
    return result.end == End::done;
  }

  PdfMergeLimits const& limits_;
  base::Diagnostics& diagnostics_;
  base::WorkFolder folder_{"thethuc-join-"};
  int last_ = 0;
};

void copy(std::filesystem::path const& from, base::OutputFile& out) {
  std::ifstream file{from, std::ios::binary};
  std::string piece(kPieceBytes, '\0');
  while (file) {
    file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    out.write(std::string_view{piece}.substr(0, static_cast<std::size_t>(file.gcount())));
  }
  if (!file.eof()) {
    throw base::cannot_read(from.native(), EIO);
  }
}

}  // namespace

bool merge_pdf(std::vector<std::filesystem::path> const& files,
               base::OutputFile& out,
               PdfMergeLimits const& limits,
               base::Diagnostics& diagnostics) {
  if (files.size() > limits.max_documents) {
    diagnostics.add(base::diagnose(
        base::Id::join_too_many_documents,
        {},
        {},
        {{"limit", std::to_string(limits.max_documents)}, {base::kLimitName, "join-documents"}}));
    return false;
  }
  Joiner joiner{limits, diagnostics};
  std::filesystem::path const joined = joiner.join(files);
  if (joined.empty()) {
    return false;
  }
  copy(joined, out);
  return true;
}

}  // namespace thethuc::bulk

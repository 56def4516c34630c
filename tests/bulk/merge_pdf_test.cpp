#include "bulk/merge_pdf.h"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include <catch2/catch.hpp>

#include "base/limited_program.h"
#include "support/diagnostic_ids.h"
#include "support/folder_of_test.h"

using namespace thethuc;
using namespace thethuc::test;

namespace {

namespace fs = std::filesystem;

// A PDF of one page of that width, in points, which tells pages apart.
std::string pdf(int width) {
  std::string out = "%PDF-1.4\n";
  std::vector<std::size_t> offsets;
  for (std::string const& object :
       {std::string{"<</Type/Catalog/Pages 2 0 R>>"},
        std::string{"<</Type/Pages/Kids[3 0 R]/Count 1>>"},
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 " + std::to_string(width) + " 842]>>"}) {
    offsets.push_back(out.size());
    out += std::to_string(offsets.size()) + " 0 obj\n" + object + "\nendobj\n";
  }
  std::size_t const table = out.size();
  out += "xref\n0 4\n0000000000 65535 f \n";
  for (std::size_t const offset : offsets) {
    std::string const digits = std::to_string(offset);
    out += std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
  }
  return out + "trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
}

fs::path written(fs::path const& path, std::string const& bytes) {
  std::ofstream{path, std::ios::binary} << bytes;
  return path;
}

// The widths of all pages, in order: "101 102".
std::string pages_of(fs::path const& path) {
  auto const result = base::run_limited({"qpdf", "--qdf", path.native(), "-"}, {}, {});
  REQUIRE(result.end == base::ProgramResult::End::done);
  std::string out;
  std::string const& text = result.output;
  for (std::size_t at = text.find("/MediaBox ["); at != std::string::npos;
       at = text.find("/MediaBox [", at + 1)) {
    std::size_t const width = text.find_first_not_of(" \n0", text.find('[', at) + 1);
    out += (out.empty() ? "" : " ") + text.substr(width, text.find_first_of(" \n", width) - width);
  }
  return out;
}

bool has_qpdf() {
  return base::run_limited({"qpdf", "--version"}, {}, {}).end != base::ProgramResult::End::absent;
}

}  // namespace

TEST_CASE("the pages of all files come in their order", "[merge_pdf]") {
  if (!has_qpdf()) {
    WARN("no qpdf: nothing is joined");
    return;
  }
  FolderOfTest folder;
  fs::path const place = folder.path() / "ở đây";
  fs::create_directory(place);
  std::vector<fs::path> files;
  std::string expect;
  struct Case {
    char const* name;
    int count;
  };
  auto const c = GENERATE(values<Case>({{"one", 1}, {"three", 3}, {"in two rounds", 1'001}}));
  DYNAMIC_SECTION(c.name) {
    for (int i = 0; i < c.count; ++i) {
      char const* const names[] = {"a b", "-x", "@y", "hai\ndòng", "100%"};
      files.push_back(written(place / (names[i % 5] + std::to_string(i) + ".pdf"), pdf(100 + i)));
      expect += (i == 0 ? "" : " ") + std::to_string(100 + i);
    }
    fs::path const joined = place / "tất cả.pdf";
    base::Diagnostics diagnostics;
    base::OutputFile out{joined};
    REQUIRE(bulk::merge_pdf(files, out, {}, diagnostics));
    out.commit();
    CHECK(ids_of(diagnostics).empty());
    CHECK(pages_of(joined) == expect);
    CHECK(folder.names() == std::vector<std::string>{"ở đây"});
  }
}

TEST_CASE("what keeps PDF files from being joined is told", "[merge_pdf]") {
  FolderOfTest folder;
  fs::path const good = written(folder.path() / "a.pdf", pdf(100));
  fs::path const bad = written(folder.path() / "b.pdf", "xin chào");
  fs::path const missing = folder.path() / "c.pdf";
  bulk::PdfMergeLimits few;
  few.max_documents = 1;
  struct Case {
    char const* name;
    std::vector<fs::path> files;
    bulk::PdfMergeLimits limits;
    char const* path;
    char const* told;
  };
  bulk::PdfMergeLimits little;
  little.max_bytes = 10;
  auto const c = GENERATE_COPY(values<Case>({
      {"no PDF", {good, bad}, {}, nullptr, "join_pdf_failed"},
      {"no file", {good, missing}, {}, nullptr, "join_pdf_failed"},
      {"too many", {good, good}, few, nullptr, "join_too_many_documents"},
      {"too large", {good, good}, little, nullptr, "join_pdf_failed"},
      {"no qpdf", {good, good}, {}, "/khong-co", "join_pdf_program_missing"},
  }));
  if (!c.path && !has_qpdf()) {
    WARN("no qpdf: nothing is joined");
    return;
  }
  DYNAMIC_SECTION(c.name) {
    std::string const path = std::getenv("PATH");
    if (c.path) {
      ::setenv("PATH", c.path, 1);
    }
    base::Diagnostics diagnostics;
    {
      base::OutputFile out{folder.path() / "ra.pdf"};
      CHECK(!bulk::merge_pdf(c.files, out, c.limits, diagnostics));
    }
    ::setenv("PATH", path.c_str(), 1);
    CHECK(ids_of(diagnostics) == c.told);
    CHECK(folder.names() == std::vector<std::string>{"a.pdf", "b.pdf"});
  }
}

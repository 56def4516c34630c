// LibreOffice makes PDFs of documents.

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <thread>

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "convert/converter.h"
#include "convert/folder_of_test.h"
#include "convert/real_settings.h"
#include "convert/spares_of_test.h"
#include "support/docx_fixture.h"

using namespace thethuc;
using namespace std::chrono_literals;
using convert::Converter;
using convert::Request;
using convert::Result;

namespace {

std::string pages_of(int count) {
  std::string body;
  for (int i = 1; i <= count; ++i) {
    body += fmt::format(
        "<w:p><w:pPr><w:pageBreakBefore/></w:pPr><w:r><w:t>Trang thứ {}</w:t></w:r></w:p>", i);
  }
  return test::make_docx(body);
}

bool holds(std::string const& pdf, std::string_view text) {
  return pdf.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("a document becomes a PDF with its fonts, pages and title", "[office]") {
  test::FolderOfTest const folder;
  {
    Converter converter{test::real_settings()};
    Request request;
    request.title = "Công văn số 12";
    std::string const body =
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>CỘNG HÒA</w:t></w:r>"
        "<w:r><w:t xml:space=\"preserve\"> Độc lập </w:t></w:r>"
        "<w:r><w:rPr><w:i/></w:rPr><w:t>ngày</w:t></w:r></w:p>";
    Result const result = converter.convert(test::make_docx(body), "thu.docx", request);
    CHECK(result.diagnostics.to_text(base::Language::en).empty());
    CHECK(result.pdf.starts_with("%PDF-1."));
    CHECK(result.pages == 1);
    CHECK(result.fonts == std::vector<std::string>{
                              "LiberationSerif", "LiberationSerif-Bold", "LiberationSerif-Italic"});
    // "Công văn số 12" in UTF-16, as LibreOffice writes it.
    CHECK(
        holds(result.pdf, "/Title<FEFF004300F4006E0067002000760103006E002000731ED1002000310032>"));
  }
  CHECK(test::child_processes().empty());
  CHECK(folder.names().empty());
}

TEST_CASE("options of the PDF", "[office]") {
  test::FolderOfTest const folder;
  Converter converter{test::real_settings()};
  std::string const docx = pages_of(5);
  Request request;
  SECTION("plain") {
    Result const result = converter.convert(docx, "x.docx", request);
    CHECK(result.pages == 5);
    CHECK(!holds(result.pdf, "pdfaid"));
    CHECK(!holds(result.pdf, "/StructTreeRoot"));
  }
  SECTION("PDF/A-1a, tagged without being asked") {
    request.standard = convert::PdfStandard::a1a;
    Result const result = converter.convert(docx, "x.docx", request);
    CHECK(result.pdf.starts_with("%PDF-1.4"));
    CHECK(holds(result.pdf, "<pdfaid:part>1</pdfaid:part>"));
    CHECK(holds(result.pdf, "<pdfaid:conformance>A</pdfaid:conformance>"));
    CHECK(holds(result.pdf, "/StructTreeRoot"));
    CHECK(holds(result.pdf, "/OutputIntents"));
  }
  SECTION("PDF/A-2b, tagged without being asked") {
    request.standard = convert::PdfStandard::a2b;
    Result const result = converter.convert(docx, "x.docx", request);
    CHECK(holds(result.pdf, "<pdfaid:part>2</pdfaid:part>"));
    CHECK(holds(result.pdf, "<pdfaid:conformance>B</pdfaid:conformance>"));
    CHECK(holds(result.pdf, "/StructTreeRoot"));
  }
  SECTION("tagged") {
    request.tagged = true;
    Result const result = converter.convert(docx, "x.docx", request);
    CHECK(holds(result.pdf, "/StructTreeRoot"));
  }
  SECTION("some pages") {
    request.pages = {{2, 3}, {5, 5}};
    request.geometry = true;
    Result const result = converter.convert(docx, "x.docx", request);
    CHECK(result.pages == 5);
    REQUIRE(result.geometry.lines.size() == 3);
    CHECK(result.geometry.lines[0].text == "Trang thứ 2");
    CHECK(result.geometry.lines[2].text == "Trang thứ 5");
    CHECK(result.geometry.lines[2].page == 5);
  }
  SECTION("pages that are not there") {
    request.pages = {{4, 6}};
    Result const result = converter.convert(docx, "x.docx", request);
    REQUIRE(result.diagnostics.entries().size() == 1);
    CHECK(result.diagnostics.entries()[0].id == base::Id::convert_page_missing);
    CHECK(result.diagnostics.entries()[0].arg("pages") == "5");
  }
}

// LibreOffice puts an empty page before a section that begins on an odd one, counts it, and leaves
// it out of the PDF.
TEST_CASE("pages are counted as the PDF has them, empty ones between sections not", "[office]") {
  test::FolderOfTest const folder;
  Converter converter{test::real_settings()};
  auto const section = [](std::string_view text, std::string_view type) {
    return fmt::format(
        "<w:p><w:pPr><w:sectPr>{}<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" "
        "w:right=\"1134\" w:bottom=\"1134\" w:left=\"1701\" w:header=\"720\" w:footer=\"720\" "
        "w:gutter=\"0\"/><w:pgNumType w:start=\"1\"/></w:sectPr></w:pPr><w:r><w:t>{}</w:t></w:r>"
        "</w:p>",
        type,
        text);
  };
  std::string const odd = "<w:type w:val=\"oddPage\"/>";
  std::string const docx =
      test::make_docx(section("Phần một", "") + section("Phần hai", odd) + section("Phần ba", odd));
  Request request;
  request.geometry = true;
  Result const all = converter.convert(docx, "x.docx", request);
  auto const count = static_cast<int>(all.geometry.sheets.size());
  REQUIRE(count >= 3);
  SECTION("all") {
    request.geometry = false;
    CHECK(converter.convert(docx, "x.docx", request).pages == count);
    CHECK(all.pages == count);
    CHECK(all.geometry.pages == count);
  }
  SECTION("each by its number") {
    for (auto const& line : all.geometry.lines) {
      request.pages = {{line.page, line.page}};
      Result const one = converter.convert(docx, "x.docx", request);
      CHECK(one.pages == count);
      REQUIRE(one.geometry.lines.size() == 1);
      CHECK(one.geometry.lines[0].text == line.text);
      CHECK(one.geometry.lines[0].page == line.page);
    }
  }
  SECTION("one more than there are") {
    request.pages = {{count + 1, count + 1}};
    Result const result = converter.convert(docx, "x.docx", request);
    REQUIRE(result.diagnostics.entries().size() == 1);
    CHECK(result.diagnostics.entries()[0].id == base::Id::convert_page_missing);
    CHECK(result.diagnostics.entries()[0].arg("pages") == std::to_string(count));
  }
  SECTION("as many as the limit allows") {
    convert::Settings settings = test::real_settings();
    settings.limits.max_pages = static_cast<std::size_t>(count);
    Converter strict{settings};
    CHECK(strict.convert(docx, "x.docx", request).diagnostics.to_text(base::Language::en).empty());
  }
}

TEST_CASE("equal documents give equal bytes, from one worker and from another", "[office]") {
  test::FolderOfTest const folder;
  Request request;
  request.date = std::chrono::sys_seconds{std::chrono::seconds{1'700'000'000}};
  request.images = convert::Images{};
  std::string const docx = pages_of(2);
  std::vector<std::string> images;
  for (int i = 0; i < 2; ++i) {
    Converter converter{test::real_settings()};
    for (int j = 0; j < 2; ++j) {
      Result const result = converter.convert(docx, "x.docx", request);
      REQUIRE(result.images.size() == 2);
      images.push_back(result.pdf + result.images[0].bytes + result.images[1].bytes);
    }
  }
  CHECK(std::count(images.begin(), images.end(), images[0]) == 4);
}

TEST_CASE("kill -9 of a worker in the middle of a document loses none", "[office]") {
  test::FolderOfTest const folder;
  {
    convert::Settings settings = test::real_settings();
    settings.limits.max_time = 100s;
    Converter converter{settings};
    converter.convert(test::docx_of("khởi động"), "x.docx", {});
    std::vector<pid_t> const before = test::child_processes();
    REQUIRE(before.size() == 1);
    std::thread killer{[&] {
      std::this_thread::sleep_for(150ms);
      ::kill(before[0], SIGKILL);
    }};
    Result const result = converter.convert(pages_of(600), "dài.docx", {});
    killer.join();
    CHECK(result.diagnostics.to_text(base::Language::en).empty());
    CHECK(result.pages == 600);
    CHECK(test::child_processes() != before);
    CHECK(converter.convert(test::docx_of("sau"), "x.docx", {}).pages == 1);
  }
  CHECK(test::child_processes().empty());
  CHECK(folder.names().empty());
}

TEST_CASE("a killed worker is replaced at once by one that stands by", "[office]") {
  test::FolderOfTest const folder;
  test::SparesOfTest spares;
  {
    convert::Settings settings = test::real_settings();
    settings.spare_workers = 1;
    settings.log = [&](std::string_view message) { spares.read(message); };
    Converter converter{settings};
    CHECK(converter.convert(test::docx_of("trước"), "x.docx", {}).pages == 1);
    pid_t const spare = std::stoi(spares.next());
    for (pid_t const worker : test::child_processes()) {
      if (worker != spare) {
        ::kill(worker, SIGKILL);
      }
    }
    CHECK(converter.convert(test::docx_of("sau"), "x.docx", {}).pages == 1);
    std::vector<pid_t> const now = test::child_processes();
    CHECK(std::count(now.begin(), now.end(), spare) == 1);
    CHECK(std::stoi(spares.next()) != spare);
    CHECK(test::child_processes().size() == 2);
  }
  CHECK(test::child_processes().empty());
  CHECK(folder.names().empty());
}

// LibreOffice would, after what it takes for an update of itself: a third of the time of a start.
TEST_CASE("a worker does not try the machine's graphics when it starts", "[office]") {
  test::FolderOfTest const folder;
  Converter converter{test::real_settings()};
  CHECK(converter.convert(test::docx_of("thư"), "x.docx", {}).pages == 1);
  std::size_t settings = 0;
  for (auto const& entry : std::filesystem::recursive_directory_iterator{folder.path()}) {
    std::string const name = entry.path().filename().string();
    settings += name == "registrymodifications.xcu" ? 1U : 0U;
    CHECK(name != "GraphicsRenderTests.log");
  }
  CHECK(settings > 0);
}

TEST_CASE("kill -9 of the owner ends its workers", "[office]") {
  test::FolderOfTest const folder;
  std::array<int, 2> pipe{};
  REQUIRE(::pipe(pipe.data()) == 0);
  pid_t const owner = ::fork();
  if (owner == 0) {
    Converter converter{test::real_settings()};
    converter.convert(test::docx_of("x"), "x.docx", {});
    pid_t const worker = test::child_processes().at(0);
    if (::write(pipe[1], &worker, sizeof worker) == sizeof worker) {
      ::pause();
    }
    ::_exit(1);
  }
  pid_t worker = 0;
  REQUIRE(::read(pipe[0], &worker, sizeof worker) == sizeof worker);
  ::kill(owner, SIGKILL);
  ::waitpid(owner, nullptr, 0);
  CHECK(test::is_gone_soon(worker));
  CHECK(folder.names().size() == 1);
  { Converter const converter{test::real_settings()}; }
  CHECK(folder.names().empty());
}

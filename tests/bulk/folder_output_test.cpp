#include "bulk/folder_output.h"

#include <fstream>

#include "bulk/run_fixture.h"
#include "support/docx_fixture.h"

using namespace thethuc;
using test::BulkRun;
namespace fs = std::filesystem;

namespace {

void write(fs::path const& path, std::string const& bytes) {
  fs::create_directories(path.parent_path());
  std::ofstream{path, std::ios::binary} << bytes;
}

// A run into a folder that has something of others in it.
struct FolderRun : BulkRun {
  FolderRun(fs::path const& where, int count) : BulkRun(where, test::letters(count)) {
    options.folder = folder;
    make_output = [this](bulk::Known const*) {
      return std::make_unique<bulk::FolderOutput>(folder, "", inputs);
    };
  }
  std::string causes_of(bulk::RunReport const& report) const {
    std::string all;
    for (bulk::Cause const& cause : report.causes) {
      all.append(cause.example.arg("name")).append(": ");
      all.append(cause.example.arg("found.en")).append("\n");
    }
    return all;
  }
  std::vector<fs::path> inputs;
};

}  // namespace

TEST_CASE("files of others are told before anything is written", "[bulk]") {
  test::FolderOfTest const place;
  FolderRun run{place.path() / "ra", 100};
  SECTION("one") {
    write(run.folder / "thu 7.docx", "x");
    write(run.folder / "thu 7.pdf", "x");  // no file of this run's
    run.go();
    CHECK(test::ids(run.diagnostics) == "bulk_files_exist");
    CHECK(run.diagnostics.entries()[0].arg("count") == "1");
    CHECK(run.diagnostics.entries()[0].arg("names") == "thu 7.docx");
    CHECK(run.diagnostics.entries()[0].place.file == run.folder.string());
  }
  SECTION("many, whatever their case") {
    for (int i = 0; i < 30; ++i) {
      write(run.folder / ("THU " + std::to_string(i) + ".Docx"), "x");
    }
    run.go();
    CHECK(test::ids(run.diagnostics) == "bulk_files_exist");
    CHECK(run.diagnostics.entries()[0].arg("count") == "30");
    CHECK(run.diagnostics.entries()[0].arg("names") ==
          "thu 0.docx, thu 1.docx, thu 2.docx, thu 3.docx, thu 4.docx …");
  }
  SECTION("where names are numbers") {
    run.name.clear();
    write(run.folder / "000100.docx", "x");
    run.go();
    CHECK(test::ids(run.diagnostics) == "bulk_files_exist");
  }
  SECTION("numbers behind names count") {
    run.records = {R"({"ten":"a"})", R"({"ten":"a"})"};
    run.options.on_duplicate = bulk::OnDuplicate::number;
    write(run.folder / "a-2.docx", "x");
    run.go();
    CHECK(test::ids(run.diagnostics) == "bulk_files_exist");
  }
  SECTION("--resume does not begin over them either") {
    run.options.resume = true;
    write(run.folder / "thu 7.docx", "x");
    run.go();
    CHECK(test::ids(run.diagnostics) == "bulk_files_exist");
  }
  CHECK_FALSE(fs::exists(run.options.manifest));
  for (auto const& [name, bytes] : test::documents_in(run.folder)) {
    CHECK(bytes == "x");
  }
}

TEST_CASE("files of others that no record would replace are left alone", "[bulk]") {
  test::FolderOfTest const place;
  FolderRun run{place.path() / "ra", 10};
  write(run.folder / "khac.docx", "x");
  write(run.folder / "thu 7.txt", "x");
  run.options.shard = {0, 2};
  write(run.folder / "thu 1.docx", "x");  // another part's
  CHECK(run.go().tally.done == 5);
  CHECK(run.diagnostics.empty());
  auto const documents = test::documents_in(run.folder);
  CHECK(documents.size() == 8);
  CHECK(documents.at("khac.docx") == "x");
  CHECK(documents.at("thu 1.docx") == "x");
}

TEST_CASE("a record whose name is not free fails alone", "[bulk]") {
  test::FolderOfTest const place;
  FolderRun run{place.path() / "ra", 40};
  fs::create_directories(run.folder / "thu 3.docx");
  // What comes while the run is going on.
  auto const make_output = run.make_output;
  run.make_output = [&](bulk::Known const* known) {
    auto output = make_output(known);
    write(run.folder / "thu 30.docx", "x");
    return output;
  };
  bulk::RunReport const report = run.go();
  CHECK(run.diagnostics.empty());
  CHECK(report.tally.done == 38);
  CHECK(report.tally.failed == 2);
  REQUIRE(report.causes.size() == 1);
  CHECK(report.causes[0].example.id == base::Id::record_file);
  CHECK(report.causes[0].example.place.line == 4);
  CHECK(report.causes[0].count == 2);
  CHECK(test::lines_of(run.options.manifest)[3] == "3 failed");

  run.make_output = make_output;
  run.options.resume = true;
  CHECK(run.go().tally.failed == 2);
  CHECK(test::bytes_of(run.folder / "thu 30.docx") == "x");
  fs::remove(run.folder / "thu 3.docx");
  fs::remove(run.folder / "thu 30.docx");
  bulk::RunReport const last = run.go();
  CHECK(last.tally.done == 2);
  CHECK(last.tally.skipped == 38);
  CHECK(test::names_in(run.folder).size() == 40);
}

TEST_CASE("a name too long for the disk is told of its record", "[bulk]") {
  test::FolderOfTest const place;
  bulk::FolderOutput output{place.path(), ""};
  bulk::Filled record;
  record.status = bulk::RecordStatus::done;
  record.files.push_back({std::string(300, 'a') + ".docx", "x", {}, 1});
  output.prepare(record);
  CHECK(record.status == bulk::RecordStatus::failed);
  CHECK(test::ids(record.diagnostics) == "record_file");
  CHECK(record.files.empty());
  CHECK(place.names().empty());
}

TEST_CASE("what a kill has left under its name is made again", "[bulk]") {
  test::FolderOfTest const place;
  FolderRun run{place.path() / "ra", 20};
  run.formats = {bulk::DocumentFormat::docx, bulk::DocumentFormat::pdf};
  run.go();
  // Killed when files had their names, and their lines were not written yet.
  std::string manifest = test::bytes_of(run.options.manifest);
  manifest.resize(manifest.find("{\"index\":10"));
  write(run.options.manifest, manifest);
  run.pdf_version = 1;  // these bytes are not those of before
  run.options.resume = true;
  bulk::RunReport const report = run.go();
  CHECK(report.tally.skipped == 10);
  CHECK(report.tally.done == 10);
  CHECK(test::names_in(run.folder).size() == 40);
  CHECK(test::bytes_of(run.folder / "thu 12.pdf").starts_with("%PDF 1"));
}

TEST_CASE("template and records are replaced by no record", "[bulk]") {
  test::FolderOfTest const place;
  FolderRun run{place.path() / "ra", 5};
  run.go();
  SECTION("as they stand") {
    write(run.folder / "thu 2.docx", "mau");
    run.inputs = {run.folder / "thu 2.docx"};
  }
  SECTION("by a link to them") {
    write(run.folder / "thu 2.docx", "mau");
    fs::create_symlink(run.folder / "thu 2.docx", place.path() / "mau.docx");
    run.inputs = {place.path() / "mau.docx"};
  }
  SECTION("when they are a link") {
    write(place.path() / "mau.docx", "mau");
    fs::remove(run.folder / "thu 2.docx");
    fs::create_symlink(place.path() / "mau.docx", run.folder / "thu 2.docx");
    run.inputs = {run.folder / "thu 2.docx"};
  }
  run.options.resume = true;
  bulk::RunReport const report = run.go();
  CHECK(report.tally.skipped == 4);
  CHECK(report.tally.failed == 1);
  CHECK(run.causes_of(report) == "thu 2.docx: the template or the records themselves\n");
  CHECK(test::bytes_of(run.folder / "thu 2.docx") == "mau");
}

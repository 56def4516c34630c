#include "bulk/run.h"

#include <atomic>
#include <fstream>

#include "base/environment_error.h"
#include "bulk/causes.h"
#include "bulk/run_fixture.h"
#include "support/docx_fixture.h"

using namespace thethuc;
using test::BulkRun;
namespace fs = std::filesystem;

TEST_CASE("each record becomes a document", "[bulk]") {
  test::FolderOfTest const place;
  BulkRun run{place.path() / "ra", test::letters(100)};
  run.options.threads = GENERATE(1u, 4u);
  bulk::RunReport const report = run.go();
  CHECK(run.diagnostics.empty());
  CHECK(report.tally.done == 100);
  CHECK(report.tally.left() == 0);
  CHECK_FALSE(report.stopped);
  auto const documents = test::documents_in(run.folder);
  REQUIRE(documents.size() == 100);
  CHECK(test::text_of(documents.at("thu 42.docx")) == "Kính gửi thu 42");
  std::vector<std::string> expected;
  for (int i = 0; i < 100; ++i) {
    expected.push_back(std::to_string(i) + " done");
  }
  CHECK(test::lines_of(run.options.manifest) == expected);
}

TEST_CASE("a record that fails does not stop the others", "[bulk]") {
  test::FolderOfTest const place;
  BulkRun run{place.path() / "ra",
              {R"({"ten":"a"})",
               R"({"ten":)",
               "",
               R"({"tem":"b"})",
               R"({"ten":null})",
               R"({"ten":{}})",
               R"({"ten":"c"})"}};
  bulk::RunReport const report = run.go();
  CHECK(report.tally.done == 2);
  CHECK(report.tally.failed == 5);
  CHECK(test::names_in(run.folder) == std::vector<std::string>{"a.docx", "c.docx"});
  CHECK(test::lines_of(run.options.manifest) ==
        std::vector<std::string>{
            "0 done", "1 failed", "2 failed", "3 failed", "4 failed", "5 failed", "6 done"});
  // By cause: twice the same tag and value, two different reasons why it is no JSON, one value that
  // is no text.
  REQUIRE(report.causes.size() == 4);
  CHECK(report.causes[0].example.id == base::Id::value_missing);
  CHECK(report.causes[0].count == 2);
  CHECK(report.causes[0].first == 3);
  CHECK(report.causes[1].example.id == base::Id::json_syntax);
  CHECK(report.causes[1].first == 1);
  CHECK(report.causes[2].example.id == base::Id::json_syntax);
  CHECK(report.causes[2].first == 2);
}

TEST_CASE("a cause says whether its example speaks for all", "[bulk]") {
  auto const failure = [](char const* value) {
    return std::vector{
        base::diagnose(base::Id::data_date, {}, {}, {{"field", "ngay"}, {"found", value}})};
  };
  bulk::Causes causes;
  causes.add(7, failure("x"));
  causes.add(4, failure("x"));
  auto same = causes.take();
  REQUIRE(same.size() == 1);
  CHECK_FALSE(same[0].varies);
  CHECK(same[0].first == 4);
  causes.add(0, failure("x"));
  causes.add(1, failure("y"));
  causes.add(2, failure("x"));
  auto const others = causes.take();
  REQUIRE(others.size() == 1);
  CHECK(others[0].varies);
  CHECK(others[0].count == 3);
}

TEST_CASE("the first failure ends the run when asked to", "[bulk]") {
  test::FolderOfTest const place;
  std::vector<std::string> records = test::letters(300);
  records[40] = "";
  BulkRun run{place.path() / "ra", records};
  run.options.fail_fast = true;
  bulk::RunReport const report = run.go();
  CHECK(report.stopped);
  CHECK(report.tally.done == 40);
  CHECK(report.tally.failed == 1);
  CHECK(test::names_in(run.folder).size() == 40);
  CHECK(test::lines_of(run.options.manifest).back() == "40 failed");

  run.records[40] = R"({"ten":"sua"})";
  run.options.resume = true;
  run.options.fail_fast = false;
  CHECK(run.go().tally.done == 260);
  CHECK(fs::exists(run.folder / "sua.docx"));
  CHECK(test::lines_of(run.options.manifest).size() == 300);
}

TEST_CASE("two records of one name are told before anything is written", "[bulk]") {
  test::FolderOfTest const place;
  BulkRun run{place.path() / "ra",
              {R"({"ten":"Thu"})", R"({"ten":"b"})", R"({"ten":"thU"})", R"({"ten":"thu "})"}};
  run.go();
  CHECK(test::ids(run.diagnostics) == "record_name_taken record_name_taken");
  base::Diagnostic const& d = run.diagnostics.entries()[0];
  CHECK(d.place.line == 3);
  CHECK(d.arg("name") == "thU");
  CHECK(d.arg("other") == "1");
  REQUIRE(d.related.size() == 1);
  CHECK(d.related[0].line == 1);
  CHECK_FALSE(fs::exists(run.folder));
}

TEST_CASE("names that meet are numbered, whatever part is filled", "[bulk]") {
  test::FolderOfTest const place;
  std::vector<std::string> const records = {R"({"ten":"a"})",
                                            R"({"ten":"A"})",
                                            R"({"ten":"a-2"})",
                                            R"({"ten":"a"})",
                                            R"({"ten":"a-2"})",
                                            R"({"ten":"b"})",
                                            R"({"tem":"a"})"};
  // "a-2" is another record's own name.
  std::vector<std::string> const expected = {
      "A-3.docx", "a-2-2.docx", "a-2.docx", "a-4.docx", "a.docx", "b.docx"};
  SECTION("all at once") {
    BulkRun run{place.path() / "ra", records};
    run.options.on_duplicate = bulk::OnDuplicate::number;
    run.go();
    CHECK(test::names_in(run.folder) == expected);
  }
  SECTION("in parts") {
    for (std::uint64_t i = 0; i < 3; ++i) {
      BulkRun run{place.path() / "ra", records};
      run.options.on_duplicate = bulk::OnDuplicate::number;
      run.options.shard = {i, 3};
      run.options.manifest = run.folder / ("manifest-" + std::to_string(i) + ".ndjson");
      run.make_output = [&run, i](bulk::Known const*) {
        return std::make_unique<bulk::FolderOutput>(run.folder, std::to_string(i) + "-of-3");
      };
      bulk::RunReport const report = run.go();
      CHECK(report.tally.total == (i == 0 ? 3 : 2));
      CHECK(report.tally.left() == 0);
    }
    CHECK(test::names_in(place.path() / "ra") == expected);
  }
}

TEST_CASE("a run goes on where it ended", "[bulk]") {
  test::FolderOfTest const place;
  BulkRun run{place.path() / "ra", test::letters(200)};
  run.go();
  auto const all = test::documents_in(run.folder);
  fs::remove(run.folder / "thu 3.docx");
  std::ofstream{run.folder / "thu 5.docx", std::ios::app} << "x";
  std::ofstream{run.folder / ".thethuc-17.0.5.tmp"} << "half";
  // The manifest as a kill leaves it: a line torn, and those after it missing.
  std::string manifest = test::bytes_of(run.options.manifest);
  manifest.resize(manifest.find("\n{\"index\":190") + 20);
  std::ofstream{run.options.manifest, std::ios::binary} << manifest;

  SECTION("not unless told to") {
    run.go();
    CHECK(test::ids(run.diagnostics) == "bulk_has_run");
    CHECK(test::documents_in(run.folder).size() == 200);
  }
  SECTION("not of another template or other options") {
    run.options.resume = true;
    run.options.template_digest = "u";
    run.options.options_digest = "p";
    run.go();
    CHECK(test::ids(run.diagnostics) == "bulk_run_differs bulk_run_differs");
  }
  SECTION("not of other records, where documents are done") {
    run.options.resume = true;
    run.records[0] = R"({"ten":"khac"})";
    run.records[7] = "";
    run.records.resize(188);
    run.go();
    CHECK(test::ids(run.diagnostics) == "bulk_records_differ");
    CHECK(run.diagnostics.entries()[0].arg("records.en") == "records 1, 8, 189, 190");
    CHECK(!fs::exists(run.folder / "khac.docx"));
    for (int i = 0; i < 20; ++i) {
      run.records[static_cast<std::size_t>(i)] = R"({"ten":"khac )" + std::to_string(i) + R"("})";
    }
    run.go();
    REQUIRE(test::ids(run.diagnostics) == "bulk_records_differ");
    CHECK(run.diagnostics.entries()[0].arg("records.en") ==
          "records 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 12 more");
  }
  SECTION("with what is missing, changed or not told of") {
    run.options.resume = true;
    bulk::RunReport const report = run.go();
    CHECK(report.tally.skipped == 188);
    CHECK(report.tally.done == 12);
    CHECK(test::documents_in(run.folder) == all);
    auto const lines = test::lines_of(run.options.manifest);
    REQUIRE(lines.size() == 200);
    CHECK(lines[3] == "3 done");
    CHECK(lines[199] == "199 done");
  }
}

TEST_CASE("records that failed are mended, and others follow", "[bulk]") {
  test::FolderOfTest const place;
  std::vector<std::string> records = test::letters(100);
  records[10] = R"({"tem":"sai"})";
  records[20] = "";
  BulkRun run{place.path() / "ra", records};
  CHECK(run.go().tally.failed == 2);

  run.options.resume = true;
  run.records[10] = R"({"ten":"sua"})";
  run.records.push_back(R"({"ten":"them"})");
  bulk::RunReport report = run.go();
  CHECK(run.diagnostics.empty());
  CHECK(report.tally.skipped == 98);
  CHECK(report.tally.done == 2);
  CHECK(report.tally.failed == 1);
  CHECK(fs::exists(run.folder / "sua.docx"));
  CHECK(fs::exists(run.folder / "them.docx"));
  REQUIRE(test::lines_of(run.options.manifest).size() == 101);
  CHECK(test::lines_of(run.options.manifest)[20] == "20 failed");

  // What was mended is done now: it may not change any more.
  run.records[10] = R"({"ten":"sua lai"})";
  run.records[20] = R"({"ten":"sua cuoi"})";
  run.go();
  REQUIRE(test::ids(run.diagnostics) == "bulk_records_differ");
  CHECK(run.diagnostics.entries()[0].arg("records.en") == "record 11");
  run.records[10] = R"({"ten":"sua"})";
  CHECK(run.go().tally.done == 1);
  CHECK(run.go().tally.skipped == 101);
}

TEST_CASE("of a run in vain nothing is kept", "[bulk]") {
  test::FolderOfTest const place;
  BulkRun run{place.path() / "ra", test::letters(5)};
  run.name = "{{tem}}";
  run.options.options_digest = "tem";
  CHECK(run.go().tally.failed == 5);

  run.options.resume = GENERATE(false, true);
  run.name = "{{ten}}";
  run.options.options_digest = "ten";
  run.records.resize(3);
  bulk::RunReport const report = run.go();
  CHECK(run.diagnostics.empty());
  CHECK(report.tally.done == 3);
  CHECK(test::lines_of(run.options.manifest) ==
        std::vector<std::string>{"0 done", "1 done", "2 done"});
}

TEST_CASE("a run that was stopped before its first line is gone on with when asked", "[bulk]") {
  test::FolderOfTest const place;
  BulkRun run{place.path() / "ra", test::letters(5)};
  run.go();
  std::ofstream{run.options.manifest, std::ios::binary | std::ios::trunc};
  run.go();
  CHECK(test::ids(run.diagnostics) == "bulk_has_run");  // documents may lie there
  run.options.resume = true;
  CHECK(run.go().tally.done == 5);
}

TEST_CASE("a stop leaves what can go on", "[bulk]") {
  test::FolderOfTest const place;
  BulkRun run{place.path() / "ra", test::letters(500)};
  run.progress = [&](bulk::Tally const& tally) {
    if (tally.done > 50) {
      run.stop.request();
    }
  };
  bulk::RunReport const report = run.go();
  CHECK(report.stopped);
  CHECK(report.tally.done > 50);
  CHECK(report.tally.left() > 0);
  // All that is there is told, and nothing else is there.
  CHECK(test::documents_in(run.folder).size() == report.tally.done);
  CHECK(test::lines_of(run.options.manifest).size() == report.tally.done);

  BulkRun again{run.folder, run.records};
  again.options.resume = true;
  CHECK(again.go().tally.skipped == report.tally.done);
  CHECK(test::documents_in(run.folder).size() == 500);
}

namespace {

// A folder on a disk that is full after so many files.
class FullOutput : public bulk::FolderOutput {
 public:
  FullOutput(fs::path const& folder, int room) : FolderOutput(folder, ""), room_(room) {}
  void prepare(bulk::Filled& record) override {
    if (room_-- <= 0) {
      throw base::EnvironmentError("cannot write: No space left on device");
    }
    FolderOutput::prepare(record);
  }

 private:
  std::atomic<int> room_;
};

}  // namespace

TEST_CASE("a full disk leaves what can go on", "[bulk]") {
  test::FolderOfTest const place;
  BulkRun run{place.path() / "ra", test::letters(300)};
  run.make_output = [&](bulk::Known const*) {
    return std::make_unique<FullOutput>(run.folder, 120);
  };
  // How much a thread that is behind has not made yet when another fills the disk is the
  // scheduler's: what was done before is kept to the document by one thread alone.
  run.options.threads = GENERATE(std::size_t{1}, std::size_t{3});
  CHECK_THROWS_AS(run.go(), base::EnvironmentError);
  auto const documents = test::documents_in(run.folder);
  CHECK(documents.size() <= 120);
  if (run.options.threads == 1) {
    CHECK(documents.size() > 120 - 16);  // whole chunks
  }
  CHECK(test::lines_of(run.options.manifest).size() == documents.size());
  for (auto const& [name, bytes] : documents) {
    CHECK(name.ends_with(".docx"));
  }

  BulkRun again{run.folder, run.records};
  again.options.resume = true;
  CHECK(again.go().tally.skipped == documents.size());
  CHECK(test::documents_in(run.folder).size() == 300);
}

TEST_CASE("only a run's own left-overs are removed", "[bulk]") {
  test::FolderOfTest const place;
  std::vector<std::string> const names = {".thethuc-17.0.tmp",
                                          ".thethuc-2-of-8-17.0.tmp",
                                          ".thethuc-2-of-80-17.0.tmp",
                                          ".thethuc-ghi-chu.tmp",
                                          "thu.docx"};
  for (std::string const& name : names) {
    std::ofstream{place.path() / name} << "x";
  }
  { bulk::FolderOutput const output{place.path(), "2-of-8"}; }
  CHECK(place.names() == std::vector<std::string>{names[0], names[2], names[3], names[4]});
  { bulk::FolderOutput const output{place.path(), ""}; }
  CHECK(place.names() == std::vector<std::string>{names[2], names[3], names[4]});
}

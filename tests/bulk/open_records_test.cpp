// Which format a file is.

#include <fstream>

#include <catch2/catch.hpp>

#include "bulk/read_all.h"
#include "support/folder_of_test.h"

using namespace thethuc;

namespace {

std::string open_and_read(std::filesystem::path const& path,
                          std::string const& bytes,
                          bulk::SourceOptions const& options = {}) {
  std::ofstream{path, std::ios::binary} << bytes;
  base::Diagnostics out;
  auto const source = bulk::open_records(path, options, out);
  return source ? test::read_all(*source) : test::told(out);
}

struct Case {
  char const* file;
  std::string bytes;
  std::string expected;
};

}  // namespace

TEST_CASE("the name or the first bytes tell the format", "[open]") {
  auto const c = GENERATE(values<Case>({
      {"a.ndjson", "{\"a\":1}\n{\"a\":2}", "1: {\"a\":1}\n2: {\"a\":2}\n"},
      {"a.JSONL", "{\"a\":1}\n", "1: {\"a\":1}\n"},
      {"a.json", "[{\"a\":1}]", "1: {\"a\":1}\n"},
      {"a.json", "{\"a\":1}\n{\"a\":2}", "1: {\"a\":1}\n2: {\"a\":2}\n"},
      {"a.csv", "[a]\n1", "2: {\"[a]\":\"1\"}\n"},
      {"a.tsv", "a\tb\n1\t2", "2: {\"a\":\"1\",\"b\":\"2\"}\n"},
      {"a", "\xEF\xBB\xBF [{\"a\":1}]", "1: {\"a\":1}\n"},
      {"a", "{\"a\":1}\n{\"a\":2}", "1: {\"a\":1}\n2: {\"a\":2}\n"},
      {"a", "{\"a\":\n1}\n", "1: {\"a\":\n1}\n"},
      {"a.txt", "a;b\n1;2", "2: {\"a\":\"1\",\"b\":\"2\"}\n"},
      {"a.txt",
       "\xFF\xFE"
       "a",
       "records_not_readable"},
      {"a.csv", "\xD0\xCF\x11\xE0 old", "records_not_readable"},
      {"a.xlsx", "a,b\n1,2", "records_not_readable"},
      {"a.xlsx", "", "records_not_readable"},
      {"a.csv", "PK\3\4 cut off", "records_not_readable"},
  }));
  test::FolderOfTest const folder;
  DYNAMIC_SECTION(c.file << " " << c.bytes) {
    CHECK(open_and_read(folder.path() / c.file, c.bytes) == c.expected);
  }
}

TEST_CASE("the caller may say the format", "[open]") {
  test::FolderOfTest const folder;
  bulk::SourceOptions options;
  options.format = bulk::RecordFormat::ndjson;
  CHECK(open_and_read(folder.path() / "a.csv", "{\"a\":1}", options) == "1: {\"a\":1}\n");
}

TEST_CASE("what is no file is told", "[open]") {
  test::FolderOfTest const folder;
  base::Diagnostics out;
  CHECK(!bulk::open_records(folder.path() / "khong-co.csv", {}, out));
  CHECK(!bulk::open_records(folder.path(), {}, out));
  CHECK(test::told(out) == "file_not_found file_is_folder");
}

TEST_CASE("progress goes from nothing to all", "[open]") {
  test::FolderOfTest const folder;
  std::string text = "a\n";
  for (int i = 0; i < 200'000; ++i) {
    text += "1234567\n";
  }
  std::ofstream{folder.path() / "a.csv"} << text;
  base::Diagnostics out;
  auto const source = bulk::open_records(folder.path() / "a.csv", {}, out);
  REQUIRE(source);
  bulk::Record record;
  double last = *source->progress();
  CHECK(last < 0.01);
  while (source->next(record, out)) {
    double const now = *source->progress();
    CHECK_FALSE(now < last);
    last = now;
  }
  CHECK(record.index == 199'999);
  CHECK(last == 1.0);
}

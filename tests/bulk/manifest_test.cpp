#include "bulk/manifest.h"

#include <fstream>
#include <iterator>
#include <string>
#include <tuple>

#include <catch2/catch.hpp>

#include "base/environment_error.h"
#include "bulk/digest.h"
#include "support/folder_of_test.h"

using namespace thethuc;

namespace {

namespace fs = std::filesystem;

std::string const kHash(64, 'a');
std::string const kOther(64, 'b');

bulk::Filled done(std::uint64_t index, std::string name, std::string sha256) {
  bulk::Filled record;
  record.index = index;
  record.status = bulk::RecordStatus::done;
  record.files.push_back({std::move(name), "", std::move(sha256), 12, 0});
  record.milliseconds = 1.5;
  return record;
}

void write(fs::path const& path, std::string_view text) {
  std::ofstream{path, std::ios::binary} << text;
}

std::string read(fs::path const& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

}  // namespace

TEST_CASE("lines of a manifest", "[bulk]") {
  bulk::Filled record = done(3, "thư \"1\".docx", kHash);
  CHECK(bulk::manifest_line(record, base::Language::vi) ==
        R"({"index":3,"status":"done","file":"thư \"1\".docx","sha256":")" + kHash +
            R"(","bytes":12,"ms":1.50})" + "\n");
  record.digest = bulk::digest_of_record("{}");
  CHECK(bulk::manifest_line(record, base::Language::vi)
            .find(R"("bytes":12,"record":"44136fa355b3678a1146ad16f7e8649e","ms":1.50})") !=
        std::string::npos);
  record.digest.clear();
  record.place.line = 4;
  record.key = "52";
  record.files.push_back({"thư.pdf", "", kOther, 99, 0});
  CHECK(bulk::manifest_line(record, base::Language::vi) ==
        R"({"index":3,"line":4,"key":"52","status":"done","file":"thư \"1\".docx","sha256":")" +
            kHash + R"(","bytes":12,"also":[{"file":"thư.pdf","sha256":")" + kOther +
            R"(","bytes":99}],"ms":1.50})" + "\n");
  bulk::Filled failed;
  failed.index = 5;
  failed.place.row = 7;
  failed.status = bulk::RecordStatus::failed;
  failed.diagnostics.add(base::diagnose(base::Id::value_missing, {}, "{{so}}"));
  std::string const line = bulk::manifest_line(failed, base::Language::en);
  CHECK(line.starts_with(
      R"({"index":5,"row":7,"status":"failed","ms":0.00,"diagnostics":[{"id":"value_missing")"));
  CHECK(line.ends_with("}]}\n"));
}

TEST_CASE("what a manifest says is done", "[bulk]") {
  test::FolderOfTest const folder;
  fs::path const path = folder.path() / "manifest.ndjson";
  bulk::Filled two = done(2, "c.docx", kHash);
  two.files.push_back({"c.pdf", "", kOther, 1, 0});
  bulk::Filled failed_later;
  failed_later.index = 1;
  failed_later.status = bulk::RecordStatus::failed;
  write(path,
        bulk::manifest_line(two, base::Language::en) +
            bulk::manifest_line(done(0, "a.docx", kOther), base::Language::en) +
            bulk::manifest_line(done(1, "b.docx", kHash), base::Language::en) + "no JSON\n" +
            bulk::manifest_line(done(0, "a.docx", kHash), base::Language::en) +
            bulk::manifest_line(failed_later, base::Language::en) +
            R"({"index":4,"status":"done","file":"torn.docx","sha256":")" + kHash);
  bulk::Known const known = bulk::Known::read(path);
  CHECK(known.sha256(0, 0) == kHash);  // the last line counts
  CHECK(known.sha256(0, 1).empty());
  CHECK(known.sha256(1, 0).empty());  // failed when it was tried again
  CHECK(known.sha256(2, 0) == kHash);
  CHECK(known.sha256(2, 1) == kOther);
  CHECK(known.sha256(4, 0).empty());
  auto const found = known.find("c.pdf", kOther);
  REQUIRE(found);
  CHECK(std::tuple{found->index, found->file, found->files} == std::tuple{2u, 1u, 2u});
  CHECK_FALSE(known.find("c.pdf", kHash));
  CHECK_FALSE(known.find("a.docx", kOther));
  CHECK(known.find("a.docx", kHash));
  CHECK(known.failed(1));
  CHECK_FALSE(known.failed(2));
  CHECK_FALSE(known.failed(4));
  CHECK(bulk::Known::read(folder.path() / "none").empty());
}

TEST_CASE("of a record's lines the last counts with all its files", "[bulk]") {
  test::FolderOfTest const folder;
  fs::path const path = folder.path() / "manifest.ndjson";
  bulk::Filled both = done(0, "a.docx", kHash);
  both.files.push_back({"a.pdf", "", kOther, 1, 0});
  bulk::Filled failed;
  failed.status = bulk::RecordStatus::failed;
  write(path,
        bulk::manifest_line(both, base::Language::en) +
            bulk::manifest_line(failed, base::Language::en));
  bulk::Known const known = bulk::Known::read(path);
  CHECK(known.sha256(0, 1).empty());
  CHECK_FALSE(known.find("a.pdf", kOther));
  CHECK(known.failed(0));
}

TEST_CASE("a manifest is written behind what is whole of it, and put in order", "[bulk]") {
  test::FolderOfTest const folder;
  fs::path const path = folder.path() / "manifest.ndjson";
  auto const line = [](std::uint64_t index, std::string const& hash) {
    return bulk::manifest_line(done(index, std::to_string(index), hash), base::Language::en);
  };
  write(path, line(0, kOther) + line(2, kHash) + R"({"index":1,"sta)");
  write(folder.path() / ".manifest.ndjson.123-0.tmp", "x");
  write(folder.path() / ".manifest.run.json.123-0.tmp", "x");
  {
    bulk::ManifestWriter writer{path, true};
    CHECK(folder.names() == std::vector<std::string>{"manifest.ndjson"});
    CHECK_THROWS_AS((bulk::ManifestWriter{path, true}), base::EnvironmentError);  // locked
    writer.add(line(1, kHash));
    writer.flush();
    writer.add(line(0, kHash));
    writer.sync();
    CHECK(read(path) == line(0, kOther) + line(2, kHash) + line(1, kHash) + line(0, kHash));
    writer.put_in_order();
  }
  CHECK(read(path) == line(0, kHash) + line(1, kHash) + line(2, kHash));
  { bulk::ManifestWriter const anew{path, false}; }
  CHECK(read(path).empty());
}

TEST_CASE("a fingerprint comes back", "[bulk]") {
  test::FolderOfTest const folder;
  fs::path const path = bulk::fingerprint_path(folder.path() / "manifest.ndjson");
  CHECK(path.filename() == "manifest.run.json");
  CHECK_FALSE(bulk::read_fingerprint(path));
  bulk::write_fingerprint(path, {"t", "r", "o", 12});
  auto const found = bulk::read_fingerprint(path);
  REQUIRE(found);
  CHECK(found->of_template == "t");
  CHECK(found->of_records == "r");
  CHECK(found->of_options == "o");
  CHECK(found->records == 12);
  write(path, R"({"template":"t)");
  CHECK_FALSE(bulk::read_fingerprint(path));
}

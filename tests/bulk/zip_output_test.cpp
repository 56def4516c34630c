#include "bulk/zip_output.h"

#include <fcntl.h>
#include <unistd.h>

#include <fstream>

#include "base/environment_error.h"
#include "base/sha256.h"
#include "bulk/run_fixture.h"
#include "opc/zip.h"
#include "support/docx_fixture.h"

using namespace thethuc;
using test::BulkRun;
namespace fs = std::filesystem;

namespace {

// A run into place/ra.zip.
struct ZipRun : BulkRun {
  ZipRun(fs::path const& place, std::vector<std::string> given)
      : BulkRun(place, std::move(given)), archive(place / "ra.zip") {
    options.manifest = place / "ra.zip.manifest.ndjson";
    make_output = [this](bulk::Known const* known) {
      return std::make_unique<bulk::ZipOutput>(archive, known);
    };
  }

  // By name; each once.
  std::map<std::string, std::string> entries() const {
    base::Diagnostics found;
    opc::Limits limits;
    limits.max_entries = 100'000;
    auto const read = opc::read_zip(test::bytes_of(archive), "ra.zip", limits, found);
    INFO(found.to_text(base::Language::en));
    REQUIRE(read);
    std::map<std::string, std::string> all;
    for (opc::ZipEntry const& entry : *read) {
      CHECK(all.emplace(entry.name, entry.bytes).second);
    }
    return all;
  }

  fs::path archive;
};

// More than are begun before the first is taken.
constexpr int kCount = 1'500;

}  // namespace

TEST_CASE("all documents in one archive", "[bulk]") {
  test::FolderOfTest const place;
  ZipRun run{place.path(), test::letters(50)};
  CHECK(run.go().tally.done == 50);
  auto const entries = run.entries();
  REQUIRE(entries.size() == 50);
  CHECK(test::text_of(entries.at("thu 7.docx")) == "Kính gửi thu 7");
  CHECK_FALSE(fs::exists(place.path() / ".ra.zip.part"));
  std::string const bytes = test::bytes_of(run.archive);

  SECTION("the same again") {
    run.options.resume = true;
    CHECK(run.go().tally.skipped == 50);
    CHECK(test::bytes_of(run.archive) == bytes);
  }
  SECTION("without those that fail") {
    fs::remove(run.options.manifest);
    fs::remove(bulk::fingerprint_path(run.options.manifest));
    run.records[3] = "";
    CHECK(run.go().tally.failed == 1);
    CHECK(run.entries().size() == 49);
  }
}

TEST_CASE("an archive goes on with what is whole and known of it", "[bulk]") {
  test::FolderOfTest const place;
  ZipRun whole{place.path() / "do", test::letters(kCount)};
  whole.go();
  ZipRun run{place.path() / "ra", test::letters(kCount)};
  run.progress = [&](bulk::Tally const& tally) {
    if (tally.done > 60) {
      run.stop.request();
    }
  };
  std::uint64_t const done = run.go().tally.done;
  REQUIRE(done < kCount);
  fs::path const partial = place.path() / "ra" / ".ra.zip.part";
  REQUIRE(fs::exists(partial));
  CHECK_FALSE(fs::exists(run.archive));
  auto const size = fs::file_size(partial);

  std::uint64_t skipped = done;
  SECTION("all of it") {}
  SECTION("not what a kill has torn") {
    fs::resize_file(partial, size - 10);
    --skipped;
  }
  SECTION("not what was written and not told of") {
    std::string manifest = test::bytes_of(run.options.manifest);
    manifest.resize(manifest.rfind("\n{") + 1);
    std::ofstream{run.options.manifest, std::ios::binary} << manifest;
    --skipped;
  }
  SECTION("nothing behind what was changed") {
    std::fstream{partial, std::ios::in | std::ios::out | std::ios::binary}.seekp(100).put('!');
    skipped = 0;
  }
  ZipRun again{place.path() / "ra", test::letters(kCount)};
  again.options.resume = true;
  bulk::RunReport const report = again.go();
  CHECK(report.tally.skipped == skipped);
  CHECK(report.tally.done == kCount - skipped);
  CHECK(again.entries() == whole.entries());
  CHECK(test::lines_of(again.options.manifest).size() == kCount);
  CHECK_FALSE(fs::exists(partial));
}

namespace {

// Where the header of an entry begins.
std::size_t header_of(std::string const& archive, std::string const& name) {
  std::size_t const at = archive.find(name);
  REQUIRE(at != std::string::npos);
  return archive.rfind("PK\3\4", at);
}

std::size_t bytes_of_entry(std::string const& archive, std::string const& name) {
  return header_of(archive, name) + 30 + name.size();
}

void write(fs::path const& path, std::string const& bytes) {
  std::ofstream{path, std::ios::binary} << bytes;
}

}  // namespace

TEST_CASE("an archive keeps records, with all their files or none", "[bulk]") {
  test::FolderOfTest const place;
  ZipRun run{place.path(), test::letters(6)};
  run.options.threads = 1;
  run.formats = {bulk::DocumentFormat::docx, bulk::DocumentFormat::pdf};
  CHECK(run.go().tally.done == 6);
  auto const whole = run.entries();
  REQUIRE(whole.size() == 12);
  std::string bytes = test::bytes_of(run.archive);
  fs::path const partial = place.path() / ".ra.zip.part";

  std::uint64_t skipped = 0;
  SECTION("all of a finished one") {
    skipped = 6;
  }
  SECTION("not a record whose second file is torn") {
    bytes.resize(bytes_of_entry(bytes, "thu 5.pdf") + 20);
    fs::rename(run.archive, partial);
    write(partial, bytes);
    skipped = 5;
  }
  SECTION("not a record whose second file is missing") {
    bytes.resize(header_of(bytes, "thu 5.pdf"));
    fs::rename(run.archive, partial);
    write(partial, bytes);
    skipped = 5;
  }
  SECTION("not what a lost power has left as zeros, though the manifest tells of it") {
    std::size_t const from = bytes_of_entry(bytes, "thu 3.pdf");
    bytes.replace(from, bytes.size() - from, bytes.size() - from, '\0');
    fs::rename(run.archive, partial);
    write(partial, bytes);
    skipped = 3;
  }
  SECTION("nothing where power was lost before any of it was on the disk") {
    fs::remove(run.archive);
    write(partial, "");
  }
  SECTION("not from a record on whose second file was changed in a finished one") {
    bytes[bytes_of_entry(bytes, "thu 4.pdf") + 3] = '!';
    write(run.archive, bytes);
    skipped = 4;
  }
  SECTION("not from a second copy of a file on") {
    std::size_t const from = header_of(bytes, "thu 2.docx");
    std::size_t const to = header_of(bytes, "thu 2.pdf");
    bytes.insert(from, bytes.substr(from, to - from));
    write(run.archive, bytes);
    skipped = 2;
  }
  run.options.resume = true;
  bulk::RunReport const report = run.go();
  CHECK(report.tally.skipped == skipped);
  CHECK(report.tally.done == 6 - skipped);
  CHECK(run.entries() == whole);
  CHECK_FALSE(fs::exists(partial));
}

TEST_CASE("an error of reading is not taken for the end", "[bulk]") {
  test::FolderOfTest const place;
  ZipRun run{place.path(), test::letters(3)};
  // The directory gathers in a file without a name: from now on it can be written, and not be read.
  run.make_output = [&](bulk::Known const* known) {
    auto output = std::make_unique<bulk::ZipOutput>(run.archive, known);
    int replaced = 0;
    for (auto const& open : fs::directory_iterator{"/proc/self/fd"}) {
      std::error_code error;
      std::string const target = fs::read_symlink(open.path(), error).string();
      if (target.starts_with(place.path().string()) && target.ends_with(" (deleted)")) {
        int const write_only =
            ::open((place.path() / "khac").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
        ::dup2(write_only, std::stoi(open.path().filename().string()));
        ::close(write_only);
        ++replaced;
      }
    }
    REQUIRE(replaced == 1);
    return output;
  };
  CHECK_THROWS_WITH(run.go(), Catch::Contains("cannot read"));
  CHECK_FALSE(fs::exists(run.archive));
}

TEST_CASE("a file of the disk is the last entry", "[bulk]") {
  test::FolderOfTest const place;
  std::string const text(700'000, 'a');  // more than is read at once
  std::ofstream{place.path() / "danh-muc.ndjson", std::ios::binary} << text;
  ZipRun run{place.path(), test::letters(3)};
  auto const archive = std::make_shared<bulk::ZipOutput>(run.archive, nullptr);
  CHECK(archive->add_file("danh-muc.ndjson", place.path() / "danh-muc.ndjson") ==
        base::sha256_hex(text));
  CHECK_THROWS_AS(archive->add_file("x", place.path() / "khong-co"), base::EnvironmentError);
  CHECK_THROWS_AS(archive->add_file("x", place.path()), base::EnvironmentError);
  base::Diagnostics found;
  archive->finish(found);
  auto const entries = run.entries();
  REQUIRE(entries.size() == 1);
  CHECK(entries.at("danh-muc.ndjson") == text);
}

#include "bulk/zip_output.h"

#include <fstream>
#include <set>

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
      bulk::ZipOutput::IsKnown is_known;
      if (known != nullptr) {
        is_known = [known](std::string_view entry, std::string_view sha256) {
          return known->has(entry, sha256);
        };
      }
      return std::make_unique<bulk::ZipOutput>(archive, is_known);
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

TEST_CASE("a file of the disk is the last entry", "[bulk]") {
  test::FolderOfTest const place;
  std::string const text(700'000, 'a');  // more than is read at once
  std::ofstream{place.path() / "danh-muc.ndjson", std::ios::binary} << text;
  ZipRun run{place.path(), test::letters(3)};
  auto const archive = std::make_shared<bulk::ZipOutput>(run.archive, nullptr);
  CHECK(archive->add_file("danh-muc.ndjson", place.path() / "danh-muc.ndjson") ==
        base::sha256_hex(text));
  CHECK_THROWS_AS(archive->add_file("x", place.path() / "khong-co"), base::EnvironmentError);
  base::Diagnostics found;
  archive->finish(found);
  auto const entries = run.entries();
  REQUIRE(entries.size() == 1);
  CHECK(entries.at("danh-muc.ndjson") == text);
}

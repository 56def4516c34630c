// Archives read piece by piece.

#include "opc/zip_file.h"

#include <fstream>

#include <catch2/catch.hpp>

#include "opc/raw_zip.h"
#include "support/diagnostic_ids.h"
#include "support/folder_of_test.h"

using namespace thethuc;
using test::RawEntry;

namespace {

constexpr std::uint16_t kDeflated = 8;

// The entry "a" as it comes in pieces of that size, and the ids of what is wrong.
std::string read_pieces(std::string const& archive, std::size_t piece) {
  base::Diagnostics out;
  auto const zip = opc::ZipFile::of_bytes(archive, "a.zip", {}, "archive-bytes", out);
  std::string bytes;
  if (zip) {
    opc::ZipFile::Entry const* const entry = zip->find("A");
    REQUIRE(entry);
    auto const stream = zip->stream(*entry, out);
    while (stream && stream->read(bytes, piece, out)) {
      CHECK(stream->position() == bytes.size());
    }
  }
  return out.empty() ? bytes : test::ids_of(out);
}

std::string const kText = std::string(5'000, 'x') + "Cộng hòa";

}  // namespace

TEST_CASE("an entry comes in pieces", "[zip]") {
  for (std::uint16_t const method : {std::uint16_t{0}, kDeflated}) {
    std::string const archive = test::raw_zip({{"b", "y", 0}, {"a", kText, method}});
    for (std::size_t const piece : {1u, 100u, 4096u, 100'000u}) {
      CHECK(read_pieces(archive, piece) == kText);
    }
  }
  CHECK(read_pieces(test::raw_zip({{"a", "", 0}}), 10).empty());
}

TEST_CASE("damage of an entry is told where it is read", "[zip]") {
  struct Case {
    char const* name;
    RawEntry entry;
    char const* expected;
  };
  auto const c = GENERATE(values<Case>({
      {"checksum",
       {.name = "a", .bytes = kText, .method = kDeflated, .crc = 1u},
       "archive_entry_damaged"},
      {"larger than told",
       {.name = "a", .bytes = kText, .method = kDeflated, .size = 50u},
       "archive_entry_damaged"},
      {"smaller than told",
       {.name = "a", .bytes = kText, .method = kDeflated, .size = 9000u},
       "archive_entry_damaged"},
      {"encrypted", {.name = "a", .bytes = kText, .flags = 1}, "archive_entry_encrypted"},
      {"another method", {.name = "a", .bytes = kText, .method = 12}, "archive_entry_method"},
      {"leads out", {.name = "../a", .bytes = kText}, "archive_entry_name"},
  }));
  DYNAMIC_SECTION(c.name) {
    CHECK(read_pieces(test::raw_zip({c.entry}), 1000) == c.expected);
  }
}

TEST_CASE("what is no archive is not told here", "[zip]") {
  base::Diagnostics out;
  for (char const* bytes : {"", "so,ten", "PK\3\4"}) {
    CHECK(!opc::ZipFile::of_bytes(bytes, "a.zip", {}, "archive-bytes", out));
  }
  CHECK(out.empty());
}

TEST_CASE("archives on the disk are the same, within limits", "[zip]") {
  test::FolderOfTest const folder;
  auto const path = folder.path() / "a.zip";
  std::string const archive = test::raw_zip({{"a", kText, kDeflated}, {"thư mục/", ""}});
  std::ofstream{path, std::ios::binary} << archive;
  auto const open = [&](opc::Limits const& limits, base::Diagnostics& out) {
    return opc::ZipFile::open(path, "a.zip", limits, "archive-bytes", out);
  };
  base::Diagnostics out;
  auto const zip = open({}, out);
  REQUIRE(zip);
  REQUIRE(zip->entries().size() == 1);
  opc::ZipFile::Entry const& entry = zip->entries().front();
  CHECK(entry.size == kText.size());
  CHECK(zip->read(entry, 10'000, "part-bytes", out) == kText);
  CHECK(out.empty());
  CHECK(!zip->read(entry, 100, "part-bytes", out));
  opc::Limits limits;
  limits.max_archive_bytes = 10;
  CHECK(!open(limits, out));
  limits = {};
  limits.max_entries = 1;
  CHECK(!open(limits, out));
  CHECK(test::ids_of(out) == "archive_entry_too_large file_too_large archive_too_many_entries");
}

#include "opc/zip_directory.h"

#include <memory>
#include <string>
#include <vector>

#include <zip.h>

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "opc/raw_zip.h"
#include "opc/zip.h"
#include "opc/zip_records.h"

using namespace thethuc;

namespace {

constexpr std::size_t kMany = 100;
constexpr std::uint64_t k5GiB = 5ull << 30;

// "name offset size packed_size method", a line each.
std::string listed(std::optional<opc::Directory> const& directory) {
  if (!directory) {
    return "none";
  }
  std::string text;
  for (opc::DirectoryEntry const& e : directory->entries) {
    text += fmt::format("{} {} {} {} {}\n",
                        e.name,
                        e.offset,
                        e.size,
                        e.packed_size,
                        e.is_encrypted ? -1 : e.method);
  }
  return text;
}

// The same as libzip tells it, which keeps offsets to itself.
std::string told_by_libzip(std::string const& archive) {
  zip_source_t* const source = zip_source_buffer_create(archive.data(), archive.size(), 0, nullptr);
  std::unique_ptr<zip_t, void (*)(zip_t*)> const opened{
      zip_open_from_source(source, ZIP_RDONLY, nullptr), zip_discard};
  if (!opened) {
    zip_source_free(source);
    return "none";
  }
  std::string text;
  for (zip_int64_t i = 0; i < zip_get_num_entries(opened.get(), 0); ++i) {
    zip_stat_t stat;
    REQUIRE(zip_stat_index(opened.get(), static_cast<zip_uint64_t>(i), 0, &stat) == 0);
    text += fmt::format("{} {} {} {} {}\n",
                        stat.name,
                        stat.size,
                        stat.comp_size,
                        stat.crc,
                        stat.encryption_method == ZIP_EM_NONE ? stat.comp_method : -1);
  }
  return text;
}

std::optional<opc::Directory> directory_in(std::string_view archive) {
  opc::MemoryBytes bytes{archive};
  return opc::read_directory(bytes, kMany);
}

std::string told_by_us(std::string const& archive) {
  auto const directory = directory_in(archive);
  if (!directory) {
    return "none";
  }
  std::string text;
  for (opc::DirectoryEntry const& e : directory->entries) {
    text += fmt::format(
        "{} {} {} {} {}\n", e.name, e.size, e.packed_size, e.crc32, e.is_encrypted ? -1 : e.method);
  }
  return text;
}

std::string with_comment(std::string archive, std::string const& comment) {
  archive[archive.size() - 2] = static_cast<char>(comment.size() & 0xff);
  archive[archive.size() - 1] = static_cast<char>(comment.size() >> 8);
  return archive + comment;
}

std::string changed(std::string archive, std::size_t from_end, char byte) {
  archive[archive.size() - from_end] = byte;
  return archive;
}

// A directory alone, of entries whose bytes would be gigabytes.
std::string directory_of(std::vector<opc::ZipRecord> const& records) {
  std::string archive;
  for (opc::ZipRecord const& record : records) {
    opc::append_central_header(record, archive);
  }
  std::size_t const size = archive.size();
  opc::append_end(records.size(), 0, size, archive);
  return archive;
}

std::string const kSound = test::raw_zip({{"a", "nội dung"}, {"mẫu/b", std::string(99, 'b'), 8}});
char const kSoundList[] =
    "a 0 10 10 0\n"
    "mẫu/b 41 99 6 8\n";

}  // namespace

TEST_CASE("a directory is read", "[opc]") {
  struct Case {
    char const* name;
    std::string archive;
    std::string expect;
  };
  std::string const end = kSound.substr(kSound.size() - 22);
  auto const c = GENERATE_COPY(values<Case>({
      {"sound", kSound, kSoundList},
      {"without entries", test::raw_zip({}), ""},
      {"a comment", with_comment(kSound, "Văn bản"), kSoundList},
      {"a long comment", with_comment(kSound, std::string(65'535, 'x')), kSoundList},
      {"a comment with the mark of an end record",
       with_comment(kSound, "PK\5\6, PK\5\6"),
       kSoundList},
      {"a comment that could be an end record of its own",
       with_comment(kSound, test::raw_zip({}) + "x"),
       kSoundList},
      {"bytes behind it", kSound + "\r\n", kSoundList},
      {"an encrypted entry", test::raw_zip({{"a", "x", 0, 1}}), "a 0 1 1 -1\n"},
      {"a name that is no UTF-8",
       test::raw_zip({{"v\xA0n b\x84n \x80", "x"}}),
       "ván bän Ç 0 1 1 0\n"},
      {"a name with a zero",
       test::raw_zip({{std::string("a\0b", 3), "x"}}),
       std::string("a\0b 0 1 1 0\n", 12)},
      {"gigabytes",
       directory_of(
           {{"a", k5GiB, 10, 5, 1, 8}, {"b", 7, k5GiB, k5GiB, 1, 0}, {"c", 9, 8, 7, 1, 8}}),
       "a 5368709120 10 5 8\nb 7 5368709120 5368709120 0\nc 9 8 7 8\n"},

      {"no bytes", "", "none"},
      {"text", "Kính gửi: Sở Nội vụ, PK\5\6", "none"},
      {"cut in the end record", kSound.substr(0, kSound.size() - 1), "none"},
      {"the end alone", end, "none"},
      {"something before it", "\n" + kSound, "none"},
      {"an entry more told", changed(kSound, 12, 3), "none"},
      {"an entry less told", changed(kSound, 12, 1), "none"},
      {"a directory of another size", changed(kSound, 10, 90), "none"},
      {"a directory behind the end", changed(kSound, 5, 1), "none"},
      {"another disk", changed(kSound, 18, 1), "none"},
      {"a directory on another disk", changed(kSound, 16, 1), "none"},
      {"a comment beyond the end", changed(kSound, 2, 1), "none"},
  }));
  DYNAMIC_SECTION(c.name) {
    CHECK(listed(directory_in(c.archive)) == c.expect);
  }
}

TEST_CASE("numbers of Zip64 that are missing are missed", "[opc]") {
  std::string archive = directory_of({{"a", k5GiB, k5GiB, 5, 1, 8}});
  SECTION("whole") {
    CHECK(listed(directory_in(archive)) == "a 5368709120 5368709120 5 8\n");
  }
  SECTION("the field has another id") {
    archive[47] = 2;
    CHECK_FALSE(directory_in(archive));
  }
  SECTION("the field is too short for both numbers") {
    archive[49] = 8;
    CHECK_FALSE(directory_in(archive));
  }
  SECTION("the field goes beyond the extra fields") {
    archive[49] = 17;
    CHECK_FALSE(directory_in(archive));
  }
}

TEST_CASE("memory is spent on so many entries only", "[opc]") {
  std::vector<test::RawEntry> many;
  for (int i = 0; i < 70'000; ++i) {
    many.push_back({std::to_string(i), ""});
  }
  // The end record tells the lower 16 bits of their number.
  auto const directory = directory_in(test::raw_zip(many));
  REQUIRE(directory);
  CHECK(directory->count == 70'000 % 65'536);
  CHECK(directory->entries.size() == kMany);
}

TEST_CASE("where an entry's bytes lie", "[opc]") {
  struct Case {
    char const* name;
    std::string archive;
    char const* expect;
  };
  auto const c = GENERATE(values<Case>({
      {"sound", test::raw_zip({{"x", ""}, {"a", "nội dung"}}), "nội dung"},
      {"empty, at the end of the data", test::raw_zip({{"x", ""}, {"a", ""}}), ""},
      {"no header there",
       test::raw_zip({{"x", ""}, {"a", "nội dung", 0, 0, {}, {}, {}, 1u}}),
       "none"},
      {"beyond the end", test::raw_zip({{"x", ""}, {"a", "", 0, 0, {}, {}, {}, 999u}}), "none"},
      {"to beyond the end", test::raw_zip({{"x", ""}, {"a", "", 0, 0, 999u, 999u}}), "none"},
  }));
  DYNAMIC_SECTION(c.name) {
    auto const directory = directory_in(c.archive);
    REQUIRE(directory);
    opc::DirectoryEntry const& entry = directory->entries.at(1);
    opc::MemoryBytes bytes{c.archive};
    auto const begin = opc::data_begin(bytes, entry);
    std::string const data = begin ? c.archive.substr(*begin, entry.packed_size) : "none";
    CHECK(data == c.expect);
  }
}

TEST_CASE("libzip tells the same of archives", "[opc]") {
  opc::Packed packed;
  opc::Deflater{}.pack(std::string(500, 'n'), packed);
  std::string written;
  opc::write_zip({{"[Content_Types].xml", &packed}, {"mẫu/số 1.xml", &packed}}, written);
  auto const archive = GENERATE_COPY(values<std::string>({written,
                                                          kSound,
                                                          with_comment(kSound, "Văn bản"),
                                                          kSound + "\r\n",
                                                          test::raw_zip({{"a", "x", 12}}),
                                                          kSound.substr(0, 70),
                                                          changed(kSound, 12, 3),
                                                          changed(kSound, 5, 1)}));
  CHECK(told_by_us(archive) == told_by_libzip(archive));
}

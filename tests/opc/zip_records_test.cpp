#include "opc/zip_records.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "opc/zip.h"
#include "support/diagnostic_ids.h"

using namespace thethuc;

namespace {

std::string hexadecimal(std::string_view bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (char const c : bytes) {
    auto const byte = static_cast<unsigned char>(c);
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

constexpr std::uint64_t kMost32 = 0xffff'fffe;  // the largest number that needs no Zip64
constexpr std::uint64_t k5GiB = 5ull << 30;

struct HeaderCase {
  char const* name;
  opc::ZipRecord record;
  char const* local;    // its sizes, length of the extra field, the field
  char const* central;  // its sizes, length of the extra field; offset; the field
};

}  // namespace

TEST_CASE("an entry's headers", "[opc]") {
  auto const c = GENERATE(values<HeaderCase>({
      {"small",
       {"a", 7, 10, 5, 1, 8},
       "05000000"
       "0a000000"
       "0100"
       "0000",
       "05000000"
       "0a000000"
       "0100"
       "0000"
       "07000000"},
      {"as large as the fields hold",
       {"a", kMost32, kMost32, kMost32, 1, 8},
       "feffffff"
       "feffffff"
       "0100"
       "0000",
       "feffffff"
       "feffffff"
       "0100"
       "0000"
       "feffffff"},
      {"far behind",
       {"a", k5GiB, 10, 5, 1, 8},
       "05000000"
       "0a000000"
       "0100"
       "0000",
       "05000000"
       "0a000000"
       "0100"
       "0c00"
       "ffffffff"
       "0100"
       "0800"
       "0000004001000000"},
      {"large, packed small",
       {"a", 7, k5GiB, 5, 1, 8},
       "ffffffff"
       "ffffffff"
       "0100"
       "1400"
       "0100"
       "1000"
       "0000004001000000"
       "0500000000000000",
       "05000000"
       "ffffffff"
       "0100"
       "0c00"
       "07000000"
       "0100"
       "0800"
       "0000004001000000"},
      {"large in all",
       {"a", k5GiB, k5GiB, k5GiB, 1, 0},
       "ffffffff"
       "ffffffff"
       "0100"
       "1400"
       "0100"
       "1000"
       "0000004001000000"
       "0000004001000000",
       "ffffffff"
       "ffffffff"
       "0100"
       "1c00"
       "ffffffff"
       "0100"
       "1800"
       "0000004001000000"
       "0000004001000000"
       "0000004001000000"},
  }));
  DYNAMIC_SECTION(c.name) {
    std::string local, central;
    opc::append_local_header(c.record, local);
    opc::append_central_header(c.record, central);
    CHECK(local.size() == opc::local_header_size(c.record));
    CHECK(central.size() == opc::central_header_size(c.record));
    CHECK(local.substr(0, 4) == "PK\3\4");
    CHECK(central.substr(0, 4) == "PK\1\2");
    // The fixed time, 1980-01-01 00:00, and the CRC.
    CHECK(hexadecimal(local.substr(10, 8)) == "0000210001000000");
    CHECK(hexadecimal(central.substr(12, 8)) == "0000210001000000");
    CHECK(hexadecimal(local.substr(18, 12) + local.substr(31)) == c.local);
    CHECK(hexadecimal(central.substr(20, 12) + central.substr(42, 4) + central.substr(47)) ==
          c.central);
  }
}

TEST_CASE("a name that is not ASCII is said to be UTF-8", "[opc]") {
  std::string ascii, vietnamese;
  opc::append_local_header({"so.docx", 0, 1, 1, 1, 0}, ascii);
  opc::append_local_header({"số.docx", 0, 1, 1, 1, 0}, vietnamese);
  CHECK(hexadecimal(ascii.substr(6, 2)) == "0000");
  CHECK(hexadecimal(vietnamese.substr(6, 2)) == "0008");
}

TEST_CASE("an archive's end", "[opc]") {
  struct Case {
    char const* name;
    std::uint64_t count, offset, size;
    bool is_zip64;
    char const* fields;  // of the last record
  };
  auto const c = GENERATE(values<Case>({
      {"small",
       2,
       100,
       90,
       false,
       "0200"
       "0200"
       "5a000000"
       "64000000"},
      {"full",
       65'534,
       kMost32,
       kMost32,
       false,
       "feff"
       "feff"
       "feffffff"
       "feffffff"},
      {"many entries",
       65'535,
       100,
       90,
       true,
       "ffff"
       "ffff"
       "5a000000"
       "64000000"},
      {"a large archive",
       2,
       k5GiB,
       90,
       true,
       "0200"
       "0200"
       "5a000000"
       "ffffffff"},
  }));
  DYNAMIC_SECTION(c.name) {
    std::string end;
    opc::append_end(c.count, c.offset, c.size, end);
    REQUIRE(end.size() == (c.is_zip64 ? 56 + 20 : 0) + opc::kEndSize);
    CHECK(hexadecimal(end.substr(end.size() - 14, 12)) == c.fields);
    if (c.is_zip64) {
      CHECK(end.substr(56, 4) == "PK\6\7");
      std::string where;
      for (int i = 0; i < 8; ++i) {
        where += static_cast<char>((c.offset + c.size) >> 8 * i & 0xff);
      }
      CHECK(end.substr(64, 8) == where);
    }
  }
}

TEST_CASE("an archive of more entries than 16 bits count is read by others", "[opc]") {
  // read_zip is libzip, which checks that the records agree.
  constexpr std::size_t kCount = 70'000;
  opc::Packed packed;
  opc::Deflater{}.pack("nội dung", packed);
  std::vector<std::string> names(kCount);
  std::vector<opc::PackedEntry> entries;
  for (std::size_t i = 0; i < kCount; ++i) {
    names[i] = "giấy mời " + std::to_string(i);
    entries.push_back({names[i], &packed});
  }
  std::string archive;
  opc::write_zip(entries, archive);
  opc::Limits limits;
  limits.max_entries = kCount;
  base::Diagnostics out;
  auto const read = opc::read_zip(archive, "nhiều.zip", limits, out);
  INFO(out.to_text(base::Language::en));
  REQUIRE(read);
  REQUIRE(read->size() == kCount);
  CHECK(read->back().name == names.back());
  CHECK(read->back().bytes == "nội dung");
}

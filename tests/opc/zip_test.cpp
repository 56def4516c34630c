#include "opc/zip.h"

#include <cstdlib>
#include <ctime>
#include <optional>

#include <catch2/catch.hpp>

#include "opc/raw_zip.h"
#include "support/diagnostic_ids.h"

using namespace thethuc;
using test::RawEntry;

namespace {

std::string zip_of(std::vector<opc::ZipEntry> const& entries) {
  std::vector<opc::Packed> packed(entries.size());
  std::vector<opc::PackedEntry> borrowed;
  opc::Deflater deflater;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    deflater.pack(entries[i].bytes, packed[i]);
    borrowed.push_back(opc::PackedEntry{entries[i].name, &packed[i]});
  }
  std::string archive;
  opc::write_zip(borrowed, archive);
  return archive;
}

std::vector<opc::ZipEntry> const kEntries = {
    {"[Content_Types].xml", "<Types/>"},
    {"word/document.xml", std::string(70'000, 'x') + "Cộng hòa xã hội chủ nghĩa Việt Nam"},
    {"word/media/hình ảnh.png", std::string("\x89PNG\0\1\2", 7)},
    {"rỗng.txt", ""},
};

// Sets the time zone while it lives.
class TimeZone {
 public:
  explicit TimeZone(char const* name) {
    if (char const* const before = std::getenv("TZ")) {
      before_ = before;
    }
    ::setenv("TZ", name, 1);
    ::tzset();
  }
  ~TimeZone() {
    if (before_) {
      ::setenv("TZ", before_->c_str(), 1);
    } else {
      ::unsetenv("TZ");
    }
    ::tzset();
  }
  TimeZone(TimeZone const&) = delete;
  TimeZone& operator=(TimeZone const&) = delete;

 private:
  std::optional<std::string> before_;
};

struct Refusal {
  char const* name;
  std::string archive;
  char const* expect;  // ids in order
};

std::string cut(std::string archive, std::size_t bytes) {
  archive.resize(archive.size() - bytes);
  return archive;
}

// Shifts a byte of the packed data of the only entry "a".
std::string damaged(std::string archive) {
  archive[40] = static_cast<char>(archive[40] ^ 0x55);
  return archive;
}

std::string const kText(5'000, 'a');
std::string const kBig(3u << 20, '\0');

}  // namespace

TEST_CASE("deflated bytes come back from an archive", "[opc]") {
  base::Diagnostics out;
  auto const read = opc::read_zip(zip_of(kEntries), "mẫu.docx", {}, out);
  REQUIRE(read);
  CHECK(out.empty());
  REQUIRE(read->size() == kEntries.size());
  for (std::size_t i = 0; i < kEntries.size(); ++i) {
    CHECK((*read)[i].name == kEntries[i].name);
    CHECK((*read)[i].bytes == kEntries[i].bytes);
  }
}

TEST_CASE("an archive without entries is one", "[opc]") {
  base::Diagnostics out;
  auto const read = opc::read_zip(zip_of({}), "rỗng.zip", {}, out);
  CHECK(test::ids_of(out) == "");
  REQUIRE(read);
  CHECK(read->empty());
}

TEST_CASE("write_zip appends", "[opc]") {
  opc::Packed packed;
  opc::Deflater{}.pack("nội dung", packed);
  std::string archive = "trước";
  opc::write_zip({{"a.txt", &packed}}, archive);
  CHECK(archive.substr(0, 10) == "trướcPK");
}

TEST_CASE("XML of any size comes back, at each level", "[opc]") {
  // Short parts, long ones and the quickest level are packed in different ways.
  int const level = GENERATE(1, 2, 7, 8);
  std::size_t const rows = GENERATE(0u, 1u, 700u, 1500u);
  std::string xml;
  for (std::size_t i = 0; i < rows; ++i) {
    xml +=
        "<w:tr><w:tc><w:p><w:t>" + std::to_string(i * 7'919 % 1'000) + "</w:t></w:p></w:tc></w:tr>";
  }
  opc::Packed packed;
  opc::Deflater{level}.pack_xml(xml, packed);
  std::string archive;
  opc::write_zip({{"word/document.xml", &packed}}, archive);
  base::Diagnostics out;
  auto const read = opc::read_zip(archive, "mẫu.docx", {}, out);
  INFO("level " << level << ", " << xml.size() << " bytes");
  REQUIRE(read);
  bool const is_equal = read->front().bytes == xml;
  CHECK(is_equal);
  CHECK((packed.method == 8) == (packed.bytes.size() < xml.size()));
}

TEST_CASE("what repeats itself is packed no further than readers take it", "[opc]") {
  struct Case {
    char const* name;
    std::string bytes;
  };
  std::string paragraphs;
  while (paragraphs.size() < 8u << 20) {
    paragraphs += "<w:p><w:r><w:t>Nội dung của một đoạn văn bản.</w:t></w:r></w:p>";
  }
  int const level = GENERATE(1, 7, 9);
  for (Case const& c : {Case{"zeros", kBig}, Case{"paragraphs", paragraphs}}) {
    DYNAMIC_SECTION(c.name << ", level " << level) {
      opc::Deflater deflater{level};
      opc::Packed plain, xml;
      deflater.pack(c.bytes, plain);
      deflater.pack_xml(c.bytes, xml);
      std::string archive;
      opc::write_zip({{"word/a.xml", &plain}, {"word/b.xml", &xml}}, archive);
      base::Diagnostics out;
      auto const read = opc::read_zip(archive, "mẫu.docx", {}, out);
      INFO(out.to_text(base::Language::en));
      REQUIRE(read);
      bool const is_equal = read->at(0).bytes == c.bytes && read->at(1).bytes == c.bytes;
      CHECK(is_equal);
      // No more is stored than that asks for.
      CHECK(archive.size() < c.bytes.size() / 40);
    }
  }
}

TEST_CASE("packing deflates or stores, whichever is smaller", "[opc]") {
  opc::Packed packed;
  opc::Deflater deflater{GENERATE(1, 7, 12)};
  deflater.pack(kText, packed);
  CHECK(packed.method == 8);
  CHECK(packed.bytes.size() < 100);
  CHECK(packed.size == kText.size());
  deflater.pack("ă", packed);
  CHECK(packed.method == 0);
  CHECK(packed.bytes == "ă");
  deflater.pack("", packed);
  CHECK(packed.method == 0);
  CHECK(packed.bytes.empty());
  CHECK(packed.crc32 == 0);
  CHECK(opc::crc32("123456789") == 0xCBF43926u);
}

TEST_CASE("archives are equal in every time zone", "[opc]") {
  std::string const here = zip_of(kEntries);
  for (char const* const zone : {"UTC",
                                 "Asia/Ho_Chi_Minh",
                                 "America/New_York",
                                 "Pacific/Kiritimati",
                                 "Africa/Monrovia",
                                 "Europe/London"}) {
    TimeZone const set{zone};
    INFO(zone);
    CHECK(zip_of(kEntries) == here);
  }
  // The dates of the first local header: 1980-01-01 00:00 (APPNOTE 4.4.6).
  CHECK(here.substr(10, 4) == std::string("\0\0\x21\0", 4));
}

TEST_CASE("a stranger's archive is refused with a reason", "[opc]") {
  std::string const sound = test::raw_zip({{"a", kText, 8}});
  auto const c = GENERATE_COPY(values<Refusal>({
      {"no bytes", "", "not_a_zip"},
      {"text", "Kính gửi: Sở Nội vụ", "not_a_zip"},
      {"cut off", cut(sound, 10), "not_a_zip"},
      {"encrypted", test::raw_zip({{"a", kText, 8, 1}}), "archive_entry_encrypted"},
      {"unknown method", test::raw_zip({{"a", kText, 12}}), "archive_entry_method"},
      {"broken data", damaged(sound), "archive_entry_damaged"},
      {"wrong CRC", test::raw_zip({{"a", kText, 8, 0, {}, {}, 1u}}), "archive_entry_damaged"},
      {"wrong CRC, stored",
       test::raw_zip({{"a", kText, 0, 0, {}, {}, 1u}}),
       "archive_entry_damaged"},
      {"more than told", test::raw_zip({{"a", kText, 8, 0, 100u}}), "archive_entry_damaged"},
      {"a gigabyte told as a kilobyte",
       test::raw_zip({{"a", std::string(20u << 20, '\0'), 8, 0, 1000u}}),
       "archive_entry_damaged"},
      {"less than told", test::raw_zip({{"a", kText, 8, 0, 6000u}}), "archive_entry_damaged"},
      {"stored, sizes differ", test::raw_zip({{"a", kText, 0, 0, 6000u}}), "archive_entry_damaged"},
      {"data beyond the end",
       test::raw_zip({{"a", kText, 8, 0, {}, 0x7FFFFFFFu}}),
       "archive_entry_damaged"},
      {"header beyond the end",
       test::raw_zip({{"a", kText, 8, 0, {}, {}, {}, 0x10000u}}),
       "archive_entry_damaged"},
      {"bomb", test::raw_zip({{"a", kBig, 8}}), "archive_ratio"},
      {"bomb of small entries",
       test::raw_zip(
           {{"a", std::string(1u << 20, '\0'), 8}, {"b", std::string(1u << 20, '\0'), 8}}),
       "archive_ratio"},
      {"four gigabytes told",
       test::raw_zip({{"a", kText, 8, 0, 0xFFFFFFF0u}}),
       "archive_entry_too_large"},
      {"entries of the same bytes",
       test::raw_zip({{"a", kText},
                      {"b", "", 0, 0, 5000u, 5000u, {}, 0u},
                      {"c", "", 0, 0, 5000u, 5000u, {}, 0u}}),
       "archive_entries_overlap"},
      {"parent folder", test::raw_zip({{"../a", "x"}}), "archive_entry_name"},
      {"parent folder inside", test::raw_zip({{"word/../../a", "x"}}), "archive_entry_name"},
      {"parent folder, encoded", test::raw_zip({{"word/%2e%2E/a", "x"}}), "archive_entry_name"},
      {"this folder", test::raw_zip({{"word/./a", "x"}}), "archive_entry_name"},
      {"absolute", test::raw_zip({{"/etc/passwd", "x"}}), "archive_entry_name"},
      {"drive", test::raw_zip({{"C:/a", "x"}}), "archive_entry_name"},
      {"backslash", test::raw_zip({{"word\\document.xml", "x"}}), "archive_entry_name"},
      {"control character", test::raw_zip({{"a\nb", "x"}}), "archive_entry_name"},
      {"empty name", test::raw_zip({{"", "x"}}), "archive_entry_name"},
      {"empty segment", test::raw_zip({{"word//a", "x"}}), "archive_entry_name"},
      {"long segment", test::raw_zip({{std::string(256, 'a'), "x"}}), "archive_entry_name"},
      {"folder entry outside", test::raw_zip({{"../ngoài/", ""}}), "archive_entry_name"},
      {"twice", test::raw_zip({{"a", "x"}, {"a", "y"}}), "archive_entry_twice"},
      {"twice without case",
       test::raw_zip({{"word/a", "x"}, {"Word/A", "y"}}),
       "archive_entry_twice"},
      {"twice without case, Vietnamese",
       test::raw_zip({{"ảnh Đ.png", "x"}, {"Ảnh đ.png", "y"}}),
       "archive_entry_twice"},
      {"twice, encoded", test::raw_zip({{"%C3%A1", "x"}, {"á", "y"}}), "archive_entry_twice"},
      {"file and folder", test::raw_zip({{"word", "x"}, {"word/a", "y"}}), "archive_entry_twice"},
      {"folder and file", test::raw_zip({{"word/a", "x"}, {"WORD", "y"}}), "archive_entry_twice"},
      {"all findings at once",
       test::raw_zip({{"../a", "x"}, {"b", "x", 12}, {"c", "x", 0, 1}}),
       "archive_entry_name archive_entry_method archive_entry_encrypted"},
  }));
  DYNAMIC_SECTION(c.name) {
    base::Diagnostics out;
    CHECK_FALSE(opc::read_zip(c.archive, "lạ.docx", {}, out));
    CHECK(test::ids_of(out) == c.expect);
    for (base::Diagnostic const& d : out.entries()) {
      CHECK(d.place.file == "lạ.docx");
    }
  }
}

TEST_CASE("limits of an archive can be set", "[opc]") {
  std::string const archive = test::raw_zip({{"a", kText}, {"b", kText, 8}, {"c", kText}});
  struct Case {
    char const* name;
    opc::Limits limits;
    char const* expect;
  };
  opc::Limits none;
  opc::Limits bytes;
  bytes.max_archive_bytes = archive.size() - 1;
  opc::Limits entries;
  entries.max_entries = 2;
  opc::Limits part;
  part.max_part_bytes = kText.size() - 1;
  opc::Limits total;
  total.max_total_bytes = 3 * kText.size() - 1;
  auto const c = GENERATE_COPY(values<Case>({
      {"none", none, ""},
      {"archive", bytes, "file_too_large"},
      {"entries", entries, "archive_too_many_entries"},
      {"part", part, "archive_entry_too_large archive_entry_too_large archive_entry_too_large"},
      {"total", total, "archive_unpacks_too_large"},
  }));
  DYNAMIC_SECTION(c.name) {
    base::Diagnostics out;
    bool const is_read = opc::read_zip(archive, "mẫu.docx", c.limits, out).has_value();
    CHECK(is_read == out.empty());
    CHECK(test::ids_of(out) == c.expect);
  }
}

TEST_CASE("an end record that tells too few entries does not help", "[opc]") {
  std::vector<RawEntry> many;
  for (int i = 0; i < 6000; ++i) {
    many.push_back(RawEntry{std::to_string(i), ""});
  }
  base::Diagnostics out;
  CHECK_FALSE(opc::read_zip(test::raw_zip(many, 1), "lạ.docx", {}, out));
  CHECK(test::ids_of(out) == "archive_too_many_entries");
}

TEST_CASE("names without the UTF-8 flag are read all the same", "[opc]") {
  base::Diagnostics out;
  auto const read = opc::read_zip(
      test::raw_zip({{"ảnh.png", "x"}, {"\x82.png", "y"}, {"word/", ""}}), "", {}, out);
  REQUIRE(read);
  REQUIRE(read->size() == 2);
  CHECK((*read)[0].name == "ảnh.png");
  CHECK((*read)[1].name == "é.png");  // CP437
}

TEST_CASE("what is no zip is named", "[opc]") {
  struct Case {
    std::string bytes;
    char const* expect;
  };
  std::string const ole = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
  auto const wide = [](std::string_view name) {
    std::string out;
    for (char const c : name) {
      out += c;
      out += '\0';
    }
    return out;
  };
  auto const c = GENERATE_COPY(values<Case>({
      {ole + wide("WordDocument"), "a Word 97-2003 document (.doc)"},
      {ole + wide("EncryptedPackage"), "a document encrypted with a password"},
      {ole, "an OLE2 file (a legacy .doc, or a document with a password)"},
      {"{\\rtf1\\ansi", "a Rich Text file (.rtf)"},
      {"%PDF-1.7", "a PDF"},
      {"<!DOCTYPE html><html>", "a web page (HTML)"},
      {"\xEF\xBB\xBF\n<HTML><body>", "a web page (HTML)"},
      {"<?xml version='1.0'?><?mso-application progid='Word.Document'?>", "a Word XML file (.xml)"},
      {"<?xml version='1.0'?><a/>", "an XML file"},
      {"{\"ten\": 1}", "JSON or plain text"},
      {"Kính gửi", "plain text"},
      {std::string("\1\2\0\4", 4), "a file of unknown kind"},
      {"PK\3\4....", "a zip archive that is cut off or damaged"},
      {"", "an empty file"},
  }));
  base::Diagnostics out;
  CHECK_FALSE(opc::read_zip(c.bytes, "a.docx", {}, out));
  REQUIRE(test::ids_of(out) == "not_a_zip");
  CHECK(out.entries()[0].arg("found.en") == c.expect);
  CHECK(out.entries()[0].arg("found.vi") != "");
  bool const says_password =
      base::hint(out.entries()[0], base::Language::vi).find("mật khẩu") != std::string::npos;
  bool const may_have_password =
      std::string_view{c.expect}.find("password") != std::string_view::npos;
  CHECK(says_password == may_have_password);
}

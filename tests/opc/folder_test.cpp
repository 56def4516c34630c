#include "opc/folder.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>

#include <stdlib.h>
#include <unistd.h>

#include "base/environment_error.h"
#include "opc/raw_zip.h"
#include "opc/xml.h"
#include "opc/zip.h"
#include "support/diagnostic_ids.h"
#include "support/docx_fixture.h"

using namespace thethuc;
namespace fs = std::filesystem;

namespace {

// A folder of its own for each test, removed at its end.
class Scratch {
 public:
  Scratch() {
    std::string name = (fs::temp_directory_path() / "opc-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()));
    path_ = name;
  }
  ~Scratch() { fs::remove_all(path_); }
  Scratch(Scratch const&) = delete;
  Scratch& operator=(Scratch const&) = delete;
  fs::path operator/(fs::path const& name) const { return path_ / name; }
  fs::path const& path() const { return path_; }

 private:
  fs::path path_;
};

void write(fs::path const& path, std::string_view bytes) {
  fs::create_directories(path.parent_path());
  std::ofstream{path, std::ios::binary} << bytes;
}

std::string content(fs::path const& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

std::string names(std::vector<opc::Package::File> const& files) {
  std::string out;
  for (auto const& file : files) {
    out.append(out.empty() ? "" : " ").append(file.name);
  }
  return out;
}

std::size_t count_entries(fs::path const& folder) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator{folder}, fs::directory_iterator{}));
}

std::string const kDocx = test::make_docx(
    "<w:p><w:r><w:t xml:space=\"preserve\"> Số: </w:t><w:t> </w:t><w:br/></w:r></w:p><w:p/>",
    {{"word/media/logo.png", std::string("\x89PNG\0\r\n", 7)},
     {"word/header1.xml", "<w:hdr" + test::namespaces() + ">\n <w:p/>\n</w:hdr>"}});

}  // namespace

TEST_CASE("a package unpacked and packed again is the same", "[opc]") {
  Scratch const scratch;
  base::Diagnostics out;
  REQUIRE(opc::unpack(kDocx, "mẫu.docx", scratch / "mẫu", {}, out));
  auto const packed = opc::pack(scratch / "mẫu", {}, out);
  CHECK(test::ids_of(out) == "");
  REQUIRE(packed);
  CHECK(test::entry_names(*packed).front() == "[Content_Types].xml");
  CHECK(test::entry_names(*packed)[1] == "_rels/.rels");
  for (std::string const& name : test::entry_names(kDocx)) {
    INFO(name);
    std::string expect = test::part_of(kDocx, name);
    if (name == "word/header1.xml") {  // was indented by its author
      expect.erase(std::remove(expect.begin(), expect.end(), '\n'), expect.end());
      expect.replace(expect.find("> <w:p/>"), 8, "><w:p/>");
      expect.insert(0, opc::kXmlDeclaration);
    }
    CHECK(test::part_of(*packed, name) == expect);
  }
  CHECK(test::text_of(*packed) == " Số:  ⏎\n");
  CHECK(opc::pack(scratch / "mẫu", {}, out) == packed);
}

TEST_CASE("an unpacked package is fit for reading", "[opc]") {
  Scratch const scratch;
  base::Diagnostics out;
  REQUIRE(opc::unpack(kDocx, "mẫu.docx", scratch / "a/b/mẫu", {}, out));
  CHECK(names(opc::read_folder(scratch / "a/b/mẫu")) ==
        "[Content_Types].xml _rels/.rels word/_rels/document.xml.rels word/document.xml "
        "word/header1.xml word/media/logo.png word/settings.xml word/styles.xml");
  CHECK(content(scratch / "a/b/mẫu/word/document.xml")
            .find("\n    <w:p>\n      <w:r>\n        <w:t xml:space=\"preserve\"> Số: </w:t>\n") !=
        std::string::npos);
  CHECK(content(scratch / "a/b/mẫu/_rels/.rels").find("\n  <Relationship Id=\"rId1\"") !=
        std::string::npos);
  CHECK(content(scratch / "a/b/mẫu/word/media/logo.png") == std::string("\x89PNG\0\r\n", 7));
  CHECK(count_entries(scratch / "a/b") == 1);  // nothing beside it
}

TEST_CASE("XML with instructions and XML that is not sound is unpacked as it is", "[opc]") {
  Scratch const scratch;
  std::string const told = "<?xml version='1.0'?><?mso-application x?><a>\n<b/></a>";
  base::Diagnostics out;
  REQUIRE(opc::unpack(test::raw_zip({{"[Content_Types].xml", "<Types/>"},
                                     {"a.xml", told},
                                     {"b.xml", "<a>"},
                                     {"c.xml", "<!DOCTYPE a><a/>"}}),
                      "lạ.zip",
                      scratch / "lạ",
                      {},
                      out));
  CHECK(test::ids_of(out) == "xml_syntax xml_doctype");
  CHECK_FALSE(out.has_errors());
  CHECK(content(scratch / "lạ/a.xml") == told);
  CHECK(content(scratch / "lạ/b.xml") == "<a>");
  base::Diagnostics packing;
  CHECK_FALSE(opc::pack(scratch / "lạ", {}, packing));
  CHECK(test::ids_of(packing) == "xml_syntax xml_doctype");
  fs::remove(scratch / "lạ/b.xml");
  fs::remove(scratch / "lạ/c.xml");
  auto const packed = opc::pack(scratch / "lạ", {}, packing);
  REQUIRE(packed);
  CHECK(test::part_of(*packed, "a.xml") == told);
}

TEST_CASE("a folder that is no unpacked package is not packed", "[opc]") {
  Scratch const scratch;
  write(scratch / "nhà/thư.xml", "<a>");  // not read, so not blamed
  fs::create_directories(scratch / "thư mục/[Content_Types].xml");
  fs::create_directories(scratch / "liên kết");
  write(scratch / "ngoài.xml", "<Types/>");
  fs::create_symlink(scratch / "ngoài.xml", scratch / "liên kết/[Content_Types].xml");
  for (char const* name : {"nhà", "thư mục", "liên kết"}) {
    base::Diagnostics out;
    CHECK_FALSE(opc::pack(scratch / name, {}, out));
    REQUIRE(test::ids_of(out) == "folder_not_unpacked");
    CHECK(out.entries()[0].place.file == (scratch / name).string());
  }
}

TEST_CASE("a hostile archive leaves nothing behind", "[opc]") {
  struct Case {
    char const* name;
    std::string archive;
    char const* expect;
  };
  auto const c = GENERATE(values<Case>({
      {"zip slip", test::raw_zip({{"a.txt", "x"}, {"../b.txt", "x"}}), "archive_entry_name"},
      {"absolute", test::raw_zip({{"/tmp/b.txt", "x"}}), "archive_entry_name"},
      {"broken at its end",
       test::raw_zip({{"a.txt", "x"}, {"b.txt", "x", 0, 0, {}, {}, 1u}}),
       "archive_entry_damaged"},
      {"file and folder", test::raw_zip({{"a", "x"}, {"a/b", "x"}}), "archive_entry_twice"},
      {"no zip", "x", "not_a_zip"},
  }));
  DYNAMIC_SECTION(c.name) {
    Scratch const scratch;
    base::Diagnostics out;
    CHECK_FALSE(opc::unpack(c.archive, "lạ.docx", scratch / "lạ", {}, out));
    CHECK(test::ids_of(out) == c.expect);
    CHECK(count_entries(scratch.path()) == 0);
  }
}

TEST_CASE("a folder with files is replaced only when asked", "[opc]") {
  Scratch const scratch;
  write(scratch / "cũ/word/ghi chú.txt", "x");
  write(scratch / "cũ/.git/HEAD", "ref");
  base::Diagnostics out;
  CHECK_FALSE(opc::unpack(kDocx, "mẫu.docx", scratch / "cũ", {}, out));
  CHECK(test::ids_of(out) == "folder_not_empty");
  base::Diagnostics foreign;
  CHECK_FALSE(opc::unpack(kDocx, "mẫu.docx", scratch / "cũ", {}, foreign, true));
  CHECK(test::ids_of(foreign) == "folder_not_unpacked");
  CHECK(content(scratch / "cũ/word/ghi chú.txt") == "x");
  write(scratch / "cũ/[Content_Types].xml", "<Types/>");
  base::Diagnostics replacing;
  CHECK(opc::unpack(kDocx, "mẫu.docx", scratch / "cũ", {}, replacing, true));
  CHECK_FALSE(fs::exists(scratch / "cũ/word/ghi chú.txt"));
  CHECK(content(scratch / "cũ/.git/HEAD") == "ref");
  CHECK(fs::exists(scratch / "cũ/word/document.xml"));
  CHECK(count_entries(scratch.path()) == 1);
}

TEST_CASE("an empty folder is filled", "[opc]") {
  Scratch const scratch;
  fs::create_directory(scratch / "mới");
  base::Diagnostics out;
  CHECK(opc::unpack(kDocx, "mẫu.docx", (scratch / "mới").string() + "/", {}, out));
  CHECK(fs::exists(scratch / "mới/word/document.xml"));
}

TEST_CASE("links are not followed and hidden files are left out", "[opc]") {
  Scratch const scratch;
  write(scratch / "ngoài.txt", "bí mật");
  write(scratch / "mẫu/word/document.xml", "<a/>");
  write(scratch / "mẫu/_rels/.rels", "<a/>");
  write(scratch / "mẫu/.git/config", "x");
  write(scratch / "mẫu/word/.DS_Store", "x");
  fs::create_symlink(scratch / "ngoài.txt", scratch / "mẫu/word/liên kết.xml");
  fs::create_directory_symlink(scratch.path(), scratch / "mẫu/vòng");
  CHECK(names(opc::read_folder(scratch / "mẫu")) == "_rels/.rels word/document.xml");
}

TEST_CASE("hidden entries are unpacked with a warning", "[opc]") {
  Scratch const scratch;
  base::Diagnostics out;
  CHECK(opc::unpack(test::raw_zip({{"word/.ẩn", "x"}, {"_rels/.rels", "<a/>"}}),
                    "a.zip",
                    scratch / "a",
                    {},
                    out));
  CHECK(test::ids_of(out) == "archive_entry_hidden");
  CHECK(content(scratch / "a/word/.ẩn") == "x");
}

TEST_CASE("broken surroundings are exceptions", "[opc]") {
  Scratch const scratch;
  base::Diagnostics out;
  CHECK_THROWS_AS(opc::read_folder(scratch / "không có"), base::EnvironmentError);
  CHECK_THROWS_AS(opc::pack(scratch / "không có", {}, out), base::EnvironmentError);
  write(scratch / "tệp", "x");
  CHECK_THROWS_AS(opc::unpack(kDocx, "mẫu.docx", scratch / "tệp", {}, out), base::EnvironmentError);
  CHECK_THROWS_AS(opc::unpack(kDocx, "mẫu.docx", scratch / "tệp/con", {}, out),
                  base::EnvironmentError);
  CHECK(out.empty());
  CHECK(count_entries(scratch.path()) == 1);
}

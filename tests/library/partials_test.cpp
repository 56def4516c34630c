#include "library/partials.h"

#include <filesystem>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "opc/folder.h"
#include "support/diagnostic_ids.h"
#include "support/docx_fixture.h"
#include "support/notation.h"
#include "template_folders.h"

using thethuc::library::Partials;
using thethuc::library::testing::TemplateFolders;

namespace {

thethuc::base::Diagnostics& ignored() {
  static thethuc::base::Diagnostics diagnostics;
  return diagnostics;
}

}  // namespace

TEST_CASE("partials are found by name, '-' and '_' alike, and nothing else is", "[partials]") {
  TemplateFolders const folders;
  folders.write("_partials/quoc-hieu.xml", "<w:body>1</w:body>");
  folders.write("_partials/noi_nhan.xml", "<w:body>2</w:body>");
  folders.write("_partials/README.md", "x");
  folders.write("_partials/.an.xml", "x");
  folders.write("bi-mat.xml", "x");
  std::filesystem::create_symlink("../bi-mat.xml", folders.path() / "_partials/lien-ket.xml");
  std::filesystem::create_directory(folders.path() / "_partials/thu-muc.xml");
  std::filesystem::create_directory(folders.path() / "_partials/khong-phai-van-ban");

  Partials const partials{folders.path() / "_partials", "templates/_partials"};
  CHECK(partials.names() == std::vector<std::string>{"noi_nhan", "quoc_hieu"});

  struct Case {
    char const* name;
    char const* file;  // "" when there is none
    char const* xml;
  };
  auto const c = GENERATE(values<Case>({
      {"quoc_hieu", "templates/_partials/quoc-hieu.xml", "<w:body>1</w:body>"},
      {"quoc-hieu", "templates/_partials/quoc-hieu.xml", "<w:body>1</w:body>"},
      {"noi-nhan", "templates/_partials/noi_nhan.xml", "<w:body>2</w:body>"},
      {"quoc_hieu.xml", "", ""},
      {"../bi-mat", "", ""},
      {"../_partials/quoc_hieu", "", ""},
      {"/etc/passwd", "", ""},
      {"..", "", ""},
      {"", "", ""},
      {"README", "", ""},
      {".an", "", ""},
      {"lien-ket", "", ""},
      {"thu-muc", "", ""},
      {"khong_phai_van_ban", "", ""},
  }));
  DYNAMIC_SECTION("'" << c.name << "'") {
    auto const found = partials.resolver()(c.name);
    REQUIRE(found.has_value() == (c.file[0] != '\0'));
    if (found) {
      CHECK(found->file_name == c.file);
      CHECK(found->xml == c.xml);
    }
  }
}

TEST_CASE("a partial may be a document, packed or as a folder", "[partials]") {
  TemplateFolders const folders;
  std::string const docx = thethuc::test::make_docx(thethuc::test::blocks_from("nội dung"));
  folders.write("_partials/dong-goi.docx", docx);
  REQUIRE(thethuc::opc::unpack(docx, "x", folders.path() / "_partials/mo-ra", {}, ignored()));
  Partials const partials{folders.path() / "_partials", "templates/_partials"};
  CHECK(partials.names() == std::vector<std::string>{"dong_goi", "mo_ra"});
  auto const packed = partials.resolver()("dong_goi");
  auto const unpacked = partials.resolver()("mo-ra");
  REQUIRE((packed && packed->package && unpacked && unpacked->package));
  CHECK(packed->file_name == "templates/_partials/dong-goi.docx");
  CHECK(unpacked->file_name == "templates/_partials/mo-ra");
  for (thethuc::opc::Part const& part : packed->package->parts()) {
    REQUIRE(unpacked->package->find(part.name));
    CHECK(unpacked->package->find(part.name)->bytes == part.bytes);
  }
}

TEST_CASE("what is wrong with a partial is told when it is asked for", "[partials]") {
  TemplateFolders const folders;
  std::string const docx = thethuc::test::make_docx(thethuc::test::blocks_from("nội dung"));
  folders.write("_partials/a.xml", "<w:body/>");
  folders.write("_partials/a.docx", docx);
  folders.write("_partials/b-c.xml", "<w:body/>");
  folders.write("_partials/b_c.xml", "<w:body/>");
  folders.write("_partials/hong.docx", "PK");
  folders.write("_partials/thieu/[Content_Types].xml", "<Types/>");
  struct Case {
    char const* name;
    char const* id;
    char const* file;
  };
  auto const c = GENERATE(values<Case>({
      {"a", "partial_twice", "p/a.docx"},
      {"b_c", "partial_twice", "p/b-c.xml"},
      {"hong", "not_a_zip", "p/hong.docx"},
      {"thieu", "not_a_docx", "p/thieu"},
  }));
  DYNAMIC_SECTION(c.name) {
    auto const found = Partials{folders.path() / "_partials", "p"}.resolver()(c.name);
    REQUIRE(found);
    REQUIRE(thethuc::test::ids_of(found->diagnostics) == c.id);
    CHECK(found->diagnostics.entries()[0].place.file == c.file);
    CHECK_FALSE(found->package);
  }
}

TEST_CASE("a profile's partials take the place of the others", "[partials]") {
  TemplateFolders const folders;
  folders.write("_partials/quoc-hieu.xml", "chung");
  folders.write("_partials/ky.xml", "chung");
  folders.write("_partials/tt01/quoc_hieu.xml", "tt01");
  folders.write("_partials/tt01/rieng.xml", "tt01");
  struct Case {
    char const* profile;
    std::vector<std::string> names;
    char const* file;
  };
  auto const c = GENERATE(values<Case>({
      {"", {"ky", "quoc_hieu"}, "p/quoc-hieu.xml"},
      {"nd30", {"ky", "quoc_hieu"}, "p/quoc-hieu.xml"},
      {"tt01", {"ky", "quoc_hieu", "rieng"}, "p/tt01/quoc_hieu.xml"},
  }));
  DYNAMIC_SECTION("'" << c.profile << "'") {
    Partials const partials{folders.path() / "_partials", "p", {"nd30", "tt01"}, c.profile};
    CHECK(partials.names() == c.names);
    REQUIRE(partials.resolver()("quoc-hieu"));
    CHECK(partials.resolver()("quoc-hieu")->file_name == c.file);
    CHECK(partials.resolver()("ky")->file_name == "p/ky.xml");
  }
}

TEST_CASE("an absent folder has no partials", "[partials]") {
  TemplateFolders const folders;
  CHECK(Partials{folders.path() / "_partials", "x"}.names().empty());
  CHECK_FALSE(Partials{}.resolver()("quoc_hieu"));
}

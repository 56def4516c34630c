#include "library/partials.h"

#include <filesystem>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "template_folders.h"

using thethuc::library::Partials;
using thethuc::library::testing::TemplateFolders;

TEST_CASE("partials are found by name, '-' and '_' alike, and nothing else is", "[partials]") {
  TemplateFolders const folders;
  folders.write("_partials/quoc-hieu.xml", "<w:body>1</w:body>");
  folders.write("_partials/noi_nhan.xml", "<w:body>2</w:body>");
  folders.write("_partials/a-b.xml", "<w:body>3</w:body>");
  folders.write("_partials/a_b.xml", "<w:body>4</w:body>");
  folders.write("_partials/README.md", "x");
  folders.write("_partials/.an.xml", "x");
  folders.write("bi-mat.xml", "x");
  std::filesystem::create_symlink("../bi-mat.xml", folders.path() / "_partials/lien-ket.xml");
  std::filesystem::create_directory(folders.path() / "_partials/thu-muc.xml");

  Partials const partials{folders.path() / "_partials", "templates/_partials"};
  CHECK(partials.names() == std::vector<std::string>{"a_b", "noi_nhan", "quoc_hieu"});

  struct Case {
    char const* name;
    char const* file;  // "" when there is none
    char const* xml;
  };
  auto const c = GENERATE(values<Case>({
      {"quoc_hieu", "templates/_partials/quoc-hieu.xml", "<w:body>1</w:body>"},
      {"quoc-hieu", "templates/_partials/quoc-hieu.xml", "<w:body>1</w:body>"},
      {"noi-nhan", "templates/_partials/noi_nhan.xml", "<w:body>2</w:body>"},
      {"a_b", "templates/_partials/a-b.xml", "<w:body>3</w:body>"},
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

TEST_CASE("an absent folder has no partials", "[partials]") {
  TemplateFolders const folders;
  CHECK(Partials{folders.path() / "_partials", "x"}.names().empty());
  CHECK_FALSE(Partials{}.resolver()("quoc_hieu"));
}

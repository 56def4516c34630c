#include "review/preview_filler.h"

#include <filesystem>
#include <set>
#include <string>

#include <catch2/catch.hpp>

#include "library/template_folders.h"

using namespace thethuc;
using library::testing::TemplateFolders;
using review::PreviewFiller;
using review::PreviewInput;

namespace fs = std::filesystem;

namespace {

PreviewInput input_of(TemplateFolders const& folders, std::string reference) {
  PreviewInput input;
  input.reference = std::move(reference);
  input.templates = folders.path();
  input.data = folders.path() / "du-lieu.json";
  return input;
}

// Nothing is ever newer.
bool never() {
  return false;
}

}  // namespace

TEST_CASE("what a template is made of is known, however it is named", "[review]") {
  TemplateFolders const folders;
  struct Case {
    char const* name;
    std::string reference;
    std::string first;
  };
  auto const c = GENERATE(values<Case>({
      {"by its id", "thu", "thu"},
      {"by an id that is not there", "khong-co", "khong-co"},
      {"by its folder", "{}/thu", "thu"},
      {"by its folder with a slash", "{}/thu/", "thu"},
      {"a .docx in the folder of templates", "{}/mau.docx", "mau.docx"},
  }));
  DYNAMIC_SECTION(c.name) {
    std::string reference = c.reference;
    if (reference.starts_with("{}")) {
      reference.replace(0, 2, folders.path().string());
    }
    PreviewFiller const filler{input_of(folders, reference), {}};
    std::set<std::string> names;
    for (fs::path const& file : filler.template_files()) {
      CHECK(file.parent_path() == folders.path());
      names.insert(file.filename().string());
    }
    CHECK(names == std::set<std::string>{c.first, "_base", "_partials", "_schema"});
  }
}

TEST_CASE("a template is read again when it is said to have changed, not before", "[review]") {
  TemplateFolders const folders;
  folders.write("du-lieu.json", R"({"ho_ten":"Nguyễn Văn A"})");
  PreviewFiller filler{input_of(folders, "thu"), [](std::vector<fs::path> const&) {}};
  std::string const first = filler.fill(false, never).docx;
  CHECK_FALSE(first.empty());
  folders.write("thu/document.xml", library::testing::document_xml("Kính mời {{ho_ten}}"));
  CHECK(filler.fill(false, never).docx == first);
  std::string const second = filler.fill(true, never).docx;
  CHECK_FALSE(second.empty());
  CHECK(second != first);
}

TEST_CASE("what is outdated is dropped, and the template is not lost by it", "[review]") {
  TemplateFolders const folders;
  folders.write("du-lieu.json", R"({"ho_ten":"Nguyễn Văn A"})");
  PreviewFiller filler{input_of(folders, "thu"), [](std::vector<fs::path> const&) {}};
  CHECK(filler.fill(true, [] { return true; }).is_dropped);
  CHECK_FALSE(filler.fill(false, never).docx.empty());
}

TEST_CASE("pictures that the data name are told before they are read", "[review]") {
  TemplateFolders const folders;
  folders.write("du-lieu.json",
                R"({"ho_ten":"A.PNG","anh":["hinh/mot.jpeg",{"sau":"hai.svg"},"ba.txt",4]})");
  std::set<std::string> told;
  PreviewFiller filler{input_of(folders, "thu"), [&](std::vector<fs::path> const& pictures) {
                         for (fs::path const& picture : pictures) {
                           told.insert(picture.lexically_relative(folders.path()).string());
                         }
                       }};
  filler.fill(true, never);
  CHECK(told == std::set<std::string>{"A.PNG", "hinh/mot.jpeg", "hai.svg"});
}

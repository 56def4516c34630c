#include "review/preview_files.h"

#include <filesystem>
#include <fstream>
#include <functional>
#include <string>

#include <catch2/catch.hpp>

#include "library/template_folders.h"

using namespace thethuc;
using namespace std::chrono_literals;
using library::testing::TemplateFolders;
using review::FileChanges;
using review::PreviewGroup;
using review::WatchedFiles;

namespace fs = std::filesystem;

namespace {

// Looks at files at moments of its own: no test waits.
struct Watch {
  explicit Watch(fs::path const& folder) {
    files.watch(PreviewGroup::source, {folder / "thu", folder / "_partials"});
    files.watch(PreviewGroup::data, {folder / "du-lieu.json"});
  }
  FileChanges after(std::chrono::milliseconds time) { return files.look(now += time); }

  WatchedFiles files{{150ms, 2'000ms, 20'000}};
  WatchedFiles::Time now{};
};

std::vector<std::string> names(FileChanges const& changes) {
  std::vector<std::string> made;
  for (fs::path const& file : changes.files) {
    made.push_back(file.filename().string());
  }
  return made;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("whatever way a file is changed, it is told once, when it has settled", "[review]") {
  struct Case {
    char const* name;
    std::function<void(TemplateFolders const&)> change;
    Names told;
    PreviewGroup group;
  };
  auto const c = GENERATE(values<Case>({
      {"written in place",
       [](TemplateFolders const& f) { f.write("du-lieu.json", R"({"ho_ten":"Nguyễn Văn B"})"); },
       {"du-lieu.json"},
       PreviewGroup::data},
      {"written in place with as many bytes",
       [](TemplateFolders const& f) { f.write("du-lieu.json", R"({"ho_ten":"B"})"); },
       {"du-lieu.json"},
       PreviewGroup::data},
      {"another renamed over it, as editors save",
       [](TemplateFolders const& f) {
         f.write(".du-lieu.json.moi", R"({"ho_ten":"A"})");
         fs::rename(f.path() / ".du-lieu.json.moi", f.path() / "du-lieu.json");
       },
       {"du-lieu.json"},
       PreviewGroup::data},
      {"removed",
       [](TemplateFolders const& f) { fs::remove(f.path() / "du-lieu.json"); },
       {"du-lieu.json"},
       PreviewGroup::data},
      {"a new file in the template's folder",
       [](TemplateFolders const& f) { f.write("thu/schema.json", "{}"); },
       {"schema.json"},
       PreviewGroup::source},
      {"a folder that was not there",
       [](TemplateFolders const& f) { f.write("_partials/dau.xml", "<w:p/>"); },
       {"_partials", "dau.xml"},
       PreviewGroup::source},
      {"the template's folder moved away",
       [](TemplateFolders const& f) { fs::rename(f.path() / "thu", f.path() / "thu-cu"); },
       {"thu", "document.xml", "template.json"},
       PreviewGroup::source},
      {"the template's folder removed and made again",
       [](TemplateFolders const& f) {
         // The other name keeps the inode, so that the new folder has another one.
         fs::rename(f.path() / "thu", f.path() / "thu-cu");
         fs::copy(f.path() / "thu-cu", f.path() / "thu");
       },
       {"thu", "document.xml", "template.json"},
       PreviewGroup::source},
  }));
  DYNAMIC_SECTION(c.name) {
    TemplateFolders const folders;
    folders.write("du-lieu.json", R"({"ho_ten":"A"})");
    // Long ago, as files are: a clock of files ticks every four milliseconds.
    fs::last_write_time(folders.path() / "du-lieu.json", fs::file_time_type::clock::now() - 1h);
    Watch watch{folders.path()};
    CHECK(watch.after(100ms).empty());
    c.change(folders);
    CHECK(watch.after(100ms).empty());  // just seen
    CHECK(watch.after(100ms).empty());  // not settled
    FileChanges const changes = watch.after(100ms);
    CHECK(names(changes) == c.told);
    CHECK(changes.groups == std::set{c.group});
    CHECK(watch.after(100ms).empty());
    CHECK(watch.after(1'000ms).empty());
  }
}

TEST_CASE("what goes on changing is told together, at the latest when patience ends", "[review]") {
  TemplateFolders const folders;
  Watch watch{folders.path()};
  std::string content = "[";
  int told = 0;
  for (int i = 0; i < 25; ++i) {  // 2.5 s, a change at each look
    folders.write("du-lieu.json", content += "1,");
    told += watch.after(100ms).empty() ? 0 : 1;
  }
  CHECK(told == 1);
  CHECK(watch.after(100ms).empty());
  CHECK(names(watch.after(150ms)) == Names{"du-lieu.json"});
}

TEST_CASE("what is undone before it settles is no news, nor what editors put aside", "[review]") {
  TemplateFolders const folders;
  Watch watch{folders.path()};
  folders.write("du-lieu.json", "{}");
  CHECK(watch.after(100ms).empty());
  fs::remove(folders.path() / "du-lieu.json");
  CHECK(watch.after(100ms).empty());
  CHECK(watch.after(1'000ms).empty());
  for (char const* aside : {"thu/.document.xml.swp", "thu/document.xml~", "thu/#document.xml#"}) {
    folders.write(aside, "x");
  }
  CHECK(watch.after(100ms).empty());
  CHECK(watch.after(1'000ms).empty());
}

TEST_CASE("what is watched anew counts as seen as it is then", "[review]") {
  TemplateFolders const folders;
  folders.write("hinh/dau.png", "1");
  Watch watch{folders.path()};
  watch.files.watch(PreviewGroup::pictures, {folders.path() / "hinh/dau.png"});
  CHECK(watch.after(1'000ms).empty());
  folders.write("hinh/dau.png", "22");  // other sizes: see above
  watch.after(100ms);
  FileChanges const changes = watch.after(200ms);
  CHECK(changes.groups == std::set{PreviewGroup::pictures});
  // No longer named by the data: its end is no news.
  watch.files.watch(PreviewGroup::pictures, {});
  fs::remove(folders.path() / "hinh/dau.png");
  CHECK(watch.after(1'000ms).empty());
  CHECK(watch.after(1'000ms).empty());
}

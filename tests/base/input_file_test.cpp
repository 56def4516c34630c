#include "base/input_file.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <catch2/catch.hpp>

using thethuc::base::Diagnostics;
using thethuc::base::Id;
using thethuc::base::read_file;

namespace {

namespace fs = std::filesystem;

struct Folder {
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "thethuc-XXXXXX").string();
    path = ::mkdtemp(pattern.data());
    std::ofstream{path / "báo-cáo.json"} << R"({"so":12})";
    std::ofstream{path / "rỗng.json"};
  }
  ~Folder() { fs::remove_all(path); }
  Folder(Folder const&) = delete;
  Folder& operator=(Folder const&) = delete;
  fs::path path;
};

}  // namespace

TEST_CASE("a file is read whole", "[input_file]") {
  Folder const folder;
  Diagnostics out;
  CHECK(read_file(folder.path / "báo-cáo.json", 1000, "", out) == R"({"so":12})");
  CHECK(read_file(folder.path / "báo-cáo.json", 9, "", out) == R"({"so":12})");
  CHECK(read_file(folder.path / "rỗng.json", 0, "", out) == "");
  CHECK(out.empty());
}

TEST_CASE("a pipe is read to its end", "[input_file]") {
  int ends[2] = {-1, -1};
  REQUIRE(::pipe(ends) == 0);
  std::string const text(60'000, 'x');  // less than a pipe holds
  REQUIRE(::write(ends[1], text.data(), text.size()) == 60'000);
  ::close(ends[1]);
  Diagnostics out;
  std::string const path = "/dev/fd/" + std::to_string(ends[0]);
  std::size_t const limit = GENERATE(60'000u, 100'000u, 59'999u);
  auto const read = read_file(path, limit, "data-bytes", out);
  ::close(ends[0]);
  if (limit < text.size()) {
    CHECK_FALSE(read);
    CHECK(out.entries().at(0).id == Id::file_too_large);
  } else {
    CHECK(read == text);
  }
}

TEST_CASE("what cannot be the file meant is a diagnostic", "[input_file]") {
  Folder const folder;
  struct Case {
    char const* name;
    Id id;
    char const* nearest;
  };
  auto const c = GENERATE(values<Case>({
      {"bao-cao.json", Id::file_not_found, "báo-cáo.json"},
      {"khác hẳn.txt", Id::file_not_found, ""},
      {"báo-cáo.json/x", Id::file_not_found, ""},
      {".", Id::file_is_folder, ""},
  }));
  DYNAMIC_SECTION(c.name) {
    Diagnostics out;
    CHECK_FALSE(read_file(folder.path / c.name, 1000, "", out));
    REQUIRE(out.entries().size() == 1);
    CHECK(out.entries()[0].id == c.id);
    CHECK(out.entries()[0].place.file == (folder.path / c.name).string());
    std::string const nearest = c.nearest[0] ? (folder.path / c.nearest).string() : "";
    CHECK(out.entries()[0].arg("nearest") == nearest);
  }
}

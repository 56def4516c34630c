#include "base/work_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include <catch2/catch.hpp>

#include "support/folder_of_test.h"

using namespace thethuc;
namespace fs = std::filesystem;

TEST_CASE("a work folder is there for its owner alone, and vanishes with it", "[folders]") {
  test::FolderOfTest const temporary;
  {
    base::WorkFolder const folder{"thethuc-convert-"};
    CHECK(temporary.names().size() == 1);
    struct stat about {};
    REQUIRE(::stat(folder.path().c_str(), &about) == 0);
    CHECK((about.st_mode & 0777) == 0700);
    fs::path const one = folder.new_folder("worker-");
    fs::path const two = folder.new_folder("worker-");
    CHECK(one != two);
    CHECK(one.parent_path() == folder.path());
    std::ofstream{one / "x"} << "x";
    // A second owner leaves the first alone.
    base::WorkFolder const other{"thethuc-convert-"};
    CHECK(fs::exists(one / "x"));
    CHECK(temporary.names().size() == 2);
  }
  CHECK(temporary.names().empty());
}

TEST_CASE("what a dead owner has left is removed, and nothing else", "[folders]") {
  test::FolderOfTest const temporary;
  fs::create_directories(temporary.path() / "thethuc-convert-dead00" / "worker-1" / "job");
  fs::create_directories(temporary.path() / "thethuc-convert-alive0");
  fs::create_directories(temporary.path() / "other");
  fs::create_directories(temporary.path() / "thethuc-diff-dead00");  // of another prefix
  fs::create_directory_symlink(temporary.path() / "other",
                               temporary.path() / "thethuc-convert-link00");
  std::ofstream{temporary.path() / "thethuc-convert-file00"} << "x";
  std::ofstream{temporary.path() / "other" / "x"} << "x";
  int const held = ::open((temporary.path() / "thethuc-convert-alive0").c_str(),
                          O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  REQUIRE(::flock(held, LOCK_EX) == 0);
  { base::WorkFolder const folder{"thethuc-convert-"}; }
  ::close(held);
  CHECK(temporary.names() == std::vector<std::string>{"other",
                                                      "thethuc-convert-alive0",
                                                      "thethuc-convert-file00",
                                                      "thethuc-convert-link00",
                                                      "thethuc-diff-dead00"});
  CHECK(fs::exists(temporary.path() / "other" / "x"));
}

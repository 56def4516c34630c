#include "base/output_file.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "base/environment_error.h"

namespace {

namespace fs = std::filesystem;
using thethuc::base::EnvironmentError;
using thethuc::base::OutputFile;

// A folder of the test's own, removed at its end.
class Folder {
 public:
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "thethuc-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(Folder const&) = delete;
  Folder& operator=(Folder const&) = delete;
  fs::path operator/(char const* name) const { return path_ / name; }
  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (auto const& entry : fs::directory_iterator{path_}) {
      names.push_back(entry.path().filename().string());
    }
    return names;
  }

 private:
  fs::path path_;
};

std::string content(fs::path const& path) {
  std::ifstream stream{path, std::ios::binary};
  std::ostringstream out;
  out << stream.rdbuf();
  return out.str();
}

void put(fs::path const& path, std::string const& text) {
  std::ofstream{path, std::ios::binary} << text;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a file appears at commit, not before", "[output_file]") {
  Folder const folder;
  OutputFile file{folder / "báo cáo.docx"};
  file.write("Kính gửi: ");
  file.write("UBND huyện");
  CHECK_FALSE(fs::exists(folder / "báo cáo.docx"));
  file.commit();
  CHECK(content(folder / "báo cáo.docx") == "Kính gửi: UBND huyện");
  CHECK(folder.names() == Names{"báo cáo.docx"});
}

TEST_CASE("without commit nothing is left and the old file stays", "[output_file]") {
  Folder const folder;
  put(folder / "a.docx", "old");
  {
    OutputFile file{folder / "a.docx"};
    file.write("new");
    CHECK(folder.names().size() == 2);
  }
  CHECK(content(folder / "a.docx") == "old");
  CHECK(folder.names() == Names{"a.docx"});
}

TEST_CASE("two writers of one file do not meet; the last commit counts", "[output_file]") {
  Folder const folder;
  OutputFile first{folder / "a.docx"};
  OutputFile second{folder / "a.docx"};
  first.write("first");
  second.write("second");
  second.commit();
  first.commit();
  CHECK(content(folder / "a.docx") == "first");
  CHECK(folder.names() == Names{"a.docx"});
}

TEST_CASE("a name as long as the file system allows", "[output_file]") {
  Folder const folder;
  std::string const name(250, 'a');
  OutputFile file{folder / name.c_str()};
  file.write("x");
  file.commit();
  CHECK(folder.names() == Names{name});
}

TEST_CASE("permissions of a replaced file stay, without set-id bits", "[output_file]") {
  Folder const folder;
  put(folder / "a.docx", "old");
  ::chmod((folder / "a.docx").c_str(), 04750);
  OutputFile file{folder / "a.docx"};
  file.commit();
  struct stat info {};
  REQUIRE(::stat((folder / "a.docx").c_str(), &info) == 0);
  CHECK((info.st_mode & 07777) == 0750);
}

TEST_CASE("links are followed", "[output_file]") {
  Folder const folder;
  fs::create_directory(folder / "sub");
  struct Case {
    char const* name;
    char const* target;
  };
  auto const c =
      GENERATE(values<Case>({{"relative", "sub/real.docx"}, {"through another link", "second"}}));
  DYNAMIC_SECTION(c.name) {
    fs::create_symlink("sub/real.docx", folder / "second");
    fs::create_symlink(c.target, folder / "link.docx");
    OutputFile file{folder / "link.docx"};  // dangling until now
    file.write("x");
    file.commit();
    CHECK(fs::is_symlink(folder / "link.docx"));
    CHECK(content(folder / "sub/real.docx") == "x");
  }
}

TEST_CASE("what is no regular file is written directly", "[output_file]") {
  Folder const folder;
  int ends[2] = {-1, -1};
  REQUIRE(::pipe(ends) == 0);
  std::string const path = "/dev/fd/" + std::to_string(ends[1]);
  CHECK(thethuc::base::is_written_directly(path));
  CHECK(thethuc::base::is_written_directly("/dev/null"));
  CHECK(thethuc::base::is_written_directly("-"));
  CHECK_FALSE(thethuc::base::is_written_directly(folder / "absent.docx"));
  {
    OutputFile file{path};
    file.write("abc");
    file.commit();
  }
  ::close(ends[1]);
  char buffer[8] = {};
  CHECK(::read(ends[0], buffer, sizeof buffer) == 3);
  CHECK(::read(ends[0], buffer, sizeof buffer) == 0);  // the duplicate is closed too
  ::close(ends[0]);
}

TEST_CASE("failures name the path and the reason", "[output_file]") {
  Folder const folder;
  put(folder / "file", "x");
  struct Case {
    char const* name;
    char const* reason;
  };
  auto const c = GENERATE(values<Case>({
      {"file/a.docx", "Not a directory"},
      {"absent/a.docx", "No such file or directory"},
      {".", "Is a directory"},
  }));
  DYNAMIC_SECTION(c.name) {
    std::string const path = (folder / c.name).string();
    CHECK_THROWS_WITH(OutputFile{path}, "cannot write " + path + ": " + c.reason);
    CHECK(folder.names() == Names{"file"});
  }
}

TEST_CASE("a full disk is told at the write", "[output_file]") {
  OutputFile file{"/dev/full"};
  CHECK_THROWS_WITH(file.write("x"), "cannot write /dev/full: No space left on device");
}

TEST_CASE("in a process of its own", "[output_file]") {
  Folder const folder;
  put(folder / "a.docx", "old");
  SECTION("a deadly signal removes the temporary file") {
    int const signal_number = GENERATE(SIGTERM, SIGINT, SIGHUP, SIGPIPE);
    pid_t const child = ::fork();
    if (child == 0) {
      thethuc::base::remove_unfinished_on_signals();
      OutputFile file{folder / "a.docx"};
      file.write("half");
      ::raise(signal_number);
      ::_exit(99);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    CHECK((WIFSIGNALED(status) && WTERMSIG(status) == signal_number));
    CHECK(content(folder / "a.docx") == "old");
    CHECK(folder.names() == Names{"a.docx"});
  }
  SECTION("a signal that is ignored stays ignored") {
    pid_t const child = ::fork();
    if (child == 0) {
      ::signal(SIGHUP, SIG_IGN);
      thethuc::base::remove_unfinished_on_signals();
      OutputFile file{folder / "a.docx"};
      file.write("whole");
      ::raise(SIGHUP);
      file.commit();
      ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    CHECK((WIFEXITED(status) && WEXITSTATUS(status) == 0));
    CHECK(content(folder / "a.docx") == "whole");
  }
  SECTION("a file beyond ulimit -f is an ordinary error") {
    pid_t const child = ::fork();
    if (child == 0) {
      thethuc::base::remove_unfinished_on_signals();
      rlimit const limit{1000, 1000};
      ::setrlimit(RLIMIT_FSIZE, &limit);
      int status = 1;
      try {
        OutputFile file{folder / "a.docx"};
        file.write(std::string(5000, 'x'));
        file.commit();
      } catch (EnvironmentError const& error) {
        status = std::string{error.what()}.find("File too large") != std::string::npos ? 0 : 2;
      }
      ::_exit(status);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    CHECK((WIFEXITED(status) && WEXITSTATUS(status) == 0));
    CHECK(content(folder / "a.docx") == "old");
    CHECK(folder.names() == Names{"a.docx"});
  }
}

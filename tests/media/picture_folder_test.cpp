#include "media/picture_folder.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>

#include <catch2/catch.hpp>

#include "base/environment_error.h"
#include "media/open_beneath.h"
#include "tiny_pictures.h"
#include "told.h"

using namespace thethuc;
using namespace thethuc::media;
using namespace thethuc::test;
namespace fs = std::filesystem;

namespace {

// A folder of data with pictures, beside something that is none of its business:
//   outside.png
//   data/logo.png  data/anh/con dấu.png  data/anh/pipe
//   data/in.png -> anh/con dấu.png     data/out.png -> ../outside.png
//   data/absolute.png -> /…/data/logo.png   data/up -> ..   data/loop -> loop
class Sandbox {
 public:
  Sandbox() {
    std::string pattern = (fs::temp_directory_path() / "thethuc-media-XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    root_ = pattern;
    fs::create_directories(data() / "anh");
    write(root_ / "outside.png");
    write(data() / "logo.png");
    write(data() / "anh/con dấu.png");
    REQUIRE(::mkfifo((data() / "anh/pipe").c_str(), 0600) == 0);
    fs::create_symlink("anh/con dấu.png", data() / "in.png");
    fs::create_symlink("../outside.png", data() / "out.png");
    fs::create_symlink(data() / "logo.png", data() / "absolute.png");
    fs::create_symlink("..", data() / "up");
    fs::create_symlink("loop", data() / "loop");
  }
  ~Sandbox() { fs::remove_all(root_); }
  Sandbox(Sandbox const&) = delete;
  Sandbox& operator=(Sandbox const&) = delete;

  fs::path data() const { return root_ / "data"; }

 private:
  static void write(fs::path const& path) {
    std::ofstream{path, std::ios::binary} << unbase64(kPng);
  }

  fs::path root_;
};

constexpr char const* kPicture = "png 3x2 px, 28575x19050 EMU";

}  // namespace

TEST_CASE("a picture comes from a file below the data's folder, and from nowhere else", "[media]") {
  Sandbox const sandbox;
  PictureFolder const folder{sandbox.data()};
  struct Case {
    char const* name;
    char const* expect;
  };
  auto const c = GENERATE(values<Case>({
      {"logo.png", kPicture},
      {"./logo.png", kPicture},
      {"anh/con dấu.png", kPicture},
      {"anh//con dấu.png", kPicture},
      {"in.png", kPicture},
      {"out.png", "!picture_outside_folder: … found \"out.png\", which is outside of it"},
      {"up/outside.png",
       "!picture_outside_folder: … found \"up/outside.png\", which is outside of it"},
      {"absolute.png", "!picture_outside_folder: … found \"absolute.png\", which is outside of it"},
      {"/etc/passwd", "!picture_outside_folder: … found \"/etc/passwd\", which is outside of it"},
      {"../outside.png",
       "!picture_outside_folder: … found \"../outside.png\", which is outside of it"},
      {"anh/../../outside.png",
       "!picture_outside_folder: … found \"anh/../../outside.png\", which is outside of it"},
      {"./../outside.png",
       "!picture_outside_folder: … found \"./../outside.png\", which is outside of it"},
      {"anh/../logo.png", kPicture},
      {"anh/..", "!picture_not_readable: expected a picture file, found \"anh/..\", a folder"},
      {"..", "!picture_outside_folder: … found \"..\", which is outside of it"},
      {"logo.pgn",
       "!picture_not_readable: expected a picture file, found \"logo.pgn\", and no file has this "
       "name"},
      {"logo.png/x",
       "!picture_not_readable: expected a picture file, found \"logo.png/x\", and no file has this "
       "name"},
      {"anh", "!picture_not_readable: expected a picture file, found \"anh\", a folder"},
      {"anh/pipe",
       "!picture_not_readable: expected a picture file, found \"anh/pipe\", which is no regular "
       "file"},
      {"loop",
       "!picture_not_readable: expected a picture file, found \"loop\", a link that leads in a "
       "circle"},
      {"", "!picture_not_readable: expected a picture file, found \"\""},
  }));
  DYNAMIC_SECTION(c.name) {
    std::string expect = c.expect;
    if (std::size_t const dots = expect.find("…"); dots != std::string::npos) {
      expect.replace(
          dots, std::strlen("…"), "expected the name of a file below the data's folder,");
    }
    CHECK(told(read_picture(c.name, &folder)) == expect);
  }
}

TEST_CASE("names that no file can have are not found", "[media]") {
  Sandbox const sandbox;
  PictureFolder const folder{sandbox.data()};
  auto const found = [&](std::string_view name) { return told(read_picture(name, &folder)); };
  CHECK(found(std::string(300, 'x') + ".png").starts_with("!picture_not_readable"));
  CHECK(found(std::string("logo.png\0.jpg", 13)).starts_with("!picture_not_readable"));
  std::string deep;
  for (int i = 0; i < 3000; ++i) {
    deep += "a/";
  }
  CHECK(found(deep + "x.png").starts_with("!picture_not_readable"));
}

TEST_CASE("the nearest name is offered, from below the folder only", "[media]") {
  Sandbox const sandbox;
  PictureFolder const folder{sandbox.data()};
  auto const nearest = [&](char const* name) {
    auto const fault = std::get<Fault>(read_picture(name, &folder));
    auto const& [key, value] = fault.args.back();
    return key == "nearest" ? value : "";
  };
  CHECK(nearest("logo.pgn") == "logo.png");
  CHECK(nearest("anh/con dau.png") == "anh/con dấu.png");
  CHECK(nearest("up/outside.pgn") == "");
  CHECK(nearest("khac/logo.png") == "");
}

TEST_CASE("a file's size is bounded", "[media]") {
  Sandbox const sandbox;
  PictureFolder const folder{sandbox.data()};
  Limits limits;
  limits.max_bytes = 70;
  CHECK(told(read_picture("logo.png", &folder, limits)) ==
        "!picture_too_large: expected a picture of at most 70 bytes, found 71 bytes");
  limits.max_bytes = 71;
  CHECK(told(read_picture("logo.png", &folder, limits)) == kPicture);
  // A sparse file: 1 TiB that is never read.
  fs::path const huge = sandbox.data() / "huge.png";
  std::ofstream{huge} << "x";
  fs::resize_file(huge, std::uintmax_t{1} << 40);
  CHECK(told(read_picture("huge.png", &folder)) ==
        "!picture_too_large: expected a picture of at most 20 MiB, found 1048576 MiB");
}

TEST_CASE("the folder stays the same when it is renamed", "[media]") {
  Sandbox const sandbox;
  PictureFolder const folder{sandbox.data()};
  fs::rename(sandbox.data(), sandbox.data().parent_path() / "elsewhere");
  fs::create_directory(sandbox.data());
  CHECK(told(read_picture("logo.png", &folder)) == kPicture);
}

TEST_CASE("a folder that is not there is a fault of the surroundings", "[media]") {
  CHECK_THROWS_AS(PictureFolder{"/khong/co"}, base::EnvironmentError);
}

TEST_CASE("both ways of opening agree, but for links within", "[media]") {
  Sandbox const sandbox;
  int const folder = ::open(sandbox.data().c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
  REQUIRE(folder >= 0);
  auto const outcome = [](int descriptor) {
    int const error = errno;
    if (descriptor >= 0) {
      ::close(descriptor);
      return 0;
    }
    return error;
  };
  struct Case {
    char const* name;
    int beneath;
    int without_links;
  };
  auto const c = GENERATE(values<Case>({
      {"logo.png", 0, 0},
      {"./logo.png", 0, 0},
      {".", 0, 0},
      {"anh", 0, 0},
      {"anh/", 0, 0},
      {"anh//con dấu.png", 0, 0},
      {"anh/pipe", 0, 0},
      {"in.png", 0, EXDEV},
      {"out.png", EXDEV, EXDEV},
      {"absolute.png", EXDEV, EXDEV},
      {"up/outside.png", EXDEV, EXDEV},
      {"../outside.png", EXDEV, EXDEV},
      {"loop", ELOOP, EXDEV},
      {"khong.png", ENOENT, ENOENT},
      {"khong/logo.png", ENOENT, ENOENT},
      {"logo.png/x", ENOTDIR, ENOTDIR},
  }));
  DYNAMIC_SECTION(c.name) {
    CHECK(outcome(open_beneath(folder, c.name)) == c.beneath);
    CHECK(outcome(open_without_links(folder, c.name)) == c.without_links);
  }
  ::close(folder);
}

// What the converter does about workers that end, hang and lie. The worker is fake_worker.py, which
// does what the text of a document says.

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <fstream>
#include <thread>

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "convert/converter.h"
#include "convert/folder_of_test.h"
#include "convert/spares_of_test.h"

using namespace thethuc;
using convert::Converter;
using convert::Result;
using convert::Settings;

namespace {

// Makes an office that the converter finds, in the folder of the test.
Settings fake_settings(test::FolderOfTest const& folder) {
  Settings settings;
  settings.office = folder.path();
  settings.worker = FAKE_WORKER;
  std::ofstream{folder.path() / "libmergedlo.so"} << "none";
  ::setenv("XDG_CACHE_HOME", (folder.path() / "cache").c_str(), 1);
  return settings;
}

Result convert_text(Converter& converter, std::string_view text, bool alone = false) {
  convert::Request request;
  request.alone = alone;
  return converter.convert(test::docx_of(text), "thu.docx", request);
}

std::string id_of(Result const& result) {
  return result.diagnostics.empty()
             ? ""
             : std::string{base::id_name(result.diagnostics.entries().front().id)};
}

std::string worker_of(Result const& result) {
  std::size_t const at = result.pdf.find("\npid ");
  REQUIRE(at != std::string::npos);
  return result.pdf.substr(at + 5, result.pdf.find('\n', at + 5) - at - 5);
}

// Of the converter; the office and the cache are the test's own.
std::size_t leftovers(test::FolderOfTest const& folder) {
  std::size_t count = 0;
  for (std::string const& name : folder.names()) {
    count += name.starts_with("thethuc-convert-") ? 1U : 0U;
  }
  return count;
}

// Whether there are so many workers soon.
bool comes_to(std::size_t workers) {
  for (int i = 0; i < 600; ++i) {
    if (test::child_processes().size() == workers) {
      return true;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{100});
  }
  return false;
}

}  // namespace

TEST_CASE("a document becomes a PDF", "[pool]") {
  test::FolderOfTest const folder;
  {
    Converter converter{fake_settings(folder)};
    Result const result = convert_text(converter, "Kinh gui");
    CHECK(result.diagnostics.to_text(base::Language::en).empty());
    CHECK(result.pdf.find("Kinh gui") != std::string::npos);
    CHECK(result.pages == 1);
    CHECK(result.fonts.size() == 4);
  }
  CHECK(test::child_processes().empty());
  CHECK(leftovers(folder) == 0);
}

TEST_CASE("a worker that fails costs its own document only", "[pool]") {
  struct Case {
    char const* text;
    char const* id;
  };
  auto const c = GENERATE(values<Case>({
      {"dung", "convert_crashed"},
      {"rac", "convert_crashed"},
      {"lon", "convert_crashed"},
      {"treo", "convert_too_slow"},
      {"khong-mo", "convert_not_loaded"},
  }));
  DYNAMIC_SECTION(c.text) {
    test::FolderOfTest const folder;
    {
      Settings settings = fake_settings(folder);
      settings.limits.max_time = std::chrono::seconds{1};
      Converter converter{settings};
      std::string const first = worker_of(convert_text(converter, "truoc"));
      Result const result = convert_text(converter, c.text);
      CHECK(id_of(result) == c.id);
      CHECK(result.pdf.empty());
      Result const next = convert_text(converter, "sau");
      CHECK(next.diagnostics.empty());
      CHECK(worker_of(next) != first);
    }
    CHECK(test::child_processes().empty());
    CHECK(leftovers(folder) == 0);
  }
}

TEST_CASE("a document whose worker dies is given to one other", "[pool]") {
  test::FolderOfTest const folder;
  Converter converter{fake_settings(folder)};
  std::string const marker = (folder.path() / "dung-roi").string();
  Result const result = convert_text(converter, "dung-mot-lan " + marker);
  CHECK(result.diagnostics.empty());
  CHECK(result.pdf.find(marker) != std::string::npos);
}

TEST_CASE("workers are replaced after some documents", "[pool]") {
  test::FolderOfTest const folder;
  Settings settings = fake_settings(folder);
  SECTION("of their number") {
    settings.documents_per_worker = 2;
    Converter converter{settings};
    std::string const one = worker_of(convert_text(converter, "mot"));
    std::string const two = worker_of(convert_text(converter, "hai"));
    std::string const three = worker_of(convert_text(converter, "ba"));
    CHECK(one == two);
    CHECK(two != three);
  }
  SECTION("of their memory") {
    settings.worker_resident_bytes = 1;
    Converter converter{settings};
    CHECK(worker_of(convert_text(converter, "mot")) != worker_of(convert_text(converter, "hai")));
  }
  SECTION("a stranger's document is alone") {
    Converter converter{settings};
    std::string const one = worker_of(convert_text(converter, "mot"));
    std::string const stranger = worker_of(convert_text(converter, "la", true));
    std::string const two = worker_of(convert_text(converter, "hai"));
    CHECK(one != stranger);
    CHECK(stranger != two);
  }
}

TEST_CASE("a spare takes the place of a worker that is killed, and is replaced", "[pool]") {
  test::FolderOfTest const folder;
  Settings settings = fake_settings(folder);
  settings.spare_workers = 1;
  test::SparesOfTest spares;
  settings.log = [&](std::string_view message) { spares.read(message); };
  {
    Converter converter{settings};
    std::string const first = worker_of(convert_text(converter, "mot"));
    std::string const spare = spares.next();
    SECTION("idle") {
      ::kill(std::stoi(first), SIGKILL);
      CHECK(worker_of(convert_text(converter, "hai")) == spare);
    }
    SECTION("by its own document, which is tried again") {
      std::string const marker = (folder.path() / "dung-roi").string();
      CHECK(worker_of(convert_text(converter, "dung-mot-lan " + marker)) == spare);
    }
    SECTION("used up: a stranger's document has it alone, and the next one another") {
      CHECK(worker_of(convert_text(converter, "la", true)) == spare);
      CHECK(worker_of(convert_text(converter, "hai")) != spare);
    }
    SECTION("the spare itself: none is taken that is dead") {
      ::kill(std::stoi(spare), SIGKILL);
      std::string const other = spares.next();
      CHECK(other != spare);
      ::kill(std::stoi(first), SIGKILL);
      CHECK(worker_of(convert_text(converter, "hai")) == other);
    }
    SECTION("both") {
      ::kill(std::stoi(spare), SIGKILL);
      ::kill(std::stoi(first), SIGKILL);
      std::string const other = worker_of(convert_text(converter, "hai"));
      CHECK(other != spare);
      CHECK(other != first);
    }
    CHECK(comes_to(2));
  }
  CHECK(test::child_processes().empty());
  CHECK(leftovers(folder) == 0);
}

TEST_CASE("spares of several workers, and of a converter that ends while one starts", "[pool]") {
  test::FolderOfTest const folder;
  Settings settings = fake_settings(folder);
  settings.workers = 2;
  settings.spare_workers = 2;
  test::SparesOfTest spares;
  settings.log = [&](std::string_view message) { spares.read(message); };
  bool const waits = GENERATE(false, true);
  {
    Converter converter{settings};
    convert_text(converter, "mot");
    if (waits) {
      spares.next();
      spares.next();
      CHECK(test::child_processes().size() == 4);
    }
  }
  CHECK(test::child_processes().empty());
  CHECK(leftovers(folder) == 0);
}

TEST_CASE("many threads share the workers", "[pool]") {
  test::FolderOfTest const folder;
  Settings settings = fake_settings(folder);
  settings.workers = 2;
  settings.documents_per_worker = 7;
  Converter converter{settings};
  std::vector<std::thread> threads;
  std::array<int, 4> good{};
  for (std::size_t t = 0; t < good.size(); ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 10; ++i) {
        bool const ends = i == 5;
        std::string const text = ends ? "dung" : fmt::format("so {} {}", t, i);
        Result const result = convert_text(converter, text);
        good[t] += ends ? id_of(result) == "convert_crashed"
                        : result.pdf.find(text + "\n") != std::string::npos;
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  CHECK(good == std::array<int, 4>{10, 10, 10, 10});
}

TEST_CASE("more than may wait are refused", "[pool]") {
  test::FolderOfTest const folder;
  Settings settings = fake_settings(folder);
  settings.max_waiting = 1;
  settings.limits.max_time = std::chrono::seconds{2};
  Converter converter{settings};
  convert_text(converter, "khoi dong");
  std::vector<std::thread> threads;
  std::atomic<int> busy{0};
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      try {
        convert_text(converter, "treo");
      } catch (convert::Busy const&) {
        ++busy;
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  CHECK(busy >= 1);
  CHECK(busy <= 3);
}

TEST_CASE("what is missing is told with what to install", "[pool]") {
  test::FolderOfTest const folder;
  Settings settings = fake_settings(folder);
  SECTION("LibreOffice") {
    settings.office = folder.path() / "khong-co";
    CHECK_THROWS_WITH(Converter{settings}, Catch::Contains("libreoffice-writer-nogui"));
  }
  SECTION("the worker") {
    settings.worker = folder.path() / "khong-co";
    CHECK_THROWS_AS(Converter{settings}, convert::Unavailable);
  }
  SECTION("a worker that does not start") {
    settings.worker = "/bin/false";
    Converter converter{settings};
    for (int i = 0; i < 5; ++i) {
      CHECK_THROWS_AS(convert_text(converter, "x"), convert::Unavailable);
    }
    // What is refused before LibreOffice sees it is told in any case.
    CHECK(id_of(converter.convert("x", "thu.docx", {})) == "not_a_zip");
  }
  CHECK(test::child_processes().empty());
  CHECK(leftovers(folder) == 0);
}

TEST_CASE("a profile is kept for the next converter, which does without when it is gone",
          "[pool]") {
  test::FolderOfTest const folder;
  Settings const settings = fake_settings(folder);
  auto const kept = [&] {
    std::vector<std::filesystem::path> all;
    for (auto const& entry : std::filesystem::directory_iterator{folder.path() / "cache/thethuc"}) {
      all.push_back(entry.path());
    }
    return all;
  };
  {
    Converter converter{settings};
    convert_text(converter, "mot");
  }
  REQUIRE(kept().size() == 1);
  CHECK(std::filesystem::exists(kept()[0] / "user" / "registrymodifications.xcu"));
  Settings one_each = settings;
  one_each.documents_per_worker = 1;
  Converter converter{one_each};
  convert_text(converter, "hai");
  std::filesystem::remove_all(kept()[0]);
  CHECK(convert_text(converter, "ba").diagnostics.empty());
  CHECK(convert_text(converter, "bon").diagnostics.empty());
  CHECK(convert_text(converter, "nam").diagnostics.empty());
}

TEST_CASE("a kept profile is dropped when a start without it succeeds, and only then", "[pool]") {
  test::FolderOfTest const folder;
  Settings settings = fake_settings(folder);
  auto const cache = folder.path() / "cache/thethuc";
  {
    Converter converter{settings};
    convert_text(converter, "mot");
  }
  auto const kept = std::filesystem::directory_iterator {
    cache
    } -> path();
  auto const xcu = kept / "user" / "registrymodifications.xcu";
  SECTION("the worker does not start in any way") {
    settings.worker = "/bin/false";
    Converter converter{settings};
    CHECK_THROWS_AS(convert_text(converter, "hai"), convert::Unavailable);
    CHECK(std::filesystem::exists(xcu));
  }
  SECTION("it is not whole: nothing starts with it, and another takes its place") {
    bool const is_cut = GENERATE(false, true);
    if (is_cut) {
      std::filesystem::resize_file(xcu, 1000);
    } else {
      std::filesystem::remove(xcu);
    }
    Converter converter{settings};
    CHECK(convert_text(converter, "hai").diagnostics.empty());
    CHECK(std::filesystem::file_size(xcu) > 1000);
  }
}

TEST_CASE("profiles of other days do not stay for ever", "[pool]") {
  test::FolderOfTest const folder;
  Settings const settings = fake_settings(folder);
  auto const cache = folder.path() / "cache/thethuc";
  auto const make = [&](char const* name, int days) {
    std::filesystem::create_directories(cache / name / "user");
    std::filesystem::last_write_time(
        cache / name,
        std::filesystem::file_time_type::clock::now() - std::chrono::hours{24 * days});
  };
  make("office-profile-1-00000000", 2);   // of a program before this one
  make("office-profile-1-00000001", 0);   // which runs
  make("office-profile-2-00000002", 20);  // of another LibreOffice
  make("office-profile-2-00000003", 40);  // which is gone
  make("something-else", 400);
  {
    Converter converter{settings};
    convert_text(converter, "mot");
  }
  CHECK(!std::filesystem::exists(cache / "office-profile-1-00000000"));
  CHECK(std::filesystem::exists(cache / "office-profile-1-00000001"));
  CHECK(std::filesystem::exists(cache / "office-profile-2-00000002"));
  CHECK(!std::filesystem::exists(cache / "office-profile-2-00000003"));
  CHECK(std::filesystem::exists(cache / "something-else"));
}

TEST_CASE("a worker that has little memory is told by its limit", "[pool]") {
  test::FolderOfTest const folder;
  Settings settings = fake_settings(folder);
  settings.worker = "/bin/false";
  SECTION("the user's") {
    settings.limits.max_memory = 300'000'000;
    Converter converter{settings};
    CHECK_THROWS_WITH(convert_text(converter, "x"), Catch::Contains("--limit convert-memory=N"));
  }
  SECTION("the usual one") {
    Converter converter{settings};
    CHECK_THROWS_WITH(convert_text(converter, "x"), Catch::Contains("libreoffice-writer-nogui"));
  }
}

TEST_CASE("a converter that is not needed ends at once", "[pool]") {
  test::FolderOfTest const folder;
  { Converter const converter{fake_settings(folder)}; }
  CHECK(test::child_processes().empty());
  CHECK(leftovers(folder) == 0);
}

TEST_CASE("kill -9 of the owner leaves no process, and its files until the next start", "[pool]") {
  test::FolderOfTest const folder;
  Settings const settings = fake_settings(folder);
  std::array<int, 2> pipe{};
  REQUIRE(::pipe2(pipe.data(), O_CLOEXEC) == 0);
  pid_t const owner = ::fork();
  if (owner == 0) {
    Converter converter{settings};
    std::string const worker = worker_of(convert_text(converter, "truoc"));
    if (::write(pipe[1], worker.data(), worker.size()) > 0) {
      convert_text(converter, "treo");
    }
    ::_exit(0);
  }
  std::array<char, 32> worker{};
  REQUIRE(::read(pipe[0], worker.data(), worker.size() - 1) > 0);
  ::kill(owner, SIGKILL);
  ::waitpid(owner, nullptr, 0);
  CHECK(leftovers(folder) == 1);
  // The fake has no PR_SET_PDEATHSIG and sleeps; the real one is killed by the kernel.
  ::kill(std::stoi(worker.data()), SIGKILL);
  CHECK(test::is_gone_soon(std::stoi(worker.data())));
  { Converter const converter{settings}; }
  CHECK(leftovers(folder) == 0);
  ::close(pipe[0]);
  ::close(pipe[1]);
}

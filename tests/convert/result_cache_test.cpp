#include "convert/result_cache.h"

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

using namespace thethuc;
using convert::Request;
using convert::Result;
using convert::ResultCache;

namespace {

Result of_bytes(std::size_t bytes) {
  Result made;
  made.pdf = std::string(bytes, 'x');
  return made;
}

}  // namespace

TEST_CASE("all that is asked for is part of the key", "[cache]") {
  Request const plain;
  std::vector<Request> others(9);
  others[0].pages = {{1, 2}};
  others[1].standard = convert::PdfStandard::a2b;
  others[2].tagged = true;
  others[3].title = "Thư mời";
  others[4].date = std::chrono::sys_seconds{std::chrono::seconds{0}};
  others[5].images = convert::Images{};
  others[6].images = convert::Images{97, convert::ImageForm::png};
  others[7].images = convert::Images{96, convert::ImageForm::pixels};
  others[8].geometry = true;
  std::vector<std::string> keys{convert::result_key("a", plain), convert::result_key("b", plain)};
  for (Request const& other : others) {
    keys.push_back(convert::result_key("a", other));
  }
  for (std::size_t i = 0; i < keys.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      INFO(i << " and " << j);
      CHECK(keys[i] != keys[j]);
    }
  }
  Request alone;
  alone.alone = true;  // gives the same
  CHECK(convert::result_key("a", alone) == keys[0]);
}

TEST_CASE("the results that were used last are kept, within the bound", "[cache]") {
  ResultCache cache{10'000};
  int made = 0;
  auto const ask = [&](std::string const& key, std::size_t bytes) {
    return cache.get(key, [&] {
      ++made;
      return of_bytes(bytes);
    });
  };
  CHECK(ask("a", 4000).pdf.size() == 4000);
  CHECK(ask("a", 1).pdf.size() == 4000);
  CHECK(made == 1);
  ask("b", 4000);
  ask("a", 1);     // used last, so it stays
  ask("c", 4000);  // b goes
  CHECK(made == 3);
  ask("a", 4000);
  ask("c", 4000);
  CHECK(made == 3);
  ask("b", 4000);
  CHECK(made == 4);
  ask("large", 20'000);
  ask("large", 20'000);
  CHECK(made == 6);  // larger than all that may be kept
  CHECK(ask("b", 1).pdf.size() == 4000);
}

TEST_CASE("what is wrong is not kept", "[cache]") {
  ResultCache cache{10'000};
  int made = 0;
  auto const fails = [&] {
    ++made;
    Result result;
    result.diagnostics.add(
        base::diagnose(base::Id::convert_crashed, base::place_in_file("x.docx"), {}, {}));
    return result;
  };
  CHECK(cache.get("a", fails).diagnostics.has_errors());
  CHECK(cache.get("a", fails).diagnostics.has_errors());
  CHECK(made == 2);
  CHECK_THROWS_AS(cache.get("a", []() -> Result { throw std::runtime_error("no"); }),
                  std::runtime_error);
  CHECK(cache.get("a", [] { return of_bytes(5); }).pdf.size() == 5);
}

TEST_CASE("of those who ask for the same at once one makes it", "[cache]") {
  ResultCache cache{1'000'000};
  std::atomic<int> made{0};
  std::atomic<int> waiting{0};
  std::atomic<int> right{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      ++waiting;
      Result const result = cache.get("a", [&] {
        ++made;
        while (waiting < 8) {
          std::this_thread::sleep_for(std::chrono::milliseconds{1});
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{50});  // for the last to have asked
        return of_bytes(7);
      });
      right += result.pdf.size() == 7 ? 1 : 0;
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  CHECK(made == 1);
  CHECK(right == 8);
}

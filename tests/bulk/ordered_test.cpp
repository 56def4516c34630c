#include "bulk/ordered.h"

#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

using namespace thethuc;

namespace {

struct Number {
  int value = 0;
  int squared = 0;
  std::size_t size = 1;
  std::size_t bytes() const { return size; }
};

struct Seen {
  std::vector<int> consumed;
  std::vector<int> dropped;
  int produced = 0;
};

// Numbers from 0 to `count`, squared on threads; `fails` throws where it is told to, `last` is the
// last that is consumed.
struct Numbers {
  int count = 100;
  int produce_fails = -1;
  int work_fails = -1;
  int consume_fails = -1;
  int last = -1;

  Seen run(bulk::OrderedLimits limits) const {
    Seen seen;
    bulk::Ordered<Number>::Steps steps;
    steps.produce = [&](Number& n) {
      if (seen.produced == produce_fails) {
        throw std::runtime_error("produce");
      }
      n.value = seen.produced;
      return seen.produced++ < count;
    };
    steps.work = [this](std::size_t, Number& n) {
      if (n.value % 7 == 0) {  // some take longer, so that others overtake them
        std::this_thread::sleep_for(std::chrono::microseconds{300});
      }
      if (n.value == work_fails) {
        throw std::runtime_error("work");
      }
      n.squared = n.value * n.value;
    };
    steps.consume = [&](Number& n) {
      if (n.value == consume_fails) {
        throw std::runtime_error("consume");
      }
      CHECK(n.squared == n.value * n.value);
      seen.consumed.push_back(n.value);
      return n.value != last;
    };
    steps.drop = [&](Number& n) { seen.dropped.push_back(n.value); };
    bulk::Ordered<Number> ordered{limits, steps};
    if (produce_fails + work_fails + consume_fails == -3) {
      ordered.run();
    } else {
      CHECK_THROWS_AS(ordered.run(), std::runtime_error);
    }
    return seen;
  }
};

std::vector<int> up_to(int count) {
  std::vector<int> all;
  for (int i = 0; i < count; ++i) {
    all.push_back(i);
  }
  return all;
}

}  // namespace

TEST_CASE("results come in the order of their work", "[bulk]") {
  std::size_t const threads = GENERATE(1u, 2u, 5u);
  std::size_t const ahead = GENERATE(1u, 3u, 64u);
  std::size_t const bytes = GENERATE(1u, 1000u);
  Seen const seen = Numbers{}.run({threads, ahead, bytes});
  CHECK(seen.consumed == up_to(100));
  CHECK(seen.dropped.empty());
}

TEST_CASE("nothing to do ends at once", "[bulk]") {
  Numbers none;
  none.count = 0;
  CHECK(none.run({4, 8, 100}).consumed.empty());
}

TEST_CASE("what ends early drops what was done beyond", "[bulk]") {
  Numbers numbers;
  SECTION("by the consumer") {
    numbers.last = 40;
    Seen const seen = numbers.run({3, 8, 100});
    CHECK(seen.consumed == up_to(41));
    CHECK(seen.dropped.size() <= 8 + 3);
    CHECK(seen.produced <= 41 + 8 + 3);
  }
  SECTION("by a step that throws") {
    int* const fails =
        GENERATE_REF(&numbers.produce_fails, &numbers.work_fails, &numbers.consume_fails);
    *fails = 30;
    Seen const seen = numbers.run({3, 8, 100});
    CHECK(seen.consumed == up_to(30));
    // What failed is dropped with the others: a part of it may have been made.
    if (fails != &numbers.produce_fails) {
      REQUIRE_FALSE(seen.dropped.empty());
      CHECK(seen.dropped.front() == 30);
    }
  }
}

TEST_CASE("a produce() that waits gives way when the run ends", "[bulk]") {
  bool const work_fails = GENERATE(false, true);
  std::atomic<bool> interrupted{false};
  bulk::Ordered<Number>::Steps steps;
  steps.produce = [&, given = 0](Number& n) mutable {
    while (given == 2 && !interrupted) {  // the third never comes
      std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
    n.value = given;
    return given++ < 2;
  };
  steps.work = [&](std::size_t, Number& n) {
    if (work_fails && n.value == 1) {
      throw std::runtime_error("work");
    }
  };
  steps.consume = [&](Number& n) {
    if (!work_fails && n.value == 1) {
      throw std::runtime_error("consume");
    }
    return true;
  };
  steps.interrupt = [&] { interrupted = true; };
  bulk::Ordered<Number> ordered{{2, 4, 100}, steps};
  CHECK_THROWS_AS(ordered.run(), std::runtime_error);
  CHECK(interrupted);
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)  // they need address space

namespace {

// No more than `more` bytes of address space beyond what is taken, as long as it lives.
class AddressSpace {
 public:
  explicit AddressSpace(rlim_t more) {
    ::getrlimit(RLIMIT_AS, &before_);
    rlim_t pages = 0;
    std::ifstream{"/proc/self/statm"} >> pages;
    rlimit const now{pages * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE)) + more, before_.rlim_max};
    ::setrlimit(RLIMIT_AS, &now);
  }
  ~AddressSpace() { ::setrlimit(RLIMIT_AS, &before_); }
  AddressSpace(AddressSpace const&) = delete;
  AddressSpace& operator=(AddressSpace const&) = delete;

 private:
  rlimit before_{};
};

}  // namespace

TEST_CASE("a thread that cannot be started ends the run", "[bulk]") {
  std::atomic<int> produced{0};
  std::atomic<int> consumed{0};
  bulk::Ordered<Number>::Steps steps;
  steps.produce = [&](Number&) {
    ++produced;
    return true;
  };
  steps.work = [](std::size_t, Number&) {};
  steps.consume = [&](Number&) {
    ++consumed;
    return true;
  };
  AddressSpace const some_stacks{64u << 20};
  bulk::Ordered<Number> ordered{{1000, 4, 100}, steps};
  CHECK_THROWS_AS(ordered.run(), std::system_error);
  CHECK(produced <= 4);  // those that were started waited for room, and have ended
  CHECK(consumed == 0);
}

#endif

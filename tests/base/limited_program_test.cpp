#include "base/limited_program.h"

#include <catch2/catch.hpp>

using namespace thethuc::base;
using End = ProgramResult::End;

namespace {

ProgramResult shell(std::string const& script,
                    std::string_view input = "",
                    ProgramLimits limits = {}) {
  return run_limited({"sh", "-c", script}, input, limits);
}

}  // namespace

TEST_CASE("a program reads its input and writes its output", "[program]") {
  std::string const megabytes(3'000'000, 'x');
  ProgramResult const result = shell("cat; echo said >&2", megabytes);
  CHECK(result.end == End::done);
  CHECK(result.output == megabytes);
  CHECK(result.errors == "said\n");
}

TEST_CASE("how a program ends is told", "[program]") {
  CHECK(shell("exit 3").end == End::failed);
  CHECK(shell("kill -SEGV $$").end == End::stopped);
  CHECK(run_limited({"khong-co-chuong-trinh"}, "", {}).end == End::absent);
  CHECK(run_limited({"/etc/passwd/x"}, "", {}).end == End::absent);
  // It does not have to read its input.
  CHECK(shell("true", std::string(1'000'000, 'x')).end == End::done);
}

TEST_CASE("a program is stopped at its limits", "[program]") {
  ProgramLimits limits;
  limits.cpu = std::chrono::seconds{1};
  CHECK(shell("while :; do :; done", "", limits).end == End::stopped);
  limits.wall = std::chrono::seconds{1};
  CHECK(run_limited({"sleep", "1000"}, "", limits).end == End::stopped);
  limits = {};
  limits.output_bytes = 1000;
  ProgramResult const flood = run_limited({"cat", "/dev/zero"}, "", limits);
  CHECK(flood.end != End::done);
  CHECK(flood.output.size() == 1000);
}

TEST_CASE("a program sees none of our files", "[program]") {
  // 0, 1, 2, and the one that lists them.
  CHECK(shell("ls /proc/self/fd | wc -l").output == "4\n");
}

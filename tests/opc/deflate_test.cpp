#include "opc/deflate.h"

#include <zlib.h>

#include <cstddef>
#include <random>
#include <string>

#include <catch2/catch.hpp>

using namespace thethuc;

namespace {

// Bytes without any order.
std::string noise(std::size_t size) {
  std::mt19937 random{11};  // the same each time
  std::string out;
  while (out.size() < size) {
    out += static_cast<char>(random() & 0xFF);
  }
  return out;
}

// As a page: paper, and here and there something on it.
std::string page(std::size_t size) {
  std::string out(size, '\xFF');
  for (std::size_t at = 100; at + 8 < size; at += 3'000) {
    out.replace(at, 8, "\0\x10\x80\xF0\x80\x10\0\x7F", 8);
  }
  return out;
}

}  // namespace

TEST_CASE("zlib streams are read by zlib", "[deflate]") {
  struct Case {
    char const* name;
    std::string bytes;
    double most;  // of the size
  };
  auto const c = GENERATE(values<Case>({
      {"nothing", "", 1e9},
      {"a byte", "x", 100},
      {"a few", "abcabcabc", 3},
      {"paper", std::string(900'000, '\xFF'), 0.005},
      {"a page", page(900'000), 0.02},
      {"noise", noise(100'000), 1.01},
  }));
  int const level = GENERATE(1, 2, 7, 12);
  DYNAMIC_SECTION(c.name << ", level " << level) {
    opc::Deflater deflater{level};
    deflater.zlib_stream(noise(5'000));  // what was packed before makes no difference
    std::string const stream = deflater.zlib_stream(c.bytes);
    CHECK(stream == opc::Deflater{level}.zlib_stream(c.bytes));
    CHECK(static_cast<double>(stream.size()) <= c.most * static_cast<double>(c.bytes.size() + 1));
    std::string read(c.bytes.size() + 1, '\0');
    auto size = static_cast<uLongf>(read.size());
    REQUIRE(::uncompress(reinterpret_cast<Bytef*>(read.data()),
                         &size,
                         reinterpret_cast<Bytef const*>(stream.data()),
                         static_cast<uLong>(stream.size())) == Z_OK);
    read.resize(size);
    CHECK(read == c.bytes);
  }
}

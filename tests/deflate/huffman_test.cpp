#include "deflate/huffman.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <queue>
#include <vector>

#include <catch2/catch.hpp>

using namespace thethuc;

namespace {

std::vector<deflate::Code> codes_of(std::vector<std::uint32_t> const& frequencies,
                                    std::uint32_t longest) {
  std::vector<deflate::Code> codes(frequencies.size());
  deflate::build_codes(frequencies, longest, codes);
  return codes;
}

std::vector<int> lengths_of(std::vector<deflate::Code> const& codes) {
  std::vector<int> lengths;
  for (deflate::Code const& code : codes) {
    lengths.push_back(code.length);
  }
  return lengths;
}

// 1 when each sequence of bits is the beginning of a code, and of one only (Kraft).
double room_taken(std::vector<deflate::Code> const& codes) {
  double room = 0;
  for (deflate::Code const& code : codes) {
    room += code.length > 0 ? 1.0 / static_cast<double>(1u << code.length) : 0;
  }
  return room;
}

std::uint64_t bits_of(std::vector<std::uint32_t> const& frequencies,
                      std::vector<deflate::Code> const& codes) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    bits += std::uint64_t{frequencies[i]} * codes[i].length;
  }
  return bits;
}

// What Huffman's tree takes: each node that joins two others costs what hangs on it.
std::uint64_t fewest_bits(std::vector<std::uint32_t> const& frequencies) {
  std::priority_queue<std::uint64_t, std::vector<std::uint64_t>, std::greater<>> weights;
  for (std::uint32_t const frequency : frequencies) {
    if (frequency > 0) {
      weights.push(frequency);
    }
  }
  std::uint64_t bits = 0;
  while (weights.size() > 1) {
    std::uint64_t joined = weights.top();
    weights.pop();
    joined += weights.top();
    weights.pop();
    weights.push(joined);
    bits += joined;
  }
  return bits;
}

std::vector<std::uint32_t> fibonacci(std::size_t count) {
  std::vector<std::uint32_t> out{1, 1};
  while (out.size() < count) {
    out.push_back(out[out.size() - 1] + out[out.size() - 2]);
  }
  return out;
}

struct Lengths {
  char const* name;
  std::vector<std::uint32_t> frequencies;
  std::vector<int> expect;
};

}  // namespace

TEST_CASE("codes have the lengths of Huffman's tree", "[deflate]") {
  auto const row = GENERATE(values<Lengths>({
      {"nothing is used: two symbols still have a code", {0, 0, 0}, {1, 1, 0}},
      {"one symbol: another makes up for what lacks", {0, 0, 7}, {1, 0, 1}},
      {"one symbol, the first", {7, 0, 0}, {1, 1, 0}},
      {"equal frequencies", {5, 5, 5, 5}, {2, 2, 2, 2}},
      {"each as frequent as all before it", {1, 1, 2, 4}, {3, 3, 2, 1}},
      {"symbols that are not used have none", {3, 0, 0, 1, 0, 1}, {1, 0, 0, 2, 0, 2}},
  }));
  INFO(row.name);
  CHECK(lengths_of(codes_of(row.frequencies, 15)) == row.expect);
}

// The example of RFC 1951, 3.2.2.
TEST_CASE("codes are numbered as the standard says", "[deflate]") {
  std::vector<deflate::Code> codes;
  for (int const length : {3, 3, 3, 3, 3, 2, 4, 4}) {
    codes.push_back({0, static_cast<std::uint8_t>(length)});
  }
  deflate::number_codes(codes);
  std::vector<int> bits;
  for (deflate::Code const& code : codes) {
    bits.push_back(code.bits);
  }
  // 010, 011, 100, 101, 110, 00, 1110, 1111, from the last bit to the first.
  CHECK(bits == std::vector<int>{0b010, 0b110, 0b001, 0b101, 0b011, 0b00, 0b0111, 0b1111});
}

TEST_CASE("codes that would be too long are cut, and stay complete", "[deflate]") {
  auto const count = GENERATE(range(2, 45));
  auto const longest = GENERATE(6, 7, 9, 15);
  std::vector<std::uint32_t> const frequencies = fibonacci(static_cast<std::size_t>(count));
  auto const codes = codes_of(frequencies, static_cast<std::uint32_t>(longest));
  INFO(count << " symbols, at most " << longest << " bits");
  CHECK(room_taken(codes) == 1.0);
  bool is_ordered = true;
  for (std::size_t i = 1; i < codes.size(); ++i) {
    is_ordered = is_ordered && codes[i].length <= codes[i - 1].length;
  }
  CHECK(is_ordered);
  // The rarest comes first.
  CHECK(codes.front().length == std::min(count - 1, longest));
}

TEST_CASE("no code takes fewer bits", "[deflate]") {
  std::uint32_t random = 1;
  for (int turn = 0; turn < 200; ++turn) {
    std::vector<std::uint32_t> frequencies(2 + static_cast<std::size_t>(turn));
    for (std::uint32_t& frequency : frequencies) {
      random = random * 1'664'525 + 1'013'904'223;
      std::uint32_t const size = random >> 27;
      frequency = 1 + (random >> 8 & ((1u << size % 12) - 1));
    }
    auto const codes = codes_of(frequencies, 15);
    INFO(turn);
    CHECK(room_taken(codes) == 1.0);
    CHECK(bits_of(frequencies, codes) == fewest_bits(frequencies));
  }
}

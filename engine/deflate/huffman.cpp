#include "deflate/huffman.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace thethuc::deflate {

namespace {

constexpr std::size_t kMostSymbols = 288;
constexpr std::size_t kMostBits = 15;

struct Leaf {
  std::uint32_t frequency;
  std::uint32_t symbol;
};

// Of 15 bits at most.
std::uint32_t reversed(std::uint32_t code, std::uint32_t length) {
  code = (code & 0x5555) << 1 | (code >> 1 & 0x5555);
  code = (code & 0x3333) << 2 | (code >> 2 & 0x3333);
  code = (code & 0x0f0f) << 4 | (code >> 4 & 0x0f0f);
  code = (code & 0x00ff) << 8 | code >> 8;
  return code >> (16 - length);
}

// How many leaves of the tree of least weight are that deep, depths beyond `longest` counted as
// that. Leaves come in order of frequency: then inner nodes come about in order of theirs, and the
// two lightest are always found in front of the two rows.
using Counts = std::array<std::uint32_t, kMostBits + 1>;
Counts count_depths(std::span<Leaf const> leaves, std::uint32_t longest) {
  std::array<std::uint32_t, kMostSymbols> weight;   // of inner nodes
  std::array<std::uint16_t, kMostSymbols> parent;   // the same, as indices of inner nodes
  std::array<std::uint16_t, kMostSymbols> of_leaf;  // parents of leaves
  std::size_t const inner = leaves.size() - 1;
  std::size_t leaf = 0;
  std::size_t node = 0;
  for (std::size_t made = 0; made < inner; ++made) {
    std::uint32_t sum = 0;
    for (int child = 0; child < 2; ++child) {
      bool const take_leaf =
          leaf < leaves.size() && (node == made || leaves[leaf].frequency <= weight[node]);
      if (take_leaf) {
        sum += leaves[leaf].frequency;
        of_leaf[leaf++] = static_cast<std::uint16_t>(made);
      } else {
        sum += weight[node];
        parent[node++] = static_cast<std::uint16_t>(made);
      }
    }
    weight[made] = sum;
  }
  std::array<std::uint16_t, kMostSymbols> depth;  // of inner nodes, from the root down
  depth[inner - 1] = 0;
  for (std::size_t i = inner - 1; i-- > 0;) {
    depth[i] = static_cast<std::uint16_t>(depth[parent[i]] + 1);
  }
  Counts counts{};
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    ++counts[std::min<std::uint32_t>(depth[of_leaf[i]] + 1u, longest)];
  }
  return counts;
}

// Makes a code of the depths again where some were cut: as long as it takes too much room, the
// deepest leaf that is not at the bottom goes down by one and takes one from the bottom beside it,
// which saves just the room of one at the bottom. So the code ends up complete.
void make_complete(Counts& counts, std::uint32_t longest) {
  std::uint64_t room = 0;
  for (std::uint32_t length = 1; length <= longest; ++length) {
    room += std::uint64_t{counts[length]} << (longest - length);
  }
  for (std::uint64_t excess = room - (1ull << longest); excess > 0; --excess) {
    std::uint32_t length = longest - 1;
    while (counts[length] == 0) {
      --length;
    }
    --counts[length];
    counts[length + 1] += 2;
    --counts[longest];
  }
}

}  // namespace

void build_codes(std::span<std::uint32_t const> frequencies,
                 std::uint32_t longest,
                 std::span<Code> codes) {
  assert(frequencies.size() == codes.size() && codes.size() <= kMostSymbols && codes.size() >= 2);
  assert(longest <= kMostBits && codes.size() <= (std::size_t{1} << longest));
  std::array<Leaf, kMostSymbols> room;
  std::size_t used = 0;
  for (std::uint32_t symbol = 0; symbol < frequencies.size(); ++symbol) {
    codes[symbol] = {};
    if (frequencies[symbol] > 0) {
      room[used++] = {frequencies[symbol], symbol};
    }
  }
  for (std::uint32_t symbol = 0; used < 2; ++symbol) {
    if (frequencies[symbol] == 0) {
      room[used++] = {0, symbol};
    }
  }
  std::span<Leaf> const leaves{room.data(), used};
  std::sort(leaves.begin(), leaves.end(), [](Leaf const& a, Leaf const& b) {
    return a.frequency != b.frequency ? a.frequency < b.frequency : a.symbol < b.symbol;
  });
  Counts counts = count_depths(leaves, longest);
  make_complete(counts, longest);
  std::size_t next = 0;
  for (std::uint32_t length = longest; length > 0; --length) {
    for (std::uint32_t i = 0; i < counts[length]; ++i) {
      codes[leaves[next++].symbol].length = static_cast<std::uint8_t>(length);
    }
  }
  number_codes(codes);
}

void number_codes(std::span<Code> codes) {
  Counts counts{};
  for (Code const& code : codes) {
    ++counts[code.length];
  }
  counts[0] = 0;
  std::array<std::uint32_t, kMostBits + 1> next{};
  for (std::uint32_t length = 1, first = 0; length <= kMostBits; ++length) {
    first = (first + counts[length - 1]) << 1;
    next[length] = first;
  }
  for (Code& code : codes) {
    if (code.length > 0) {
      code.bits = static_cast<std::uint16_t>(reversed(next[code.length]++, code.length));
    }
  }
}

}  // namespace thethuc::deflate

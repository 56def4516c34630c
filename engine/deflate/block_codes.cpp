#include "deflate/block_codes.h"

#include <algorithm>

namespace thethuc::deflate {

namespace {

// Of a block, 3.2.3.
constexpr std::uint32_t kStored = 0;
constexpr std::uint32_t kFixed = 1;
constexpr std::uint32_t kDynamic = 2;

constexpr std::size_t kMostStored = 65'535;

// --- the lengths of codes, as a block begins with them (3.2.7)

constexpr std::size_t kLengthSymbols = 19;
constexpr std::uint32_t kRepeat = 16;     // the length before, 3 to 6 times
constexpr std::uint32_t kZeros = 17;      // 3 to 10
constexpr std::uint32_t kManyZeros = 18;  // 11 to 138
constexpr std::uint8_t kLengthOrder[kLengthSymbols] = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
constexpr std::uint32_t kLengthExtra[3] = {2, 3, 7};  // of kRepeat, kZeros, kManyZeros

struct LengthItem {
  std::uint8_t symbol;
  std::uint8_t extra;
};

struct Table {
  std::size_t literals;
  std::size_t distances;
  std::array<LengthItem, kLiterals + kDistances> items;
  std::size_t count = 0;
  std::array<Code, kLengthSymbols> codes;
  std::size_t lengths;  // how many of kLengthOrder are told
  std::uint64_t bits;   // that it takes
};

template <std::size_t Size>
std::size_t used_of(std::array<Code, Size> const& codes, std::size_t least) {
  std::size_t used = Size;
  while (used > least && codes[used - 1].length == 0) {
    --used;
  }
  return used;
}

void add_run(Table& table, std::uint8_t length, std::size_t times) {
  auto const add = [&table](std::uint32_t symbol, std::size_t extra) {
    table.items[table.count++] = {static_cast<std::uint8_t>(symbol),
                                  static_cast<std::uint8_t>(extra)};
  };
  if (length == 0) {
    for (; times >= 11; times -= std::min<std::size_t>(times, 138)) {
      add(kManyZeros, std::min<std::size_t>(times, 138) - 11);
    }
    if (times >= 3) {
      add(kZeros, times - 3);
      times = 0;
    }
  } else {
    add(length, 0);
    for (--times; times >= 3; times -= std::min<std::size_t>(times, 6)) {
      add(kRepeat, std::min<std::size_t>(times, 6) - 3);
    }
  }
  for (; times > 0; --times) {
    add(length, 0);
  }
}

Table table_of(Codes const& codes) {
  Table table;
  table.literals = used_of(codes.literals, kFirstLength);
  table.distances = used_of(codes.distances, 1);
  std::array<std::uint8_t, kLiterals + kDistances> lengths;
  std::size_t count = 0;
  for (std::size_t i = 0; i < table.literals; ++i) {
    lengths[count++] = codes.literals[i].length;
  }
  for (std::size_t i = 0; i < table.distances; ++i) {
    lengths[count++] = codes.distances[i].length;
  }
  for (std::size_t i = 0; i < count;) {
    std::size_t next = i + 1;
    while (next < count && lengths[next] == lengths[i]) {
      ++next;
    }
    add_run(table, lengths[i], next - i);
    i = next;
  }
  std::array<std::uint32_t, kLengthSymbols> frequencies{};
  for (std::size_t i = 0; i < table.count; ++i) {
    ++frequencies[table.items[i].symbol];
  }
  build_codes(frequencies, kLongestLengthCode, table.codes);
  table.lengths = kLengthSymbols;
  while (table.lengths > 4 && table.codes[kLengthOrder[table.lengths - 1]].length == 0) {
    --table.lengths;
  }
  table.bits = 5 + 5 + 4 + 3 * table.lengths;
  for (std::size_t symbol = 0; symbol < kLengthSymbols; ++symbol) {
    std::uint32_t const extra = symbol < kRepeat ? 0 : kLengthExtra[symbol - kRepeat];
    table.bits += std::uint64_t{frequencies[symbol]} * (table.codes[symbol].length + extra);
  }
  return table;
}

void write_table(Table const& table, BitWriter& out) {
  out.add(table.literals - kFirstLength, 5);
  out.add(table.distances - 1, 5);
  out.add(table.lengths - 4, 4);
  out.flush();
  for (std::size_t i = 0; i < table.lengths; ++i) {
    out.add(table.codes[kLengthOrder[i]].length, 3);
    out.flush();
  }
  for (std::size_t i = 0; i < table.count; ++i) {
    LengthItem const item = table.items[i];
    out.add(table.codes[item.symbol].bits, table.codes[item.symbol].length);
    if (item.symbol >= kRepeat) {
      out.add(item.extra, kLengthExtra[item.symbol - kRepeat]);
    }
    out.flush();
  }
}

// --- codes

// 3.2.6; of 288 symbols, since all have their room in the code.
Codes const& fixed_codes() {
  static Codes const codes = [] {
    std::array<Code, 288> literals;
    for (std::size_t i = 0; i < literals.size(); ++i) {
      literals[i].length = static_cast<std::uint8_t>(i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8);
    }
    std::array<Code, 32> distances;
    for (Code& code : distances) {
      code.length = 5;
    }
    number_codes(literals);
    number_codes(distances);
    Codes out;
    std::copy_n(literals.begin(), out.literals.size(), out.literals.begin());
    std::copy_n(distances.begin(), out.distances.size(), out.distances.begin());
    return out;
  }();
  return codes;
}

// Bits of all tokens with these codes.
std::uint64_t bits_of(Frequencies const& frequencies, Codes const& codes) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < kLiterals; ++i) {
    std::uint32_t const extra = i < kFirstLength ? 0 : kLengthRanges[i - kFirstLength].extra;
    bits += std::uint64_t{frequencies.literals[i]} * (codes.literals[i].length + extra);
  }
  for (std::size_t i = 0; i < kDistances; ++i) {
    bits += std::uint64_t{frequencies.distances[i]} *
            (codes.distances[i].length + kDistanceRanges[i].extra);
  }
  return bits;
}

// Bits of a stored block, at most.
std::uint64_t bits_stored(std::size_t bytes) {
  return 8 * std::uint64_t{bytes} + (bytes / kMostStored + 1) * (3 + 7 + 32);
}

void write_stored(std::string_view bytes, bool is_last, BitWriter& out) {
  do {
    std::string_view const part = bytes.substr(0, kMostStored);
    bytes.remove_prefix(part.size());
    out.add(is_last && bytes.empty() ? 1 : 0, 1);
    out.add(kStored, 2);
    out.align();
    out.add(part.size(), 16);
    out.add(part.size() ^ 0xffff, 16);
    out.flush();
    out.copy(part);
  } while (!bytes.empty());
}

}  // namespace

void Frequencies::add(Frequencies const& other) {
  for (std::size_t i = 0; i < kLiterals; ++i) {
    literals[i] += other.literals[i];
  }
  for (std::size_t i = 0; i < kDistances; ++i) {
    distances[i] += other.distances[i];
  }
  bytes += other.bytes;
}

Codes const* begin_block(Frequencies const& frequencies,
                         std::string_view bytes,
                         bool is_last,
                         BitWriter& out,
                         Codes& room) {
  build_codes(frequencies.literals, kLongestCode, room.literals);
  build_codes(frequencies.distances, kLongestCode, room.distances);
  Table const table = table_of(room);
  std::uint64_t const dynamic = table.bits + bits_of(frequencies, room);
  std::uint64_t const fixed = bits_of(frequencies, fixed_codes());
  if (bits_stored(bytes.size()) < std::min(dynamic, fixed)) {
    write_stored(bytes, is_last, out);
    return nullptr;
  }
  bool const is_fixed = fixed <= dynamic;
  out.add(is_last ? 1 : 0, 1);
  out.add(is_fixed ? kFixed : kDynamic, 2);
  out.flush();
  if (!is_fixed) {
    write_table(table, out);
  }
  return is_fixed ? &fixed_codes() : &room;
}

void end_block(Codes const& codes, BitWriter& out) {
  out.flush();
  out.add(codes.literals[kEndOfBlock].bits, codes.literals[kEndOfBlock].length);
  out.flush();
}

}  // namespace thethuc::deflate

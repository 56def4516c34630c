#include "deflate/blocks.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <span>

#include "deflate/huffman.h"

namespace thethuc::deflate {

// The codes of a block.
struct Codes {
  std::array<Code, kLiterals> literals;
  std::array<Code, kDistances> distances;
};

namespace {

// Of a block, 3.2.3.
constexpr std::uint32_t kStored = 0;
constexpr std::uint32_t kFixed = 1;
constexpr std::uint32_t kDynamic = 2;

constexpr std::size_t kMostStored = 65'535;

// --- what a block would cost, near enough to tell whether two should be one

constexpr std::uint32_t kUnit = 256;  // of a bit

// Logarithms of the numbers from 1 to 2 less 1/256, to base 2, in units, by repeated squaring.
// Integers: the same on every machine, so that the same blocks come out.
constexpr std::array<std::uint16_t, 256> kLogarithms = [] {
  std::array<std::uint16_t, 256> out{};
  for (std::uint32_t i = 0; i < out.size(); ++i) {
    std::uint64_t x = std::uint64_t{256 + i} << 22;  // 30 bits behind the point
    std::uint32_t log = 0;
    for (std::uint32_t bit = kUnit / 2; bit > 0; bit /= 2) {
      x = x * x >> 30;
      if (x >= std::uint64_t{2} << 30) {
        x >>= 1;
        log += bit;
      }
    }
    out[i] = static_cast<std::uint16_t>(log);
  }
  return out;
}();

std::uint64_t logarithm(std::uint32_t n) {
  auto const whole = static_cast<std::uint32_t>(std::bit_width(n) - 1);
  std::uint32_t const mantissa = whole >= 8 ? n >> (whole - 8) : n << (8 - whole);
  return std::uint64_t{whole} * kUnit + kLogarithms[mantissa & 255];
}

// Of codes that fit the frequencies perfectly, in units.
template <std::size_t Size>
std::uint64_t entropy(std::array<std::uint32_t, Size> const& a,
                      std::array<std::uint32_t, Size> const& b) {
  std::uint32_t total = 0;
  std::uint64_t saved = 0;
  for (std::size_t i = 0; i < Size; ++i) {
    if (std::uint32_t const frequency = a[i] + b[i]; frequency > 0) {
      total += frequency;
      saved += frequency * logarithm(frequency);
    }
  }
  return total == 0 ? 0 : total * logarithm(total) - saved;
}

std::uint64_t cost(Frequencies const& a, Frequencies const& b) {
  return entropy(a.literals, b.literals) + entropy(a.distances, b.distances);
}

// The table of codes of a block takes so much, found by trying with rendered documents.
constexpr std::uint64_t kCostOfTable = std::uint64_t{480} * kUnit;

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

Blocks::Blocks() : tokens_(new Token[kMost]) {}

void Blocks::begin(std::string_view source, BitWriter& out) {
  count_ = 0;
  block_count_ = 0;
  chunk_end_ = kChunk;
  block_ = {};
  chunk_ = {};
  source_ = source;
  out_ = &out;
}

// Takes the chunk into the block, or writes the block and begins one with the chunk.
void Blocks::end_chunk() {
  if (block_count_ > 0) {
    static constexpr Frequencies kNothing{};
    bool const is_other =
        count_ == kMost ||
        cost(block_, chunk_) > cost(block_, kNothing) + cost(chunk_, kNothing) + kCostOfTable;
    if (is_other) {
      write_block(false);
    }
  }
  block_.add(chunk_);
  chunk_ = {};
  block_count_ = count_;
  chunk_end_ = count_ + kChunk;
}

void Blocks::end() {
  if (count_ > block_count_) {
    end_chunk();
  }
  write_block(true);
  out_->align();
}

// Writes the block; the tokens of the chunk move to the front.
void Blocks::write_block(bool is_last) {
  block_.literals[kEndOfBlock] = 1;
  Codes codes;
  build_codes(block_.literals, kLongestCode, codes.literals);
  build_codes(block_.distances, kLongestCode, codes.distances);
  Table const table = table_of(codes);
  std::uint64_t const dynamic = table.bits + bits_of(block_, codes);
  std::uint64_t const fixed = bits_of(block_, fixed_codes());
  std::string_view const bytes = source_.substr(0, block_.bytes);
  if (bits_stored(bytes.size()) < std::min(dynamic, fixed)) {
    write_stored(bytes, is_last);
  } else {
    bool const is_fixed = fixed <= dynamic;
    out_->add(is_last ? 1 : 0, 1);
    out_->add(is_fixed ? kFixed : kDynamic, 2);
    out_->flush();
    if (!is_fixed) {
      write_table(table, *out_);
    }
    write_tokens(is_fixed ? fixed_codes() : codes);
  }
  source_.remove_prefix(bytes.size());
  std::memmove(
      tokens_.get(), tokens_.get() + block_count_, (count_ - block_count_) * sizeof(Token));
  count_ -= block_count_;
  block_count_ = 0;
  block_ = {};
}

void Blocks::write_tokens(Codes const& codes) {
  BitWriter out = *out_;  // a copy that stays in registers
  auto const add = [&out](Code const& code) { out.add(code.bits, code.length); };
  for (Token const token : std::span{tokens_.get(), block_count_}) {
    // A match takes 15 + 5 + 15 + 13 bits at most.
    if (out.pending() > 63 - 48) {
      out.flush();
    }
    std::uint32_t const value = token & ((1u << kLengthBits) - 1);
    std::uint32_t const distance = token >> kLengthBits & ((1u << kDistanceBits) - 1);
    if (distance == 0) {
      add(codes.literals[value]);
    } else {
      std::size_t const length = kLengthIndex[value];
      add(codes.literals[kFirstLength + length]);
      out.add(value - kLengthRanges[length].base, kLengthRanges[length].extra);
      std::uint32_t const symbol = token >> (kLengthBits + kDistanceBits);
      add(codes.distances[symbol]);
      out.add(distance - kDistanceRanges[symbol].base, kDistanceRanges[symbol].extra);
    }
  }
  out.flush();
  add(codes.literals[kEndOfBlock]);
  out.flush();
  *out_ = out;
}

void Blocks::write_stored(std::string_view bytes, bool is_last) {
  do {
    std::string_view const part = bytes.substr(0, kMostStored);
    bytes.remove_prefix(part.size());
    out_->add(is_last && bytes.empty() ? 1 : 0, 1);
    out_->add(kStored, 2);
    out_->align();
    out_->add(part.size(), 16);
    out_->add(part.size() ^ 0xffff, 16);
    out_->flush();
    out_->copy(part);
  } while (!bytes.empty());
}

}  // namespace thethuc::deflate

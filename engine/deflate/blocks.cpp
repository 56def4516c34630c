#include "deflate/blocks.h"

#include <bit>
#include <cstring>
#include <span>

namespace thethuc::deflate {

namespace {

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

}  // namespace

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
  std::string_view const bytes = source_.substr(0, block_.bytes);
  Codes room;
  if (Codes const* const codes = begin_block(block_, bytes, is_last, *out_, room)) {
    write_tokens(*codes);
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
  *out_ = out;
  end_block(codes, *out_);
}

}  // namespace thethuc::deflate

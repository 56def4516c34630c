#include "deflate/quick_encoder.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <utility>

#include "deflate/bits.h"
#include "deflate/block_codes.h"
#include "deflate/places.h"
#include "deflate/symbols.h"
#include "deflate/words.h"

namespace thethuc::deflate {

namespace {

// The numbers were found with the workloads of the benchmarks, as those of Encoder.
constexpr std::uint32_t kHashBits = 13;
constexpr std::uint32_t kHashed = 5;  // bytes
constexpr std::size_t kLeast = 4;     // bytes that a match must have where it is found
constexpr std::size_t kLoaded = 8;    // bytes that a position must have before it
// Matches so long are seen at each position, longer ones only at one so far behind where they were
// found: what begins there is looked for again when a value of other bytes, as long or nearly so,
// stands before it.
constexpr std::size_t kLongestSeen = 16;
constexpr std::size_t kSeen = 2;
// So many positions in a row without a match, and from there on one more is passed over each time:
// where nothing repeats itself, looking for it is no use.
constexpr std::size_t kPatience = 32;
// Of a block. They stay in the cache.
constexpr std::size_t kMost = 8'192;

std::uint32_t hash(std::uint64_t bytes) {
  return static_cast<std::uint32_t>((bytes << (64 - 8 * kHashed)) * 0x9E37'79B1'85EB'CA87u >>
                                    (64 - kHashBits));
}

// Literals, and the match behind them; of length 0 at the end of a block.
struct Sequence {
  std::uint32_t literals;
  std::uint16_t length;
  std::uint16_t distance;
};

// The code of a match's length, extra bits included.
struct LengthCode {
  std::uint32_t bits;
  std::uint32_t count;
};
using LengthCodes = std::array<LengthCode, kLongestMatch + 1>;

LengthCodes length_codes(Codes const& codes) {
  LengthCodes out{};
  for (std::uint32_t length = kLeastMatch; length <= kLongestMatch; ++length) {
    std::size_t const index = kLengthIndex[length];
    Code const code = codes.literals[kFirstLength + index];
    Range const range = kLengthRanges[index];
    out[length] = {code.bits | (length - range.base) << code.length,
                   std::uint32_t{code.length} + range.extra};
  }
  return out;
}

void write_literals(char const* first, char const* end, Codes const& codes, BitWriter& out) {
  auto const add = [&out, &codes](char byte) {
    Code const code = codes.literals[static_cast<unsigned char>(byte)];
    out.add(code.bits, code.length);
  };
  // 7 bits at most are pending, so there is room for three.
  for (; end - first > 2; first += 3) {
    add(first[0]);
    add(first[1]);
    add(first[2]);
    out.flush();
  }
  if (first < end) {
    add(*first);
    if (end - first > 1) {
      add(first[1]);
    }
    out.flush();
  }
}

void write_match(Sequence match, LengthCodes const& lengths, Codes const& codes, BitWriter& out) {
  // 7 bits are pending; a match takes 15 + 5 + 15 + 13 at most.
  LengthCode const length = lengths[match.length];
  out.add(length.bits, length.count);
  std::uint32_t const symbol = distance_symbol(match.distance);
  Code const code = codes.distances[symbol];
  out.add(code.bits, code.length);
  Range const range = kDistanceRanges[symbol];
  out.add(match.distance - range.base, range.extra);
  out.flush();
}

}  // namespace

struct QuickEncoder::State {
  void begin(std::string_view bytes, BitWriter& out);
  void parse();
  void take(std::size_t position, std::size_t length, std::uint32_t distance);
  void see_within(std::size_t position, std::size_t end);
  void write_block(std::size_t literals, bool is_last);
  Frequencies count_symbols() const;
  void write_sequences(char const* next, Codes const& codes);

  // The latest place of each hash.
  std::array<std::uint32_t, std::size_t{1} << kHashBits> places_of_hash{};
  Places places;
  std::array<Sequence, kMost + 1> sequences;
  std::size_t count = 0;

  std::string_view source;
  std::size_t seeable = 0;  // positions that are followed by enough bytes
  std::size_t taken = 0;    // what precedes it is in sequences
  std::size_t written = 0;  // what precedes it is written
  BitWriter* out = nullptr;
};

void QuickEncoder::State::begin(std::string_view bytes, BitWriter& writer) {
  source = bytes;
  seeable = bytes.size() < kLoaded ? 0 : bytes.size() - kLoaded + 1;
  taken = 0;
  written = 0;
  count = 0;
  out = &writer;
  if (places.begin(bytes.size())) {
    places_of_hash.fill(0);
  }
}

void QuickEncoder::State::parse() {
  std::size_t misses = 0;
  for (std::size_t position = 0; position < seeable;) {
    char const* const here = source.data() + position;
    std::uint64_t const bytes = load64(here);
    std::uint32_t const place = places.of(position);
    std::uint32_t const distance = place - std::exchange(places_of_hash[hash(bytes)], place);
    if (distance > kFarthest || load32(here - distance) != static_cast<std::uint32_t>(bytes)) {
      position += 1 + misses++ / kPatience;
      continue;
    }
    misses = 0;
    std::size_t const end =
        position + equal_bytes(here - distance, here, kLeast, source.size() - position);
    std::size_t first = position;  // some positions were passed over, and most are not seen
    while (first > taken && first > distance && source[first - 1] == source[first - 1 - distance]) {
      --first;
    }
    take(first, end - first, distance);
    see_within(position, end);
    position = end;
  }
}

// Adds the match, which may be longer than deflate allows, and the literals before it.
void QuickEncoder::State::take(std::size_t position, std::size_t length, std::uint32_t distance) {
  auto literals = static_cast<std::uint32_t>(position - taken);
  while (length > 0) {
    // What is left over must be a match, too.
    std::size_t const part = length <= kLongestMatch                 ? length
                             : length >= kLongestMatch + kLeastMatch ? kLongestMatch
                                                                     : length - kLeastMatch;
    sequences[count++] = {
        literals, static_cast<std::uint16_t>(part), static_cast<std::uint16_t>(distance)};
    taken += literals + part;
    literals = 0;
    length -= part;
    if (count == kMost) {
      write_block(0, false);
    }
  }
}

// Sees positions of a match behind the one where it was found.
void QuickEncoder::State::see_within(std::size_t position, std::size_t end) {
  if (end - position > kLongestSeen) {
    position += kSeen;
    end = position + 1;
  } else {
    ++position;
  }
  char const* here = source.data() + position;
  std::uint32_t place = places.of(position);
  for (char const* const last = source.data() + std::min(end, seeable); here < last; ++here) {
    places_of_hash[hash(load64(here))] = place++;
  }
}

Frequencies QuickEncoder::State::count_symbols() const {
  Frequencies frequencies;
  char const* next = source.data() + written;
  for (Sequence const* sequence = sequences.data();; ++sequence) {
    for (char const* const end = next + sequence->literals; next < end; ++next) {
      ++frequencies.literals[static_cast<unsigned char>(*next)];
    }
    if (sequence->length == 0) {
      break;
    }
    ++frequencies.literals[kFirstLength + kLengthIndex[sequence->length]];
    ++frequencies.distances[distance_symbol(sequence->distance)];
    next += sequence->length;
  }
  frequencies.literals[kEndOfBlock] = 1;
  return frequencies;
}

// Writes all sequences and so many literals behind them.
void QuickEncoder::State::write_block(std::size_t literals, bool is_last) {
  sequences[count] = {static_cast<std::uint32_t>(literals), 0, 0};
  std::string_view const bytes = source.substr(written, taken + literals - written);
  Codes room;
  if (Codes const* const codes = begin_block(count_symbols(), bytes, is_last, *out, room)) {
    write_sequences(bytes.data(), *codes);
    end_block(*codes, *out);
  }
  written += bytes.size();
  count = 0;
}

void QuickEncoder::State::write_sequences(char const* next, Codes const& codes) {
  LengthCodes const lengths = length_codes(codes);
  BitWriter writer = *out;  // a copy that stays in registers
  for (Sequence const* sequence = sequences.data();; ++sequence) {
    char const* const end = next + sequence->literals;
    write_literals(next, end, codes, writer);
    if (sequence->length == 0) {
      break;
    }
    write_match(*sequence, lengths, codes, writer);
    next = end + sequence->length;
  }
  *out = writer;
}

QuickEncoder::QuickEncoder() : state_(std::make_unique<State>()) {}
QuickEncoder::~QuickEncoder() = default;
QuickEncoder::QuickEncoder(QuickEncoder&&) noexcept = default;
QuickEncoder& QuickEncoder::operator=(QuickEncoder&&) noexcept = default;

std::size_t QuickEncoder::encode(std::string_view bytes, char* out, std::size_t capacity) {
  if (bytes.size() >= std::numeric_limits<std::int32_t>::max()) {
    return 0;
  }
  BitWriter writer{out, capacity};
  state_->begin(bytes, writer);
  state_->parse();
  state_->write_block(bytes.size() - state_->taken, true);
  writer.align();
  return writer.overflowed() ? 0 : writer.size();
}

}  // namespace thethuc::deflate

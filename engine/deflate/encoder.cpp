#include "deflate/encoder.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>

#include "deflate/bits.h"
#include "deflate/blocks.h"
#include "deflate/borders.h"
#include "deflate/matches.h"

namespace thethuc::deflate {

namespace {

// How matches are looked for. The numbers were found with the rendered samples of the library and
// the workloads of the benchmarks: what a step more costs in time against what it saves in bytes.
// Positions of a chain that are tried; fewer where a match is known: a half, or a quarter behind a
// good one.
constexpr std::uint32_t kDepth = 48;
constexpr std::uint32_t kGood = 16;
// Matches so long are copies, of which only the positions around borders are seen …
constexpr std::uint32_t kLeastCopy = 49;
constexpr std::size_t kBeforeBorder = 1;
constexpr std::size_t kFromBorder = 2;
// … but behind so many bytes at the start, which all that follows copies.
constexpr std::size_t kThorough = 4'096;

// Whether a match that begins one byte later is worth the literal before it. A byte more is worth
// about as much as four times nearer.
bool is_better(Match later, Match match) {
  int const longer = static_cast<int>(later.length) - static_cast<int>(match.length);
  int const nearer = static_cast<int>(std::bit_width(match.distance)) -
                     static_cast<int>(std::bit_width(later.distance));
  return later.length > 0 && 4 * longer + nearer > 2;
}

}  // namespace

struct Encoder::State {
  void parse(std::string_view bytes);
  Match next_match(std::string_view bytes);
  void literal(char byte);
  void take(Match match);
  void see_around_borders(Match match);
  void see_to(std::size_t first, std::size_t end);

  Matches matches;
  Borders borders;
  Blocks blocks;
  std::size_t position = 0;  // what precedes it is written
  std::size_t seen = 0;      // what precedes it is seen, or left out
  bool behind_copy = false;  // whether the token before was a long match
};

// Sees [first, end) but for what was seen.
void Encoder::State::see_to(std::size_t first, std::size_t end) {
  first = std::max(first, seen);
  if (first < end) {
    matches.see(first, end);
    seen = end;
  }
}

void Encoder::State::literal(char byte) {
  if (behind_copy) {
    borders.set(position);
    behind_copy = false;
  }
  blocks.literal(byte);
  ++position;
}

// The match to take next, after the literals that precede it; of length 0 when there is but a
// literal, which is written.
Match Encoder::State::next_match(std::string_view bytes) {
  Match match = matches.longest(position, 2, kDepth, behind_copy);
  seen = position + 1;
  if (match.length == 0) {
    literal(bytes[position]);
    return match;
  }
  while (match.length < kLongestMatch) {
    std::uint32_t const depth = kDepth / (match.length < kGood ? 2 : 4);
    Match const later = matches.longest(seen++, match.length - 1, depth, false);
    if (!is_better(later, match)) {
      break;
    }
    literal(bytes[position]);
    match = later;
  }
  return match;
}

// Of a long match, sees the positions where a match may be looked for again: around the borders
// that it copies, and around its own.
void Encoder::State::see_around_borders(Match match) {
  std::size_t const end = position + match.length;
  auto const see_border = [this, end](std::size_t at) {
    see_to(at - std::min(at, kBeforeBorder), std::min(at + kFromBorder, end));
  };
  if (!behind_copy) {
    see_border(position);
  }
  constexpr std::uint32_t kAtOnce = 64;
  for (std::uint32_t done = 0; done < match.length && match.distance >= kAtOnce; done += kAtOnce) {
    std::uint32_t const count = std::min(kAtOnce, match.length - done);
    std::uint64_t copied = borders.copy(position + done, count, match.distance);
    for (; copied != 0; copied &= copied - 1) {
      see_border(position + done + static_cast<std::size_t>(std::countr_zero(copied)));
    }
  }
  see_to(end - kBeforeBorder, end);
}

void Encoder::State::take(Match match) {
  blocks.match(match.length, match.distance);
  std::size_t const end = position + match.length;
  bool const is_copy = match.length >= kLeastCopy;
  // A run of equal bytes is one match after the other wherever it is looked for.
  bool const is_run = match.distance < kLongestMatch;
  if (!is_copy || (position < kThorough && !is_run)) {
    see_to(position, end);
  } else {
    see_around_borders(match);
  }
  if (is_copy != behind_copy) {
    borders.set(position);
  }
  if (is_copy) {
    matches.remember(match.distance);
  }
  behind_copy = is_copy;
  position = end;
}

void Encoder::State::parse(std::string_view bytes) {
  position = 0;
  seen = 0;
  behind_copy = false;
  while (position < bytes.size()) {
    if (Match const match = next_match(bytes); match.length > 0) {
      take(match);
    }
  }
}

Encoder::Encoder() : state_(std::make_unique<State>()) {}
Encoder::~Encoder() = default;
Encoder::Encoder(Encoder&&) noexcept = default;
Encoder& Encoder::operator=(Encoder&&) noexcept = default;

std::size_t Encoder::encode(std::string_view bytes, char* out, std::size_t capacity) {
  if (bytes.size() >= std::numeric_limits<std::int32_t>::max()) {
    return 0;
  }
  BitWriter writer{out, capacity};
  state_->matches.begin(bytes);
  state_->borders.begin();
  state_->blocks.begin(bytes, writer);
  state_->parse(bytes);
  state_->blocks.end();
  return writer.overflowed() ? 0 : writer.size();
}

}  // namespace thethuc::deflate

#include "deflate/encoder.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "deflate/inflated.h"
#include "deflate/quick_encoder.h"

using namespace thethuc;

namespace {

// Numbers without order, the same every time (xorshift).
class Random {
 public:
  explicit Random(std::uint32_t seed) : state_(seed) {}
  std::uint32_t below(std::uint32_t bound) {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 17;
    state_ ^= state_ << 5;
    return state_ % bound;
  }

 private:
  std::uint32_t state_;
};

// Bytes from `first` on, of so many kinds.
std::string noise(std::size_t size,
                  std::uint32_t kinds,
                  char first = '\0',
                  std::uint32_t seed = 7) {
  Random random{seed};
  std::string out(size, '\0');
  for (char& byte : out) {
    byte = static_cast<char>(static_cast<std::uint32_t>(first) + random.below(kinds));
  }
  return out;
}

// Rows of a table: the same markup around other values.
std::string rows(std::uint32_t count, std::uint32_t columns) {
  Random random{11};
  std::string out = "<w:tbl>";
  for (std::uint32_t row = 0; row < count; ++row) {
    out += "<w:tr><w:trPr><w:cantSplit/></w:trPr>";
    for (std::uint32_t column = 0; column < columns; ++column) {
      out += "<w:tc><w:tcPr><w:tcW w:w=\"" + std::to_string(900 + column) +
             "\" w:type=\"dxa\"/></w:tcPr><w:p><w:r><w:t xml:space=\"preserve\">";
      out += column == 1 ? "Nguyễn Văn A" : std::to_string(random.below(100'000));
      out += "</w:t></w:r></w:p></w:tc>";
    }
    out += "</w:tr>";
  }
  return out + "</w:tbl>";
}

// Bytes of which each next one is as frequent as the two before it together: their codes would be
// longer than 15 bits. No two next to each other stand so twice, as far as that goes.
std::string skewed() {
  std::vector<std::size_t> left{1, 1};
  while (left.size() < 24) {
    left.push_back(left[left.size() - 1] + left[left.size() - 2]);
  }
  std::string out;
  for (std::size_t kind = 0; kind < left.size(); ++kind) {
    out.append(left[kind], static_cast<char>('a' + kind));
  }
  Random random{3};
  for (std::size_t i = out.size() - 1; i > 0; --i) {
    std::swap(out[i], out[random.below(static_cast<std::uint32_t>(i + 1))]);
  }
  return out;
}

// Two of the same so far apart, with nothing like it between them.
std::string twice_at(std::size_t distance) {
  std::string const word = noise(300, 200, '\0', 99);
  return word + noise(distance - word.size(), 256, '\0', 5) + word;
}

// Segments of a few kinds in any order, as a template gives them: long and short, known and new.
std::string document(std::uint32_t seed) {
  Random random{seed};
  std::vector<std::string> segments;
  for (std::uint32_t i = 0; i < 2 + random.below(12); ++i) {
    segments.push_back(noise(1 + random.below(i % 3 == 0 ? 900 : 40), 60, ' ', seed + i));
  }
  std::string out;
  std::uint32_t const size = random.below(120'000);
  while (out.size() < size) {
    if (random.below(4) == 0) {
      out += noise(random.below(20), 10, '0', random.below(1'000) + 1);
    } else {
      out += segments[random.below(static_cast<std::uint32_t>(segments.size()))];
    }
  }
  return out;
}

// The stream; checks that it is one of these bytes to others, too.
template <class Encoder>
std::string checked_stream(std::string_view bytes) {
  Encoder encoder;
  std::string stream(bytes.size() + bytes.size() / 1'000 + 64, '\0');
  stream.resize(encoder.encode(bytes, stream.data(), stream.size()));
  REQUIRE(!stream.empty());
  // No CHECK on texts of a megabyte: what it prints would be no use.
  bool const zlib_reads_it = test::inflated_by_zlib(stream, bytes.size()) == bytes;
  bool const libdeflate_reads_it = test::inflated_by_libdeflate(stream, bytes.size()) == bytes;
  CHECK(zlib_reads_it);
  CHECK(libdeflate_reads_it);
  return stream;
}

struct Text {
  char const* name;
  std::function<std::string()> make;
};

std::vector<Text> const kTexts = {
    {"nothing", [] { return std::string{}; }},
    {"one byte", [] { return std::string{"x"}; }},
    {"three bytes", [] { return std::string{"xyz"}; }},
    {"a word", [] { return std::string{"Nguyễn Văn A"}; }},
    {"all bytes that there are", [] { return noise(512, 256); }},
    {"one byte, often", [] { return std::string(1'000'000, 'x'); }},
    {"zeros", [] { return std::string(70'000, '\0'); }},
    {"two bytes in turn",
     [] {
       std::string out;
       for (int i = 0; i < 50'000; ++i) {
         out += "ab";
       }
       return out;
     }},
    {"nothing to find, in several stored blocks", [] { return noise(200'000, 256); }},
    {"nothing to find, then rows",
     [] { return noise(70'000, 256) + rows(100, 4) + noise(5'000, 256); }},
    {"more than 64 K literals", [] { return noise(150'000, 100, ' '); }},
    {"bytes of all frequencies", skewed},
    {"a table of figures", [] { return rows(1'000, 5); }},
    {"a table that is wider than the window", [] { return rows(8, 600); }},
    {"as far as a match may be", [] { return twice_at(32'768); }},
    {"as far but one", [] { return twice_at(32'767); }},
    {"farther than a match may be", [] { return twice_at(32'769); }},
    {"a copy, and then what stood just too far back",
     [] {
       std::string out = noise(40'000, 256);
       out += out.substr(30'000, 100);
       for (int i = 0; i < 300; ++i) {
         out += out[out.size() - 32'769];
       }
       return out;
     }},
    {"a text in a text that is a copy",
     [] {
       std::string const row = rows(3, 3);
       return row + row.substr(7, 400) + row + row.substr(100, 300) + row + row;
     }},
};

// What a stream may take: as much as of a program that takes longer for it, and a fiftieth for the
// quick one, whose blocks are long and whose matches are the first to be found.
template <class Encoder>
std::size_t most_bytes(std::string_view bytes);
template <>
std::size_t most_bytes<deflate::Encoder>(std::string_view bytes) {
  return test::size_by_zlib(bytes);
}
template <>
std::size_t most_bytes<deflate::QuickEncoder>(std::string_view bytes) {
  return test::size_by_libdeflate(bytes, 1) * 102 / 100 + 16;
}

}  // namespace

#define EVERY_ENCODER deflate::Encoder, deflate::QuickEncoder

TEMPLATE_TEST_CASE("what is encoded can be decoded", "[deflate]", EVERY_ENCODER) {
  for (Text const& text : kTexts) {
    DYNAMIC_SECTION(text.name) {
      std::string const bytes = text.make();
      CHECK(checked_stream<TestType>(bytes).size() <= most_bytes<TestType>(bytes));
    }
  }
}

TEMPLATE_TEST_CASE("a match reaches as far as deflate allows", "[deflate]", EVERY_ENCODER) {
  CHECK(checked_stream<TestType>(twice_at(32'767)).size() < 32'900);
  CHECK(checked_stream<TestType>(twice_at(32'769)).size() > 33'000);
}

// The longest match has 258 bytes: 1 or 2 left over are no match.
TEMPLATE_TEST_CASE("runs of every length can be decoded", "[deflate]", EVERY_ENCODER) {
  for (std::size_t length = 1; length < 800; ++length) {
    INFO(length);
    checked_stream<TestType>("<" + std::string(length, '-') + ">");
  }
}

TEMPLATE_TEST_CASE("documents of segments can be decoded", "[deflate]", EVERY_ENCODER) {
  for (std::uint32_t seed = 1; seed <= 60; ++seed) {
    INFO(seed);
    std::string const bytes = document(seed);
    checked_stream<TestType>(bytes);
  }
}

TEMPLATE_TEST_CASE("tables are packed no larger than by others", "[deflate]", EVERY_ENCODER) {
  auto const columns = GENERATE(1u, 2u, 5u, 12u, 60u);
  std::string const bytes = rows(20'000 / columns / columns + 40, columns);
  INFO(columns << " columns, " << bytes.size() << " bytes");
  CHECK(checked_stream<TestType>(bytes).size() <= most_bytes<TestType>(bytes));
}

TEMPLATE_TEST_CASE("a stream never goes beyond its room", "[deflate]", EVERY_ENCODER) {
  auto const bytes = GENERATE(std::string{}, rows(50, 4), noise(3'000, 256));
  TestType encoder;
  std::string room(bytes.size() + 64, '\0');
  std::size_t const size = encoder.encode(bytes, room.data(), room.size());
  REQUIRE(size > 0);
  for (std::size_t capacity = size > 40 ? size - 40 : 0; capacity < size + 3; ++capacity) {
    INFO(capacity << " bytes of room for " << size);
    room.assign(room.size(), '#');
    CHECK(encoder.encode(bytes, room.data(), capacity) == (capacity < size ? 0 : size));
    CHECK(room.find_first_not_of('#', capacity) == std::string::npos);
  }
  CHECK(encoder.encode(bytes, room.data(), 0) == 0);
}

TEMPLATE_TEST_CASE("equal bytes give equal streams, whatever was encoded before",
                   "[deflate]",
                   EVERY_ENCODER) {
  std::string const bytes = rows(200, 5);
  std::string const expect = checked_stream<TestType>(bytes);
  TestType encoder;
  for (std::string const& before :
       {std::string{}, rows(200, 5), rows(37, 5), rows(10, 6), noise(90'000, 256), skewed()}) {
    std::string room(before.size() + 64, '\0');
    encoder.encode(before, room.data(), room.size());
    std::string stream(bytes.size(), '\0');
    stream.resize(encoder.encode(bytes, stream.data(), stream.size()));
    bool const is_equal = stream == expect;
    CHECK(is_equal);
  }
}

#include "bulk/packed_text.h"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "opc/inflate.h"
#include "opc/limits.h"
#include "opc/zip.h"

using namespace thethuc;

namespace {

// What an archive with that entry gives back, within the limits of readers.
std::string unpacked(opc::Packed const& packed) {
  std::string archive;
  opc::write_zip({{"a.xml", &packed}}, archive);
  base::Diagnostics diagnostics;
  auto const entries = opc::read_zip(archive, "a.zip", {}, diagnostics);
  INFO(diagnostics.to_text(base::Language::en));
  REQUIRE(entries);
  return entries->front().bytes;
}

std::string repeated(std::string const& text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) {
    out += text;
  }
  return out;
}

}  // namespace

TEST_CASE("a text comes back as it was, with what stands around it", "[packed_text]") {
  struct Case {
    char const* name;
    std::string piece;
    std::size_t times;
  };
  auto const c = GENERATE(values<Case>({
      {"nothing", "", 0},
      {"a word", "một", 1},
      {"longer than what is packed at once", std::string(300'000, 'x') + "một", 9},
      {"one piece longer than that", repeated("<w:p>hai</w:p>", 200'000), 1},
      {"so much of the same that readers would refuse it", std::string(1u << 20, ' '), 8},
  }));
  int const level = GENERATE(1, 6, 12);
  DYNAMIC_SECTION(c.name << " at level " << level) {
    bulk::PackedText text;
    for (std::size_t i = 0; i < c.times; ++i) {
      text.append(c.piece);
    }
    CHECK(text.size() == c.piece.size() * c.times);
    opc::Packed const packed = text.finish("<a>", "</a>", level);
    bool const comes_back = unpacked(packed) == "<a>" + repeated(c.piece, c.times) + "</a>";
    CHECK(comes_back);
    CHECK(text.size() == 0);
  }
}

TEST_CASE("what repeats itself is packed", "[packed_text]") {
  bulk::PackedText text;
  std::string letter;
  for (int i = 0; i < 500; ++i) {
    letter += "<w:p><w:r><w:t>" + std::to_string(i * i) + "</w:t></w:r></w:p>";
  }
  for (int i = 0; i < 400; ++i) {
    text.append(letter + std::to_string(i));
  }
  CHECK(text.size() > 5'000'000);
  CHECK(text.finish({}, {}, 6).bytes.size() < 5'000'000 / 4);
}

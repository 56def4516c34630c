// T4: slow or out of memory on big tables. Counted, not timed: what is asked of the allocator must
// grow with the rows and no faster, and stand still from letter to letter. An executable of its
// own, since it takes the place of the global operator new.

#include <malloc.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <new>
#include <string>

#include <catch2/catch.hpp>

#include "data/value.h"
#include "support/docx_fixture.h"
#include "support/fill.h"

namespace {

std::atomic<std::size_t> calls{0};
std::atomic<std::size_t> live{0};
std::atomic<std::size_t> peak{0};

void* allocate(std::size_t size) {
  void* const block = std::malloc(size > 0 ? size : 1);
  if (!block) {
    throw std::bad_alloc{};
  }
  ++calls;
  live += malloc_usable_size(block);
  peak = std::max(peak.load(), live.load());
  return block;
}

void release(void* block) {
  if (block) {
    live -= malloc_usable_size(block);
    std::free(block);
  }
}

}  // namespace

void* operator new(std::size_t size) {
  return allocate(size);
}
void* operator new[](std::size_t size) {
  return allocate(size);
}
void operator delete(void* block) noexcept {
  release(block);
}
void operator delete[](void* block) noexcept {
  release(block);
}
void operator delete(void* block, std::size_t /*size*/) noexcept {
  release(block);
}
void operator delete[](void* block, std::size_t /*size*/) noexcept {
  release(block);
}

using namespace thethuc;

namespace {

std::string numbered_rows(int rows, int columns) {
  std::string json = "{\"ds\":[";
  for (int r = 0; r < rows; ++r) {
    json += r > 0 ? ",{" : "{";
    for (int c = 0; c < columns; ++c) {
      json +=
          (c > 0 ? ",\"c" : "\"c") + std::to_string(c) + "\":\"Ủy ban " + std::to_string(r) + "\"";
    }
    json += "}";
  }
  return json + "]}";
}

std::string row_template(int columns) {
  std::string line = "| {{#ds}}";
  for (int c = 0; c < columns; ++c) {
    line += (c > 0 ? " | {{c" : "{{c") + std::to_string(c) + "}}";
  }
  return "| " + std::string(static_cast<std::size_t>(columns - 1), '|') + " đầu |\n" + line +
         "{{/ds}} |";
}

struct Cost {
  std::size_t calls;
  std::size_t peak;    // above what was there, in bytes
  std::size_t output;  // of the main part
};

Cost cost_of(compile::CompiledTemplate const& compiled, std::string const& json) {
  base::Diagnostics diagnostics;
  data::Document data;
  REQUIRE(data.parse(json, "", {}, diagnostics));
  render::Scratch scratch;
  std::string docx;
  std::size_t const before = live;
  std::size_t const calls_before = calls;
  peak = before;
  base::Diagnostics const told = render::render(compiled, data, {}, scratch, docx);
  Cost cost{calls - calls_before, peak - before, 0};
  INFO(told.to_text(base::Language::en));
  REQUIRE_FALSE(told.has_errors());
  cost.output = test::part_of(docx, "word/document.xml").size();
  return cost;
}

}  // namespace

TEST_CASE("T4: what a table of many rows costs grows with its rows", "[T4]") {
  struct Shape {
    int columns;
    int few;
    int many;
  };
  auto const shape = GENERATE(values<Shape>({{3, 1'000, 100'000}, {8, 1'000, 10'000}}));
  DYNAMIC_SECTION(shape.many << " rows of " << shape.columns << " columns") {
    compile::Result const result = test::compile_body(row_template(shape.columns));
    REQUIRE(result.compiled);
    Cost const few = cost_of(*result.compiled, numbered_rows(shape.few, shape.columns));
    Cost const many = cost_of(*result.compiled, numbered_rows(shape.many, shape.columns));
    std::size_t const factor = static_cast<std::size_t>(shape.many / shape.few);
    CHECK(many.output > few.output * factor * 9 / 10);
    CHECK(many.calls <= few.calls * factor * 6 / 5);
    // The part, the part while its buffer grows, and what is packed of it.
    CHECK(many.peak < 4 * many.output);
  }
}

TEST_CASE("T4: a list of 500 in each of a list of 500", "[T4]") {
  auto const data = [](int outer, int inner) {
    std::string json = "{\"a\":[";
    for (int i = 0; i < outer * inner; ++i) {
      json += i == 0 ? "{\"b\":[" : i % inner == 0 ? "]},{\"b\":[" : ",";
      json += "\"xã " + std::to_string(i) + "\"";
    }
    return json + "]}]}";
  };
  compile::Result const result =
      test::compile_body("{{#a}}\n{{@number}}: {{#b}}{{.}} {{a.@number}};{{/b}}\n{{/a}}");
  REQUIRE(result.compiled);
  Cost const few = cost_of(*result.compiled, data(50, 50));
  Cost const many = cost_of(*result.compiled, data(500, 500));
  CHECK(many.output > 90 * few.output);
  CHECK(many.calls <= few.calls * 120);
  CHECK(many.peak < 4 * many.output);
}

TEST_CASE("T4: letter after letter of one compiled template, and memory stands still", "[T4]") {
  compile::Result const result = test::compile_body(
      "Kính gửi: {{ho_ten}}\n{{#viec}}\n{{@number}}. {{.}}\n{{/viec}}\n| {{#viec}}{{.}} | "
      "x{{/viec}} |");
  REQUIRE(result.compiled);
  base::Diagnostics diagnostics;
  data::Document letters[2];
  REQUIRE(letters[0].parse(
      R"({"ho_ten":"Nguyễn Quang Tỏa","viec":["một","hai","ba"]})", "", {}, diagnostics));
  REQUIRE(letters[1].parse(R"({"ho_ten":"Lê Văn Ất","viec":[]})", "", {}, diagnostics));
  render::Scratch scratch;
  std::string docx;
  std::size_t live_at_ten = 0;
  std::size_t peak_at_ten = 0;
  for (int letter = 0; letter < 2'000; ++letter) {
    docx.clear();
    render::render(*result.compiled, letters[letter % 2], {}, scratch, docx);
    if (letter == 9) {
      live_at_ten = live;
      peak_at_ten = peak = live.load();
    } else if (letter == 19) {
      peak_at_ten = peak;
    }
  }
  // A block may be some bytes larger than asked for, by what lay there before; the least that each
  // letter could leave behind would be 40 times this.
  constexpr std::size_t kTolerance = 1'024;
  CHECK(live <= live_at_ten + kTolerance);
  CHECK(peak <= peak_at_ten + kTolerance);
}

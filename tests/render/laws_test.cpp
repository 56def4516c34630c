// Laws that hold for any template and any data (style of the tests: one law, many cases).

#include <algorithm>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include "base/text.h"
#include "support/docx_fixture.h"
#include "support/fill.h"
#include "support/notation.h"

using namespace thethuc;
using test::fill;
using test::Filled;

namespace {

constexpr char kTemplate[] =
    "Số: {{so}}/BC-UBND, {{dia_danh | hoa}}\n"
    "{{#muc}}\n"
    "{{@number}}. {{ten}}{{#chu_thich}} ({{chu_thich}}){{/chu_thich}}\n"
    "{{/muc}}\n"
    "| STT | Tên |\n"
    "| {{#muc}}{{@number}} | {{ten}}{{/muc}} |\n"
    "hết{{^trong}}.{{/trong}}";
constexpr char kData[] =
    R"({"so":"52","dia_danh":"Sơn Phú","muc":[{"ten":"Cải cách thể chế"},{"ten":"Một cửa","chu_thich":"xã"}]})";

// Puts run borders between any characters, but not at spaces: the notation trims cells.
std::string cut_everywhere(std::string const& line, std::mt19937& random) {
  std::string out;
  for (std::size_t at = 0; at < line.size();) {
    std::size_t const begin = at;
    base::next_code_point(line, at);
    if (line[begin] != '|' && line[begin] != ' ' && random() % 3 == 0) {
      out += "¦";
    }
    out += line.substr(begin, at - begin);
  }
  return out;
}

std::string in_quotes(std::string const& s) {
  std::string out = "\"";
  for (char c : s) {
    switch (c) {
      case '"':
      case '\\':
        out += '\\';
        out += c;
        break;
      case '\n':
        out += "\\n";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        out += c;
    }
  }
  return out + "\"";
}

}  // namespace

TEST_CASE("cutting a text into runs anywhere changes nothing", "[laws]") {
  std::string const expect = fill(kTemplate, kData).notation();
  REQUIRE(expect.find("2. Một cửa (xã)") != std::string::npos);
  std::mt19937 random{2021};
  for (int round = 0; round < 200; ++round) {
    std::string const body = cut_everywhere(kTemplate, random);
    INFO(body);
    REQUIRE(fill(body, kData).notation() == expect);
  }
}

TEST_CASE("a template without tags comes back with equal parts", "[laws]") {
  std::string const body =
      test::blocks_from("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n| a | b |\n# mục\n");
  std::string const docx = test::make_docx(body);
  base::Diagnostics diagnostics;
  auto const before = opc::Package::read(docx, "mau.docx", {}, diagnostics);
  Filled const filled = fill(body, "{}");
  auto const after = opc::Package::read(filled.docx, "ra.docx", {}, diagnostics);
  REQUIRE(before);
  REQUIRE(after);
  auto const files_before = before->files();
  auto const files_after = after->files();
  REQUIRE(files_before.size() == files_after.size());
  for (std::size_t i = 0; i < files_before.size(); ++i) {
    CHECK(files_before[i].name == files_after[i].name);
    CHECK(files_before[i].bytes == files_after[i].bytes);
  }
}

TEST_CASE("filling twice gives equal bytes, with fresh and with used memory", "[laws]") {
  compile::Result const result = test::compile_body(kTemplate);
  REQUIRE(result.compiled);
  base::Diagnostics diagnostics;
  data::Document data;
  data::Document other;
  REQUIRE(data.parse(kData, "", {}, diagnostics));
  REQUIRE(
      other.parse(R"({"so":"7","dia_danh":"Hương Sơn","muc":[],"trong":1})", "", {}, diagnostics));
  render::Scratch used;
  std::string first;
  std::string between;
  std::string second;
  std::string fresh;
  render::render(*result.compiled, data, {}, used, first);
  render::render(*result.compiled, other, {}, used, between);
  render::render(*result.compiled, data, {}, used, second);
  render::Scratch unused;
  render::render(*result.compiled, data, {}, unused, fresh);
  CHECK(first == second);
  CHECK(first == fresh);
  CHECK(first != between);
  REQUIRE(!first.empty());
}

TEST_CASE("many threads fill one template alike", "[laws]") {
  compile::Result const result = test::compile_body(kTemplate);
  base::Diagnostics diagnostics;
  data::Document data;
  REQUIRE(data.parse(kData, "", {}, diagnostics));
  std::vector<std::string> outputs(8);
  std::vector<std::thread> threads;
  for (std::string& output : outputs) {
    threads.emplace_back([&result, &data, &output] {
      render::Scratch scratch;
      for (int round = 0; round < 20; ++round) {
        output.clear();
        render::render(*result.compiled, data, {}, scratch, output);
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  REQUIRE(!outputs[0].empty());
  CHECK(std::count(outputs.begin(), outputs.end(), outputs[0]) == 8);
}

TEST_CASE("what XML can hold comes out once and escaped, what it cannot is a diagnostic",
          "[laws]") {
  std::mt19937 random{7};
  std::uniform_int_distribution<std::uint32_t> any{0x20, 0x2FFF};
  std::vector<std::string> const special = {
      "&", "<", ">", "\"", "'", "]]>", "&amp;", "{{a}}", "\n", "\t", "\u00A0", "😀", "\uFEFF"};
  for (int round = 0; round < 500; ++round) {
    std::string value = "x";
    for (int i = 0; i < 12; ++i) {
      if (random() % 2 == 0) {
        value += special[random() % special.size()];
      } else {
        std::uint32_t const c = any(random);
        base::append_code_point(value, c >= 0x7F && c <= 0x9F ? 'z' : c);
      }
    }
    value = base::to_nfc(value + "y");
    Filled const filled = fill("[{{a}}]", "{\"a\":" + in_quotes(value) + "}");
    INFO(value);
    INFO(filled.diagnostics.to_text(base::Language::en));
    REQUIRE_FALSE(filled.diagnostics.has_errors());
    std::string expect = value;
    for (auto const& [from, to] :
         std::vector<std::pair<std::string, std::string>>{{"\n", "↵"}, {"\t", "→"}}) {
      for (std::size_t at = 0; (at = expect.find(from, at)) != std::string::npos; at += to.size()) {
        expect.replace(at, from.size(), to);
      }
    }
    REQUIRE(filled.notation() == "[" + expect + "]");
  }
  for (char const* bad :
       {R"("\u0007")", R"("\u0000")", R"("\ufffe")", R"("\u001b")", R"("\u007f")", "\"\u0085\""}) {
    Filled const filled = fill("{{a}}", std::string{"{\"a\":"} + bad + "}");
    CHECK(test::ids(filled.diagnostics) == "data_control_character");
    CHECK(filled.diagnostics.entries()[0].data_pointer == "/a");
    CHECK(filled.docx.empty());
  }
}

TEST_CASE("bytes do not depend on the time zone", "[laws]") {
  auto const in_zone = [](char const* zone) {
    setenv("TZ", zone, 1);
    tzset();
    return fill(kTemplate, kData).docx;
  };
  std::string const utc = in_zone("UTC");
  CHECK(utc == in_zone("Asia/Ho_Chi_Minh"));
  CHECK(!utc.empty());
  unsetenv("TZ");
  tzset();
}

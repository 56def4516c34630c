// Structured blocks as rich content, in the notation of content_notation.h.

#include "rich/blocks.h"

#include <fstream>
#include <iterator>
#include <string>

#include <catch2/catch.hpp>

#include "data/schema.h"
#include "rich/content_notation.h"
#include "support/diagnostic_ids.h"

using namespace thethuc;
using test::ids_of;
using test::notation_of;

namespace {

struct Case {
  char const* name;
  char const* json;
  char const* expect;
};

data::Document parsed(std::string_view json) {
  base::Diagnostics diagnostics;
  data::Document document;
  INFO(json);
  REQUIRE(document.parse(json, "data.json", {}, diagnostics));
  return document;
}

std::string in_blocks(char const* list) {
  return std::string{R"({"blocks":)"} + list + "}";
}

// The diagnostics, a line each: id, pointer below the value, English message.
std::string faults_of(base::Diagnostics const& diagnostics) {
  std::string out;
  for (base::Diagnostic const& d : diagnostics.entries()) {
    out += (out.empty() ? "" : "\n") + std::string{base::id_name(d.id)} + " " + d.data_pointer +
           ": " + base::message(d, base::Language::en);
    std::string const hint = base::hint(d, base::Language::en);
    out += d.arg("nearest").empty() ? "" : " (" + hint + ")";
  }
  return out;
}

// Whether the published schema takes the value.
bool schema_allows(data::Document const& document) {
  static data::Schema const kSchema = [] {
    std::ifstream file("engine/rich/blocks.schema.json");  // tests run in the repository's root
    std::string const text{std::istreambuf_iterator<char>{file}, {}};
    base::Diagnostics diagnostics;
    auto schema = data::Schema::compile(text, "blocks.schema.json", diagnostics);
    INFO(diagnostics.to_text(base::Language::en));
    REQUIRE(schema);
    return std::move(*schema);
  }();
  base::Diagnostics diagnostics;
  kSchema.validate(document, "data.json", diagnostics);
  // Its only complaint about an unknown key may be a warning; here it counts.
  return diagnostics.empty();
}

}  // namespace

// clang-format off
TEST_CASE("structured blocks", "[rich][blocks]") {
  auto const c = GENERATE(values<Case>({
      {"none", "[]", ""},
      {"a paragraph", R"([{"paragraph":"Sơn **Phú**\nhai"}])", "p: Sơn **Phú**⏎hai"},
      {"a number", R"([{"paragraph":1.50}])", "p: 1.50"},
      {"an empty one", R"([{"paragraph":""},{"paragraph":[]}])", "p: \np: "},
      {"style and alignment", R"([{"paragraph":"a","style":"Nội dung","align":"justify"}])", "p[style=Nội dung][justify]: a"},
      {"runs", R"([{"paragraph":["a ",1,{"text":"b","bold":true,"italic":true},{"break":true},{"text":2,"underline":true,"position":"superscript"},{"text":"d","position":"subscript","bold":false},{"break":false}]}])", "p: a 1<b><i>b</i></b>⏎<u><sup>2</sup></u><sub>d</sub>"},
      {"a link", R"([{"paragraph":[{"text":"Cổng","link":"https://x.vn/a b"}]}])", "p: <a https://x.vn/a%20b>Cổng</a>"},
      {"a note", R"([{"paragraph":["a",{"note":["xem ",{"text":"b","bold":true},{"break":true}]},{"note":"c"}]}])", "p: a<note>xem <b>b</b>⏎</note><note>c</note>"},
      {"pictures", R"([{"picture":"a.png","width_mm":40.5,"alt":"Ảnh"},{"paragraph":["x",{"picture":"b.png","height_mm":10}]}])", "p[center]: <picture a.png width=40.5 Ảnh>\np: x<picture b.png height=10>"},
      {"headings and items", R"([{"heading":"a"},{"heading":"b","level":3},{"item":"c"},{"item":["d"],"level":2}])", "h1: a\nh3: b\n*0: c\n*1: d"},
      {"breaks", R"([{"page_break":true},{"page_break":false},{"section":"landscape"},{"paragraph":"a"},{"section":"portrait"}])", "page break\nlandscape\np: a\nportrait"},
      {"Markdown", R"([{"markdown":"# a\n* b\n\n|c|\n|-|"}])", "h1: a\n*0: b\ntable 4: c"},
      {"a table", R"([{"table":[["STT","Chỉ tiêu"],[1,"Diện tích lúa"]],"header_rows":1}])", "table 4 13: STT | Chỉ tiêu ‖ 1 | Diện tích lúa"},
      {"widths and alignment", R"([{"table":[["a","b","c"]],"columns":[{"width":1,"align":"center"},{"width":3},{}],"borders":"none"}])", "table 1center 3 2 header_rows=0 no borders: a | b | c"},
      {"spans", R"([{"table":[[{"content":"a","rowspan":2},{"content":"b","colspan":2,"align":"right"}],["c","d"],[{"content":"e","colspan":3}]]}])", "table 4 4 4 header_rows=0: (1×2)a | (2×1)[right]b ‖ c | d ‖ (3×1)e"},
      {"a row that others fill", R"([{"table":[[{"content":"a","rowspan":2},{"content":"b","rowspan":2}],[]]}])", "table 4 4 header_rows=0: (1×2)a | (1×2)b ‖"},
      {"cells", R"([{"table":[[null,["a",{"text":"b","bold":true}],{"blocks":[{"paragraph":"c"},{"item":"d"},{"markdown":"**e**\n\nf"},{"picture":"g.png"}]}]]}])", "table 4 4 4 header_rows=0:  | a<b>b</b> | c / *0: d / <b>e</b> / f / p[center]: <picture g.png>"},
      {"null is absent", R"([{"paragraph":"a","style":null,"align":null}])", "p: a"},
  }));
  INFO(c.name);
  data::Document const document = parsed(in_blocks(c.json));
  base::Diagnostics diagnostics;
  rich::Content const content = rich::read_value(document.root(), {}, diagnostics);
  CHECK(faults_of(diagnostics) == "");
  CHECK(notation_of(content) == c.expect);
  if (std::string{c.name} != "null is absent") {
    CHECK(schema_allows(document));
  }
}

TEST_CASE("mistakes in structured blocks", "[rich][blocks]") {
  auto const c = GENERATE(values<Case>({
      {"no list", R"("a")", "block_wrong_type /v/blocks: \"blocks\": expected a list, found text"},
      {"no object", R"(["a",{"paragraph":"b"},[]])", "block_wrong_type /v/blocks/0: \"blocks\": expected an object, found text\nblock_wrong_type /v/blocks/2: \"blocks\": expected an object, found a list"},
      {"an unknown kind", R"([{"paragraf":"a"}])", "block_unknown /v/blocks/0: expected a block with one of the keys paragraph, heading, item, markdown, picture, table, page_break, section, found paragraf (did you mean \"paragraph\"?)"},
      {"no kind", R"([{}])", "block_unknown /v/blocks/0: expected a block with one of the keys paragraph, heading, item, markdown, picture, table, page_break, section, found an empty object"},
      {"two kinds", R"([{"paragraph":"a","heading":"b"}])", "block_ambiguous /v/blocks/0: expected one of the keys paragraph, heading in a block, found several"},
      {"an unknown key", R"([{"paragraph":"a","algin":"left"}])", "block_key_unknown /v/blocks/0/algin: the key \"algin\" means nothing here; expected paragraph, style, align (did you mean \"align\"?)"},
      {"wrong types, all at once", R"([{"paragraph":true,"style":1,"align":2},{"heading":{},"level":"a"},{"picture":1,"width_mm":"x"},{"section":1},{"page_break":"a"},{"markdown":[]}])",
       "block_wrong_type /v/blocks/0/paragraph: \"paragraph\": expected text, a number or a list, found true or false\n"
       "block_wrong_type /v/blocks/0/style: \"style\": expected text, found a number\n"
       "block_wrong_type /v/blocks/0/align: \"align\": expected left, center, right, justify, found a number\n"
       "block_wrong_type /v/blocks/1/heading: \"heading\": expected text, a number or a list, found an object\n"
       "block_wrong_type /v/blocks/1/level: \"level\": expected a whole number, found text\n"
       "block_wrong_type /v/blocks/2/picture: \"picture\": expected text, found a number\n"
       "block_wrong_type /v/blocks/2/width_mm: \"width_mm\": expected a number, found text\n"
       "block_wrong_type /v/blocks/3/section: \"section\": expected portrait, landscape, found a number\n"
       "block_wrong_type /v/blocks/4/page_break: \"page_break\": expected true or false, found text\n"
       "block_wrong_type /v/blocks/5/markdown: \"markdown\": expected text, found a list"},
      {"a word", R"([{"paragraph":"a","align":"centre"},{"section":"ngang"}])", "block_bad_value /v/blocks/0/align: \"align\": expected left, center, right, justify, found \"centre\" (did you mean \"center\"?)\nblock_bad_value /v/blocks/1/section: \"section\": expected portrait, landscape, found \"ngang\""},
      {"numbers out of range", R"([{"heading":"a","level":7},{"heading":"a","level":1.5},{"item":"a","level":0},{"picture":"a","width_mm":0},{"picture":"a","height_mm":1e9}])",
       "block_bad_value /v/blocks/0/level: \"level\": expected a whole number from 1 to 6, found 7\n"
       "block_bad_value /v/blocks/1/level: \"level\": expected a whole number from 1 to 6, found 1.5\n"
       "block_bad_value /v/blocks/2/level: \"level\": expected a whole number from 1 to 9, found 0\n"
       "block_bad_value /v/blocks/3/width_mm: \"width_mm\": expected a number above 0, at most 558, found 0\n"
       "block_bad_value /v/blocks/4/height_mm: \"height_mm\": expected a number above 0, at most 558, found 1e9"},
      {"runs", R"([{"paragraph":[true,{"txt":"a"},{"text":[]},{"text":"a","blod":true},{"text":"a","note":"b"},{"note":[{"note":"c"}]},{"note":[{"picture":"d"}]}]}])",
       "block_wrong_type /v/blocks/0/paragraph/0: \"paragraph\": expected text, a number or an object, found true or false\n"
       "block_unknown /v/blocks/0/paragraph/1: expected a block with one of the keys text, break, note, picture, found txt (did you mean \"text\"?)\n"
       "block_wrong_type /v/blocks/0/paragraph/2/text: \"text\": expected text or a number, found a list\n"
       "block_key_unknown /v/blocks/0/paragraph/3/blod: the key \"blod\" means nothing here; expected text, bold, italic, underline, position, link (did you mean \"bold\"?)\n"
       "block_ambiguous /v/blocks/0/paragraph/4: expected one of the keys text, note in a block, found several\n"
       "rich_note_in_note /v/blocks/0/paragraph/5/note/0/note: expected a note without notes in it, found \"note\"\n"
       "block_unknown /v/blocks/0/paragraph/6/note/0: expected a block with one of the keys text, break, found picture"},
      {"tables", R"([{"table":[]},{"table":[[]]},{"table":["a"]},{"table":[["a"],["b","c"],[]]},{"table":[["a"]],"colums":[]},{"table":[["a"]],"header_rows":2}])",
       "block_wrong_type /v/blocks/0/table: \"table\": expected a list of at least one row, found a list\n"
       "block_wrong_type /v/blocks/1/table: \"table\": expected at least one column, found a list\n"
       "block_wrong_type /v/blocks/2/table/0: \"table\": expected a list of cells, found text\n"
       "rich_table_row /v/blocks/3/table/1: row 2 of the table: expected 1 columns, found 2\n"
       "rich_table_row /v/blocks/3/table/2: row 3 of the table: expected 1 columns, found 0\n"
       "block_key_unknown /v/blocks/4/colums: the key \"colums\" means nothing here; expected table, columns, header_rows, borders (did you mean \"columns\"?)\n"
       "block_bad_value /v/blocks/5/header_rows: \"header_rows\": expected a whole number from 0 to 1, found 2"},
      {"spans", R"([{"table":[[{"content":"a","colspan":2},"b"],["c",{"content":"d","rowspan":2},"e"]]},{"table":[[{"content":"a","rowspan":2},"b"],[{"content":"c","colspan":2}]]}])",
       "block_bad_value /v/blocks/0/table/1/1/rowspan: \"rowspan\": expected a whole number from 1 to 1, found 2\n"
       "rich_table_row /v/blocks/1/table/1: row 2 of the table: expected 2 columns, found 3"},
      {"columns", R"([{"table":[["a","b"]],"columns":[{"width":1}]},{"table":[["a"]],"columns":[{"width":-1,"w":2}]},{"table":[["a"]],"columns":["b"]},{"table":[["a"]],"columns":"b"}])",
       "rich_table_row /v/blocks/0/table/0: row 1 of the table: expected 1 columns, found 2\n"
       "block_key_unknown /v/blocks/1/columns/0/w: the key \"w\" means nothing here; expected width, align\n"
       "block_bad_value /v/blocks/1/columns/0/width: \"width\": expected a number above 0, at most 100000, found -1\n"
       "block_wrong_type /v/blocks/2/columns/0: \"columns\": expected an object, found text\n"
       "block_wrong_type /v/blocks/3/columns: \"columns\": expected a list, found text"},
      {"cells", R"([{"table":[[true,{"blocks":[{"table":[["a"]]}]},{"blocks":[{"markdown":"|a|\n|-|"}]},{"content":"a","blocks":[]},{"text":"a"}]]}])",
       "block_wrong_type /v/blocks/0/table/0/0: \"table\": expected text, a number or a list, found true or false\n"
       "block_unknown /v/blocks/0/table/0/1/blocks/0: expected a block with one of the keys paragraph, heading, item, markdown, picture, found table\n"
       "block_bad_value /v/blocks/0/table/0/2/blocks/0/markdown: \"markdown\": expected paragraphs within a cell, found a table\n"
       "block_ambiguous /v/blocks/0/table/0/3: expected one of the keys content, blocks in a block, found several\n"
       "block_key_unknown /v/blocks/0/table/0/4/text: the key \"text\" means nothing here; expected content, blocks, colspan, rowspan, align\n"
       "block_unknown /v/blocks/0/table/0/4: expected a block with one of the keys content, blocks, found text"},
      {"within Markdown", R"x([{"markdown":"[a](file:b)"}])x", "rich_link_refused /v/blocks/0/markdown: expected a link to one of http:, https:, mailto:, tel:, found file:b"},
  }));
  INFO(c.name);
  data::Document const document = parsed(in_blocks(c.json));
  base::Diagnostics diagnostics;
  rich::read_value(document.root(), {{}, "{{{v}}}", "/v"}, diagnostics);
  CHECK(faults_of(diagnostics) == c.expect);
  std::string const name = c.name;
  // The schema does not count columns, and knows nothing of Markdown.
  if (name != "spans" && name != "within Markdown") {
    CHECK_FALSE(schema_allows(document));
  }
}

TEST_CASE("links in structured blocks", "[rich][blocks]") {
  auto const c = GENERATE(values<std::pair<char const*, bool>>({
      {"https://x.vn", true}, {"HTTP://x.vn:80/a?b#c", true}, {"mailto:a@b.vn?subject=c", true}, {"tel:+84.215", true}, {"https://tiếng-việt.vn/đường", true},
      {"javascript:alert(1)", false}, {"JavaScript:x", false}, {" javascript:x", false}, {"file:///a", false}, {"data:text/html,a", false}, {"x.vn", false}, {"#muc", false}, {"", false},
      {"//x.vn", false}, {"http://", false}, {"http:///a", false}, {"http://a@b", false}, {"http://[::1]", false}, {"http://a:x", false}, {"http://a b", false}, {"mailto:a", false}, {"mailto:@", false}, {"tel:", false}, {"tel:abc", false},
  }));
  INFO(c.first);
  data::Document const document = parsed(in_blocks((R"([{"paragraph":[{"text":"a","link":")" + std::string{c.first} + R"("}]}])").c_str()));
  base::Diagnostics diagnostics;
  rich::read_value(document.root(), {}, diagnostics);
  CHECK(ids_of(diagnostics) == (c.second ? "" : "rich_link_refused"));
}

TEST_CASE("values of rich tags", "[rich][blocks]") {
  struct Value {
    char const* json;
    char const* as_blocks;
    char const* as_inline;
  };
  auto const c = GENERATE(values<Value>({
      {R"("a **b**")", "p: a <b>b</b>", "a <b>b</b>"},
      {"1.50", "p: 1.50", "1.50"},
      {R"({"blocks":[{"paragraph":["a",{"text":"b","bold":true}]}]})", "p: a<b>b</b>", "a<b>b</b>"},
      {R"({"blocks":[{"markdown":"a **b**"}]})", "p: a <b>b</b>", "a <b>b</b>"},
      {R"({"blocks":[]})", "", ""},
      {R"({"blocks":[{"paragraph":"a"},{"paragraph":"b"}]})", "p: a\np: b", "rich_text_not_inline"},
      {R"({"blocks":[{"paragraph":"a","align":"left"}]})", "p[left]: a", "rich_text_not_inline"},
      {R"({"blocks":[{"heading":"a"}]})", "h1: a", "rich_text_not_inline"},
      {R"({"blocks":[{"item":"a"}]})", "*0: a", "rich_text_not_inline"},
      {R"({"blocks":[{"table":[["a"]]}]})", "table 4 header_rows=0: a", "rich_text_not_inline"},
      {R"({"blocks":[{"page_break":true}]})", "page break", "rich_text_not_inline"},
      {R"({"blocks":[{"section":"portrait"}]})", "portrait", "rich_text_not_inline"},
      {"true", "rich_text_wrong_type", "rich_text_wrong_type"},
      {"[]", "rich_text_wrong_type", "rich_text_wrong_type"},
      {"{}", "rich_text_wrong_type", "rich_text_wrong_type"},
      {R"({"blocks":[],"x":1})", "block_key_unknown", "block_key_unknown"},
  }));
  INFO(c.json);
  data::Document const document = parsed(c.json);
  base::Diagnostics of_blocks;
  rich::Content const content = rich::read_value(document.root(), {}, of_blocks);
  CHECK((of_blocks.empty() ? notation_of(content) : ids_of(of_blocks)) == c.as_blocks);
  base::Diagnostics of_inline;
  auto const inlines = rich::read_inline_value(document.root(), {}, of_inline);
  CHECK((of_inline.empty() ? notation_of(inlines) : ids_of(of_inline)) == c.as_inline);
}
// clang-format on

// Markdown as rich content, in the notation of content_notation.h.

#include "rich/markdown.h"

#include <algorithm>
#include <cstddef>
#include <random>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "rich/content_notation.h"
#include "support/diagnostic_ids.h"

using namespace thethuc;
using test::ids_of;
using test::notation_of;

namespace {

struct Case {
  char const* name;
  char const* markdown;
  char const* expect;
};

std::string blocks(std::string_view markdown) {
  base::Diagnostics diagnostics;
  rich::Content const content = rich::parse_markdown(markdown, {}, diagnostics);
  return diagnostics.empty() ? notation_of(content) : ids_of(diagnostics);
}

std::string inlines(std::string_view markdown) {
  base::Diagnostics diagnostics;
  std::vector<rich::Inline> const content = rich::parse_inline_markdown(markdown, {}, diagnostics);
  return diagnostics.empty() ? notation_of(content) : ids_of(diagnostics);
}

void check(Case const& c) {
  INFO(c.name);
  CHECK(blocks(c.markdown) == c.expect);
}

}  // namespace

// clang-format off
TEST_CASE("marks of Markdown", "[rich][markdown]") {
  check(GENERATE(values<Case>({
      {"nothing", "", ""},
      {"white space", " \n\t\n", ""},
      {"a paragraph", "Sơn Phú", "p: Sơn Phú"},
      {"paragraphs", "một\n\n\nhai", "p: một\np: hai"},
      {"bold and italic", "a **đậm** *nghiêng* ***cả hai***", "p: a <b>đậm</b> <i>nghiêng</i> <b><i>cả hai</i></b>"},
      {"nested", "**đậm *và nghiêng***", "p: <b>đậm </b><b><i>và nghiêng</i></b>"},
      {"over lines", "**đậm\nvà đậm**", "p: <b>đậm⏎và đậm</b>"},
      {"headings", "# I. MỤC\n### 1.1. Tiểu mục ###\n###### sáu", "h1: I. MỤC\nh3: 1.1. Tiểu mục\nh6: sáu"},
      {"a heading interrupts a paragraph", "a\n## b\nc", "p: a\nh2: b\np: c"},
      {"emphasis in a heading", "# *a* b", "h1: <i>a</i> b"},
      {"a list", "* một\n* hai **đậm**\n* ba", "*0: một\n*0: hai <b>đậm</b>\n*0: ba"},
      {"nested lists", "* một\n  * hai\n    * ba\n  * bốn\n* năm", "*0: một\n*1: hai\n*2: ba\n*1: bốn\n*0: năm"},
      {"nested by four spaces and by tabs", "* một\n    * hai\n        * ba\n\n* một\n\t* hai\n\t\t* ba", "*0: một\n*1: hai\n*2: ba\n*0: một\n*1: hai\n*2: ba"},
      {"an indented list", "    * một\n    * hai", "*0: một\n*0: hai"},
      {"loose list", "* một\n\n* hai", "*0: một\n*0: hai"},
      {"a list interrupts a paragraph", "a\n* b", "p: a\n*0: b"},
      {"an item goes on when indented", "* một\n  tiếp\n* hai", "*0: một⏎tiếp\n*0: hai"},
      {"a line without indent ends the list", "* một\n* hai\nKết luận", "*0: một\n*0: hai\np: Kết luận"},
      {"a second paragraph of an item", "* một\n\n  đoạn hai\n* ba", "*0: một\n~0: đoạn hai\n*0: ba"},
      {"enumerations below an item", "* một\n  - a\n  - b", "*0: một\n~0: - a\n~0: - b"},
      {"a heading in an item", "* một\n  # hai", "*0: một\nh1: hai"},
      {"a mark within an item is text", "* # a\n* - b\n* 1. c\n* * d", "*0: # a\n*0: - b\n*0: 1. c\n*0: * d"},
      {"links", "xem [Cổng *thông tin*](https://dienbien.gov.vn/tin?a=1&b=2_3_(c))!", "p: xem <a https://dienbien.gov.vn/tin?a=1&b=2_3_(c)>Cổng </a><a https://dienbien.gov.vn/tin?a=1&b=2_3_(c)><i>thông tin</i></a>!"},
      {"a link over lines", "[một\nhai](tel:+84-215-382)", "p: <a tel:+84-215-382>một⏎hai</a>"},
      {"several links in emphasis", "**[a](http://a.vn) [b](mailto:b@c.vn)**", "p: <a http://a.vn><b>a</b></a><b> </b><a mailto:b@c.vn><b>b</b></a>"},
      {"brackets in a link's text", "[a [b] c](http://d.vn)", "p: <a http://d.vn>a [b] c</a>"},
      {"a link in a link's text", "[a [b](http://b.vn) c](http://d.vn)", "p: [a <a http://b.vn>b</a> c](http://d.vn)"},
      {"characters that an address cannot hold", "[a](https://x.vn/\"a\"|b%20%c)", "p: <a https://x.vn/%22a%22%7Cb%20%25c>a</a>"},
      {"a note", "số liệu^[Ước tính] của quý", "p: số liệu<note>Ước tính</note> của quý"},
      {"a note with emphasis, brackets and a link", "a^[xem **[1]** và [b](http://b.vn)].", "p: a<note>xem <b>[1]</b> và <a http://b.vn>b</a></note>."},
      {"notes in emphasis", "**a**^[x]**b^[y]**", "p: <b>a</b><note>x</note><b>b</b><b><note>y</note></b>"},
      {"emphasis beside a note", "**a.**^[x] ^[y]**\"b\"**", "p: <b>a.</b><note>x</note> <note>y</note><b>\"b\"</b>"},
      {"a note over lines", "a^[một\nhai]", "p: a<note>một⏎hai</note>"},
      {"notes everywhere", "# a^[1]\n* b^[2]\n\n| c^[3] |\n|---|\n| d^[4] |", "h1: a<note>1</note>\n*0: b<note>2</note>\ntable 4: c<note>3</note> ‖ d<note>4</note>"},
      {"a note that opens in an open one", "a ^[b ^[c]", "p: a ^[b <note>c</note>"},
      {"breaks", "một\nhai  \nba\\\nbốn", "p: một⏎hai⏎ba⏎bốn"},
      {"a break before an enumeration", "một\\\n- hai  \n+ ba", "p: một\np: - hai\np: + ba"},
      {"a backslash before what is no text", "một\\\n\nhai\\\n* ba\\", "p: một\\\np: hai\\\n*0: ba\\"},
      {"other line ends", "một\r\nhai\rba\vbốn\fnăm\tsáu", "p: một⏎hai⏎ba⏎bốn⏏năm→sáu"},
      {"escaped marks", "\\*a\\* \\# \\[b](http://c.vn) \\^[d]", "p: *a* # [b](http://c.vn) ^[d]"},
      {"escaped marks of blocks", "\\* a\n\n\\# b", "p: * a\np: # b"},
  })));
}

TEST_CASE("tables", "[rich][markdown]") {
  check(GENERATE(values<Case>({
      {"a table", "| STT | Chỉ tiêu |\n|---|---|\n| 1 | Lúa |\n| 2 | Ngô |", "table 4 8: STT | Chỉ tiêu ‖ 1 | Lúa ‖ 2 | Ngô"},
      {"alignment", "|a|b|c|d|\n|:-|:-:|-:|-|\n|1|2|3|4|", "table 4left 4center 4right 4: a | b | c | d ‖ 1 | 2 | 3 | 4"},
      {"without outer bars", "a | b\n--- | ---\n1 | 2", "table 4 4: a | b ‖ 1 | 2"},
      {"between paragraphs", "Bảng:\n| a | b |\n|---|---|\n| 1 | 2 |\nNguồn: UBND", "p: Bảng:\ntable 4 4: a | b ‖ 1 | 2\np: Nguồn: UBND"},
      {"a row that is short", "|a|b|\n|-|-|\n|1|", "table 4 4: a | b ‖ 1 | "},
      {"empty cells", "|a|b|c|\n|-|-|-|\n||x||", "table 4 4 4: a | b | c ‖  | x | "},
      {"bars in a cell", "|a|\n|-|\n|x \\| y|", "table 5: a ‖ x | y"},
      {"marks in cells are text", "|a|b|\n|-|-|\n|- x|# y|\n|* z|1. t|", "table 4 4: a | b ‖ - x | # y ‖ * z | 1. t"},
      {"emphasis and links in cells", "|**a**|[b](http://b.vn)|\n|-|-|\n|*c|d*|", "table 4 4: <b>a</b> | <a http://b.vn>b</a> ‖ *c | d*"},
      {"a link or note does not cross cells", "|[a|b](http://b.vn)|\n|-|-|\n|^[c|d]|", "table 4 15: [a | b](http://b.vn) ‖ ^[c | d]"},
      {"an enumeration ends it", "|a|\n|-|\n|1|\n- b | c", "table 4: a ‖ 1\np: - b | c"},
      {"below a list item", "* x\n  | a |\n  |---|\n  | b |", "*0: x\ntable 4: a ‖ b"},
      {"no row of dashes", "| a | b |", "p: | a | b |"},
      {"fewer dashes than cells", "| a | b |\n|---|\n| c |", "p: | a | b |⏎|---|⏎| c |"},
      {"only the head", "| a | b |\n|---|---|", "table 4 4: a | b"},
      {"long cells", "|a|b|\n|-|-|\n|một câu rất dài, dài hơn hẳn bốn mươi chữ để chiếm chỗ|x|", "table 40 4: a | b ‖ một câu rất dài, dài hơn hẳn bốn mươi chữ để chiếm chỗ | x"},
  })));
}

// What administrative prose is full of, and CommonMark would take for marks.
TEST_CASE("figures and marks of prose never change", "[rich][markdown]") {
  auto const text = GENERATE(values<char const*>({
      "- Thu ngân sách", "+ Chi thường xuyên", "-Thu", "– Thu", "— Thu", "• Thu", "a) Về kinh tế", "đ) Về xã hội", "1. Kết quả", "1) Kết quả",
      "1.1. Nông nghiệp", "I. KẾT QUẢ", "30. 6.2021", "30.6.2021", "1986. Một năm", "123456789. Số", "---", "- - -", "----------", "***", "* * *", "*", "**", "****", "___", "===", "=", "+", "-", "1.", "a)",
      "`mã`", "``` mã", "~~~", "~~bỏ~~", "_nghiêng_", "__đậm__", "snake_case_name", "<b>đậm</b>", "<!-- ghi chú -->", "<https://a.vn>", "[a](https://a.vn \"tên\")", "https://a.vn/b_c_d*e", "a@b.vn", "www.a.vn",
      "&nbsp; &amp; &#39; AT&T", "A & B < C > D", "> trích", ">trích", "\\", "a\\b", "C:\\thu muc\\", "\\\\may\\chung", "\\- a", "\\_ \\`", "a\\",
      "#1", "#", "##", "# ", "####### bảy", "a # b", "số #5 #", "[1]", "[1]: a", "[a]: http://b.vn", "[1](2)", "[a](b c)", "[](http://a.vn)", "[a]", "[", "]", "[[", "]]", "![ảnh](http://a.vn/b.png)", "a[0](1)",
      "^", "^[", "^[]", "^[ ]", "x^2", "m^2^", "a|b", "|", "||", "|-|", ":-", ":--|", "5*3*2", "20*30*40 cm", "2 * 3 * 4", "(*) Ước tính; (*) tạm tính", "(**) a (**)", "số liệu* và ước tính*", "****1234, ****5678",
      "\"trích\" 'dẫn' “trích”", "$a$ $$b$$", "{{ten}} {a}", "a  b   c", "a\u00A0b", "100%", "(1)", "[x] xong", "- [ ] chưa", "* ", "1*", "*1",
      "!", "!a", "\u00A0a\u00A0", "Điều 1.", "3,80177", "2.590.755.750", "21,1 %", "T = (a + b) * 2 / c * d", "./.",
  }));
  INFO(text);
  std::string trimmed = text;
  while (trimmed.ends_with(' ')) {
    trimmed.pop_back();
  }
  CHECK(blocks(text) == "p: " + trimmed);
  CHECK(inlines(text) == text);
  CHECK(blocks("x " + std::string{text}) == "p: x " + trimmed);
  CHECK(blocks("   \t " + std::string{text}) == "p: " + trimmed);
  CHECK(blocks("x\n\n" + std::string{text} + "\n\ny") == "p: x\np: " + trimmed + "\np: y");
  CHECK(blocks("* " + trimmed + " x") == "*0: " + trimmed + " x");
  CHECK(blocks("# " + trimmed + " x") == "h1: " + trimmed + " x");
  if (trimmed.find_first_of("[]") != std::string::npos) {
    return;  // brackets alone would begin or end a note elsewhere
  }
  CHECK(blocks("a^[x " + std::string{text} + " y]") == "p: a<note>x " + std::string{text} + " y</note>");
}
// clang-format on

namespace {

// Texts of pieces drawn at random, the same in every run.
class Pieces {
 public:
  explicit Pieces(std::vector<std::string> pieces) : pieces_(std::move(pieces)) {}

  std::string draw() {
    std::string text;
    for (std::size_t count = random_() % 16; count > 0; --count) {
      text += pieces_[random_() % pieces_.size()];
    }
    return text;
  }

 private:
  std::vector<std::string> pieces_;
  std::mt19937 random_{2030};
};

// What a value's lines look like when nothing in it is a mark: without white space at their ends.
std::string lines_of(std::string const& text, char const* line_end) {
  std::string out;
  std::string line;
  auto const end_line = [&] {
    std::size_t const begin = line.find_first_not_of(" \t");
    std::size_t const end = line.find_last_not_of(" \t");
    if (begin != std::string::npos) {
      out += (out.empty() ? "" : line_end) + line.substr(begin, end + 1 - begin);
    }
    line.clear();
  };
  for (char const c : text) {
    if (c == '\n') {
      end_line();
    } else {
      line += c;
    }
  }
  end_line();
  return out;
}

std::string text_of(rich::Content const& content) {
  std::string out;
  for (rich::Block const& block : content.blocks) {
    if (auto const* paragraph = std::get_if<rich::Paragraph>(&block)) {
      out += (out.empty() ? "" : "\n") + rich::plain_text(paragraph->inlines);
    }
  }
  return out;
}

}  // namespace

TEST_CASE("prose without marks comes out as it went in", "[rich][markdown][law]") {
  // Everything that is a mark somewhere in Markdown; not '*', nor what makes '#' a heading, a
  // bracket a link or a note, or '|' a table.
  Pieces pieces{{"a",  "Đ",   "ơ",   "1",           "20",  ".",     ",",     ":",  ";",
                 "-",  "--",  "---", "+",           "=",   "_",     "__",    "`",  "```",
                 "~",  "~~",  "<",   ">",           "&",   "&amp;", "!",     "\"", "'",
                 "(",  ")",   "[",   "]",           "{",   "}",     "/",     "|",  "^",
                 "$",  "%",   "@",   "#",           "\t",  " ",     "  ",    "\n", "\n",
                 "- ", "1. ", "a) ", "http://a.vn", "<b>", "www.",  "\u00A0"}};
  for (int i = 0; i < 20'000; ++i) {
    std::string const text = pieces.draw();
    base::Diagnostics diagnostics;
    rich::Content const content = rich::parse_markdown(text, {}, diagnostics);
    bool const has_marks =
        text.find("^[") != std::string::npos || text.find("](") != std::string::npos ||
        text.find("# ") != std::string::npos || text.find("#\t") != std::string::npos;
    if (has_marks) {
      continue;
    }
    INFO(text);
    REQUIRE(ids_of(diagnostics) == "");
    bool const has_table = std::any_of(content.blocks.begin(), content.blocks.end(), [](auto& b) {
      return std::holds_alternative<rich::Table>(b);
    });
    if (!has_table) {
      REQUIRE(text_of(content) == lines_of(text, "\n"));
    }
  }
}

TEST_CASE("whatever the marks, letters and figures come out in order", "[rich][markdown][law]") {
  Pieces pieces{{"a",  "b",   "Đ",    "1",  "2",    "*",  "**",           "***",  "* ",   "  * ",
                 "# ", "## ", "^[",   "[",  "]",    "](", "](http://x/)", ")",    "|",    "|-|-|",
                 "\n", "\n",  "\n\n", "\\", "\\\n", " ",  "  ",           "\t",   "- ",   "1. ",
                 "!",  "_",   "`",    "<",  "&",    ".",  "(*)",          "\x01", "\x02", "\v",
                 "\f"}};
  auto const letters = [](std::string text) {
    for (std::size_t at = text.find("](http://x/)"); at != std::string::npos;
         at = text.find("](http://x/)")) {
      text.erase(at, 12);
    }
    std::string out;
    for (char const c : text) {
      bool const counts = c == 'a' || c == 'b' || c == '1' || c == '2' || c == "Đ"[1];
      out += counts ? std::string(1, c) : "";
    }
    return out;
  };
  std::string out;
  auto const collect = [&out](auto const& self, std::vector<rich::Inline> const& parts) -> void {
    for (rich::Inline const& part : parts) {
      out += part.text;
      self(self, part.note);
    }
  };
  for (int i = 0; i < 20'000; ++i) {
    std::string const text = pieces.draw();
    INFO(text);
    base::Diagnostics diagnostics;
    rich::Content const content = rich::parse_markdown(text, {}, diagnostics);
    base::Diagnostics inline_diagnostics;
    std::vector<rich::Inline> const line =
        rich::parse_inline_markdown(text, {}, inline_diagnostics);
    if (diagnostics.empty()) {
      out.clear();
      for (rich::Block const& block : content.blocks) {
        if (auto const* paragraph = std::get_if<rich::Paragraph>(&block)) {
          collect(collect, paragraph->inlines);
        } else if (auto const* table = std::get_if<rich::Table>(&block)) {
          for (auto const& row : table->rows) {
            REQUIRE(row.size() == table->columns.size());
            for (rich::Cell const& cell : row) {
              for (rich::Paragraph const& in_cell : cell.paragraphs) {
                collect(collect, in_cell.inlines);
              }
            }
          }
        }
      }
      REQUIRE(letters(out) == letters(text));
    }
    if (inline_diagnostics.empty()) {
      out.clear();
      collect(collect, line);
      REQUIRE(letters(out) == letters(text));
    }
  }
}

// clang-format off
TEST_CASE("values beside other text", "[rich][markdown]") {
  auto const c = GENERATE(values<Case>({
      {"a text", "Sơn **Phú**", "Sơn <b>Phú</b>"},
      {"white space at the ends stays", "  a\t", "  a→"},
      {"only white space", "  ", "  "},
      {"nothing", "", ""},
      {"line ends at the ends do not", "\n a \n\n", "a"},
      {"a line break", "một  \nhai\\\nba\nbốn", "một⏎hai⏎ba⏎bốn"},
      {"enumerations", "gồm:\n- a\n1. b", "gồm:⏎- a⏎1. b"},
      {"paragraphs", "một\n\nhai", "rich_text_not_inline"},
      {"a list", "* một", "rich_text_not_inline"},
      {"a heading", "# một", "rich_text_not_inline"},
      {"a table", "|a|\n|-|", "rich_text_not_inline"},
      {"escaped", "\\* một", "* một"},
      {"note and link", "a^[b] [c](http://c.vn)", "a<note>b</note> <a http://c.vn>c</a>"},
  }));
  INFO(c.name);
  CHECK(inlines(c.markdown) == c.expect);
}

TEST_CASE("rows that write few of their cells are bounded", "[rich][markdown]") {
  std::string const head = "|a|b|c|d|\n|-|-|-|-|\n";
  auto const c = GENERATE(values<std::pair<int, char const*>>({{23, ""}, {24, "rich_table_cells"}, {50, "rich_table_cells"}}));
  std::string rows;
  for (int row = 0; row < c.first; ++row) {
    rows += "|x\n";
  }
  base::Diagnostics diagnostics;
  rich::parse_markdown(head + rows, {{}, "{{{a}}}", "/a", 200}, diagnostics);
  CHECK(ids_of(diagnostics) == c.second);
}

TEST_CASE("mistakes in Markdown", "[rich][markdown]") {
  struct Mistake {
    char const* name;
    std::string markdown;
    char const* ids;
    char const* message;  // of the first
  };
  std::string deep;
  for (int level = 0; level < 10; ++level) {
    deep += std::string(static_cast<std::size_t>(level) * 2, ' ') + "* x\n";
  }
  std::string wide = "|";
  for (int column = 0; column < 64; ++column) {
    wide += "a|";
  }
  std::string dashes = wide;
  std::replace(dashes.begin(), dashes.end(), 'a', '-');
  auto const c = GENERATE_COPY(values<Mistake>({
      {"a script", "[a](javascript:alert(1))", "rich_link_refused", "expected a link to one of http:, https:, mailto:, tel:, found javascript:alert(1)"},
      {"other schemes", "[a](file:///etc/passwd) [b](DATA:x) [c](vbscript:x) [d](ftp://x)", "rich_link_refused rich_link_refused rich_link_refused rich_link_refused", ""},
      {"no scheme", "[a](www.chinhphu.vn) [b](//x) [c](\\\\may\\chung)", "rich_link_refused rich_link_refused rich_link_refused", ""},
      {"no host, address or number", "[a](http://) [b](https:x) [c](mailto:x) [d](tel:x) [e](https://a@b.vn)", "rich_link_refused rich_link_refused rich_link_refused rich_link_refused rich_link_refused", ""},
      {"a note in a note", "a^[b^[c]]", "rich_note_in_note", "expected a note without notes in it, found ^[c]"},
      {"a refused link in a note", "a^[[b](file:x)]", "rich_link_refused", ""},
      {"a row that is too long", "|a|b|\n|-|-|\n|1|2|\n|1|2|3|", "rich_table_row", "row 3 of the table: expected 2 columns, found 3"},
      {"too many columns", wide + "\n" + dashes, "table_columns", "expected a table of at most 63 columns, found 64"},
      {"lists too deep", deep, "rich_list_too_deep", "expected lists nested at most 9 levels deep, found more"},
      {"too large", std::string((1u << 20) + 1, 'a'), "rich_text_too_large", "expected text of at most 1048576 bytes with formatting, found 1048577 bytes"},
  }));
  INFO(c.name);
  base::Diagnostics diagnostics;
  rich::parse_markdown(c.markdown, {base::place_in_file("a.docx"), "{{{a}}}", "/a"}, diagnostics);
  CHECK(ids_of(diagnostics) == c.ids);
  REQUIRE_FALSE(diagnostics.empty());
  base::Diagnostic const& first = diagnostics.entries()[0];
  CHECK(first.data_pointer == "/a");
  CHECK(first.place.file == "a.docx");
  CHECK(first.tag == "{{{a}}}");
  if (*c.message) {
    CHECK(base::message(first, base::Language::en) == c.message);
  }
}

TEST_CASE("hostile Markdown is read", "[rich][markdown]") {
  auto const piece = GENERATE(values<char const*>({
      "*", "**", "*a", "a*", "*a **b", "[", "]", "[a](", "](", "^[", "^[a", "^[]", "[a](http://b.vn)", "!", "\\", "#", "# ", "* ", "* a\n", "|", "|-", "|-|\n", "a|b\n-|-\n", "\n", " ", "\t", "`", "<", "&", "_", "((", "x^[y]", "\x01"}));
  INFO(piece);
  std::string text;
  while (text.size() < 50'000) {
    text += piece;
  }
  base::Diagnostics diagnostics;
  rich::Content const content = rich::parse_markdown(text, {}, diagnostics);
  CHECK_NOTHROW(notation_of(content));
  rich::parse_inline_markdown(text, {}, diagnostics);
  CHECK(ids_of(diagnostics).find("rich_text_too_large") == std::string::npos);
}
// clang-format on

// The template language, on whole documents in the notation of tests/support/notation.h.

#include <catch2/catch.hpp>

#include "support/docx_fixture.h"
#include "support/fill.h"
#include "support/notation.h"

using thethuc::render::Missing;
using namespace thethuc;
using test::fill;
using test::Filled;
using test::Setup;

namespace {

struct Case {
  char const* name;
  char const* body;
  char const* json;
  char const* expect;
};

void check(Case const& c) {
  INFO(c.name);
  Filled const filled = fill(c.body, c.json);
  INFO(filled.diagnostics.to_text(base::Language::en));
  REQUIRE_FALSE(filled.diagnostics.has_errors());
  CHECK(filled.notation() == c.expect);
}

}  // namespace

// clang-format off
TEST_CASE("variables print their value", "[render]") {
  auto const c = GENERATE(values<Case>({
      {"text", "Số: {{so}}/BC-UBND", R"({"so":"52"})", "Số: 52/BC-UBND"},
      {"a number as it was written", "{{a}} {{b}} {{c}} {{d}}", R"({"a":1.50,"b":12345678901234567890123,"c":3.80177,"d":-0})", "1.50 12345678901234567890123 3.80177 -0"},
      {"a string of digits stays", "{{so}}", R"({"so":"01"})", "01"},
      {"dotted names", "{{co_quan.ten}}", R"({"co_quan":{"ten":"UBND xã Sơn Phú"}})", "UBND xã Sơn Phú"},
      {"a key with a dot", "{{[\"a.b\"]}}", R"({"a.b":"x"})", "x"},
      {"a bracketed member", "{{a[\"b.c\"].d}}", R"({"a":{"b.c":{"d":"x"}}})", "x"},
      {"white space in the tag", "{{ ten }}{{\tten}}", R"({"ten":"x"})", "xx"},
      {"Vietnamese names", "{{họ_tên}}", R"({"họ_tên":"Nguyễn Quang Tỏa"})", "Nguyễn Quang Tỏa"},
      {"name decomposed in the template", "{{ho\u0323_te\u0302n}}", R"({"họ_tên":"Tỏa"})", "Tỏa"},
      {"name decomposed in the data", "{{họ_tên}}", "{\"ho\u0323_te\u0302n\":\"Tỏa\"}", "Tỏa"},
      {"value decomposed", "{{a}}", "{\"a\":\"Ho\u0300a\"}", "Hòa"},
      {"special characters", "{{a}}", R"({"a":"A & <B> \"C\" 'D' ]]>"})", "A & <B> \"C\" 'D' ]]>"},
      {"a value is not scanned for tags", "{{a}}", R"({"a":"{{b}}"})", "{{b}}"},
      {"line breaks", "{{a}}", R"({"a":"một\nhai\r\nba\u000bbốn"})", "một↵hai↵ba↵bốn"},
      {"tabs", "{{a}}", R"({"a":"một\thai"})", "một→hai"},
      {"the empty string is a value", "[{{a}}]", R"({"a":""})", "[]"},
      {"outer spaces stay", "{{a}}{{b}}", R"({"a":" x ","b":" y "})", " x  y "},
      {"curly quotes and no-break spaces in a tag", "{{\u00A0a\u00A0|\u00A0mac_dinh:“không”}}", R"({})", "không"},
      {"formatting of the first brace", "**{{a¦}}**b", R"({"a":"x"})", "**x**b"},
      {"formatting changes within the tag", "x{¦{a**}}** y", R"({"a":"v"})", "xv y"},
      {"braces alone are text", "{ a } }} {x}", R"({})", "{ a } }} {x}"},
  }));
  check(c);
}

TEST_CASE("a tag may be cut by run borders", "[render]") {
  auto const c = GENERATE(values<Case>({
      {"one run", "So {{so}}", R"({"so":"12"})", "So 12"},
      {"cut inside the name", "So {{s¦o}}", R"({"so":"12"})", "So 12"},
      {"cut in the braces", "So {¦{so}¦}", R"({"so":"12"})", "So 12"},
      {"the end of one and the start of the next", "{{a¦}}, {{¦b}}", R"({"a":"1","b":"2"})", "1, 2"},
      {"every character", "¦{¦{¦#¦d¦s¦}¦}¦x¦{¦{¦.¦}¦}¦{¦{¦/¦d¦s¦}¦}¦", R"({"ds":[1,2]})", "x1x2"},
  }));
  check(c);
}

TEST_CASE("a paragraph of which nothing is left goes, whatever wraps its text", "[render]") {
  auto const p = [](std::string const& inner) { return "<w:p>" + inner + "</w:p>"; };
  auto const r = [](std::string const& text) { return "<w:r><w:t>" + text + "</w:t></w:r>"; };
  auto const ins = [](std::string const& inner) {
    return "<w:ins w:id=\"9\" w:author=\"a\">" + inner + "</w:ins>";
  };
  auto const control = [](std::string const& inner) {
    return "<w:sdt><w:sdtContent>" + inner + "</w:sdtContent></w:sdt>";
  };
  std::string const text = r("{{#co}}x{{/co}}");
  struct Case {
    char const* name;
    std::string paragraph;
    bool stays;  // when the condition is false
  };
  auto const c = GENERATE_COPY(values<Case>({
      {"nothing", p(text), false},
      {"a tracked insertion", p(ins(text)), false},
      {"a link", p("<w:hyperlink w:anchor=\"a\">" + text + "</w:hyperlink>"), false},
      {"a content control", p(control(text)), false},
      {"an insertion in a control", p(control(ins(text))), false},
      {"two of them", p(ins(text) + control(text)), false},
      {"a text beside it", p(ins(text) + r("y")), true},
      {"a text beside it in the insertion", p(ins(text + r("y"))), true},
      {"a value beside it", p(ins(text + r("{{ten}}"))), true},
      {"a content control of its own beside it", p(text + control(r("y"))), true},
      {"a formula beside it",
       p(ins(text) + "<m:oMath "
                     "xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\"/>"),
       true},
  }));
  for (bool const holds : {false, true}) {
    DYNAMIC_SECTION(c.name << (holds ? ", true" : ", false")) {
      Filled const filled = test::fill(
          c.paragraph + p(r("z")), holds ? R"({"co":true,"ten":"Sơn"})" : R"({"co":false,"ten":"Sơn"})");
      REQUIRE_FALSE(filled.diagnostics.has_errors());
      std::string const main = test::part_of(filled.docx, "/word/document.xml");
      std::size_t count = 0;
      for (std::size_t at = main.find("<w:p>"); at != main.npos; at = main.find("<w:p>", at + 1)) {
        ++count;
      }
      CHECK(count == (holds || c.stays ? 2 : 1));
    }
  }
}

TEST_CASE("sections within a paragraph", "[render]") {
  auto const c = GENERATE(values<Case>({
      {"a list", "{{#ds}}{{ten}}; {{/ds}}hết", R"({"ds":[{"ten":"An"},{"ten":"Bình"}]})", "An; Bình; hết"},
      {"implicit iterator", "{{#ds}}({{.}}){{/ds}}", R"({"ds":["a",2,"c"]})", "(a)(2)(c)"},
      {"lists of lists", "{{#ds}}[{{#.}}{{.}}{{/.}}]{{/ds}}", R"({"ds":[[1,2],[3]]})", "[12][3]"},
      {"a condition", "{{#co}}có{{/co}}{{^co}}không{{/co}}", R"({"co":true})", "có"},
      {"its opposite", "{{#co}}có{{/co}}{{^co}}không{{/co}}", R"({"co":false})", "không"},
      {"zero is data", "{{#n}}số {{n}}{{/n}}", R"({"n":0})", "số 0"},
      {"the empty object is true", "{{#o}}x{{/o}}.", R"({"o":{}})", "x."},
      {"the empty string is false", "{{#s}}x{{/s}}{{^s}}y{{/s}}", R"({"s":""})", "y"},
      {"null is false", "{{#s}}x{{/s}}{{^s}}y{{/s}}", R"({"s":null})", "y"},
      {"missing is false", "{{#s}}x{{/s}}{{^s}}y{{/s}}", R"({})", "y"},
      {"the empty list is false", "a{{#s}}x{{/s}}{{^s}}y{{/s}}", R"({"s":[]})", "ay"},
      {"an object is a context", "{{#ky}}{{chuc_vu}} {{ho_ten}}{{/ky}}", R"({"ky":{"chuc_vu":"CHỦ TỊCH","ho_ten":"Tỏa"}})", "CHỦ TỊCH Tỏa"},
      {"names are looked up outwards", "{{#ds}}{{x}}{{y}} {{/ds}}", R"({"y":"!","ds":[{"x":1},{"x":2,"y":"?"}]})", "1! 2? "},
      {"dotted names do not go outwards after the first part", "{{#ds}}{{a.b | mac_dinh:\"-\"}}{{/ds}}", R"({"a":{"b":1},"ds":[{"a":{}}]})", "-"},
      {"null hides an outer value", "{{#ds}}{{a | mac_dinh:\"-\"}}{{/ds}}", R"({"a":1,"ds":[{"a":null}]})", "-"},
      {"loop variables", "{{#ds}}{{@number}}/{{@length}}({{@index}}){{^@last}}, {{/@last}}{{/ds}}", R"({"ds":["a","b"]})", "1/2(0), 2/2(1)"},
      {"first", "{{#ds}}{{#@first}}đầu {{/@first}}{{.}} {{/ds}}", R"({"ds":[1,2]})", "đầu 1 2 "},
      {"the outer loop's number", "{{#a}}{{#b}}{{a.@number}}.{{@number}} {{/b}}{{/a}}", R"({"a":[{"b":[1,2]},{"b":[3]}]})", "1.1 1.2 2.1 "},
      {"a condition is no loop", "{{#ds}}{{#co}}{{@number}}{{/co}}{{/ds}}.", R"({"ds":[{"co":1},{"co":0},{}]})", "12."},
      {"a loop's number inside conditions", "{{#ds}}{{#co}}{{#ten}}{{ds.@number}}{{/ten}}{{/co}}{{/ds}}", R"({"ds":[{"co":1,"ten":"a"},{},{"co":1,"ten":"c"}]})", "13"},
      {"the first two", "{{#ds}}{{#@first:2}}{{.}} {{/@first:2}}{{^@first:2}}({{.}}) {{/@first:2}}{{/ds}}", R"({"ds":["a","b","c"]})", "a b (c) "},
      {"the last two", "{{#ds}}{{#@last:2}}{{.}}{{/@last:2}}{{/ds}}", R"({"ds":["a","b","c"]})", "bc"},
      {"more than there are", "{{#ds}}{{#@first:10}}{{.}}{{/@first:10}}{{^@last:10}}!{{/@last:10}}{{/ds}}", R"({"ds":["a","b"]})", "ab"},
      {"first pushes no context", "{{#ds}}{{#@first}}{{.}}{{/@first}}{{^@first}}, {{.}}{{/@first}}{{/ds}}", R"({"ds":["a","b"]})", "a, b"},
      {"formatting stays", "**{{#ds}}**{{.}}**;{{/ds}}**", R"({"ds":["a","b"]})", "a**;**b**;**"},
      {"nested", "{{#a}}{{#b}}{{.}}{{/b}}|{{/a}}", R"({"a":[{"b":[1,2]},{"b":[]}]})", "12||"},
      {"across runs", "x{{#a¦}}y¦z{{/a}}w", R"({"a":[1,2]})", "xyzyzw"},
  }));
  check(c);
}

TEST_CASE("paragraphs that sections empty vanish", "[render]") {
  auto const c = GENERATE(values<Case>({
      {"a false condition alone", "a\n{{#x}}b{{/x}}\nc", R"({})", "a\nc"},
      {"two nested on one line", "a\n{{#x}}{{#y}}b{{/y}}{{/x}}\nc", R"({"x":true})", "a\nc"},
      {"a list item", "# một\n# {{#x}}hai{{/x}}\n# ba", R"({})", "# một\n# ba"},
      {"with other text it stays", "a\nb{{#x}}c{{/x}}\nd", R"({})", "a\nb\nd"},
      {"white space beside does not count", "a\n {{#x}}b{{/x}} \nc", R"({})", "a\nc"},
      {"an empty value is a value", "a\n{{#x}}{{y}}{{/x}}\nc", R"({"x":1,"y":""})", "a\n\nc"},
      {"a variable outside keeps it", "a\n{{#x}}b{{/x}}{{y}}\nc", R"({"y":""})", "a\n\nc"},
      {"a comment alone", "a\n{{! ghi chú }}\nb", R"({})", "a\nb"},
      {"a comment beside text", "a {{! ghi chú }}b", R"({})", "a b"},
      {"empty paragraphs of the author stay", "a\n\nb", R"({})", "a\n\nb"},
  }));
  check(c);
}

TEST_CASE("sections over paragraphs", "[render]") {
  auto const c = GENERATE(values<Case>({
      {"tags alone", "a\n{{#ds}}\n- {{.}}\n{{/ds}}\nb", R"({"ds":["x","y"]})", "a\n- x\n- y\nb"},
      {"empty", "a\n{{#ds}}\n- {{.}}\n{{/ds}}\nb", R"({"ds":[]})", "a\nb"},
      {"beside text, which stays outside", "Danh sách:{{#ds}}\n- {{.}}\nHết.{{/ds}}", R"({"ds":[1,2]})", "Danh sách:\n- 1\n- 2\nHết."},
      {"two tags in one line", "{{#a}}{{#b}}\n{{x}}{{y}}\n{{/b}}{{/a}}", R"({"a":[{"x":1,"b":[{"y":1},{"y":2}]},{"x":2,"b":[{"y":3}]}]})", "11\n12\n23"},
      {"closing and opening in one line", "{{#a}}\nA\n{{/a}}{{^a}}\nB\n{{/a}}", R"({"a":false})", "B"},
      {"a table inside", "{{#ds}}\n| {{.}} |\n{{/ds}}\nhết", R"({"ds":[1]})", "| 1 |\nhết"},
      {"nested", "{{#a}}\n{{ten}}\n{{#b}}\n+ {{.}}\n{{/b}}\n{{/a}}", R"({"a":[{"ten":"I","b":["x"]},{"ten":"II","b":[]}]})", "I\n+ x\nII"},
      {"block hint in one paragraph", "{{#ds @block}}- {{.}}{{/ds}}", R"({"ds":["x","y"]})", "- x\n- y"},
      {"the last paragraphs of a cell", "| a⏎{{#x}}⏎b⏎{{/x}} |", R"({})", "| a |"},
      {"all that a cell holds", "| {{#x}}⏎b⏎{{/x}} | c |", R"({})", "|  | c |"},
      {"a false condition alone in a cell", "| {{#x}}b{{/x}} | c |", R"({})", "|  | c |"},
  }));
  check(c);
}

TEST_CASE("sections over table rows", "[render]") {
  auto const c = GENERATE(values<Case>({
      {"different cells of one row", "| STT | Tên |\n| {{#ds}}{{@number}} | {{ten}}{{/ds}} |\n| Cộng | {{n}} |", R"({"n":2,"ds":[{"ten":"a"},{"ten":"b"}]})", "| STT | Tên |\n| 1 | a |\n| 2 | b |\n| Cộng | 2 |"},
      {"no items", "| STT | Tên |\n| {{#ds}}{{@number}} | {{ten}}{{/ds}} |", R"({"ds":[]})", "| STT | Tên |"},
      {"no items in the only row: no table", "a\n| {{#ds}}{{.}} | x{{/ds}} |\nb", R"({"ds":[]})", "a\nb"},
      {"rows between rows of tags", "| {{#ds}} | |\n| {{ten}} | x |\n| | {{/ds}} |", R"({"ds":[{"ten":1},{"ten":2}]})", "| 1 | x |\n| 2 | x |"},
      {"alternative rows", "| {{#dong}}{{#dam}}**{{ten}}** | {{/dam}} |\n| {{^dam}}{{ten}} | {{/dam}}{{/dong}} |", R"({"dong":[{"ten":"a","dam":true},{"ten":"b"}]})", "| **a** |  |\n| b |  |"},
      {"row hint in one cell", "| {{#ds @row}}{{.}}{{/ds}} | x |", R"({"ds":[1,2]})", "| 1 | x |\n| 2 | x |"},
      {"groups of rows", "| {{#nhom}}{{ten}} | |\n| {{#dong}}{{.}} | x{{/dong}} |\n| hết | {{/nhom}} |", R"({"nhom":[{"ten":"A","dong":[1,2]},{"ten":"B","dong":[]}]})", "| A |  |\n| 1 | x |\n| 2 | x |\n| hết |  |\n| B |  |\n| hết |  |"},
      {"a condition over a row", "| a | b |\n| {{#x}}c | d{{/x}} |", R"({})", "| a | b |"},
      {"a condition in a cell before the row's list", "| {{#m}}A{{/m}} | {{#d}}{{t}} | {{t}}{{/d}} |", R"({"m":true,"d":[{"t":1},{"t":2}]})", "| A | 1 | 1 |\n| A | 2 | 2 |"},
      {"one that the items decide", "| {{#k}}A{{/k}} | {{#d}}{{t}} | {{t}}{{/d}} |", R"({"d":[{"k":true,"t":1},{"k":false,"t":2}]})", "| A | 1 | 1 |\n|  | 2 | 2 |"},
      {"lists in cells before and behind a row hint", "| {{#k}}{{.}}{{#@last}}.{{/@last}}{{/k}} | {{#d @row}}{{.}}{{/d}} | {{#k}}{{.}}{{/k}} |", R"({"k":["a","b"],"d":[1,2]})", "| ab. | 1 | ab |\n| ab. | 2 | ab |"},
      {"paragraphs in a cell before a row hint", "| {{#k}}⏎{{.}}⏎{{/k}} | {{#d @row}}{{.}}{{/d}} |", R"({"k":["a"],"d":[1,2]})", "| a | 1 |\n| a | 2 |"},
      {"a condition in a row before one that two rows repeat", "| {{#k}}A{{/k}} | {{#d}}{{.}} |\n| {{#k}}B{{/k}} | {{.}}{{/d}} |", R"({"k":true,"d":[1]})", "| A | 1 |\n| B | 1 |"},
      {"inline in a cell", "| {{#ds}}{{.}} {{/ds}} | x |", R"({"ds":[1,2]})", "| 1 2  | x |"},
  }));
  check(c);
}

TEST_CASE("delimiters and filters", "[render]") {
  auto const c = GENERATE(values<Case>({
      {"other delimiters to the end of the part", "{{a}} {{=<% %>=}}<% a %> {{a}}\n<%a%>", R"({"a":"x"})", "x x {{a}}\nx"},
      {"and back", "{{=| |=}}|a| |={{ }}=|{{a}}", R"({"a":"x"})", "x x"},
      {"two digits", "{{n | hai_chu_so}}", R"({"n":5})", "05"},
      {"a date", "{{d | ngay}}", R"({"d":"2021-09-14"})", "ngày 14 tháng 9 năm 2021"},
      {"a date with zeros", "{{d | ngay}}", R"({"d":"2021-02-05"})", "ngày 05 tháng 02 năm 2021"},
      {"a blank day", "{{d | ngay_trong}}", R"({"d":"2023-03"})", "ngày … tháng 3 năm 2023"},
      {"a number", "{{n | so}} {{x | so:2}}", R"({"n":2590755750,"x":75.66483})", "2.590.755.750 75,66"},
      {"upper case", "{{t | hoa}}", R"({"t":"Ủy ban nhân dân"})", "ỦY BAN NHÂN DÂN"},
      {"a default, then another filter", "{{t | mac_dinh:\"chưa có\" | hoa}}", R"({})", "CHƯA CÓ"},
      {"English names", "{{d | date}}", R"({"d":"2021-09-14"})", "ngày 14 tháng 9 năm 2021"},
      {"a bar within quotes", "{{t | mac_dinh:\"a | b\"}}", R"({})", "a | b"},
  }));
  check(c);
}
// clang-format on

TEST_CASE("missing values follow the policy", "[render]") {
  struct Row {
    Missing missing;
    char const* expect;
  };
  auto const row = GENERATE(values<Row>({{Missing::blank, "Kính gửi: ."},
                                         {Missing::dots, "Kính gửi: ……."},
                                         {Missing::keep, "Kính gửi: {{ten}}."}}));
  render::Options options;
  options.missing = row.missing;
  CHECK(fill("Kính gửi: {{ten}}.", "{}", options).notation() == row.expect);
}

TEST_CASE("every mistake of the data is told at once, with its place", "[render]") {
  Filled const filled =
      fill("{{ho_ten}} {{so}}\n{{#ds}}{{ma}}{{/ds}}\n{{ngay | ngay}}",
           R"({"ho_tne":"Tỏa","so":{"a":1},"ds":[{"ma":1},{"m":2}],"ngay":"2021-02-30"})");
  CHECK(filled.docx.empty());
  CHECK(test::ids(filled.diagnostics) ==
        "value_missing value_not_text value_missing filter_bad_value data_key_unused "
        "data_key_unused");
  std::vector<base::Diagnostic> const& d = filled.diagnostics.entries();
  CHECK(d[0].arg("nearest") == "ho_tne");
  CHECK(d[0].data_pointer == "/ho_ten");
  CHECK(d[0].place.part == "/word/document.xml");
  CHECK(d[0].place.paragraph == 1);
  CHECK(d[0].place.text == "{{ho_ten}} {{so}}");
  CHECK(d[1].data_pointer == "/so");
  CHECK(d[1].arg("example") == "{{so.a}}");
  CHECK(d[2].data_pointer == "/ds/1/ma");
  CHECK(d[2].place.paragraph == 2);
  CHECK(d[3].data_pointer == "/ngay");
  CHECK(d[4].severity == base::Severity::error);
  CHECK(d[4].data_pointer == "/ho_tne");
  CHECK(d[5].data_pointer == "/ds/1/m");  // not /so/a: that /so cannot be printed is told
}

TEST_CASE("a mistake in each of many rows is counted, not listed", "[render]") {
  std::string json = R"({"ds":[)";
  for (int i = 0; i < 1000; ++i) {
    json += i ? ",{}" : "{}";
  }
  Filled const filled = fill("{{#ds}}{{ma}}{{/ds}}", json + "]}");
  CHECK(filled.diagnostics.error_count() == 1000);
  CHECK(filled.diagnostics.entries().size() == base::Diagnostics::kMostPerId);
}

TEST_CASE("the time that filling takes is bounded", "[render]") {
  // Four million turns take longer than a millisecond on any machine.
  std::string list = "[1";
  for (int i = 1; i < 2000; ++i) {
    list += ",1";
  }
  list += "]";
  render::Options options;
  options.deadline = std::chrono::milliseconds{1};
  Filled const filled =
      fill("{{#a}}{{#b}}x{{/b}}{{/a}}", "{\"a\":" + list + ",\"b\":" + list + "}", options);
  REQUIRE(test::ids(filled.diagnostics) == "render_too_slow");
  CHECK(filled.diagnostics.entries()[0].arg("limit") == "1 ms");
  CHECK(filled.docx.empty());
}

TEST_CASE("work that prints nothing is bounded", "[render]") {
  struct Case {
    char const* name;
    std::string body;
    std::string json;
  };
  auto const list = [](std::string const& item, int count) {
    std::string out = "[" + item;
    for (int i = 1; i < count; ++i) {
      out += "," + item;
    }
    return out + "]";
  };
  std::string tags;
  for (int i = 0; i < 200; ++i) {
    tags += "{{a | tong}}\n";
  }
  auto const c = GENERATE_COPY(values<Case>({
      {"loops", "{{#a}}{{#a}}{{#b}}x{{/b}}{{/a}}{{/a}}", "{\"a\":" + list("1", 1'000) + "}"},
      {"filters of lists that are not kept, in a loop",
       "{{#a}}{{#a}}{{b | noi | ten_tep}}{{/a}}{{/a}}",
       "{\"a\":" + list("1", 100) + ",\"b\":" + list("\"x\"", 15) + "}"},
      {"filters of long lists, in no loop", tags, "{\"a\":" + list("1", 1'000) + "}"},
      {"cells that merge",
       "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr>"
       "<w:tc><w:p><w:r><w:t>{{#a}}{{a | tong | gop}}</w:t></w:r></w:p></w:tc>"
       "<w:tc><w:p><w:r><w:t>{{/a}}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
       "{\"a\":" + list("1", 40'000) + "}"},
  }));
  DYNAMIC_SECTION(c.name) {
    render::Options options;
    options.deadline = {};
    options.max_steps = 100'000;
    Filled const filled = test::fill(c.body, c.json, options);
    std::string const ids = test::ids(filled.diagnostics);
    REQUIRE(ids.substr(0, 15) == "render_too_slow");
    CHECK(filled.diagnostics.entries()[0].arg("limit.en") == "100000 steps");
    CHECK(filled.docx.empty());
  }
}

TEST_CASE("keys that no tag asks for are slips when they are near a name that is missing",
          "[render]") {
  struct Case {
    char const* body;
    char const* json;
    char const* expect;  // '!' before an error; the name that is meant
    bool may_miss = false;
  };
  auto const c = GENERATE(values<Case>({
      {"{{#ghi_chu}}x{{/ghi_chu}}y", R"({"ghi_chuu":"z"})", "!ghi_chuu: ghi_chu"},
      {"{{^ghi_chu}}x{{/ghi_chu}}y", R"({"ghi_cu":"z"})", "!ghi_cu: ghi_chu"},
      {"{{ghi_chu | mac_dinh:\"\"}}y", R"({"ghi_chuu":"z"})", "!ghi_chuu: ghi_chu"},
      {"{{#don.ghi_chu}}x{{/don.ghi_chu}}", R"({"don":{"ghi_chuu":"z"}})", "!ghi_chuu: ghi_chu"},
      {"{{#ds}}{{#ghi_chu}}x{{/ghi_chu}}{{/ds}}",
       R"({"ds":[{"ghi_chu":"a"},{"ghi_chuu":"z"}]})",
       "!ghi_chuu: ghi_chu"},
      {"{{#ghi_chu}}x{{/ghi_chu}}y", R"({"dien_thoai":"z"})", "dien_thoai: "},
      {"{{#ghi_chu}}x{{/ghi_chu}}y", R"({"ghi_chu":"a","ghi_chuu":"z"})", "ghi_chuu: ghi_chu"},
      {"{{#ghi_chu}}x{{/ghi_chu}}y", R"({"ghi_chu":null,"ghi_chuu":"z"})", "ghi_chuu: ghi_chu"},
      {"{{#ghi_chu}}x{{/ghi_chu}}y", R"({"ghi_chuu":"z"})", "ghi_chuu: ghi_chu", true},
  }));
  DYNAMIC_SECTION(c.body << " " << c.json << (c.may_miss ? " blank" : "")) {
    render::Options options;
    if (c.may_miss) {
      options.missing = render::Missing::blank;
    }
    Filled const filled = fill(c.body, c.json, options);
    REQUIRE(test::ids(filled.diagnostics) == "data_key_unused");
    base::Diagnostic const& d = filled.diagnostics.entries()[0];
    std::string const sign = d.severity == base::Severity::error ? "!" : "";
    CHECK(sign + std::string{d.arg("name")} + ": " + std::string{d.arg("nearest")} == c.expect);
    CHECK(filled.docx.empty() == !sign.empty());
  }
}

TEST_CASE("thousands of names in the template and in the data are not all compared", "[render]") {
  // Each with each would be 2 * 10^9 comparisons.
  std::string body;
  for (int i = 0; i < 20'000; ++i) {
    body += "{{truong_" + std::to_string(i) + "}}\n";
  }
  std::string json = "{";
  for (int i = 0; i < 100'000; ++i) {
    json += "\"truonng_" + std::to_string(i) + "\":1,";
  }
  json.back() = '}';
  Filled const filled = fill(body, json);
  auto const& omitted = filled.diagnostics.omitted();
  REQUIRE(filled.diagnostics.entries().size() == 200);
  CHECK(omitted.at(base::Id::value_missing) == 19'900);
  CHECK(omitted.at(base::Id::data_key_unused) == 99'900);
  CHECK(filled.diagnostics.entries().front().arg("nearest") == "truonng_0");
  CHECK(filled.diagnostics.entries().back().arg("nearest") == "truong_99");
}

TEST_CASE("output is bounded", "[render]") {
  std::string list = "[";
  for (int i = 0; i < 2000; ++i) {
    list += i ? ",1" : "1";
  }
  list += "]";
  render::Options options;
  options.max_output_bytes = 4u << 20;
  Filled const filled = fill("{{#a}}{{#b}}một đoạn văn bản dài{{/b}}{{/a}}",
                             "{\"a\":" + list + ",\"b\":" + list + "}",
                             options);
  CHECK(test::ids(filled.diagnostics) == "output_too_large");
  CHECK(filled.docx.empty());
}

TEST_CASE("output is bounded wherever it goes", "[render]") {
  std::string const text(100'000, 'x');
  std::string list = "[1";
  for (int i = 1; i < 200; ++i) {
    list += ",1";
  }
  std::string const json =
      "{\"ds\":" + list + "],\"a\":\"" + text + "\",\"n\":\"^[" + text + "]\"}";
  std::string many;
  for (int i = 0; i < 200; ++i) {
    many += "{{a}}\n";
  }
  auto const body = GENERATE_COPY(as<std::string>{},
                                  many,
                                  "{{#ds}}\n{{{n}}}\n{{/ds}}",
                                  "{{#ds}}{{#a}}{{@number}}{{a}}{{/a}}{{/ds}}",
                                  "{{#ds}}{{#ds}}{{a}}{{/ds}}{{/ds}}");
  render::Options options;
  options.max_output_bytes = 4u << 20;
  Filled const filled = test::fill(body, json, options);
  CHECK(test::ids(filled.diagnostics).substr(0, 16) == "output_too_large");
  CHECK(filled.docx.empty());
}

TEST_CASE("output is bounded where no list repeats it", "[render]") {
  std::string text;  // that does not pack too well for what reads the document again
  for (int i = 0; i < 20'000; ++i) {
    text += std::to_string(i * 7919);
  }
  std::string tags;
  for (int i = 0; i < 60; ++i) {
    tags += "{{a}}\n";
  }
  std::string rows = R"([[{"content":"x","rowspan":2000},{"content":"x","rowspan":2000}])";
  for (int i = 1; i < 2000; ++i) {
    rows += ",[]";
  }
  struct Case {
    char const* name;
    std::string body;
    std::string json;
    std::size_t limit;
  };
  auto const c = GENERATE_COPY(values<Case>({
      {"a value in many places", tags, R"({"a":")" + text + "\"}", 4u << 20},
      {"cells that go on through rows",
       "{{{a}}}",
       R"({"a":{"blocks":[{"table":)" + rows + "]}]}}",
       200'000},
      {"runs of one paragraph",
       "{{{a}}} x",
       R"({"a":")" + std::string(20'000, 'x') + std::string(20'000, ' ') + "\"}",
       20'000},
  }));
  DYNAMIC_SECTION(c.name) {
    render::Options options;
    options.max_output_bytes = c.limit;
    Filled const filled = test::fill(c.body, c.json, options);
    CHECK(test::ids(filled.diagnostics) == "output_too_large");
    CHECK(filled.docx.empty());
    options.max_output_bytes = 64u << 20;
    CHECK(test::ids(test::fill(c.body, c.json, options).diagnostics).empty());
  }
}

TEST_CASE("all parts together are bounded", "[render]") {
  std::string const text(30'000, 'x');
  std::string const header =
      "<w:hdr" + test::namespaces() + "><w:p><w:r><w:t>" + text + "{{a}}</w:t></w:r></w:p></w:hdr>";
  std::string const notes = "<w:footnotes" + test::namespaces() +
                            "><w:footnote w:id=\"2\"><w:p><w:r><w:t>" + text +
                            "</w:t></w:r></w:p></w:footnote></w:footnotes>";
  Setup setup;
  setup.render.max_output_bytes = 200'000;
  setup.files = {{"word/header1.xml", header}, {"word/header2.xml", header}};
  CHECK(test::ids(fill("x", R"({"a":1})", setup).diagnostics).empty());
  for (int i = 3; i < 8; ++i) {
    setup.files.push_back({"word/header" + std::to_string(i) + ".xml", header});
  }
  CHECK(test::ids(fill("x", R"({"a":1})", setup).diagnostics) == "output_too_large");
  setup.files = {{"word/footnotes.xml", notes}};
  std::string const noted =
      "<w:p><w:r><w:t>{{#ds}}</w:t></w:r><w:r><w:footnoteReference "
      "w:id=\"2\"/></w:r><w:r><w:t>{{/ds}}</w:t></w:r></w:p>";
  CHECK(test::ids(fill(noted, R"({"ds":[1,2,3]})", setup).diagnostics).empty());
  CHECK(test::ids(fill(noted, R"({"ds":[1,2,3,4,5,6,7,8]})", setup).diagnostics) ==
        "output_too_large");
}

TEST_CASE("what filters do counts as time", "[render]") {
  // Fewer turns than pass between two looks at the clock, each over thousands of numbers.
  std::string numbers = "[1";
  for (int i = 1; i < 20'000; ++i) {
    numbers += ",1";
  }
  std::string turns = "[1";
  for (int i = 1; i < 500; ++i) {
    turns += ",1";
  }
  render::Options options;
  options.deadline = std::chrono::milliseconds{1};
  Filled const filled =
      fill("{{#b}}{{a | tong}}{{/b}}", "{\"a\":" + numbers + "],\"b\":" + turns + "]}", options);
  CHECK(test::ids(filled.diagnostics) == "render_too_slow");
}

TEST_CASE("data may say what a missing value prints", "[render]") {
  Setup setup;
  CHECK(fill("x {{a}}", R"({"$missing":"dots"})", setup).notation() == "x ……");
  CHECK(test::ids(fill("x {{a}}", R"({"$missing":"trong"})", setup).diagnostics) ==
        "data_directive value_missing");
  CHECK(test::ids(fill("x {{a}}", R"({"$missing":null})", setup).diagnostics) == "value_missing");
  setup.render.missing = render::Missing::keep;  // the caller has the last word
  CHECK(fill("x {{a}}", R"({"$missing":"dots"})", setup).notation() == "x {{a}}");
}

// The headings of the Mustache specification (github.com/mustache/spec, version 1.4), with cases of
// our own: what it says of lines holds of paragraphs here, and its HTML escaping is XML's. Each
// case is run with one run for a paragraph, with one run for each character, and cut at places
// chosen by a seed.

#include <random>

#include <catch2/catch.hpp>

#include "base/text.h"
#include "conformance/building.h"

using namespace thethuc;
using namespace thethuc::test;

namespace {

struct Case {
  char const* name;
  char const* body;
  char const* json;
  char const* expect;
};

// Runs may end before any character but those by which the notation knows rows and list items.
template <class Cuts>
std::string cut(std::string const& text, Cuts cuts) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t const begin = at;
    base::next_code_point(text, at);
    out += begin > 0 && cuts() ? "¦" : "";
    out += text.substr(begin, at - begin);
  }
  return out;
}

void check(Case const& c, Setup const& setup = {}) {
  DYNAMIC_SECTION(c.name) {
    std::mt19937 random{2020};
    std::vector<std::string> ways = {c.body, cut(c.body, [] { return true; })};
    for (int i = 0; i < 8; ++i) {
      ways.push_back(cut(c.body, [&random] { return random() % 3 == 0; }));
    }
    for (std::string const& way : ways) {
      INFO(way);
      Filled const filled = test::fill(way, c.json, setup);
      INFO(filled.diagnostics.to_text(base::Language::en));
      REQUIRE_FALSE(filled.diagnostics.has_errors());
      CHECK(filled.notation() == c.expect);
    }
  }
}

Setup with_missing(render::Missing missing) {
  Setup setup;
  setup.render.missing = missing;
  return setup;
}

}  // namespace

TEST_CASE("Mustache: comments", "[mustache]") {
  check(GENERATE(values<Case>({
      {"within a line", "Số{{! chưa cấp }} 52", "{}", "Số 52"},
      {"white space around stays", "Số {{! chưa cấp }} 52", "{}", "Số  52"},
      {"alone", "trước\n{{! ghi chú }}\nsau", "{}", "trước\nsau"},
      {"alone, indented", "trước\n  {{! ghi chú }} \nsau", "{}", "trước\nsau"},
      {"alone, at both ends", "{{! đầu }}\ngiữa\n{{! cuối }}", "{}", "giữa"},
      {"two in one paragraph", "trước\n{{! a }}{{! b }}\nsau", "{}", "trước\nsau"},
      {"with signs of other tags", "a{{! # ^ / > = | \" }}b", "{}", "ab"},
      {"empty", "a{{!}}b", "{}", "ab"},
      {"its words are no names", "a{{!so}}", "{}", "a"},
      {"within a section", "{{#x}}a{{! ghi chú }}b{{/x}}", R"({"x":true})", "ab"},
  })));
}

TEST_CASE("Mustache: interpolation", "[mustache]") {
  check(GENERATE(values<Case>({
      {"no tag", "Kính gửi: Sở Nội vụ", "{}", "Kính gửi: Sở Nội vụ"},
      {"a name", "Kính gửi: {{noi_nhan}}", R"({"noi_nhan":"Sở Nội vụ"})", "Kính gửi: Sở Nội vụ"},
      {"what comes in is not read again",
       "{{a}} {{b}}",
       R"({"a":"{{b}}","b":"{{a}}"})",
       "{{b}} {{a}}"},
      {"escaping", "{{a}}", R"({"a":"& \" < >"})", "& \" < >"},
      {"an integer", "{{so}} trang", R"({"so":85})", "85 trang"},
      {"a decimal", "{{so}} ha", R"({"so":3.80177})", "3.80177 ha"},
      {"a large number", "{{so}}", R"({"so":25907557501234567890})", "25907557501234567890"},
      {"an exponent as it was written", "{{so}}", R"({"so":1e6})", "1e6"},
      {"three braces", "x {{{a}}} y", R"({"a":"a < b & c"})", "x a < b & c y"},
      {"an ampersand", "x {{& a}} y", R"({"a":"a < b & c"})", "x a < b & c y"},
      {"dotted", "{{ky.ho_ten}}", R"({"ky":{"ho_ten":"Tỏa"}})", "Tỏa"},
      {"dotted as a section",
       "{{ky.ho_ten}} = {{#ky}}{{ho_ten}}{{/ky}}",
       R"({"ky":{"ho_ten":"Tỏa"}})",
       "Tỏa = Tỏa"},
      {"dotted, far",
       "{{a.b.c.d.e}}",
       R"({"a":{"b":{"c":{"d":{"e":"Mường Phăng"}}}}})",
       "Mường Phăng"},
      {"dotted: the first part is looked up outwards",
       "{{#a}}{{b.ten}}{{/a}}",
       R"({"a":{"x":1},"b":{"ten":"xã"}})",
       "xã"},
      {"the item itself", "{{#ds}}{{.}} {{/ds}}", R"({"ds":["một",2,3.0]})", "một 2 3.0 "},
      {"the data itself", "[{{.}}]", R"("Sơn Phú")", "[Sơn Phú]"},
      {"white space around stays", " ( {{a}} ) ", R"({"a":"x"})", " ( x ) "},
      {"alone in its paragraph: the paragraph stays",
       "trước\n{{a}}\nsau",
       R"({"a":"x"})",
       "trước\nx\nsau"},
      {"alone and empty: the paragraph stays", "trước\n{{a}}\nsau", R"({"a":""})", "trước\n\nsau"},
      {"blanks within the tag", "[{{  a  }}]", R"({"a":"x"})", "[x]"},
      {"blanks within three braces", "x[{{{  a  }}}]", R"({"a":"y"})", "x[y]"},
      {"blanks behind the ampersand", "x[{{&  a  }}]", R"({"a":"y"})", "x[y]"},
  })));
}

TEST_CASE("Mustache: interpolation of what is missing", "[mustache]") {
  static Setup const blank = with_missing(render::Missing::blank);
  check(GENERATE(values<Case>({
            {"no such name", "[{{a}}]", "{}", "[]"},
            {"null", "[{{a}}]", R"({"a":null})", "[]"},
            {"in three braces", "x[{{{a}}}]", "{}", "x[]"},
            {"a chain that breaks", "[{{a.b.c}}]", R"({"a":{}})", "[]"},
            {"a chain that breaks does not begin again outside",
             "[{{a.b}}]",
             R"({"a":{"x":1},"b":"y"})",
             "[]"},
            {"the inner object hides the outer one",
             "{{#x}}[{{a.b}}]{{/x}}",
             R"({"a":{"b":"ngoài"},"x":{"a":{}}})",
             "[]"},
        })),
        blank);
}

TEST_CASE("Mustache: sections", "[mustache]") {
  check(GENERATE(values<Case>({
      {"true", "{{#x}}Mật{{/x}}.", R"({"x":true})", "Mật."},
      {"false", "{{#x}}Mật{{/x}}.", R"({"x":false})", "."},
      {"null", "{{#x}}Mật{{/x}}.", R"({"x":null})", "."},
      {"absent", "{{#x}}Mật{{/x}}.", "{}", "."},
      {"an object is the context",
       "{{#ky}}Ông {{ho_ten}}{{/ky}}",
       R"({"ky":{"ho_ten":"Tỏa"}})",
       "Ông Tỏa"},
      {"names outside of it are in reach",
       "{{#ky}}{{xa}}, {{ho_ten}}{{/ky}}",
       R"({"xa":"Sơn Phú","ky":{"ho_ten":"Tỏa"}})",
       "Sơn Phú, Tỏa"},
      {"a text is a condition, and the item",
       "{{#ghi_chu}}({{ghi_chu}} = {{.}}){{/ghi_chu}}",
       R"({"ghi_chu":"hỏa tốc"})",
       "(hỏa tốc = hỏa tốc)"},
      {"a number is a condition", "{{#so}}số {{so}}{{/so}}", R"({"so":52})", "số 52"},
      {"a list", "{{#ds}}{{ten}};{{/ds}}", R"({"ds":[{"ten":"lúa"},{"ten":"ngô"}]})", "lúa;ngô;"},
      {"an empty list", "[{{#ds}}{{ten}}{{/ds}}]", R"({"ds":[]})", "[]"},
      {"names of lists within each other",
       "{{#a}}{{#b}}{{#c}}{{x}}{{y}}{{z}}{{/c}}{{/b}}{{/a}}",
       R"({"a":{"x":1,"b":{"y":2,"c":{"z":3}}}})",
       "123"},
      {"the same section twice", "{{#x}}a{{/x}}b{{#x}}c{{/x}}", R"({"x":true})", "abc"},
      {"nested, true", "a{{#x}}b{{#x}}c{{/x}}d{{/x}}e", R"({"x":true})", "abcde"},
      {"nested, false", "a{{#x}}b{{#x}}c{{/x}}d{{/x}}e", R"({"x":false})", "ae"},
      {"items: texts", "{{#ds}}({{.}}){{/ds}}", R"({"ds":["a","b"]})", "(a)(b)"},
      {"items: numbers as written",
       "{{#ds}}({{.}}){{/ds}}",
       R"({"ds":[1,2.50,-3]})",
       "(1)(2.50)(-3)"},
      {"items: lists", "{{#ds}}({{#.}}{{.}}{{/.}}){{/ds}}", R"({"ds":[[1,2],[3]]})", "(12)(3)"},
      {"items: escaped", "{{#ds}}{{.}}{{/ds}}", R"({"ds":["&","<"]})", "&<"},
      {"items: objects, the item as a section",
       "{{#ds}}{{#.}}{{ten}} {{/.}}{{/ds}}",
       R"({"ds":[{"ten":"a"},{"ten":"b"}]})",
       "a b "},
      {"the data itself is a list", "{{#.}}{{ten}} {{/.}}", R"([{"ten":"a"},{"ten":"b"}])", "a b "},
      {"dotted, true", "{{#a.b.c}}có{{/a.b.c}}", R"({"a":{"b":{"c":true}}})", "có"},
      {"dotted, false", "[{{#a.b.c}}có{{/a.b.c}}]", R"({"a":{"b":{"c":false}}})", "[]"},
      {"dotted, broken", "[{{#a.b.c}}có{{/a.b.c}}]", R"({"a":{}})", "[]"},
      {"white space around stays", " a {{#x}}b{{/x}} c ", R"({"x":true})", " a b c "},
      {"white space within stays", "a{{#x}} b {{/x}}c", R"({"x":true})", "a b c"},
      {"two in one paragraph, white space around",
       "{{#x}}a{{/x}} {{#x}}b{{/x}}",
       R"({"x":true})",
       "a b"},
      {"alone", "trước\n{{#x}}\nMật\n{{/x}}\nsau", R"({"x":true})", "trước\nMật\nsau"},
      {"alone, indented",
       "trước\n  {{#x}}\nMật\n  {{/x}} \nsau",
       R"({"x":true})",
       "trước\nMật\nsau"},
      {"alone at the beginning", "{{#x}}\nMật\n{{/x}}\nsau", R"({"x":true})", "Mật\nsau"},
      {"alone at the end", "trước\n{{#x}}\nMật\n{{/x}}", R"({"x":true})", "trước\nMật"},
      {"alone, a list", "{{#ds}}\n- {{.}}\n{{/ds}}", R"({"ds":["a","b"]})", "- a\n- b"},
      {"blanks within the tags", "{{#  x  }}a{{/  x  }}", R"({"x":true})", "a"},
  })));
}

TEST_CASE("Mustache: inverted sections", "[mustache]") {
  check(GENERATE(values<Case>({
      {"false", "{{^x}}Không có{{/x}}.", R"({"x":false})", "Không có."},
      {"true", "{{^x}}Không có{{/x}}.", R"({"x":true})", "."},
      {"null", "{{^x}}Không có{{/x}}.", R"({"x":null})", "Không có."},
      {"absent", "{{^x}}Không có{{/x}}.", "{}", "Không có."},
      {"an object", "[{{^x}}Không có{{/x}}]", R"({"x":{"a":1}})", "[]"},
      {"a list", "[{{^x}}Không có{{/x}}]", R"({"x":[1]})", "[]"},
      {"an empty list", "[{{^x}}Không có{{/x}}]", R"({"x":[]})", "[Không có]"},
      {"with its section", "{{#x}}có{{/x}}{{^x}}không{{/x}}", R"({"x":[]})", "không"},
      {"the context stays", "{{#a}}{{^x}}{{ten}}{{/x}}{{/a}}", R"({"a":{"ten":"An"}})", "An"},
      {"the same twice", "{{^x}}a{{/x}}b{{^x}}c{{/x}}", "{}", "abc"},
      {"nested, false", "a{{^x}}b{{^x}}c{{/x}}d{{/x}}e", "{}", "abcde"},
      {"nested, true", "a{{^x}}b{{^x}}c{{/x}}d{{/x}}e", R"({"x":true})", "ae"},
      {"dotted", "{{^a.b}}không{{/a.b}}", R"({"a":{"b":false}})", "không"},
      {"dotted, broken", "{{^a.b.c}}không{{/a.b.c}}", R"({"a":{}})", "không"},
      {"white space around stays", " a {{^x}}b{{/x}} c ", "{}", " a b c "},
      {"white space within stays", "a{{^x}} b {{/x}}c", "{}", "a b c"},
      {"alone", "trước\n{{^x}}\nKhông có\n{{/x}}\nsau", "{}", "trước\nKhông có\nsau"},
      {"alone, indented", "trước\n  {{^x}}\nKhông có\n  {{/x}}\nsau", "{}", "trước\nKhông có\nsau"},
      {"alone, true", "trước\n{{^x}}\nKhông có\n{{/x}}\nsau", R"({"x":1})", "trước\nsau"},
      {"blanks within the tags", "{{^  x  }}a{{/  x  }}", "{}", "a"},
  })));
}

TEST_CASE("Mustache: delimiters", "[mustache]") {
  check(GENERATE(values<Case>({
      {"a pair", "{{=<% %>=}}(<%so%>)", R"({"so":52})", "(52)"},
      {"of one character, which means something elsewhere",
       "({{=$ $=}}$so$)",
       R"({"so":52})",
       "(52)"},
      {"square brackets", "{{=[ ]=}}[so] {{so}}", R"({"so":52})", "52 {{so}}"},
      {"Vietnamese quotes", "{{=« »=}}«so»", R"({"so":52})", "52"},
      {"sections",
       "{{=<% %>=}}<%#x%>a <%so%><%/x%> {{#x}}",
       R"({"x":true,"so":52})",
       "a 52 {{#x}}"},
      {"inverted sections", "{{=<% %>=}}<%^x%>a<%/x%>", "{}", "a"},
      {"a section that is opened with the one and closed with the other",
       "{{#x}}a{{=<% %>=}}<%/x%>b",
       R"({"x":true})",
       "ab"},
      {"and back", "{{=<% %>=}}<%so%> <%={{ }}=%>{{so}}", R"({"so":52})", "52 52"},
      {"to the end of the part, over paragraphs",
       "{{=<% %>=}}\n<%so%>\n{{so}}",
       R"({"so":52})",
       "52\n{{so}}"},
      {"white space around stays", "a {{=<% %>=}} b", "{}", "a  b"},
      {"alone", "trước\n{{=<% %>=}}\nsau", "{}", "trước\nsau"},
      {"alone, indented", "trước\n  {{=<% %>=}}  \nsau", "{}", "trước\nsau"},
      {"blanks within", "{{=  <%   %>  =}}<%so%>", R"({"so":52})", "52"},
      {"comments with others", "{{=<% %>=}}a<%! ghi chú %>b", "{}", "ab"},
      {"filters with others", "{{=<% %>=}}<%so | hai_chu_so%>", R"({"so":5})", "05"},
  })));
}

TEST_CASE("Mustache: partials", "[mustache]") {
  static Setup const setup = [] {
    Setup s;
    s.partials = {{"quoc_hieu", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập"},
                  {"nguoi", "Ông {{ho_ten}}"},
                  {"ngoai", "({{ten}}\n{{> nguoi}}\n)"},
                  {"khac", "{{=<% %>=}}\n<%ho_ten%> {{ho_ten}}"},
                  {"trong", "{{#x}}\na\n{{/x}}"}};
    return s;
  }();
  check(GENERATE(values<Case>({
            {"its paragraphs stand in the tag's place",
             "trước\n{{> quoc_hieu}}\nsau",
             "{}",
             "trước\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập\nsau"},
            {"it sees the context",
             "{{#ky}}\n{{> nguoi}}\n{{/ky}}",
             R"({"ky":{"ho_ten":"Tỏa"}})",
             "Ông Tỏa"},
            {"for each item",
             "{{#ds}}\n{{> nguoi}}\n{{/ds}}",
             R"({"ds":[{"ho_ten":"An"},{"ho_ten":"Bình"}]})",
             "Ông An\nÔng Bình"},
            {"within another", "{{> ngoai}}", R"({"ten":"ký","ho_ten":"An"})", "(ký\nÔng An\n)"},
            {"indented, and with blanks within",
             "  {{>  nguoi  }}  ",
             R"({"ho_ten":"An"})",
             "Ông An"},
            {"it does not take over delimiters",
             "{{=<% %>=}}\n<%> nguoi%>\n<%ho_ten%>",
             R"({"ho_ten":"An"})",
             "Ông An\nAn"},
            {"nor does it leave its own",
             "{{> khac}}\n{{ho_ten}}",
             R"({"ho_ten":"An"})",
             "An {{ho_ten}}\nAn"},
            {"one that comes out empty", "trước\n{{> trong}}\nsau", "{}", "trước\nsau"},
        })),
        setup);
}

TEST_CASE("Mustache: where we differ, on purpose", "[mustache]") {
  struct Difference {
    char const* name;
    char const* body;
    char const* json;
    char const* expect;  // ids
  };
  auto const d = GENERATE(values<Difference>({
      {"what is missing is an error", "{{a}}", "{}", "value_missing"},
      {"so is null", "{{a}}", R"({"a":null})", "value_missing"},
      {"an object is not printed", "{{a}}", R"({"a":{"b":1}})", "value_not_text"},
      {"nor is a truth value", "{{a}}", R"({"a":true})", "value_not_text"},
      {"nor is a list", "{{a}}", R"({"a":[1]})", "value_not_text"},
      {"a partial that is not there is an error", "{{> khong_co}}", "{}", "partial_not_found"},
      {"a partial beside text is an error", "a {{> khong_co}}", "{}", "partial_not_alone"},
      {"a tag ends in its paragraph", "{{! ghi\nchú }}", "{}", "tag_not_closed"},
      {"a closing tag must have the name",
       "{{#a}}{{/b}}",
       "{}",
       "section_not_opened section_not_closed"},
  }));
  DYNAMIC_SECTION(d.name) {
    Filled const filled = test::fill(d.body, d.json);
    CHECK(ids(filled.diagnostics).starts_with(d.expect));
    CHECK(filled.docx.empty());
  }
}

TEST_CASE("Mustache: what is false, and what is not", "[mustache]") {
  struct Value {
    char const* json;
    bool holds;
  };
  auto const v = GENERATE(values<Value>({
      {"false", false},
      {"null", false},
      {R"("")", false},
      {"[]", false},
      {"{}", true},  // differs from some: what is there is data
      {"0", true},   // so is a report's zero
      {R"("0")", true},
      {R"(" ")", true},
      {"true", true},
      {"[false]", true},
      {"[[]]", true},
  }));
  DYNAMIC_SECTION(v.json) {
    CHECK(test::fill("{{#x}}có{{/x}}{{^x}}không{{/x}}", "{\"x\":" + std::string{v.json} + "}")
              .notation() == (v.holds ? "có" : "không"));
  }
}

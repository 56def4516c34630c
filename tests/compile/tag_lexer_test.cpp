#include "compile/tag_lexer.h"

#include <catch2/catch.hpp>

#include "compile/tag_body.h"

using namespace thethuc;
using compile::LexedTag;
using compile::LexProblem;
using compile::TagKind;
using compile::TagLexer;

namespace {

// "#ds[3,10) …": sigil and body with the range in the text.
std::string lexed(std::string const& text, TagLexer& lexer) {
  std::vector<LexedTag> tags;
  std::vector<LexProblem> problems;
  lexer.lex(text, tags, problems);
  std::string out;
  for (LexedTag const& t : tags) {
    static constexpr char const* kSigils[] = {"", "&", "#", "^", "/", "!", ">", "="};
    out += std::string{kSigils[static_cast<int>(t.kind)]} + t.body + "<" +
           text.substr(t.begin, t.end - t.begin) + ">";
  }
  for (LexProblem const& p : problems) {
    out +=
        "?" + std::string{base::id_name(p.id)} + "<" + text.substr(p.begin, p.end - p.begin) + ">";
  }
  return out;
}

}  // namespace

TEST_CASE("tags of a paragraph", "[lexer]") {
  struct Case {
    char const* name;
    char const* text;
    char const* expect;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"none", "Số: 52", ""},
      {"a variable", "a {{ten}} b", "ten<{{ten}}>"},
      {"white space", "{{ ten }}", "ten<{{ ten }}>"},
      {"rich", "{{{a}}}{{& b}}", "&a<{{{a}}}>&b<{{& b}}>"},
      {"stray closings do not hide what follows", "{{/a}}{{/b}} {{c}}", "/a<{{/a}}>/b<{{/b}}>c<{{c}}>"},
      {"sections", "{{#a}}{{^b}}{{/b}}{{/a}}", "#a<{{#a}}>^b<{{^b}}>/b<{{/b}}>/a<{{/a}}>"},
      {"an unclosed section", "{{#a}}x {{b}}", "#a<{{#a}}>b<{{b}}>"},
      {"comment and partial", "{{! x }}{{> quoc_hieu}}", "!x<{{! x }}>>quoc_hieu<{{> quoc_hieu}}>"},
      {"an unclosed tag, after a good one", "{{a}} {{b", "a<{{a}}>?tag_not_closed<{{b>"},
      {"a bad change of delimiters does not stop the rest", "{{=x=}} {{a}}", "a<{{a}}>?bad_delimiters<{{=x=}}>"},
      {"other delimiters", "{{=<% %>=}}<%a%>{{b}}", "=<{{=<% %>=}}>a<<%a%>>"},
      {"a quoted brace in a filter", "{{a | mac_dinh:\"}\"}}", "a | mac_dinh:\"}\"<{{a | mac_dinh:\"}\"}}>"},
      {"invisible characters within", "{{\u200Bso\u00AD_\uFEFFhieu\u2060}}\u200B", "so_hieu<{{\u200Bso\u00AD_\uFEFFhieu\u2060}}>"},
      {"embeddings and isolates of direction", "{{\u202Aso\u202C \u2067| hoa\u2069}}\u2066", "so | hoa<{{\u202Aso\u202C \u2067| hoa\u2069}}>"},
      {"invisible characters between the braces", "{\u200B{a}}{{b}}", "b<{{b}}>"},
      {"invisible characters around", "\u00ADx\u200B{{a}}\u00AD{{b}}\u2060", "a<{{a}}>b<{{b}}>"},
      {"curly quotes and no-break spaces", "{{a\u00A0|\u00A0mac_dinh:“x”}}", "a | mac_dinh:\"x\"<{{a\u00A0|\u00A0mac_dinh:“x”}}>"},
      {"decomposed letters before and in the tag", "Ho\u0300a {{ho\u0323}} x", "họ<{{ho\u0323}}>"},
      {"braces at the end", "a {{", "?tag_not_closed<{{>"},
      {"three braces", "{{{", "?tag_not_closed<{{{>"},
      {"prose with slashes", "03/KH-UBND {{a}} 15/01/2021 = x", "a<{{a}}>"},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.name) {
    TagLexer lexer{100};
    CHECK(lexed(c.text, lexer) == c.expect);
  }
}

TEST_CASE("delimiters hold to the next paragraph of the part", "[lexer]") {
  TagLexer lexer{100};
  lexed("{{=[ ]=}}", lexer);
  CHECK_FALSE(lexer.has_default_delimiters());
  CHECK(lexed("[a] {{b}}", lexer) == "a<[a]>");
  lexed("[={{ }}=]", lexer);
  CHECK(lexer.has_default_delimiters());
  CHECK(lexed("[a] {{b}}", lexer) == "b<{{b}}>");
}

TEST_CASE("hostile paragraphs are refused in time", "[lexer]") {
  auto const repeat = [](std::string const& s, int n) {
    std::string out;
    for (int i = 0; i < n; ++i) {
      out += s;
    }
    return out;
  };
  TagLexer lexer{4000};
  CHECK(lexed(repeat("{{a}}", 5000), lexer).find("?too_many_tags") == 0);
  CHECK(lexed(repeat("{{/a}}", 5000), lexer).find("?too_many_tags") == 0);
  CHECK(lexed(repeat("{{#a}}", 5000), lexer).find("?too_many_tags") == 0);
  CHECK(lexed("{{a}}" + repeat("/", 100'000), lexer) == "a<{{a}}>");
  CHECK(lexed("{{" + repeat("a", 1'000'000) + "}}", lexer).size() > 1'000'000);
  CHECK(lexed(repeat("{{#a}}", 3000), lexer).size() > 3000);
}

TEST_CASE("what stands inside a tag", "[lexer]") {
  struct Case {
    char const* body;
    TagKind kind;
    char const* expect;  // segments joined by " ", "@hint", "| filters", "?id found"
  };
  using enum TagKind;
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"ten", variable, "ten"},
      {"co_quan.ten-1", variable, "co_quan ten-1"},
      {"họ_tên", variable, "họ_tên"},
      {".", variable, "."},
      {"@number", variable, "@"},
      {"ds.@number", variable, "ds @"},
      {"[\"a.b\"].c", variable, "a.b c"},
      {"a['b|c']", variable, "a b|c"},
      {"a | ngay | hoa", variable, "a | ngay | hoa"},
      {"a|mac_dinh:\"x | y\"", variable, "a | mac_dinh:\"x | y\""},
      {"ds @row", section, "ds @row"},
      {"ds  @block", section, "ds @block"},
      {"ds @cột", section, "ds ?bad_hint @cột"},
      {"ds @cột @row", section, "ds @row ?bad_hint @cột"},
      {"ds | hoa", section, "ds ?filters_on_section | hoa"},
      {"ds @row | hoa", section, "ds @row ?filters_on_section | hoa"},
      {"ds @rwo | hoa", inverted_section, "ds ?bad_hint @rwo ?filters_on_section | hoa"},
      {"ds | hoa", closing, "ds ?filters_on_section | hoa"},
      {"", variable, "?bad_name "},
      {"a b", variable, "?bad_name a b"},
      {"a..b", variable, "?bad_name a..b"},
      {"a.", variable, "?bad_name a."},
      {"@so", variable, "?bad_name @so"},
      {"a[b]", variable, "?bad_name a[b]"},
      {"a+b", variable, "?bad_name a+b"},
      {"1.5", variable, "1 5"},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.body) {
    std::vector<compile::BodyProblem> problems;
    compile::TagBody const body = compile::parse_tag_body(c.body, c.kind, problems);
    std::string out;
    for (std::string const& s : body.path.segments) {
      out += (out.empty() ? "" : " ") + s;
    }
    if (body.path.root == compile::Path::Root::item) {
      out = ".";
    } else if (body.path.root == compile::Path::Root::loop) {
      out += out.empty() ? "@" : " @";
    }
    static constexpr char const* kHints[] = {"", " @inline", " @block", " @row"};
    out += kHints[static_cast<int>(body.hint)];
    out += body.filters.empty() ? "" : " | " + body.filters;
    for (compile::BodyProblem const& problem : problems) {
      out +=
          (out.empty() ? "?" : " ?") + std::string{base::id_name(problem.id)} + " " + problem.found;
    }
    CHECK(out == c.expect);
    CHECK(body.readable == (out.find("bad_name") == std::string::npos));
  }
}

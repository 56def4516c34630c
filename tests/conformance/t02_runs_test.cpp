// T2: tags split over runs; smart quotes and look-alikes in tags.

#include <catch2/catch.hpp>

#include "base/text.h"
#include "conformance/building.h"
#include "conformance/reading.h"

using namespace thethuc;
using namespace thethuc::test;

namespace {

// The borders between the characters of a text, as a person counts them.
std::vector<std::size_t> borders_in(std::string const& text) {
  std::vector<std::size_t> out;
  for (std::size_t at = 0; at < text.size(); base::next_code_point(text, at)) {
    out.push_back(at);
  }
  return out;
}

std::string run_unless_empty(std::string const& text, std::string const& properties) {
  return text.empty() ? std::string{} : run(text, properties);
}

struct Mark {
  char const* name;
  char const* xml;
};

// What Word puts between the runs of a word.
constexpr Mark kMarks[] = {
    {"nothing", ""},
    {"spelling", "<w:proofErr w:type=\"spellStart\"/>"},
    {"bookmark", "<w:bookmarkStart w:id=\"7\" w:name=\"_GoBack\"/><w:bookmarkEnd w:id=\"7\"/>"},
    {"page", "<w:r><w:lastRenderedPageBreak/></w:r>"},
    {"language", "<w:r><w:rPr><w:lang w:val=\"en-US\"/></w:rPr></w:r>"},
    {"soft hyphen", "<w:r><w:softHyphen/></w:r>"}};

}  // namespace

TEST_CASE("T2: a tag cut at any character into two and three runs, whatever stands between",
          "[T2]") {
  std::string const tag = GENERATE("{{ho_ten}}", "{{họ_tên}}");
  std::string const name = tag.substr(2, tag.size() - 4);
  std::string const json = "{\"" + name + "\":\"Nguyễn Quang Tỏa\"}";
  std::vector<std::size_t> const borders = borders_in(tag);
  for (Mark const& mark : kMarks) {
    for (std::size_t i = 1; i < borders.size(); ++i) {
      for (std::size_t j = i; j < borders.size(); ++j) {
        std::string const body = paragraph(
            run("Ông ", "<w:strike/>") + run(tag.substr(0, borders[i]), "<w:b/>") + mark.xml +
            run_unless_empty(tag.substr(borders[i], borders[j] - borders[i]), "<w:i/>") +
            run(tag.substr(borders[j]), "<w:caps/>") + run(" ký", "<w:vanish/>"));
        INFO(mark.name << ", cut at " << borders[i] << " and " << borders[j]);
        REQUIRE(formats_of(main_part(test::fill(body, json))) ==
                "strike Ông |b Nguyễn Quang Tỏa|vanish  ký");
      }
    }
  }
}

TEST_CASE("T2: text before and after a tag keeps its own format when it shares the tag's runs",
          "[T2]") {
  struct Case {
    char const* name;
    std::string content;
    char const* expect;
  };
  auto const c = GENERATE(values<Case>({
      {"text before in the first run, behind in the last",
       run("Ông {{ho", "<w:b/>") + run("_ten}} ký", "<w:i/>"),
       "b Ông Tỏa|i  ký"},
      {"three runs",
       run("a{{", "<w:b/>") + run("ho_ten", "<w:i/>") + run("}}c", "<w:caps/>"),
       "b aTỏa|caps c"},
      {"the end of one and the start of the next in one run",
       run("{{ho_ten", "<w:b/>") + run("}}, {{", "<w:i/>") + run("so}}", "<w:caps/>"),
       "b Tỏa|i , 52"},
      {"three tags over three runs",
       run("{{so}}{{ho", "<w:b/>") + run("_ten}}{{s", "<w:i/>") + run("o}}.", "<w:caps/>"),
       "b 52Tỏa|i 52|caps ."},
      {"braces one by one",
       run("{", "<w:b/>") + run("{", "<w:i/>") + run("so", "<w:caps/>") + run("}", "<w:i/>") +
           run("}!", "<w:strike/>"),
       "b 52|strike !"},
  }));
  DYNAMIC_SECTION(c.name) {
    CHECK(formats_of(main_part(test::fill(paragraph(c.content), R"({"ho_ten":"Tỏa","so":52})"))) ==
          c.expect);
  }
}

TEST_CASE("T2: section tags cut into runs keep the formats of what they hold", "[T2]") {
  std::string const body =
      paragraph(run("Gồm {{", "<w:b/>") + "<w:proofErr w:type=\"gramStart\"/>" +
                run("#ds}}{{", "<w:i/>") + run(".}}; {{/", "<w:caps/>") + run("ds}}hết", "<w:b/>"));
  CHECK(formats_of(main_part(test::fill(body, R"({"ds":["lúa","ngô"]})"))) ==
        "b Gồm |i lúa|caps ; |i ngô|caps ; |b hết");
}

TEST_CASE("Smart quotes: curly quotes and no-break spaces in a tag read as plain ones",
          "[quotes]") {
  struct Case {
    char const* name;
    char const* tag;
  };
  auto const c = GENERATE(values<Case>({
      {"curly double", "{{ghi_chu | mac_dinh:“không có”}}"},
      {"both open", "{{ghi_chu | mac_dinh:””không có””}}"},
      {"low and high", "{{ghi_chu | mac_dinh:„không có“}}"},
      {"curly single", "{{ghi_chu | mac_dinh:‘không có’}}"},
      {"one curly, one plain", "{{ghi_chu | mac_dinh:“không có\"}}"},
      {"no-break spaces", "{{\u00A0ghi_chu\u00A0|\u00A0mac_dinh:\u00A0\"không có\"\u00A0}}"},
      {"full-width signs", "{{ghi_chu｜mac_dinh：“không có”}}"},
      {"full-width quotes", "{{ghi_chu　｜　mac_dinh　：　＂không có＂　}}"},
      {"full-width apostrophes", "{{ghi＿chu｜mac＿dinh：＇không có＇}}"},
      {"narrow no-break spaces", "{{\u202Fghi_chu |\u202Fmac_dinh:\"không có\"}}"},
  }));
  DYNAMIC_SECTION(c.name) {
    bool const doubled = std::string{c.name} == "both open";
    Filled const filled = test::fill(paragraph(run(c.tag)), "{}");
    INFO(filled.diagnostics.to_text(base::Language::en));
    if (doubled) {  // two quotes and a word are no text in quotes, with plain ones neither
      CHECK(ids(filled.diagnostics).starts_with("filter_"));
    } else {
      CHECK(filled.notation() == "không có");
    }
  }
}

TEST_CASE("Smart quotes: those in values and in the text around stay", "[quotes]") {
  CHECK(test::fill("Văn bản “{{a}}”", R"({"a":"‘số 5’"})").notation() == "Văn bản “‘số 5’”");
}

TEST_CASE("Smart quotes: full-width signs, as input methods type them, are taken for plain ones",
          "[quotes]") {
  struct Case {
    char const* name;
    char const* body;
    char const* expect;
  };
  auto const c = GENERATE(values<Case>({
      {"a section", "{{＃ds}}{{．}}{{＾＠last}}；{{／＠last}}{{/ds}}。", "a；b；c。"},
      {"with spaces", "{{　＃ ds　}}{{ ＠number　}}{{　／　ds}}", "123"},
      {"dots and brackets", "{{co．ten}} {{［“a.b”］}}", "x y"},
      {"digits of a parameter", "{{so｜so：２}}", "1,50"},
      {"in quotes they are meant", "{{ds｜noi：“；”}} {{ds | noi:\"、\"}}", "a；b；c a、b、c"},
      {"a comment", "x{{！ ghi chú ｜ ： }}y", "xy"},
      {"rich text", "{{＆ dam}}", "x"},
      {"braces are none", "｛｛so｝｝", "｛｛so｝｝"},
      {"text around tags stays", "：｜{{so}}　；", "：｜1.5　；"},
  }));
  DYNAMIC_SECTION(c.name) {
    Filled const filled =
        test::fill(c.body, R"({"ds":["a","b","c"],"co":{"ten":"x"},"a.b":"y","so":1.5,"dam":"x"})");
    INFO(filled.diagnostics.to_text(base::Language::en));
    CHECK(filled.notation() == c.expect);
  }
}

TEST_CASE("Smart quotes: full-width signs where none belongs are told", "[quotes]") {
  CHECK(ids(test::fill("{{ten；}}", R"({"ten":1})").diagnostics) == "bad_name");
  CHECK(ids(test::fill("{{ten｝｝", R"({"ten":1})").diagnostics) == "tag_not_closed");
}

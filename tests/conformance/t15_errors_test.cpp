// T15: where is the error, and what about missing values?

#include <algorithm>

#include <catch2/catch.hpp>

#include "conformance/building.h"
#include "support/docx_fixture.h"

using namespace thethuc;
using namespace thethuc::test;

namespace {

constexpr char kSchema[] = R"({"type":"object","properties":{
  "trich_yeu":{"type":"string"},"ngay":{"type":"string"},
  "muc":{"type":"array","items":{"type":"object","properties":{"ten":{"type":"string"}},
    "additionalProperties":false}},
  "a":{"type":"boolean"},"b":{"type":"boolean"},"dong":{"type":"array","items":{"type":"object",
  "properties":{"so":{"type":"number"}}}}},"additionalProperties":false})";

struct Expected {
  char const* id;
  char const* part;
  int table, row, cell, paragraph;
  char const* text;
  char const* tag;
};

}  // namespace

TEST_CASE("T15: ten defects of a template are told in one run, each with its place", "[T15]") {
  Setup setup;
  setup.compile.schema_json = kSchema;
  setup.files = {{"word/header2.xml", part("hdr", paragraphs({"Đầu trang", "Số {{so ky hieu}}"}))},
                 {"word/footnotes.xml", footnotes_part(footnote(2, "Theo {{nguon | }}."))}};
  std::string const body =
      paragraphs({"{{/hang}} hết", "Mục {{#muc}} đầu", "x{{#a}}{{#b}}y{{/a}}{{/b}}"}) +
      table({1000, 1000},
            {row({cell("STT"), cell("Số")}), row({cell("1"), cell("{{#dong}}{{so}}")})}) +
      paragraphs({"{{/dong}}", "Ngày {{ngay | ngya}}", "{{=<%=}}", "Ông {{ho_", "ten}}"}) +
      paragraph(run("Về {{trich_yeo}}") + "<w:r><w:footnoteReference w:id=\"2\"/></w:r>");
  compile::Result const result = compile_body(body, setup);
  INFO(result.diagnostics.to_text(base::Language::en));
  CHECK_FALSE(result.compiled);
  std::vector<base::Diagnostic> const& found = result.diagnostics.entries();
  std::vector<Expected> const expected = {
      {"unknown_filter",
       "/word/document.xml",
       0,
       0,
       0,
       5,
       "Ngày {{ngay | ngya}}",
       "{{ngay | ngya}}"},
      {"bad_delimiters", "/word/document.xml", 0, 0, 0, 6, "{{=<%=}}", "{{=<%=}}"},
      {"tag_not_closed", "/word/document.xml", 0, 0, 0, 7, "Ông {{ho_", "{{ho_"},
      {"bad_name", "/word/header2.xml", 0, 0, 0, 2, "Số {{so ky hieu}}", "{{so ky hieu}}"},
      {"filter_syntax", "/word/footnotes.xml", 0, 0, 0, 3, "Theo {{nguon | }}.", "{{nguon | }}"},
      {"section_not_opened", "/word/document.xml", 0, 0, 0, 1, "{{/hang}} hết", "{{/hang}}"},
      {"sections_cross", "/word/document.xml", 0, 0, 0, 3, "x{{#a}}{{#b}}y{{/a}}{{/b}}", "{{/a}}"},
      {"section_not_closed", "/word/document.xml", 0, 0, 0, 2, "Mục {{#muc}} đầu", "{{#muc}}"},
      {"section_crosses_structure",
       "/word/document.xml",
       1,
       2,
       2,
       1,
       "{{#dong}}{{so}}",
       "{{#dong}}"},
      {"unknown_field", "/word/document.xml", 0, 0, 0, 9, "Về {{trich_yeo}}", "{{trich_yeo}}"},
  };
  for (Expected const& e : expected) {
    INFO(e.id);
    auto const d = std::find_if(found.begin(), found.end(), [&](base::Diagnostic const& one) {
      return base::id_name(one.id) == e.id && one.tag == e.tag;
    });
    REQUIRE(d != found.end());
    CHECK(d->severity == base::Severity::error);
    CHECK(d->place.file == "mau.docx");
    CHECK(d->place.part == e.part);
    CHECK(d->place.table == e.table);
    CHECK(d->place.row == e.row);
    CHECK(d->place.cell == e.cell);
    CHECK(d->place.paragraph == e.paragraph);
    CHECK(d->place.text == e.text);
    CHECK(d->place.mark_begin == std::string{e.text}.find(e.tag));
    for (base::Language const language : {base::Language::vi, base::Language::en}) {
      CHECK_FALSE(base::to_text(*d, language).empty());
    }
    CHECK(contains(base::to_text(*d, base::Language::en), "hint: "));
  }
  CHECK(found.size() == expected.size());
  auto const cross = std::find_if(found.begin(), found.end(), [](base::Diagnostic const& one) {
    return one.id == base::Id::section_crosses_structure;
  });
  REQUIRE(cross->related.size() == 1);
  CHECK(cross->related[0].paragraph == 4);
  CHECK(found.back().arg("nearest") == "trich_yeu");
}

TEST_CASE("T15: a missing value is told with its path and place, or shown as wished", "[T15]") {
  char const* const body = "| Ông {{ky.ho_ten}} | {{#ds}}{{ten}};{{/ds}} |";
  char const* const json = R"({"ky":{"ho_tne":"Tỏa"},"ds":[{"ten":"a"},{"tne":"b"}]})";
  SECTION("strict") {
    Filled const filled = test::fill(body, json);
    REQUIRE(ids(filled.diagnostics).starts_with("value_missing value_missing"));
    CHECK(filled.docx.empty());
    base::Diagnostic const& first = filled.diagnostics.entries()[0];
    CHECK(first.data_pointer == "/ky/ho_ten");
    CHECK(first.arg("nearest") == "ky.ho_tne");
    CHECK(first.place.part == "/word/document.xml");
    CHECK(first.place.table == 1);
    CHECK(first.place.cell == 1);
    CHECK(first.place.text == "Ông {{ky.ho_ten}}");
    base::Diagnostic const& second = filled.diagnostics.entries()[1];
    CHECK(second.data_pointer == "/ds/1/ten");
    CHECK(second.place.cell == 2);
  }
  SECTION("lenient") {
    struct Row {
      render::Missing missing;
      char const* expect;
    };
    auto const r = GENERATE(values<Row>({
        {render::Missing::blank, "| Ông  | a;; |"},
        {render::Missing::dots, "| Ông …… | a;……; |"},
        {render::Missing::keep, "| Ông {{ky.ho_ten}} | a;{{ten}}; |"},
    }));
    render::Options options;
    options.missing = r.missing;
    CHECK(test::fill(body, json, options).notation() == std::string{r.expect});
  }
}

TEST_CASE("T15: never the word undefined, whatever is missing", "[T15]") {
  auto const body = GENERATE(as<std::string>{},
                             "{{a}}",
                             "x {{{a}}}",
                             "{{a.b}}",
                             "{{a | hoa}}",
                             "{{a | ngay}}",
                             "{{a | so:2}}",
                             "{{a | anh}} x",
                             "{{a | qr}} x",
                             "{{a | lien_ket}} x",
                             "{{#ds}}{{a}}{{b}}{{/ds}}",
                             "{{#ds}}{{@number}}{{a.b | mac_dinh:\"\"}}{{/ds}}");
  auto const missing =
      GENERATE(render::Missing::blank, render::Missing::dots, render::Missing::keep);
  render::Options options;
  options.missing = missing;
  Filled const filled = test::fill(body, R"({"ds":[{},{"a":null}]})", options);
  INFO(body << "\n" << filled.diagnostics.to_text(base::Language::en));
  std::string const text = text_of(filled.docx);
  for (char const* word : {"undefined", "null", "None", "nan", "NaN"}) {
    CHECK_FALSE(contains(text, word));
  }
}

// Mistakes of templates: each id, where it is, and all of them at once.

#include <catch2/catch.hpp>

#include "support/fill.h"

using namespace thethuc;
using test::compile_body;
using test::ids;
using test::Setup;

TEST_CASE("mistakes of a template", "[diagnostics]") {
  struct Case {
    char const* name;
    char const* body;
    char const* expect;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"unclosed section", "a\n{{#noi_nhan}}\nb", "section_not_closed"},
      {"unopened section", "a{{/x}}", "section_not_opened"},
      {"crossing sections", "{{#a}}{{#b}}{{/a}}{{/b}}", "sections_cross"},
      {"crossing over paragraphs", "{{#a}}\n{{#b}}\n{{/a}}\nx\n{{/b}}", "sections_cross"},
      {"an inner one that is never closed", "{{#a}}{{#b}}{{/a}}", "section_not_closed"},
      {"opens outside a table, closes in a cell", "{{#a}}\n| x{{/a}} |", "section_crosses_structure"},
      {"opens in one table, closes in another", "| {{#a}}x |\n-\n| y{{/a}} |", "section_crosses_structure"},
      {"a row hint outside of a table", "{{#a @row}}x{{/a}}", "section_crosses_structure"},
      {"an inline hint over paragraphs", "{{#a @inline}}\nx\n{{/a}}", "section_crosses_structure"},
      {"one larger than two around it", "| {{#a}}{{#c}}{{#b @row}}x{{/b}}{{/c}}{{/a}} |", "section_crosses_structure"},
      {"an inner section larger than the outer", "| {{#a}}{{#b @row}}x{{/b}}{{/a}} |", "section_crosses_structure"},
      {"unclosed tag", "Kính gửi: {{ten\nb", "tag_not_closed"},
      {"bad delimiters", "{{=a=}}", "bad_delimiters"},
      {"bad name", "{{a b}}", "bad_name"},
      {"bad hint", "{{#a @trang}}x{{/a}}", "bad_hint"},
      {"filter on a section", "{{#a | hoa}}x{{/a}}", "filters_on_section"},
      {"unknown filter", "{{a | hoaa}}", "unknown_filter"},
      {"loop variable outside of loops", "{{@number}}", "loop_variable_outside"},
      {"loop variable of a section that is not open", "{{#a}}{{b.@number}}{{/a}}", "loop_variable_outside"},
      {"partial beside text", "a {{> quoc_hieu}}", "partial_not_alone"},
      {"unknown partial", "{{> khong_co}}", "partial_not_found"},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.name) {
    compile::Result const result = compile_body(c.body);
    INFO(result.diagnostics.to_text(base::Language::en));
    CHECK(ids(result.diagnostics) == c.expect);
    CHECK_FALSE(result.compiled);
  }
}

TEST_CASE("sections are nested a hundred deep and no deeper", "[diagnostics]") {
  auto const nested = [](int depth) {
    std::string body = "đầu\n";
    for (int i = 0; i < depth; ++i) {
      body += "{{#a" + std::to_string(i) + "}}";
    }
    for (int i = depth; i-- > 0;) {
      body += "{{/a" + std::to_string(i) + "}}";
    }
    return body;
  };
  CHECK(ids(compile_body(nested(100)).diagnostics).empty());
  compile::Result const result = compile_body(nested(101));
  REQUIRE(ids(result.diagnostics) == "sections_too_deep");
  base::Diagnostic const& d = result.diagnostics.entries()[0];
  CHECK(d.tag == "{{#a100}}");
  CHECK(d.place.paragraph == 2);
  CHECK(d.arg("limit") == "100");
  CHECK_FALSE(result.compiled);
}

TEST_CASE("mistakes in a paragraph of a megabyte do not each cost one", "[diagnostics]") {
  std::string body;
  for (int i = 0; body.size() < 1u << 20; ++i) {
    body += std::to_string(i) + " ";  // no bomb
  }
  for (int i = 0; i < 60; ++i) {
    std::string const n = std::to_string(i);
    body += "{{" + n + " b}}{{a | k" + n + "}}{{/c" + n + "}}{{#d" + n + "}}{{> e" + n + "}}";
  }
  compile::Result const result = compile_body(body);
  CHECK(result.diagnostics.entries().size() == 5 * 60);
  for (base::Diagnostic const& d : result.diagnostics.entries()) {
    CHECK(base::to_json(d, base::Language::vi).size() < 5'000);
    CHECK(d.place.text.substr(d.place.mark_begin, d.place.mark_end - d.place.mark_begin) == d.tag);
  }
}

TEST_CASE("what keeps two tags from being a section is named", "[diagnostics]") {
  struct Case {
    char const* body;
    char const* problem;
  };
  auto const c = GENERATE(values<Case>({
      {"{{#a @row}}x{{/a}}", "outside of tables"},
      {"{{#a @cell}}x{{/a}}", "outside of tables"},
      {"| {{#a @inline}}x⏎{{/a}} |", "in two paragraphs"},
      {"{{#a}}\n| x{{/a}} |", "do not stand in one paragraph"},
  }));
  DYNAMIC_SECTION(c.body) {
    compile::Result const result = compile_body(c.body);
    REQUIRE(ids(result.diagnostics) == "section_crosses_structure");
    CHECK(base::message(result.diagnostics.entries()[0], base::Language::en).find(c.problem) !=
          std::string::npos);
  }
}

TEST_CASE("places in text boxes are counted within the box", "[diagnostics]") {
  auto const box = [](std::string const& text) {
    std::string const content =
        "<w:txbxContent><w:p/><w:p><w:r><w:t>" + text + "</w:t></w:r></w:p></w:txbxContent>";
    return "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:txbx>" + content +
           "</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>" + content +
           "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>";
  };
  std::string const paragraphs =
      "<w:p>" + box("{{a b}}") + box("{{c d}}") + "</w:p><w:p><w:r><w:t>{{e f}}</w:t></w:r></w:p>";
  auto const in_cell = GENERATE(false, true);
  compile::Result const result = compile_body(
      in_cell ? "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>" + paragraphs + "</w:tc></w:tr></w:tbl>"
              : paragraphs);
  REQUIRE(ids(result.diagnostics) == "bad_name bad_name bad_name");
  std::vector<base::Diagnostic> const& d = result.diagnostics.entries();
  std::string const part = "mau.docx: /word/document.xml: ";
  CHECK(base::place_text(d[0].place, base::Language::en) == part + "text box 1, paragraph 2: ");
  CHECK(base::place_text(d[1].place, base::Language::vi) == part + "hộp chữ 2, đoạn 2: ");
  CHECK(base::place_text(d[2].place, base::Language::en) ==
        part + (in_cell ? "table 1, row 1, cell 1, paragraph 2: " : "paragraph 2: "));
  CHECK(base::to_json(d[1], base::Language::en).find("\"text_box\":2") != std::string::npos);
}

TEST_CASE("a section across two links is refused with both places", "[diagnostics]") {
  compile::Result const result = compile_body(
      "<w:p><w:hyperlink "
      "w:anchor=\"a\"><w:r><w:t>{{#a}}x</w:t></w:r></w:hyperlink><w:r><w:t>y{{/a}}</w:t></w:r></"
      "w:p>");
  REQUIRE(ids(result.diagnostics) == "section_crosses_structure");
  CHECK(result.diagnostics.entries()[0].related.size() == 1);
  CHECK(
      base::message(result.diagnostics.entries()[0], base::Language::en).find("border of a link") !=
      std::string::npos);
}

TEST_CASE("all mistakes at once, each with part and paragraph or table, row and cell",
          "[diagnostics]") {
  Setup setup;
  compile::Result const result = compile_body(
      "Một {{#a}}\n"
      "Hai {{b c}}\n"
      "| x | {{d-}} {{=d}} |\n"
      "| {{/e}} | y⏎{{f. }} |\n"
      "Ba {{g",
      setup);
  INFO(result.diagnostics.to_text(base::Language::en));
  CHECK(ids(result.diagnostics) ==
        "bad_name bad_delimiters bad_name tag_not_closed section_not_opened section_not_closed");
  std::vector<base::Diagnostic> const& d = result.diagnostics.entries();
  CHECK(d[0].place.paragraph == 2);
  CHECK(d[0].place.text == "Hai {{b c}}");
  CHECK(d[0].place.mark_begin == 4);
  CHECK(d[0].place.mark_end == 11);
  CHECK(d[1].place.row == 1);
  CHECK(d[1].place.cell == 2);
  CHECK(d[2].place.paragraph == 2);
  CHECK(d[3].place.table == 0);
  CHECK(d[3].place.paragraph == 3);
  CHECK(d[4].place.table == 1);
  CHECK(d[4].place.row == 2);
  CHECK(d[4].place.cell == 1);
  CHECK(d[5].place.paragraph == 1);
  CHECK(d[5].tag == "{{#a}}");
  CHECK(d[5].arg("closing") == "{{/a}}");
}

TEST_CASE("no mistake hides those that a later stage finds", "[diagnostics]") {
  struct Case {
    char const* body;
    char const* expect;
  };
  auto const c = GENERATE(values<Case>({
      {"{{a | khong_co}}\n{{#b}}", "unknown_filter section_not_closed"},
      {"{{> khong_co}}\n{{@number}}\n{{a | khong_co}}",
       "partial_not_found unknown_filter loop_variable_outside"},
      {"{{b c}}\n{{@number}}", "bad_name loop_variable_outside"},
      {"{{#b c}}{{a | so:x}}{{/b c}}", "bad_name filter_parameters bad_name"},
      {"{{@number}}\n{{#b}}", "section_not_closed loop_variable_outside"},
      {"{{#b}}{{@number}}", "section_not_closed"},
      {"{{@number}}{{/b}}{{@number}}", "section_not_opened loop_variable_outside"},
      {"{{#a}}\n| x{{/a}}{{b.@number}} |", "section_crosses_structure loop_variable_outside"},
  }));
  CHECK(ids(compile_body(c.body).diagnostics) == c.expect);
}

TEST_CASE("a name that the template's schema does not know is an error", "[diagnostics]") {
  Setup setup;
  setup.compile.schema_json = R"({"type":"object","properties":{
      "so":{"type":"string"},
      "noi_nhan":{"type":"array","items":{"type":"string"}},
      "ky":{"type":"object","properties":{"ho_ten":{"type":"string"}},"additionalProperties":false},
      "muc":{"type":"array","items":{"type":"object","properties":{"ten":{"type":"string"}}}}},
      "additionalProperties":false})";
  struct Case {
    char const* body;
    char const* expect;
    char const* nearest;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"{{so}} {{#noi_nhan}}{{.}} {{@number}}{{/noi_nhan}} {{ky.ho_ten}} {{#muc}}{{ten}}{{so}}{{/muc}}", "", ""},
      {"{{#ky}}{{ho_ten}}{{/ky}}{{^muc}}{{so}}{{/muc}}", "", ""},
      {"{{#noi_nha}}x{{/noi_nha}}", "unknown_field", "noi_nhan"},
      {"{{soo}}", "unknown_field", "so"},
      {"{{ky.ho_tne}}", "unknown_field", "ho_ten"},
      {"{{#muc}}{{tne}}{{/muc}}", "unknown_field", "ten"},
      {"{{ten}}", "unknown_field", ""},
      {"{{^khong_co}}x{{/khong_co}}", "unknown_field", ""},
      {"{{#muc}}{{ten}}{{tne}}", "section_not_closed unknown_field", "ten"},
      {"{{ten}}{{/muc}}{{tne}}", "section_not_opened unknown_field", ""},
      {"{{ten}}{{/khong_co}}", "section_not_opened", ""},
      {"{{#muc x}}{{ten}}{{/muc x}}{{soo}}", "bad_name bad_name unknown_field", "so"},
      {"{{so | }}", "filter_syntax", ""},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.body) {
    compile::Result const result = compile_body(c.body, setup);
    INFO(result.diagnostics.to_text(base::Language::en));
    CHECK(ids(result.diagnostics) == c.expect);
    if (*c.nearest != 0) {
      CHECK(result.diagnostics.entries().back().arg("nearest") == c.nearest);
    }
  }
}

TEST_CASE("a section does not cut a field in two", "[diagnostics]") {
  auto const r = [](std::string const& text) { return "<w:r><w:t>" + text + "</w:t></w:r>"; };
  auto const f = [](std::string const& border) {
    return "<w:r><w:fldChar w:fldCharType=\"" + border + "\"/></w:r>";
  };
  auto const p = [](std::string const& inner) { return "<w:p>" + inner + "</w:p>"; };
  std::string const code = "<w:r><w:instrText>PAGE</w:instrText></w:r>";
  std::string const whole = f("begin") + code + f("separate") + r("1") + f("end");
  struct Case {
    char const* name;
    std::string body;
    char const* ids;
  };
  auto const c = GENERATE_COPY(values<Case>({
      {"begins in it",
       p(r("{{#a}}")) + p(f("begin") + code) + p(r("{{/a}}")) + p(f("end")),
       "section_cuts_field"},
      {"ends in it",
       p(f("begin") + code) + p(r("{{#a}}")) + p(f("end")) + p(r("{{/a}}")),
       "section_cuts_field"},
      {"within a line",
       p(r("{{#a}}") + f("begin") + r("{{/a}}") + code + f("end")),
       "section_cuts_field"},
      {"its result begins there",
       p(f("begin") + code + r("{{#a}}") + f("separate") + r("1{{/a}}") + f("end")),
       "section_cuts_field"},
      {"from one section to the next",
       p(r("{{#a}}") + f("begin") + code + r("{{/a}}{{^a}}") + f("end") + r("{{/a}}")),
       "section_cuts_field"},
      {"whole in a section", p(r("{{#a}}") + whole + r("{{/a}}")), ""},
      {"whole in paragraphs",
       p(r("{{#a}}")) + p(f("begin") + code) + p(f("end")) + p(r("{{/a}}")),
       ""},
      {"around a section",
       p(f("begin") + code + f("separate") + r("{{#a}}1{{/a}}") + f("end")),
       ""},
      {"around blocks",
       p(f("begin") + code + f("separate")) + p(r("{{#a}}")) + p(r("1")) + p(r("{{/a}}")) +
           p(f("end")),
       ""},
      {"one within the other", p(f("begin") + r("{{#a}}") + whole + r("{{/a}}") + f("end")), ""},
      {"the template's own end too many", p(r("{{#a}}") + f("end") + r("{{/a}}")), ""},
  }));
  DYNAMIC_SECTION(c.name) {
    compile::Result const result = test::compile_body(c.body);
    CHECK(ids(result.diagnostics) == c.ids);
    for (base::Diagnostic const& d : result.diagnostics.entries()) {
      CHECK(d.place.paragraph > 0);
      CHECK(d.related.size() == 1);
    }
  }
}

TEST_CASE("keys of the data near a name are told beside the mistakes of a template",
          "[diagnostics]") {
  struct Case {
    char const* body;
    char const* data;
    char const* expect;  // the nearest name of each key that is told of
  };
  auto const c = GENERATE(values<Case>({
      {"{{#chua_dong}}\n{{dia_dan}}", R"({"dia_danh":1})", "dia_dan"},
      {"{{#chua_dong}}\n{{dia_danh}}", R"({"dia_danh":1,"khac_han":2})", ""},
      {"{{ds | tong:so_tie}}\n{{/b}}", R"({"ds":[{"so_tien":1}]})", "so_tie"},
      {"{{#b}}", R"({"so":1})", ""},
  }));
  DYNAMIC_SECTION(c.body) {
    compile::Result const result = compile_body(c.body);
    REQUIRE_FALSE(result.compiled);
    data::Document data;
    base::Diagnostics out;
    REQUIRE(data.parse(c.data, "", {}, out));
    out.add(render::check_names(result.names, data, {}));
    std::string told;
    for (base::Diagnostic const& d : out.entries()) {
      REQUIRE(base::id_name(d.id) == "data_key_unused");
      told += d.arg("nearest");
    }
    CHECK(told == c.expect);
    CHECK_FALSE(out.has_errors());
  }
}

#include <catch2/catch.hpp>

#include "support/docx_fixture.h"
#include "support/fill.h"
#include "support/notation.h"

using namespace thethuc;
using test::fill;
using test::Filled;
using test::Setup;

TEST_CASE("partials take the place of their tag's paragraph", "[partials]") {
  struct Case {
    char const* name;
    char const* body;
    char const* json;
    char const* expect;
  };
  Setup setup;
  setup.partials = {{"quoc_hieu", "CỘNG HÒA\nĐộc lập"},
                    {"ky", "| {{chuc_vu}} | {{ho_ten}} |"},
                    {"ngoai", "đầu\n{{> quoc_hieu}}\ncuối"},
                    {"dau_khac", "{{=<% %>=}}\n<%a%>"}};
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"paragraphs", "a\n{{> quoc_hieu}}\nb", "{}", "a\nCỘNG HÒA\nĐộc lập\nb"},
      {"a table with tags in the scope of the place", "{{#ky}}\n{{> ky}}\n{{/ky}}\nx", R"({"ky":[{"chuc_vu":"CT","ho_ten":"A"},{"chuc_vu":"PCT","ho_ten":"B"}]})", "| CT | A |\n\n| PCT | B |\nx"},
      {"in a partial", "{{> ngoai}}", "{}", "đầu\nCỘNG HÒA\nĐộc lập\ncuối"},
      {"in a cell", "| {{> quoc_hieu}} | x |", "{}", "| CỘNG HÒA⏎Độc lập | x |"},
      {"a table in a cell leaves the paragraph that a cell needs", "| {{> ky}} |", R"({"chuc_vu":1,"ho_ten":2})", "| | 1 | 2 |⏎ |"},
      {"twice", "{{> quoc_hieu}}\n{{> quoc_hieu}}", "{}", "CỘNG HÒA\nĐộc lập\nCỘNG HÒA\nĐộc lập"},
      {"delimiters of its own end with it", "{{> dau_khac}}\n{{a}}", R"({"a":"x"})", "x\nx"},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.name) {
    Filled const filled = fill(c.body, c.json, setup);
    INFO(filled.diagnostics.to_text(base::Language::en));
    CHECK(filled.notation() == c.expect);
  }
}

TEST_CASE("partials that include themselves are refused", "[partials]") {
  Setup setup;
  setup.partials = {{"a", "{{> b}}"}, {"b", "x\n{{> a}}"}};
  CHECK(test::ids(test::compile_body("{{> a}}", setup).diagnostics) == "partial_recursion");
}

TEST_CASE("partials are nested twenty deep and no deeper", "[partials]") {
  auto const chain = [](int length) {  // p1 holds p2 holds … p<length>
    Setup setup;
    for (int i = 1; i < length; ++i) {
      setup.partials.emplace_back("p" + std::to_string(i), "{{> p" + std::to_string(i + 1) + "}}");
    }
    setup.partials.emplace_back("p" + std::to_string(length), "x");
    return test::compile_body("{{> p1}}", setup).diagnostics;
  };
  CHECK(test::ids(chain(20)).empty());
  base::Diagnostics const refused = chain(21);
  REQUIRE(test::ids(refused) == "partial_too_deep");
  CHECK(refused.entries()[0].tag == "{{> p21}}");
  CHECK(refused.entries()[0].place.partial == "p20");
  CHECK(refused.entries()[0].arg("limit") == "20");
}

TEST_CASE("partials that multiply are refused in time", "[partials]") {
  Setup setup;
  for (int i = 0; i < 15; ++i) {
    std::string const next = "{{> p" + std::to_string(i + 1) + "}}";
    setup.partials.emplace_back("p" + std::to_string(i), next + "\n" + next);
  }
  setup.partials.emplace_back("p15", "x");
  compile::Result const result = test::compile_body("{{> p0}}", setup);
  REQUIRE(result.diagnostics.has_errors());
  CHECK(result.diagnostics.entries()[0].id == base::Id::too_many_partials);
}

TEST_CASE("a partial that is not there names the nearest", "[partials]") {
  Setup setup;
  setup.partials = {{"quoc_hieu", "x"}};
  compile::Result const result = test::compile_body("{{> quoc_hie}}", setup);
  REQUIRE(test::ids(result.diagnostics) == "partial_not_found");
  CHECK(result.diagnostics.entries()[0].arg("nearest") == "quoc_hieu");
}

TEST_CASE("a broken partial is told by its own file", "[partials]") {
  Setup setup;
  setup.partials = {{"hong", "<w:p><w:r></w:p>"}};
  compile::Result const result = test::compile_body("{{> hong}}", setup);
  REQUIRE(result.diagnostics.has_errors());
  CHECK(result.diagnostics.entries()[0].place.file == "hong.xml");
}

TEST_CASE("tags in a partial are told with the partial's name", "[partials]") {
  Setup setup;
  setup.partials = {{"ky", "{{ho ten}}"}};
  compile::Result const result = test::compile_body("{{> ky}}", setup);
  REQUIRE(test::ids(result.diagnostics) == "bad_name");
  CHECK(result.diagnostics.entries()[0].place.partial == "ky");
}

TEST_CASE("one document has one kind of delimiters", "[partials]") {
  struct Case {
    char const* name;
    char const* body;
    char const* partial;
    char const* expect;
  };
  auto const c = GENERATE(values<Case>({
      {"both the usual", "{{> p}}\n{{b}}", "{{a}}", ""},
      {"the partial sets its own", "{{> p}}\n{{b}}", "{{=<% %>=}}\n<%a%>", "partial_delimiters"},
      {"the text before it set its own", "{{=<% %>=}}\n<%> p%>", "{{a}}", "partial_delimiters"},
  }));
  DYNAMIC_SECTION(c.name) {
    base::Diagnostics diagnostics;
    auto package =
        opc::Package::read(test::make_docx(test::blocks_from(c.body)), "mau.docx", {}, diagnostics);
    REQUIRE(package);
    compile::Options options;
    options.file_name = "mau.docx";
    compile::PartialResolver const resolver = [&](std::string_view) {
      return compile::PartialSource{
          "p.xml",
          "<w:body xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">" +
              test::blocks_from(c.partial) + "</w:body>"};
    };
    auto const spliced =
        compile::splice_partials(std::move(*package), resolver, options, diagnostics);
    REQUIRE(test::ids(diagnostics) == c.expect);
    CHECK(spliced.has_value() == diagnostics.empty());
    if (!diagnostics.empty()) {
      CHECK(diagnostics.entries()[0].place.file == "mau.docx");
    }
  }
}

TEST_CASE("a template with its partials spliced in gives the same bytes", "[partials]") {
  Setup setup;
  setup.partials = {{"quoc_hieu", "CỘNG HÒA\nĐộc lập"}, {"ky", "| {{chuc_vu}} | {{ho_ten}} |"}};
  std::string const body = test::blocks_from("{{> quoc_hieu}}\n{{#ky}}\n{{> ky}}\n{{/ky}}\nx");
  std::string const json = R"({"ky":[{"chuc_vu":"CT","ho_ten":"A"}]})";
  base::Diagnostics diagnostics;
  auto package = opc::Package::read(test::make_docx(body), "mau.docx", {}, diagnostics);
  REQUIRE(package);
  compile::PartialResolver const resolver =
      [&](std::string_view name) -> std::optional<compile::PartialSource> {
    for (auto const& partial : setup.partials) {
      if (partial.first == name) {
        return compile::PartialSource{
            "",
            "<w:body xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">" +
                test::blocks_from(partial.second) + "</w:body>"};
      }
    }
    return std::nullopt;
  };
  auto const spliced = compile::splice_partials(*package, resolver, {}, diagnostics);
  REQUIRE(spliced);
  auto const render = [&](opc::Package const& from, compile::PartialResolver const& partials) {
    compile::Result const result = compile::compile(from, partials, {});
    data::Document data;
    REQUIRE(data.parse(json, "", {}, diagnostics));
    render::Scratch scratch;
    std::string out;
    render::render(*result.compiled, data, {}, scratch, out);
    return out;
  };
  std::string const direct = render(*package, resolver);
  REQUIRE(!direct.empty());
  CHECK(direct == render(*spliced, nullptr));
  auto const reread =
      opc::Package::read(opc::write_package(*spliced, 7), "xuat.docx", {}, diagnostics);
  REQUIRE(reread);
  CHECK(direct == render(*reread, nullptr));
}

// As Word does, which shows it as ordinary text.
TEST_CASE("a style that the template does not define is told of", "[compile]") {
  struct Case {
    char const* name;
    std::string body;
    std::string expect;  // style@part
  };
  std::string const paragraph = "<w:p><w:pPr><w:pStyle w:val=\"NoiDug\"/></w:pPr></w:p>";
  auto const c = GENERATE_COPY(values<Case>({
      {"of a paragraph", paragraph, "NoiDug@/word/document.xml"},
      {"of two paragraphs, once", paragraph + paragraph, "NoiDug@/word/document.xml"},
      {"of a run",
       "<w:p><w:r><w:rPr><w:rStyle w:val=\"Than\"/></w:rPr><w:t>{{a}}</w:t></w:r></w:p>",
       "Than@/word/document.xml"},
      {"one that is defined", "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr></w:p>", ""},
  }));
  INFO(c.name);
  std::string told;
  compile::Result const result = test::compile_body(c.body);
  for (base::Diagnostic const& d : result.diagnostics.entries()) {
    CHECK(d.id == base::Id::style_missing);
    told += std::string{d.arg("name")} + "@" + d.place.part;
  }
  CHECK(told == c.expect);
}

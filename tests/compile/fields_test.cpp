#include <catch2/catch.hpp>

#include "data/filters.h"
#include "data/schema.h"
#include "support/fill.h"

using namespace thethuc;

namespace {

std::string shown(std::vector<compile::Field> const& fields) {
  using compile::FieldType;
  static constexpr std::pair<FieldType, char const*> kMarks[] = {{FieldType::text, ""},
                                                                 {FieldType::number, "#"},
                                                                 {FieldType::date, "@"},
                                                                 {FieldType::list, "[]"},
                                                                 {FieldType::object, "{}"},
                                                                 {FieldType::section, "[{?}]"},
                                                                 {FieldType::condition, "?"}};
  std::string out;
  for (compile::Field const& f : fields) {
    out += (out.empty() ? "" : " ") + (f.name.empty() ? "." : f.name);
    for (auto const& [type, mark] : kMarks) {
      out += f.type == type ? mark : "";
    }
    out += f.required ? "!" : f.optional ? "*" : "";
    if (!f.children.empty()) {
      out += "(" + shown(f.children) + ")";
    }
  }
  return out;
}

std::string without_space(std::string const& json) {
  std::string out;
  for (char const c : json) {
    out += c == ' ' || c == '\n' ? "" : std::string(1, c);
  }
  return out;
}

}  // namespace

TEST_CASE("the fields that a template asks for", "[fields]") {
  struct Case {
    char const* name;
    char const* body;
    // # number, @ date, [] list, {} object, [{?}] list, object or condition, ? condition; . the
    // item itself; ! required, * optional
    char const* expect;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"variables", "{{a}} {{b.c}} {{b.d}} {{a}}", "a! b{}!(c! d!)"},
      {"a default makes optional", "{{a | mac_dinh:\"x\"}}", "a*"},
      {"a default and a plain tag", "{{a | mac_dinh:\"x\"}}{{a}}", "a!"},
      {"a section of names", "{{#ds}}{{ten}} {{ma}}{{/ds}}", "ds[{?}]*(ten ma)"},
      {"a list of texts", "{{#ds}}{{.}}{{/ds}}", "ds[]*(.)"},
      {"a list by its loop variables", "{{#ds}}{{@number}}. {{ten}}{{/ds}}", "ds[]*(ten)"},
      {"a list by loop variables in a condition", "{{#ds}}{{ten}}{{#co}}{{@number}}{{/co}}{{/ds}}", "ds[]*(ten co?*)"},
      {"a list by the name of its loop variable", "{{#ds}}{{#ten}}{{ds.@number}}{{ten}}{{/ten}}{{/ds}}", "ds[]*(ten*)"},
      {"a list by its first and last", "{{#ds}}{{ten}}{{^@last}}, {{/@last}}{{/ds}}", "ds[]*(ten)"},
      {"a list that is only counted", "{{#ds}}{{@number}}{{/ds}}", "ds[]*"},
      {"a list of lists", "{{#ds}}[{{#.}}{{.}}{{/.}}]{{/ds}}", "ds[]*(.[](.))"},
      {"a list of lists of objects", "{{#ds}}[{{#.}}{{ten}}{{/.}}]{{/ds}}", "ds[]*(.[{?}](ten))"},
      {"a condition on the text itself", "{{#ghi_chu}}({{ghi_chu}}){{/ghi_chu}}", "ghi_chu*"},
      {"a condition on a member", "{{#cq.ten}}{{cq.ten}}{{/cq.ten}}", "cq{}*(ten*)"},
      {"an object opened and asked", "{{#cq}}{{cq.ten}}{{ma}}{{/cq}}", "cq{}*(ten* ma)"},
      {"a condition on a text, around other names", "{{#so}}{{so}} {{ma}}{{/so}}", "so* ma*"},
      {"the same, the text printed elsewhere", "{{#so}}{{ma}}{{/so}} {{so}}", "so! ma*"},
      {"the same, in a list", "{{#ds}}{{#so}}{{ma}}{{/so}}{{so}}{{/ds}}", "ds[{?}]*(so ma*)"},
      {"names beside the item of a list of texts", "{{#ds}}{{.}}{{nam}}{{/ds}}", "ds[]*(.) nam*"},
      {"and of a list of texts in a list", "{{#a}}{{ten}}{{#b}}{{nam}}{{.}}{{/b}}{{/a}}", "a[{?}]*(ten b[]*(.) nam*)"},
      {"a name that turns out to be a text late", "{{#a}}{{#b}}{{x}}{{/b}}{{/a}}{{#a}}{{b}}{{/a}}", "a[{?}]*(b x*)"},
      {"two sections that become one", "{{#x}}{{p}}{{q}}{{/x}}{{#t}}{{#x}}{{p}}{{/x}}{{/t}}{{t}}", "x[{?}]*(p q) t!"},
      {"a loop over objects with a member of its name", "{{#muc}}{{muc.@number}} {{muc}}{{/muc}}", "muc[]*(muc*)"},
      {"a condition", "{{#co}}x{{/co}}", "co?*"},
      {"a condition on nothing", "{{#a}}{{/a}}\nx", "a?*"},
      {"within a condition on nothing", "{{#a}}{{^b}}{{! trống }}{{/b}}{{/a}}\nx", "a[{?}]*(b?*)"},
      {"on nothing, before a list", "{{#x}}{{/x}}{{#ds}}\n{{ten}}\n{{/ds}}", "x?* ds[{?}]*(ten)"},
      {"on nothing, in a list", "{{#ds}}{{#x}}{{/x}}\n{{ten}}\n{{#y}}{{/y}}{{/ds}}", "ds[{?}]*(x?* ten y?*)"},
      {"on nothing, behind a list", "{{#ds}}\n{{ten}}\n{{/ds}}{{#x}}{{/x}}", "ds[{?}]*(ten) x?*"},
      {"on nothing, in a cell", "| {{#x}}{{/x}} | b |", "x?*"},
      {"around known names it may be a condition", "{{ten}}{{#co}}{{ten}}{{/co}}", "ten! co[{?}]*(ten*)"},
      {"a choice between two looks", "{{#ds}}{{#dam}}{{ten}}{{/dam}}{{^dam}}{{ten}}{{/dam}}{{/ds}}", "ds[{?}]*(dam?* ten*)"},
      {"inverted", "{{^co}}{{x}}{{/co}}", "co?* x*"},
      {"within inverted, a section", "{{^co}}{{#ds}}{{x}}{{/ds}}{{/co}}", "co?* ds[{?}]*(x)"},
      {"either or", "{{#ngay}}{{ngay | ngay}}{{/ngay}}{{^ngay}}{{thang | ngay_trong}}{{/ngay}}", "ngay@* thang@*"},
      {"outer names in a list", "{{nam}}{{#ds}}{{ma}}{{nam}}{{/ds}}", "nam! ds[{?}]*(ma nam*)"},
      {"the same name in both", "{{#a}}{{ten}}: {{#b}}{{ten}} {{/b}}{{/a}}", "a[{?}]*(ten b[{?}]*(ten*))"},
      {"nested lists", "{{#a}}{{ten}}{{#b}}{{.}}{{/b}}{{/a}}", "a[{?}]*(ten b[]*(.))"},
      {"what filters take", "{{a | so:2}}{{b | ngay | hoa}}{{c | thang}}{{d | la_ma}}{{e | hoa}}", "a#! b@! c@! d#! e!"},
      {"what filters insert", "{{a | anh:20mm}}\n{{b | qr:20mm}}\n{{c | lien_ket}}\n{{{d}}}", "a! b! c! d!"},
      {"a default before a filter", "{{a | mac_dinh:\"2021-09-14\" | ngay}}", "a@*"},
      {"the filter that says most", "{{a}}{{a | so}}{{a | hoa}}", "a#!"},
      {"lists by filters", "{{a | noi}}{{b | loc_trong | noi:\"; \"}}{{c | tong | so}}{{d | tong:x.y}}{{e | dem}}", "a[]!(.) b[]!(.) c[]!(.#) d[]!(x{}*(y#*)) e[]!"},
      {"a list that is looped over, and added up", "{{#ds}}{{ten}}{{/ds}}{{ds | tong:so_lieu}}", "ds[]!(ten so_lieu#*)"},
      {"the data itself", "{{.}}", "."},
      {"a list of data", "{{#.}}{{.}}{{/.}}", ".[](.)"},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.name) {
    compile::Result const result = test::compile_body(c.body);
    REQUIRE(result.compiled);
    CHECK(shown(result.compiled->fields()) == c.expect);
    // What inspect gives as schema and as skeleton fit each other, and the skeleton fills the
    // template, as it is and with that schema for its own.
    std::string const schema = compile::infer_schema(result.compiled->fields(), "mẫu");
    std::string const skeleton = compile::sample_skeleton(result.compiled->fields());
    INFO(schema);
    INFO(skeleton);
    CHECK(test::ids(test::fill(c.body, skeleton).diagnostics) == "");
    test::Setup setup;
    setup.compile.schema_json = schema;
    CHECK(test::ids(test::fill(c.body, skeleton, setup).diagnostics) == "");
  }
}

TEST_CASE("a field has a value that its filter takes, whichever that is", "[fields]") {
  for (std::string const& name : data::filter_names()) {
    data::FilterInfo const& filter = *data::find_filter(name);
    std::string const parameter = filter.terminal == data::Terminal::qr ? ":20mm"
                                  : filter.least_parameters > 0         ? ":\"y\""
                                                                        : "";
    std::string const then = filter.name == "loc_trong" ? " | noi" : "";
    std::string body = "{{x | " + name + parameter + then + "}}";
    if (filter.terminal == data::Terminal::merge) {  // of rows
      body =
          "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:p><w:r><w:t>{{#ds "
          "@row}}" +
          body + "{{/ds}}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    }
    compile::Result const result = test::compile_body(body);
    INFO(body);
    INFO(result.diagnostics.to_text(base::Language::en));
    REQUIRE(result.compiled);
    std::string const skeleton = compile::sample_skeleton(result.compiled->fields());
    INFO(skeleton);
    CHECK(test::ids(test::fill(body, skeleton).diagnostics) == "");
  }
}

TEST_CASE("the schema that is inferred", "[fields]") {
  struct Case {
    char const* body;
    char const* expect;  // without white space, title and dialect
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"{{a}}{{b | mac_dinh:\"x\"}}{{c | so}}",
       R"("type":"object","properties":{"a":{"type":["string","number"]},"b":{"type":["string","number","null"]},"c":{"type":["string","number"],"pattern":"^-?[0-9]+([.][0-9]+)?([eE][-+]?[0-9]+)?$"}},"required":["a","c"])"},
      {"{{co_quan.ten}}",
       R"("type":"object","properties":{"co_quan":{"type":"object","properties":{"ten":{"type":["string","number"]}},"required":["ten"]}},"required":["co_quan"])"},
      {"{{#a}}{{a | ngay}}{{/a}}",
       R"("type":"object","properties":{"a":{"anyOf":[{"type":"string","pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2}"},{"$ref":"#/$defs/khong_co"}]}},"$defs":{"khong_co":{"title":"Khôngcó","enum":[null,false,"",[]]}})"},
      {"{{#muc}}{{ten}}{{/muc}}",
       R"("type":"object","properties":{"muc":{"$ref":"#/$defs/muc","items":{"$ref":"#/$defs/muc"}}},"$defs":{"muc":{"properties":{"ten":{"type":["string","number"]}}}})"},
      {"{{#muc}}{{@number}}{{ten}}{{/muc}}",
       R"("type":"object","properties":{"muc":{"anyOf":[{"type":"array","items":{"properties":{"ten":{"type":["string","number"]}}}},{"$ref":"#/$defs/khong_co"}]}},"$defs":{"khong_co":{"title":"Khôngcó","enum":[null,false,"",[]]}})"},
      {"{{#co}}x{{/co}}{{^co}}{{ten}}{{/co}}",
       R"("type":"object","properties":{"co":{},"ten":{"type":["string","number"]}})"},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.body) {
    compile::Result const result = test::compile_body(c.body);
    REQUIRE(result.compiled);
    CHECK(without_space(compile::infer_schema(result.compiled->fields(), "m")) ==
          R"({"$schema":"https://json-schema.org/draft/2020-12/schema","title":"m",)" +
              std::string{c.expect} + "}");
  }
}

TEST_CASE("the skeleton leaves out of a list what the data itself has", "[fields]") {
  struct Case {
    char const* body;
    char const* expect;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"{{nam}}{{#ds}}{{ma}}{{nam}}{{/ds}}", R"({"nam":"…","ds":[{"ma":"…"}]})"},
      {"{{cq.ten}}{{#ds}}{{ma}}{{cq.ten}}{{/ds}}", R"({"cq":{"ten":"…"},"ds":[{"ma":"…"}]})"},
      {"{{cq.ten}}{{#ds}}{{ma}}{{cq.ma}}{{/ds}}", R"({"cq":{"ten":"…"},"ds":[{"ma":"…","cq":{"ma":"…"}}]})"},
      {"{{#a}}{{ten}}{{#b}}{{ten}}{{/b}}{{/a}}", R"({"a":[{"ten":"…","b":[{"ten":"…"}]}]})"},
      {"{{ten}}{{#co}}{{ten}}{{/co}}", R"({"ten":"…","co":true})"},
      {"{{ten}}{{#co}}{{@number}}{{ten}}{{/co}}", R"({"ten":"…","co":["…"]})"},
      {"{{x}}{{#a}}{{#x}}{{t}}{{/x}}{{#b}}{{x}}{{/b}}{{/a}}", R"({"x":"…","a":[{"x":[{"t":"…"}],"b":[{"x":"…"}]}]})"},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.body) {
    compile::Result const result = test::compile_body(c.body);
    REQUIRE(result.compiled);
    std::string const skeleton = compile::sample_skeleton(result.compiled->fields());
    CHECK(without_space(skeleton) == c.expect);
    CHECK(test::ids(test::fill(c.body, skeleton).diagnostics) == "");
  }
}

TEST_CASE("names of any length and nesting are no danger", "[fields]") {
  std::string name = "a";
  for (int i = 0; i < 30'000; ++i) {
    name += ".a";
  }
  compile::Result const deep = test::compile_body("{{" + name + "}}");
  REQUIRE(deep.compiled);
  CHECK(compile::infer_schema(deep.compiled->fields(), "").size() < 1'000'000);
  // A section in a section, each of them a text after all: what they ask for moves out, step by
  // step.
  std::string body;
  std::string closing;
  for (int i = 0; i < 90; ++i) {
    std::string const n = "n" + std::to_string(i);
    body += "{{#" + n + "}}{{t" + std::to_string(i) + "}}";
    closing = "{{" + n + "}}{{/" + n + "}}" + closing;
  }
  compile::Result const nested = test::compile_body(body + closing);
  REQUIRE(nested.compiled);
  CHECK(nested.compiled->fields().size() == 180);
  std::string const skeleton = compile::sample_skeleton(nested.compiled->fields());
  CHECK(test::ids(test::fill(body + closing, skeleton).diagnostics) == "");
}

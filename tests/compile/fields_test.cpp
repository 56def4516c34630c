#include <catch2/catch.hpp>

#include "data/schema.h"
#include "support/fill.h"

using namespace thethuc;

namespace {

std::string shown(std::vector<compile::Field> const& fields) {
  std::string out;
  for (compile::Field const& f : fields) {
    static constexpr char const* kTypes[] = {"", "[]", "{}", "?"};
    out += (out.empty() ? "" : " ") + f.name + kTypes[static_cast<int>(f.type)] +
           (f.optional ? "*" : "");
    if (!f.children.empty()) {
      out += "(" + shown(f.children) + ")";
    }
  }
  return out;
}

}  // namespace

TEST_CASE("the fields that a template asks for", "[fields]") {
  struct Case {
    char const* name;
    char const* body;
    char const* expect;  // [] list, {} object, ? condition, * optional
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"variables", "{{a}} {{b.c}} {{b.d}} {{a}}", "a b{}(c d)"},
      {"a default makes optional", "{{a | mac_dinh:\"x\"}}", "a*"},
      {"a list", "{{#ds}}{{ten}} {{ma}}{{/ds}}", "ds[]*(ten ma)"},
      {"a list of texts", "{{#ds}}{{.}}{{/ds}}", "ds[]*"},
      {"a condition on the text itself", "{{#ghi_chu}}({{ghi_chu}}){{/ghi_chu}}", "ghi_chu*"},
      {"a condition", "{{#co}}x{{/co}}", "co?*"},
      {"a condition around known names", "{{ten}}{{#co}}{{ten}}{{/co}}", "ten co?*"},
      {"inverted", "{{^co}}{{x}}{{/co}}", "co?* x"},
      {"outer names in a list", "{{nam}}{{#ds}}{{ma}}{{nam}}{{/ds}}", "nam ds[]*(ma)"},
      {"nested lists", "{{#a}}{{ten}}{{#b}}{{.}}{{/b}}{{/a}}", "a[]*(ten b[]*)"},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.name) {
    compile::Result const result = test::compile_body(c.body);
    REQUIRE(result.compiled);
    CHECK(shown(result.compiled->fields()) == c.expect);
    // What inspect gives as schema and as skeleton fit each other, and the skeleton fills the
    // template.
    std::string const schema = compile::infer_schema(result.compiled->fields(), "mẫu");
    std::string const skeleton = compile::sample_skeleton(result.compiled->fields());
    INFO(schema);
    INFO(skeleton);
    base::Diagnostics diagnostics;
    auto const compiled = data::Schema::compile(schema, "schema.json", diagnostics);
    REQUIRE(compiled);
    data::Document document;
    REQUIRE(document.parse(skeleton, "", {}, diagnostics));
    compiled->validate(document, "", diagnostics);
    CHECK(test::ids(diagnostics) == "");
    CHECK_FALSE(test::fill(c.body, skeleton).diagnostics.has_errors());
  }
}

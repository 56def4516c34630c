// Writes what the script beside this file judges, four lines each: the body of a template, the
// schema that is inferred of it, a value, and "1" when we call that valid, else "0".

#define CATCH_CONFIG_RUNNER  // test_support asserts by Catch2; nothing here fails by it

#include <iostream>

#include <catch2/catch.hpp>

#include "compile/generated.h"
#include "data/json_text.h"
#include "data/schema.h"
#include "support/fill.h"

using namespace thethuc;

namespace {

std::string dense(std::string const& json) {
  base::Diagnostics diagnostics;
  data::Document document;
  document.parse(json, "", {}, diagnostics);
  std::string out;
  data::append_json(out, document.root());
  return out;
}

}  // namespace

int main() {
  test::Random random{14};
  for (int round = 0; round < 500; ++round) {
    std::string const body =
        round % 2 == 0 ? test::any_template(random) : test::sensible_template(random);
    compile::Result const result = test::compile_body(body);
    if (!result.compiled) {
      continue;
    }
    std::string const json = compile::infer_schema(result.compiled->fields(), "mẫu");
    std::string const skeleton = compile::sample_skeleton(result.compiled->fields());
    base::Diagnostics diagnostics;
    auto const schema = data::Schema::compile(json, "", diagnostics);
    data::Document document;
    if (!schema || !document.parse(skeleton, "", {}, diagnostics)) {
      return 1;
    }
    test::Json data = test::Json::of(document.root());
    for (int i = 0; i < 8; ++i) {
      base::Diagnostics found;
      document.parse(data.text(), "", {}, found);
      schema->validate(document, "", found);
      std::cout << body << '\n'
                << dense(json) << '\n'
                << data.text() << '\n'
                << (found.has_errors() ? '0' : '1') << '\n';
      if (data.kind == 'o') {
        test::change(data, random);
      }
    }
  }
  return 0;
}

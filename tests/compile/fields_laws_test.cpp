// Laws of what inspect tells about a template, tried on templates and data made at random.

#include <optional>

#include <catch2/catch.hpp>

#include "compile/generated.h"
#include "data/schema.h"
#include "support/fill.h"

using namespace thethuc;
using test::Json;

namespace {

std::shared_ptr<compile::CompiledTemplate const> compiled(std::string const& body) {
  return test::compile_body(body).compiled;
}

// The document, when the data fills the template without a finding.
std::optional<std::string> filled(compile::CompiledTemplate const& tmpl, std::string const& json) {
  base::Diagnostics diagnostics;
  data::Document data;
  REQUIRE(data.parse(json, "", {}, diagnostics));
  render::Scratch scratch;
  render::Options options;
  options.deflate_level = 1;
  std::string docx;
  diagnostics.add(render::render(tmpl, data, options, scratch, docx));
  return diagnostics.empty() ? std::optional{docx} : std::nullopt;
}

bool is_valid(data::Schema const& schema, std::string const& json) {
  base::Diagnostics diagnostics;
  data::Document data;
  REQUIRE(data.parse(json, "", {}, diagnostics));
  schema.validate(data, "", diagnostics);
  return !diagnostics.has_errors();
}

// Takes members out that no tag looks at: those without which, and in whose place anything else,
// gives the same document.
void drop_idle(compile::CompiledTemplate const& tmpl, Json& data) {
  std::optional<std::string> const expected = filled(tmpl, data.text());
  for (std::size_t at = 0; at < data.all().size(); ++at) {
    for (std::size_t i = 0; data.all()[at]->kind == 'o' && i < data.all()[at]->children.size();) {
      bool idle = true;
      for (char const* probe : {"true", "false", "\"z\"", "[true]", "{}"}) {
        Json other = data;
        other.all()[at]->children[i].second = Json{probe, 's', {}};
        idle = idle && filled(tmpl, other.text()) == expected;
      }
      Json without = data;
      auto& members = without.all()[at]->children;
      members.erase(members.begin() + static_cast<std::ptrdiff_t>(i));
      if (idle && filled(tmpl, without.text()) == expected) {
        data = without;
      } else {
        ++i;
      }
    }
  }
}

struct Inspected {
  std::string body;
  std::shared_ptr<compile::CompiledTemplate const> tmpl;
  std::string schema;
  std::string skeleton;
};

std::optional<Inspected> inspected(std::string body) {
  Inspected out;
  out.body = std::move(body);
  out.tmpl = compiled(out.body);
  if (!out.tmpl) {
    return std::nullopt;  // a loop variable in no loop
  }
  out.schema = compile::infer_schema(out.tmpl->fields(), "m");
  out.skeleton = compile::sample_skeleton(out.tmpl->fields());
  return out;
}

// Tries data on the template; how many filled it.
int try_data(Inspected const& inspected, test::Random& random) {
  base::Diagnostics diagnostics;
  auto const schema = data::Schema::compile(inspected.schema, "", diagnostics);
  data::Document skeleton;
  INFO(inspected.body);
  INFO(inspected.schema);
  INFO(diagnostics.to_text(base::Language::en));
  REQUIRE(schema);
  REQUIRE(skeleton.parse(inspected.skeleton, "", {}, diagnostics));
  int filling = 0;
  for (int i = 0; i < 30; ++i) {
    Json data = i % 3 == 0 || skeleton.root().kind() != data::Kind::object
                    ? test::any_data(random)
                    : Json::of(skeleton.root());
    for (int change = i % 3; change > 0; --change) {
      test::change(data, random);
    }
    if (test::nests(data) || !filled(*inspected.tmpl, data.text())) {
      continue;
    }
    ++filling;
    if (!is_valid(*schema, data.text())) {
      drop_idle(*inspected.tmpl, data);
      INFO(inspected.body);
      INFO(inspected.schema);
      INFO(data.text());
      REQUIRE(is_valid(*schema, data.text()));
    }
  }
  return filling;
}

}  // namespace

TEST_CASE("data that fills a template is valid by the schema that is inferred", "[fields][laws]") {
  test::Random random{30};
  int filling = 0;
  for (int round = 0; round < 400; ++round) {
    auto const any = inspected(test::any_template(random));
    auto const sensible = inspected(test::sensible_template(random));
    filling += any ? try_data(*any, random) : 0;
    filling += sensible ? try_data(*sensible, random) : 0;
  }
  CHECK(filling > 4'000);
}

TEST_CASE("the skeleton fills the template, and with its inferred schema, too", "[fields][laws]") {
  test::Random random{2021};
  int tried = 0;
  for (int round = 0; round < 1'000; ++round) {
    auto const made = inspected(test::sensible_template(random));
    if (!made) {
      continue;
    }
    ++tried;
    INFO(made->body);
    INFO(made->schema);
    INFO(made->skeleton);
    REQUIRE(test::ids(test::fill(made->body, made->skeleton).diagnostics) == "");
    test::Setup setup;
    setup.compile.schema_json = made->schema;
    test::Filled const own = test::fill(made->body, made->skeleton, setup);
    INFO(own.diagnostics.to_text(base::Language::en));
    REQUIRE(test::ids(own.diagnostics) == "");
  }
  CHECK(tried > 500);
}

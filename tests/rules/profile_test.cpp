#include <catch2/catch.hpp>

#include "rules/profile.h"
#include "rules/rule_table.h"

using namespace thethuc;
using rules::Component;

TEST_CASE("the profiles that are built in are sound", "[profile]") {
  CHECK(rules::profile_ids() ==
        std::vector<std::string_view>{"nd30-2020", "tt01-2011", "hd05-vptw", "hd36-vptw", "qppl"});
  for (std::string_view id : rules::profile_ids()) {
    DYNAMIC_SECTION(id) {
      auto const profile = rules::builtin_profile(id);
      REQUIRE(profile);
      CHECK(profile->id() == id);
      CHECK(profile->component(Component::noi_dung));
      CHECK(!profile->types().empty());
      CHECK(!profile->short_title().empty());
    }
  }
  CHECK(!rules::builtin_profile("nd31"));
}

TEST_CASE("what profiles differ in", "[profile]") {
  struct Case {
    char const* profile;
    Component component;
    double min;
    double max;
    bool bold;
    bool italic;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"nd30-2020", Component::quoc_hieu, 12, 13, true, false},
      {"nd30-2020", Component::can_cu, 13, 14, false, true},
      {"tt01-2011", Component::can_cu, 13, 14, false, false},
      {"tt01-2011", Component::ten_loai, 14, 14, true, false},
      {"hd05-vptw", Component::ten_loai, 15, 16, true, false},
      {"hd05-vptw", Component::chuc_vu, 14, 14, false, false},
      {"hd36-vptw", Component::tieu_de_dang, 15, 15, true, false},
      {"qppl", Component::tieu_ngu, 13, 14, true, false},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.profile << " " << rules::component_id(c.component)) {
    rules::ComponentSpec const* const spec =
        rules::builtin_profile(c.profile)->component(c.component);
    REQUIRE(spec);
    REQUIRE(spec->size_pt);
    CHECK(spec->size_pt->min == c.min);
    CHECK(spec->size_pt->max == c.max);
    CHECK(spec->bold == c.bold);
    CHECK(spec->italic == c.italic);
  }
}

TEST_CASE("each rule of a profile is a row of the table", "[profile]") {
  for (std::string_view id : rules::profile_ids()) {
    auto const profile = rules::builtin_profile(id);
    for (rules::RuleRow const& row : rules::rule_table()) {
      CHECK(!row.title.vi.empty());
      CHECK(!row.title.en.empty());
      CHECK(!row.hint.vi.empty());
      CHECK(!row.hint.en.empty());
    }
    for (std::string const& rule : profile->rule_ids()) {
      INFO(id << " " << rule);
      bool is_there = false;
      for (rules::RuleRow const& row : rules::rule_table()) {
        is_there = is_there || row.id == rule;
      }
      CHECK(is_there);
    }
  }
  CHECK(rules::builtin_profile("nd30-2020")->rule_ids().size() == 64);
}

TEST_CASE("what is no profile is told", "[profile]") {
  for (char const* json :
       {"", "{}", "[1]", R"({"profiles":{}})", R"({"profiles":{"a":{},"b":{}}})"}) {
    base::Diagnostics out;
    CHECK(!rules::Profile::parse(json, "x.json", out));
    CHECK(out.has_errors());
  }
}

#include <catch2/catch.hpp>

#include "rules/profile.h"
#include "rules/rule_table.h"
#include "rules/written_document.h"

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

namespace {

// A small profile; `from` becomes `to` in its text.
std::string profile_json(std::string_view from = "", std::string_view to = "") {
  std::string text = R"({"profiles":{"rieng":{"title":"Quy định riêng",
    "page":{"margins_mm":{"top":{"min":20,"max":25},"bottom":{"min":20,"max":25},
                          "left":{"min":30,"max":35},"right":{"min":15,"max":20}},
            "font":{"family":"Times New Roman"}},
    "components":{"noi_dung":{"size_pt":{"min":13,"max":14},"bold":false,"case":"as_is"}},
    "rules":[{"id":"PAGE-02","severity":"error","confidence":"confirmed"}]}}})";
  return from.empty() ? text : test::changed(std::move(text), from, to);
}

}  // namespace

TEST_CASE("a profile of one's own", "[profile]") {
  base::Diagnostics out;
  auto const profile = rules::Profile::parse(profile_json(), "rieng.json", out);
  REQUIRE(profile);
  CHECK(out.entries().empty());
  CHECK(profile->id() == "rieng");
  CHECK(profile->page().left_mm.min == 30);
  CHECK(profile->component(Component::noi_dung)->size_pt->max == 14);
  CHECK(profile->rule("PAGE-02"));
}

TEST_CASE("what is no profile is told", "[profile]") {
  struct Row {
    char const* name;
    std::string json;
    base::Id id;
    char const* pointer;
    char const* message;
  };
  using base::Id;
  std::string const whole = profile_json();
  // clang-format off
  auto const row = GENERATE_COPY(values<Row>({
      {"no JSON", "", Id::json_syntax, "", ""},
      {"a list", "[1]", Id::profile_value, "", "expected exactly one profile for \"profiles\", found nothing"},
      {"no profile", R"({"profiles":{}})", Id::profile_value, "", "expected exactly one profile for \"profiles\", found an object of 0 members"},
      {"two profiles", R"({"profiles":{"a":{},"b":{}}})", Id::profile_value, "", "found an object of 2 members"},
      {"no components", profile_json("components", "component"), Id::profile_value, "/profiles/rieng", "expected components for \"components\", found nothing"},
      {"no rules", profile_json("\"rules\":[", "\"quy_tac\":["), Id::profile_value, "/profiles/rieng", "expected a list of rules for \"rules\", found nothing"},
      {"no page", profile_json("\"page\"", "\"trang\""), Id::profile_value, "/profiles/rieng", "expected the page's layout for \"page\""},
      {"no margin", profile_json("\"left\"", "\"trai\""), Id::profile_value, "/profiles/rieng/page/margins_mm", "for \"left\", found nothing"},
      {"a margin as a number", profile_json(R"({"min":30,"max":35})", "30"), Id::profile_value, "/profiles/rieng/page/margins_mm/left", "for \"left\", found \"30\""},
      {"a range upside down", profile_json(R"("min":30)", R"("min":40)"), Id::profile_value, "/profiles/rieng/page/margins_mm/left", "a number not below it}"},
      {"bold as text", profile_json("\"bold\":false", "\"bold\":\"không\""), Id::profile_value, "/profiles/rieng/components/noi_dung/bold", "expected true or false for \"bold\", found \"không\""},
      {"a size without an end", profile_json(R"({"min":13,"max":14})", R"({"min":13})"), Id::profile_value, "/profiles/rieng/components/noi_dung/size_pt", "for \"size_pt\", found an object"},
      {"an unknown case", profile_json("as_is", "hoa"), Id::profile_value, "/profiles/rieng/components/noi_dung/case", "mixed or as_is for \"case\", found \"hoa\""},
      {"an unknown severity", profile_json("\"error\"", "\"lỗi\""), Id::profile_value, "/profiles/rieng/rules/0/severity", "expected error, warning or info for \"severity\", found \"lỗi\""},
      {"a rule without an id", profile_json("\"id\"", "\"ten\""), Id::profile_value, "/profiles/rieng/rules/0", "expected a rule, such as SO-01 for \"id\", found nothing"},
  }));
  // clang-format on
  DYNAMIC_SECTION(row.name) {
    base::Diagnostics out;
    CHECK(!rules::Profile::parse(row.json, "rieng.json", out));
    INFO(out.to_text(base::Language::en));
    REQUIRE(out.entries().size() == 1);
    CHECK(out.entries()[0].id == row.id);
    CHECK(out.entries()[0].data_pointer == row.pointer);
    CHECK(out.to_text(base::Language::en).find(row.message) != std::string::npos);
  }
}

TEST_CASE("names that the checker does not know are told, and the profile holds", "[profile]") {
  struct Row {
    char const* from;
    char const* to;
    char const* pointer;
    char const* message;
  };
  auto const row = GENERATE(values<Row>(
      {{"noi_dung",
        "noi_dug",
        "/profiles/rieng/components/noi_dug",
        "there is no component \"noi_dug\""},
       {"PAGE-02", "PAGE-20", "/profiles/rieng/rules/0/id", "there is no rule \"PAGE-20\""}}));
  base::Diagnostics out;
  CHECK(rules::Profile::parse(profile_json(row.from, row.to), "rieng.json", out));
  REQUIRE(out.entries().size() == 1);
  CHECK(out.entries()[0].id == base::Id::profile_name_unknown);
  CHECK(out.entries()[0].data_pointer == row.pointer);
  std::string const text = out.to_text(base::Language::en);
  CHECK(text.find(row.message) != std::string::npos);
  CHECK(text.find("did you mean") != std::string::npos);
}

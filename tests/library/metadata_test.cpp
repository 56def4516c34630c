#include "library/metadata.h"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

using thethuc::base::Diagnostics;
using thethuc::base::Id;
using thethuc::library::Metadata;
using thethuc::library::read_metadata;

TEST_CASE("template.json is read whole", "[metadata]") {
  Diagnostics out;
  std::optional<Metadata> const metadata = read_metadata(
      R"({"id":"bao-cao","name":"Báo cáo","abbreviation":"BC","group":"reports","profile":"nd30-2020",
          "description":"Báo cáo định kỳ","samples":["bao-cao/mot.json","bao-cao/hai.json"]})",
      "templates/bao-cao/template.json",
      "bao-cao",
      out);
  CHECK(out.empty());
  REQUIRE(metadata);
  CHECK(metadata->id == "bao-cao");
  CHECK(metadata->name == "Báo cáo");
  CHECK(metadata->abbreviation == "BC");
  CHECK(metadata->group == "reports");
  CHECK(metadata->profile == "nd30-2020");
  CHECK(metadata->profiles == std::vector<std::string>{"nd30-2020"});
  CHECK(metadata->description == "Báo cáo định kỳ");
  CHECK(metadata->samples == std::vector<std::string>{"bao-cao/mot.json", "bao-cao/hai.json"});
}

TEST_CASE("template.json may name several profiles", "[metadata]") {
  Diagnostics out;
  std::optional<Metadata> const metadata = read_metadata(
      R"({"id":"a","name":"A","profile":"p","profiles":["q","p"]})", "t.json", "a", out);
  CHECK(out.empty());
  REQUIRE(metadata);
  CHECK(metadata->profile == "p");
  CHECK(metadata->profiles == std::vector<std::string>{"q", "p"});
}

TEST_CASE("a type may be called otherwise under a profile", "[metadata]") {
  Diagnostics out;
  std::optional<Metadata> const metadata =
      read_metadata(R"({"id":"a","name":"A","profile":"p","profiles":["p","q"],"names":{"q":"B"}})",
                    "t.json",
                    "a",
                    out);
  CHECK(out.empty());
  REQUIRE(metadata);
  CHECK(metadata->name_under("p") == "A");
  CHECK(metadata->name_under("q") == "B");
}

TEST_CASE("mistakes in template.json", "[metadata]") {
  struct Case {
    char const* name;
    char const* json;
    Id id;
    char const* pointer;
    char const* message;  // "" when the message is another module's
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"no name", R"({"id":"a","profile":"p"})", Id::template_json_value, "", "expected text for \"name\", found nothing"},
      {"a number as name", R"({"id":"a","name":5,"profile":"p"})", Id::template_json_value, "/name", "expected text for \"name\", found a number"},
      {"an empty name", R"({"id":"a","name":"","profile":"p"})", Id::template_json_value, "/name", "expected text for \"name\", found an empty text"},
      {"another id", R"({"id":"b","name":"A","profile":"p"})", Id::template_json_value, "/id", "expected the folder's name \"a\" for \"id\", found \"b\""},
      {"a profile that leaves the folder", R"({"id":"a","name":"A","profile":"../p"})", Id::template_json_value, "/profile", "expected the name of a folder in _base for \"profile\", found \"../p\""},
      {"the folder above as profile", R"({"id":"a","name":"A","profile":".."})", Id::template_json_value, "/profile", "expected the name of a folder in _base for \"profile\", found \"..\""},
      {"names that are text", R"({"id":"a","name":"A","profile":"p","names":"B"})", Id::template_json_value, "/names", "expected an object of texts for \"names\", found text"},
      {"a name that is a number", R"({"id":"a","name":"A","profile":"p","names":{"p":1}})", Id::template_json_value, "/names/p", "expected an object of texts for \"names\", found a number"},
      {"a name under a profile of others", R"({"id":"a","name":"A","profile":"p","names":{"q":"B"}})", Id::template_json_value, "/names/q", "expected names of profiles among p for \"names\", found \"q\""},
      {"profiles without the profile", R"({"id":"a","name":"A","profile":"p","profiles":["q"]})", Id::template_json_value, "/profiles", "expected a list with the profile \"p\" for \"profiles\", found \"q\""},
      {"no profiles", R"({"id":"a","name":"A","profile":"p","profiles":[]})", Id::template_json_value, "/profiles", "expected a list with the profile \"p\" for \"profiles\", found \"\""},
      {"profiles that are text", R"({"id":"a","name":"A","profile":"p","profiles":"p"})", Id::template_json_value, "/profiles", "expected a list of texts for \"profiles\", found text"},
      {"profiles with a path", R"({"id":"a","name":"A","profile":"p","profiles":["p","../q"]})", Id::template_json_value, "/profiles/1", "expected the name of a folder in _base for \"profiles\", found \"../q\""},
      {"samples that are text", R"({"id":"a","name":"A","profile":"p","samples":"x"})", Id::template_json_value, "/samples", "expected a list of texts for \"samples\", found text"},
      {"a sample that is a number", R"({"id":"a","name":"A","profile":"p","samples":["x",7]})", Id::template_json_value, "/samples/1", "expected a list of texts for \"samples\", found a number"},
      {"no JSON", "{", Id::json_syntax, "", ""},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.name) {
    Diagnostics out;
    CHECK_FALSE(read_metadata(c.json, "t.json", "a", out));
    REQUIRE(out.entries().size() == 1);
    CHECK(out.entries()[0].id == c.id);
    CHECK(out.entries()[0].place.file == "t.json");
    CHECK(out.entries()[0].data_pointer == c.pointer);
    if (c.message[0]) {
      CHECK(thethuc::base::message(out.entries()[0], thethuc::base::Language::en) == c.message);
    }
  }
}

TEST_CASE("all mistakes come at once", "[metadata]") {
  Diagnostics out;
  CHECK_FALSE(read_metadata(R"({"nam":"A","samples":{}})", "t.json", "a", out));
  CHECK(out.error_count() == 4);  // id, name, profile, samples
  CHECK(out.entries().size() == 5);
}

TEST_CASE("an unknown key is a warning with the nearest known one", "[metadata]") {
  Diagnostics out;
  CHECK(
      read_metadata(R"({"id":"a","name":"A","profile":"p","descripton":"x"})", "t.json", "a", out));
  REQUIRE(out.entries().size() == 1);
  CHECK(out.entries()[0].id == Id::template_json_key_unknown);
  CHECK(out.entries()[0].arg("nearest") == "description");
}

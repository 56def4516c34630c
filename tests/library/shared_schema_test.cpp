#include "library/shared_schema.h"

#include <string>

#include <catch2/catch.hpp>

#include "compile/template.h"
#include "data/json_text.h"
#include "library/library.h"
#include "support/diagnostic_ids.h"
#include "template_folders.h"

using namespace thethuc;
using library::bundle_schema;
using library::testing::document_xml;
using library::testing::TemplateFolders;

namespace {

constexpr char const* kShared = R"({"$defs": {
  "ngay": {"type": "string", "format": "date", "title": "Ngày"},
  "doan": {"type": "object", "properties": {"noi_dung": {"$ref": "#/$defs/chu"},
           "doan": {"type": "array", "items": {"$ref": "#/$defs/doan"}}}},
  "chu": {"type": "string"},
  "ngoai": {"$ref": "khac.json#/$defs/so"},
  "vi_du": {"type": "object", "examples": [{"$ref": "x.json"}]}}})";

std::string bundled(TemplateFolders const& folders, std::string const& json) {
  base::Diagnostics out;
  std::string const bundle = bundle_schema(json, folders.path(), "thu", "", {}, out).json;
  INFO(out.to_text(base::Language::en));
  CHECK(out.empty());
  return bundle;
}

}  // namespace

TEST_CASE("what a schema refers to in _schema is bundled into it", "[schema]") {
  TemplateFolders const folders;
  folders.write("_schema/chung.json", kShared);
  folders.write("_schema/khac.json", R"({"$defs": {"so": {"type": "integer"}}})");
  struct Case {
    char const* name;
    char const* json;
    char const* expected;
  };
  auto const c = GENERATE(values<Case>({
      {"one, with a title of its own",
       R"({"properties":{"a":{"$ref":"../_schema/chung.json#/$defs/ngay","title":"A"}}})",
       R"({"properties":{"a":{"$ref":"#/$defs/chung.ngay","title":"A"}},"$defs":{"chung.ngay":{"type":"string","format":"date","title":"Ngày"}}})"},
      {"what it refers to, itself too",
       R"({"items":{"$ref":"../_schema/chung.json#/$defs/doan"},"$defs":{"x":true}})",
       R"({"items":{"$ref":"#/$defs/chung.doan"},"$defs":{"x":true,"chung.doan":{"type":"object","properties":{"noi_dung":{"$ref":"#/$defs/chung.chu"},"doan":{"type":"array","items":{"$ref":"#/$defs/chung.doan"}}}},"chung.chu":{"type":"string"}}})"},
      {"from file to file, in alternatives",
       R"({"anyOf":[{"$ref":"../_schema/chung.json#/$defs/ngoai"}]})",
       R"({"anyOf":[{"$ref":"#/$defs/chung.ngoai"}],"$defs":{"chung.ngoai":{"$ref":"#/$defs/khac.so"},"khac.so":{"type":"integer"}}})"},
      {"in what is on condition",
       R"({"if":{"$ref":"../_schema/chung.json#/$defs/chu"},"then":{"items":{"$ref":"../_schema/khac.json#/$defs/so"}},"else":{"$ref":"../_schema/chung.json#/$defs/chu"}})",
       R"({"if":{"$ref":"#/$defs/chung.chu"},"then":{"items":{"$ref":"#/$defs/khac.so"}},"else":{"$ref":"#/$defs/chung.chu"},"$defs":{"chung.chu":{"type":"string"},"khac.so":{"type":"integer"}}})"},
      {"from $defs, by a name that is taken",
       R"({"$defs":{"chung.chu":{"$ref":"../_schema/chung.json#/$defs/chu"}}})",
       R"({"$defs":{"chung.chu":{"$ref":"#/$defs/chung.chu_"},"chung.chu_":{"type":"string"}}})"},
      {"a place within a schema",
       R"({"items":{"$ref":"../_schema/chung.json#/$defs/doan/properties/noi_dung"}})",
       R"({"items":{"$ref":"#/$defs/chung.doan.properties.noi_dung"},"$defs":{"chung.doan.properties.noi_dung":{"$ref":"#/$defs/chung.chu"},"chung.chu":{"type":"string"}}})"},
      {"examples are data",
       R"({"items":{"$ref":"../_schema/chung.json#/$defs/vi_du"}})",
       R"({"items":{"$ref":"#/$defs/chung.vi_du"},"$defs":{"chung.vi_du":{"type":"object","examples":[{"$ref":"x.json"}]}}})"},
  }));
  DYNAMIC_SECTION(c.name) {
    CHECK(bundled(folders, c.json) == data::pretty_json(c.expected) + "\n");
  }
}

TEST_CASE("a profile's shared schema takes the place of the one of that name", "[schema]") {
  TemplateFolders const folders;
  folders.write("_schema/chung.json",
                R"({"$defs":{"a":{"type":"string"},"b":{"items":{"$ref":"#/$defs/a"}}}})");
  folders.write("_schema/dang/chung.json",
                R"({"$defs":{"a":{"$ref":"../chung.json#/$defs/a","pattern":"/"},
                             "c":{"$ref":"#/$defs/b"}}})");
  struct Case {
    char const* name;
    char const* profile;
    char const* reference;
    char const* definitions;
  };
  auto const c = GENERATE(values<Case>({
      {"without a profile", "", "a", R"("chung.a":{"type":"string"})"},
      {"a profile that has no such file", "nha-nuoc", "a", R"("chung.a":{"type":"string"})"},
      {"the profile's, which adds to the shared one",
       "dang",
       "a",
       R"("chung.a":{"$ref":"#/$defs/chung.a_","pattern":"/"},"chung.a_":{"type":"string"})"},
      {"from the shared file",
       "dang",
       "b",
       R"("chung.b":{"items":{"$ref":"#/$defs/chung.a"}},"chung.a":{"$ref":"#/$defs/chung.a_","pattern":"/"},"chung.a_":{"type":"string"})"},
      {"from the profile's to what it does not have",
       "dang",
       "c",
       R"("chung.c":{"$ref":"#/$defs/chung.b"},"chung.b":{"items":{"$ref":"#/$defs/chung.a"}},"chung.a":{"$ref":"#/$defs/chung.a_","pattern":"/"},"chung.a_":{"type":"string"})"},
  }));
  DYNAMIC_SECTION(c.name) {
    base::Diagnostics out;
    std::string const json =
        std::string{R"({"items":{"$ref":"../_schema/chung.json#/$defs/)"} + c.reference + R"("}})";
    std::string const bundle = bundle_schema(json, folders.path(), "thu", c.profile, {}, out).json;
    CHECK(test::ids_of(out) == "");
    CHECK(bundle == data::pretty_json(std::string{R"({"items":{"$ref":"#/$defs/chung.)"} +
                                      c.reference + R"("},"$defs":{)" + c.definitions + "}}") +
                        "\n");
  }
}

TEST_CASE("a schema without references to other files stays as it is", "[schema]") {
  TemplateFolders const folders;
  for (char const* json : {R"({"$ref": "#/$defs/a",   "$defs": {"a": true}})",
                           R"({"properties": {"$ref": {"type": "string"}}})",
                           R"({"examples": [{"$ref": "x.json"}]})",
                           "true",
                           "{"}) {
    CHECK(bundled(folders, json) == json);
  }
}

TEST_CASE("references that lead nowhere", "[schema]") {
  TemplateFolders const folders;
  folders.write("_schema/chung.json", kShared);
  folders.write("_schema/hong.json", "{");
  folders.write("bi-mat.json", "{}");
  std::filesystem::create_symlink("../bi-mat.json", folders.path() / "_schema/lien-ket.json");
  struct Case {
    char const* name;
    char const* reference;
    char const* ids;
    char const* nearest;
  };
  auto const c = GENERATE(values<Case>({
      {"no such file",
       "../_schema/chug.json#/$defs/ngay",
       "schema_ref_file",
       "../_schema/chung.json"},
      {"not in _schema", "../bi-mat.json", "schema_ref_file", ""},
      {"beside the template", "khac.json", "schema_ref_file", ""},
      {"far away", "../../../../../../etc/passwd", "schema_ref_file", ""},
      {"absolute", "/etc/passwd", "schema_ref_file", ""},
      {"an address", "https://example.org/a.json", "schema_ref_file", ""},
      {"a link", "../_schema/lien-ket.json", "schema_ref_file", ""},
      {"no such schema",
       "../_schema/chung.json#/$defs/nga",
       "schema_bad_ref",
       "../_schema/chung.json#/$defs/ngay"},
      {"no pointer", "../_schema/chung.json#ngay", "schema_bad_ref", ""},
  }));
  DYNAMIC_SECTION(c.name) {
    base::Diagnostics out;
    std::string const json =
        std::string{R"({"$defs":{"x":{"$ref":")"} + c.reference + R"(","title":"X"}}})";
    std::string const bundle = bundle_schema(json, folders.path(), "thu", "", {}, out).json;
    REQUIRE(test::ids_of(out) == c.ids);
    base::Diagnostic const& d = out.entries()[0];
    CHECK(d.place.file == (folders.path() / "thu/schema.json").string());
    CHECK(d.data_pointer == "/$defs/x/$ref");
    if (c.nearest[0]) {
      CHECK(d.arg("nearest") == c.nearest);
    }
    CHECK(bundle == data::pretty_json(R"({"$defs":{"x":{"title":"X"}}})") + "\n");
  }
  SECTION("a file that is no JSON is told once") {
    base::Diagnostics out;
    bundle_schema(
        R"({"anyOf":[{"$ref":"../_schema/hong.json#/a"},{"$ref":"../_schema/hong.json"}]})",
        folders.path(),
        "thu",
        "",
        {},
        out);
    REQUIRE(test::ids_of(out) == "json_syntax");
    CHECK(out.entries()[0].place.file == (folders.path() / "_schema/hong.json").string());
  }
}

TEST_CASE("mistakes in a shared schema are told as its file's", "[schema]") {
  TemplateFolders const folders;
  folders.write("_schema/chung.json",
                R"({"$defs": {"ten": {"type": "strin"}, "ho": {"minlength": 1}}})");
  folders.write("thu/schema.json",
                R"({"properties": {"ho_ten": {"$ref": "../_schema/chung.json#/$defs/ten"},
                    "ho": {"$ref": "../_schema/chung.json#/$defs/ho"}, "x": {"type": "y"}}})");
  base::Diagnostics out;
  auto source = library::open_template("thu", folders.path(), out);
  REQUIRE(source);
  auto const result =
      compile::compile(std::move(source->package), source->partials, source->options);
  REQUIRE(result.diagnostics.entries().size() == 3);
  std::string const shared = (folders.path() / "_schema/chung.json").string();
  CHECK(result.diagnostics.entries()[0].place.file ==
        (folders.path() / "thu/schema.json").string());
  CHECK(result.diagnostics.entries()[0].data_pointer == "/properties/x/type");
  CHECK(result.diagnostics.entries()[1].place.file == shared);
  CHECK(result.diagnostics.entries()[1].data_pointer == "/$defs/ten/type");
  CHECK(result.diagnostics.entries()[2].place.file == shared);
  CHECK(result.diagnostics.entries()[2].data_pointer == "/$defs/ho/minlength");
}

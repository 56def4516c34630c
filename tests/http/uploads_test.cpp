// Uploaded templates as they lie in a folder, and the data that two of their versions are compared
// by.

#include <filesystem>
#include <fstream>
#include <string>

#include <catch2/catch.hpp>

#include "http/api/template_store.h"
#include "http/api/version_data.h"
#include "http/remedies.h"
#include "support/docx_fixture.h"
#include "support/folder_of_test.h"

using namespace thethuc;
using namespace thethuc::http;

namespace {

struct Folder {
  test::FolderOfTest place;
  std::filesystem::path const library = place.path() / "templates";
  std::filesystem::path const uploads = place.path() / "uploads";

  Folder() { std::filesystem::create_directories(library); }
  TemplateStore store(UploadLimits limits = {}) const {
    return TemplateStore{library, {}, uploads, limits};
  }
};

std::string docx(std::string const& words) {
  return test::make_docx("<w:p><w:r><w:t>" + words + "</w:t></w:r></w:p>");
}

TemplateStore::Change put(TemplateStore& store, std::string const& id, std::string const& words) {
  std::string const bytes = docx(words);
  return store.put(
      store.compile_upload(id, bytes), bytes, [](StoredTemplate const*) { return true; });
}

}  // namespace

TEST_CASE("an upload is compiled once for each version", "[uploads]") {
  Folder const folder;
  TemplateStore store = folder.store();
  REQUIRE(put(store, "a", "Gửi {{ten}}") == TemplateStore::Change::done);
  REQUIRE(put(store, "b", "Kính gửi {{ten}}") == TemplateStore::Change::done);
  auto const a = store.find("a", "");
  auto const b = store.find("b", "");
  base::Diagnostics found;
  CHECK_FALSE(store.reload(false, found));
  CHECK(store.reload(true, found));
  CHECK(store.find("a", "") == a);
  CHECK(store.find("b", "") == b);

  // Another service over the same folder.
  TemplateStore other = folder.store();
  REQUIRE(put(other, "b", "Thân gửi {{ten}}") == TemplateStore::Change::done);
  REQUIRE(other.remove("a", [](StoredTemplate const*) { return true; }) ==
          TemplateStore::Change::done);
  CHECK(store.reload(false, found));
  CHECK(store.find("a", "") == nullptr);
  CHECK(store.find("b", "") != b);
  CHECK(store.find("b", "")->version == other.find("b", "")->version);

  // What another puts is seen, though one puts something oneself in between.
  REQUIRE(put(other, "c", "Gửi {{ten}}") == TemplateStore::Change::done);
  REQUIRE(put(store, "d", "Gửi {{ten}}") == TemplateStore::Change::done);
  CHECK(store.find("c", "") == nullptr);
  CHECK(store.reload(false, found));
  CHECK(store.find("c", "") != nullptr);

  // Its partials are of the library.
  auto const d = store.find("d", "");
  std::ofstream{folder.library / "README.md"} << "changed";
  CHECK(store.reload(false, found));
  CHECK(store.find("d", "") != d);
  CHECK(found.empty());
}

TEST_CASE("the latest versions are kept", "[uploads]") {
  Folder const folder;
  UploadLimits limits;
  limits.max_versions = 2;
  TemplateStore store = folder.store(limits);
  for (char const* words : {"Một", "Hai", "Một", "Ba"}) {
    REQUIRE(put(store, "a", words) == TemplateStore::Change::done);
  }
  auto const kept = store.versions("a");
  REQUIRE(kept.size() == 2);
  CHECK(kept[0].number == 3);
  CHECK(kept[1].number == 4);
  CHECK(kept[1].version == upload_version(docx("Ba")));

  // Numbers go on when they need another digit.
  std::filesystem::rename(kept[1].file,
                          kept[1].file.parent_path() / ("999999-" + kept[1].version + ".docx"));
  REQUIRE(put(store, "a", "Bốn") == TemplateStore::Change::done);
  CHECK(store.versions("a").back().number == 1'000'000);
  CHECK(folder.store().find("a", "")->version == upload_version(docx("Bốn")));
}

TEST_CASE("data of two versions become one", "[uploads]") {
  struct Case {
    char const* first;
    char const* second;
    char const* merged;
  };
  auto const c = GENERATE(values<Case>({
      {R"({"a":"x"})", R"({"b":"y"})", R"({"a":"x","b":"y"})"},
      {R"({"a":"x"})", R"({"a":"y"})", R"({"a":"x"})"},
      {R"({"a":{"b":1.50}})", R"({"a":{"c":true}})", R"({"a":{"b":1.50,"c":true}})"},
      {R"({"a":[{"b":"x"},{"b":"y"}]})",
       R"({"a":[{"c":null}]})",
       R"({"a":[{"b":"x","c":null},{"b":"y"}]})"},
      {R"({"a":[]})", R"({"a":["x"]})", R"({"a":["x"]})"},
      {R"({"a":"x"})", R"({"a":["y"]})", R"({"a":"x"})"},  // of different kinds
      {R"({"a":[["x"]]})", R"({"a":{"b":"y"}})", R"({"a":[["x"]]})"},
      {"{", R"({"b":"y"})", R"({"b":"y"})"},
      {R"({"a":"x"})", "", R"({"a":"x"})"},
      {"", "[]", "{}"},
  }));
  DYNAMIC_SECTION(c.first << " " << c.second) {
    CHECK(merged_data(c.first, c.second, {}) == c.merged);
  }
}

TEST_CASE("no remedy of a client is an option of the command line", "[remedies]") {
  for (base::Id const id : {base::Id::record_no_name,
                            base::Id::record_name_taken,
                            base::Id::record_profile,
                            base::Id::data_legacy_text,
                            base::Id::legacy_text_in_font,
                            base::Id::legacy_font,
                            base::Id::convert_crashed,
                            base::Id::diff_sides,
                            base::Id::diff_no_data}) {
    CAPTURE(base::id_name(id));
    base::Diagnostic const d = base::diagnose(id, {}, {}, {{"option", "--convert-legacy"}});
    for (base::Language const language : {base::Language::vi, base::Language::en}) {
      CHECK(base::hint(d, language).find("--") != std::string::npos);
      CHECK_FALSE(remedy(d, language).empty());
      CHECK(remedy(d, language).find("--") == std::string::npos);
    }
  }
  base::Diagnostic const limited =
      base::diagnose(base::Id::xml_too_deep, {}, {}, {{base::kLimitName, "xml-depth"}});
  CHECK(remedy(limited, base::Language::en).find("have the limit xml-depth raised by who runs") !=
        std::string::npos);
  CHECK(diagnostic_json(limited, base::Language::en).find("--limit") == std::string::npos);
}

#include "library/profile.h"

#include <string>

#include <catch2/catch.hpp>

#include "library/library.h"
#include "support/diagnostic_ids.h"
#include "template_folders.h"

using namespace thethuc;
using library::open_template;
using library::profile_of_data;
using library::profile_option;
using library::ProfileRequest;
using library::TemplateSource;
using library::testing::document_xml;
using library::testing::kWordNamespace;
using library::testing::TemplateFolders;

namespace {

constexpr std::string_view kRelationships =
    R"(xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships")";

// The template `thu` in two profiles, toi-gian and rong, whose pages and partials differ.
void add_profiles(TemplateFolders const& folders) {
  namespace fs = std::filesystem;
  fs::copy(folders.path() / "_base/toi-gian",
           folders.path() / "_base/rong",
           fs::copy_options::recursive);
  for (auto const& [profile, width] :
       {std::pair{"toi-gian", "11906"}, std::pair{"rong", "20000"}}) {
    folders.write(std::string{"_base/"} + profile + "/section.xml",
                  "<w:sectPr " + std::string{kWordNamespace} + "><w:pgSz w:w=\"" + width +
                      "\" w:h=\"16838\"/></w:sectPr>");
  }
  folders.write("thu/template.json",
                R"({"id":"thu","name":"Thư","profile":"toi-gian","profiles":["toi-gian","rong"]})");
  folders.write("thu/document.xml",
                "<w:document " + std::string{kWordNamespace} +
                    "><w:body><w:p><w:r><w:t>{{> ky}}</w:t></w:r></w:p><w:sectPr/></w:body>"
                    "</w:document>");
  folders.write("_partials/ky.xml", "<w:body>chung</w:body>");
  folders.write("_partials/rong/ky.xml", "<w:body>rong</w:body>");
  folders.write("_partials/rong/rieng.xml", "<w:body>rieng</w:body>");
}

data::Document parsed(std::string_view json) {
  base::Diagnostics out;
  data::Document document;
  REQUIRE(document.parse(json, "", {}, out));
  return document;
}

}  // namespace

TEST_CASE("a template is opened under the profile that is asked for", "[profile]") {
  TemplateFolders const folders;
  add_profiles(folders);
  struct Case {
    char const* name;
    std::optional<ProfileRequest> request;
    char const* profile;
    char const* width;
    char const* partial;
    bool has_own_partial;
  };
  auto const c = GENERATE(values<Case>({
      {"none", std::nullopt, "toi-gian", "11906", "_partials/ky.xml", false},
      {"its own", profile_option("toi-gian"), "toi-gian", "11906", "_partials/ky.xml", false},
      {"another", profile_option("rong"), "rong", "20000", "_partials/rong/ky.xml", true},
      {"the data's",
       profile_of_data(parsed(R"({"$profile":"rong"})").root(), "d.json"),
       "rong",
       "20000",
       "_partials/rong/ky.xml",
       true},
      {"null is none",
       profile_of_data(parsed(R"({"$profile":null})").root(), "d.json"),
       "toi-gian",
       "11906",
       "_partials/ky.xml",
       false},
  }));
  DYNAMIC_SECTION(c.name) {
    base::Diagnostics out;
    auto const source = open_template("thu", folders.path(), out, {}, c.request);
    INFO(out.to_text(base::Language::en));
    REQUIRE(source);
    CHECK(out.empty());
    CHECK(source->profile == c.profile);
    CHECK(source->metadata.profile == "toi-gian");
    CHECK(source->package.find("/word/document.xml")->bytes.find(c.width) != std::string::npos);
    CHECK_FALSE(source->package.find("/section.xml"));
    CHECK(source->partials("ky")->file_name == (folders.path() / c.partial).string());
    CHECK(source->partials("rieng").has_value() == c.has_own_partial);
  }
}

TEST_CASE("a profile that the template does not have", "[profile]") {
  TemplateFolders const folders;
  add_profiles(folders);
  struct Case {
    char const* name;
    ProfileRequest request;
    char const* file;  // "": the template
    char const* pointer;
    char const* message;
  };
  char const* const kJson = R"({"$profile":["rong"]})";
  auto const c = GENERATE_COPY(values<Case>({
      {"by option",
       profile_option("rongg"),
       "",
       "",
       "expected one of the template's profiles toi-gian, rong, found \"rongg\""},
      {"by data",
       *profile_of_data(parsed(R"({"$profile":"khac"})").root(), "d.json"),
       "d.json",
       "/$profile",
       "expected one of the template's profiles toi-gian, rong, found \"khac\""},
      {"no text",
       *profile_of_data(parsed(kJson).root(), "d.json"),
       "d.json",
       "/$profile",
       "expected one of the template's profiles toi-gian, rong, found a list"},
  }));
  DYNAMIC_SECTION(c.name) {
    base::Diagnostics out;
    // The rest of it can be looked at all the same.
    auto const source = open_template("thu", folders.path(), out, {}, c.request);
    REQUIRE(source);
    CHECK(source->profile == "toi-gian");
    REQUIRE(test::ids_of(out) == "profile_unsupported");
    base::Diagnostic const& d = out.entries()[0];
    CHECK(d.place.file == (c.file[0] ? c.file : (folders.path() / "thu").string()));
    CHECK(d.data_pointer == c.pointer);
    CHECK(base::message(d, base::Language::en) == c.message);
  }
}

TEST_CASE("each profile that template.json names must be there", "[profile]") {
  TemplateFolders const folders;
  folders.write("thu/template.json",
                R"({"id":"thu","name":"Thư","profile":"toi-gian","profiles":["khac","toi-gian"]})");
  base::Diagnostics out;
  CHECK_FALSE(open_template("thu", folders.path(), out));
  REQUIRE(test::ids_of(out) == "template_base_not_found");
  CHECK(out.entries()[0].data_pointer == "/profiles/0");
}

TEST_CASE("section properties of fragments are the profile's, too", "[profile]") {
  TemplateFolders const folders;
  add_profiles(folders);
  folders.write("_partials/ngang.xml",
                "<w:body " + std::string{kWordNamespace} +
                    "><w:p><w:pPr><w:sectPr><w:pgSz w:orient=\"landscape\"/></w:sectPr></w:pPr>"
                    "</w:p></w:body>");
  base::Diagnostics out;
  auto const source = open_template("thu", folders.path(), out, {}, profile_option("rong"));
  REQUIRE(source);
  CHECK(source->partials("ngang")->xml.find(
            R"(<w:pgSz w:w="16838" w:h="20000" w:orient="landscape"/>)") != std::string::npos);
}

TEST_CASE("section.xml may refer to what the main part has a relationship to", "[profile]") {
  TemplateFolders const folders;
  std::string const section =
      "<w:sectPr " + std::string{kWordNamespace} + " " + std::string{kRelationships};
  folders.write("thu/document.xml",
                "<w:document " + std::string{kWordNamespace} +
                    "><w:body><w:sectPr/></w:body>"
                    "</w:document>");
  folders.write("_base/toi-gian/section.xml",
                section + R"(><w:headerReference w:type="default" r:id="rId9"/></w:sectPr>)");
  base::Diagnostics out;
  open_template("thu", folders.path(), out);
  REQUIRE(test::ids_of(out) == "base_section");
  CHECK(out.entries()[0].place.file == (folders.path() / "_base/toi-gian/section.xml").string());
  CHECK(base::message(out.entries()[0], base::Language::en) ==
        "expected a relationship of word/document.xml in section.xml, found r:id=\"rId9\"");
}

TEST_CASE("a .docx has no profiles", "[profile]") {
  TemplateFolders const folders;
  base::Diagnostics out;
  auto source = open_template("thu", folders.path(), out);
  REQUIRE(source);
  auto const bytes = library::export_docx(std::move(*source), out);
  REQUIRE(bytes);
  CHECK(library::open_docx(*bytes, "a.docx", folders.path(), out, {}, profile_option("toi-gian")));
  REQUIRE(test::ids_of(out) == "profile_of_docx");
  CHECK_FALSE(out.has_errors());
  CHECK(out.entries()[0].place.file == "a.docx");
}

// What is compared with what, and what is told of it: all that needs no LibreOffice.

#include "review/diff.h"

#include <stdlib.h>

#include <fstream>
#include <string>

#include <catch2/catch.hpp>

#include "base/limited_program.h"
#include "review/git.h"
#include "support/docx_fixture.h"

using namespace thethuc;
using namespace thethuc::review;
namespace fs = std::filesystem;

namespace {

// That pages are wanted: the documents differ.
struct LaidOutCalled : std::exception {};

// A folder with a library of two templates, `thu` and `phieu`, and their samples, in which the test
// stands.
class Workplace {
 public:
  Workplace() : before_(fs::current_path()) {
    std::string pattern = (fs::temp_directory_path() / "thethuc-review-XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    folder_ = pattern;
    fs::current_path(folder_);
    for (auto const& file : test::docx_files("<w:p/>")) {
      if (file.name != "word/document.xml") {
        write("templates/_base/toi-gian/" + file.name, file.bytes);
      }
    }
    write("templates/_partials/dau.xml",
          "<w:body " + test::namespaces() + "><w:p><w:r><w:t>CỘNG HÒA</w:t></w:r></w:p></w:body>");
    add_template("thu", {"{{> dau}}", "{{ten}}"});
    add_template("phieu", {"{{ten}}"});
    write("samples/thu/mot.json", R"({"ten": "An"})");
    write("samples/thu/hai.json", R"({"ten": "Bình"})");
    write("samples/phieu/mot.json", R"({"ten": "Chi"})");
  }
  ~Workplace() {
    fs::current_path(before_);
    fs::remove_all(folder_);
  }
  Workplace(Workplace const&) = delete;
  Workplace& operator=(Workplace const&) = delete;

  static void write(fs::path const& path, std::string const& text) {
    fs::create_directories(path.has_parent_path() ? path.parent_path() : ".");
    std::ofstream{path, std::ios::binary} << text;
  }

  static void copy_library(fs::path const& to) {
    fs::create_directories(to);
    fs::copy("templates", to, fs::copy_options::recursive);
  }
  static void add_template(std::string const& id,
                           std::vector<std::string> const& paragraphs,
                           std::string const& library = "templates") {
    std::string body;
    for (std::string const& text : paragraphs) {
      body += "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>";
    }
    write(library + "/" + id + "/document.xml", test::document_xml(body));
    write(library + "/" + id + "/template.json",
          R"({"id": ")" + id + R"(", "name": "Thư", "profile": "toi-gian"})");
  }

 private:
  fs::path before_;
  fs::path folder_;
};

void git(std::vector<std::string> arguments) {
  std::vector<std::string> words{"git",
                                 "-c",
                                 "user.name=Nguyen Van A",
                                 "-c",
                                 "user.email=a@example.vn",
                                 "-c",
                                 "init.defaultBranch=main"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  base::ProgramLimits limits;
  limits.memory_bytes = std::size_t{8} << 30;
  auto const result = base::run_limited(words, "", limits);
  INFO(result.errors);
  REQUIRE(result.end == base::ProgramResult::End::done);
}

void commit_all() {
  git({"init", "-q", "."});
  git({"add", "-A"});
  git({"commit", "-q", "-m", "Mau"});
}

DiffRequest request(std::string from, std::string to) {
  DiffRequest out;
  out.from = std::move(from);
  out.to = std::move(to);
  out.converter = [](std::size_t) -> convert::Converter& { throw LaidOutCalled{}; };
  return out;
}

std::string told(base::Diagnostics const& diagnostics) {
  std::string out;
  for (base::Diagnostic const& d : diagnostics.entries()) {
    out += std::string{base::id_name(d.id)} + " " + d.place.file + "\n";
  }
  return out;
}

std::string outcomes(Report const& report) {
  std::string out;
  for (Entry const& entry : report.entries) {
    out += entry.template_id + " " + entry.sample + " " +
           std::to_string(static_cast<int>(entry.outcome)) + "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("what gives equal documents is not laid out", "[diff]") {
  Workplace const place;
  place.copy_library("moi/templates");
  base::Diagnostics diagnostics;
  Report const report = diff(request("templates", "moi/templates"), diagnostics);
  CHECK(told(diagnostics).empty());
  CHECK(outcomes(report) == "phieu phieu/mot.json 0\nthu thu/hai.json 0\nthu thu/mot.json 0\n");
  CHECK_FALSE(report.differs());
}

TEST_CASE("a partial that changed lays out what uses it", "[diff]") {
  Workplace const place;
  place.copy_library("moi/templates");
  place.write(
      "moi/templates/_partials/dau.xml",
      "<w:body " + test::namespaces() + "><w:p><w:r><w:t>VIỆT NAM</w:t></w:r></w:p></w:body>");
  base::Diagnostics diagnostics;
  CHECK_THROWS_AS(diff(request("templates", "moi/templates"), diagnostics), LaidOutCalled);
  CHECK(outcomes(diff(request("templates/phieu", "moi/templates/phieu"), diagnostics)) ==
        "phieu phieu/mot.json 0\n");
}

TEST_CASE("templates that only one side has", "[diff]") {
  Workplace const place;
  place.copy_library("moi/templates");
  fs::remove_all("moi/templates/phieu");
  place.add_template("giay", {"{{ten}}"}, "moi/templates");
  base::Diagnostics diagnostics;
  Report const report = diff(request("templates", "moi/templates"), diagnostics);
  CHECK(outcomes(report) == "giay  3\nphieu  4\nthu thu/hai.json 0\nthu thu/mot.json 0\n");
  CHECK(report.differs());
}

TEST_CASE("samples of both sides count", "[diff]") {
  Workplace const place;
  place.copy_library("moi/templates");
  place.write("moi/samples/thu/ba.json", R"({"ten": "Dũng"})");
  base::Diagnostics diagnostics;
  CHECK(outcomes(diff(request("templates/thu", "moi/templates/thu"), diagnostics)) ==
        "thu thu/ba.json 0\nthu thu/hai.json 0\nthu thu/mot.json 0\n");
}

TEST_CASE("a template that is broken on one side keeps the others", "[diff]") {
  Workplace const place;
  place.copy_library("moi/templates");
  place.add_template("phieu", {"{{#ten}}"}, "moi/templates");
  base::Diagnostics diagnostics;
  Report const report = diff(request("templates", "moi/templates"), diagnostics);
  CHECK(outcomes(report) == "phieu phieu/mot.json 2\nthu thu/hai.json 0\nthu thu/mot.json 0\n");
  CHECK(told(report.entries[0].diagnostics) == "section_not_closed moi/templates/phieu\n");
}

TEST_CASE("each side has its own sample when the old template refuses the new one", "[diff]") {
  Workplace const place;
  place.copy_library("moi/templates");
  place.add_template("phieu", {"{{ho_ten}}"}, "moi/templates");
  place.write("moi/samples/phieu/mot.json", R"({"ho_ten": "Chi"})");
  base::Diagnostics diagnostics;
  Report const report = diff(request("templates/phieu", "moi/templates/phieu"), diagnostics);
  REQUIRE(report.entries.size() == 1);
  CHECK(told(report.entries[0].diagnostics).empty());
  CHECK(report.entries[0].own_data);
  CHECK(report.entries[0].outcome == Outcome::same);
}

TEST_CASE("what cannot be compared is told", "[diff]") {
  Workplace const place;
  place.write("hong.json", "{");
  place.write("van-ban.docx", test::make_docx("<w:p/>"));
  fs::create_directories("trong");
  struct Case {
    char const* name;
    char const* from;
    char const* to;
    char const* data;
    char const* told;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"a document and a template", "van-ban.docx", "templates/thu", "", "diff_sides templates/thu\n"},
      {"a template and a library", "templates/thu", "templates", "", "diff_sides templates\n"},
      {"no such document", "khong.docx", "van-ban.docx", "", "file_not_found khong.docx\n"},
      {"no such template", "thu", "tu", "samples/thu/mot.json", "template_not_found tu\n"},
      {"a folder that is neither", "./trong", "./trong", "samples/thu/mot.json", "template_not_a_folder ./trong\n"},
      {"no such revision", "HEAD:templates", "templates", "", "diff_revision HEAD:templates\n"},
      {"data that is no JSON", "thu", "thu", "hong.json", "json_syntax hong.json\n"},
      {"data that is not there", "thu", "thu", "khong.json", "file_not_found khong.json\n"},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.name) {
    base::Diagnostics diagnostics;
    DiffRequest given = request(c.from, c.to);
    given.templates = "templates";
    if (*c.data != '\0') {
      given.data = {c.data};
    }
    Report const report = diff(given, diagnostics);
    for (Entry const& entry : report.entries) {
      diagnostics.add(entry.diagnostics);
    }
    diagnostics.drop_repeats();
    CHECK(told(diagnostics) == c.told);
    CHECK(diagnostics.has_errors());
  }
}

TEST_CASE("a template without samples is an error, one of many a warning", "[diff]") {
  Workplace const place;
  fs::remove_all("samples/phieu");
  base::Diagnostics diagnostics;
  Report const alone = diff(request("templates/phieu", "templates/phieu"), diagnostics);
  CHECK(alone.entries.front().diagnostics.has_errors());
  Report const all = diff(request("templates", "./templates"), diagnostics);
  CHECK(outcomes(all) == "phieu  5\nthu thu/hai.json 0\nthu thu/mot.json 0\n");
  CHECK(told(all.entries.front().diagnostics) == "diff_no_data phieu\n");
  CHECK_FALSE(all.entries.front().diagnostics.has_errors());
  CHECK_FALSE(all.failed());
  CHECK_FALSE(all.differs());
}

TEST_CASE("a comparison of nothing is an error", "[diff]") {
  Workplace const place;
  base::Diagnostics diagnostics;
  DiffRequest given = request("templates", "./templates");
  SECTION("no template has a sample") {
    fs::remove_all("samples");
    Report const report = diff(given, diagnostics);
    CHECK(outcomes(report) == "phieu  2\nthu  2\n");
    CHECK(report.failed());
    for (Entry const& entry : report.entries) {
      CHECK(entry.diagnostics.has_errors());
    }
  }
  SECTION("the samples that are named are not there") {
    given.samples = "khong";
    CHECK(diff(given, diagnostics).entries.empty());
    CHECK(told(diagnostics) == "folder_not_found khong\n");
    CHECK(diagnostics.has_errors());
  }
  SECTION("or are no folder") {
    place.write("mot-tep", "");
    given.samples = "mot-tep";
    CHECK(diff(given, diagnostics).entries.empty());
    CHECK(told(diagnostics) == "folder_not_found mot-tep\n");
  }
}

TEST_CASE("revisions are read as they were committed", "[diff][git]") {
  Workplace const place;
  commit_all();
  base::Diagnostics diagnostics;
  SECTION("a library") {
    CHECK(outcomes(diff(request("HEAD:templates", "templates"), diagnostics)) ==
          "phieu phieu/mot.json 0\nthu thu/hai.json 0\nthu thu/mot.json 0\n");
  }
  SECTION("a template, with a slash at the end") {
    CHECK(outcomes(diff(request("HEAD:templates/thu/", "HEAD:templates/thu"), diagnostics)) ==
          "thu thu/hai.json 0\nthu thu/mot.json 0\n");
  }
  SECTION("what changed since") {
    place.add_template("thu", {"{{ten}}"});
    CHECK_THROWS_AS(diff(request("HEAD:templates", "templates"), diagnostics), LaidOutCalled);
  }
  SECTION("a mistake is told where the revision has it") {
    place.add_template("thu", {"{{#ten}}"});
    git({"commit", "-q", "-a", "-m", "Hong"});
    Report const report = diff(request("HEAD:templates/thu", "HEAD~1:templates/thu"), diagnostics);
    CHECK(told(report.entries.front().diagnostics) == "section_not_closed HEAD:templates/thu\n");
  }
  SECTION("a document") {
    place.write("van-ban.docx", test::make_docx("<w:p/>"));
    git({"add", "van-ban.docx"});
    git({"commit", "-q", "-m", "Van ban"});
    CHECK_FALSE(diff(request("HEAD:van-ban.docx", "van-ban.docx"), diagnostics).differs());
  }
  SECTION("git knows no such path") {
    diff(request("HEAD:mau", "templates"), diagnostics);
    CHECK(told(diagnostics) == "diff_revision HEAD:mau\n");
    CHECK(diagnostics.entries()[0].arg("problem.vi") == "phiên bản “HEAD” không có “mau”");
  }
  SECTION("nor such a revision") {
    diff(request("v9:templates", "templates"), diagnostics);
    CHECK(told(diagnostics) == "diff_revision v9:templates\n");
    CHECK(diagnostics.entries()[0].arg("problem.en") == "the repository has no revision “v9”");
  }
  CHECK(told(diagnostics).find("thethuc-diff") == std::string::npos);
}

TEST_CASE("names may hold anything that git takes", "[diff][git]") {
  Workplace const place;
  for (std::string const name : {"mẫu mới", "-rf", "a\nb", "$(touch x)", "a;b", "'\""}) {
    place.copy_library("kho/" + name + "/templates");
  }
  commit_all();
  for (std::string const name : {"mẫu mới", "-rf", "a\nb", "$(touch x)", "a;b", "'\""}) {
    INFO(name);
    base::Diagnostics diagnostics;
    std::string const path = "kho/" + name + "/templates/thu";
    DiffRequest given = request("HEAD:" + path, path);
    given.data = {"samples/thu/mot.json"};
    Report const report = diff(given, diagnostics);
    CHECK(told(diagnostics).empty());
    REQUIRE(report.entries.size() == 1);
    CHECK(report.entries[0].outcome == Outcome::same);
  }
  CHECK_FALSE(fs::exists("x"));
}

TEST_CASE("what is a reference into git", "[git]") {
  Workplace const place;
  place.write("a:b", "");
  CHECK_FALSE(git_reference("a:b"));  // a file that is there
  CHECK_FALSE(git_reference("templates/thu"));
  CHECK_FALSE(git_reference(":templates"));
  CHECK_FALSE(git_reference("--output=x:templates"));
  REQUIRE(git_reference("HEAD~1:templates/thu//"));
  CHECK(git_reference("HEAD~1:templates/thu//")->path == "templates/thu");
  CHECK(git_reference("v1:templates/thu")->parent()->text() == "v1:templates");
  CHECK(git_reference("v1:templates")->beside("samples").text() == "v1:samples");
  CHECK(git_reference("v1:a/templates")->beside("samples").text() == "v1:a/samples");
  CHECK(git_reference("v1:")->parent() == std::nullopt);
}

// The checker with the pages of the library's samples, as tests/golden has them: where no program
// lays anything out, what the library's templates look like is measured all the same.

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "compile/template.h"
#include "library/library.h"
#include "library/profile.h"
#include "render/data_file.h"
#include "review/geometry_text.h"
#include "rules/check.h"
#include "rules/examination.h"

using namespace thethuc;
namespace fs = std::filesystem;

namespace {

// "bao-cao/son-phu": a reference, and a sample of the same name.
struct Sample {
  std::string id;
  fs::path data;
  base::Geometry pages;
};

std::vector<Sample> samples() {
  std::vector<Sample> all;
  for (auto const& entry : fs::recursive_directory_iterator{"tests/golden/pages"}) {
    fs::path const& path = entry.path();
    std::string const id = path.parent_path().filename().string();
    fs::path const data = fs::path{"samples"} / id / (path.stem().string() + ".json");
    if (!entry.is_regular_file() || !fs::exists(data)) {
      continue;
    }
    std::ifstream file{path};
    std::string text;
    for (std::string line; std::getline(file, line);) {
      text += line.starts_with('%') ? "" : line + "\n";  // margins, which the document knows
    }
    auto geometry = review::geometry_from_text(text);
    INFO(path);
    REQUIRE(geometry);
    all.push_back({id, data, std::move(*geometry)});
  }
  return all;
}

std::string document_of(Sample const& sample) {
  base::Diagnostics out;
  auto const file = render::DataFile::read(sample.data, {}, out);
  REQUIRE(file);
  auto source = library::open_template(sample.id,
                                       fs::path{"templates"},
                                       out,
                                       {},
                                       library::profile_of_data(file->data.root(), file->name));
  REQUIRE(source);
  compile::Result const made =
      compile::compile(std::move(source->package), source->partials, source->options);
  REQUIRE(made.compiled);
  render::Scratch scratch;
  std::string docx;
  out.add(file->fill(*made.compiled, {}, scratch, docx));
  INFO(out.to_text(base::Language::en));
  REQUIRE(!out.has_errors());
  return docx;
}

rules::Findings check(std::string const& docx, base::Geometry const* pages) {
  base::Diagnostics out;
  rules::Options options;
  options.geometry = pages;
  auto findings = rules::check(docx, options, out);
  REQUIRE(findings);
  return std::move(*findings);
}

std::multiset<std::string> told(rules::Findings const& findings) {
  std::multiset<std::string> all;
  for (rules::Finding const& f : findings.entries) {
    all.insert(std::string{f.rule} + " " + f.message(base::Language::en));
  }
  return all;
}

// Of the paragraphs with text, how many are found on the pages.
double share_found(std::string const& docx, base::Geometry const& pages) {
  base::Diagnostics out;
  rules::Options options;
  options.geometry = &pages;
  auto const examination = rules::Examination::make(docx, options, out);
  REQUIRE(examination);
  double all = 0, found = 0;
  for (rules::Paragraph const& p : examination->document->paragraphs) {
    all += p.is_blank() ? 0 : 1;
    found += p.is_blank() || p.shown.empty() ? 0 : 1;
  }
  return found / all;
}

}  // namespace

TEST_CASE("the pages of the library's samples are as they should be", "[review]") {
  std::vector<Sample> const all = samples();
  REQUIRE(all.size() > 40);
  for (Sample const& sample : all) {
    DYNAMIC_SECTION(sample.data) {
      std::string const docx = document_of(sample);
      CHECK(told(check(docx, &sample.pages)) == told(check(docx, nullptr)));
      // Silence says something only where the text is found.
      CHECK(share_found(docx, sample.pages) > 0.97);
    }
  }
}

TEST_CASE("pages of samples that are spoilt are told", "[review]") {
  // Each drawn line much longer, or all of them some millimetres to the right.
  for (bool const longer : {true, false}) {
    DYNAMIC_SECTION((longer ? "longer" : "to the right")) {
      std::set<std::string> rules;
      for (Sample sample : samples()) {
        std::string const docx = document_of(sample);
        for (base::Geometry::Rule& rule : sample.pages.rules) {
          double const length = rule.to_x_mm - rule.from_x_mm;
          rule.from_x_mm += longer ? -length * 0.3 : 4.5;
          rule.to_x_mm += longer ? length * 0.3 : 4.5;
        }
        for (rules::Finding const& f : check(docx, &sample.pages).entries) {
          rules.emplace(f.rule);
        }
      }
      CHECK(rules.count("HDR-03") == 1);
      CHECK(rules.count("ORG-03") == 1);
      CHECK(rules.count("TYPE-02") == 1);
    }
  }
}

// The library keeps the layout that it is for: every sample of every template, rendered, and every
// template itself, is without errors; what warnings remain, and errors that a real document has of
// its own, the template's README.md explains by the rule's name.

#include <filesystem>
#include <memory>
#include <set>
#include <string>

#include <catch2/catch.hpp>

#include "library/library.h"
#include "rules/check.h"
#include "sample_data.h"

using namespace thethuc;

namespace {

void expect_explained(std::string const& docx, std::string const& id) {
  base::Diagnostics out;
  auto const findings = rules::check(docx, {}, out);
  INFO(out.to_text(base::Language::en));
  REQUIRE(findings);
  std::string const readme = std::filesystem::exists("templates/" + id + "/README.md")
                                 ? test::read_file("templates/" + id + "/README.md")
                                 : std::string{};
  for (rules::Finding const& f : findings->entries) {
    std::string const told = std::string{f.rule} + ": " +
                             base::place_text(f.place, base::Language::en) +
                             f.message(base::Language::en);
    INFO(told);
    // An error that a real document has of its own, such as its number, is marked as one.
    std::string const mark =
        "`" + std::string{f.rule} + (f.severity == base::Severity::error ? "` (error)" : "`");
    bool const is_explained =
        f.severity == base::Severity::info || readme.find(mark) != std::string::npos;
    CHECK(is_explained);
  }
}

}  // namespace

TEST_CASE("every sample keeps the layout", "[check]") {
  std::vector<test::Sample> const samples = test::all_samples();
  REQUIRE(!samples.empty());
  for (test::Sample const& sample : samples) {
    DYNAMIC_SECTION(sample.file) {
      expect_explained(test::rendered(sample), sample.template_id);
    }
  }
}

TEST_CASE("every template keeps the layout", "[check]") {
  std::set<std::string> ids;
  for (test::Sample const& sample : test::all_samples()) {
    ids.insert(sample.template_id);
  }
  for (std::string const& id : ids) {
    DYNAMIC_SECTION(id) {
      base::Diagnostics diagnostics;
      auto source = library::open_template(id, std::filesystem::path{"templates"}, diagnostics);
      REQUIRE(source);
      auto const docx = library::export_docx(std::move(*source), diagnostics);
      INFO(diagnostics.to_text(base::Language::en));
      REQUIRE(docx);
      expect_explained(*docx, id);
    }
  }
}

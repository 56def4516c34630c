// Where a profile has its values from, and that findings quote it; and what is read from a profile
// and from nowhere else.

#include <fstream>
#include <iterator>
#include <string>

#include <catch2/catch.hpp>

#include "rules/check.h"
#include "rules/profile.h"
#include "rules/written_document.h"
#include "support/docx_fixture.h"

using namespace thethuc;
using rules::Component;

namespace {

std::string profile_file(std::string_view id) {
  std::ifstream file{"engine/rules/profiles/" + std::string{id} + ".json", std::ios::binary};
  REQUIRE(file);
  return {std::istreambuf_iterator<char>{file}, {}};
}

std::shared_ptr<rules::Profile const> parsed(std::string_view json) {
  base::Diagnostics out;
  auto profile = rules::Profile::parse(json, "rieng.json", out);
  INFO(out.to_text(base::Language::en));
  REQUIRE(profile);
  return profile;
}

rules::Findings findings_of(std::string const& text,
                            std::shared_ptr<rules::Profile const> profile = nullptr) {
  base::Diagnostics out;
  rules::Options options;
  options.profile = std::move(profile);
  auto findings = rules::check(test::docx_of(text), options, out);
  REQUIRE(findings);
  return std::move(*findings);
}

}  // namespace

TEST_CASE("each value of a built-in profile has its clause", "[profile]") {
  for (std::string_view id : rules::profile_ids()) {
    DYNAMIC_SECTION(id) {
      auto const profile = rules::builtin_profile(id);
      // Of the guide of 2026 the places of what it says of pages are not known.
      bool const is_known = id != "hd05-vptw";
      for (std::size_t i = 0; i < rules::kComponents; ++i) {
        auto const component = static_cast<Component>(i);
        if (rules::ComponentSpec const* const spec = profile->component(component)) {
          INFO(rules::component_id(component));
          REQUIRE(spec->clause);
          CHECK((!spec->clause->empty() || (!is_known && component == Component::so_trang)));
        }
      }
      rules::PageSpec const& page = profile->page();
      for (rules::Clause const* clause : {&page.paper_clause,
                                          &page.orientation_clause,
                                          &page.font_clause,
                                          &page.color_clause,
                                          &page.top_mm.clause,
                                          &page.bottom_mm.clause,
                                          &page.left_mm.clause,
                                          &page.right_mm.clause}) {
        REQUIRE(*clause);
        CHECK((*clause)->empty() != is_known);
      }
    }
  }
}

TEST_CASE("findings quote the clause of the value", "[profile]") {
  struct Case {
    char const* document;
    char const* from;
    char const* to;
    char const* rule;
    char const* clause;
    char const* profile = nullptr;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"cong-van", "left=30", "left=25", "PAGE-02", "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục I, 3"},
      {"cong-van", "body | Ủy ban", "body font=Arial | Ủy ban", "PAGE-03", "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục I, 4"},
      {"bao-cao", "number=header first", "number=header number-size=16 first", "NUM-01", "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục I, 7"},
      {"cong-van", "c b 13 | CỘNG", "c 13 | CỘNG", "HDR-01", "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, 1"},
      {"bao-cao", "line 10", "blank", "ORG-03", "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, 2"},
      {"cong-van", "body | Ủy ban", "body lines=2 | Ủy ban", "BODY-04", "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, 6"},
      {"bao-cao", "đạt 87,99%", "đạt 87, 99%", "TEXT-03", "good practice"},
      {"bao-cao", "Số: 05/BC-SNV\ncell", "Số:        /BC-SNV\ncell", "SO-05", "good practice"},
      {"cong-van", "left=30", "left=25", "PAGE-02", "Thông tư 01/2011/TT-BNV, Điều 5", "tt01-2011"},
      {"cong-van", "c b 13 | CỘNG", "c 13 | CỘNG", "HDR-01", "Thông tư 01/2011/TT-BNV, Điều 6", "tt01-2011"},
      {"dang", "c 14 | PHÓ TRƯỞNG BAN", "c b 14 | PHÓ TRƯỞNG BAN", "DANG-05", "Hướng dẫn 05-HD/VPTW, ô số 7a"},
      {"dang", "c 14 | PHÓ TRƯỞNG BAN", "c b 14 | PHÓ TRƯỞNG BAN", "DANG-05", "Hướng dẫn 36-HD/VPTW, Mục II, 1.7", "hd36-vptw"},
      {"dang", "right=15", "right=20", "DANG-07", "Hướng dẫn 05-HD/VPTW"},
      {"nghi-dinh", "c b 14 | QUY ĐỊNH CHUNG\n", "", "QPPL-04", "Nghị định 78/2025/NĐ-CP, Điều 63, Điều 64"},
      {"nghi-dinh", "c b 13 | CỘNG", "c 13 | CỘNG", "HDR-01", "Nghị định 78/2025/NĐ-CP, Phụ lục I"},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.rule << " " << c.clause) {
    rules::Findings const findings =
        findings_of(test::changed(test::read_case(c.document), c.from, c.to),
                    c.profile == nullptr ? nullptr : rules::builtin_profile(c.profile));
    std::string told;
    for (rules::Finding const& f : findings.entries) {
      told += f.rule == c.rule && told.empty() ? f.clause.en : "";
    }
    CHECK(told == c.clause);
  }
}

TEST_CASE("font and size of what is mended are the profile's", "[profile]") {
  std::string json = test::changed(
      profile_file("nd30-2020"), "\"family\": \"Times New Roman\"", "\"family\": \"Arial\"");
  auto const profile = parsed(json);
  // The cases are set in Times New Roman, with no number on the second page.
  std::string const text =
      test::changed(test::read_case("cong-van"), "body | Yêu cầu", "body break | Yêu cầu");
  rules::Findings const findings = findings_of(text, profile);
  bool is_told = false;
  for (rules::Finding const& f : findings.entries) {
    is_told = is_told || (f.rule == "PAGE-03" && f.expected.en == "Arial" &&
                          f.found.en.starts_with("Times New Roman"));
  }
  CHECK(is_told);
  rules::Options options;
  options.profile = profile;
  base::Diagnostics out;
  auto const fixed = rules::fix(test::docx_of(text), options, out);
  REQUIRE(fixed);
  std::string const document = test::part_of(fixed->docx, "word/document.xml");
  CHECK(document.find("w:ascii=\"Arial\"") != std::string::npos);
  CHECK(document.find("Times New Roman") == std::string::npos);
  std::string const header = test::part_of(fixed->docx, "word/header1.xml");
  CHECK(header.find("w:ascii=\"Arial\"") != std::string::npos);
  CHECK(header.find("<w:sz w:val=\"28\"/>") != std::string::npos);
}

#include "review/preview_marks.h"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

using namespace thethuc;

namespace {

// A line of text each; "1|text" stands on page 1, lines below each other.
base::Geometry geometry_of(std::vector<std::string> const& lines) {
  base::Geometry made;
  double top = 10;
  for (std::string const& line : lines) {
    base::Geometry::Line shown;
    shown.page = line[0] - '0';
    shown.text = line.substr(2);
    shown.top_mm = top += 6;
    made.lines.push_back(shown);
  }
  return made;
}

rules::Finding finding_at(std::string text, int page = 0) {
  rules::Finding made;
  made.rule = "SO-01";
  made.place.text = std::move(text);
  made.page = page;
  return made;
}

// The numbers of the lines that are marked, from 1, for each finding.
std::vector<std::vector<int>> marked(std::vector<std::string> const& lines,
                                     std::vector<rules::Finding> entries) {
  rules::Findings findings;
  findings.entries = std::move(entries);
  std::vector<std::vector<int>> made;
  for (auto const& marks : review::marks_of(findings, geometry_of(lines))) {
    std::vector<int>& numbers = made.emplace_back();
    for (review::PreviewMark const& mark : marks) {
      numbers.push_back(static_cast<int>((mark.top_mm - 10) / 6 + 0.5));
    }
  }
  return made;
}

using Lines = std::vector<std::string>;
using Numbers = std::vector<std::vector<int>>;

}  // namespace

TEST_CASE("a finding marks the lines of its paragraph", "[review]") {
  struct Case {
    char const* name;
    Lines lines;
    char const* text;
    int page;
    std::vector<int> marked;
  };
  auto const c = GENERATE(values<Case>({
      {"one line", {"1|Kính gửi", "1|Số: 12/BC-UBND"}, "Số: 12/BC-UBND", 0, {2}},
      {"broken into three",
       {"1|Thực hiện Kế hoạch số 5", "1|ngày 1 tháng 2 của Ủy ban", "1|nhân dân.", "1|Khác"},
       "Thực hiện Kế hoạch số 5 ngày 1 tháng 2 của Ủy ban nhân dân.",
       0,
       {1, 2, 3}},
      {"over the end of a page",
       {"1|Thực hiện Kế hoạch", "1|1", "2|của Ủy ban."},
       "Thực hiện Kế hoạch của Ủy ban.",
       0,
       {1, 3}},
      {"begun on the page before that of the finding",
       {"1|Thực hiện Kế hoạch", "1|1", "2|của Ủy ban."},
       "Thực hiện Kế hoạch của Ủy ban.",
       2,
       {1, 3}},
      {"lines of the other column between",
       {"1|ỦY BAN NHÂN DÂN", "1|CỘNG HÒA", "1|XÃ A", "1|Độc lập"},
       "ỦY BAN NHÂN DÂN XÃ A",
       0,
       {1, 3}},
      {"capitals and spaces as they show", {"1|QUYẾT\u00A0ĐỊNH"}, "Quyết  định", 0, {1}},
      {"a label before it", {"1|a) Về việc làm"}, "Về việc làm", 0, {1}},
      {"on its page", {"1|Nơi nhận:", "2|Nơi nhận:"}, "Nơi nhận:", 2, {2}},
      {"a text that does not show", {"1|Kính gửi"}, "Số: 12", 0, {}},
      {"no text", {"1|Kính gửi"}, "", 0, {}},
      {"an end that happens to fit", {"1|a", "1|b"}, "a) Về việc làm của cơ quan", 0, {}},
  }));
  DYNAMIC_SECTION(c.name) {
    CHECK(marked(c.lines, {finding_at(c.text, c.page)}) == Numbers{c.marked});
  }
}

TEST_CASE("a finding without a paragraph has a mark at the corner of its page", "[review]") {
  base::Geometry geometry = geometry_of({"1|Kính gửi", "2|Nơi nhận"});
  geometry.sheets = {{1, 210, 297}, {2, 210, 297}};
  rules::Findings findings;
  findings.entries = {finding_at(""),
                      finding_at("Kính gửi"),
                      finding_at("", 1),
                      finding_at("", 2),
                      finding_at("", 3)};
  auto const all = review::marks_of(findings, geometry);
  REQUIRE(all.size() == 5);
  REQUIRE(all[0].size() == 1);
  CHECK(all[0][0].page == 1);
  CHECK(all[0][0].top_mm + all[0][0].height_mm < 10);  // above the text
  REQUIRE(all[2].size() == 1);
  CHECK(all[2][0].left_mm > all[0][0].left_mm + all[0][0].width_mm);
  REQUIRE(all[3].size() == 1);
  CHECK(all[3][0].page == 2);
  CHECK(all[4].empty());  // there is no such page
}

TEST_CASE("of equal texts each finding marks its own, in order", "[review]") {
  Lines const lines{"1|Điều 1", "1|Như trên", "1|Điều 2", "1|Như trên"};
  CHECK(marked(lines, {finding_at("Điều 2"), finding_at("Như trên"), finding_at("Điều 1")}) ==
        Numbers{{3}, {4}, {1}});
}

TEST_CASE("of a paragraph only what is wrong is marked, where that is known", "[review]") {
  base::Geometry geometry = geometry_of({"1|a) mm  mm mm", "1|mm mm"});
  double baseline = 20;
  for (base::Geometry::Line& line : geometry.lines) {
    line.left_mm = 10;
    line.width_mm = 60;
    line.height_mm = 5;
    base::Geometry::Run run;
    run.text = line.text;
    run.left_mm = 10;
    run.width_mm = 60;
    run.baseline_mm = baseline;
    run.size_pt = 14;
    geometry.runs.push_back(run);
    baseline += 6;
  }
  // "mm" in 14 pt is as wide as this: 2 × 0.778 em.
  constexpr double kWidth = 2 * 0.778 * 14 * 25.4 / 72;
  std::string const text = "mm mm mm mm mm";
  struct Case {
    char const* name;
    std::size_t begin;
    std::size_t end;
    std::vector<std::pair<double, double>> marks;  // left and right
  };
  auto const c = GENERATE(values<Case>({
      {"the end of a line", 6, 8, {{70 - kWidth, 70}}},
      {"the beginning of a line", 9, 11, {{10, 10 + kWidth}}},
      {"over the end of a line", 6, 11, {{70 - kWidth, 70}, {10, 10 + kWidth}}},
      {"a whole line", 9, 14, {{10, 70}}},
      {"all of it, when the place does not say", 0, 0, {{10, 70}, {10, 70}}},
  }));
  DYNAMIC_SECTION(c.name) {
    rules::Findings findings;
    findings.entries.push_back(finding_at(text));
    findings.entries[0].place.mark_begin = c.begin;
    findings.entries[0].place.mark_end = c.end;
    auto const marks = review::marks_of(findings, geometry)[0];
    REQUIRE(marks.size() == c.marks.size());
    for (std::size_t i = 0; i < marks.size(); ++i) {
      CHECK(marks[i].left_mm == Approx(c.marks[i].first).margin(0.1));
      CHECK(marks[i].left_mm + marks[i].width_mm == Approx(c.marks[i].second).margin(0.1));
    }
  }
}

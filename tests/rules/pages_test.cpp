// What rules measure on pages. The pages are written down here, as a layout program would tell
// them: no such program runs.

#include <cmath>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "base/geometry.h"
#include "rules/check.h"
#include "rules/written_document.h"

using namespace thethuc;

namespace {

// A text of a page: its page, middle, baseline and width in millimetres, its size in points; or a
// drawn line: "-", page, middle, height on the page, length.
constexpr char const* kLetterPages = R"(
1 62.5 30 44 13 | ỦY BAN NHÂN DÂN
1 62.5 36 30 13 | TỈNH HÀ NAM
- 1 62.5 38 12
1 145 30 92 13 | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
1 145 36 65 14 | Độc lập - Tự do - Hạnh phúc
- 1 145 38 65
1 62.5 45 34 13 | Số: 12/UBND-NV
1 62.5 52 40 12 | V/v báo cáo công tác
1 62.5 57 38 12 | cải cách hành chính
1 145 45 72 14 | Hà Nam, ngày 15 tháng 3 năm 2024
1 75 70 20 14 | Kính gửi:
1 85 76 24 14 | - Sở Nội vụ;
1 110 82 80 14 | - Ủy ban nhân dân các huyện, thành phố.
1 115 90 150 14 | Ủy ban nhân dân tỉnh yêu cầu các cơ quan, đơn vị báo cáo kết quả thực hiện công
1 105 97 150 14 | tác cải cách hành chính trong quý I theo quy định.
1 100 106 120 14 | Yêu cầu các cơ quan, đơn vị nghiêm túc thực hiện./.
1 41 114 22 12 | Nơi nhận:
1 42 119 24 11 | - Như trên;
1 44 124 28 11 | - Lưu: VT, NV.
1 150 114.6 58 14 | TM. ỦY BAN NHÂN DÂN
1 150 121 24 14 | CHỦ TỊCH
1 150 145 38 14 | Nguyễn Văn An
)";

constexpr char const* kReportPages = R"(
1 110 60 26 14 | BÁO CÁO
1 110 66 120 14 | Kết quả công tác cải cách hành chính năm 2023
- 1 110 68 45
2 110 14 2.5 14 | 2
2 110 30 60 14 | Phụ lục
)";

base::Geometry pages_of(std::string const& text) {
  base::Geometry made;
  std::istringstream lines{text};
  for (std::string line; std::getline(lines, line);) {
    std::istringstream numbers{line};
    if (line.empty()) {
      continue;
    }
    if (line[0] == '-') {
      base::Geometry::Rule rule;
      double middle = 0, y = 0, length = 0;
      numbers.ignore(1);
      numbers >> rule.page >> middle >> y >> length;
      rule.from_x_mm = middle - length / 2;
      rule.to_x_mm = middle + length / 2;
      rule.from_y_mm = rule.to_y_mm = y;
      made.rules.push_back(rule);
    } else {
      base::Geometry::Run run;
      double middle = 0;
      numbers >> run.page >> middle >> run.baseline_mm >> run.width_mm >> run.size_pt;
      run.left_mm = middle - run.width_mm / 2;
      run.text = line.substr(line.find('|') + 2);
      made.runs.push_back(run);
      made.pages = std::max(made.pages, run.page);
    }
  }
  for (int page = 1; page <= made.pages; ++page) {
    made.sheets.push_back({page, 210, 297});
  }
  return made;
}

rules::Findings check_pages(std::string const& document, base::Geometry const& geometry) {
  base::Diagnostics out;
  rules::Options options;
  options.file_name = "van-ban.docx";
  options.geometry = &geometry;
  auto findings = rules::check(test::docx_of(document), options, out);
  INFO(out.to_text(base::Language::en));
  REQUIRE(findings);
  return std::move(*findings);
}

// "HDR-03 e1: national motto (Tiêu ngữ), line below: …": rule, severity, page, message.
std::string told(rules::Findings const& findings) {
  std::string out;
  for (rules::Finding const& f : findings.entries) {
    out += std::string{f.rule} + " " + std::string{base::severity_name(f.severity)}[0] +
           std::to_string(f.page) + ": " + f.message(base::Language::en) + "\n";
  }
  return out;
}

std::string replaced_all(std::string text, std::string const& from, std::string const& to) {
  if (text.find(from) == std::string::npos) {
    throw std::runtime_error("not on the pages: " + from);
  }
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
  return text;
}

struct Case {
  char const* name;
  std::vector<std::pair<char const*, char const*>>
      changes;       // of the pages, each wherever it stands
  char const* told;  // "" for nothing
};

}  // namespace

TEST_CASE("what a letter's pages show is measured", "[rules][pages]") {
  static std::vector<Case> const cases = {
      {"as it should be", {}, ""},
      {"a line that is too short",
       {{"- 1 145 38 65", "- 1 145 38 40"}},
       "HDR-03 e1: national motto (Tiêu ngữ), line below: expected a solid line as long as the "
       "text (65 mm), "
       "found 40 mm\n"},
      {"a line as long as the text within a tenth", {{"- 1 145 38 65", "- 1 145 38 60"}}, ""},
      {"a line beside the middle",
       {{"- 1 145 38 65", "- 1 149 38 65"}},
       "HDR-03 e1: national motto (Tiêu ngữ), line below: expected a line centred below the text, "
       "found 4 mm "
       "to the right\n"},
      {"a line as hands draw it", {{"- 1 145 38 65", "- 1 144 38 65"}}, ""},
      {"a line in two parts", {{"- 1 145 38 65", "- 1 128.75 38 32.5\n- 1 161.25 38.1 32.5"}}, ""},
      {"a line of low lines", {{"- 1 145 38 65", "1 145 38.2 65 14 | ____________"}}, ""},
      {"a line that shows elsewhere",
       {{"- 1 145 38 65", "- 1 145 80 65"}},
       "HDR-03 w1: national motto (Tiêu ngữ), line below: expected a solid line as long as the "
       "text (65 mm), "
       "found none right below the text on the page\n"},
      {"a line below the next text is that text's",
       {{"- 1 145 38 65", "- 1 145 46.5 65"}},
       "HDR-03 w1: national motto (Tiêu ngữ), line below: expected a solid line as long as the "
       "text (65 mm), "
       "found none right below the text on the page\n"},
      {"an underline is no line below",
       {{"- 1 145 38 65", "- 1 145 36.4 65"}},
       "HDR-03 w1: national motto (Tiêu ngữ), line below: expected a solid line as long as the "
       "text (65 mm), "
       "found none right below the text on the page\n"},
      {"half of the last line of the body's name", {{"- 1 62.5 38 12", "- 1 62.5 38 15"}}, ""},
      {"half of its widest line", {{"- 1 62.5 38 12", "- 1 62.5 38 22"}}, ""},
      {"more than half",
       {{"- 1 62.5 38 12", "- 1 62.5 38 30"}},
       "ORG-03 e1: issuing body's name, line below: expected a solid line of 1/3 to 1/2 of the "
       "last line (10 to 15 mm) or of the longest (14.7 to 22 mm), found 30 mm\n"},
      {"a national name that is broken",
       {{"1 145 30 92 13 | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
         "1 145 25 80 13 | CỘNG HÒA XÃ HỘI CHỦ NGHĨA\n1 145 30 24 13 | VIỆT NAM"}},
       "HDR-04 w1: national name (Quốc hiệu): expected one line, found 2 lines on the page\n"},
      {"a motto beside the middle of the national name",
       {{"1 145 36 65", "1 150 36 65"}, {"- 1 145 38 65", "- 1 150 38 65"}},
       "HDR-02 e1: national motto (Tiêu ngữ): expected centred below the national name, found 5 mm "
       "to the "
       "right\n"},
      {"a date that is broken",
       {{"1 145 45 72 14 | Hà Nam, ngày 15 tháng 3 năm 2024",
         "1 145 45 50 14 | Hà Nam, ngày 15 tháng 3\n1 145 51 20 14 | năm 2024"}},
       "DATE-01 e1: place and date: expected one line, found 2 lines on the page\n"},
      {"a summary beside the middle of the number",
       {{"1 62.5 52 40 12", "1 58.5 52 40 12"}},
       "CV-01 e1: summary of an official letter: expected centred below the number, found 4 mm to "
       "the "
       "left\n"},
      {"recipients that begin lower than the signer",
       {{"1 41 114 22 12 | Nơi nhận:", "1 41 118 22 12 | Nơi nhận:"}},
       "NN-01 w1: word “Nơi nhận”: expected level with the signing authority, found 3.4 mm "
       "lower\n"},
      {"a signature on a page of its own",
       {{"1 41 1", "2 41 1"}, {"1 42 1", "2 42 1"}, {"1 44 1", "2 44 1"}, {"1 150 1", "2 150 1"}},
       "PAGE-07 w2: signature: expected on the page where the text ends, found alone on page 2, "
       "the "
       "text ends on page 1\n"},
      {"a signature that goes over to the next page",
       {{"1 150 145 38 14 | Nguyễn Văn An", "2 150 30 38 14 | Nguyễn Văn An"}},
       "PAGE-08 w1: signature: expected on one page, found from page 1 to page 2\n"},
  };
  for (Case const& c : cases) {
    DYNAMIC_SECTION(c.name) {
      std::string pages = kLetterPages;
      for (auto const& [from, to] : c.changes) {
        pages = replaced_all(pages, from, to);
      }
      // A document of two pages has a number on the second, which is no matter here.
      std::string const document =
          test::changed(test::read_case("cong-van"), "number=none", "number=header first");
      CHECK(told(check_pages(document, pages_of(pages))) == c.told);
    }
  }
}

TEST_CASE("what a report's pages show is measured", "[rules][pages]") {
  static std::vector<Case> const cases = {
      {"as it should be", {}, ""},
      {"a type beside the middle of the page",
       {{"1 110 60 26", "1 105 60 26"}},
       "TYPE-01 e1: document type: expected centred across the page, found 5 mm to the left\n"},
      {"a line that is longer than half of the summary",
       {{"- 1 110 68 45", "- 1 110 68 80"}},
       "TYPE-02 e1: summary (trích yếu), line below: expected a solid line of 1/3 to 1/2 of the "
       "text (40 to 60 "
       "mm), found 80 mm\n"},
  };
  for (Case const& c : cases) {
    DYNAMIC_SECTION(c.name) {
      std::string pages = kReportPages;
      for (auto const& [from, to] : c.changes) {
        pages = replaced_all(pages, from, to);
      }
      CHECK(told(check_pages(test::read_case("bao-cao"), pages_of(pages))) == c.told);
    }
  }
}

TEST_CASE("a page number that a tab places is measured", "[rules][pages]") {
  std::string const document =
      test::changed(test::read_case("bao-cao"), "number=header first", "number=tab first");
  CHECK(told(check_pages(document, pages_of(kReportPages))).empty());
  std::string const pages = replaced_all(kReportPages, "2 110 14 2.5", "2 120 14 2.5");
  CHECK(told(check_pages(document, pages_of(pages))) ==
        "NUM-01 e0: page number: expected centred, found 10 mm to the right\n");
}

TEST_CASE("a finding is told with the page on which it shows", "[rules][pages]") {
  // The second paragraph begins on page 1 and goes on; what is wrong in it shows on page 2.
  std::string const document = test::changed(
      test::changed(test::read_case("cong-van"), "number=none", "number=header first"),
      "Yêu cầu các cơ quan, đơn vị nghiêm túc thực hiện./.",
      "Yêu cầu các cơ quan, đơn vị nghiêm túc thực hiện.Báo cáo đúng hạn./.");
  std::string pages =
      replaced_all(kLetterPages,
                   "1 100 106 120 14 | Yêu cầu các cơ quan, đơn vị nghiêm túc thực hiện./.",
                   "1 100 106 120 14 | Yêu cầu các cơ quan,\n"
                   "2 110 14 2.5 14 | 2\n"
                   "2 100 30 120 14 | đơn vị nghiêm túc thực hiện.Báo cáo đúng hạn./.");
  for (char const* from : {"1 41 1", "1 42 1", "1 44 1", "1 150 1"}) {
    pages = replaced_all(pages, from, std::string{"2"} + (from + 1));
  }
  std::string const found = told(check_pages(document, pages_of(pages)));
  CHECK(found.find("TEXT-05 w2: ") == 0);
  CHECK(found.find('\n') == found.size() - 1);
}

TEST_CASE("texts are found on the pages however they show", "[rules][pages]") {
  // A number on page 2 tells whether the paragraph behind was found there.
  struct Shown {
    char const* name;
    char const* document;  // of the last paragraph
    char const* pages;
    int page;  // that is told of it
  };
  static std::vector<Shown> const cases = {
      {"as it is written",
       "Các đơn vị thực hiện.Báo cáo đúng hạn./.",
       "2 100 30 90 14 | Các đơn vị thực hiện.Báo cáo đúng hạn./.",
       2},
      {"in two styles",
       "Các đơn vị **thực** hiện.Báo cáo đúng hạn./.",
       "2 60 30 10 14 | Các đơn vị\n2 80 30 10 14 | thực\n2 100 30 20 14 | hiện.Báo cáo đúng "
       "hạn./.",
       2},
      {"a word that is parted at the end of a line",
       "Các đơn vị thực hiện.Báo cáo đúng hạn./.",
       "2 60 30 90 14 | Các đơn vị thực hi-\n2 60 36 90 14 | ện.Báo cáo đúng hạn./.",
       2},
      {"decomposed",
       "Các đơn vị thực hie\xCC\x82\xCC\xA3n.Báo cáo đúng hạn./.",
       "2 100 30 90 14 | Các đơn vị thực hiện.Báo cáo đúng hạn./.",
       2},
      {"with the mark of a note between",
       "Các đơn vị thực hiện.Báo cáo đúng hạn./.",
       "2 60 30 10 14 | Các đơn vị\n2 66 28 1 8 | 1\n2 80 30 30 14 | thực hiện.Báo cáo đúng hạn./.",
       2},
      {"not at all: where the text before stands",
       "Các đơn vị thực hiện.Báo cáo đúng hạn./.",
       "2 100 30 90 14 | Khác",
       1},
  };
  for (Shown const& c : cases) {
    DYNAMIC_SECTION(c.name) {
      std::string const document = test::changed(
          test::changed(test::read_case("cong-van"), "number=none", "number=header first"),
          "Yêu cầu các cơ quan, đơn vị nghiêm túc thực hiện./.",
          c.document);
      std::string const pages =
          replaced_all(kLetterPages,
                       "1 100 106 120 14 | Yêu cầu các cơ quan, đơn vị nghiêm túc thực hiện./.",
                       c.pages);
      std::string found = told(check_pages(document, pages_of(pages)));
      INFO(found);
      CHECK(found.find("TEXT-05 w" + std::to_string(c.page)) != std::string::npos);
    }
  }
}

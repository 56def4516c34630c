// Findings as tables, JSON and SARIF.

#include <string>

#include <catch2/catch.hpp>

#include "data/limits.h"
#include "data/value.h"
#include "rules/check.h"
#include "rules/report.h"
#include "rules/rule_table.h"
#include "rules/written_document.h"

using namespace thethuc;

namespace {

rules::Checked checked() {
  base::Diagnostics out;
  rules::Options options;
  options.file_name = "báo cáo.docx";
  auto findings =
      rules::check(test::docx_of(test::changed(
                       test::read_case("bao-cao"), "Số: 05/BC-SNV\ncell", "Số: 5/BC-SNV\ncell")),
                   options,
                   out);
  REQUIRE(findings);
  return {options.file_name, std::move(*findings)};
}

data::Document parsed(std::string const& json) {
  data::Document document;
  base::Diagnostics out;
  REQUIRE(document.parse(json, "", {}, out));
  return document;
}

}  // namespace

TEST_CASE("a table for people", "[reports]") {
  std::string const text = rules::findings_text(checked(), base::Language::vi, true);
  CHECK(text.find("lỗi  SO-01    trang 1, bảng 1, dòng 2, ô 1, đoạn 1") != std::string::npos);
  CHECK(text.find("cần “Số: 05/BC-SNV”, nhưng đây là “Số: 5/BC-SNV”") != std::string::npos);
  CHECK(text.find("Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, 3") != std::string::npos);
  CHECK(text.find("1 lỗi, 0 cảnh báo, 0 lưu ý") != std::string::npos);
}

TEST_CASE("what was recognised", "[reports]") {
  std::string const text = rules::explained_text(checked(), base::Language::en);
  CHECK(text.find("nd30-2020, type: Báo cáo, header: table") != std::string::npos);
  CHECK(text.find("quoc_hieu") != std::string::npos);
  CHECK(text.find("[13 pt, bold, center]  CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") !=
        std::string::npos);
}

TEST_CASE("what was recognised, in Vietnamese", "[reports]") {
  std::string const text = rules::explained_text(checked(), base::Language::vi);
  CHECK(text.find("nd30-2020, loại: Báo cáo, phần đầu: bảng") != std::string::npos);
  CHECK(text.find("[13 pt, đậm, canh giữa]  CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") !=
        std::string::npos);
  for (char const* english : {"bold", "italic", "center", "justify", "table"}) {
    CHECK(text.find(english) == std::string::npos);
  }
}

TEST_CASE("JSON of a document that was mended", "[reports]") {
  base::Diagnostics out;
  auto fixed =
      rules::fix(test::docx_of(test::changed(
                     test::read_case("bao-cao"), "Số: 05/BC-SNV\ncell", "Số: 5/BC-SNV\ncell")),
                 rules::Options{},
                 out);
  REQUIRE(fixed);
  rules::Checked const mended{"a.docx", std::move(fixed->left), std::move(fixed->changes)};
  data::Document const document = parsed(rules::findings_json(mended, base::Language::en, false));
  data::Value const root = document.root();
  CHECK(root.find("findings").size() == 0);
  REQUIRE(root.find("changes").size() == 1);
  data::Value const change = root.find("changes").item(0);
  CHECK(change.find("rule").text() == "SO-01");
  CHECK(change.find("message").text() == "number and symbol: “Số: 5/BC-SNV” → “Số: 05/BC-SNV”");
  CHECK(change.find("place").find("row").text() == "2");
}

TEST_CASE("JSON", "[reports]") {
  data::Document const document = parsed(rules::findings_json(checked(), base::Language::en, true));
  data::Value const root = document.root();
  CHECK(root.find("profile").text() == "nd30-2020");
  REQUIRE(root.find("findings").size() == 1);
  data::Value const finding = root.find("findings").item(0);
  CHECK(finding.find("rule").text() == "SO-01");
  CHECK(finding.find("severity").text() == "error");
  CHECK(finding.find("component").text() == "so_ky_hieu");
  CHECK(finding.find("expected").text() == "“Số: 05/BC-SNV”");
  CHECK(finding.find("place").find("row").text() == "2");
  CHECK(finding.find("can_fix").text() == "true");
  CHECK(root.find("counts").find("error").text() == "1");
  CHECK(root.find("recognised").size() > 20);
}

TEST_CASE("pages are those of a layout program, when there is one", "[reports]") {
  std::string const docx =
      test::docx_of(test::changed(test::read_case("cong-van"), "thực hiện./.", "thực hiện."));
  base::Geometry geometry;
  geometry.pages = 2;
  geometry.lines = {{1, 0, 0, 0, 0, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"},
                    {2, 0, 0, 0, 0, "Yêu cầu các cơ quan, đơn vị nghiêm túc"}};
  rules::Options options;
  options.geometry = &geometry;
  base::Diagnostics out;
  auto const findings = rules::check(docx, options, out);
  REQUIRE(findings);
  // Two pages want a page number, which one page does not.
  REQUIRE(findings->entries.size() == 2);
  CHECK(findings->entries[0].rule == "NUM-01");
  CHECK(findings->entries[1].rule == "BODY-06");
  CHECK(findings->entries[1].page == 2);
}

TEST_CASE("a document beyond the limit is told", "[reports]") {
  rules::Options options;
  options.limits.max_paragraphs = 5;
  base::Diagnostics out;
  CHECK(!rules::check(test::docx_of(test::read_case("cong-van")), options, out));
  REQUIRE(out.entries().size() == 1);
  CHECK(out.entries()[0].id == base::Id::document_too_long);
  CHECK(out.to_text(base::Language::en).find("at most 5 paragraphs") != std::string::npos);
}

TEST_CASE("SARIF", "[reports]") {
  rules::Checked const file = checked();
  data::Document const document =
      parsed(rules::findings_sarif({&file, 1}, base::Language::en, "1.2.3"));
  CHECK(document.root().find("version").text() == "2.1.0");
  data::Value const run = document.root().find("runs").item(0);
  data::Value const driver = run.find("tool").find("driver");
  CHECK(driver.find("name").text() == "thethuc");
  CHECK(driver.find("rules").size() == rules::rule_table().size());
  REQUIRE(run.find("results").size() == 1);
  data::Value const result = run.find("results").item(0);
  CHECK(result.find("ruleId").text() == "SO-01");
  CHECK(result.find("level").text() == "error");
  std::size_t const index = std::stoul(std::string{result.find("ruleIndex").text()});
  CHECK(driver.find("rules").item(index).find("id").text() == "SO-01");
  data::Value const location = result.find("locations").item(0);
  CHECK(location.find("physicalLocation").find("artifactLocation").find("uri").text() ==
        "b%C3%A1o%20c%C3%A1o.docx");
}

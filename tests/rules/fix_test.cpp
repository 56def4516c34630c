// Mending: what it mends, that a second time changes nothing, and that nothing else is touched.

#include <string>

#include <catch2/catch.hpp>

#include "rules/check.h"
#include "rules/written_document.h"
#include "support/docx_fixture.h"

using namespace thethuc;

namespace {

rules::Fixed fix(std::string const& docx) {
  base::Diagnostics out;
  auto fixed = rules::fix(docx, {}, out);
  INFO(out.to_text(base::Language::en));
  REQUIRE(fixed);
  return std::move(*fixed);
}

std::string left(rules::Findings const& findings) {
  std::string out;
  for (rules::Finding const& f : findings.entries) {
    out += std::string{f.rule} + " " + f.message(base::Language::en) + "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("what needs no judgement is mended", "[fix]") {
  struct Case {
    char const* document;
    char const* from;
    char const* to;
    char const* rules;  // of the changes, in order of the document
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"cong-van", "left=30", "left=25", "PAGE-02"},
      {"cong-van", "body | Ủy ban", "body font=Arial | Ủy ban", "PAGE-03"},
      {"cong-van", "body | Ủy ban", "body color=FF0000 | Ủy ban", "PAGE-04"},
      {"cong-van", "Ủy ban nhân dân tỉnh yêu cầu", "U\xCC\x89y ban nhân dân tỉnh yêu cầu", "PAGE-06"},
      {"bao-cao", "number=header", "number=footer", "NUM-01"},
      {"bao-cao", "first start=1", "start=1", "NUM-02"},
      {"cong-van", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Cộng hòa xã hội chủ nghĩa Việt Nam", "HDR-01"},
      {"cong-van", "c b 13 | CỘNG", "c 14 | CỘNG", "HDR-01 HDR-01"},
      {"cong-van", "Độc lập - Tự do - Hạnh phúc", "Độc lập – Tự do – Hạnh phúc", "HDR-02"},
      {"cong-van", "line 65", "blank", "HDR-03"},
      {"bao-cao", "line 10", "blank", "ORG-03"},
      {"cong-van", "Số: 12/UBND-NV", "Số 12 /UBND - NV", "SO-01"},
      {"cong-van", "Số: 12/UBND-NV", "Số: 2/UBND-NV", "SO-01"},
      {"cong-van", "ngày 15 tháng 3", "ngày 5 tháng 3", "DATE-01"},
      {"cong-van", "ngày 15 tháng 3", "ngày 15 tháng 03", "DATE-02"},
      {"quyet-dinh", "KT. BỘ TRƯỞNG", "KT.BỘ TRƯỞNG", "SIGN-01"},
      {"cong-van", "b i 12 | Nơi nhận:", "13 | Nơi nhận:", "NN-01 NN-01 NN-01"},
      {"cong-van", "- Lưu: VT, NV.", "- Lưu: VT, NV", "NN-03"},
      {"bao-cao", "| Phụ lục\n", "| PHỤ LỤC\n", "PL-01"},
      {"cong-van", "body | Ủy ban", "first=10 before=6 12 | Ủy ban", "BODY-01 BODY-01"},
      {"dang", "Số 12-BC/BTCTU", "Số: 12-BC/BTCTU", "DANG-03"},
      {"bao-cao", "body | b) Về", "body | b) Về", ""},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.document << ": " << c.to) {
    std::string const docx =
        test::docx_of(test::changed(test::read_case(c.document), c.from, c.to));
    rules::Fixed const fixed = fix(docx);
    std::string ids;
    for (rules::Change const& change : fixed.changes) {
      ids += (ids.empty() ? "" : " ") + std::string{change.rule};
    }
    CHECK(ids == c.rules);
    CHECK(left(fixed.left).empty());
    rules::Fixed const again = fix(fixed.docx);
    CHECK(again.changes.empty());
    CHECK(again.docx == fixed.docx);
    if (fixed.changes.empty()) {
      CHECK(fixed.docx == docx);
    }
  }
}

TEST_CASE("mending touches only what was found", "[fix]") {
  std::string const docx =
      test::docx_of(test::changed(test::read_case("cong-van"), "Số: 12/UBND-NV", "Số: 2/UBND-NV"));
  std::string const text = test::text_of(fix(docx).docx);
  CHECK(text == test::text_of(test::docx_of(test::changed(
                    test::read_case("cong-van"), "Số: 12/UBND-NV", "Số: 02/UBND-NV"))));
}

TEST_CASE("findings become comments", "[fix]") {
  std::string const docx =
      test::docx_of(test::changed(test::read_case("cong-van"), "Số: 12/UBND-NV", "Số: 2/UBND-NV"));
  base::Diagnostics out;
  auto const annotated = rules::annotate(docx, {}, base::Language::vi, out);
  REQUIRE(annotated);
  std::string const comments = test::part_of(*annotated, "word/comments.xml");
  CHECK(comments.find("SO-01: số, ký hiệu: cần “Số: 02/UBND-NV”") != std::string::npos);
  CHECK(comments.find("Phụ lục I, Phần I, Mục II, 3") != std::string::npos);
  std::string const document = test::part_of(*annotated, "word/document.xml");
  CHECK(document.find("<w:commentRangeStart w:id=\"0\"/>") != std::string::npos);
  CHECK(document.find("<w:commentReference w:id=\"0\"/>") != std::string::npos);
  // Its text is what it was, and it may be annotated again.
  CHECK(test::text_of(*annotated) == test::text_of(docx));
  auto const twice = rules::annotate(*annotated, {}, base::Language::en, out);
  REQUIRE(twice);
  CHECK(test::part_of(*twice, "word/comments.xml").find("w:id=\"1\"") != std::string::npos);
}

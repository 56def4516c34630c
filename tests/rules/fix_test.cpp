// Mending: what it mends, that a second time changes nothing, and that nothing else is touched.

#include <string>

#include <catch2/catch.hpp>

#include "rules/check.h"
#include "rules/rule_cases.h"
#include "rules/written_document.h"
#include "support/docx_fixture.h"
#include "support/judged.h"
#include "support/mended.h"
#include "support/soundness.h"

using namespace thethuc;

namespace {

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
      {"cong-van", "Số: 12/UBND-NV", "12/UBND-NV", "SO-01"},
      {"cong-van", "ngày 15 tháng 3", "ngày 5 tháng 3", "DATE-01"},
      {"cong-van", "Hà Nam, ngày 15", "Hà Nam; ngày 15", "DATE-01"},
      {"cong-van", "ngày 15 tháng 3", "ngày 15 tháng 03", "DATE-02"},
      {"quyet-dinh", "KT. BỘ TRƯỞNG", "KT.BỘ TRƯỞNG", "SIGN-01"},
      {"cong-van", "b i 12 | Nơi nhận:", "13 | Nơi nhận:", "NN-01 NN-01 NN-01"},
      {"cong-van", "- Lưu: VT, NV.", "- Lưu: VT, NV", "NN-03"},
      {"bao-cao", "| Phụ lục\n", "| PHỤ LỤC\n", "PL-01"},
      {"cong-van", "body | Ủy ban", "first=10 before=6 12 | Ủy ban", "BODY-01 BODY-01"},
      {"dang", "Số 12-BC/BTCTU", "Số: 12-BC/BTCTU", "DANG-03"},
      {"dang", "-----", "--------", "TYPE-02"},
      {"cong-van", "c i 14 | Hà Nam, ngày", "c i 14 caps | Hà Nam, ngày", "DATE-01"},
      {"cong-van", "c b 14 | Độc lập", "c b 14 caps | Độc lập", "HDR-02 HDR-03 HDR-03"},
      {"cong-van", "c b 14 | Nguyễn Văn An", "c b 14 caps | Nguyễn Văn An", "SIGN-04"},
      {"quyet-dinh", "c b 14 | Về việc", "c b 14 caps | Về việc", "TYPE-02"},
      {"bao-cao", "c b 14 | Phụ lục\n", "c b 14 caps | Phụ lục\n", "PL-01"},
      {"cong-van", "Số: 12/UBND-NV", "Số:12/UBND-NV.", "SO-01"},
      {"sao-y", "c b 14 | SAO Y", "c b 14 | Sao y", "COPY-01"},
      {"quy-che", "number=header first start=1", "number=none first start=1", "NUM-01"},
      {"bao-cao", "body | b) Về", "body | b) Về", ""},
      // --- page
      {"cong-van", "page top", "page size=letter top", "PAGE-01"},
      {"cong-van", "page top", "page size=A5 top", "PAGE-01"},
      {"bao-cao", "number=header first", "number=header first-shows", "NUM-02"},
      // --- spacing
      {"cong-van", "body | Ủy ban", "body first=5 | Ủy ban", "BODY-02"},
      {"cong-van", "body | Ủy ban", "body left=6 first=0 | Ủy ban", "BODY-02"},
      {"cong-van", "body | Ủy ban", "body first=0 | →Ủy ban", "BODY-02"},
      {"cong-van", "body | Ủy ban", "body first=0 |      Ủy ban", "BODY-02"},
      {"cong-van", "body | Yêu cầu", "body before=3 | Yêu cầu", "BODY-03"},
      {"cong-van", "body | Ủy ban", "body lines=2 | Ủy ban", "BODY-04"},
      {"cong-van", "body | Ủy ban", "body lines=0.8 | Ủy ban", "BODY-04"},
      {"cong-van", "body | Ủy ban", "body exact=12 | Ủy ban", "BODY-08"},
      {"dang", "body exact=18 | Thực", "body exact=12 | Thực", "BODY-04"},
      {"dang", "body exact=18 | Thực", "body lines=1.2 | Thực", "BODY-04"},
      {"cong-van", "body | Yêu cầu", "body 13 | Yêu cầu", "BODY-05"},
      {"cong-van", "c 12 before=6 | V/v", "c 12 | V/v", "CV-01"},
      // --- lines
      {"cong-van", "line 65", "line 30", "HDR-03"},
      {"bao-cao", "line 10", "line 30", "ORG-03"},
      {"quyet-dinh", "line 45", "line 90", "TYPE-02"},
      // --- capitals
      {"bao-cao", "SỞ NỘI VỤ\nline", "Sở Nội vụ\nline", "ORG-01"},
      {"bao-cao", "| ỦY BAN NHÂN DÂN TỈNH HÀ NAM\nc b", "| Ủy ban nhân dân tỉnh Hà Nam\nc b", "ORG-02"},
      {"bao-cao", "PHÓ GIÁM ĐỐC", "Phó Giám đốc", "SIGN-03"},
      {"nghi-dinh", "QUY ĐỊNH CHUNG", "Quy định chung", "HEAD-01"},
      // --- marks
      {"cong-van", "thực hiện./.", "thực hiện.", "BODY-06"},
      {"cong-van", "- Sở Nội vụ;", "- Sở Nội vụ,", "KG-02"},
      {"cong-van", "các huyện, thành phố.", "các huyện, thành phố;", "KG-02"},
      {"cong-van", "Kính gửi:\n", "Kính gửi\n", "KG-01"},
      {"cong-van", "Kính gửi:\n", "KÍNH GỬI :\n", "KG-01"},
      {"quyet-dinh", "Vụ Cải cách hành chính.\nc b", "Vụ Cải cách hành chính;\nc b", "CC-01"},
      {"bao-cao", "- Lãnh đạo Sở;", "-Lãnh đạo Sở", "NN-02"},
      {"nghi-dinh", "Điều 1. Phạm vi", "Điều 1: Phạm vi", "HEAD-03"},
      {"nghi-dinh", "Chương I\n", "CHƯƠNG I\n", "HEAD-01"},
      {"dang", "K/T TRƯỞNG BAN", "KT. TRƯỞNG BAN", "DANG-04"},
      {"cong-van", "Hà Nam, ngày", "TP. Hồ Chí Minh, ngày", "DATE-04"},
      {"cong-van", "line 65", "line 61 dashed", "HDR-03"},
      {"cong-van", "line 65", "line 30 double", "HDR-03 HDR-03"},
      {"cong-van", "Số: 12/UBND-NV", "Số; 12/UBND–NV", "SO-01"},
      {"cong-van", "V/v báo cáo", "V/v: báo cáo", "CV-01"},
      {"cong-van", "Hà Nam, ngày", "Hà nam, ngày", "DATE-04"},
      {"quyet-dinh", "**Điều 1.", "**Điều 01.", "HEAD-03"},
      {"bao-cao", "body b | 2. Cải cách thể chế", "body b | 2) Cải cách thể chế", "HEAD-04"},
      {"bao-cao", "body | b) Về kiểm tra", "body | b. Về kiểm tra", "HEAD-04"},
      {"bao-cao", "- Lưu: VT, CCHC.", "- Lưu: VT/CCHC", "NN-03"},
      // --- in the header of the first page
      {"cong-van", "page top=20 bottom=20 left=30 right=20 number=none\ntable 65 100\ncell\nc b 13 | ỦY BAN NHÂN DÂN⏎TỈNH HÀ NAM\nline 12\ncell\nc b 13 | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nc b 14 | Độc lập - Tự do - Hạnh phúc\nline 65\nrow\ncell\nc 13 | Số: 12/UBND-NV\nc 12 before=6 | V/v báo cáo công tác cải cách hành chính\ncell\nc i 14 | Hà Nam, ngày 15 tháng 3 năm 2024\nend\n", "page top=20 bottom=20 left=30 right=20 number=none first\nfirst-header\ntable 65 100\ncell\nc b 13 | ỦY BAN NHÂN DÂN⏎TỈNH HÀ NAM\nline 12\ncell\nc b 13 | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nc b 14 | Độc lập - Tư do - Hạnh phúc\nline 65\nrow\ncell\nc 13 | Số: 12/UBND-NV\nc 12 before=6 | V/v báo cáo công tác cải cách hành chính\ncell\nc i 14 | Hà Nam, ngày 15 tháng 3 năm 2024\nend\nend-header\n", "HDR-02"},
      {"cong-van", "page top=20 bottom=20 left=30 right=20 number=none\ntable 65 100\ncell\nc b 13 | ỦY BAN NHÂN DÂN⏎TỈNH HÀ NAM\nline 12\ncell\nc b 13 | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nc b 14 | Độc lập - Tự do - Hạnh phúc\nline 65\nrow\ncell\nc 13 | Số: 12/UBND-NV\nc 12 before=6 | V/v báo cáo công tác cải cách hành chính\ncell\nc i 14 | Hà Nam, ngày 15 tháng 3 năm 2024\nend\n", "page top=20 bottom=20 left=30 right=20 number=none first\nfirst-header\ntable 65 100\ncell\nc b 13 | ỦY BAN NHÂN DÂN⏎TỈNH HÀ NAM\nline 12\ncell\nc b 13 | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nc b 14 | Độc lập - Tự do - Hạnh phúc\nblank\nrow\ncell\nc 13 | Số: 12/UBND-NV\nc 12 before=6 | V/v báo cáo công tác cải cách hành chính\ncell\nc i 14 | Hà Nam, ngày 15 tháng 3 năm 2024\nend\nend-header\n", "HDR-03"},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.document << ": " << c.to) {
    std::string const docx =
        test::docx_of(test::changed(test::read_case(c.document), c.from, c.to));
    rules::Fixed const fixed = test::mended(docx);
    std::string ids;
    for (rules::Change const& change : fixed.changes) {
      ids += (ids.empty() ? "" : " ") + std::string{change.rule};
    }
    CHECK(ids == c.rules);
    CHECK(left(fixed.left).empty());
  }
}

TEST_CASE("what needs judgement is left as it is", "[fix]") {
  struct Case {
    char const* document;
    char const* from;
    char const* to;
    char const* rule;  // that still tells
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"cong-van", "page top", "page landscape top", "PAGE-05"},
      {"cong-van", "body | Ủy ban nhân dân tỉnh", "body | Uû ban nh©n d©n tØnh", "PAGE-06"},
      {"cong-van", "table 65 100", "table 65 75", "HDR-04"},
      {"cong-van", "Nguyễn Văn An", "NGUYỄN VĂN AN", "SIGN-04"},
      {"bao-cao", "- Lãnh đạo Sở;", "Gửi bản điện tử:", "NN-02"},
      {"nghi-dinh", "Chương I\n", "Chương 1\n", "HEAD-01"},
      {"bao-cao", "2. Cải cách thể chế", "3. Cải cách thể chế", "HEAD-05"},
      {"bao-cao", "số 12/KH-UBND ngày", "số: 12 /KH-UBND ngày", "CITE-02"},
      {"bao-cao", "đạt 87,99% kế hoạch", "đạt 87, 99% kế hoạch", "TEXT-03"},
      {"cong-van", "body | Yêu cầu", "body bullet | Yêu cầu", "BODY-07"},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.document << ": " << c.to) {
    std::string const docx =
        test::docx_of(test::changed(test::read_case(c.document), c.from, c.to));
    rules::Fixed const fixed = test::mended(docx);
    CHECK(fixed.changes.empty());
    CHECK(left(fixed.left).find(c.rule) != std::string::npos);
  }
}

TEST_CASE("a header that tabs make gets its lines", "[fix]") {
  std::string text = test::read_case("bao-cao");
  std::size_t const begin = text.find("table 65 100");
  std::size_t const end = text.find("end\n", begin) + 4;
  text.replace(
      begin,
      end - begin,
      "stops=c30,c110 13 | →ỦY BAN NHÂN DÂN TỈNH HÀ NAM→**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**\n"
      "stops=c30,c110 b 13 | →SỞ NỘI VỤ→Độc lập - Tự do - Hạnh phúc\n"
      "stops=c30,c110 13 | →Số: 05/BC-SNV→Hà Nam, ngày 05 tháng 02 năm 2024\n");
  rules::Fixed const fixed = test::mended(test::docx_of(text));
  std::string told;
  for (rules::Change const& change : fixed.changes) {
    told += std::string{change.rule} + " ";
  }
  CHECK(told.find("HDR-03") != std::string::npos);
  CHECK(told.find("ORG-03") != std::string::npos);
  CHECK(left(fixed.left) == "");
  // One row of low lines, each below its text.
  INFO(test::text_of(fixed.docx));
  CHECK(test::text_of(fixed.docx).find("SỞ NỘI VỤ→Độc lập - Tự do - Hạnh phúc\n→____") !=
        std::string::npos);
}

TEST_CASE("the laws of mending hold for all that breaks a rule", "[fix]") {
  for (test::RuleCase const& c : test::kRuleCases) {
    DYNAMIC_SECTION(c.rules << " " << c.document << ": " << c.to) {
      rules::Options options;
      options.profile = c.profile ? rules::builtin_profile(c.profile) : nullptr;
      (void)test::mended(test::docx_of(test::changed(test::read_case(c.document), c.from, c.to)),
                         options);
    }
  }
}

TEST_CASE("the laws of mending hold for documents as their authors left them", "[fix]") {
  auto const name =
      GENERATE("bac-kan-2018", "dien-bien-2023", "ha-nam-2019", "khanh-hoa-2021", "son-phu-2021");
  DYNAMIC_SECTION(name) {
    (void)test::mended(test::docx_of(test::read_case(name)));
  }
}

TEST_CASE("more findings than are told are mended", "[fix]") {
  std::string text = test::read_case("cong-van");
  std::string list;
  for (int i = 0; i < 150; ++i) {
    list += "12 | - Sở Nội vụ;\n";
  }
  rules::Fixed const fixed =
      test::mended(test::docx_of(test::changed(text, "11 | - Lưu", list + "11 | - Lưu")));
  CHECK(left(fixed.left) == "");
}

TEST_CASE("mending touches only what was found", "[fix]") {
  std::string const docx =
      test::docx_of(test::changed(test::read_case("cong-van"), "Số: 12/UBND-NV", "Số: 2/UBND-NV"));
  std::string const text = test::text_of(test::mended(docx).docx);
  CHECK(text == test::text_of(test::docx_of(test::changed(
                    test::read_case("cong-van"), "Số: 12/UBND-NV", "Số: 02/UBND-NV"))));
}

TEST_CASE("a document with comments is sound whatever it was annotated for", "[fix]") {
  for (test::RuleCase const& c : test::kRuleCases) {
    DYNAMIC_SECTION(c.rules << " " << c.document << ": " << c.to) {
      std::string const docx =
          test::docx_of(test::changed(test::read_case(c.document), c.from, c.to));
      base::Diagnostics out;
      auto const annotated = rules::annotate(docx, {}, base::Language::vi, out);
      REQUIRE(annotated);
      CHECK(test::text_of(*annotated) == test::text_of(docx));
      CHECK(test::defects_of(*annotated) == test::defects_of(docx));
      test::show_to_judges(*annotated, docx);
    }
  }
}

TEST_CASE("findings become comments", "[fix]") {
  std::string const docx =
      test::docx_of(test::changed(test::read_case("cong-van"), "Số: 12/UBND-NV", "Số: 2/UBND-NV"));
  base::Diagnostics out;
  auto const annotated = rules::annotate(docx, {}, base::Language::vi, out);
  REQUIRE(annotated);
  test::show_to_judges(*annotated, docx);
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

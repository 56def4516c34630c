// What real documents get wrong, as their authors left it: each slip is found, by the rule that is
// for it. The documents are short; the slips are verbatim.

#include <string>

#include <catch2/catch.hpp>

#include "rules/check.h"
#include "rules/written_document.h"

using namespace thethuc;

namespace {

struct Slip {
  char const* rule;
  char const* told;  // stands in the message
};

void expect_slips(char const* document, std::vector<Slip> const& slips) {
  base::Diagnostics out;
  auto const findings = rules::check(test::docx_of(test::read_case(document)), {}, out);
  REQUIRE(findings);
  std::string all;
  for (rules::Finding const& f : findings->entries) {
    all += std::string{f.rule} + " " + f.message(base::Language::en) + "\n";
  }
  for (Slip const& slip : slips) {
    bool is_told = false;
    for (rules::Finding const& f : findings->entries) {
      is_told = is_told || (f.rule == slip.rule &&
                            f.message(base::Language::en).find(slip.told) != std::string::npos);
    }
    INFO(slip.rule << " " << slip.told << "\n" << all);
    CHECK(is_told);
  }
}

}  // namespace

TEST_CASE("slips of the guide of Bắc Kạn, 2018", "[seeds]") {
  expect_slips("bac-kan-2018",
               {{"SO-01", "“Số: 657/HD-SNV”"},
                {"PL-02", "expected “657/HD-SNV” as in the header, found “63/HĐ-SNV”"},
                {"PL-02", "form of the reference line"},
                {"CITE-02", "Hướng dẫn số 285/HD-SNV"},
                {"CITE-02", "Nghị định số 43/2011/NĐ-CP"},
                {"CC-01", "a basis within a sentence"},
                {"PL-01", "a line “Phụ lục” above the title, found “ĐỀ CƯƠNG"},
                {"NN-02", "Gửi bản điện tử"},
                {"HEAD-01", "“Phần II” on a line of its own, found “PHẦN II: BÁO CÁO CHUYÊN ĐỀ”"},
                {"BODY-06", "“./.” at the very end"}});
}

TEST_CASE("slips of the plan of Hà Nam, 2019", "[seeds]") {
  expect_slips("ha-nam-2019",
               {{"SO-01", "expected “Số: 1800/KH-UBND”, found “Số 1800/KH-UBND”"},
                {"PL-02", "expected “1800/KH-UBND” as in the header, found “170/KH-UBND”"},
                {"PL-02", "date in the reference line"},
                {"PL-01", "expected “Phụ lục”, found “PHỤ LỤC”"},
                {"TEXT-01", "found “1.25”"},
                {"TEXT-03", "expected “87,99%”, found “87, 99%”"},
                {"NN-05", "found “TT”"}});
}

TEST_CASE("slips of the report of Sơn Phú, 2021", "[seeds]") {
  expect_slips("son-phu-2021",
               {{"ORG-01", "capitals: “XÃ SƠN PHÚ”, found “Xã Sơn Phú”"},
                {"KG-01", "none, and among the recipients “- Phòng nội vụ huyện;”"},
                {"NN-03", "expected “- Lưu: VT, VP-UBND.”, found “- Lưu: VP-UBND.”"},
                {"PL-01", "found “Phụ lục 2B”"},
                {"PL-02", "found none"},
                {"HEAD-05", "number used twice: expected “3”, found “2”"},
                {"CITE-02", "expected “Kế hoạch số 03/KH-UBND”, found “Kế hoạch 03/KH-UBND”"},
                {"CITE-02", "found “Kế hoạch số 03 /KH-UBND, ngày 15/01/2021”"},
                {"CITE-02", "ngày 06/02/2021”, found"},
                {"TEXT-03", "expected “2.590.755.750”, found “2 590 755 750”"},
                {"TEXT-04", "found “Uỷ ban”"},
                {"TEXT-04", "found “Quý III”"},
                {"TEXT-04", "found “kĩ luật”"},
                {"TEXT-04", "found “cập nhập”"},
                {"TEXT-05", "a space behind the full stop"}});
}

TEST_CASE("slips of the report of Điện Biên, 2023", "[seeds]") {
  expect_slips("dien-bien-2023",
               {{"SO-05", "none yet"},
                {"SO-05", "expected day, month and year"},
                {"SIGN-01", "expected “KT. GIÁM ĐỐC”, found “KT.GIÁM ĐỐC”"},
                {"KG-01", "among the recipients"},
                {"CC-01", "a basis within a sentence"},
                {"PL-01", "a line “Phụ lục” above the title"},
                {"TEXT-02", "expected 2023, found 2022"},
                {"PL-02", "a blank, as in the document's own date"},
                {"CITE-03", "“KH” of Kế hoạch"},
                {"CITE-01", "its name, without number and symbol"},
                {"CITE-02", "found “Báo cáo số 329 /BC-SKHĐT"},
                {"CITE-02", "15/3/2023"},
                {"TEXT-06", "found “&”"}});
}

TEST_CASE("slips of the letter of Khánh Hòa, 2021", "[seeds]") {
  expect_slips("khanh-hoa-2021",
               {{"PL-02", "expected “(Kèm theo …)”"},
                {"PL-02", "form of the reference line"},
                {"PL-02", "expected “1263/UBND-NV” as in the header, found “1263/UBND”"},
                {"NN-03", "expected “- Lưu: VT, NV.”, found “- Lưu: VT, NV”"},
                {"HEAD-05", "number used twice: expected “III”, found “II”"},
                {"HEAD-05", "“I.” before “1.”"},
                {"TEXT-06", "no asterisks"}});
}

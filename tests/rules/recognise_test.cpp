// One header in many constructions is recognised alike.

#include <algorithm>
#include <string>

#include <catch2/catch.hpp>

#include "rules/check.h"
#include "rules/written_document.h"
#include "support/docx_fixture.h"

using namespace thethuc;

namespace {

// "co_quan_chu_quan=ỦY BAN …|…" of the components of the header.
std::string header_of(std::string const& docx) {
  base::Diagnostics out;
  rules::Options options;
  auto const findings = rules::check(docx, options, out);
  INFO(out.to_text(base::Language::en));
  REQUIRE(findings);
  std::string text;
  for (rules::Component wanted : {rules::Component::co_quan_chu_quan,
                                  rules::Component::co_quan_ban_hanh,
                                  rules::Component::quoc_hieu,
                                  rules::Component::tieu_ngu,
                                  rules::Component::so_ky_hieu,
                                  rules::Component::dia_danh_ngay,
                                  rules::Component::ten_loai}) {
    for (rules::Explained const& line : findings->explained) {
      if (line.component == wanted) {
        text += std::string{rules::component_id(wanted)} + "=" + line.text + "\n";
      }
    }
  }
  return text;
}

constexpr char const* kHeader =
    "co_quan_chu_quan=ỦY BAN NHÂN DÂN TỈNH HÀ NAM\nco_quan_ban_hanh=SỞ NỘI VỤ\n"
    "quoc_hieu=CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\ntieu_ngu=Độc lập - Tự do - Hạnh phúc\n"
    "so_ky_hieu=Số: 05/BC-SNV\ndia_danh_ngay=Hà Nam, ngày 05 tháng 02 năm 2024\nten_loai=BÁO CÁO\n";

std::string run(std::string_view text, bool bold = false) {
  return std::string{"<w:r><w:rPr>"} + (bold ? "<w:b/>" : "") + "</w:rPr><w:t>" +
         std::string{text} + "</w:t></w:r>";
}
std::string p(std::string const& runs, std::string const& properties = "") {
  return "<w:p><w:pPr>" + properties + "</w:pPr>" + runs + "</w:p>";
}
std::string box(std::string const& content) {
  return "<w:r><w:pict><v:shape style=\"width:200pt;height:60pt\"><v:textbox><w:txbxContent>" +
         content + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>";
}
std::string frame(std::string_view x) {
  return "<w:framePr w:w=\"4500\" w:hSpace=\"180\" w:wrap=\"around\" w:vAnchor=\"page\" "
         "w:hAnchor=\"page\" w:x=\"" +
         std::string{x} + "\" w:y=\"900\"/>";
}
constexpr char const* kTab = "<w:r><w:tab/></w:r>";
std::string const kTitle =
    p(run("BÁO CÁO", true), "<w:jc w:val=\"center\"/>") + p(run("Trên đây là báo cáo./."));

std::string const kBody = kTitle;
std::string const kChuQuan = run("ỦY BAN NHÂN DÂN TỈNH HÀ NAM");
std::string const kBanHanh = run("SỞ NỘI VỤ", true);
std::string const kQuocHieu = run("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", true);
std::string const kTieuNgu = run("Độc lập - Tự do - Hạnh phúc", true);
std::string const kSo = run("Số: 05/BC-SNV");
std::string const kNgay = run("Hà Nam, ngày 05 tháng 02 năm 2024");

std::string cell(std::string const& content) {
  return "<w:tc><w:tcPr><w:tcW w:w=\"4500\" w:type=\"dxa\"/></w:tcPr>" + content + "</w:tc>";
}
std::string table(std::string const& rows) {
  return "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w=\"4500\"/><w:gridCol "
         "w:w=\"4500\"/></w:tblGrid>" +
         rows + "</w:tbl>";
}

}  // namespace

TEST_CASE("a header is recognised however it is made", "[recognise]") {
  struct Case {
    char const* name;
    std::string body;
  };
  std::string const four =
      table("<w:tr>" + cell(p(kChuQuan) + p(kBanHanh)) + cell(p(kQuocHieu) + p(kTieuNgu)) +
            "</w:tr><w:tr>" + cell(p(kSo)) + cell(p(kNgay)) + "</w:tr>");
  std::vector<Case> const cases = {
      {"a table of two rows", four},
      {"a table of one row",
       table("<w:tr>" + cell(p(kChuQuan) + p(kBanHanh) + p("") + p(kSo)) +
             cell(p(kQuocHieu) + p(kTieuNgu) + p("") + p(kNgay)) + "</w:tr>")},
      {"a table with a line each",
       table("<w:tr>" + cell(p(kChuQuan)) + cell(p(kQuocHieu)) + "</w:tr><w:tr>" +
             cell(p(kBanHanh)) + cell(p(kTieuNgu)) + "</w:tr><w:tr>" + cell(p(kSo)) +
             cell(p(kNgay)) + "</w:tr>")},
      {"blank paragraphs between",
       table("<w:tr>" + cell(p("") + p(kChuQuan) + p("") + p(kBanHanh) + p("")) +
             cell(p(kQuocHieu) + p("") + p(kTieuNgu)) + "</w:tr><w:tr>" + cell(p("") + p(kSo)) +
             cell(p("") + p(kNgay)) + "</w:tr>")},
      {"line breaks in one paragraph",
       table("<w:tr>" +
             cell(p(kChuQuan + "<w:r><w:br/></w:r>" + kBanHanh + "<w:r><w:br/></w:r>" + kSo)) +
             cell(p(kQuocHieu + "<w:r><w:br/></w:r>" + kTieuNgu + "<w:r><w:br/></w:r>" + kNgay)) +
             "</w:tr>")},
      {"tab stops",
       p(kChuQuan + kTab + kQuocHieu) + p(kBanHanh + kTab + kTieuNgu) + p(kSo + kTab + kNgay)},
      {"tab stops with tabs before",
       p(kTab + kChuQuan + kTab + kTab + kQuocHieu) + p(kTab + kBanHanh + kTab + kTieuNgu) +
           p(kTab + kSo + kTab + kNgay)},
      {"blanks for tabs",
       p(kChuQuan + run("        ") + kQuocHieu) + p(kBanHanh + run("          ") + kTieuNgu) +
           p(kSo + run("              ") + kNgay)},
      {"text boxes",
       p(box(p(kChuQuan) + p(kBanHanh) + p(kSo)) + box(p(kQuocHieu) + p(kTieuNgu) + p(kNgay)))},
      {"text boxes, the right one first",
       p(box(p(kQuocHieu) + p(kTieuNgu) + p(kNgay)) + box(p(kChuQuan) + p(kBanHanh) + p(kSo)))},
      {"frames",
       p(kChuQuan, frame("1700")) + p(kBanHanh, frame("1700")) + p(kSo, frame("1700")) +
           p(kQuocHieu, frame("6000")) + p(kTieuNgu, frame("6000")) + p(kNgay, frame("6000"))},
      {"a table in a content control", "<w:sdt><w:sdtContent>" + four + "</w:sdtContent></w:sdt>"},
      {"words cut into runs",
       table(
           "<w:tr>" + cell(p(run("ỦY BAN ") + run("NHÂN DÂN TỈNH HÀ NAM")) + p(kBanHanh)) +
           cell(p(run("CỘNG HÒA XÃ HỘI ", true) + run("CHỦ NGHĨA VIỆT NAM", true)) + p(kTieuNgu)) +
           "</w:tr><w:tr>" + cell(p(run("Số: ") + run("05") + run("/BC-SNV"))) + cell(p(kNgay)) +
           "</w:tr>")},
      {"no-break spaces",
       table("<w:tr>" + cell(p(kChuQuan) + p(kBanHanh)) + cell(p(kQuocHieu) + p(kTieuNgu)) +
             "</w:tr><w:tr>" +
             cell(p(run("Số:\xC2\xA0"
                        "05/BC-SNV"))) +
             cell(p(kNgay)) + "</w:tr>")},
  };
  for (Case const& c : cases) {
    DYNAMIC_SECTION(c.name) {
      CHECK(header_of(test::make_docx(c.body + kBody)) == kHeader);
    }
  }
}

TEST_CASE("slips in fixed words are seen through", "[recognise]") {
  struct Case {
    char const* from;
    char const* to;
    char const* component;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Cộng hòa xã hội chủ nghĩa Việt Nam", "quoc_hieu"},
      {"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CÔNG HÒA XÃ HỘI CHỦ NGHIÃ VIỆT NAM", "quoc_hieu"},
      {"Độc lập - Tự do - Hạnh phúc", "Độc lập – Tự do – Hạnh phúc", "tieu_ngu"},
      {"Độc lập - Tự do - Hạnh phúc", "ĐỘC LẬP-TỰ DO-HẠNH PHÚC", "tieu_ngu"},
      {"Độc lập - Tự do - Hạnh phúc", "Độc lập  Tự do  Hạnh phúc", "tieu_ngu"},
      {"Số: 05/BC-SNV", "Số 5 / BC - SNV", "so_ky_hieu"},
      {"Hà Nam, ngày 05 tháng 02 năm 2024", "Hà Nam ngày 5 tháng 2 năm 2024", "dia_danh_ngay"},
      {"BÁO CÁO", "BÁO CAO", "ten_loai"},
      {"- Lưu: VT, CCHC.", "-Lưu VT", "noi_nhan_luu"},
      {"KT. GIÁM ĐỐC", "KT.GIÁM ĐỐC", "quyen_han"},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.to) {
    base::Diagnostics out;
    auto const findings = rules::check(
        test::docx_of(test::changed(test::read_case("bao-cao"), c.from, c.to)), {}, out);
    REQUIRE(findings);
    bool is_there = false;
    for (rules::Explained const& line : findings->explained) {
      is_there = is_there || rules::component_id(line.component) == c.component;
    }
    CHECK(is_there);
  }
}

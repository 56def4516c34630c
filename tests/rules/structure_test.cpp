// What a document is, what it must have, and what is recognised at its edges.

#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "rules/check.h"
#include "rules/profile.h"
#include "rules/words.h"
#include "rules/written_document.h"
#include "support/docx_fixture.h"

using namespace thethuc;
using rules::Component;

namespace {

rules::Findings check_docx(std::string const& docx) {
  base::Diagnostics out;
  auto findings = rules::check(docx, {}, out);
  INFO(out.to_text(base::Language::en));
  REQUIRE(findings);
  return std::move(*findings);
}

std::string messages_of(rules::Findings const& findings) {
  std::string out;
  for (rules::Finding const& f : findings.entries) {
    out += std::string{f.rule} + " " + f.message(base::Language::en) + "\n";
  }
  return out;
}

// The texts of a component, a line each.
std::string recognised(rules::Findings const& findings, Component component) {
  std::string out;
  for (rules::Explained const& line : findings.explained) {
    if (line.component == component) {
      out += line.text + "\n";
    }
  }
  return out;
}

std::string run(std::string_view text, int half_points = 28, bool bold = false) {
  return std::string{"<w:r><w:rPr>"} + (bold ? "<w:b/>" : "") + "<w:sz w:val=\"" +
         std::to_string(half_points) + "\"/></w:rPr><w:t>" + std::string{text} + "</w:t></w:r>";
}

}  // namespace

TEST_CASE("what stands at the edges is recognised", "[recognise]") {
  struct Case {
    char const* document;
    char const* from;
    char const* to;
    Component component;
    char const* text;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"cong-van", "c b 14 | Nguyễn Văn An\nend\n", "c b 14 | Nguyễn Văn An\nend\n11 | Số 15 phố Trần Phú\n11 | ĐT: 3852 123\n", Component::dia_chi_co_quan, "Số 15 phố Trần Phú\nĐT: 3852 123\n"},
      {"cong-van", "Yêu cầu các cơ quan", "Điện thoại: 3852 123. Yêu cầu các cơ quan", Component::dia_chi_co_quan, ""},
      {"cong-van", "blank\nc b 14 | Nguyễn", "blank\nc b 14 | GIÁM ĐỐC SỞ NỘI VỤ\nc b 14 | Nguyễn", Component::chuc_vu_khac, "GIÁM ĐỐC SỞ NỘI VỤ\n"},
      {"cong-van", "c b 14 | CHỦ TỊCH\n", "c b 14 | KT. CHỦ TỊCH\nc b 14 | PHÓ CHỦ TỊCH\n", Component::chuc_vu_khac, ""},
      {"cong-van", "table 65 100", "r 10 | SAO Y; Sở Nội vụ; 20/3/2024; 10:15:20 +07:00\ntable 65 100", Component::chu_ky_so_ban_sao, "SAO Y; Sở Nội vụ; 20/3/2024; 10:15:20 +07:00\n"},
      {"phu-luc-rieng", "r 10", "r 10", Component::thong_tin_ky_so, "Số: 05/BC-SNV; 05/02/2024; 10:15:20 +07:00\n"},
      {"phu-luc-rieng", "r 10", "r 10", Component::so_ky_hieu, ""},
      {"quyet-dinh", "BỘ NỘI VỤ", "BỘ NỘI VỤ", Component::tham_quyen_ban_hanh, "BỘ TRƯỞNG BỘ NỘI VỤ\n"},
      {"quyet-dinh", "BỘ NỘI VỤ", "BỘ NỘI VỤ", Component::menh_lenh, "QUYẾT ĐỊNH:\n"},
      {"cong-dien", "điện:", "điện:", Component::trich_yeu, "Về việc tập trung ứng phó với mưa lớn\n"},
      {"cong-van", "11 | - Lưu: VT, NV.\n", "11 | - Lưu: VT, NV.\n11 | PL.(300)\n", Component::ky_hieu_nguoi_soan, "PL.(300)\n"},
      {"bao-cao", "c b 14 before=12 | BÁO CÁO\n", "", Component::trich_yeu, "Kết quả công tác cải cách hành chính năm 2023\n"},
      {"don", "ĐƠN", "ĐƠN", Component::dia_danh_ngay, ""},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.document << ": " << c.to << " " << rules::component_id(c.component)) {
    std::string const text = test::changed(test::read_case(c.document), c.from, c.to);
    CHECK(recognised(check_docx(test::docx_of(text)), c.component) == c.text);
  }
}

TEST_CASE("an address in the footer of the first page is recognised and judged", "[recognise]") {
  auto const with_footer = [](std::string const& content) {
    std::string const section =
        "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"footer1\"/></w:sectPr>";
    return test::make_docx(
        "<w:p>" + run("Nội dung.") + "</w:p>" + section,
        {{"word/footer1.xml",
          "<w:ftr xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">" +
              content + "</w:ftr>"}});
  };
  std::string const border = "<w:pPr><w:pBdr><w:top w:val=\"single\"/></w:pBdr></w:pPr>";
  std::string const text = "ĐT: (0226) 3852 123, Fax: (0226) 3852 124";
  struct Case {
    char const* name;
    std::string content;
    std::string told;  // of DC-01
  };
  std::vector<Case> const cases = {
      {"sound", "<w:p>" + border + run(text, 22) + "</w:p>", ""},
      {"too large",
       "<w:p>" + border + run(text, 26) + "</w:p>",
       "DC-01 body's address, size: expected 11 to 12 pt, found 13 pt\n"},
      {"without a line",
       "<w:p>" + run(text, 22) + "</w:p>",
       "DC-01 body's address: expected a solid line of full width above, found none\n"},
      {"below the street",
       "<w:p>" + border + run("Số 15 phố Trần Phú", 22) + "</w:p><w:p>" + run(text, 22) + "</w:p>",
       ""}};
  for (Case const& c : cases) {
    DYNAMIC_SECTION(c.name) {
      rules::Findings const findings = check_docx(with_footer(c.content));
      CHECK(recognised(findings, Component::dia_chi_co_quan) == text + "\n");
      std::string told;
      for (rules::Finding const& f : findings.entries) {
        if (f.rule == "DC-01") {
          told += "DC-01 " + f.message(base::Language::en) + "\n";
        }
      }
      CHECK(told == c.told);
    }
  }
}

TEST_CASE("what is no whole document is not asked for what it lacks", "[rules]") {
  struct Case {
    char const* name;
    char const* document;
    char const* from;
    char const* to;
    char const* told;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"an appendix with its reference line", "phu-luc-rieng", "r 10 | Số: 05/BC-SNV; 05/02/2024; 10:15:20 +07:00\n", "", ""},
      {"a form", "don", "ĐƠN XIN NGHỈ PHÉP NĂM", "TỜ KHAI", "DOC-01"},
      {"a form without a motto", "don", "c b 14 | Độc lập - Tự do - Hạnh phúc\nline 65\n", "", "DOC-01 HDR-02"},
      {"a contract of people", "don", "ĐƠN XIN NGHỈ PHÉP NĂM", "GIẤY ỦY QUYỀN", "DOC-01"},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.name) {
    std::string const text = test::changed(test::read_case(c.document), c.from, c.to);
    rules::Findings const findings = check_docx(test::docx_of(text));
    std::vector<std::string> ids;
    for (rules::Finding const& f : findings.entries) {
      ids.emplace_back(f.rule);
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    std::string joined;
    for (std::string const& id : ids) {
      joined += (joined.empty() ? "" : " ") + id;
    }
    INFO(messages_of(findings));
    CHECK(joined == c.told);
  }
}

TEST_CASE("what is missing has its clause and says where it belongs", "[rules]") {
  std::string const text = test::changed(
      test::read_case("cong-van"), "c b 14 | Độc lập - Tự do - Hạnh phúc\nline 65\n", "");
  rules::Findings const findings = check_docx(test::docx_of(text));
  REQUIRE(findings.entries.size() == 1);
  rules::Finding const& f = findings.entries.front();
  CHECK(f.severity == base::Severity::error);
  CHECK(f.component == Component::tieu_ngu);
  CHECK(f.clause.vi == "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, 1");
  CHECK(f.hint.vi == "thêm Tiêu ngữ ngay dưới Quốc hiệu, có đường kẻ ở dưới");
}

TEST_CASE("two places of a tone are one spelling where both are taught", "[rules]") {
  CHECK(rules::with_old_tones("THOẢ THUẬN") == "THỎA THUẬN");
  CHECK(rules::with_old_tones("UỶ QUYỀN") == "ỦY QUYỀN");
  CHECK(rules::with_old_tones("HOẢ TỐC") == "HỎA TỐC");
  CHECK(rules::with_old_tones("KẾ HOẠCH") == "KẾ HOẠCH");
  CHECK(rules::with_old_tones("QUÝ") == "QUÝ");
  CHECK(rules::with_old_tones("BÁO CAÓ") == "BÁO CAÓ");
  CHECK(rules::with_old_tones("").empty());
}

TEST_CASE("profiles say what documents must have", "[profile]") {
  using When = rules::Requirement::When;
  struct Case {
    char const* profile;
    Component component;
    When when;
    std::string except;
    std::vector<std::string> types;
  };
  std::vector<Case> const cases = {
      {"nd30-2020", Component::quoc_hieu, When::always, "", {}},
      {"nd30-2020", Component::dia_danh_ngay, When::always, "bien_ban", {}},
      {"nd30-2020", Component::ten_loai, When::named_types, "", {}},
      {"nd30-2020", Component::menh_lenh, When::of_types, "", {"nghi_quyet", "quyet_dinh"}},
      {"nd30-2020", Component::can_cu, When::of_types, "", {"nghi_quyet", "quyet_dinh"}},
      {"nd30-2020", Component::trich_yeu_cong_van, When::of_types, "", {"cong_van"}},
      {"nd30-2020", Component::co_quan_chu_quan, When::as_needed, "", {}},
      {"nd30-2020", Component::dau_khan, When::as_needed, "", {}},
      {"nd30-2020", Component::ky_hieu_nguoi_soan, When::as_needed, "", {}},
      {"tt01-2011", Component::ho_ten, When::always, "", {}},
      {"hd05-vptw", Component::tieu_de_dang, When::always, "", {}},
      {"qppl", Component::menh_lenh, When::as_needed, "", {}},
  };
  for (Case const& c : cases) {
    DYNAMIC_SECTION(c.profile << " " << rules::component_id(c.component)) {
      rules::ComponentSpec const* const spec =
          rules::builtin_profile(c.profile)->component(c.component);
      REQUIRE(spec);
      CHECK(spec->requirement.when == c.when);
      CHECK(spec->requirement.except == c.except);
      CHECK(spec->requirement.types ==
            (c.when == When::of_types ? c.types : std::vector<std::string>{}));
    }
  }
}

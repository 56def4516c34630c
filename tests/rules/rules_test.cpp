// Of each rule a document that keeps it and one that does not: a sound document of
// tests/cases/rules, and the same with a few words changed.

#include <algorithm>
#include <set>
#include <string>

#include <catch2/catch.hpp>

#include "rules/check.h"
#include "rules/rule_cases.h"
#include "rules/rule_table.h"
#include "rules/written_document.h"

using namespace thethuc;

namespace {

rules::Findings check_docx(std::string const& docx, char const* profile = nullptr) {
  base::Diagnostics out;
  rules::Options options;
  options.file_name = "van-ban.docx";
  if (profile != nullptr) {
    options.profile = rules::builtin_profile(profile);
  }
  auto findings = rules::check(docx, options, out);
  INFO(out.to_text(base::Language::en));
  REQUIRE(findings);
  return std::move(*findings);
}

// "SO-01 SO-02": each rule once, in order of names.
std::string rules_of(rules::Findings const& findings) {
  std::set<std::string> ids;
  for (rules::Finding const& f : findings.entries) {
    ids.emplace(f.rule);
  }
  std::string out;
  for (std::string const& id : ids) {
    out += (out.empty() ? "" : " ") + id;
  }
  return out;
}

std::string messages_of(rules::Findings const& findings) {
  std::string out;
  for (rules::Finding const& f : findings.entries) {
    out += std::string{f.rule} + " " + base::place_text(f.place, base::Language::en) +
           f.message(base::Language::en) + "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("sound documents are silent", "[rules]") {
  for (auto const& [name, profile] : {std::pair{"bao-cao", "nd30-2020"},
                                      std::pair{"cong-van", "nd30-2020"},
                                      std::pair{"cong-van-tab", "nd30-2020"},
                                      std::pair{"cong-dien", "nd30-2020"},
                                      std::pair{"phu-luc-rieng", "nd30-2020"},
                                      std::pair{"to-trinh", "nd30-2020"},
                                      std::pair{"lien-tich", "nd30-2020"},
                                      std::pair{"bien-ban", "nd30-2020"},
                                      std::pair{"quyet-dinh", "nd30-2020"},
                                      std::pair{"quy-che", "nd30-2020"},
                                      std::pair{"sao-y", "nd30-2020"},
                                      std::pair{"hop-dong-so", "nd30-2020"},
                                      std::pair{"thong-bao-hop", "nd30-2020"},
                                      std::pair{"quyet-dinh-qppl", "qppl"},
                                      std::pair{"dang", "hd05-vptw"},
                                      std::pair{"nghi-dinh", "qppl"}}) {
    DYNAMIC_SECTION(name) {
      rules::Findings const findings = check_docx(test::docx_of(test::read_case(name)));
      CHECK(messages_of(findings).empty());
      INFO(messages_of(findings));
      CHECK(findings.profile == profile);
    }
  }
}

TEST_CASE("each rule tells what breaks it, and nothing else does", "[rules]") {
  for (test::RuleCase const& c : test::kRuleCases) {
    DYNAMIC_SECTION(c.rules << " " << c.document << ": " << c.to) {
      std::string const text = test::changed(test::read_case(c.document), c.from, c.to);
      rules::Findings const findings = check_docx(test::docx_of(text), c.profile);
      INFO(messages_of(findings));
      CHECK(rules_of(findings) == c.rules);
      if (*c.found != '\0') {
        REQUIRE(!findings.entries.empty());
        CHECK(messages_of(findings).find(c.found) != std::string::npos);
      }
    }
  }
}

TEST_CASE("one slip is told once", "[rules]") {
  // clang-format off
  auto const c = GENERATE(values<test::RuleCase>({
      {"NN-01", "cong-van", "b i 12 | Nơi nhận:\n", "", ""},
      {"NN-01", "cong-van", "b i 12 | Nơi nhận:\n11 | - Như trên;\n11 | - Lưu: VT, NV.\n", "11 | - Như trên;\n11 | - Lưu: VT, NV.\n11 | PL.(30)\n", ""},
      {"SIGN-04", "lien-tich", "c b 14 | Trần Thị Bình\n", "", ""},
      {"SIGN-03", "lien-tich", "c b 14 | PHÓ GIÁM ĐỐC\n", "", ""},
      {"SIGN-03", "quyet-dinh", "KT. BỘ TRƯỞNG\nc b 14 | THỨ TRƯỞNG", "TL. BỘ TRƯỞNG", ""},
      {"SIGN-02", "bao-cao", "KT. GIÁM ĐỐC", "KT. PHÓ GIÁM ĐỐC", ""},
      {"SIGN-04", "bien-ban", "c b 14 | Trần Thị Bình\n", "c b 14 | TRẦN THỊ BÌNH\n", ""},
      {"SIGN-04", "bao-cao", "Nguyễn Văn An", "Đại tá Nguyễn Văn An", ""},
      {"KG-01", "to-trinh", "left=35 | Kính gửi: Ủy ban nhân dân tỉnh Hà Nam\n", "", ""},
      {"PL-01", "bao-cao", "c b 14 | SỐ LIỆU CẢI CÁCH", "b 14 | SỐ LIỆU CẢI CÁCH", ""},
      {"HEAD-01", "bao-cao", "body b | I. KẾT QUẢ THỰC HIỆN", "c b 14 | Chương I\nbody b | I. KẾT QUẢ THỰC HIỆN", ""},
      {"HEAD-05", "bao-cao", "II. PHƯƠNG HƯỚNG\nbody | 1. Tiếp tục thực hiện các nhiệm vụ được giao tại Kế hoạch số 12/KH-UBND.", "III. PHƯƠNG HƯỚNG\nbody | 1. Tiếp tục thực hiện các nhiệm vụ được giao tại Kế hoạch số 12/KH-UBND.\nbody b | III. KIẾN NGHỊ", ""},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.rules << " " << c.document << ": " << c.to) {
    std::string const text = test::changed(test::read_case(c.document), c.from, c.to);
    rules::Findings const findings = check_docx(test::docx_of(text));
    INFO(messages_of(findings));
    CHECK(findings.entries.size() == 1);
    CHECK(rules_of(findings) == c.rules);
  }
}

TEST_CASE("no rule is without a case that breaks it", "[rules]") {
  std::set<std::string> broken;
  for (test::RuleCase const& c : test::kRuleCases) {
    std::string const ids = c.rules;
    for (std::size_t at = 0; at < ids.size();) {
      std::size_t const end = std::min(ids.find(' ', at), ids.size());
      broken.insert(ids.substr(at, end - at));
      at = end + 1;
    }
  }
  // What only pages tell is broken in pages_test.cpp.
  broken.insert({"PAGE-07", "PAGE-08"});
  for (rules::RuleRow const& row : rules::rule_table()) {
    INFO(row.id);
    CHECK(broken.count(std::string{row.id}) == 1);
  }
}

TEST_CASE("what is uncertain never fails a document", "[rules]") {
  for (rules::RuleRow const& row : rules::rule_table()) {
    for (std::string_view id : rules::profile_ids()) {
      rules::RuleSpec const* const spec = rules::builtin_profile(id)->rule(row.id);
      if (spec == nullptr || spec->confidence != rules::Confidence::uncertain) {
        continue;
      }
      for (test::RuleCase const& c : test::kRuleCases) {
        if (std::string{c.rules}.find(row.id) == std::string::npos) {
          continue;
        }
        std::string const text = test::changed(test::read_case(c.document), c.from, c.to);
        for (rules::Finding const& f :
             check_docx(test::docx_of(text), std::string{id}.c_str()).entries) {
          CHECK((f.rule != row.id || f.severity != base::Severity::error));
        }
      }
    }
  }
}

TEST_CASE("the profile is chosen from the document", "[rules]") {
  struct Choice {
    char const* document;
    char const* from;
    char const* to;
    char const* profile;
  };
  // clang-format off
  auto const c = GENERATE(values<Choice>({
      {"bao-cao", "năm 2024", "năm 2024", "nd30-2020"},
      {"bao-cao", "ngày 05 tháng 02 năm 2024", "ngày 04 tháng 3 năm 2020", "tt01-2011"},
      {"bao-cao", "ngày 05 tháng 02 năm 2024", "ngày 05 tháng 3 năm 2020", "nd30-2020"},
      {"bao-cao", "ngày 05 tháng 02 năm 2024", "ngày … tháng … năm …", "nd30-2020"},
      {"bao-cao", "Số: 05/BC-SNV", "Số: 05/2024/QĐ-UBND", "qppl"},
      {"nghi-dinh", "Số: 78/2025/NĐ-CP", "Số: 78/NĐ-CP", "qppl"},
      {"dang", "năm 2026", "năm 2026", "hd05-vptw"},
      {"dang", "ngày 15 tháng 6 năm 2026", "ngày 26 tháng 5 năm 2026", "hd36-vptw"},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.document << ": " << c.to) {
    std::string const text = test::changed(test::read_case(c.document), c.from, c.to);
    CHECK(check_docx(test::docx_of(text)).profile == c.profile);
  }
}

TEST_CASE("tags of a template stand for text", "[rules]") {
  std::string text = test::read_case("bao-cao");
  for (auto const& [from, to] :
       {std::pair{"Số: 05/BC-SNV\ncell", "Số: {{so}}/{{ky_hieu}}\ncell"},
        std::pair{"SỞ NỘI VỤ\nline 10", "{{co_quan | hoa}}\nline 40"},
        std::pair{"Hà Nam, ngày 05 tháng 02 năm 2024", "{{dia_danh}}, {{ngay | ngay}}"},
        std::pair{"- Bộ Nội vụ;\n", "{{#kinh_gui}}\nleft=45 | - {{.}};\nleft=45 | {{/kinh_gui}}\n"},
        std::pair{"- Ủy ban nhân dân tỉnh Hà Nam.", "{{khac}}"},
        std::pair{"11 | - Lãnh đạo Sở;", "14 b | {{#noi_nhan}}\n11 | - {{.}};\n14 | {{/noi_nhan}}"},
        std::pair{"KT. GIÁM ĐỐC", "{{quyen_han | hoa}}"},
        std::pair{"Nguyễn Văn An", "{{ho_ten}}"},
        std::pair{"số 05/BC-SNV ngày 05 tháng 02 năm 2024",
                  "số {{so}}/{{ky_hieu}} {{ngay | ngay}}"}}) {
    text = test::changed(std::move(text), from, to);
  }
  rules::Findings const findings = check_docx(test::docx_of(text));
  CHECK(messages_of(findings).empty());
  CHECK(findings.type == "Báo cáo");
}

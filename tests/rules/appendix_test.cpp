// Which appendices the text mentions.

#include <string>

#include <catch2/catch.hpp>

#include "rules/check.h"
#include "rules/written_document.h"

using namespace thethuc;

namespace {

// A report with two appendices, whose text mentions them in these words.
std::string with_two_appendices(std::string_view mention) {
  constexpr std::string_view kPage =
      "page top=20 bottom=20 left=30 right=20 number=header first start=1\n";
  std::string const first =
      std::string{kPage} +
      "c b 14 | Phụ lục I\nc b 14 | DANH MỤC NHIỆM VỤ\nc i 14 | (Kèm theo Báo cáo số 05/BC-SNV "
      "ngày 05 tháng 02 năm 2024 của Sở Nội vụ)\nbody | Danh mục gồm các nhiệm vụ đã nêu./.\n";
  std::string const second = std::string{kPage} + "c b 14 | Phụ lục II\n";
  std::string text = test::changed(
      test::read_case("bao-cao"), std::string{kPage} + "c b 14 | Phụ lục\n", first + second);
  return test::changed(std::move(text), " (số liệu tại phụ lục kèm theo)", mention);
}

std::string missing(std::string const& text) {
  base::Diagnostics out;
  auto const findings = rules::check(test::docx_of(text), {}, out);
  REQUIRE(findings);
  std::string told;
  for (rules::Finding const& f : findings->entries) {
    told += f.rule == "PL-04" ? f.expected.en + "; " : "";
  }
  return told;
}

}  // namespace

TEST_CASE("each appendix is mentioned", "[rules]") {
  struct Case {
    char const* mention;
    char const* missing;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {" (số liệu tại phụ lục kèm theo)", ""},
      {" (số liệu tại các Phụ lục kèm theo Báo cáo này)", ""},
      {" (có danh mục đính kèm)", ""},
      {" (số liệu tại Phụ lục I, II)", ""},
      {" (số liệu tại Phụ lục I và Phụ lục II)", ""},
      {" (số liệu tại Phụ lục I - II kèm theo)", ""},
      {" (số liệu tại phụ lục 1, phụ lục 2)", ""},
      {" (danh mục nhiệm vụ và số liệu tại Phụ lục II)", ""},
      {" (số liệu tại Phụ lục I)", "a mention of “Phụ lục II”; "},
      {" (số liệu tại Phụ lục II kèm theo)", "a mention of “Phụ lục I”; "},
      {" theo mẫu kèm theo Thông tư số 01/2011/TT-BNV", "a mention of “Phụ lục I”; a mention of “Phụ lục II”; "},
      {" theo Phụ lục I Nghị định số 30/2020/NĐ-CP", "a mention of “Phụ lục I”; a mention of “Phụ lục II”; "},
      {" theo biểu mẫu quy định", "a mention of “Phụ lục I”; a mention of “Phụ lục II”; "},
      {"", "a mention of “Phụ lục I”; a mention of “Phụ lục II”; "},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.mention) {
    CHECK(missing(with_two_appendices(c.mention)) == c.missing);
  }
}

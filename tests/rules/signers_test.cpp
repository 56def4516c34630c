// What may stand before a signer's name, by the body that signs.

#include <string>

#include <catch2/catch.hpp>

#include "rules/check.h"
#include "rules/persons.h"
#include "rules/written_document.h"

using namespace thethuc;

TEST_CASE("titles before names are those of the body's sector", "[signers]") {
  struct Case {
    char const* superior;
    char const* body;
    char const* name;
    char const* told;  // the severity; "" for none
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      // Ranks of police and army.
      {"BỘ CÔNG AN", "CÔNG AN TỈNH HÀ NAM", "Đại tá Nguyễn Văn An", ""},
      {"BỘ CÔNG AN", "CÔNG AN TỈNH HÀ NAM", "Nguyễn Văn An", ""},
      {"CÔNG AN TỈNH HÀ NAM", "PHÒNG TỔ CHỨC CÁN BỘ", "Thượng tá Nguyễn Văn An", ""},
      {"BỘ QUỐC PHÒNG", "QUÂN KHU 3", "Thiếu tướng Nguyễn Văn An", ""},
      {"QUÂN KHU 3", "BỘ CHỈ HUY QUÂN SỰ", "Đại tá, ThS. Nguyễn Văn An", ""},
      {"BỘ TƯ LỆNH HẢI QUÂN", "VÙNG 3 HẢI QUÂN", "Chuẩn Đô đốc Nguyễn Văn An", ""},
      {"BỘ CÔNG AN", "CÔNG AN TỈNH HÀ NAM", "ĐẠI TÁ NGUYỄN VĂN AN", "error"},
      {"BỘ CÔNG AN", "CÔNG AN TỈNH HÀ NAM", "Đại tá nguyễn văn an", "error"},
      {"BỘ CÔNG AN", "CÔNG AN TỈNH HÀ NAM", "Đồng chí Nguyễn Văn An", "warning"},
      {"UBND TỈNH HÀ NAM", "SỞ NỘI VỤ", "Đại tá Nguyễn Văn An", "warning"},
      // Degrees where the head of the sector may allow them, honours nowhere.
      {"SỞ Y TẾ HÀ NAM", "BỆNH VIỆN ĐA KHOA TỈNH", "BSCKII. Nguyễn Văn An", "info"},
      {"SỞ Y TẾ HÀ NAM", "TRUNG TÂM Y TẾ", "Bác sĩ Nguyễn Văn An", "info"},
      {"BỘ GIÁO DỤC VÀ ĐÀO TẠO", "TRƯỜNG ĐẠI HỌC HÀ NAM", "PGS.TS. Nguyễn Văn An", "info"},
      {"BỘ CÔNG THƯƠNG", "VIỆN NGHIÊN CỨU CƠ KHÍ", "TS. Nguyễn Văn An", "info"},
      {"BỘ GIÁO DỤC VÀ ĐÀO TẠO", "TRƯỜNG ĐẠI HỌC HÀ NAM", "NGƯT. Nguyễn Văn An", "error"},
      {"BỘ VĂN HÓA", "NHÀ HÁT CHÈO", "NSND. Nguyễn Văn An", "error"},
      {"UBND TỈNH HÀ NAM", "SỞ Y TẾ", "BS. Nguyễn Văn An", "error"},
      {"UBND TỈNH HÀ NAM", "SỞ NỘI VỤ", "Bà Nguyễn Thị An", "warning"},
      {"UBND TỈNH HÀ NAM", "SỞ NỘI VỤ", "Ông Thị An", ""},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.body << ": " << c.name) {
    std::string text = test::read_case("bao-cao");
    text = test::changed(std::move(text),
                         "c 13 | ỦY BAN NHÂN DÂN TỈNH HÀ NAM\nc b 13 | SỞ NỘI VỤ\n",
                         "c 13 | " + std::string{c.superior} + "\nc b 13 | " + c.body + "\n");
    text = test::changed(
        std::move(text), "c b 14 | Nguyễn Văn An\n", "c b 14 | " + std::string{c.name} + "\n");
    base::Diagnostics out;
    auto const findings = rules::check(test::docx_of(text), {}, out);
    REQUIRE(findings);
    std::string told;
    for (rules::Finding const& f : findings->entries) {
      told += f.rule == "SIGN-04" ? base::severity_name(f.severity) : "";
    }
    CHECK(told == c.told);
  }
}

TEST_CASE("titles are parted from names, surnames are none", "[signers]") {
  struct Case {
    char const* text;
    char const* title;
    char const* name;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"Nguyễn Văn An", "", "Nguyễn Văn An"},
      {"TS. Nguyễn Văn An", "TS.", "Nguyễn Văn An"},
      {"PGS.TS.BS. Nguyễn Văn An", "PGS.TS.BS.", "Nguyễn Văn An"},
      {"GS - TS Nguyễn Văn An", "GS - TS", "Nguyễn Văn An"},
      {"Thạc sĩ Nguyễn Văn An", "Thạc sĩ", "Nguyễn Văn An"},
      {"Trung tướng, PGS. Nguyễn Văn An", "Trung tướng, PGS.", "Nguyễn Văn An"},
      {"Ông Nguyễn Văn An", "Ông", "Nguyễn Văn An"},
      {"Ông Ích Khiêm", "", "Ông Ích Khiêm"},
      {"Bá Văn Nam", "", "Bá Văn Nam"},
      {"Đại Văn Tá", "", "Đại Văn Tá"},
      {"Thượng Tá", "", "Thượng Tá"},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.text) {
    rules::PersonsName const name = rules::read_name(c.text);
    CHECK(name.title == c.title);
    CHECK(name.name == c.name);
  }
}

#include "base/name_breaks.h"

#include <string>

#include <catch2/catch.hpp>

using namespace thethuc::base;

namespace {

constexpr FontFace kBold{true, false};

// The lines, parted by " / ".
std::string lines(std::string_view text, std::int32_t available, HalfPoints size) {
  std::string out{text};
  std::vector<std::size_t> const breaks = name_breaks({{text, kBold, size}}, {available});
  for (auto at = breaks.rbegin(); at != breaks.rend(); ++at) {
    out.replace(*at, 1, " / ");
  }
  return out;
}

}  // namespace

TEST_CASE("the names of bodies and posts part by sense", "[name_breaks]") {
  constexpr std::int32_t kHeader = 3391;     // the column of the body's name, 12 pt
  constexpr std::int32_t kSignature = 4989;  // that of the signer, 14 pt
  struct Case {
    std::int32_t column;
    char const* lines;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {kHeader, "BỘ NỘI VỤ"},
      {kHeader, "ỦY BAN NHÂN DÂN / TỈNH HÀ NAM"},
      {kHeader, "ỦY BAN NHÂN DÂN / XÃ SƠN PHÚ"},
      {kHeader, "ỦY BAN NHÂN DÂN / THÀNH PHỐ HỒ CHÍ MINH"},
      {kHeader, "ỦY BAN NHÂN DÂN / THỊ XÃ DUY TIÊN"},
      {kHeader, "ỦY BAN NHÂN DÂN / TỈNH BÀ RỊA - VŨNG TÀU"},
      {kHeader, "SỞ VĂN HÓA, / THỂ THAO VÀ DU LỊCH / TỈNH BÀ RỊA - VŨNG TÀU"},
      {kHeader, "SỞ KẾ HOẠCH VÀ ĐẦU TƯ / TỈNH ĐIỆN BIÊN"},
      {kHeader, "SỞ LAO ĐỘNG - / THƯƠNG BINH VÀ XÃ HỘI"},
      {kHeader, "SỞ NÔNG NGHIỆP VÀ / PHÁT TRIỂN NÔNG THÔN"},
      {kHeader, "TRUNG TÂM PHỤC VỤ / HÀNH CHÍNH CÔNG / TỈNH HÀ NAM"},
      {kHeader, "HỘI ĐỒNG TUYỂN DỤNG / VIÊN CHỨC"},
      {kHeader, "HỘI ĐỒNG KỶ LUẬT / CÔNG CHỨC"},
      {kHeader, "CỤC QUẢN LÝ / CHẤT LƯỢNG / NÔNG LÂM SẢN / VÀ THỦY SẢN"},
      {kHeader, "HỘI ĐỒNG NGHIỆM THU / CÔNG TRÌNH"},
      {kHeader, "BAN GIẢI PHÓNG / MẶT BẰNG / HUYỆN HƯƠNG SƠN"},
      {kHeader, "TRƯỜNG TIỂU HỌC / VÀ TRUNG HỌC CƠ SỞ / SƠN PHÚ"},
      {kSignature, "KT. CHỦ TỊCH"},
      {kSignature, "TM. HỘI ĐỒNG / TUYỂN DỤNG VIÊN CHỨC"},
      {kSignature, "CHỦ TỊCH ỦY BAN NHÂN DÂN / TỈNH HÀ NAM"},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.lines) {
    std::string text = c.lines;
    for (std::size_t at = text.find(" / "); at != std::string::npos; at = text.find(" / ")) {
      text.replace(at, 3, " ");
    }
    CHECK(lines(text, c.column, {c.column == kHeader ? 24 : 28}) == c.lines);
  }
}

TEST_CASE("lines that are parted by hand are parted further only where they do not fit",
          "[name_breaks]") {
  CHECK(lines("ỦY BAN NHÂN DÂN\nTỈNH HÀ NAM", 3391, {24}) == "ỦY BAN NHÂN DÂN\nTỈNH HÀ NAM");
  CHECK(lines("ỦY BAN NHÂN DÂN TỈNH\nHÀ NAM VÀ SỞ NỘI VỤ HÀ NAM", 3391, {24}) ==
        "ỦY BAN NHÂN DÂN TỈNH\nHÀ NAM / VÀ SỞ NỘI VỤ HÀ NAM");
}

TEST_CASE("a text of several formats parts as one", "[name_breaks]") {
  std::vector<TextSpan> const spans{
      {"ỦY BAN NHÂN ", kBold, {24}}, {"DÂN TỈNH", {}, {24}}, {" HÀ NAM", kBold, {24}}};
  CHECK(name_breaks(spans, {3391}) ==
        std::vector<std::size_t>{std::string{"ỦY BAN NHÂN DÂN"}.size()});
}

TEST_CASE("what cannot be parted stays", "[name_breaks]") {
  CHECK(name_breaks({}, {3391}).empty());
  CHECK(name_breaks({{"", kBold, {24}}}, {3391}).empty());
  CHECK(name_breaks({{std::string(200, 'A'), kBold, {24}}}, {3391}).empty());
  CHECK(name_breaks({{"A   ", kBold, {24}}}, {3391}).empty());
}

TEST_CASE("no line is wider than the column, and none is a lone syllable", "[name_breaks]") {
  // clang-format off
  auto const text = GENERATE(values<char const*>({
      "BAN QUẢN LÝ DỰ ÁN ĐẦU TƯ XÂY DỰNG CÁC CÔNG TRÌNH GIAO THÔNG TỈNH BÀ RỊA - VŨNG TÀU",
      "BAN QUẢN LÝ DỰ ÁN ĐẦU TƯ XÂY DỰNG CÁC CÔNG TRÌNH NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN THÀNH PHỐ HỒ CHÍ MINH",
      "BAN CHỈ ĐẠO CẢI CÁCH HÀNH CHÍNH VÀ CHUYỂN ĐỔI SỐ TỈNH THỪA THIÊN HUẾ",
      "TỔNG CÔNG TY ĐẦU TƯ PHÁT TRIỂN ĐƯỜNG CAO TỐC VIỆT NAM",
      "VĂN PHÒNG ĐOÀN ĐẠI BIỂU QUỐC HỘI VÀ HỘI ĐỒNG NHÂN DÂN TỈNH BẮC KẠN",
      "PHÓ CHỦ TỊCH THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN TỈNH ĐIỆN BIÊN",
  }));
  // clang-format on
  for (std::int32_t const column : {2835, 3391, 4082, 4989}) {
    DYNAMIC_SECTION(text << " in " << column) {
      std::string const parted = lines(text, column, {24}) + " / ";
      for (std::size_t begin = 0; begin < parted.size();) {
        std::size_t const end = parted.find(" / ", begin);
        std::string const line = parted.substr(begin, end - begin);
        INFO(line);
        CHECK(text_width(line, kBold, {24}).count <= column);
        CHECK(line.find(' ') != std::string::npos);
        begin = end + 3;
      }
    }
  }
}

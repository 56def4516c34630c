#pragma once

// The styles of paragraphs that are lines, or framed, or names (templates/README.md, "Lines").

#include <optional>
#include <string_view>

namespace thethuc::compile {

// How much of the text above such a line spans; nullopt for any other style id. Two fifths lies
// between the third and the half that the decree asks for under an agency's name and a trích yếu
// (ND 30/2020, phu luc I, muc II).
inline std::optional<double> rule_fraction(std::string_view style_id) {
  if (style_id == "KeNgang") {
    return 1.0;
  }
  if (style_id == "KeNgangNgan") {
    return 0.4;
  }
  return std::nullopt;
}

// The stamps of boxes 10 and 11, whose frame goes by their text: 20 x 8 mm for KHẨN, 30 for HỎA
// TỐC, 40 for THƯỢNG KHẨN (ND 30/2020, phu luc I, muc III).
inline bool is_framed(std::string_view style_id) {
  return style_id == "DauMat" || style_id == "DauKhan" || style_id == "DauLuuHanh";
}

// The names of bodies and of posts, whose lines part by sense.
inline bool is_name(std::string_view style_id) {
  return style_id == "CoQuanChuQuan" || style_id == "CoQuanBanHanh" || style_id == "ThamQuyen" ||
         style_id == "QuyenHan" || style_id == "ChucVu" || style_id == "ChucVuKhac";
}

}  // namespace thethuc::compile

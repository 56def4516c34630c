#include "rules/required.h"

#include <algorithm>
#include <string>

#include "base/text.h"
#include "rules/words.h"

namespace thethuc::rules {

using base::Words;

namespace {

// What is missing, in the words of the decree, and where it stands (its Phụ lục I, phần I, mục IV).
struct Missing {
  Component component;
  Words expected;
  Words hint;
};

Missing const kMissing[] = {
    {Component::quoc_hieu,
     base::same("“CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM”"),
     {"thêm Quốc hiệu ở phía trên, bên phải trang thứ nhất",
      "add the national name at the top right of the first page"}},
    {Component::tieu_ngu,
     base::same("“Độc lập - Tự do - Hạnh phúc”"),
     {"thêm Tiêu ngữ ngay dưới Quốc hiệu, có đường kẻ ở dưới",
      "add the motto just below the national name, with a line below"}},
    {Component::tieu_de_dang,
     base::same("“ĐẢNG CỘNG SẢN VIỆT NAM”"),
     {"thêm tiêu đề ở phía trên, bên phải trang thứ nhất",
      "add the title at the top right of the first page"}},
    {Component::co_quan_ban_hanh,
     {"tên cơ quan, tổ chức ban hành", "the issuing body's name"},
     {"thêm tên cơ quan ban hành ở phía trên, bên trái trang thứ nhất",
      "add the issuing body's name at the top left of the first page"}},
    {Component::so_ky_hieu,
     base::same("“Số: …/…”"),
     {"thêm số, ký hiệu dưới tên cơ quan ban hành; chưa cấp số thì để trống trước “/”",
      "add number and symbol below the issuing body's name, a blank before “/” while there is no "
      "number"}},
    {Component::dia_danh_ngay,
     base::same("“…, ngày … tháng … năm …”"),
     {"thêm địa danh và thời gian ban hành dưới Tiêu ngữ, ngang dòng số, ký hiệu",
      "add place and date below the motto, on the row of the number"}},
    {Component::ten_loai,
     {"tên loại văn bản", "the document's type"},
     {"thêm tên loại bằng chữ in hoa, đậm, canh giữa, dưới phần đầu văn bản",
      "add the type in bold capitals, centred, below the header"}},
    {Component::trich_yeu,
     {"trích yếu nội dung", "a summary"},
     {"thêm trích yếu ngay dưới tên loại, chữ đậm, canh giữa, có đường kẻ ở dưới",
      "add the summary just below the type, bold, centred, with a line below"}},
    {Component::gach_ngan_trich_yeu,
     base::same("“-----”"),
     {"thêm năm dấu gạch nối ở giữa, dưới trích yếu",
      "add five hyphens below the summary, centred"}},
    {Component::tham_quyen_ban_hanh,
     {"dòng thẩm quyền ban hành, như “CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …”",
      "the line of the issuing authority, such as “CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …”"},
     {"thêm thẩm quyền ban hành dưới đường kẻ của trích yếu, trên các căn cứ",
      "add the issuing authority below the summary's line, above the legal bases"}},
    {Component::menh_lenh,
     base::same("“QUYẾT ĐỊNH:”"),
     {"thêm dòng này sau các căn cứ, trước Điều 1, in hoa, đậm, canh giữa",
      "add this line behind the legal bases, before Điều 1, in bold capitals, centred"}},
    {Component::noi_dung,
     {"nội dung văn bản", "body text"},
     {"viết nội dung giữa phần đầu và khối chữ ký",
      "write the body between header and signature block"}},
    {Component::chuc_vu,
     {"chức vụ người ký", "the signer's post"},
     {"thêm quyền hạn, chức vụ người ký bên phải, ngang “Nơi nhận:”",
      "add authority and post of the signer at the right, level with “Nơi nhận:”"}},
    {Component::ho_ten,
     {"họ tên người ký", "the signer's name"},
     {"thêm họ tên người ký dưới chức vụ, chừa chỗ cho chữ ký",
      "add the signer's name below the post, with room for the signature"}},
    {Component::noi_nhan_tu,
     base::same("“Nơi nhận:”"),
     {"thêm “Nơi nhận:” và danh sách ở cuối văn bản, bên trái, dòng cuối là “- Lưu: VT, ….”",
      "add “Nơi nhận:” and its list at the end, at the left, the last line being “- Lưu: VT, ….”"}},
};

bool is_any(std::string const& id, std::initializer_list<std::string_view> ids) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

bool is_of_header(Component c) {
  return c == Component::quoc_hieu || c == Component::tieu_ngu || c == Component::tieu_de_dang ||
         c == Component::co_quan_ban_hanh || c == Component::so_ky_hieu ||
         c == Component::dia_danh_ngay;
}

// What the forms of Phụ lục III leave out, and the types that have none: contracts and the like are
// made up by their parties. Letters of congratulation are not numbered. Who signs minutes, and as
// what, depends on what they are of.
bool is_left_out(DocumentType const& type, Component c) {
  if (c == Component::quoc_hieu || c == Component::tieu_ngu || c == Component::ten_loai) {
    return false;
  }
  return !type.has_form ||
         (c == Component::trich_yeu && is_any(type.id, {"giay_gioi_thieu", "giay_nghi_phep"})) ||
         (type.code == "BB" &&  // of the Party, too
          (c == Component::noi_nhan_tu || c == Component::chuc_vu || c == Component::ho_ten));
}

bool is_asked_of(Requirement const& requirement, Recognised const& r, bool is_normative) {
  std::string const id = r.type != nullptr ? r.type->id : std::string{};
  bool const is_named = r.type != nullptr ? !r.type->printed.empty() : is_normative;
  switch (requirement.when) {
    case Requirement::When::as_needed:
      break;
    case Requirement::When::always:
      return requirement.except.empty() || id != requirement.except;
    case Requirement::When::named_types:
      return is_named && !r.is_cong_van;
    case Requirement::When::of_types:
      return std::find(requirement.types.begin(), requirement.types.end(), id) !=
             requirement.types.end();
  }
  return false;
}

}  // namespace

bool is_required(Check& check, Component component) {
  Recognised const& r = check.recognised;
  ComponentSpec const* const spec = check.spec(component);
  if (spec == nullptr) {
    return false;
  }
  if (r.kind != DocumentKind::administrative) {
    // Whoever prints one of the two prints both.
    bool const is_half = (component == Component::quoc_hieu || component == Component::tieu_ngu) &&
                         (r.quoc_hieu || r.tieu_ngu);
    return is_half;
  }
  // An excerpt has the header of what it is taken from, and of the rest what it needs.
  bool const is_excerpt =
      r.ban_sao && letters_of(folded(check.line(*r.ban_sao).text, 40)) == "trichsao";
  if ((check.document.is_template || is_excerpt) && !is_of_header(component)) {
    return false;
  }
  if (r.type != nullptr && is_left_out(*r.type, component)) {
    return false;
  }
  return is_asked_of(spec->requirement, r, check.profile.family() == Family::qppl);
}

void tell_missing(Check& check, Component component) {
  if (!is_required(check, component)) {
    return;
  }
  auto const missing = std::find_if(std::begin(kMissing),
                                    std::end(kMissing),
                                    [&](Missing const& m) { return m.component == component; });
  if (missing == std::end(kMissing)) {
    return;
  }
  Words expected = missing->expected;
  DocumentType const* const type = check.recognised.type;
  if (component == Component::ten_loai && type != nullptr) {
    expected = base::same(in_quotes(base::to_upper(type->printed)));  // the symbol names it
  } else if (component == Component::menh_lenh && type != nullptr && type->id == "nghi_quyet") {
    expected = base::same("“QUYẾT NGHỊ:”");
  }
  check.at_document({.expected = std::move(expected),
                     .found = {"không có", "none"},
                     .component = component,
                     .hint = missing->hint});
}

}  // namespace thethuc::rules

#include "http/remedies.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/diagnostic_json.h"

namespace thethuc::http {

namespace {

struct Row {
  base::Id id;
  char const* vi;
  char const* en;
};

constexpr std::array<Row, 9> kRows{{
    {base::Id::record_no_name,
     "bổ sung giá trị, hoặc chọn trường khác trong tham số name",
     "give the value, or name another in the parameter name"},
    {base::Id::record_name_taken,
     "thêm vào tham số name trường phân biệt các bản ghi, hoặc đánh số: on_duplicate=number",
     "put into the parameter name what tells the records apart, or number them: "
     "on_duplicate=number"},
    {base::Id::record_profile,
     "gửi bản ghi của mỗi thể thức thành một việc riêng, với tham số profile",
     "send the records of each layout as a job of their own, with the parameter profile"},
    {base::Id::data_legacy_text,
     "chuyển sang Unicode rồi gửi lại",
     "convert it to Unicode and send it again"},
    {base::Id::legacy_text_in_font,
     "chuyển sang Unicode rồi gửi lại",
     "convert it to Unicode and send it again"},
    {base::Id::legacy_font,
     "chuyển chữ sang Unicode, đặt phông Times New Roman rồi gửi lại",
     "convert the text to Unicode, set it in Times New Roman, and send it again"},
    {base::Id::convert_crashed,
     "đơn giản hóa văn bản, hoặc nhờ người vận hành dịch vụ nới giới hạn convert-memory",
     "simplify the document, or have the limit convert-memory raised by who runs the service"},
    {base::Id::diff_sides,
     "khi có phần data thì old và new là mẫu, không có thì là văn bản",
     "with the part data old and new are templates, without it documents"},
    {base::Id::diff_no_data,
     "gửi kèm dữ liệu trong phần data",
     "send data along, in the part data"},
}};

}  // namespace

std::string remedy(base::Diagnostic const& d, base::Language language) {
  bool const vi = language == base::Language::vi;
  auto const row =
      std::find_if(kRows.begin(), kRows.end(), [&](Row const& one) { return one.id == d.id; });
  if (row != kRows.end()) {
    return vi ? row->vi : row->en;
  }
  std::string_view const limit = d.arg(base::kLimitName);
  if (limit.empty()) {
    return base::hint(d, language);
  }
  base::Diagnostic without = d;
  std::erase_if(without.args, [](auto const& arg) { return arg.first == base::kLimitName; });
  std::string text = base::hint(without, language);
  if (!text.empty()) {
    text += vi ? "; hoặc " : "; or ";
  }
  return text + fmt::format(fmt::runtime(vi ? "nhờ người vận hành dịch vụ nới giới hạn {}"
                                            : "have the limit {} raised by who runs the service"),
                            limit);
}

std::string diagnostic_json(base::Diagnostic const& d, base::Language language) {
  return base::to_json(d, language, remedy(d, language));
}

}  // namespace thethuc::http

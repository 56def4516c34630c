#include "rules/body_lines.h"

#include <algorithm>
#include <string>

#include "base/text.h"
#include "rules/words.h"

namespace thethuc::rules {
namespace {

bool begins_quotation(std::string_view text) {
  return text.starts_with("“") || text.starts_with('"') || text.starts_with("‘") ||
         text.starts_with("«");
}

int count(std::string_view text, std::string_view mark) {
  int found = 0;
  for (std::size_t at = text.find(mark); at != std::string_view::npos;
       at = text.find(mark, at + mark.size())) {
    ++found;
  }
  return found;
}

}  // namespace

bool is_running(Component component) {
  return component == Component::noi_dung || component == Component::khoan ||
         component == Component::diem;
}

bool is_body(Component component) {
  return is_running(component) || component == Component::khoan_co_tieu_de ||
         component == Component::muc_la_ma || component == Component::dieu;
}

bool is_note_below_table(Check& check, std::size_t index) {
  std::string_view text = check.line(index).text;
  text.remove_prefix(text.starts_with('(') ? 1 : 0);
  std::string const key = folded(text, 12);
  return index > 0 && check.paragraph(index - 1).table >= 0 && check.paragraph(index).table < 0 &&
         (key.starts_with("ghi chu") || key.starts_with("nguon") || key.starts_with("chu thich"));
}

bool is_long(Check& check, std::size_t index) {
  Paragraph const& p = check.paragraph(index);
  if (base::code_point_count(p.text) > 130) {
    return true;
  }
  int const width = p.text_width(0, p.text.size()).count;
  int const available = check.document.available_width(p).count - p.format.left.count -
                        p.format.right.count - p.format.first_line.count;
  return width > available;
}

bool Quotations::hold(std::string_view text) {
  bool const is_inside = depth_ > 0 || begins_quotation(text);
  for (std::string_view mark : {"“", "«"}) {
    depth_ += count(text, mark);
  }
  for (std::string_view mark : {"”", "»"}) {
    depth_ -= count(text, mark);
  }
  depth_ = std::max(depth_, 0);
  // One that nobody closes holds no more than an article or two.
  constexpr int kMostLines = 20;
  open_lines_ = depth_ > 0 ? open_lines_ + 1 : 0;
  if (open_lines_ > kMostLines) {
    depth_ = 0;
  }
  return is_inside;
}

}  // namespace thethuc::rules

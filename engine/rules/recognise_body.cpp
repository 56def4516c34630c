// The levels of the text: phần, chương, mục, điều, khoản, điểm, and plain paragraphs.

#include <algorithm>
#include <string>
#include <string_view>

#include "base/text.h"
#include "rules/numbered.h"
#include "rules/recognised.h"
#include "rules/words.h"

namespace thethuc::rules {
namespace {

class BodyReader {
 public:
  BodyReader(Document const& document, Recognised& r) : document_(document), r_(r) {}

  void read(std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      Line& line = r_.lines[i];
      if (line.component != Component::khac || line.is_rule) {
        continue;
      }
      Paragraph const& p = document_.paragraphs[line.paragraph];
      if (p.setting == Setting::table) {
        line.component = Component::bang;
        continue;
      }
      if (p.setting != Setting::flow) {
        continue;
      }
      line.component = component_of(line);
      bool const is_heading_number =
          line.component == Component::phan_chuong_so || line.component == Component::muc_so;
      bool const is_alone = read_numbered(line.text).size >= line.text.size();
      if (is_heading_number && is_alone && i + 1 < end) {
        take_title(i + 1, line.component);
      }
    }
  }

 private:
  Component component_of(Line const& line) const {
    Numbered const n = read_numbered(line.text);
    auto const stands_out = [&] {
      return is_mostly_bold(document_, line) || is_centred(document_, line) || is_upper(line.text);
    };
    bool const is_short = line.text.size() <= 400 && base::code_point_count(line.text) <= 120;
    switch (n.level) {
      case Level::part:
      case Level::chapter:
        return stands_out() && is_short ? Component::phan_chuong_so : Component::noi_dung;
      case Level::section:
      case Level::subsection:
        return stands_out() && is_short ? Component::muc_so : Component::noi_dung;
      case Level::article:
        return n.mark == '.' || n.mark == ':' || is_bold_at_start(line) ? Component::dieu
                                                                        : Component::noi_dung;
      case Level::roman:
        return stands_out() && base::code_point_count(line.text) <= 250 ? Component::muc_la_ma
                                                                        : Component::noi_dung;
      case Level::arabic:
        return is_mostly_bold(document_, line) ? Component::khoan_co_tieu_de : Component::khoan;
      case Level::point:
        return Component::diem;
      case Level::decimal:
      case Level::none:
        break;
    }
    // Captions, formulas and the like stand in the middle and are no running text.
    wml::Alignment const alignment = document_.paragraphs[line.paragraph].format.alignment;
    bool const is_caption =
        base::code_point_count(line.text) <= 90 &&
        (alignment == wml::Alignment::center || alignment == wml::Alignment::right);
    // Recipients of a telegram, guests of an invitation: a list that stands far in.
    constexpr int kFarIn = 1400;
    wml::EffectiveParagraph const& format = document_.paragraphs[line.paragraph].format;
    bool const is_list =
        line.text.starts_with("-") && format.left.count + format.first_line.count >= kFarIn;
    return is_caption || is_list ? Component::khac : Component::noi_dung;
  }

  bool is_bold_at_start(Line const& line) const {
    for (Span const& span : document_.paragraphs[line.paragraph].spans) {
      if (span.end > line.begin) {
        return span.format.bold;
      }
    }
    return false;
  }

  // The title below "Chương I", over as many lines as it takes.
  void take_title(std::size_t i, Component of) {
    Component const title =
        of == Component::phan_chuong_so ? Component::phan_chuong_tieu_de : Component::muc_tieu_de;
    for (std::size_t n = 0; n < 4 && i < r_.lines.size(); ++n, ++i) {
      Line& line = r_.lines[i];
      bool const is_title = line.component == Component::khac && !line.is_rule &&
                            (is_centred(document_, line) || (n == 0 && is_misplaced_title(line))) &&
                            !line.text.starts_with('(') &&
                            read_numbered(line.text).level == Level::none;
      if (!is_title) {
        return;
      }
      line.component = title;
    }
  }

  // Bold or in capitals at the left, right below "Chương I".
  bool is_misplaced_title(Line const& line) const {
    constexpr std::size_t kLongest = 160;  // letters
    return base::code_point_count(line.text) <= kLongest && has_letter(line.text) &&
           (is_upper(line.text) || is_mostly_bold(document_, line)) &&
           document_.paragraphs[line.paragraph].setting == Setting::flow;
  }

  Document const& document_;
  Recognised& r_;
};

}  // namespace

void recognise_body(Document const& document, Profile const& /*profile*/, Recognised& r) {
  BodyReader reader{document, r};
  reader.read(r.body_begin, r.body_end);
  for (Appendix const& appendix : r.appendices) {
    reader.read(appendix.first, appendix.last);
  }
}

}  // namespace thethuc::rules

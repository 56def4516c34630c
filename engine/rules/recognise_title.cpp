// What stands between header and body: type and summary, the authority line, addressees, legal
// bases, the words of decision.

#include <algorithm>
#include <string>
#include <string_view>

#include "base/text.h"
#include "rules/numbered.h"
#include "rules/posts.h"
#include "rules/recognised.h"
#include "rules/words.h"

namespace thethuc::rules {
namespace {

bool begins_basis(std::string_view text) {
  text.remove_prefix(list_mark_size(text));  // the party lists them
  std::string const start = folded(text, 24);
  return start.starts_with("can cu") || start.starts_with("theo de nghi cua") ||
         start.starts_with("xet de nghi") || start.starts_with("xet to trinh");
}

class TitleReader {
 public:
  TitleReader(Document const& document, Profile const& profile, Recognised& r)
      : document_(document), profile_(profile), r_(r) {}

  void read() {
    at_ = behind_header();
    find_type();
    if (!r_.ten_loai) {
      infer_type();
    }
    if ((r_.type != nullptr || r_.ten_loai) && !is_type("thu_cong")) {
      read_summary();
    }
    find_addressees();
    r_.is_cong_van = !r_.ten_loai && (r_.trich_yeu_cong_van ||
                                      (r_.kinh_gui && r_.so_ky_hieu && r_.type == nullptr));
    if (r_.is_cong_van) {
      r_.type = type_of_id(profile_, "cong_van");
    }
    read_bases();
    r_.body_begin = at_;
  }

 private:
  Line& line(std::size_t i) { return r_.lines[i]; }
  bool is_free(std::size_t i) const {
    return i < r_.lines.size() && r_.lines[i].component == Component::khac;
  }

  std::size_t behind_header() const {
    std::size_t behind = 0;
    for (std::size_t i = 0; i < std::min<std::size_t>(r_.lines.size(), 40); ++i) {
      if (r_.lines[i].component != Component::khac) {
        behind = i + 1;
      }
    }
    return behind;
  }

  // A type's name, alone on its line, soon behind the header (or at the top without one).
  void find_type() {
    std::size_t const end = std::min(at_ + 6, r_.lines.size());
    for (std::size_t i = at_; i < end; ++i) {
      if (line(i).is_rule) {
        continue;
      }
      if (DocumentType const* const type = type_of_name(profile_, line(i).text)) {
        // "Báo cáo" may also be a word of a sentence that was broken: a title stands out.
        bool const stands_out = is_upper(line(i).text) || is_centred(document_, line(i)) ||
                                is_mostly_bold(document_, line(i)) || is_large(line(i));
        if (stands_out) {
          take_type(i, type);
          return;
        }
      }
      // A template may leave the type to a tag, which stands out as types do.
      if (line(i).text == kTag && is_centred(document_, line(i)) &&
          is_mostly_bold(document_, line(i))) {
        take_type(i, nullptr);
        return;
      }
      if (is_addressees(line(i).text) || begins_basis(line(i).text) || line(i).text.size() > 300) {
        break;
      }
    }
    find_unlisted_type(end);
  }

  // As the styles of titles are.
  bool is_large(Line const& here) const {
    constexpr int kLarge = 32;  // half points
    std::vector<Span> const& spans = document_.paragraphs[here.paragraph].spans;
    return !spans.empty() && spans.front().format.size.count >= kLarge;
  }

  void take_type(std::size_t i, DocumentType const* type) {
    r_.ten_loai = i;
    r_.type = type;
    line(i).component = Component::ten_loai;
    at_ = i + 1;
  }

  // What stands out behind a header: meant as a type, though none of the list. "BÁO CÁO KẾT QUẢ NĂM
  // 2023" runs type and summary together.
  void find_unlisted_type(std::size_t end) {
    bool const has_header = r_.so_ky_hieu || r_.quoc_hieu || r_.tieu_ngu;
    if (!has_header || r_.trich_yeu_cong_van) {
      return;
    }
    std::size_t i = at_;
    while (i < end && line(i).is_rule) {
      ++i;
    }
    // A letter prints no type, whoever wrote that it is one.
    bool const is_letter =
        i < end && line(i).text.size() <= 24 && letters_of(folded(line(i).text)) == "congvan";
    if (!is_free(i) || i >= end || is_letter || !may_be_type(i)) {
      return;
    }
    DocumentType const* const type =
        is_upper(line(i).text) ? type_at_start(profile_, line(i).text) : nullptr;
    take_type(i, type);
    r_.type_runs_on = type != nullptr;
    if (type == nullptr && folded(line(i).text, 8).starts_with("thu ")) {
      r_.type = type_of_id(profile_, "thu_cong");  // letters of congratulation and the like
    }
  }

  bool may_be_type(std::size_t i) {
    std::string const& text = line(i).text;
    constexpr std::size_t kLongest = 160;  // letters
    if (!has_letter(text) || base::code_point_count(text) > kLongest || text.starts_with('(') ||
        begins_basis(text) || is_above_basis(i) || is_addressees(text) ||
        read_numbered(text).level != Level::none || folded(text, 12).starts_with("phu luc")) {
      return false;
    }
    bool const is_middle = is_centred(document_, line(i));
    if (is_upper(text)) {
      return is_middle || is_mostly_bold(document_, line(i));
    }
    // "Phiếu trình" in small letters; where the symbol names a type it is the summary.
    constexpr std::size_t kName = 40;
    return is_middle && is_mostly_bold(document_, line(i)) && r_.number.type_code.empty() &&
           base::code_point_count(text) <= kName;
  }

  // The type that the symbol names, where none is printed: "Số: 05/BC-SNV" above the summary.
  void infer_type() {
    DocumentType const* const type = type_of_code(profile_, r_.number.type_code);
    if (type == nullptr || type->printed.empty() || r_.trich_yeu_cong_van) {
      return;
    }
    // Letters of a body whose name is shortened like a type have addressees.
    bool const may_be_letter = !type->wants_kinh_gui && !type->may_have_kinh_gui;
    std::size_t const end = std::min(at_ + 6, r_.lines.size());
    for (std::size_t i = at_; i < end && may_be_letter; ++i) {
      if (is_addressees(line(i).text)) {
        return;
      }
    }
    r_.type = type;
  }

  static bool is_addressees(std::string_view text) {
    std::string const start = folded(text, 16);
    return start.starts_with("kinh gui") || start.starts_with("kinh trinh");
  }

  void read_summary() {
    bool const wants_authority =
        r_.type != nullptr && r_.type->wants_can_cu && profile_.family() != Family::party;
    bool has_rule = false;
    for (; is_free(at_); ++at_) {
      Line& here = line(at_);
      if (here.is_rule) {
        bool const is_dashes = here.text == "-----" || here.text.starts_with("---");
        here.component = is_dashes ? Component::gach_ngan_trich_yeu : Component::khac;
        has_rule = true;
        continue;
      }
      // Contracts have their number below the type, or below what they are of.
      bool const has_form = r_.type == nullptr || r_.type->has_form;
      if (is_number_line(here.text) || (!has_form && is_spoilt_number_line(here.text))) {
        here.component = Component::so_ky_hieu;
        if (r_.trich_yeu.empty()) {
          continue;
        }
        ++at_;
        return;
      }
      std::string const start = folded(here.text, 24);
      bool const is_placed = is_centred(document_, here) || is_misplaced_summary(at_);
      if (!is_placed || is_addressees(here.text) || begins_basis(here.text) ||
          letters_of(start) == "quyetdinh" || letters_of(start) == "quyetnghi" ||
          start.starts_with("chuong ") || start.starts_with("phan ") ||
          start.starts_with("dieu ") || here.text.starts_with("(") ||
          here.text.ends_with(':')) {  // "THỦ TƯỚNG CHÍNH PHỦ điện:"
        return;
      }
      if (wants_authority && is_upper(here.text) && !here.is_wild() &&
          (has_rule || !r_.trich_yeu.empty() || is_above_basis(at_))) {
        here.component = Component::tham_quyen_ban_hanh;
        continue;
      }
      if (wants_authority && is_authority_in_small(at_, has_rule)) {
        here.component = Component::tham_quyen_ban_hanh;
        continue;
      }
      if (wants_authority && here.is_wild() && (has_rule || rule_before(at_))) {
        here.component = Component::tham_quyen_ban_hanh;
        continue;
      }
      if (has_rule || rule_before(at_)) {
        return;  // below the line the summary is over
      }
      here.component = Component::trich_yeu;
      r_.trich_yeu.push_back(at_);
    }
  }

  bool is_type(std::string_view id) const { return r_.type != nullptr && r_.type->id == id; }

  // A summary that is not in the middle: bold below the type, or in the words that summaries have.
  bool is_misplaced_summary(std::size_t i) {
    Line const& here = line(i);
    constexpr std::size_t kLongest = 300;  // letters
    bool const is_next = r_.trich_yeu.empty() || !is_centred(document_, line(r_.trich_yeu.back()));
    bool const is_elsewhere = document_.paragraphs[here.paragraph].setting == Setting::table;
    bool const has_none = is_type("giay_gioi_thieu") || is_type("giay_nghi_phep");
    if (!is_next || is_elsewhere || has_none || base::code_point_count(here.text) > kLongest ||
        read_numbered(here.text).level != Level::none || list_mark_size(here.text) > 0) {
      return false;
    }
    std::string const start = folded(here.text, 12);
    bool const has_words = start.starts_with("ve viec ") || start.starts_with("v/v ");
    return is_mostly_bold(document_, here) || (r_.trich_yeu.empty() && has_words);
  }

  // "Chủ tịch Ủy ban nhân dân tỉnh", in small letters right above the bases: what stands below the
  // summary's line, goes on with the authority above it ("Khóa I, kỳ họp thứ ba"), or names a head.
  bool is_authority_in_small(std::size_t i, bool has_rule) {
    if (r_.trich_yeu.empty() || !is_above_basis(i) || line(i).is_wild() ||
        !is_centred(document_, line(i))) {
      return false;
    }
    bool const goes_on = line(i - 1).component == Component::tham_quyen_ban_hanh;
    return has_rule || goes_on || rule_before(i) ||
           read_post(line(i).text).kind == Post::Kind::head;
  }

  bool is_above_basis(std::size_t i) {
    while (++i < r_.lines.size() && line(i).is_rule) {
    }
    return i < r_.lines.size() && begins_basis(line(i).text);
  }

  // Whether a blank paragraph with a border stands between this line and the one before, or a drawn
  // line below the bold words that end there.
  bool rule_before(std::size_t i) const {
    if (r_.trich_yeu.empty()) {
      return false;
    }
    std::size_t const from = r_.lines[i - 1].paragraph;
    for (std::size_t p = from + 1; p < r_.lines[i].paragraph; ++p) {
      Paragraph const& between = document_.paragraphs[p];
      if (between.format.top_border || between.format.bottom_border || !between.lines.empty()) {
        return true;
      }
    }
    Paragraph const& above = document_.paragraphs[from];
    bool const is_below_bold =
        is_mostly_bold(document_, r_.lines[i - 1]) && !is_mostly_bold(document_, r_.lines[i]);
    return above.format.bottom_border || (!above.lines.empty() && is_below_bold);
  }

  void find_addressees() {
    std::size_t const end = std::min(at_ + 12, r_.lines.size());
    for (std::size_t i = 0; i < end; ++i) {
      if (line(i).component != Component::khac) {
        continue;
      }
      if (is_addressees(line(i).text)) {
        r_.kinh_gui = i;
        line(i).component = Component::kinh_gui;
        std::size_t next = i + 1;
        while (next < r_.lines.size() && line(next).component == Component::khac &&
               (list_mark_size(line(next).text) > 0 ||
                (next == i + 1 && is_lone_recipient(i, next)))) {
          line(next).component = Component::kinh_gui_danh_sach;
          r_.kinh_gui_list.push_back(next++);
        }
        at_ = std::max(at_, next);
        return;
      }
      if (line(i).text.size() > 300 && i >= at_) {
        return;
      }
    }
  }

  // "Kính gửi:" and the one recipient on the line below, or in the cell beside.
  bool is_lone_recipient(std::size_t word, std::size_t next) const {
    std::string_view const text = r_.lines[word].text;
    Paragraph const& a = document_.paragraphs[r_.lines[word].paragraph];
    Paragraph const& b = document_.paragraphs[r_.lines[next].paragraph];
    return text.ends_with(':') && text.size() < 16 &&
           ((a.table >= 0 && a.table == b.table) || b.format.left.count > 1200 ||
            b.format.alignment == wml::Alignment::center);
  }

  // The bases up to the words of decision, or up to where the text begins otherwise. A single
  // sentence that begins with "Căn cứ" is a basis only where the type of document wants them.
  void read_bases() {
    std::size_t i = at_;
    while (is_free(i) && (line(i).is_rule || is_preamble(i))) {
      ++i;
    }
    std::vector<std::size_t> found;
    std::size_t end = i;
    // Of forms a basis may be a row of dots alone.
    while (is_free(end) && (begins_basis(line(end).text) ||
                            (!found.empty() && !line(end).is_rule && is_dotted(line(end).text)))) {
      found.push_back(end++);
    }
    take_other_grounds(found, end);
    std::size_t const authority = end;
    bool const enacts = is_free(authority) && is_enacting(line(authority).text);
    std::size_t const word = authority + (enacts ? 1 : 0);
    bool const is_decided = word < r_.lines.size() && is_decision(word);
    bool const is_block =
        is_decided || found.size() > 1 ||
        (found.size() == 1 && line(found[0]).text.ends_with(';')) ||
        (found.size() == 1 && line(found[0]).text.ends_with('.') && is_italic(line(found[0]))) ||
        (!found.empty() && r_.type != nullptr && r_.type->wants_can_cu);
    if (!is_block) {
      return;
    }
    for (std::size_t basis : found) {
      line(basis).component = Component::can_cu;
    }
    r_.can_cu = found;
    at_ = end;
    if (enacts && (is_decided || profile_.family() == Family::qppl)) {
      line(authority).component = Component::cau_ban_hanh;
      at_ = authority + 1;
    }
    if (is_decided) {
      r_.menh_lenh = word;
      line(word).component = Component::menh_lenh;
      at_ = word + 1;
    }
  }

  // "Trên cơ sở thảo luận của các thành viên", "Sau khi xem xét …" between the bases and the words
  // of decision: grounds in other words, which are set as the bases are.
  void take_other_grounds(std::vector<std::size_t>& found, std::size_t& end) {
    constexpr std::size_t kMost = 3;
    std::size_t next = end;
    while (next < end + kMost && is_free(next) && !is_decision(next) && !line(next).is_rule &&
           !is_enacting(line(next).text) && !is_centred(document_, line(next)) &&
           read_numbered(line(next).text).level == Level::none) {
      ++next;
    }
    if (!found.empty() && next > end && next < r_.lines.size() && is_decision(next)) {
      while (end < next) {
        found.push_back(end++);
      }
    }
  }

  bool is_italic(Line const& basis) const {
    for (Span const& span : document_.paragraphs[basis.paragraph].spans) {
      if (span.end > basis.begin && span.begin < basis.end && !span.format.italic) {
        return false;
      }
    }
    return true;
  }

  bool is_decision(std::size_t i) const {
    std::string const letters = letters_of(folded(r_.lines[i].text, 40));
    return r_.lines[i].component == Component::khac &&
           (letters == "quyetdinh" || letters == "quyetnghi") && r_.lines[i].text.size() < 40;
  }
  static bool is_enacting(std::string_view text) {
    return text.size() < 400 && folded(text, 400).find("ban hanh") != std::string::npos;
  }
  // "BỘ TRƯỞNG BỘ NỘI VỤ" above the bases, when no summary told where it stands.
  bool is_preamble(std::size_t i) {
    if (!r_.ten_loai || !is_centred(document_, line(i)) || !is_upper(line(i).text) ||
        is_decision(i) || i + 1 >= r_.lines.size() || !begins_basis(line(i + 1).text)) {
      return false;
    }
    line(i).component = Component::tham_quyen_ban_hanh;
    return true;
  }

  Document const& document_;
  Profile const& profile_;
  Recognised& r_;
  std::size_t at_ = 0;
};

}  // namespace

void recognise_title(Document const& document, Profile const& profile, Recognised& r) {
  TitleReader{document, profile, r}.read();
}

}  // namespace thethuc::rules

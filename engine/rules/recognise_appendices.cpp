// What follows the signature: appendices, documents that were issued with this one, the block of a
// copy.

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "base/text.h"
#include "rules/numbered.h"
#include "rules/posts.h"
#include "rules/recognised.h"
#include "rules/words.h"

namespace thethuc::rules {
namespace {

// "DANH SÁCH" alone, with whom it is of below: those whom a decision names. It needs no "Phụ lục".
bool is_list_of_decision(std::string_view text) {
  return text.size() < 24 && letters_of(folded(text, 24)) == "danhsach";
}

class AppendixReader {
 public:
  AppendixReader(Document const& document, Profile const& profile, Recognised& r)
      : document_(document), profile_(profile), r_(r) {}

  void read() {
    bool const is_signed = r_.signature_end < r_.lines.size();
    std::size_t const begin = is_signed ? r_.signature_end : r_.body_begin;
    find_copy_block(begin);
    find_starts(begin, is_signed);
    if (!starts_.empty() && !is_signed && r_.body_end > starts_.front()) {
      r_.body_end = starts_.front();
    }
    for (std::size_t k = 0; k < starts_.size(); ++k) {
      std::size_t const end = k + 1 < starts_.size() ? starts_[k + 1] : r_.lines.size();
      read_appendix(starts_[k], end, static_cast<int>(k));
    }
  }

 private:
  Line& line(std::size_t i) { return r_.lines[i]; }
  Paragraph const& paragraph(std::size_t i) const {
    return document_.paragraphs[r_.lines[i].paragraph];
  }

  // "Phụ lục", "PHỤ LỤC II", "Phụ lục 2B:" on a line of its own.
  bool is_head(std::size_t i) const {
    Line const& line = r_.lines[i];
    if (line.text[0] != 'P' && line.text[0] != 'p') {
      return false;  // folding all lines would take longer than all else here
    }
    std::string const text = folded(line.text, 60);
    if (!text.starts_with("phu luc") || line.component != Component::khac) {
      return false;
    }
    std::string_view const rest = base::trim(std::string_view{text}.substr(7));
    bool const is_numbered = rest.size() <= 6 || has_tag(line.text);
    bool const stands_out = is_centred(document_, line) || paragraph(i).starts_page ||
                            is_mostly_bold(document_, line) || is_upper(line.text);
    // A heading on the same line: "PHỤ LỤC I: DANH SÁCH …".
    bool const is_long_head = is_centred(document_, line) && is_upper(line.text);
    return stands_out && (is_numbered || is_long_head) && paragraph(i).setting != Setting::table;
  }

  // "(Kèm theo …)", also where the brackets were left out.
  bool is_reference(std::size_t i) const {
    std::string_view const text = r_.lines[i].text;
    if (text.size() >= 500) {
      return false;
    }
    if (is_reference_line(text)) {
      return true;
    }
    std::string const start =
        text.starts_with('K') || text.starts_with('B') ? folded(text, 24) : "";
    return (start.starts_with("kem theo ") || start.starts_with("ban hanh kem theo ")) &&
           is_centred(document_, r_.lines[i]);
  }

  void find_starts(std::size_t begin, bool is_signed) {
    for (std::size_t i = begin; i < r_.lines.size(); ++i) {
      if (is_head(i)) {
        starts_.push_back(i);
      } else if (is_reference(i) && line(i).component == Component::khac &&
                 paragraph(i).setting != Setting::table && is_signed) {
        std::size_t const head = first_of_title(i, begin);
        if (!starts_.empty() && starts_.back() >= head) {
          continue;  // below the head that was found
        }
        if (!starts_.empty() && only_title_between(starts_.back(), i)) {
          continue;
        }
        starts_.push_back(head);
      }
    }
  }

  // Whether a page begins with the line; further ones of its paragraph are on that page.
  bool begins_page(std::size_t i) const {
    return paragraph(i).starts_page &&
           (i == 0 || r_.lines[i - 1].paragraph != r_.lines[i].paragraph);
  }

  // The first of the lines in the middle above a reference line.
  std::size_t first_of_title(std::size_t reference, std::size_t begin) const {
    std::size_t at = reference;
    while (at > begin && reference - at < 8 &&
           (is_centred(document_, r_.lines[at - 1]) || r_.lines[at - 1].is_rule) &&
           paragraph(at - 1).setting != Setting::table && !begins_page(at)) {
      --at;
    }
    return at;
  }

  bool only_title_between(std::size_t head, std::size_t reference) const {
    for (std::size_t i = head + 1; i < reference; ++i) {
      if (!may_be_title(i)) {
        return false;
      }
    }
    return reference - head < 10;
  }

  // What stands between "Phụ lục" and its reference line is the title, wherever it was put.
  bool may_be_title(std::size_t i) const {
    constexpr std::size_t kLongest = 300;  // letters
    Line const& line = r_.lines[i];
    if (paragraph(i).setting == Setting::table || line.component != Component::khac) {
      return false;
    }
    return is_centred(document_, line) || line.is_rule ||
           (base::code_point_count(line.text) <= kLongest && !line.text.ends_with('.') &&
            !line.text.ends_with(';') && !line.text.ends_with(':') &&
            list_mark_size(line.text) == 0 && read_numbered(line.text).level == Level::none);
  }

  // The reference line below the title that begins at `i`; nullopt when something else stands
  // between, or none is there.
  std::optional<std::size_t> reference_below(std::size_t i, std::size_t end) const {
    constexpr std::size_t kMostLines = 8;
    for (std::size_t at = i; at < end && at < i + kMostLines; ++at) {
      if (is_reference(at)) {
        return at;
      }
      if (!may_be_title(at)) {
        break;
      }
    }
    return std::nullopt;
  }

  void read_appendix(std::size_t begin, std::size_t end, int group) {
    Appendix appendix;
    appendix.first = begin;
    appendix.last = end;
    std::size_t i = begin;
    if (is_head(begin)) {
      appendix.number_line = begin;
      line(begin).component = Component::phu_luc_so;
      ++i;
    }
    std::optional<std::size_t> const reference =
        appendix.number_line ? reference_below(i, end) : std::nullopt;
    DocumentType const* own_type = nullptr;
    bool is_document = false;
    for (; i < end && i < begin + 12; ++i) {
      Line& here = line(i);
      here.group = group;
      if (here.is_rule) {
        continue;
      }
      if (is_reference(i)) {
        appendix.reference_line = i;
        break;
      }
      bool const is_title = is_centred(document_, here) || (reference && i < *reference) ||
                            is_misplaced_title(appendix, i);
      if (paragraph(i).setting == Setting::table || !is_title) {
        break;
      }
      if (own_type == nullptr) {
        own_type = type_of_name(profile_, here.text);
      }
      is_document = is_document || own_type != nullptr || begins_document(here.text);
      appendix.title.push_back(i);
    }
    appendix.is_attached_document =
        !appendix.number_line && is_document && appendix.reference_line.has_value();
    appendix.is_list = appendix.is_attached_document && !appendix.title.empty() &&
                       is_list_of_decision(line(appendix.title.front()).text);
    name_lines(appendix, own_type);
    r_.appendices.push_back(std::move(appendix));
  }

  // "QUY CHẾ LÀM VIỆC" on one line, "NỘI QUY", which is no type of the list, and "TÊN LOẠI VĂN BẢN"
  // of the forms: what a decision or resolution issues is a document of its own. What follows a
  // report is one of its appendices, whatever it is called.
  bool begins_document(std::string_view text) const {
    constexpr std::string_view kOthers[] = {
        "dieu le", "noi quy", "quy trinh", "quy uoc", "huong uoc", "ten loai"};
    bool const may_issue = r_.type != nullptr && r_.type->wants_can_cu;
    if (!may_issue || !is_upper(text)) {
      return false;
    }
    if (is_list_of_decision(text)) {
      return true;
    }
    std::string const start = folded(text, 16) + " ";
    return type_at_start(profile_, text) != nullptr ||
           std::any_of(std::begin(kOthers), std::end(kOthers), [&](std::string_view word) {
             return start.starts_with(word);
           });
  }

  // Bold capitals right below "Phụ lục".
  bool is_misplaced_title(Appendix const& appendix, std::size_t i) const {
    Line const& line = r_.lines[i];
    return appendix.number_line == i - 1 && is_upper(line.text) && has_letter(line.text) &&
           is_mostly_bold(document_, line) && read_numbered(line.text).level == Level::none;
  }

  void name_lines(Appendix const& appendix, DocumentType const* own_type) {
    for (std::size_t title : appendix.title) {
      bool const is_type = appendix.is_attached_document && own_type != nullptr &&
                           type_of_name(profile_, line(title).text) == own_type;
      line(title).component = is_type                         ? Component::ten_loai
                              : appendix.is_attached_document ? Component::trich_yeu
                                                              : Component::phu_luc_tieu_de;
    }
    if (appendix.reference_line) {
      line(*appendix.reference_line).component =
          appendix.is_attached_document ? Component::kem_theo_chi_dan : Component::phu_luc_chi_dan;
    }
  }

  void find_copy_block(std::size_t begin) {
    for (std::size_t i = begin; i < r_.lines.size(); ++i) {
      std::string const letters =
          line(i).text.size() > 40 ? std::string{} : letters_of(folded(line(i).text, 40));
      bool const is_form = letters == "saoy" || letters == "saoluc" || letters == "trichsao" ||
                           letters == "saoybanchinh" ||
                           (letters == "bansao" && has_copy_number(i, begin));
      // "Sao y" in small letters stands out, or is a word of the text.
      bool const stands_out = is_upper(line(i).text) || is_centred(document_, line(i)) ||
                              is_mostly_bold(document_, line(i));
      if (is_form && line(i).component == Component::khac && stands_out) {
        r_.ban_sao = i;
        line(i).component = Component::ban_sao_hinh_thuc;
        name_copy_block(i, begin);
        return;
      }
    }
    find_copy_number(begin);
  }

  // "Số: 12/SY-UBND" behind the signature, where the kind of copy was left out.
  void find_copy_number(std::size_t begin) {
    if (r_.signature_end >= r_.lines.size()) {
      return;
    }
    for (std::size_t i = begin; i < r_.lines.size(); ++i) {
      if (line(i).component == Component::khac && is_number_line(line(i).text) &&
          has_copy_number(i, i)) {
        name_copy_block(i, begin);
        return;
      }
    }
  }

  // "BẢN SAO" stands on other papers, too; beside "Số: 12/SY-UBND" it is meant as the kind of copy.
  bool has_copy_number(std::size_t form, std::size_t begin) const {
    std::vector<std::string> const& codes = profile_.copy_codes();
    std::size_t const from = form > begin + 6 ? form - 6 : begin;
    for (std::size_t i = from; i < std::min(form + 8, r_.lines.size()); ++i) {
      std::string const& text = r_.lines[i].text;
      if (is_number_line(text)) {
        std::string const symbol = read_number(text, profile_).symbol;
        return std::find(codes.begin(), codes.end(), symbol.substr(0, symbol.find('-'))) !=
               codes.end();
      }
    }
    return false;
  }

  // The last line of the name of the body that copies, in the column of the number above it.
  void name_copying_body(std::size_t number, std::size_t begin) {
    Paragraph const& below = document_.paragraphs[line(number).paragraph];
    for (std::size_t i = number; i-- > begin;) {
      Paragraph const& here = document_.paragraphs[line(i).paragraph];
      bool const is_column = below.table >= 0
                                 ? here.table == below.table && here.column == below.column
                                 : here.container == below.container;
      if (below.table >= 0 && here.table != below.table) {
        return;
      }
      if (!is_column || line(i).is_rule) {
        continue;
      }
      // In the flow of text other lines may stand there.
      bool const is_name =
          line(i).component == Component::khac &&
          (below.table >= 0 || (is_upper(line(i).text) && names_body(line(i).text)));
      if (is_name) {
        line(i).component = Component::ban_sao_co_quan;
      }
      return;
    }
  }

  // Number and date of the copy, in the cells beside.
  void name_copy_block(std::size_t form, std::size_t begin) {
    std::size_t const from = form > begin + 6 ? form - 6 : begin;
    for (std::size_t i = from; i < std::min(form + 8, r_.lines.size()); ++i) {
      if (line(i).component != Component::khac) {
        continue;
      }
      if (is_number_line(line(i).text)) {
        line(i).component = Component::ban_sao_so_ky_hieu;
        name_copying_body(i, begin);
      } else if (read_date(line(i).text)) {
        line(i).component = Component::ban_sao_dia_danh_ngay;
      }
    }
  }

  Document const& document_;
  Profile const& profile_;
  Recognised& r_;
  std::vector<std::size_t> starts_;
};

}  // namespace

bool is_reference_line(std::string_view text) {
  return text.starts_with('(') && text.size() < 500 &&
         folded(text, 40).find("kem theo") != std::string::npos;
}

void recognise_appendices(Document const& document, Profile const& profile, Recognised& r) {
  AppendixReader{document, profile, r}.read();
}

}  // namespace thethuc::rules

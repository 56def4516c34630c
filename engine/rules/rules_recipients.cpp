// Recipients.

#include <algorithm>
#include <string>
#include <string_view>

#include "base/text.h"
#include "rules/check_context.h"
#include "rules/measured.h"
#include "rules/numbered.h"
#include "rules/required.h"
#include "rules/rule_functions.h"
#include "rules/words.h"

namespace thethuc::rules {

namespace {

// Minutes need no recipients; where they stand, the word stands above them.
void tell_no_word(Check& check) {
  Recognised const& r = check.recognised;
  bool const is_minutes = r.type != nullptr && r.type->code == "BB" &&
                          r.kind == DocumentKind::administrative && !check.document.is_template;
  if (!is_minutes || !r.noi_nhan_luu) {
    return;
  }
  std::size_t const first = r.noi_nhan_list.empty()
                                ? *r.noi_nhan_luu
                                : std::min(r.noi_nhan_list.front(), *r.noi_nhan_luu);
  check.at_line(first,
                {.expected = {"“Nơi nhận:” ở dòng trên", "“Nơi nhận:” on the line above"},
                 .found = {"không có", "none"}});
}

void check_recipients_word(Check& check, unsigned aspects) {
  if (!check.recognised.noi_nhan) {
    if (is_required(check, Component::noi_nhan_tu)) {
      tell_missing(check, Component::noi_nhan_tu);
    } else {
      tell_no_word(check);
    }
    return;
  }
  std::size_t const index = *check.recognised.noi_nhan;
  Line const& line = check.line(index);
  check_format(check, index, Component::noi_nhan_tu, aspects);
  if (line.text != "Nơi nhận:" && !line.is_wild()) {
    check.at_line(index,
                  {.expected = base::same("“Nơi nhận:”"),
                   .found = base::same(in_quotes(line.text)),
                   .repair = replace_line(line, "Nơi nhận:")});
  }
}

}  // namespace

void rule_NN_01(Check& check) {
  Recognised const& r = check.recognised;
  check_recipients_word(check, kSize | kBold | kItalic | kPlacing | kUnderline);
  if (!r.noi_nhan) {
    return;
  }
  // Level with the first line of the signer: in a table both stand in one row.
  Paragraph const& word = check.paragraph(*r.noi_nhan);
  std::size_t const first = !r.quyen_han.empty() ? r.quyen_han.front()
                            : !r.chuc_vu.empty() ? r.chuc_vu.front()
                                                 : *r.noi_nhan;
  Paragraph const& signer = check.paragraph(first);
  // Two who sign stand beside each other, and the recipients below them.
  bool const is_minutes = check.lines_of(Component::ho_ten).size() > 1;
  if (word.table >= 0 && signer.table == word.table && signer.row != word.row && !is_minutes) {
    check.at_line(
        *r.noi_nhan,
        {.expected = {"ngang dòng quyền hạn, chức vụ người ký", "level with the signing authority"},
         .found = {"ở hàng khác của bảng", "in another row of the table"},
         .severity = base::Severity::warning});
  } else if (!is_minutes) {
    check_level(check, *r.noi_nhan, first);
  }
}

void rule_DANG_06(Check& check) {
  check_recipients_word(check, kSize | kBold | kItalic | kUnderline | kPlacing);
}

void rule_NN_02(Check& check) {
  Recognised const& r = check.recognised;
  for (std::size_t index : r.noi_nhan_list) {
    Line const& line = check.line(index);
    check_format(check, index, Component::noi_nhan_danh_sach, kSize | kBold | kItalic);
    if (line.is_wild()) {
      continue;
    }
    bool const is_continued = !line.text.starts_with("-") && index > 0 && line.is_piece;
    bool const begins = line.text.starts_with("- ");
    // "Gửi bản giấy:" and the like head a part of the list.
    bool const may_have_comma = check.profile.family() == Family::party;
    // The last one ends the list where nothing is kept in the archive.
    bool const is_end = index == r.noi_nhan_list.back() && !r.noi_nhan_luu;
    bool const ends = line.text.ends_with(';') || (is_end && line.text.ends_with('.')) ||
                      (may_have_comma && line.text.ends_with(','));
    if (begins && ends) {
      continue;
    }
    if (is_continued) {
      continue;
    }
    std::size_t const mark = list_mark_size(line.text);
    std::string core = line.text.substr(mark);
    // What begins without a dash may belong to the line above, what ends in a colon to those below.
    bool const can_fix = mark > 0 && !core.ends_with(':');
    while (!core.empty() && std::string_view{",. :"}.find(core.back()) != std::string_view::npos) {
      core.pop_back();
    }
    std::string const mended = "- " + core + (ends ? "" : ";");
    check.at_line(index,
                  {.expected = base::same(in_quotes(mended)),
                   .found = base::same(in_quotes(line.text)),
                   .repair = can_fix ? replace_line(line, mended) : Repair{},
                   .severity = begins ? base::Severity::warning : base::Severity::error});
  }
}

namespace {

// Whether a document names in its text whom it goes to, so that "Như trên" means them: telegrams,
// invitations, papers that somebody is given. Others are addressed, and KG-01 asks for it.
bool names_recipients(DocumentType const& type) {
  constexpr std::string_view kTypes[] = {"cong_dien",
                                         "giay_moi",
                                         "giay_gioi_thieu",
                                         "giay_uy_quyen",
                                         "giay_nghi_phep",
                                         "phieu_gui",
                                         "phieu_chuyen",
                                         "phieu_bao",
                                         "thu_cong"};
  return type.wants_kinh_gui || type.may_have_kinh_gui || !type.has_form ||
         std::find(std::begin(kTypes), std::end(kTypes), type.id) != std::end(kTypes);
}

// "Như trên" where nobody stands above: decisions and resolutions go to those whom their articles
// name, notices and plans to those whom the list names.
void check_as_above(Check& check) {
  Recognised const& r = check.recognised;
  if (r.type == nullptr || r.is_cong_van || names_recipients(*r.type) ||
      r.kind != DocumentKind::administrative || check.document.is_template) {
    return;
  }
  bool const has_articles = r.type->id == "quyet_dinh" || r.type->id == "nghi_quyet";
  for (std::size_t line : r.noi_nhan_list) {
    if (folded(check.line(line).text).find("nhu tren") != std::string::npos) {
      check.at_line(
          line,
          {.expected = has_articles ? base::same("“- Như Điều …;”")
                                    : base::Words{"tên nơi nhận: phía trên không có “Kính gửi:”",
                                                  "names: there is no “Kính gửi:” above"},
           .found = base::same(in_quotes(check.line(line).text)),
           .severity = base::Severity::warning});
    }
  }
}

// "Như Điều 5": of a document that has so many articles; behind the last of them is none.
void check_article_number(Check& check) {
  Recognised const& r = check.recognised;
  int last = 0;
  for (std::size_t i = r.body_begin; i < r.body_end; ++i) {
    if (r.lines[i].component == Component::dieu) {
      last = std::max(last, read_numbered(r.lines[i].text).value);
    }
  }
  for (std::size_t line : r.noi_nhan_list) {
    std::string const key = folded(check.line(line).text, 60);
    constexpr std::string_view kWords = "nhu dieu ";
    std::size_t const at = key.find(kWords);
    if (last == 0 || at == std::string::npos) {
      continue;
    }
    std::string_view const rest = std::string_view{key}.substr(at + kWords.size());
    int const article =
        whole_number(rest.substr(0, rest.find_first_not_of("0123456789"))).value_or(0);
    if (article > last) {
      std::string const wanted = in_quotes("- Như Điều " + std::to_string(last) + ";");
      check.at_line(line,
                    {.expected = {wanted + " hoặc một điều có trong văn bản",
                                  wanted + " or another article of the document"},
                     .found = base::same(in_quotes(check.line(line).text))});
    }
  }
}

}  // namespace

void rule_NN_04(Check& check) {
  Recognised const& r = check.recognised;
  if (!check.document.is_template) {
    check_article_number(check);
  }
  if (!r.kinh_gui) {
    check_as_above(check);
    return;
  }
  if (r.noi_nhan_list.empty()) {
    return;
  }
  Line const& first = check.line(r.noi_nhan_list.front());
  if (first.is_wild() || folded(first.text).find("nhu tren") != std::string::npos) {
    return;
  }
  check.at_line(
      r.noi_nhan_list.front(),
      {.expected = base::same("“- Như trên;”"), .found = base::same(in_quotes(first.text))});
}

void rule_NN_05(Check& check) {
  // A clerk reads these; a reader from outside need not.
  constexpr std::string_view kShort[] = {
      "TT", "VPUB", "LĐVP", "CVP", "PCVP", "BTV", "TTTU", "CT", "PCT"};
  for (std::size_t index : check.recognised.noi_nhan_list) {
    for (std::string_view word : split(check.line(index).text, ' ')) {
      while (!word.empty() && (word.back() == ':' || word.back() == ',' || word.back() == ';' ||
                               word.back() == '.')) {
        word.remove_suffix(1);
      }
      if (std::find(std::begin(kShort), std::end(kShort), word) != std::end(kShort)) {
        check.at_line(index,
                      {.expected = {"tên viết đầy đủ", "the name in full"},
                       .found = base::same(in_quotes(word))});
        break;
      }
    }
  }
}

}  // namespace thethuc::rules

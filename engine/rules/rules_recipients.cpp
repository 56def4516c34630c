// Recipients and the filing line.

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

void check_recipients_word(Check& check, unsigned aspects) {
  if (!check.recognised.noi_nhan) {
    tell_missing(check, Component::noi_nhan_tu);
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

// Where the filing line ends before the initials of who drafted it: "- Lưu: VT, CCHC. NTH"; the
// text's size when none stand there.
std::size_t before_initials(std::string_view text) {
  constexpr std::size_t kMostLetters = 8;
  std::size_t const stop = text.rfind(". ");
  if (stop == std::string_view::npos) {
    return text.size();
  }
  std::string_view const tail = base::trim(text.substr(stop + 1));
  bool const is_word = tail.find_first_of(" ,;.()") == std::string_view::npos && has_letter(tail) &&
                       !base::is_ascii_digit(tail.front()) &&
                       base::code_point_count(tail) <= kMostLetters;
  return is_word ? stop + 1 : text.size();
}

// What stands behind "Lưu:".
std::string filed(std::string_view text) {
  std::string rest{text};
  std::size_t const word = base::to_lower(rest).find("lưu");
  rest = word == std::string::npos ? rest : rest.substr(word + std::string_view{"lưu"}.size());
  while (!rest.empty() && (rest.front() == ':' || rest.front() == ' ')) {
    rest.erase(0, 1);
  }
  return rest;
}

// "5b", "PC.5b", "(05)": how many copies are kept, which may end the line.
bool ends_in_copies(std::string_view text) {
  if (text.ends_with(')')) {
    return true;
  }
  text.remove_suffix(text.ends_with('b') ? 1 : 0);
  std::size_t const digits = text.size() - (text.find_last_not_of("0123456789") + 1);
  return digits > 0 && digits <= 3;
}

// Of several bodies each keeps a copy: "VT (SNV), VT (STC)", "SNV (VT, CCHC), STC (VT)", "VT: SNV,
// STC".
bool is_filed_by_several(std::string_view rest) {
  constexpr std::string_view kArchive = "VT";
  std::size_t found = 0;
  for (std::size_t at = rest.find(kArchive); at != std::string_view::npos;
       at = rest.find(kArchive, at + kArchive.size())) {
    ++found;
  }
  return found > 1 || rest.find("(VT") != std::string_view::npos || rest.starts_with("VT: ");
}

// As the line should stand. `rest`: what is filed, and where.
std::string mended_filing(std::string rest) {
  constexpr std::string_view kArchive = "VT";
  for (std::string_view written_out : {"Văn thư", "văn thư"}) {
    rest = rest.starts_with(written_out) ? replaced(rest, written_out, kArchive) : rest;
  }
  for (std::string_view last : {", VT", "; VT"}) {  // "VP, VT": the archive comes first
    if (std::size_t const at = rest.find(last); at != std::string::npos &&
                                                !rest.starts_with(kArchive) &&
                                                !has_letter(rest.substr(at + last.size()))) {
      rest = "VT, " + rest.substr(0, at);
    }
  }
  std::string wanted = "- Lưu: ";
  bool const has_archive = rest.starts_with(kArchive);
  // Another mark between the archive and who drafted it.
  bool const has_mark = has_archive && rest.size() > 3 &&
                        std::string_view{"-/:+"}.find(rest[2]) != std::string_view::npos;
  wanted += has_mark      ? "VT, " + std::string{base::trim(std::string_view{rest}.substr(3))}
            : has_archive ? rest
                          : "VT, " + rest;
  while (wanted.ends_with(';') || wanted.ends_with(',') || wanted.ends_with(' ')) {
    wanted.pop_back();
  }
  return wanted.ends_with('.') || ends_in_copies(wanted) ? wanted : wanted + '.';
}

bool is_filing_sound(std::string_view text, std::string_view rest) {
  constexpr std::string_view kBegin = "- Lưu: VT";
  bool const has_end = text.ends_with('.') || ends_in_copies(text);
  if (!has_end || !text.starts_with("- Lưu: ")) {
    return false;
  }
  bool const is_archive_first =
      text.starts_with(kBegin) && text.size() > kBegin.size() &&
      std::string_view{",.; ("}.find(text[kBegin.size()]) != std::string_view::npos;
  return is_archive_first || is_filed_by_several(rest);
}

}  // namespace

void rule_NN_03(Check& check) {
  Recognised const& r = check.recognised;
  if (!r.noi_nhan) {
    return;
  }
  if (!r.noi_nhan_luu) {
    std::size_t const last = r.noi_nhan_list.empty() ? *r.noi_nhan : r.noi_nhan_list.back();
    if (!check.line(last).is_wild()) {
      check.at_line(last,
                    {.expected = base::same("“- Lưu: VT, ….”"), .found = {"không có", "none"}});
    }
    return;
  }
  std::size_t const index = *r.noi_nhan_luu;
  Line const& line = check.line(index);
  check_format(check, index, Component::noi_nhan_luu, kSize | kBold | kItalic);
  if (line.is_wild()) {
    return;
  }
  std::string const& text = line.text;
  std::string const rest = filed(text);
  if (std::size_t const end = before_initials(text);
      text.starts_with("- Lưu: VT") && end < text.size()) {
    // Whose they are is known to who typed them: nothing is taken away.
    check.at_line(index,
                  {.expected = base::same(in_quotes(text.substr(0, end))),
                   .found = base::same(in_quotes(text)),
                   .severity = base::Severity::warning});
    return;
  }
  if (is_filing_sound(text, rest)) {
    return;
  }
  std::string const wanted = mended_filing(rest);
  // A stop or a dash can be put without asking; what the archive is called cannot.
  check.at_line(index,
                {.expected = base::same(in_quotes(wanted)),
                 .found = base::same(in_quotes(text)),
                 .repair = rest.starts_with("VT") ? replace_line(line, wanted) : Repair{}});
}

namespace {

// Decisions and resolutions go to those whom their articles name; nobody stands above.
void check_as_article(Check& check) {
  Recognised const& r = check.recognised;
  if (r.type == nullptr || (r.type->id != "quyet_dinh" && r.type->id != "nghi_quyet")) {
    return;
  }
  for (std::size_t line : r.noi_nhan_list) {
    if (folded(check.line(line).text).find("nhu tren") != std::string::npos) {
      check.at_line(line,
                    {.expected = base::same("“- Như Điều …;”"),
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
    check_as_article(check);
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

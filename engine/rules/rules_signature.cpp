// The signature block: authority, post, name; recipients and the filing line.

#include <algorithm>
#include <string>

#include "base/text.h"
#include "rules/check_context.h"
#include "rules/measured.h"
#include "rules/rule_functions.h"
#include "rules/words.h"

namespace thethuc::rules {

using base::Words;

namespace {

// The prefix of an authority line, without what follows the mark: "KT." of "KT.GIÁM ĐỐC"; "" when
// it has none of `prefixes`. Blanks, a missing stop and small letters are seen through.
struct Authority {
  std::string prefix;  // as it should stand
  std::string rest;    // without blanks before
  bool is_sound = false;
};
Authority read_authority(std::string_view text, std::vector<std::string> const& prefixes) {
  Authority out;
  for (std::string const& prefix : prefixes) {
    std::string_view const letters = std::string_view{prefix}.substr(0, prefix.find('.'));
    std::string const start = base::to_upper(text.substr(0, letters.size()));
    if (start != letters || text.size() <= letters.size()) {
      continue;
    }
    std::string_view rest = text.substr(letters.size());
    bool const is_end = rest.front() == '.' || rest.front() == ' ' || rest.front() == '/';
    if (!is_end) {
      continue;
    }
    std::size_t at = 0;
    while (at < rest.size() && (rest[at] == '.' || rest[at] == ' ')) {
      ++at;
    }
    out.prefix = prefix;
    out.rest = rest.substr(at);
    out.is_sound = text == prefix + " " + out.rest;
    return out;
  }
  return out;
}

bool names_collective(std::string_view text) {
  constexpr std::string_view kWords[] = {
      "uy ban",   "hoi dong",  "ubnd",      "hdnd",          "ban ",         "chinh phu",
      "quoc hoi", "doan ",     "to ",       "doan chu tich", "tap the",      "dang uy",
      "chi bo",   "chi uy",    "hoi ",      "lien doan",     "uy vien",      "thuong truc",
      "mat tran", "cong doan", "dang doan", "thuong vu",     "lanh dao",     "bo chinh tri",
      "co quan",  "don vi",    "dai hoi",   "doan kiem tra", "doan giam sat"};
  std::string const key = folded(text, 60) + " ";
  return std::any_of(std::begin(kWords), std::end(kWords), [&](std::string_view word) {
    return key.starts_with(word);
  });
}

bool names_post(std::string_view text) {
  constexpr std::string_view kWords[] = {
      "chu tich",        "pho chu tich",    "giam doc",       "pho giam doc",    "tong giam doc",
      "bo truong",       "thu truong",      "cuc truong",     "vu truong",       "truong phong",
      "chanh van phong", "chanh thanh tra", "vien truong",    "hieu truong",     "bi thu",
      "thu tuong",       "truong ban",      "chi cuc truong", "tong cuc truong", "chanh an",
      "tong bien tap",   "tong thanh tra",  "chu nhiem",      "thong doc",       "truong ",
      "pho truong",      "doi truong",      "tong kiem toan"};
  std::string const key = folded(text, 60) + " ";
  return std::any_of(std::begin(kWords), std::end(kWords), [&](std::string_view word) {
    return key.starts_with(word);
  });
}

}  // namespace

void rule_SIGN_01(Check& check) {
  for (std::size_t index : check.recognised.quyen_han) {
    Line const& line = check.line(index);
    check_format(check, index, Component::quyen_han, kSize | kBold | kItalic | kPlacing);
    if (line.is_wild()) {
      continue;
    }
    Authority const a = read_authority(line.text, check.profile.signature_prefixes());
    std::string const wanted = a.prefix + " " + base::to_upper(a.rest);
    if (a.prefix.empty() || a.rest.empty()) {
      check.at_line(index,
                    {.expected = base::same("“TM. …”, “KT. …”, “TL. …”, “TUQ. …”, “Q. …”"),
                     .found = base::same(quoted(line.text))});
    } else if (line.text != wanted) {
      check.at_line(index,
                    {.expected = base::same(quoted(wanted)),
                     .found = base::same(quoted(line.text)),
                     .repair = replace_line(line, wanted)});
    }
  }
}

void rule_SIGN_02(Check& check) {
  for (std::size_t index : check.recognised.quyen_han) {
    Line const& line = check.line(index);
    Authority const a = read_authority(line.text, check.profile.signature_prefixes());
    if (line.is_wild() || a.prefix.empty() || a.rest.empty()) {
      continue;
    }
    // Only what is surely the other kind is told: names of bodies are without end.
    if (a.prefix == "TM." && names_post(a.rest) && !names_collective(a.rest)) {
      check.at_line(
          index,
          {.expected = {"tên tập thể hoặc cơ quan sau “TM.”", "a collective or body behind “TM.”"},
           .found = base::same(quoted(a.rest))});
    } else if (a.prefix != "TM." && a.prefix != "TUQ." && names_collective(a.rest) &&
               !names_post(a.rest)) {
      check.at_line(index,
                    {.expected = {"chức vụ người đứng đầu sau " + quoted(a.prefix),
                                  "the head's post behind " + quoted(a.prefix)},
                     .found = base::same(quoted(a.rest))});
    }
  }
}

namespace {

// The next line of the same column of a signature block; 0 for none.
std::size_t next_in_column(Check& check, std::size_t index) {
  Paragraph const& p = check.paragraph(index);
  for (std::size_t i = index + 1; i < check.recognised.lines.size() && i < index + 12; ++i) {
    Component const c = check.line(i).component;
    if (c != Component::quyen_han && c != Component::chuc_vu && c != Component::ho_ten) {
      continue;
    }
    if (check.paragraph(i).column == p.column || p.table < 0) {
      return i;
    }
  }
  return 0;
}

bool in_other_column(Check& check, std::size_t index) {
  std::size_t const next = next_in_column(check, index);
  return next != 0 && check.line(next).component != Component::ho_ten;
}

}  // namespace

void rule_SIGN_03(Check& check) {
  for (std::size_t index : check.lines_of(Component::chuc_vu)) {
    check_format(check, index, Component::chuc_vu, kSize | kBold | kItalic | kCase | kPlacing);
  }
  for (std::size_t index : check.recognised.quyen_han) {
    Line const& line = check.line(index);
    Authority const a = read_authority(line.text, check.profile.signature_prefixes());
    if (a.prefix != "KT." || line.is_wild()) {
      continue;
    }
    bool const is_followed =
        index + 1 < check.recognised.lines.size() &&
        (check.line(index + 1).component == Component::chuc_vu ||
         check.line(index + 1).component == Component::quyen_han || in_other_column(check, index));
    if (!is_followed) {
      check.at_line(
          index,
          {.expected = {"chức vụ của cấp phó ở dòng dưới, như “PHÓ " + a.rest + "”",
                        "the deputy's post on the line below, such as “PHÓ " + a.rest + "”"},
           .found = {"không có", "none"}});
      continue;
    }
    std::size_t const below = next_in_column(check, index);
    std::string const post = below == 0 ? std::string{} : folded(check.line(below).text, 60);
    if (!post.empty() && post == folded(a.rest, 60)) {
      check.at_line(below,
                    {.expected = base::same(quoted("PHÓ " + a.rest)),
                     .found = base::same(quoted(check.line(below).text))});
    }
  }
}

void rule_SIGN_04(Check& check) {
  constexpr std::string_view kTitles[] = {"gs.",   "gs ",    "pgs.", "pgs ", "ts.",      "ts ",
                                          "ths.",  "ths ",   "bs.",  "bs ",  "ks.",      "ks ",
                                          "cn.",   "ngnd",   "ngut", "ahld", "tskh",     "ts-",
                                          "bscki", "bsckii", "ong ", "ba ",  "dong chi "};
  for (std::size_t index : check.lines_of(Component::ho_ten)) {
    Line const& line = check.line(index);
    check_format(check, index, Component::ho_ten, kSize | kBold | kItalic | kPlacing);
    if (line.is_wild() || is_placeholder(line.text)) {
      continue;
    }
    std::string const key = folded(line.text, 60);
    auto const title = std::find_if(std::begin(kTitles),
                                    std::end(kTitles),
                                    [&](std::string_view t) { return key.starts_with(t); });
    if (title != std::end(kTitles)) {
      // "Bà" and "Ông" stand for nobody's surname but Bà's few: only degrees are sure.
      bool const is_address = *title == "ong " || *title == "ba ";
      check.at_line(index,
                    {.expected = {"họ tên, không có học hàm, học vị, danh hiệu",
                                  "the name without degrees or titles"},
                     .found = base::same(quoted(line.text)),
                     .severity = is_address ? base::Severity::warning : base::Severity::error});
      continue;
    }
    check_format(check, index, Component::ho_ten, kCase);
  }
}

void rule_DANG_04(Check& check) {
  for (std::size_t index : check.recognised.quyen_han) {
    Line const& line = check.line(index);
    check_format(check, index, Component::quyen_han, kSize | kBold | kItalic | kPlacing);
    if (line.is_wild()) {
      continue;
    }
    std::string const key = folded(line.text, 6);
    for (auto const& [state, party] : {std::pair{"tm.", "T/M"},
                                       std::pair{"kt.", "K/T"},
                                       std::pair{"tl.", "T/L"},
                                       std::pair{"tuq.", "T/L"}}) {
      if (key.starts_with(state)) {
        // The party has no "thừa ủy quyền": what that was meant to be is for people to say.
        bool const is_sure = std::string_view{state} != "tuq.";
        check.at_line(
            index,
            {.expected = base::same(quoted(party)),
             .found = base::same(quoted(line.text)),
             .repair =
                 is_sure ? replace_start(
                               check.paragraph(index), line, std::string_view{state}.size(), party)
                         : Repair{}});
      }
    }
  }
}

void rule_DANG_05(Check& check) {
  for (std::size_t index : check.lines_of(Component::chuc_vu)) {
    check_format(check, index, Component::chuc_vu, kSize | kBold | kItalic | kCase | kPlacing);
  }
}

namespace {

void check_recipients_word(Check& check, unsigned aspects) {
  if (!check.recognised.noi_nhan) {
    return;
  }
  std::size_t const index = *check.recognised.noi_nhan;
  Line const& line = check.line(index);
  check_format(check, index, Component::noi_nhan_tu, aspects);
  if (line.text != "Nơi nhận:" && !line.is_wild()) {
    check.at_line(index,
                  {.expected = base::same("“Nơi nhận:”"),
                   .found = base::same(quoted(line.text)),
                   .repair = replace_line(line, "Nơi nhận:")});
  }
}

}  // namespace

void rule_NN_01(Check& check) {
  Recognised const& r = check.recognised;
  if (!r.noi_nhan) {
    // Minutes and contracts may go without; what has a number and a signature should not.
    bool const may_lack =
        r.type != nullptr && (r.type->id == "bien_ban" || r.type->id == "hop_dong" ||
                              r.type->id == "ban_ghi_nho" || r.type->id == "ban_thoa_thuan");
    if (r.so_ky_hieu && !r.quyen_han.empty() && !may_lack) {
      check.at_document({.expected = base::same("“Nơi nhận:”"), .found = {"không có", "none"}});
    }
    return;
  }
  check_recipients_word(check, kSize | kBold | kItalic | kPlacing | kUnderline);
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
    bool const ends = line.text.ends_with(';') || line.text.ends_with('.');
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
    while (!core.empty() && (core.back() == ',' || core.back() == ' ' || core.back() == ':')) {
      core.pop_back();
    }
    std::string const mended = "- " + core + (ends ? "" : ";");
    check.at_line(index,
                  {.expected = base::same(quoted(mended)),
                   .found = base::same(quoted(line.text)),
                   .repair = can_fix ? replace_line(line, mended) : Repair{},
                   .severity = begins ? base::Severity::warning : base::Severity::error});
  }
}

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
  std::string text = line.text;
  // What is left of "- Lưu:" are the archive and the units.
  std::string rest = text;
  std::size_t const word = base::to_lower(rest).find("lưu");
  rest = word == std::string::npos ? rest : rest.substr(word + std::string_view{"lưu"}.size());
  while (!rest.empty() && (rest.front() == ':' || rest.front() == ' ')) {
    rest.erase(0, 1);
  }
  // Initials of who drafted it may stand behind the stop: "- Lưu: VT, CCHC. NTH".
  bool const begins = text.starts_with("- Lưu: VT");
  bool const has_stop = text.ends_with('.') || text.ends_with(')');
  if (begins && has_stop) {
    std::size_t const behind = std::string_view{"- Lưu: VT"}.size();
    if (text[behind] == ',' || text[behind] == '.' || text[behind] == ';' || text[behind] == ' ') {
      return;
    }
  }
  std::string wanted = "- Lưu: ";
  bool const has_archive = rest.starts_with("VT");
  wanted += has_archive ? rest : "VT, " + rest;
  while (!wanted.empty() &&
         (wanted.back() == ';' || wanted.back() == ',' || wanted.back() == ' ')) {
    wanted.pop_back();
  }
  if (!wanted.ends_with('.') && !wanted.ends_with(')')) {
    wanted += '.';
  }
  // A stop or a dash can be put without asking; what the archive is called cannot.
  check.at_line(index,
                {.expected = base::same(quoted(wanted)),
                 .found = base::same(quoted(text)),
                 .repair = has_archive ? replace_line(line, wanted) : Repair{}});
}

void rule_NN_04(Check& check) {
  Recognised const& r = check.recognised;
  if (!r.kinh_gui || r.noi_nhan_list.empty()) {
    return;
  }
  Line const& first = check.line(r.noi_nhan_list.front());
  if (first.is_wild() || folded(first.text).find("nhu tren") != std::string::npos) {
    return;
  }
  check.at_line(r.noi_nhan_list.front(),
                {.expected = base::same("“- Như trên;”"), .found = base::same(quoted(first.text))});
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
                       .found = base::same(quoted(word))});
        break;
      }
    }
  }
}

}  // namespace thethuc::rules

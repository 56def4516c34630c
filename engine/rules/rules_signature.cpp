// The signature block: authority, post, name; recipients and the filing line.

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "rules/check_context.h"
#include "rules/measured.h"
#include "rules/posts.h"
#include "rules/required.h"
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
                     .found = base::same(in_quotes(line.text))});
    } else if (line.text != wanted) {
      check.at_line(index,
                    {.expected = base::same(in_quotes(wanted)),
                     .found = base::same(in_quotes(line.text)),
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
    bool const is_post = read_post(a.rest).kind != Post::Kind::none;
    if (a.prefix == "TM." && is_post) {
      check.at_line(
          index,
          {.expected = {"tên tập thể hoặc cơ quan sau “TM.”", "a collective or body behind “TM.”"},
           .found = base::same(in_quotes(a.rest))});
    } else if (a.prefix != "TM." && !is_post && names_body(a.rest)) {
      check.at_line(index,
                    {.expected = {"chức vụ người đứng đầu sau " + in_quotes(a.prefix),
                                  "the head's post behind " + in_quotes(a.prefix)},
                     .found = base::same(in_quotes(a.rest))});
    }
  }
}

namespace {

// What stands below an authority line in its column, up to the name: posts, or another authority
// line ("TM." above "KT.").
struct Below {
  std::vector<std::size_t> posts;
  std::optional<std::size_t> authority;
};
Below below_authority(Check& check, std::size_t index) {
  constexpr std::size_t kFarthest = 12;
  Below out;
  Paragraph const& p = check.paragraph(index);
  for (std::size_t i = index + 1; i < check.recognised.lines.size() && i < index + kFarthest; ++i) {
    bool const is_beside = p.table >= 0 && check.paragraph(i).column != p.column;
    if (is_beside) {
      continue;
    }
    Component const c = check.line(i).component;
    if (c == Component::ho_ten) {
      break;
    }
    if (c == Component::quyen_han) {
      out.authority = i;
      break;
    }
    if (c == Component::chuc_vu) {
      out.posts.push_back(i);
    }
  }
  return out;
}

// The post of who signs against the authority that the line above gives: a deputy signs "KT." for
// the own head, a subordinate "TL.", whom somebody has empowered "TUQ."; who is in charge ("Q.")
// has no line of an own post (ND 30/2020, dieu 13; phu luc I, muc II, 7).
class SignerCheck {
 public:
  SignerCheck(Check& check, std::size_t index, Authority authority)
      : check_(check), index_(index), authority_(std::move(authority)) {}

  void run() {
    Below const below = below_authority(check_, index_);
    if (below.posts.empty() && !below.authority) {
      tell_missing();
      return;
    }
    for (std::size_t line : below.posts) {
      Post const post = read_post(check_.line(line).text);
      if (post.kind != Post::Kind::none) {
        compare(line, post);
        return;
      }
    }
  }

 private:
  void tell_missing() {
    bool const is_next = index_ + 1 < check_.recognised.lines.size() &&
                         check_.line(index_ + 1).component == Component::chuc_vu;
    if (authority_.prefix == "Q." || is_next) {
      return;  // in a cell that reaches over columns
    }
    std::string const deputy = in_quotes(deputy_of(authority_.rest));
    check_.at_line(
        index_,
        {.expected = authority_.prefix == "KT."
                         ? Words{"chức vụ của cấp phó ở dòng dưới, như " + deputy,
                                 "the deputy's post on the line below, such as " + deputy}
                         : Words{"chức vụ của người ký ở dòng dưới",
                                 "the post of who signs on the line below"},
         .found = {"không có", "none"}});
  }

  void tell(std::size_t line, Words expected, base::Severity severity = base::Severity::error) {
    check_.at_line(line,
                   {.expected = std::move(expected),
                    .found = base::same(in_quotes(check_.line(line).text)),
                    .severity = severity});
  }

  void compare(std::size_t line, Post const& post) {
    std::string const key = folded(authority_.rest, 60);
    bool const is_own_deputy =
        post.kind == Post::Kind::deputy && !post.head.empty() && has_word(key, post.head);
    bool const is_same = folded(check_.line(line).text, 60) == key;
    if (authority_.prefix == "KT.") {
      for_head(line, post, is_own_deputy);
    } else if (authority_.prefix == "Q.") {
      if (post.kind == Post::Kind::deputy) {
        tell(line,
             {"không có dòng chức vụ dưới “Q.” (cấp phó phụ trách ký “KT.”)",
              "no post below “Q.” (a deputy in charge signs “KT.”)"});
      }
    } else if (is_own_deputy) {
      std::string const wanted = in_quotes("KT. " + authority_.rest);
      tell(line, {wanted + " ở dòng trên", wanted + " on the line above"});
    } else if (is_same) {
      tell(line,
           {"chức vụ của người được giao ký, không phải của người đứng đầu",
            "the post of who was told to sign, not the head's own"});
    } else if (authority_.prefix == "TL.") {
      by_order(line, post);
    }
  }

  void for_head(std::size_t line, Post const& post, bool is_own_deputy) {
    Post const head = read_post(authority_.rest);
    // Of posts that are not known nothing is told.
    if (head.kind != Post::Kind::head || post.head.empty() || is_own_deputy) {
      return;
    }
    std::string const deputy = in_quotes(deputy_of(authority_.rest));
    if (post.kind == Post::Kind::head && post.head != head.head) {
      std::string const order = in_quotes("TL. " + authority_.rest);
      tell(line,
           {deputy + " ở dòng này, hoặc " + order + " ở dòng trên",
            deputy + " here, or " + order + " on the line above"});
    } else {
      tell(line, base::same(deputy));
    }
  }

  // "TL. CỤC TRƯỞNG": who heads a unit below signs, or that unit's deputy with a "KT." of its own.
  void by_order(std::size_t line, Post const& post) {
    int const own = read_post(authority_.rest).level;
    if (own >= 0 && post.level >= 0 && post.level <= own) {
      tell(line,
           {"chức vụ của cấp dưới được giao ký thừa lệnh",
            "the post of a subordinate who was told to sign"});
    } else if (post.kind == Post::Kind::deputy) {
      tell(line,
           {"“KT.” và chức vụ của người đứng đầu đơn vị ở dòng trên",
            "“KT.” and the post of the unit's head on the line above"},
           base::Severity::warning);
    }
  }

  Check& check_;
  std::size_t index_;
  Authority authority_;
};

}  // namespace

namespace {

// A post below "TM. …", or alone. "Q. GIÁM ĐỐC" is one, and SIGN-03 asks for that of a deputy.
void check_has_post(Check& check) {
  Recognised const& r = check.recognised;
  bool const has_other = std::any_of(r.quyen_han.begin(), r.quyen_han.end(), [&](std::size_t i) {
    std::string const start = folded(check.line(i).text, 4);
    return start.starts_with("q.") || start.starts_with("k");
  });
  if (r.chuc_vu.empty() && !has_other) {
    tell_missing(check, Component::chuc_vu);
  }
}

}  // namespace

void rule_SIGN_03(Check& check) {
  check_has_post(check);
  for (std::size_t index : check.lines_of(Component::chuc_vu)) {
    check_format(check, index, Component::chuc_vu, kSize | kBold | kItalic | kCase | kPlacing);
  }
  for (std::size_t index : check.recognised.quyen_han) {
    Line const& line = check.line(index);
    Authority authority = read_authority(line.text, check.profile.signature_prefixes());
    if (!line.is_wild() && !authority.rest.empty() && authority.prefix != "TM." &&
        !authority.prefix.empty()) {
      SignerCheck{check, index, std::move(authority)}.run();
    }
  }
}

void rule_SIGN_04(Check& check) {
  if (!check.recognised.ho_ten) {
    tell_missing(check, Component::ho_ten);
  }
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
                     .found = base::same(in_quotes(line.text)),
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
            {.expected = base::same(in_quotes(party)),
             .found = base::same(in_quotes(line.text)),
             .repair =
                 is_sure ? replace_start(
                               check.paragraph(index), line, std::string_view{state}.size(), party)
                         : Repair{}});
      }
    }
  }
}

void rule_SIGN_05(Check& check) {
  for (std::size_t index : check.lines_of(Component::chuc_vu_khac)) {
    check_format(check, index, Component::chuc_vu_khac, kAllAspects);
  }
}

void rule_DANG_05(Check& check) {
  check_has_post(check);
  for (std::size_t index : check.lines_of(Component::chuc_vu)) {
    check_format(check, index, Component::chuc_vu, kSize | kBold | kItalic | kCase | kPlacing);
  }
}

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
                       base::code_point_count(tail) <= kMostLetters;
  return is_word ? stop + 1 : text.size();
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
  std::string text = line.text;
  // What is left of "- Lưu:" are the archive and the units.
  std::string rest = text;
  std::size_t const word = base::to_lower(rest).find("lưu");
  rest = word == std::string::npos ? rest : rest.substr(word + std::string_view{"lưu"}.size());
  while (!rest.empty() && (rest.front() == ':' || rest.front() == ' ')) {
    rest.erase(0, 1);
  }
  bool const begins = text.starts_with("- Lưu: VT");
  if (std::size_t const end = before_initials(text); begins && end < text.size()) {
    // Whose they are is known to who typed them: nothing is taken away.
    check.at_line(index,
                  {.expected = base::same(in_quotes(text.substr(0, end))),
                   .found = base::same(in_quotes(text)),
                   .severity = base::Severity::warning});
    return;
  }
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
                {.expected = base::same(in_quotes(wanted)),
                 .found = base::same(in_quotes(text)),
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

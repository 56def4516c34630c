// The signature block: authority, post, name.

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "rules/check_context.h"
#include "rules/measured.h"
#include "rules/persons.h"
#include "rules/posts.h"
#include "rules/required.h"
#include "rules/rule_functions.h"
#include "rules/words.h"

namespace thethuc::rules {

using base::Words;

namespace {

// The prefix of an authority line: "KT." of "KT.GIÁM ĐỐC" and "K.T. GIÁM ĐỐC", "Q." of "QUYỀN GIÁM
// ĐỐC"; "" when it has none of `prefixes`. Blanks, stops and small letters are seen through.
struct Authority {
  std::string prefix;  // as it should stand
  std::string rest;    // without blanks before
  bool is_spelt = false;
};

// Bytes of `text` that are the letters of a prefix, with stops and strokes between; 0 when it does
// not begin so.
std::size_t prefix_size(std::string_view text, std::string_view letters) {
  std::size_t at = 0;
  for (char letter : letters) {
    while (at > 0 && at < text.size() && (text[at] == '.' || text[at] == '/')) {
      ++at;
    }
    if (at >= text.size() || base::to_upper(text.substr(at, 1)) != std::string_view{&letter, 1}) {
      return 0;
    }
    ++at;
  }
  bool const is_end = at < text.size() && (text[at] == '.' || text[at] == ' ' || text[at] == '/');
  return is_end ? at : 0;
}

Authority read_authority(std::string_view text, std::vector<std::string> const& prefixes) {
  for (std::string const& prefix : prefixes) {
    std::string const letters = replaced(replaced(prefix, ".", ""), "/", "");
    if (std::size_t const size = prefix_size(text, letters); size > 0) {
      std::size_t const rest = std::min(text.find_first_not_of(". /", size), text.size());
      return {prefix, std::string{text.substr(rest)}, false};
    }
  }
  SpeltAuthority const spelt = read_spelt_authority(text);
  bool const is_known = std::find(prefixes.begin(), prefixes.end(), spelt.prefix) != prefixes.end();
  return is_known ? Authority{std::string{spelt.prefix}, std::string{spelt.rest}, true}
                  : Authority{};
}

// "KT. PHÓ CHỦ TỊCH": a head alone is signed for.
bool is_deputy(Authority const& authority) {
  return read_post(authority.rest).kind == Post::Kind::deputy;
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
                     // Mending takes no words away.
                     .repair = a.is_spelt ? Repair{} : replace_line(line, wanted)});
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
    } else if (a.prefix != "TM." && (is_deputy(a) || (!is_post && names_body(a.rest)))) {
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
  Below out;
  for (Signer const& signer : check.recognised.signers) {
    auto const own = std::find(signer.lines.begin(), signer.lines.end(), index);
    for (auto it = own; it != signer.lines.end(); ++it) {
      Component const c = check.line(*it).component;
      if (c == Component::ho_ten) {
        return out;
      }
      if (c == Component::quyen_han && *it != index) {
        out.authority = *it;
        return out;
      }
      if (c == Component::chuc_vu) {
        out.posts.push_back(*it);
      }
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
    // Between authority and post the body may be named, of several that sign.
    bool const has_post =
        std::any_of(below.posts.begin(), below.posts.end(), [this](std::size_t line) {
          std::string const& text = check_.line(line).text;
          return check_.line(line).is_wild() || read_post(text).kind != Post::Kind::none ||
                 !names_body(text);
        });
    if (!has_post && !below.authority) {
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
    if (authority_.prefix == "Q." || reaches_over_columns()) {
      return;
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

  // In a cell above several columns, whose posts stand in the rows below.
  bool reaches_over_columns() const {
    std::size_t const next = index_ + 1;
    return next < check_.recognised.lines.size() &&
           check_.line(next).component == Component::chuc_vu &&
           check_.paragraph(next).row != check_.paragraph(index_).row;
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
      bool const is_in_charge = post.kind == Post::Kind::deputy;
      tell(line,
           {std::string{"không có dòng chức vụ dưới “Q.”"} +
                (is_in_charge ? " (cấp phó phụ trách ký “KT.”)" : ""),
            std::string{"no post below “Q.”"} +
                (is_in_charge ? " (a deputy in charge signs “KT.”)" : "")});
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

// A post below "TM. …", or alone. Behind the other prefixes stands one, and SIGN-03 asks for what
// belongs below them.
void check_has_post(Check& check) {
  Recognised const& r = check.recognised;
  auto const needs_post = [&](std::size_t i) {
    std::string const prefix =
        read_authority(check.line(i).text, check.profile.signature_prefixes()).prefix;
    return prefix.empty() || prefix == "TM." || prefix == "T/M";
  };
  if (r.chuc_vu.empty() && std::all_of(r.quyen_han.begin(), r.quyen_han.end(), needs_post)) {
    tell_missing(check, Component::chuc_vu);
    return;
  }
  // Of several who sign each has one.
  for (Signer const& signer : r.signers) {
    bool const is_missing =
        r.signers.size() > 1 && signer.name && signer.posts.empty() &&
        !signer.authorities.empty() &&
        std::all_of(signer.authorities.begin(), signer.authorities.end(), needs_post);
    if (is_missing && !check.line(signer.authorities.back()).is_wild()) {
      check.at_line(signer.authorities.back(),
                    {.expected = {"chức vụ của người ký ở dòng dưới",
                                  "the post of who signs on the line below"},
                     .found = {"không có", "none"},
                     .component = Component::chuc_vu});
    }
  }
}

// Of these bodies a deputy may sign as who they have chosen, or they have rules of their own.
bool has_own_deputies(Recognised const& r) {
  constexpr std::string_view kBeginnings[] = {
      "hoi ", "doan ", "ban ", "to ", "tap doan", "hop tac xa", "ngan hang", "quoc hoi"};
  constexpr std::string_view kWithin[] = {"hoi dong", "lien doan", "mat tran", "mttq", "cong ty"};
  return std::any_of(r.ban_hanh.begin(), r.ban_hanh.end(), [&](std::size_t line) {
    std::string const key = folded(r.lines[line].text, 120);
    return std::any_of(std::begin(kBeginnings),
                       std::end(kBeginnings),
                       [&](std::string_view word) { return key.starts_with(word); }) ||
           std::any_of(std::begin(kWithin), std::end(kWithin), [&](std::string_view word) {
             return has_word(key, word);
           });
  });
}

// "PHÓ GIÁM ĐỐC" alone, or right below "TM. ỦY BAN NHÂN DÂN": the deputy signs for the head.
void check_lone_deputy(Check& check, Signer const& signer) {
  Recognised const& r = check.recognised;
  bool const is_alone = signer.authorities.empty();
  bool const for_committee =
      signer.authorities.size() == 1 &&
      folded(check.line(signer.authorities.front()).text).starts_with("tm. uy ban nhan dan");
  if (signer.posts.size() != 1 || !signer.name || !(is_alone || for_committee) ||
      r.ban_hanh.empty() || has_own_deputies(r)) {
    return;
  }
  Line const& post = check.line(signer.posts.front());
  if (post.is_wild() || read_post(post.text).kind != Post::Kind::deputy ||
      folded(post.text).find("phu trach") != std::string::npos) {
    return;
  }
  std::string const head = head_of(post.text);
  if (!head.empty()) {
    std::string const wanted = in_quotes("KT. " + head);
    check.at_line(signer.posts.front(),
                  {.expected = {wanted + " ở dòng trên", wanted + " on the line above"},
                   .found = base::same(in_quotes(post.text))});
  }
}

// "GIÁM ĐỐC" right above "PHÓ GIÁM ĐỐC": the deputy signs for the head.
void check_deputies(Check& check) {
  // Contracts and the like are signed as their parties agree.
  DocumentType const* const type = check.recognised.type;
  if (type != nullptr && !type->has_form) {
    return;
  }
  bool const is_sure =
      check.profile.family() == Family::state && type != nullptr && !check.document.is_template;
  for (Signer const& signer : check.recognised.signers) {
    if (is_sure) {
      check_lone_deputy(check, signer);
    }
    for (std::size_t k = 0; k + 1 < signer.lines.size(); ++k) {
      Line const& head = check.line(signer.lines[k]);
      Line const& deputy = check.line(signer.lines[k + 1]);
      bool const is_known =
          head.component == Component::chuc_vu && deputy.component == Component::chuc_vu &&
          read_post(head.text).kind == Post::Kind::head && !head.is_wild() && !deputy.is_wild();
      if (is_known && folded(deputy_of(head.text)) == folded(deputy.text)) {
        check.at_line(signer.lines[k],
                      {.expected = base::same(in_quotes("KT. " + base::to_upper(head.text))),
                       .found = base::same(in_quotes(head.text))});
      }
    }
  }
}

}  // namespace

void rule_SIGN_03(Check& check) {
  check_has_post(check);
  check_deputies(check);
  for (std::size_t index : check.lines_of(Component::chuc_vu)) {
    // "ĐẠI DIỆN BÊN A (Ký, đóng dấu)": the note is no post.
    std::string_view const text = check.line(index).text;
    bool const has_note = text.ends_with(')') && is_upper(text.substr(0, text.find('(')));
    unsigned const wording = has_note ? 0U : static_cast<unsigned>(kCase);
    check_format(check, index, Component::chuc_vu, kSize | kBold | kItalic | kPlacing | wording);
  }
  for (std::size_t index : check.recognised.quyen_han) {
    Line const& line = check.line(index);
    Authority authority = read_authority(line.text, check.profile.signature_prefixes());
    // Behind a prefix that no deputy's post follows: SIGN-02 tells.
    if (!line.is_wild() && !authority.rest.empty() && authority.prefix != "TM." &&
        !authority.prefix.empty() && !is_deputy(authority)) {
      SignerCheck{check, index, std::move(authority)}.run();
    }
  }
}

namespace {

// What a body that signs does, by its name and that of the body above it: ranks stand before names
// in the armed forces, degrees where the head of the sector has ruled so for its schools, hospitals
// and institutes (ND 30/2020, phu luc I, phan I, muc II, 7).
enum class Sector { other, armed, learned };

Sector sector_of(Recognised const& r) {
  constexpr std::string_view kArmed[] = {"cong an",
                                         "canh sat",
                                         "quan su",
                                         "quoc phong",
                                         "quan doi",
                                         "quan khu",
                                         "quan doan",
                                         "quan chung",
                                         "bo doi",
                                         "bien phong",
                                         "hai quan",
                                         "bo tu lenh",
                                         "su doan",
                                         "lu doan",
                                         "trung doan",
                                         "binh chung",
                                         "bo tong tham muu",
                                         "trai giam"};
  constexpr std::string_view kLearned[] = {"dai hoc",
                                           "cao dang",
                                           "hoc vien",
                                           "benh vien",
                                           "trung tam y te",
                                           "tram y te",
                                           "mam non",
                                           "tieu hoc",
                                           "trung hoc",
                                           "trung cap",
                                           "phong kham",
                                           "kiem soat benh tat"};
  Sector out = Sector::other;
  for (std::vector<std::size_t> const* names : {&r.ban_hanh, &r.chu_quan}) {
    for (std::size_t line : *names) {
      std::string const key = folded(r.lines[line].text, 120);
      auto const is_in = [&](std::string_view word) { return has_word(key, word); };
      if (std::any_of(std::begin(kArmed), std::end(kArmed), is_in)) {
        return Sector::armed;
      }
      bool const is_institute = key.starts_with("vien ") && !has_word(key, "kiem sat");
      if (names == &r.ban_hanh &&
          (is_institute || std::any_of(std::begin(kLearned), std::end(kLearned), is_in))) {
        out = Sector::learned;
      }
    }
  }
  return out;
}

void check_titles(Check& check, std::size_t index, PersonsName const& name) {
  Sector const sector = sector_of(check.recognised);
  bool const is_own_rank = name.has_rank && sector == Sector::armed;
  if (is_own_rank && !name.has_honour && !name.has_address) {
    return;  // a degree beside it is their minister's affair, too
  }
  bool const is_learned = name.has_degree && sector == Sector::learned && !name.has_honour &&
                          !name.has_rank && !name.has_address;
  if (is_learned) {
    check.at_line(index,
                  {.expected = {"họ tên; học hàm, học vị chỉ ghi khi người đứng đầu cơ quan quản "
                                "lý ngành quy định",
                                "the name; degrees only where the head of the sector has ruled so"},
                   .found = base::same(in_quotes(name.title)),
                   .severity = base::Severity::info});
    return;
  }
  bool const is_told_gently =
      !name.has_honour && !name.has_degree;  // a rank of a body unknown, "Ông"
  check.at_line(index,
                {.expected = {"họ tên, không có học hàm, học vị, danh hiệu",
                              "the name without degrees or titles"},
                 .found = base::same(in_quotes(check.line(index).text)),
                 .severity = is_told_gently ? base::Severity::warning : base::Severity::error});
}

// The case of a name behind titles, which have their own.
bool is_name_sound(PersonsName const& name) {
  return is_title_case(name.name) && !is_upper(name.name);
}

// The last line that tells as what somebody signs: a post, or "Q. GIÁM ĐỐC". A heading above
// columns, which names whom they sign for, is none.
std::optional<std::size_t> own_post(Check& check, Signer const& signer) {
  std::optional<std::size_t> out;
  for (std::size_t index : signer.lines) {
    std::string const& text = check.line(index).text;
    Component const c = check.line(index).component;
    bool const is_body = read_post(text).kind == Post::Kind::none && names_body(text);
    bool const is_post = c == Component::chuc_vu && !is_body;
    bool const is_in_charge =
        c == Component::quyen_han &&
        read_authority(text, check.profile.signature_prefixes()).prefix == "Q.";
    out = is_post || is_in_charge ? std::optional{index} : out;
  }
  return out;
}

// Several may sign: each has a name.
void check_has_names(Check& check) {
  Recognised const& r = check.recognised;
  if (!r.ho_ten) {
    tell_missing(check, Component::ho_ten);
    return;
  }
  // Contracts are signed as their parties like, and minutes by whoever was there.
  bool const is_free = r.type != nullptr && !r.type->has_form;
  bool const is_minutes = r.type != nullptr && r.type->id == "bien_ban";
  for (Signer const& signer : r.signers) {
    std::optional<std::size_t> const own =
        is_free || signer.name ? std::nullopt : own_post(check, signer);
    if (own && !check.line(*own).is_wild()) {
      std::optional<base::Severity> const severity =
          is_minutes ? std::optional{base::Severity::warning} : std::nullopt;
      check.at_line(*own,
                    {.expected = {"họ tên người ký ở dưới", "the signer's name below"},
                     .found = {"không có", "none"},
                     .severity = severity,
                     .component = Component::ho_ten});
    }
  }
}

}  // namespace

void rule_SIGN_04(Check& check) {
  check_has_names(check);
  for (std::size_t index : check.lines_of(Component::ho_ten)) {
    Line const& line = check.line(index);
    check_format(check, index, Component::ho_ten, kSize | kBold | kItalic | kPlacing);
    // The forms print "Họ và tên".
    if (line.is_wild() || is_placeholder(line.text) ||
        letters_of(folded(line.text, 20)) == "hovaten") {
      continue;
    }
    PersonsName const name = read_name(line.text);
    if (name.title.empty()) {
      check_format(check, index, Component::ho_ten, kCase);
      continue;
    }
    check_titles(check, index, name);
    if (!is_name_sound(name)) {
      check_format(check, index, Component::ho_ten, kCase);
    }
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

}  // namespace thethuc::rules

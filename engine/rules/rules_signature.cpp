// The signature block: authority, post, name.

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "rules/authority.h"
#include "rules/check_context.h"
#include "rules/measured.h"
#include "rules/posts.h"
#include "rules/required.h"
#include "rules/rule_functions.h"
#include "rules/words.h"

namespace thethuc::rules {

using base::Words;

namespace {

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

namespace {

// A decision that a committee takes ("ỦY BAN NHÂN DÂN TỈNH …" above its bases) is signed for it:
// "TM. ỦY BAN NHÂN DÂN" above the post (ND 30/2020, phu luc I, phan I, muc II, 7).
void check_signed_for_committee(Check& check) {
  Recognised const& r = check.recognised;
  std::vector<std::size_t> const issuer = check.lines_of(Component::tham_quyen_ban_hanh);
  bool const is_committee =
      !issuer.empty() && !check.line(issuer.front()).is_wild() &&
      folded(check.line(issuer.front()).text, 40).starts_with("uy ban nhan dan");
  if (!is_committee || r.type == nullptr || r.type->id != "quyet_dinh" ||
      check.document.is_template || r.signers.size() != 1) {
    return;
  }
  std::vector<std::size_t> const& lines = r.signers.front().lines;
  auto const first = std::find_if(lines.begin(), lines.end(), [&](std::size_t line) {
    Component const c = check.line(line).component;
    return c == Component::quyen_han || c == Component::chuc_vu;
  });
  if (first == lines.end() || check.line(*first).is_wild()) {
    return;
  }
  std::string const key = folded(check.line(*first).text, 40);
  bool const is_heads = key.starts_with("kt. chu tich") || key.starts_with("chu tich");
  if (is_heads) {
    check.at_line(
        *first,
        {.expected = {"“TM. ỦY BAN NHÂN DÂN” ở dòng trên, vì Ủy ban nhân dân ban hành",
                      "“TM. ỦY BAN NHÂN DÂN” on the line above, as the committee decides"},
         .found = base::same(in_quotes(check.line(*first).text)),
         .severity = base::Severity::warning});
  }
}

}  // namespace

void rule_SIGN_02(Check& check) {
  check_signed_for_committee(check);
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

// "K/T BÍ THƯ": a committee leads as one, so that a deputy signs for all of it, "T/M", with the own
// post.
void check_committee_deputy(Check& check, std::size_t index) {
  Line const& line = check.line(index);
  std::string const letters = letters_of(folded(line.text, 24));
  if (letters.starts_with("ktbithu")) {
    check.at_line(
        index,
        {.expected = {"“T/M …” và tên cấp ủy, như “T/M BAN THƯỜNG VỤ”, trên chức vụ cấp phó",
                      "“T/M …” and the committee, such as “T/M BAN THƯỜNG VỤ”, above the "
                      "deputy's post"},
         .found = base::same(in_quotes(line.text))});
  }
}

}  // namespace

void rule_DANG_04(Check& check) {
  for (std::size_t index : check.recognised.quyen_han) {
    Line const& line = check.line(index);
    check_format(check, index, Component::quyen_han, kSize | kBold | kItalic | kPlacing);
    if (line.is_wild()) {
      continue;
    }
    check_committee_deputy(check, index);
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

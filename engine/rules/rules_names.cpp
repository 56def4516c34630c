// The name of who signs, and what stands before it.

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "base/text.h"
#include "rules/authority.h"
#include "rules/check_context.h"
#include "rules/persons.h"
#include "rules/posts.h"
#include "rules/required.h"
#include "rules/rule_functions.h"
#include "rules/words.h"

namespace thethuc::rules {

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

// "NGUYỄN Văn Minh": syllables in capitals beside others. Initials have their stops.
bool has_mixed_capitals(std::string_view name) {
  std::size_t capitals = 0, others = 0;
  for (std::string_view word : split(name, ' ')) {
    if (word.find('.') != std::string_view::npos || base::code_point_count(word) < 2) {
      continue;
    }
    ++(is_upper(word) ? capitals : others);
  }
  return capitals > 0 && others > 0;
}

// The case of a name behind titles, which have their own.
bool is_name_sound(PersonsName const& name) {
  return is_title_case(name.name) && !is_upper(name.name);
}

void check_mixed_capitals(Check& check, std::size_t index, PersonsName const& name) {
  if (has_mixed_capitals(name.name)) {
    check.at_line(index,
                  {.expected = {"mỗi âm tiết chỉ viết hoa chữ cái đầu",
                                "of each syllable the first letter alone in capitals"},
                   .found = base::same(in_quotes(name.name))});
  }
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
    check_mixed_capitals(check, index, name);
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

}  // namespace thethuc::rules

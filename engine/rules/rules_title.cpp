// Type and summary, authority, words of decision.

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "rules/check_context.h"
#include "rules/citations.h"
#include "rules/measured.h"
#include "rules/required.h"
#include "rules/rule_functions.h"
#include "rules/summary_end.h"
#include "rules/words.h"

namespace thethuc::rules {

using base::Words;

namespace {

bool is_type(Recognised const& r, std::string_view id) {
  return r.type != nullptr && r.type->id == id;
}

}  // namespace

namespace {

// What stands for a type that is none of the list: one finding, whatever else is wrong with it.
void tell_unlisted_type(Check& check, std::size_t index) {
  Line const& line = check.line(index);
  // The forms of Phụ lục III say "TÊN LOẠI VĂN BẢN" there.
  bool const is_known = check.profile.family() == Family::qppl || line.is_wild() ||
                        folded(line.text, 24).starts_with("ten loai");
  // Luật, Nghị định, Thông tư are of another list; forms and letters have titles of their own.
  if (is_known || check.recognised.kind != DocumentKind::administrative ||
      check.recognised.type != nullptr) {
    return;
  }
  // The decree's list is of what it regulates; other bodies have other papers.
  check.at_line(index,
                {.expected = {"một loại văn bản của danh mục", "a type of the list"},
                 .found = base::same(in_quotes(line.text)),
                 .severity = base::Severity::warning});
}

}  // namespace

void rule_TYPE_01(Check& check) {
  Recognised const& r = check.recognised;
  if (!r.ten_loai) {
    tell_missing(check, Component::ten_loai);
  }
  for (std::size_t index : check.lines_of(Component::ten_loai)) {
    Line const& line = check.line(index);
    bool const runs_on = r.type_runs_on && index == r.ten_loai;
    DocumentType const* const type = runs_on ? r.type : type_of_name(check.profile, line.text);
    check_format(
        check, index, Component::ten_loai, kSize | kBold | kItalic | kUnderline | kPlacing);
    check_in_middle(check,
                    index,
                    Component::ten_loai,
                    middle_of_page_mm(check, index),
                    {"canh giữa trang", "centred across the page"});
    if (type == nullptr) {
      tell_unlisted_type(check, index);
      continue;
    }
    std::string const wanted = base::to_upper(type->printed);
    // Papers of people, and types without a form, are titled as they like: "HỢP ĐỒNG DỊCH VỤ".
    bool const is_free = check.recognised.kind == DocumentKind::form || !type->has_form;
    if (runs_on && is_free) {
      continue;
    }
    if (runs_on) {
      check.at_line(index,
                    {.expected = {in_quotes(wanted) + " trên một dòng riêng",
                                  in_quotes(wanted) + " on a line of its own"},
                     .found = base::same(in_quotes(line.text))});
      continue;
    }
    std::string const upper = base::to_upper(line.text);
    // "THỎA THUẬN" and "THOẢ THUẬN" are one word.
    bool const is_same = with_old_tones(upper) == with_old_tones(wanted);
    if (!is_same || upper != line.text) {
      // Words that are the type's but for their marks cannot be meant otherwise.
      bool const is_sure = is_same || letters_of(folded(upper)) == letters_of(folded(wanted));
      std::string text = is_same ? upper : wanted;
      check.at_line(index,
                    {.expected = base::same(in_quotes(text)),
                     .found = base::same(in_quotes(line.text)),
                     .repair = is_sure ? replace_line(line, std::move(text)) : Repair{}});
    }
  }
}

namespace {

// Whether a line of any kind stands below a text: typed, drawn, or a border.
bool has_line_behind(Check& check, std::size_t index) {
  Paragraph const& above = check.paragraph(index);
  if (!above.lines.empty() || above.format.bottom_border) {
    return true;
  }
  if (index + 1 < check.recognised.lines.size() && check.line(index + 1).is_rule) {
    return true;
  }
  std::vector<Paragraph> const& all = check.document.paragraphs;
  for (std::size_t i = check.line(index).paragraph + 1; i < all.size() && all[i].is_blank(); ++i) {
    if (!all[i].lines.empty() || all[i].format.top_border || all[i].format.bottom_border) {
      return true;
    }
  }
  return false;
}

// Five hyphens below the summary of a party document; a line that was drawn or typed otherwise is
// one, though not as it is asked for.
void check_party_dashes(Check& check) {
  Recognised const& r = check.recognised;
  if (check.spec(Component::gach_ngan_trich_yeu) == nullptr || r.trich_yeu.empty()) {
    return;
  }
  base::Words const dashes = base::same("“-----”");
  std::vector<std::size_t> const found = check.lines_of(Component::gach_ngan_trich_yeu);
  if (!found.empty()) {
    Line const& line = check.line(found.front());
    check_format(check, found.front(), Component::gach_ngan_trich_yeu, kPlacing);
    if (line.text != "-----") {
      check.at_line(found.front(),
                    {.expected = dashes,
                     .found = base::same(in_quotes(line.text)),
                     .repair = replace_line(line, "-----"),
                     .severity = base::Severity::warning,
                     .component = Component::gach_ngan_trich_yeu});
    }
    return;
  }
  if (!has_line_behind(check, r.trich_yeu.back())) {
    tell_missing(check, Component::gach_ngan_trich_yeu);
    return;
  }
  check.at_line(r.trich_yeu.back(),
                {.expected = dashes,
                 .found = {"đường kẻ khác", "another line"},
                 .severity = base::Severity::warning,
                 .component = Component::gach_ngan_trich_yeu});
}

}  // namespace

namespace {

// "V/v" stands for "Về việc" in letters, which have it below their number (ND 30/2020, phu luc I,
// phan I, muc II, 5); party documents write it out everywhere.
void check_short_words(Check& check) {
  Recognised const& r = check.recognised;
  bool const is_party = check.profile.family() == Family::party;
  std::optional<std::size_t> index;
  if (!r.trich_yeu.empty()) {
    index = r.trich_yeu.front();
  } else if (is_party) {
    index = r.trich_yeu_cong_van;
  }
  if (!index || check.line(*index).is_wild()) {
    return;
  }
  Line const& line = check.line(*index);
  constexpr std::size_t kWord = 3;
  if (base::to_lower(base::first_code_points(line.text, kWord)) != "v/v" ||
      std::string_view{" .:"}.find(line.text.substr(kWord, 1)) == std::string_view::npos) {
    return;
  }
  std::string const wanted = is_party ? "về việc" : "Về việc";
  check.at_line(*index,
                {.expected = base::same(in_quotes(wanted + " …")),
                 .found = base::same(in_quotes(line.text)),
                 .repair = replace_start(check.paragraph(*index), line, kWord, wanted),
                 .severity = base::Severity::warning,
                 .component = line.component});
}

}  // namespace

void rule_TYPE_02(Check& check) {
  Recognised const& r = check.recognised;
  if (r.kind == DocumentKind::form) {
    return;  // people's own contracts and papers are titled as they like
  }
  check_short_words(check);
  if (!r.trich_yeu.empty()) {
    check_summary_end(check, r.trich_yeu.back());
  }
  if (r.trich_yeu.empty() && !r.type_runs_on) {
    tell_missing(check, Component::trich_yeu);
  }
  for (std::size_t index : check.lines_of(Component::trich_yeu)) {
    check_format(
        check, index, Component::trich_yeu, kSize | kBold | kItalic | kUnderline | kPlacing);
  }
  // Capitals are told once; a heading in capitals may be set over lines.
  for (std::size_t index : r.trich_yeu) {
    check_format(check, index, Component::trich_yeu, kCase);
    break;
  }
  // Contracts, which have no form in Phụ lục III, have their number there.
  bool const has_form = r.type == nullptr || r.type->has_form;
  // How long the summary of a form will be nobody knows.
  bool const is_open =
      std::any_of(r.trich_yeu.begin(), r.trich_yeu.end(), [&check](std::size_t line) {
        return has_dots(check.line(line).text);
      });
  bool const has_line = has_form && !is_open;
  if (!r.trich_yeu.empty() && has_line) {
    check_line_below(check, r.trich_yeu, Component::trich_yeu);
    check_party_dashes(check);
  } else if (r.ten_loai && r.type != nullptr &&
             (is_type(r, "giay_gioi_thieu") || is_type(r, "giay_nghi_phep"))) {
    check_line_below(check, {*r.ten_loai}, Component::trich_yeu);
  }
}

void rule_TYPE_03(Check& check) {
  std::vector<std::size_t> const lines = check.lines_of(Component::tham_quyen_ban_hanh);
  // Normative documents of today name who issues them in a sentence below the bases.
  bool const is_enacted = !check.lines_of(Component::cau_ban_hanh).empty();
  if (lines.empty() && !is_enacted) {
    tell_missing(check, Component::tham_quyen_ban_hanh);
  }
  for (std::size_t index : lines) {
    check_format(check, index, Component::tham_quyen_ban_hanh, kAllAspects);
  }
}

void rule_TYPE_04(Check& check) {
  Recognised const& r = check.recognised;
  if (!r.menh_lenh) {
    tell_missing(check, Component::menh_lenh);
    return;
  }
  Line const& line = check.line(*r.menh_lenh);
  check_format(
      check, *r.menh_lenh, Component::menh_lenh, kSize | kBold | kItalic | kUnderline | kPlacing);
  // A resolution resolves, whatever word was left from the decision it was made of.
  bool const resolves =
      is_type(r, "nghi_quyet") ||
      (!is_type(r, "quyet_dinh") && letters_of(folded(line.text, 40)) == "quyetnghi");
  std::string const wanted = resolves ? "QUYẾT NGHỊ:" : "QUYẾT ĐỊNH:";
  if (line.text != wanted && !line.is_wild()) {
    bool const is_same_word = letters_of(folded(line.text, 40)) == letters_of(folded(wanted));
    check.at_line(*r.menh_lenh,
                  {.expected = base::same(in_quotes(wanted)),
                   .found = base::same(in_quotes(line.text)),
                   .repair = is_same_word ? replace_line(line, wanted) : Repair{}});
  }
}

}  // namespace thethuc::rules

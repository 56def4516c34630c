// The filing line, which ends the recipients.

#include <algorithm>
#include <string>
#include <string_view>

#include "base/text.h"
#include "rules/check_context.h"
#include "rules/rule_functions.h"
#include "rules/words.h"

namespace thethuc::rules {

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

// "5b", "PC.5b", "(05)", "(05b)": how many copies are kept, which may end the line. What brackets
// hold otherwise, "VT (SNV)", says who keeps them.
bool ends_in_copies(std::string_view text) {
  if (text.ends_with(')')) {
    std::size_t const bracket = text.rfind('(');
    return bracket != std::string_view::npos && bracket + 1 < text.size() &&
           base::is_ascii_digit(text[bracket + 1]);
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

// "VT,CCHC": the comma is one of a sentence. Of what is filed in several places nothing else is
// asked.
std::string spaced_commas(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    out += text[at];
    bool const joins = text[at] == ',' && at + 1 < text.size() && text[at + 1] != ' ' &&
                       !base::is_ascii_digit(text[at + 1]);
    out += joins ? " " : "";
  }
  return out;
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
  wanted = spaced_commas(wanted);
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
    if (std::string wanted = spaced_commas(text); wanted != text) {
      check.at_line(index,
                    {.expected = base::same(in_quotes(wanted)),
                     .found = base::same(in_quotes(text)),
                     .repair = replace_line(line, wanted),
                     .severity = base::Severity::warning});
    }
    return;
  }
  std::string const wanted = mended_filing(rest);
  // A stop or a dash can be put without asking; what the archive is called cannot.
  check.at_line(index,
                {.expected = base::same(in_quotes(wanted)),
                 .found = base::same(in_quotes(text)),
                 .repair = rest.starts_with("VT") ? replace_line(line, wanted) : Repair{}});
}

}  // namespace thethuc::rules

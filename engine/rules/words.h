#pragma once

// Reading words of documents as a clerk means them: without case and diacritics where slips are to
// be found, exactly where they are to be told. Internal to the module.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace thethuc::rules {

// What stands for a tag of a template, whose text is not known: U+FFFC.
inline constexpr std::string_view kTag = "\xEF\xBF\xBC";

// The text of a line as rules read it: NFC, no-break spaces as spaces, tags of templates as kTag,
// section tags gone, no white space at the ends.
std::string normal_text(std::string_view raw);

// Lower case, without diacritics, đ as d: base::fold_for_comparison of at most the first `most`
// bytes (cut between letters).
std::string folded(std::string_view text, std::size_t most = 240);
// Of folded text: letters and digits only.
std::string letters_of(std::string_view folded);
// Text in capitals with tones where schools of old put them: "HÒA" for "HOÀ", which is the same
// word (both are in the decree); "HOÀN" has but one way.
std::string with_old_tones(std::string text);
// Whether two folded, short texts differ by at most `most` edits.
bool is_near(std::string_view a, std::string_view b, std::size_t most);

bool is_upper(std::string_view text);       // no small letter
bool has_letter(std::string_view text);     // any script
bool has_tag(std::string_view text);        // holds kTag
bool begins_upper(std::string_view text);   // its first letter is a capital, or a tag
bool is_title_case(std::string_view name);  // each word begins with a capital

// "{{ten}}" or dots, as drafts have them: "", "…", ".....", "[…]", spaces; "(Họ và tên)" of forms.
bool is_placeholder(std::string_view text);

// Whether a text is a row of dots, left to be filled in, in which the number of a note may stand:
// "……7……", "...3...".
bool is_dotted(std::string_view text);

// Whether a row of dots that is left to be filled in stands in the text: "Về việc ……", "...3...".
bool has_dots(std::string_view text);

// The value of a Roman numeral as headings and appendices have it; 0 when it is none.
int roman_heading(std::string_view text);
// Digits only; nullopt when it is no number that an int holds.
std::optional<int> whole_number(std::string_view text);

// Bytes of the dash, plus sign or bullet that begins an item of a list, with the blanks behind it;
// 0 when the text begins otherwise.
std::size_t list_mark_size(std::string_view text);

std::vector<std::string_view> split(std::string_view text, char separator);
std::string replaced(std::string text, std::string_view from, std::string_view to);
// `text` with a blank collapsed to one.
std::string single_spaced(std::string_view text);
// Where the blanks and tabs end that begin at `at`.
std::size_t skip_blanks(std::string_view text, std::size_t at);
// Whether `word` stands in `text` with neither letter nor digit beside it; both folded.
bool has_word(std::string_view text, std::string_view word);

// Where the first sentence of a text ends: behind a full stop that a capital follows, or the text's
// end.
std::size_t sentence_end(std::string_view text);

// “text”, shortened to what a message can show.
std::string in_quotes(std::string_view text);

}  // namespace thethuc::rules

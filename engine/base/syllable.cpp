// What a Vietnamese syllable can be: an onset, a rhyme, a tone.

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <string_view>

#include "base/legacy_text.h"
#include "base/text.h"

namespace thethuc::base {

namespace {

// Longest first.
constexpr std::string_view kOnsets[] = {"ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th",
                                        "tr",  "b",  "c",  "d",  "đ",  "g",  "h",  "k",  "l",  "m",
                                        "n",   "p",  "q",  "r",  "s",  "t",  "v",  "x",  ""};

// Without tones; ordered by bytes.
std::array const kRhymes = [] {
  std::array rhymes = std::to_array<std::string_view>(
      {"a",    "ac",   "ach",  "ai",   "am",   "an",   "ang",  "anh", "ao",   "ap",   "at",
       "au",   "ay",   "ăc",   "ăm",   "ăn",   "ăng",  "ăp",   "ăt",  "âc",   "âm",   "ân",
       "âng",  "âp",   "ât",   "âu",   "ây",   "e",    "ec",   "em",  "en",   "eng",  "eo",
       "ep",   "et",   "ê",    "êch",  "êm",   "ên",   "êng",  "ênh", "êp",   "êt",   "êu",
       "i",    "ia",   "ich",  "iêc",  "iêm",  "iên",  "iêng", "iêp", "iêt",  "iêu",  "im",
       "in",   "inh",  "ip",   "it",   "iu",   "o",    "oa",   "oac", "oach", "oai",  "oam",
       "oan",  "oang", "oanh", "oao",  "oap",  "oat",  "oay",  "oăc", "oăm",  "oăn",  "oăng",
       "oăt",  "oc",   "oe",   "oen",  "oeo",  "oet",  "oi",   "om",  "on",   "ong",  "ooc",
       "oong", "op",   "ot",   "ô",    "ôc",   "ôi",   "ôm",   "ôn",  "ông",  "ôp",   "ôt",
       "ơ",    "ơi",   "ơm",   "ơn",   "ơp",   "ơt",   "u",    "ua",  "uân",  "uâng", "uât",
       "uây",  "uc",   "uê",   "uêch", "uênh", "ui",   "um",   "un",  "ung",  "uơ",   "uôc",
       "uôi",  "uôm",  "uôn",  "uông", "uôt",  "up",   "ut",   "uy",  "uya",  "uych", "uyên",
       "uyêt", "uynh", "uyp",  "uyt",  "uyu",  "ư",    "ưa",   "ưc",  "ưi",   "ưm",   "ưn",
       "ưng",  "ươc",  "ươi",  "ươm",  "ươn",  "ương", "ươp",  "ươt", "ươu",  "ưt",   "ưu",
       "y",    "yêm",  "yên",  "yêng", "yêt",  "yêu",  "ynh",  "yt"});
  std::sort(rhymes.begin(), rhymes.end());
  return rhymes;
}();

bool is_rhyme(std::string_view text) {
  return std::binary_search(kRhymes.begin(), kRhymes.end(), text);
}

// Letters with tones, and without: five each, in the order grave, acute, hook, tilde, dot.
constexpr std::u32string_view kVowels = U"aăâeêioôơuưy";
constexpr std::u32string_view kToned =
    U"àáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ";
constexpr std::size_t kTones = 5;
constexpr std::size_t kAcute = 1;
constexpr std::size_t kDot = 4;

}  // namespace

bool is_vietnamese_syllable(std::string_view word) {
  std::string const lower = to_lower(word);
  std::string toneless;
  std::size_t tone = kTones;
  for (std::size_t pos = 0; pos < lower.size();) {
    char32_t const c = next_code_point(lower, pos);
    std::size_t const at = kToned.find(c);
    if (at == std::u32string_view::npos) {
      append_code_point(toneless, c);
    } else if (tone == kTones) {
      tone = at % kTones;
      append_code_point(toneless, kVowels[at / kTones]);
    } else {
      return false;  // two tones
    }
  }
  for (std::string_view const onset : kOnsets) {
    std::string_view const rhyme =
        toneless.starts_with(onset) ? std::string_view{toneless}.substr(onset.size()) : "";
    if (!is_rhyme(rhyme)) {
      continue;
    }
    // What ends in a stop has one of two tones.
    bool const stops = rhyme.ends_with('c') || rhyme.ends_with('p') || rhyme.ends_with('t') ||
                       rhyme.ends_with("ch");
    return !stops || tone == kAcute || tone == kDot;
  }
  return false;
}

}  // namespace thethuc::base

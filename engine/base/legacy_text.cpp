#include "base/legacy_text.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <set>
#include <utility>
#include <vector>

#include "base/text.h"

namespace thethuc::base {

namespace {

struct LegacyLetter {
  std::u32string_view legacy;
  char32_t letter;
};
#include "base/legacy_letters.inc"

constexpr char32_t kFirstPrivate = 0xF0A1;  // fonts stored as symbols: Latin-1 and U+F000
constexpr char32_t kLastPrivate = 0xF0FE;
constexpr char32_t kPrivate = 0xF000;

bool is_between(char32_t c, char32_t first, char32_t last) {
  return c >= first && c <= last;
}

std::u32string code_points(std::string_view text) {
  std::u32string out;
  for (std::size_t pos = 0; pos < text.size();) {
    char32_t const c = next_code_point(text, pos);
    out += is_between(c, kFirstPrivate, kLastPrivate) ? c - kPrivate : c;
  }
  return out;
}

template <std::size_t N>
LegacyLetter const* find(LegacyLetter const (&table)[N], std::u32string_view legacy) {
  auto const* const found = std::lower_bound(
      std::begin(table), std::end(table), legacy, [](LegacyLetter const& row, auto text) {
        return row.legacy < text;
      });
  return found != std::end(table) && found->legacy == legacy ? found : nullptr;
}

// What stands for one letter in a text.
struct Unit {
  char32_t letter;
  std::size_t begin;  // in the text
  std::size_t length = 1;
  bool is_legacy = false;
};

// The mark of a vowel may be a capital where the vowel is none; the vowel decides.
char32_t lower_latin1(char32_t c) {
  return is_between(c, 0xC0, 0xDE) && c != 0xD7 ? c + 0x20 : c;
}

Unit vni_unit(std::u32string_view text, std::size_t at) {
  if (at + 1 < text.size()) {
    char32_t const vowel = text[at];
    bool const is_small = is_between(vowel, 'a', 'z') || vowel >= 0xE0;
    char32_t const mark = lower_latin1(text[at + 1]);
    char32_t const pair[] = {vowel, is_small ? mark : mark - 0x20};
    if (LegacyLetter const* const row = find(kVni, {pair, 2})) {
      return {row->letter, at, 2, true};
    }
  }
  LegacyLetter const* const row = find(kVni, text.substr(at, 1));
  return row ? Unit{row->letter, at, 1, row->letter != text[at]} : Unit{text[at], at};
}

std::vector<Unit> units(LegacyEncoding encoding, std::u32string_view text) {
  std::vector<Unit> out;
  for (std::size_t at = 0; at < text.size();) {
    if (encoding == LegacyEncoding::vni) {
      out.push_back(vni_unit(text, at));
    } else {
      LegacyLetter const* const row = find(kTcvn3, text.substr(at, 1));
      out.push_back(row ? Unit{row->letter, at, 1, row->letter != text[at]} : Unit{text[at], at});
    }
    at += out.back().length;
  }
  return out;
}

// --- judging

// Only Unicode has these.
bool is_unicode_vietnamese(char32_t c) {
  return c == 0x102 || c == 0x103 || c == 0x110 || c == 0x111 || c == 0x128 || c == 0x129 ||
         c == 0x168 || c == 0x169 || c == 0x1A0 || c == 0x1A1 || c == 0x1AF || c == 0x1B0 ||
         is_between(c, 0x1EA0, 0x1EF9);
}

bool is_ascii_letter_point(char32_t c) {
  return is_between(c, 'a', 'z') || is_between(c, 'A', 'Z');
}
bool is_small_letter(char32_t c) {
  return is_between(c, 'a', 'z') || (is_between(c, 0xDF, 0xFF) && c != 0xF7);
}

// Part of a word, once the text is decoded: a letter, or a sign of Latin-1 that nothing explains.
bool is_word_point(char32_t c) {
  return is_ascii_letter_point(c) || (c > 0xA0 && !is_between(c, 0x2000, 0x206F));
}

// Whether a sign of Latin-1 is hardly there for anything but a letter of TCVN3.
bool is_strong_tcvn3(std::u32string_view text, std::size_t at) {
  char32_t const c = text[at];
  char32_t const before = at > 0 ? text[at - 1] : U' ';
  char32_t const behind = at + 1 < text.size() ? text[at + 1] : U' ';
  bool const letter_before = is_ascii_letter_point(before);
  bool const letter_behind = is_ascii_letter_point(behind);
  switch (c) {
    case 0xA6:
    case 0xA8:
    case 0xAC:
    case 0xB6:
    case 0xB8:  // ¦ ¨ ¬ ¶ ¸
      return letter_before || letter_behind;
    case 0xAD:  // a soft hyphen stands between letters, too
      return at > 0 && (before >= 0xA7 || (behind >= 0xA7 && behind != 0xAD));
    case 0xAA:
    case 0xB9:
    case 0xBC:
    case 0xBD:
    case 0xBE:  // ª ¹ ¼ ½ ¾
      return letter_before && letter_behind;
    case 0xA7:
    case 0xAE:  // § ®
      return !letter_before && is_small_letter(behind);
    case 0xA9:
    case 0xAB:
    case 0xB5:
    case 0xB7:
    case 0xBB:  // © « µ · »
      return is_small_letter(before) && is_small_letter(behind) && before < 0x80;
    default:
      return false;
  }
}

// Whether a vowel and its mark are hardly there for anything but a letter of VNI: other languages
// have ï, ë, ü, û and ù behind a vowel, and Vietnamese à, á and ã behind an o.
bool is_strong_vni(std::u32string_view text, Unit const& unit) {
  if (unit.length < 2) {
    return false;
  }
  char32_t const vowel = lower_latin1(text[unit.begin]);
  char32_t const mark = lower_latin1(text[unit.begin + 1]);
  if (vowel == 0xF4 || vowel == 0xF6) {  // ô and ö with a mark
    return true;
  }
  switch (mark) {
    case 0xE0:
    case 0xE1:
    case 0xE3:  // à á ã
      return vowel != U'o' && vowel != U'O';
    case 0xE2:
    case 0xE4:
    case 0xE5:
    case 0xE8:
    case 0xE9:
    case 0xEA:
    case 0xF5:
    case 0xF8:
    case 0xFA:  // â ä å è é ê õ ø ú
      return true;
    case 0xF9:
    case 0xFB:  // ù û
      return vowel != U'o' && vowel != U'O';
    default:
      return false;
  }
}

bool is_strong(LegacyEncoding encoding, std::u32string_view text, Unit const& unit) {
  return unit.is_legacy && (encoding == LegacyEncoding::vni ? is_strong_vni(text, unit)
                                                            : is_strong_tcvn3(text, unit.begin));
}

// Two marks on one letter, as ế has, which no two Latin-1 letters make by chance.
bool is_double(char32_t letter) {
  static constexpr std::u32string_view kDouble =
      U"ằắẳẵặầấẩẫậềếểễệồốổỗộờớởỡợừứửữựẰẮẲẴẶẦẤẨẪẬỀẾỂỄỆỒỐỔỖỘỜỚỞỠỢỪỨỬỮỰ";
  return kDouble.find(letter) != std::u32string_view::npos;
}

struct Score {
  std::size_t words = 0;
  std::size_t syllables = 0;       // of the words
  std::size_t marked_as_is = 0;    // words beyond ASCII that are syllables as they stand
  std::size_t marked_decoded = 0;  // and decoded
  std::set<std::string> changed;   // syllables that decoding makes
  std::size_t strong = 0;
  bool has_sure_word = false;  // which alone is enough

  bool reads_well() const { return words > 0 && 10 * syllables >= 9 * words; }
};

void add_word(Score& score,
              LegacyEncoding encoding,
              std::u32string_view text,
              std::vector<Unit> const& word) {
  std::string decoded;
  std::string as_is;
  std::size_t legacy = 0;
  std::size_t strong = 0;
  std::size_t doubles = 0;
  bool all_capitals = true;
  for (Unit const& unit : word) {
    append_code_point(decoded, unit.letter);
    for (char32_t const c : text.substr(unit.begin, unit.length)) {
      append_code_point(as_is, c);
      all_capitals = all_capitals && is_between(c, 'A', 'Z');
    }
    legacy += unit.is_legacy ? 1U : 0U;
    bool const is_mark = is_strong(encoding, text, unit);
    strong += is_mark ? 1U : 0U;
    doubles += is_mark && unit.length > 1 && is_double(unit.letter) ? 1U : 0U;
  }
  score.strong += strong;
  if (all_capitals) {
    return;  // UBND, XII
  }
  bool const beyond_ascii = as_is.size() > word.size() || legacy > 0;
  bool const fits = is_vietnamese_syllable(decoded);
  ++score.words;
  score.syllables += fits ? 1U : 0U;
  if (beyond_ascii) {
    score.marked_decoded += fits ? 1U : 0U;
    score.marked_as_is += is_vietnamese_syllable(as_is) ? 1U : 0U;
  }
  if (fits && legacy > 0) {
    std::string syllable = to_lower(decoded);
    // Vietnamese begins few words in a plain p, and none of its own: "poäng" is Swedish.
    bool const is_native = syllable[0] != 'p' || syllable[1] == 'h';
    score.has_sure_word = score.has_sure_word || (doubles > 0 && is_native) ||
                          (encoding == LegacyEncoding::tcvn3 && legacy > 1 && strong > 0);
    score.changed.insert(std::move(syllable));
  }
}

// Calls f(word) with the units of each word.
template <class F>
void for_each_word(LegacyEncoding encoding, std::u32string_view text, F f) {
  std::vector<Unit> word;
  for (Unit const& unit : units(encoding, text)) {
    if (unit.is_legacy || is_word_point(unit.letter)) {
      word.push_back(unit);
    } else if (!word.empty()) {
      f(word);
      word.clear();
    }
  }
  if (!word.empty()) {
    f(word);
  }
}

Score score_of(LegacyEncoding encoding, std::u32string_view text) {
  Score score;
  for_each_word(encoding, text, [&](std::vector<Unit> const& word) {
    add_word(score, encoding, text, word);
  });
  return score;
}

// Between small letters nothing but TCVN3 has these; "p¬q", with one on either side, is logic.
bool is_mark_within_word(std::u32string_view text, std::size_t at) {
  auto const has_small_letter = [&](std::size_t i) {
    return i < text.size() && is_between(text[i], 'a', 'z');
  };
  bool const is_mark = text[at] == 0xAC || text[at] == 0xA8 || text[at] == 0xB6 || text[at] == 0xB8;
  return is_mark && at > 0 && has_small_letter(at - 1) && has_small_letter(at + 1) &&
         (has_small_letter(at + 2) || (at > 1 && is_ascii_letter_point(text[at - 2])));
}

bool has_damaged_word(std::u32string_view text) {
  for (std::size_t at = 1; at < text.size(); ++at) {
    if (is_mark_within_word(text, at)) {
      return true;
    }
  }
  return false;
}

LegacyVerdict verdict_of(LegacyEncoding encoding, std::u32string_view text, Score const& score) {
  bool const reads_better = score.marked_decoded > score.marked_as_is;
  if (score.reads_well() && reads_better) {
    bool const is_sure =
        score.has_sure_word || (score.changed.size() > 1 && score.strong > 0) ||
        (score.changed.size() > 3 && score.marked_decoded > 2 * score.marked_as_is);
    return is_sure ? LegacyVerdict::legacy : LegacyVerdict::likely;
  }
  if (encoding == LegacyEncoding::tcvn3 && !score.reads_well() && has_damaged_word(text)) {
    return LegacyVerdict::damaged;
  }
  return LegacyVerdict::ordinary;
}

bool is_unicode(std::u32string_view text) {
  return std::any_of(text.begin(), text.end(), is_unicode_vietnamese);
}

// A word both ways: as it stands, and decoded.
struct Reading {
  std::size_t begin = 0;  // in the text
  std::size_t end = 0;
  std::string as_is;
  std::string decoded;
  bool has_legacy = false;   // letters of the encoding
  bool has_unicode = false;  // letters that only Unicode has
  bool is_sign =
      false;  // one character that is more than ASCII: "«", "µ"; "ô" alone is a word, too
  bool reads_as_is = false;
  bool reads_decoded = false;

  bool tells_unicode() const {
    return has_unicode || (reads_as_is && !(has_legacy && reads_decoded));
  }
  bool tells_legacy() const {
    return has_legacy && !is_sign && !has_unicode && reads_decoded && !reads_as_is;
  }
  // Whether it might be in the encoding, and nothing in it tells.
  bool is_open() const { return has_legacy && !is_sign && !tells_unicode() && !tells_legacy(); }
};

Reading reading_of(std::u32string_view text, std::vector<Unit> const& word) {
  Reading out;
  out.begin = word.front().begin;
  out.end = word.back().begin + word.back().length;
  for (Unit const& unit : word) {
    append_code_point(out.decoded, unit.letter);
    out.has_legacy = out.has_legacy || unit.is_legacy;
  }
  for (char32_t const c : text.substr(out.begin, out.end - out.begin)) {
    append_code_point(out.as_is, c);
    out.has_unicode = out.has_unicode || is_unicode_vietnamese(c);
  }
  bool const is_marked = out.as_is.size() > out.end - out.begin;
  out.is_sign = is_marked && word.size() == 1;
  out.reads_as_is = is_marked && is_vietnamese_syllable(out.as_is);
  out.reads_decoded = is_marked && is_vietnamese_syllable(out.decoded);
  return out;
}

// "5×10": who writes TCVN3 has no such sign, but figures come from elsewhere.
bool is_times_sign(std::u32string_view text, Reading const& word) {
  bool const is_one = word.end == word.begin + 1;
  char32_t const c = text[word.begin];
  auto const is_digit = [&](std::size_t at) {
    return at < text.size() && is_between(text[at], '0', '9');
  };
  return is_one && (c == 0xD7 || c == 0xF7) &&
         (is_digit(word.end) || (word.begin > 0 && is_digit(word.begin - 1)));
}

// "Kh¬ng" of "Kh­¬ng": it reads no way and has a letter of TCVN3 within. Names of other peoples,
// which end in k or have r behind a consonant, read no way either.
bool is_damaged(LegacyEncoding encoding, std::u32string_view text, Reading const& word) {
  if (encoding != LegacyEncoding::tcvn3 || word.reads_as_is || word.reads_decoded ||
      word.decoded.ends_with('k')) {
    return false;
  }
  for (std::size_t at = word.begin; at < word.end; ++at) {
    if (is_mark_within_word(text, at)) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::string_view legacy_name(LegacyEncoding encoding) {
  return encoding == LegacyEncoding::tcvn3 ? "TCVN3" : "VNI";
}

std::string decode_legacy(LegacyEncoding encoding, std::string_view text) {
  std::size_t taken = 0;
  return decode_legacy_piece(encoding, text, {}, taken);
}

std::string decode_legacy_piece(LegacyEncoding encoding,
                                std::string_view text,
                                std::string_view next,
                                std::size_t& taken) {
  std::u32string all = code_points(text);
  std::size_t const own = all.size();
  std::size_t behind = 0;
  if (!next.empty()) {
    next_code_point(next, behind);
    all += code_points(next.substr(0, behind));
  }
  std::string out;
  for (Unit const& unit : units(encoding, all)) {
    if (unit.begin >= own) {
      break;
    }
    append_code_point(out, unit.letter);
    taken += unit.begin + unit.length > own ? behind : 0;
  }
  return to_nfc(out);
}

std::optional<LegacyFont> legacy_font(std::string_view name) {
  if (name.size() > 3 && name.starts_with(".Vn") && is_ascii_letter(name[3])) {
    return LegacyFont{LegacyEncoding::tcvn3, name.ends_with('H')};
  }
  if (name.starts_with("VNI-") || name.starts_with("VNI ")) {
    return LegacyFont{LegacyEncoding::vni, false};
  }
  return std::nullopt;
}

LegacyReading read_legacy(std::string_view text, LegacyEncoding encoding) {
  std::u32string const points = code_points(text);
  if (is_unicode(points)) {
    return {};
  }
  Score const score = score_of(encoding, points);
  LegacyReading reading;
  reading.verdict = verdict_of(encoding, points, score);
  reading.encoding = encoding;
  if (reading.verdict != LegacyVerdict::ordinary) {
    reading.text = decode_legacy(encoding, text);
  }
  return reading;
}

LegacyReading read_legacy(std::string_view text) {
  if (!may_be_legacy(text)) {
    return {};
  }
  LegacyReading const tcvn3 = read_legacy(text, LegacyEncoding::tcvn3);
  LegacyReading const vni = read_legacy(text, LegacyEncoding::vni);
  for (LegacyVerdict const verdict :
       {LegacyVerdict::legacy, LegacyVerdict::likely, LegacyVerdict::damaged}) {
    bool const is_tcvn3 = tcvn3.verdict == verdict;
    bool const is_vni = vni.verdict == verdict;
    if (is_tcvn3 && is_vni) {
      std::u32string const points = code_points(text);
      return score_of(LegacyEncoding::vni, points).syllables >
                     score_of(LegacyEncoding::tcvn3, points).syllables
                 ? vni
                 : tcvn3;
    }
    if (is_tcvn3 || is_vni) {
      return is_tcvn3 ? tcvn3 : vni;
    }
  }
  return {};
}

LegacyEvidence legacy_evidence(std::string_view text, LegacyEncoding encoding) {
  std::u32string const points = code_points(text);
  std::size_t unicode = 0;
  std::size_t legacy = 0;
  std::size_t open = 0;
  for_each_word(encoding, points, [&](std::vector<Unit> const& word) {
    Reading const reading = reading_of(points, word);
    unicode += reading.tells_unicode() ? 1U : 0U;
    legacy += reading.tells_legacy() ? 1U : 0U;
    open += reading.is_open() ? 1U : 0U;
  });
  if (unicode > 0 && legacy > 0) {
    return is_unicode(points) || unicode >= legacy ? LegacyEvidence::mixed : LegacyEvidence::legacy;
  }
  if (unicode > 0 || legacy > 0) {
    return unicode > 0 ? LegacyEvidence::unicode : LegacyEvidence::legacy;
  }
  return open > 0 ? LegacyEvidence::either : LegacyEvidence::none;
}

LegacyConversion convert_legacy(std::string_view text,
                                LegacyEncoding encoding,
                                LegacyEvidence evidence) {
  std::u32string const points = code_points(text);
  LegacyConversion out;
  std::size_t done = 0;
  auto const keep_until = [&](std::size_t end) {
    for (; done < end; ++done) {
      append_code_point(out.text, points[done]);
    }
  };
  for_each_word(encoding, points, [&](std::vector<Unit> const& word) {
    Reading const reading = reading_of(points, word);
    keep_until(reading.begin);
    bool const converts = evidence == LegacyEvidence::mixed ? reading.tells_legacy()
                                                            : !is_times_sign(points, reading);
    if (converts) {
      out.text += reading.decoded;
      done = reading.end;
    } else if (out.left.empty() && reading.is_open()) {
      out.left = reading.as_is;
    }
    if (out.damaged.empty() && is_damaged(encoding, points, reading)) {
      out.damaged = reading.as_is;
    }
  });
  keep_until(points.size());
  out.text = to_nfc(out.text);
  return out;
}

bool may_be_legacy(std::string_view text) {
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    auto const a = static_cast<unsigned char>(text[i]);
    if (a < 0xC2) {
      continue;
    }
    auto const b = static_cast<unsigned char>(text[i + 1]);
    // ¦ … ¯ and µ … ¾, among which TCVN3 has letters; ° to ´ are none of them.
    if ((a == 0xC2 && b >= 0xA6 && b <= 0xBE && !(b >= 0xB0 && b <= 0xB4)) || a == 0xEF) {
      return true;
    }
    if (a == 0xC3) {
      auto const small = static_cast<unsigned char>(b | 0x20);
      // Vietnamese has à á â ã è é ê ì í ò ó ô õ ù ú ý.
      bool const is_vietnamese = (small >= 0xA0 && small <= 0xA3) ||
                                 (small >= 0xA8 && small <= 0xAA) || small == 0xAC ||
                                 small == 0xAD || (small >= 0xB2 && small <= 0xB5) ||
                                 small == 0xB9 || small == 0xBA || small == 0xBD;
      if (!is_vietnamese) {
        return true;
      }
    }
  }
  return false;
}

}  // namespace thethuc::base

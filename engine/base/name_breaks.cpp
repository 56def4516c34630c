#include "base/name_breaks.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace thethuc::base {

namespace {

#include "base/name_words.inc"

// What a line costs, and where it ends; the sum is to be least. A line that is empty for a half
// costs as much as one more line; the rest is set by what reads worse.
constexpr double kLine = 80;
constexpr double kEmptiness = 320;  // times the square of the share that is empty
constexpr double kLoneSyllable = 200;
constexpr double kWithinCompound = 350;
constexpr double kWithinPlace = 450;
constexpr double kBehindUnit = 300;
constexpr double kBeforeFigure = 300;
constexpr double kBehindAbbreviation = 300;  // "KT. / CHỦ TỊCH"
constexpr double kBehindLeading = 200;
constexpr double kBehindDash = 100;
constexpr double kBeforeUnit = -100;
constexpr double kBehindComma = -40;
constexpr double kBeforeBody = -30;
constexpr double kBeforeConnecting = -25;

constexpr double kNever = 1e9;

// A margin for other programs' rounding: a line that just fits here might not there.
constexpr std::int32_t kAir = 20;  // twips

struct Word {
  std::size_t begin = 0;  // in the joined text, bytes
  std::size_t end = 0;
  std::int32_t width = 0;  // twips
  std::int32_t space_before = 0;
  std::string plain;  // small letters, without the signs behind
  bool has_comma = false;
  bool is_abbreviation = false;  // "TM.", "Q."
  bool is_dash = false;
  bool is_figure = false;
};

template <std::size_t N>
std::vector<std::string_view> sorted(std::string_view const (&table)[N]) {
  std::vector<std::string_view> out{std::begin(table), std::end(table)};
  std::sort(out.begin(), out.end());
  return out;
}

// Words of the table that begin at a word of a line.
class Phrases {
 public:
  template <std::size_t N>
  explicit Phrases(std::string_view const (&table)[N]) : phrases_(sorted(table)) {}

  // How many words the longest phrase takes that begins at `first`; 0 when there is none.
  std::size_t longest_at(std::vector<Word> const& words, std::size_t first) const {
    std::size_t longest = 0;
    std::string phrase;
    for (std::size_t i = first; i < words.size() && i < first + kMostWords; ++i) {
      phrase += (i > first ? " " : "") + words[i].plain;
      if (std::binary_search(phrases_.begin(), phrases_.end(), std::string_view{phrase})) {
        longest = i - first + 1;
      }
      if (words[i].has_comma) {
        break;
      }
    }
    return longest;
  }

 private:
  static constexpr std::size_t kMostWords = 5;
  std::vector<std::string_view> phrases_;
};

// The lists above, as they are looked through.
struct Vocabulary {
  Phrases units{kUnits};
  Phrases no_units{kNoUnits};
  Phrases bodies{kBodies};
  Phrases compounds{kCompounds};
  Phrases leading{kLeading};
  Phrases connecting{kConnecting};
};

Vocabulary const& vocabulary() {
  static Vocabulary const words;
  return words;
}

bool is_roman_or_number(std::string_view word) {
  return !word.empty() && word.find_first_not_of("0123456789ivx") == std::string_view::npos;
}

void describe(Word& word, std::string_view text) {
  std::string_view shown = text.substr(word.begin, word.end - word.begin);
  word.has_comma = shown.ends_with(',') || shown.ends_with(';');
  word.is_abbreviation = shown.size() > 1 && shown.size() <= 4 && shown.ends_with('.');
  word.is_dash = shown == "-" || shown == "–" || shown == "—";
  while (!shown.empty() && std::string_view{",;.:"}.find(shown.back()) != std::string_view::npos) {
    shown.remove_suffix(1);
  }
  word.plain = to_lower(shown);
  word.is_figure = is_roman_or_number(word.plain);
}

// The words of one line of the joined text, measured by the spans that they lie in.
class Measure {
 public:
  explicit Measure(std::vector<TextSpan> const& spans) : spans_(spans) {}

  std::int32_t width(std::size_t begin, std::size_t end) const {
    std::int32_t sum = 0;
    std::size_t at = 0;
    for (TextSpan const& span : spans_) {
      std::size_t const from = std::max(begin, at);
      std::size_t const to = std::min(end, at + span.text.size());
      if (from < to) {
        sum += text_width(span.text.substr(from - at, to - from), span.face, span.size).count;
      }
      at += span.text.size();
    }
    return sum;
  }

  std::vector<Word> words(std::string_view text, std::size_t begin, std::size_t end) const {
    std::vector<Word> out;
    std::size_t space = begin;
    for (std::size_t at = begin; at < end;) {
      if (text[at] == ' ') {
        ++at;
        continue;
      }
      Word word;
      word.begin = at;
      word.end = std::min(text.find(' ', at), end);
      word.width = width(word.begin, word.end);
      word.space_before = width(space, word.begin);
      describe(word, text);
      at = space = word.end;
      out.push_back(std::move(word));
    }
    return out;
  }

 private:
  std::vector<TextSpan> const& spans_;
};

// What it costs to part the line before each word.
class Costs {
 public:
  explicit Costs(std::vector<Word> const& words) : words_(words), before_(words.size()) {
    mark_compounds();
    mark_places();
    for (std::size_t i = 1; i < words.size(); ++i) {
      add_signs(i);
      add_senses(i);
    }
  }
  double before(std::size_t word) const { return before_[word]; }

 private:
  std::size_t unit_at(std::size_t i) const {
    return vocabulary().no_units.longest_at(words_, i) > 0
               ? 0
               : vocabulary().units.longest_at(words_, i);
  }

  void mark_compounds() {
    std::size_t within = 0;  // up to here
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (i > 0 && i < within) {
        before_[i] += kWithinCompound;
        compound_.push_back(i);
      }
      if (i >= within) {
        within = std::max(within, i + vocabulary().compounds.longest_at(words_, i));
      }
    }
  }

  bool is_within_compound(std::size_t i) const {
    return std::binary_search(compound_.begin(), compound_.end(), i);
  }

  // A place's name goes as far as the next body or unit, or a comma, and has at most four
  // syllables, two times when a dash is between: "BÀ RỊA - VŨNG TÀU".
  void mark_places() {
    constexpr std::size_t kMostSyllables = 4;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      std::size_t const unit = is_within_compound(i) ? 0 : unit_at(i);
      if (unit == 0) {
        continue;
      }
      units_.push_back(i);
      std::size_t syllables = 0;
      for (std::size_t at = i + unit; at < words_.size(); ++at) {
        bool const begins = at > i + unit;
        bool const ends =
            begins && (unit_at(at) > 0 || words_[at - 1].has_comma ||
                       (vocabulary().bodies.longest_at(words_, at) > 0 && syllables > 1) ||
                       vocabulary().connecting.longest_at(words_, at) > 0);
        if (ends || syllables == kMostSyllables) {
          break;
        }
        bool const behind_dash = words_[at - 1].is_dash;
        syllables = words_[at].is_dash ? 0 : syllables + 1;
        if (!is_within_compound(at)) {
          before_[at] += !begins ? kBehindUnit : behind_dash ? kBehindDash : kWithinPlace;
        }
      }
    }
  }

  void add_signs(std::size_t i) {
    Word const& before = words_[i - 1];
    if (words_[i].is_dash) {
      before_[i] += kNever;  // as a comma, it stays with what is before it
    }
    if (words_[i].is_figure) {
      before_[i] += kBeforeFigure;
    }
    if (before.is_abbreviation) {
      before_[i] += kBehindAbbreviation;
    }
    if (before.has_comma) {
      before_[i] += kBehindComma;
    }
  }

  void add_senses(std::size_t i) {
    Vocabulary const& known = vocabulary();
    if (known.leading.longest_at(words_, i - 1) > 0 && !is_within_compound(i - 1)) {
      before_[i] += kBehindLeading;
    }
    if (is_within_compound(i)) {
      return;
    }
    if (std::binary_search(units_.begin(), units_.end(), i)) {
      before_[i] += kBeforeUnit;
    } else if (known.bodies.longest_at(words_, i) > 0) {
      before_[i] += kBeforeBody;
    } else if (known.connecting.longest_at(words_, i) > 0) {
      before_[i] += kBeforeConnecting;
    }
  }

  std::vector<Word> const& words_;
  std::vector<double> before_;
  std::vector<std::size_t> compound_;  // words that go on with the one before
  std::vector<std::size_t> units_;     // words that begin a unit
};

double line_cost(std::vector<Word> const& words,
                 std::size_t first,
                 std::size_t last,
                 std::int32_t width,
                 std::int32_t available) {
  double const empty = 1 - static_cast<double>(width) / available;
  double const lone = last - first == 1 && words.size() > 2 ? kLoneSyllable : 0;
  return kLine + kEmptiness * empty * empty + lone;
}

// The first words of the lines but the first, at the least cost.
std::vector<std::size_t> best_starts(std::vector<Word> const& words, std::int32_t available) {
  Costs const costs{words};
  std::vector<double> least(words.size() + 1, std::numeric_limits<double>::max());
  std::vector<std::size_t> start(words.size() + 1);  // of the last line of the first n words
  least[0] = 0;
  for (std::size_t last = 1; last <= words.size(); ++last) {
    std::int32_t width = 0;
    for (std::size_t first = last; first-- > 0;) {
      width += words[first].width + (first + 1 < last ? words[first + 1].space_before : 0);
      bool const is_too_wide = width > available;
      if (is_too_wide && first + 1 < last) {
        break;
      }
      double const cost = least[first] + (first > 0 ? costs.before(first) : 0) +
                          (is_too_wide ? kNever : line_cost(words, first, last, width, available));
      if (cost < least[last]) {
        least[last] = cost;
        start[last] = first;
      }
    }
  }
  std::vector<std::size_t> starts;
  for (std::size_t last = words.size(); start[last] > 0; last = start[last]) {
    starts.push_back(start[last]);
  }
  std::reverse(starts.begin(), starts.end());
  return starts;
}

}  // namespace

std::vector<std::size_t> name_breaks(std::vector<TextSpan> const& spans, Twips available) {
  std::string text;
  for (TextSpan const& span : spans) {
    text += span.text;
  }
  Measure const measure{spans};
  std::vector<std::size_t> breaks;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t const end = std::min(text.find('\n', begin), text.size());
    if (measure.width(begin, end) > available.count - kAir) {
      std::vector<Word> const words = measure.words(text, begin, end);
      for (std::size_t const first : best_starts(words, available.count - kAir)) {
        breaks.push_back(words[first].begin - 1);
      }
    }
    begin = end + 1;
  }
  return breaks;
}

}  // namespace thethuc::base

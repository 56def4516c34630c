#pragma once

// The steps of compare(). Internal to the module.

#include <cstddef>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "review/compare.h"
#include "review/sequence.h"
#include "review/text_lines.h"

namespace thethuc::review {

inline constexpr double kPointsPerMm = 72 / 25.4;
inline constexpr std::size_t kNone = static_cast<std::size_t>(-1);

// Gathers changes; those that say the same of the same component become one.
class Changes {
 public:
  // Of a list that is open-ended (texts), so many are told one by one, the others counted.
  static constexpr std::size_t kMostOfKind = 200;

  // The change of that kind, component and words; made when there is none.
  Change& of(ChangeKind kind, rules::Component component, base::Words what);
  // A change that stands for itself.
  void add(Change change);
  std::vector<Change> take();

 private:
  std::vector<Change> list_;
  std::map<std::tuple<ChangeKind, rules::Component, std::string>, std::size_t> by_words_;
  std::map<ChangeKind, std::size_t> counts_;
};

// A line of the old text and the same one of the new.
struct LinePair {
  std::size_t from = 0;
  std::size_t to = 0;
};

// Two layouts side by side, with what of one is what of the other.
struct Comparison {
  Layout const& from;
  Layout const& to;
  Tolerance tolerance;
  Text old_text;
  Text new_text;
  std::vector<LinePair> lines;        // of equal text
  std::vector<std::size_t> new_word;  // of each old word; kNone for what is gone
  std::vector<bool> word_is_new;      // of each new word
  Changes changes;

  Comparison(Layout const& from_layout, Layout const& to_layout, Tolerance const& given);
};

// All that differs, as compare() tells it.
std::vector<Change> changes_of(Comparison& c);

// Each tells of one matter, into `changes`.
void compare_pages(Comparison& c);
void compare_text(Comparison& c);
void compare_formats(Comparison& c);
void compare_positions(Comparison& c);
void compare_page_breaks(Comparison& c);
void compare_rules(Comparison& c);
void compare_pictures(Comparison& c);

}  // namespace thethuc::review

#pragma once

// Filters of the template language (spec: templates/README.md): {{ten | loc:tham số | loc2}}.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.h"
#include "base/units.h"
#include "data/value.h"

namespace thethuc::data {

// Strings and lists that live until the arena is cleared; memory is kept for the next render.
class Arena {
 public:
  std::string& fresh();              // an empty string, stable in address
  std::vector<Value>& fresh_list();  // an empty list, stable in address
  // Nobody uses what was handed out any more: it may be handed out again.
  void recycle() {
    used_ = 0;
    lists_used_ = 0;
  }
  void clear() {
    recycle();
    work_ = 0;
  }

  // How much the filters have done since it was asked for last, in items of lists and stretches of
  // text: one call of a filter over a list may be long work, and whoever bounds the time of a
  // render counts it in.
  std::size_t take_work() { return std::exchange(work_, 0); }
  void count_work(std::size_t items) { work_ += items; }

 private:
  std::deque<std::string> strings_;
  std::deque<std::vector<Value>> lists_;
  std::size_t used_ = 0;
  std::size_t lists_used_ = 0;
  std::size_t work_ = 0;
};

// What flows through a chain: a value of the data, or what a filter made of it.
struct Item {
  Kind kind = Kind::missing;
  std::string_view text;  // for string, number, boolean
  Value value;            // the data value it came from, while kind is list or object
  // The items of a list that a filter made of the list `value`, kept by the arena; null while the
  // list is that of the data.
  std::vector<Value> const* items = nullptr;

  static Item of(Value v) { return {v.kind(), v.text(), v}; }
  static Item of_text(std::string_view s) { return {Kind::string, s, {}}; }
  static Item of_number(std::string_view token) { return {Kind::number, token, {}}; }
  static Item of_list(Value origin, std::vector<Value> const& items) {
    return {Kind::list, {}, origin, &items};
  }
  bool is_missing() const { return kind == Kind::missing || kind == Kind::null; }
};

struct Parameter {
  enum class Kind : std::uint8_t { number, word, quoted };
  Kind kind = Kind::word;
  std::string text;
  bool operator==(Parameter const&) const = default;
};

// `s` in double quotes, cut after 40 code points, for messages.
std::string in_quotes(std::string_view s);

// One call of a filter, resolved at compile time.
struct FilterCall;

// Why a filter could not take its item; the caller turns it into a diagnostic with the tag's place.
struct FilterFault {
  base::Id id;                           // filter_wrong_type, filter_bad_value, …
  std::string filter;                    // as written in the tag
  std::string expected_vi, expected_en;  // argument {expected} of the text
  std::string found_vi, found_en;        // the value quoted and shortened, or its kind
  Value at{};  // what is at fault within the item: an item of a list, or its member; else missing
};

using FilterFunction = std::optional<FilterFault> (*)(Item& item,
                                                      FilterCall const& call,
                                                      Arena& arena);

// What the renderer makes of an item at the end of its chain, instead of printing its text. The
// filter of that name leaves the item as it is, and no other may follow it.
enum class Terminal : std::uint8_t { none, picture, qr, link, merge };

// What a filter takes, beside what is missing.
enum class Takes : std::uint8_t {
  anything,
  text,    // text or a number
  number,  // a number, also one written as text
  whole,   // a whole number from 1 up, also one written as text
  date,    // 2021-09-14
  month,   // 2021-09, or a date
  picture,
  link,
  list
};

// What a filter gives for what it takes.
enum class Gives : std::uint8_t {
  as_given,  // what it was given in another shape; a number stays one
  number,    // one that can be calculated with
  text,      // written for people, as 1.234,5 or "ngày 14 tháng 9": no number can be read from it
  list
};

struct FilterCall {
  std::string name;  // as written
  std::vector<Parameter> parameters;
  FilterFunction apply = nullptr;
  Takes takes = Takes::anything;
  Takes takes_items = Takes::anything;  // of the list, or of `member` of each of its items
  bool takes_missing = false;  // mac_dinh: is called on a missing item; others are skipped then
  Terminal terminal = Terminal::none;
  // tong, tb, dem: the names that lead from each item to the member they look at; empty: to itself.
  std::vector<std::string> member;
  // anh, qr: the size asked for. Of anh one or both may be open: the picture's own proportions, or
  // its own size, decide.
  std::optional<base::Emu> width;
  std::optional<base::Emu> height;
};

// What a filter wants its parameters to be; checked when the template is compiled.
enum class ParameterRule : std::uint8_t {
  any,
  places,  // a whole number, 0 to kMostPlaces
  member,  // of each item: a dotted path as a word (so_lieu.nam_nay), or one name in quotes
  size,    // of a picture: see size.h
  side,    // of a square: see size.h
  visible  // a text that is not blank
};
constexpr int kMostPlaces = 100;

struct FilterInfo {
  std::string_view name;     // Vietnamese: "ngay"
  std::string_view english;  // "date"
  FilterFunction apply;
  Takes takes;
  Gives gives;
  std::uint8_t least_parameters;
  std::uint8_t most_parameters;
  bool takes_missing;
  ParameterRule rule = ParameterRule::any;
  Terminal terminal = Terminal::none;
  Takes takes_items = Takes::anything;
};

// The filter of that Vietnamese or English name; null when there is none.
FilterInfo const* find_filter(std::string_view name);
std::vector<std::string> filter_names();  // both languages, for suggestions

// A mistake in the filters of a tag, found while compiling.
struct ChainProblem {
  base::Id id;             // unknown_filter, filter_parameters, filter_syntax, filter_not_last; the
                           // last, and filter_wrong_type, of what takes a number behind text
  std::string text;        // the offending piece as written
  std::size_t offset = 0;  // where it begins in the text that was parsed, in bytes
  std::vector<std::pair<std::string, std::string>> args;  // of the diagnostic's texts
};

// Reads what follows the first '|' of a tag: `ngay | mac_dinh:"ngày … | x", 3`. Parameters are
// numbers, bare words, or quoted by ' or " (a doubled quote stands for itself; bars, commas and
// colons within are text). White space around names and parameters is free. nullopt when anything
// is wrong: all mistakes are in `problems`.
std::optional<std::vector<FilterCall>> parse_filters(std::string_view text,
                                                     std::vector<ChainProblem>& problems);

// Applies the calls to `item` from left to right, skipping those that do not take a missing item
// while it is missing. The item's text then lives in the data, in `arena`, or in the calls. Stops
// at the first fault.
std::optional<FilterFault> apply_filters(Item& item,
                                         std::vector<FilterCall> const& calls,
                                         Arena& arena);

}  // namespace thethuc::data

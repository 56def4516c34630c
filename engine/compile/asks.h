#pragma once

// What a tag asks of the value that it prints or opens, as kinds of JSON values. Internal to
// compile.

#include <string>
#include <string_view>
#include <vector>

#include "compile/template.h"
#include "data/filters.h"

namespace thethuc::compile {

// Kinds of JSON values as bits.
using Kinds = unsigned;
constexpr Kinds kNull = 1;
constexpr Kinds kBoolean = 2;
constexpr Kinds kNumber = 4;
constexpr Kinds kString = 8;
constexpr Kinds kList = 16;
constexpr Kinds kObject = 32;
constexpr Kinds kAll = 63;
constexpr Kinds kText = kNumber | kString;

// What one tag, or several, take.
struct Ask {
  Kinds kinds = kAll;
  bool null = true;     // null, too
  bool nothing = true;  // false, "" and [], too
  std::string_view pattern;

  bool takes_empty_text() const { return nothing || ((kinds & kString) != 0 && pattern.empty()); }
};

// What the filters of a tag that prints ask for.
struct Form {
  data::Takes takes = data::Takes::text;
  // Of a list: what its items are, or the member of each that these names lead to.
  data::Takes items = data::Takes::anything;
  std::vector<std::string> member;
};

Form form_of(Tag const& tag);
Ask ask_of(data::Takes takes, bool has_default);
// JSON of a value that will do.
char const* example_of(data::Takes takes);

// What all tags that ask for one value take together. Those that are always run must all be
// content; of the others each value meets at least one.
class Asks {
 public:
  void add(Ask const& ask, bool always);
  Ask together() const;
  // The same if no tag is always run.
  Ask together_sometimes() const;

 private:
  Ask all_;
  Ask some_{0, false, false, {}};
  bool all_take_empty_text_ = true;
  bool has_all_ = false;
  bool has_some_ = false;
};

}  // namespace thethuc::compile

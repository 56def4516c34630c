#pragma once

// What the checker tells.

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "rules/components.h"

namespace thethuc::rules {

// One departure from the layout. A plain value.
struct Finding {
  std::string_view rule;  // "SO-01"; lives as long as the program
  base::Severity severity = base::Severity::error;
  Component component = Component::khac;
  base::Place place;  // with the text of the line and what is wrong in it marked
  int page = 0;       // 0: not known
  base::Words about;  // what of the component: "số, ký hiệu: cỡ chữ"
  base::Words expected;
  base::Words found;
  base::Words hint;
  base::Words clause;    // "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, 3"
  bool can_fix = false;  // fix() mends it

  // "số, ký hiệu: cần 13 pt, nhưng đây là 12 pt".
  std::string message(base::Language language) const;
};

// A component that was recognised, for people who want to see what the checker understood.
struct Explained {
  Component component = Component::khac;
  base::Place place;
  int page = 0;
  std::string text;    // of the line
  std::string format;  // "13 pt, bold, center"
};

struct Findings {
  std::string profile;        // "nd30-2020"
  std::string profile_title;  // "Nghị định 30/2020/NĐ-CP, Phụ lục I-III …"
  std::string type;           // "Báo cáo"; "" when not known
  std::string header;  // how the header is made: "table", "tabs", "text_box", "frame", "flow"
  std::vector<Finding> entries;                     // in the order of the document
  std::map<std::string_view, std::size_t> omitted;  // by rule: counted but not kept
  std::vector<Explained> explained;                 // all lines in order
  std::size_t count(base::Severity severity) const;
  bool has_errors() const { return count(base::Severity::error) > 0; }
};

// Something that fix() has changed.
struct Change {
  std::string_view rule;
  base::Place place;  // in the document as it was
  base::Words what;   // "cỡ chữ: 12 pt → 13 pt"
};

}  // namespace thethuc::rules

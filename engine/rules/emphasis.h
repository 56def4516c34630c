#pragma once

// Running text that stands out as a whole. Internal to the module.

#include <cstddef>
#include <vector>

#include "rules/check_context.h"

namespace thethuc::rules {

// Whether a line is a sentence of the text and nothing that often stands out: no item, no clause,
// no words behind a label ("Lưu ý: …"), no line that tells how a document was passed.
bool is_plain_sentence(Line const& line);

// Running text that is bold or underlined as a whole: all of the body, or a paragraph of it. Single
// words and headings may stand out.
class EmphasisCheck {
 public:
  EmphasisCheck(Check& check, ComponentSpec const& spec) : check_(check), spec_(spec) {}

  // One line of the body after the other, quotations left out.
  void take(std::size_t line);
  // What was found, when all lines were taken.
  void tell(Gathered& gathered);

 private:
  struct Use {
    std::size_t letters = 0;
    std::size_t sentences = 0;
    std::vector<std::size_t> lines;  // without headings
    bool has_long = false;
  };

  bool is_lone_sentence(std::size_t line) const;
  void tell(Gathered& gathered,
            Use const& use,
            Repair::Kind kind,
            base::Words const& expected,
            base::Words const& found);

  Check& check_;
  ComponentSpec const& spec_;
  std::size_t letters_ = 0;
  Use bold_, underlined_;
};

}  // namespace thethuc::rules

#pragma once

// A plain text with tags, such as `{{so}}-{{don_vi | ten_tep}}.docx`: names of files, keys of
// records. Tags, filters and sections are those of documents; nothing is escaped.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "compile/program.h"
#include "data/filters.h"
#include "data/value.h"

namespace thethuc::compile {

// Never changes after compile(); any number of threads may fill it at once, each with an arena of
// its own.
class TextTemplate {
 public:
  // `where` is what a place calls the text: "--name". An error in `out` (of the tags, or a tag that
  // a plain text cannot hold: rich text, pictures, partials) makes the template worthless.
  static TextTemplate compile(std::string_view text,
                              std::string_view where,
                              base::Diagnostics& out);

  // Appends the text to `out`. `number` is that of the record, from 1, which is {{@number}} outside
  // of lists. A value that is missing or no text is an error in `found`, and what was appended is
  // worthless.
  void fill(data::Document const& data,
            std::uint64_t number,
            data::Arena& arena,
            std::string& out,
            base::Diagnostics& found) const;

  bool has_tags() const { return !tags_.empty(); }

 private:
  enum class Op : std::uint8_t { literal, value, section, section_end, inverted };
  struct Step {
    Op op;
    std::uint32_t jump = 0;  // of a section: its end, which jumps back to it
    std::uint32_t tag = 0;
    std::string literal;
  };
  struct TextTag {
    Tag tag;
    Path path;
    std::vector<data::FilterCall> filters;
  };
  struct Filling;

  void add(Tag tag,
           std::string_view body,
           std::vector<std::uint32_t>& open,
           base::Diagnostics& out);
  void close(Tag const& tag, std::vector<std::uint32_t>& open, base::Diagnostics& out);

  std::vector<Step> steps_;
  std::vector<TextTag> tags_;
};

}  // namespace thethuc::compile

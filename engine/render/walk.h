#pragma once

// The walk over a program: appends XML to a buffer, instruction by instruction. Internal to render.

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "compile/program.h"
#include "data/filters.h"
#include "data/value.h"
#include "render/budget.h"
#include "render/filter_cache.h"
#include "render/inserts.h"
#include "render/new_parts.h"
#include "render/render.h"
#include "render/tables.h"

namespace thethuc::render {

// A section that is being run.
struct Frame {
  data::Value item;  // of a loop: the present item
  std::uint32_t index = 0;
  std::uint32_t length = 1;
  bool loops = false;
  bool pushes = false;  // whether it put a value on the context stack
};

// Where the output may have to go back to.
struct Mark {
  std::size_t output = 0;
  std::size_t span = 0;
  std::size_t measured = 0;
  bool touched = false;
};

// A stretch of output in one format, in a paragraph that a line is measured by.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::uint32_t format = 0;
};

// What a walk needs and the next one can use again.
struct WalkMemory {
  std::vector<data::Value> contexts;
  std::vector<Frame> frames;
  std::vector<Mark> marks;
  std::vector<Span> spans;
  data::Arena arena;
  FilterCache filtered;
  NewParts parts;
  PictureCache pictures;
  std::optional<rich::PlacedPicture> image;  // that takes the place of the template's, innermost
  std::vector<bool> section_changed;         // by Program::section_ends
  std::vector<std::uint32_t> ids;            // of each slot; 0: the template's own
  std::vector<bool> given;                   // whether a slot has given the template's own
  std::vector<bool> run_once;
  std::vector<bool> missing;               // by Program::paths: was not found, at least once
  std::vector<std::string> missing_names;  // of which the data has no key
  Tables tables;
  std::string number;

  void clear();
};

class Walk {
 public:
  Walk(compile::Program const& program,
       data::Document const& data,
       Options const& options,
       WalkMemory& memory,
       base::Diagnostics& diagnostics);

  // Runs a segment and appends to `out`. Mistakes in the data are added to the diagnostics and the
  // walk goes on, except beyond the limits: then stopped() is true and the output is worthless.
  void run(std::uint32_t segment, std::string& out);
  bool stopped() const { return stopped_; }
  // The buffer of a part is done: its bytes count towards the limit of all.
  void finish_part(std::size_t bytes) { budget_.finish(bytes); }
  // Names that tags ask for and the data lacks somewhere, be it a mistake or not.
  std::vector<std::string> const& missing_names() const { return memory_.missing_names; }

 private:
  void section(compile::Instruction const& instruction, std::uint32_t& pc);
  bool next_iteration(std::string const& out);
  // Whether the item is the last of each of so many innermost sections, and one of them is a list.
  bool is_last_item(std::uint32_t sections) const;
  void value(compile::Instruction const& instruction, std::string& out);
  void append_value(compile::Op op, std::string_view text, std::string& out) const;
  bool filter(std::uint32_t chain, std::uint32_t tag, data::Item& item);
  void insert(compile::Instruction const& instruction, std::string& out);
  void image(compile::Instruction const& instruction, std::string& out);
  void image_tag(compile::Image const& image, std::string& out);
  rich::Origin origin_of(std::uint32_t tag, data::Value value) const;
  void report_not_text(std::uint32_t path,
                       std::uint32_t tag,
                       data::Item const& item,
                       data::Value original);
  bool report_missing(std::uint32_t path, std::uint32_t tag, data::Value found);
  void target(compile::Instruction const& instruction, std::string& out);
  void timestamp(compile::Instruction const& instruction, std::string& out);
  void missing(compile::Instruction const& instruction, data::Value found, std::string& out);
  void ensure_paragraph(compile::Instruction const& instruction, std::string& out);
  void drop(std::string& out);
  void note(compile::Instruction const& instruction, std::string& out);
  void table(compile::Instruction const& instruction, std::string& out);
  void merged(compile::Instruction const& instruction, std::string& out);
  void shared_part(compile::Instruction const& instruction);
  void fresh_id(std::uint32_t slot);
  void write_id(std::uint32_t slot, std::string& out) const;

  data::Item resolve(compile::Path const& path, std::uint32_t tag);
  data::Value find(compile::Path const& path) const;
  data::Item loop_value(compile::Path const& path, std::uint32_t tag);
  bool truthy(compile::Path const& path, std::uint32_t tag, data::Value& value);
  void note_missing(compile::Path const& path);

  bool may_report(base::Id id);
  base::Diagnostic at_tag(base::Id id, std::uint32_t tag) const;
  // Where the data ends that a path leads into: `within` lacks path.segments[segment].
  struct Gap {
    data::Value within;
    std::size_t segment;
  };
  Gap gap_in(compile::Path const& path) const;
  std::string pointer_at(compile::Path const& path, Gap const& gap) const;
  std::string pointer_of(std::uint32_t segment) const;
  void add_nearest(base::Diagnostic& d, compile::Path const& path, Gap const& gap) const;
  // Stops the walk when a limit is passed. `written`: bytes in the buffer at hand.
  bool go_on(std::size_t written, std::size_t steps);
  // The same after a value that filters may have worked on, all of whose texts are used by now.
  void spend(std::string const& out);

  compile::Program const& program_;
  data::Document const& data_;
  Options const& options_;
  WalkMemory& memory_;
  base::Diagnostics& diagnostics_;
  Budget budget_;
  std::uint32_t next_note_id_[2];
  std::uint32_t next_id_[compile::kIdKinds];
  Inserts inserts_;
  std::uint32_t note_id_ = 0;
  std::size_t measured_ = 0;             // first span of the paragraph measured last
  std::size_t frame_ = 0;                // where the indents of the framed paragraph go
  bool left_open_ = false;               // a value was missing, since this was last set to false
  std::set<std::uint32_t> told_shared_;  // tags that part_not_repeated told of
  bool stopped_ = false;
};

// The w:ind of a line that goes by the text in the spans [first, last) of `out`; empty for a text
// without width.
std::string rule_indent(compile::Rule const& rule,
                        std::vector<compile::RunFormat> const& formats,
                        std::string_view out,
                        Span const* first,
                        Span const* last);

// The w:ind of a paragraph framed around its own text, which the spans hold; centred in the area.
std::string frame_indent(compile::Rule const& rule,
                         std::vector<compile::RunFormat> const& formats,
                         std::string_view out,
                         Span const* first,
                         Span const* last);

// Parts the lines of the name in the spans [first, last) of `out` by sense, where it does not fit
// into one: the spaces there become line breaks. The spans go along.
void part_lines(compile::Rule const& rule,
                std::vector<compile::RunFormat> const& formats,
                std::string& out,
                Span* first,
                Span* last);

// Data keys that no tag asks for: warnings, or errors when strict or near one of the missing names.
// What `out` tells already is left alone: below a value that cannot be printed nothing is unused.
void report_unused_keys(compile::Program const& program,
                        data::Document const& data,
                        std::vector<std::string> const& missing_names,
                        Options const& options,
                        base::Diagnostics& out);

}  // namespace thethuc::render

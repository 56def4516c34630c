#pragma once

// Runs of one paragraph. Internal to rich.

#include <string>
#include <vector>

#include "rich/write.h"

namespace thethuc::rich {

// Writes runs whose properties are `run` (its font set) and the format of each inline.
class InlineWriter {
 public:
  InlineWriter(InlineContext const& context,
               Resources& resources,
               Origin const& origin,
               base::Diagnostics& out)
      : context_(context), resources_(resources), origin_(origin), out_(out) {}

  void append(std::string& xml,
              std::vector<Inline> const& inlines,
              RunProperties const& run,
              base::Twips text_width) const;

 private:
  void text(std::string& xml, Inline const& part, RunProperties const& run) const;
  void note(std::string& xml, Inline const& part, RunProperties const& run) const;
  void picture(std::string& xml,
               Inline const& part,
               RunProperties const& run,
               base::Twips text_width) const;
  void runs(std::string& xml,
            std::vector<Inline> const& inlines,
            RunProperties const& run,
            base::Twips text_width,
            Story story) const;

  InlineContext const& context_;
  Resources& resources_;
  Origin const& origin_;
  base::Diagnostics& out_;
};

// Says that `found` cannot stand where the tag is.
void report_not_allowed(char const* vi,
                        char const* en,
                        Origin const& origin,
                        base::Diagnostics& out);

}  // namespace thethuc::rich

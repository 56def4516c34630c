#pragma once

// What a record's files are called.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "compile/text_template.h"

namespace thethuc::bulk {

// How names are made: of a template, or of the record's number ("000017"). Never changes; any
// number of threads.
class NameRule {
 public:
  NameRule() = default;
  // `text` is what --name says, such as "{{so}}-{{don_vi}}.docx". Mistakes in `out`.
  NameRule(std::string_view text, base::Diagnostics& out);

  // Whether no two records can have one name.
  bool is_unique() const { return !template_; }

  // The name without extension: safe on every system and within one folder, whatever the data say.
  // `number` counts records from 1. "" after an error in `found`.
  std::string stem(data::Document const& data,
                   std::uint64_t number,
                   data::Arena& arena,
                   base::Diagnostics& found) const;

 private:
  std::optional<compile::TextTemplate> template_;
};

// Equal for names that are one file where case does not count (Windows, macOS).
std::string folded_name(std::string_view name);

// "thu" and 2: "thu-2".
std::string numbered_name(std::string_view stem, std::uint64_t number);

}  // namespace thethuc::bulk

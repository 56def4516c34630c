#pragma once

// Filling a compiled template with data.

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "compile/template.h"
#include "data/schema.h"
#include "data/value.h"
#include "media/picture.h"

namespace thethuc::render {

// What a variable without value prints.
enum class Missing {
  error,  // a diagnostic, and no document
  blank,  // nothing
  dots,   // "……" as on a paper form
  keep,   // the tag as it stands
};

std::optional<Missing> missing_from_name(
    std::string_view name);  // "error", "blank", "dots", "keep"

inline constexpr std::size_t kLeastOutput = 64u << 20;
inline constexpr std::size_t kLeastSteps = 5'000'000;

struct Options {
  // nullopt: as the data's own "$missing" says, else error.
  std::optional<Missing> missing;
  bool strict = false;         // unknown data keys are errors, not warnings
  std::string data_file_name;  // for places of data diagnostics
  int deflate_level = 7;
  // The folder of the data, which pictures may be read from; borrowed, null when there is none.
  media::PictureFolder const* picture_folder = nullptr;
  media::Limits pictures;
  std::size_t max_rich_bytes = 1u << 20;  // of one Markdown text
  // Of all filled parts, unpacked: so many bytes for each of the data, at least kLeastOutput. Data
  // that nested loops blow up to gigabytes are refused before that takes seconds, or memory beyond
  // 256 MiB; long tables have some 10 to 50 bytes.
  std::size_t max_output_ratio = 64;
  std::size_t max_output_bytes = 1u << 30;  // of all filled parts, unpacked
  // Turns of loops, values, items that filters look at and stretches of text: so many for each byte
  // of the data, at least kLeastSteps; a million take some 50 ms. This bounds loops that multiply
  // without printing and, unlike the deadline, ends them at the same place on each machine.
  std::size_t max_steps_ratio = 20;
  std::size_t max_steps = 1'000'000'000;
  std::chrono::milliseconds deadline{60'000};  // 0: none
};

// Memory of one rendering thread: buffers, compressor, stacks. Reused from document to document;
// give each thread its own.
class Scratch {
 public:
  Scratch();
  ~Scratch();
  Scratch(Scratch&&) noexcept;
  Scratch& operator=(Scratch&&) noexcept;
  struct State;
  State& state() { return *state_; }

 private:
  std::unique_ptr<State> state_;
};

// What render() tells of data before it fills anything in, for a template that has a schema and
// cannot be compiled: violations of the schema, and what the data says of missing values. Nothing
// that tags ask for is looked at.
base::Diagnostics check(data::Schema const& schema,
                        data::Document const& data,
                        Options const& options);

// The same for one without a schema: keys of the data that no tag asks for and that are nearly one
// of `names` (compile::Result::names), as warnings.
base::Diagnostics check_names(std::vector<std::string> const& names,
                              data::Document const& data,
                              Options const& options);

// Fills `compiled` with `data` and appends the .docx to `out`, which is left as it was when the
// diagnostics hold an error. Same template, data and version give the same bytes.
base::Diagnostics render(compile::CompiledTemplate const& compiled,
                         data::Document const& data,
                         Options const& options,
                         Scratch& scratch,
                         std::string& out);

}  // namespace thethuc::render

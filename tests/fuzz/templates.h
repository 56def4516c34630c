#pragma once

// Templates out of fuzz inputs, and the laws of compiling and filling them.

#include <optional>
#include <string>
#include <string_view>

#include "compile/template.h"
#include "data/value.h"
#include "fuzz/laws.h"
#include "render/render.h"

namespace thethuc::fuzz {

// A template as text. The first piece (laws.h) is the body, as notation (support/notation.h) or,
// when it begins with '<', as block-level XML. Named pieces: "schema.json"; "partial NAME", a
// fragment; all others are files of the package: "word/header1.xml". nullopt when that is no sound
// package. The boilerplate around it is that of make_docx.
struct TemplateText {
  explicit TemplateText(std::string_view input);

  Pieces pieces;
  std::optional<opc::Package> package;
  std::string problems;  // what was found in it
  compile::Options options;
  compile::PartialResolver partials;  // borrows this
};

// Compiles, and holds the outcome to its laws: a template or errors; what inspect tells of it is
// sound.
compile::Result check_compile(opc::Package package,
                              compile::PartialResolver const& partials,
                              compile::Options const& options);

// What no outside program is started for, with bounds that keep one input short.
render::Options render_options();

// Fills, twice, and holds the outcome to its laws: a document or errors, never both, and the same
// again. "" when there are errors, which are added to `out`.
std::string check_render(compile::CompiledTemplate const& compiled,
                         data::Document const& data,
                         base::Diagnostics& out);

// Whether no two tags of the template ask for one name: then what is asked of it cannot contradict
// itself, and a sample has to fill the template.
bool names_are_unique(compile::CompiledTemplate const& compiled);

}  // namespace thethuc::fuzz

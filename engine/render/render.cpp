#include "render/render.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <utility>
#include <vector>

#include "opc/deflate.h"
#include "opc/xml.h"
#include "opc/zip.h"
#include "render/walk.h"

namespace thethuc::render {

struct Scratch::State {
  WalkMemory walk;
  std::vector<std::string> buffers;  // one for each part that is filled
  std::vector<opc::Packed> packed;
  std::vector<opc::PackedEntry> entries;
  opc::Deflater deflater;
};

Scratch::Scratch() : state_(std::make_unique<State>()) {}
Scratch::~Scratch() = default;
Scratch::Scratch(Scratch&&) noexcept = default;
Scratch& Scratch::operator=(Scratch&&) noexcept = default;

std::optional<Missing> missing_from_name(std::string_view name) {
  constexpr std::pair<std::string_view, Missing> kNames[] = {{"error", Missing::error},
                                                             {"blank", Missing::blank},
                                                             {"dots", Missing::dots},
                                                             {"keep", Missing::keep}};
  for (auto const& [text, value] : kNames) {
    if (text == name) {
      return value;
    }
  }
  return std::nullopt;
}

namespace {

// Validates against the template's own schema. A draft that leaves places open (blank, dots, keep)
// may lack what the schema requires.
void validate(data::Schema const& schema,
              data::Document const& data,
              Options const& options,
              base::Diagnostics& out) {
  base::Diagnostics found;
  schema.validate(data, options.data_file_name, found);
  for (base::Diagnostic const& d : found.entries()) {
    if (options.missing.value_or(Missing::error) != Missing::error &&
        d.id == base::Id::data_missing_property) {
      continue;
    }
    base::Diagnostic kept = d;
    if (options.strict && d.id == base::Id::data_unknown_property) {
      kept.severity = base::Severity::error;
    }
    out.add(std::move(kept));
  }
}

// What the data itself says of how it is to be filled in, unless the caller does.
Options with_directives(Options options, data::Document const& data, base::Diagnostics& out) {
  data::Value const missing =
      data.root().kind() == data::Kind::object ? data.root().find("$missing") : data::Value{};
  if (missing.is_missing() || options.missing) {
    return options;
  }
  options.missing = missing_from_name(missing.text());
  if (!options.missing) {
    base::Diagnostic d = base::diagnose(base::Id::data_directive,
                                        base::place_in_file(options.data_file_name),
                                        "",
                                        {{"name", "$missing"},
                                         {"expected", "error, blank, dots, keep"},
                                         {"found", std::string{missing.text()}}});
    d.data_pointer = data.pointer(missing);
    out.add(std::move(d));
  }
  return options;
}

// First the parts with stories, then those that gather what the stories call for.
void fill_parts(compile::Program const& program, Walk& walk, Scratch::State& state) {
  state.buffers.resize(program.parts.size());
  for (std::size_t i = 0; i < program.parts.size() && !walk.stopped(); ++i) {
    compile::OutputPart const& part = program.parts[i];
    state.buffers[i].clear();
    if (!part.is_static && part.gathering == compile::kNone) {
      walk.run(part.segment, state.buffers[i]);
      walk.finish_part(state.buffers[i].size());
    }
  }
  for (std::size_t i = 0; i < program.parts.size() && !walk.stopped(); ++i) {
    compile::OutputPart const& part = program.parts[i];
    if (part.gathering != compile::kNone) {
      walk.run(part.segment, state.buffers[i]);
      state.buffers[i] += state.walk.parts.gathered(part.gathering);
      walk.run(part.suffix_segment, state.buffers[i]);
    }
  }
}

// In builds with assertions: what was filled is XML still. What it says is for the tests to judge.
[[maybe_unused]] bool is_well_formed(compile::Program const& program, Scratch::State const& state) {
  opc::Limits limits;
  limits.max_xml_nodes = std::numeric_limits<std::size_t>::max();
  limits.max_xml_depth = std::numeric_limits<std::size_t>::max();
  for (std::size_t i = 0; i < program.parts.size(); ++i) {
    base::Diagnostics ignored;
    if (!program.parts[i].is_static &&
        !opc::parse_xml(
            state.buffers[i], program.file_name, program.parts[i].entry_name, limits, ignored)) {
      return false;
    }
  }
  return true;
}

void write(compile::Program const& program, Scratch::State& state, int level, std::string& out) {
  if (state.deflater.level() != level) {
    state.deflater = opc::Deflater{level};
  }
  std::vector<NewPart> const& media = state.walk.parts.media();
  state.packed.resize(program.parts.size() + media.size());
  state.entries.clear();
  for (std::size_t i = 0; i < program.parts.size(); ++i) {
    compile::OutputPart const& part = program.parts[i];
    if (part.optional && state.walk.parts.gathered(part.gathering).empty()) {
      continue;
    }
    if (!part.is_static) {
      state.deflater.pack_xml(state.buffers[i], state.packed[i]);
    }
    state.entries.push_back({part.entry_name, part.is_static ? &part.packed : &state.packed[i]});
  }
  for (std::size_t i = 0; i < media.size(); ++i) {
    opc::Packed& packed = state.packed[program.parts.size() + i];
    state.deflater.pack(media[i].bytes, packed);
    state.entries.push_back({media[i].entry_name, &packed});
  }
  opc::write_zip(state.entries, out);
}

}  // namespace

base::Diagnostics check(data::Schema const& schema,
                        data::Document const& data,
                        Options const& given) {
  base::Diagnostics diagnostics;
  Options const options = with_directives(given, data, diagnostics);
  validate(schema, data, options, diagnostics);
  return diagnostics;
}

base::Diagnostics check_names(std::vector<std::string> const& names,
                              data::Document const& data,
                              Options const& given) {
  base::Diagnostics diagnostics;
  Options const options = with_directives(given, data, diagnostics);
  compile::Program program;
  program.known_names.insert(names.begin(), names.end());
  base::Diagnostics unused;
  report_unused_keys(program, data, {}, options, unused);
  for (base::Diagnostic const& d : unused.entries()) {
    // A tag that cannot be read may ask for any other key.
    if (!d.arg("nearest").empty()) {
      diagnostics.add(d);
    }
  }
  return diagnostics;
}

base::Diagnostics render(compile::CompiledTemplate const& compiled,
                         data::Document const& data,
                         Options const& given,
                         Scratch& scratch,
                         std::string& out) {
  base::Diagnostics diagnostics;
  Options const options = with_directives(given, data, diagnostics);
  compile::Program const& program = compiled.program();
  if (program.schema) {
    validate(*program.schema, data, options, diagnostics);
    if (diagnostics.has_errors()) {
      return diagnostics;
    }
  }
  Scratch::State& state = scratch.state();
  Walk walk{program, data, options, state.walk, diagnostics};
  fill_parts(program, walk, state);
  if (!program.schema && !walk.stopped()) {
    report_unused_keys(program, data, walk.missing_names(), options, diagnostics);
  }
  diagnostics.drop_repeats();
  if (!diagnostics.has_errors()) {
    assert(is_well_formed(program, state));
    write(program, state, options.deflate_level, out);
  }
  return diagnostics;
}

}  // namespace thethuc::render

#include "review/filler.h"

#include "render/data_file.h"

namespace thethuc::review {

namespace {

base::Diagnostics errors_of(base::Diagnostics const& all) {
  base::Diagnostics errors;
  for (base::Diagnostic const& d : all.entries()) {
    if (d.severity == base::Severity::error) {
      errors.add(d);
    }
  }
  return errors;
}

}  // namespace

Filler::Opened const& Filler::open(std::string const& id,
                                   std::optional<library::ProfileRequest> const& profile) {
  auto const [known, is_new] = opened_.try_emplace({id, profile ? profile->name : std::string{}});
  Opened& opened = known->second;
  if (!is_new) {
    return opened;
  }
  base::Diagnostics found;
  auto source = library::open_template(
      side_.template_reference(id), request_.templates, found, request_.compile, profile);
  if (source) {
    compile::Result result =
        compile::compile(std::move(source->package), source->partials, source->options);
    found.add(std::move(result.diagnostics));
    opened.compiled = std::move(result.compiled);
  }
  opened.diagnostics = errors_of(found);
  side_.relocate(opened.diagnostics);
  return opened;
}

base::Diagnostics Filler::check(std::string const& id) {
  return open(id, std::nullopt).diagnostics;
}

Filler::Filled Filler::fill(std::string const& id, Sample const& sample) {
  Filled filled;
  base::Diagnostics found;
  auto const file = render::DataFile::read(sample.file, request_.data_limits, found);
  if (!file) {
    filled.diagnostics = errors_of(found);
    return filled;
  }
  Opened const& opened = open(id, library::profile_of_data(file->data.root(), file->name));
  if (!opened.compiled || opened.diagnostics.has_errors()) {
    filled.template_broken = true;
    filled.diagnostics = opened.diagnostics;
    return filled;
  }
  found.add(file->fill(*opened.compiled, request_.render, scratch_, filled.docx));
  filled.diagnostics = errors_of(found);
  return filled;
}

}  // namespace thethuc::review

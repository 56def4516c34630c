#include "fuzz/templates.h"

#include <cstdlib>
#include <set>
#include <utility>

#include "data/schema.h"
#include "support/docx_fixture.h"
#include "support/notation.h"

namespace thethuc::fuzz {

namespace {

constexpr std::string_view kPartial = "partial ";
constexpr std::string_view kData = "data.json";
constexpr std::string_view kSchema = "schema.json";

std::string blocks_of(std::string_view text) {
  return text.starts_with('<') ? std::string{text} : test::blocks_from(text);
}

std::vector<opc::Package::File> files_of(Pieces const& pieces) {
  std::vector<opc::Package::File> extra;
  for (auto const& [name, text] : pieces.named) {
    if (!name.starts_with(kPartial) && name != kData && name != kSchema) {
      extra.push_back({std::string{name}, std::string{text}});
    }
  }
  return test::docx_files(blocks_of(pieces.first), std::move(extra));
}

// librsvg would draw pictures of data: no program is found for it.
bool const kNoPrograms = ::setenv("PATH", "/nonexistent", 1) == 0;

void check_skeleton(compile::CompiledTemplate const& compiled) {
  base::Diagnostics found;
  std::string const schema_text = compile::infer_schema(compiled.fields(), "mau");
  auto const schema = data::Schema::compile(schema_text, "schema.json", found);
  law(schema.has_value(), "the inferred schema is one", found.to_text(base::Language::en));
  std::string const skeleton = compile::sample_skeleton(compiled.fields());
  data::Document data;
  law(data.parse(skeleton, "mau.json", {}, found), "the sample is JSON", skeleton);
  base::Diagnostics findings;
  std::string const docx = check_render(compiled, data, findings);
  // The sample is made of the tags; a schema of the template's own may ask for more.
  if (names_are_unique(compiled) && compiled.schema_json().empty()) {
    schema->validate(data, "mau.json", found);
    law(!found.has_errors(),
        "the sample is valid by the inferred schema",
        found.to_text(base::Language::en) + schema_text + skeleton);
    law(!docx.empty(),
        "the sample fills the template",
        findings.to_text(base::Language::en) + skeleton);
  }
}

// What a template with its partials spliced in is for: to be compiled again.
void check_exported(std::optional<opc::Package> spliced,
                    base::Diagnostics const& found,
                    compile::Options const& options) {
  if (!spliced) {
    for (base::Diagnostic const& d : found.entries()) {
      law(d.severity != base::Severity::error || d.id == base::Id::partial_delimiters,
          "the partials of a sound template can be spliced in",
          found.to_text(base::Language::en));
    }
    return;
  }
  compile::Result const exported = compile::compile(std::move(*spliced), {}, options);
  law(exported.compiled != nullptr,
      "an exported template compiles",
      exported.diagnostics.to_text(base::Language::en));
}

}  // namespace

TemplateText::TemplateText(std::string_view input) : pieces(pieces_of(input)) {
  base::Diagnostics found;
  package = opc::Package::from_files(files_of(pieces), "mau.docx", {}, found);
  problems = found.to_text(base::Language::en);
  options.file_name = "mau.docx";
  options.deflate_level = 1;
  options.schema_json = pieces[kSchema];
  options.schema_file_name = kSchema;
  for (auto const& [name, text] : pieces.named) {
    if (name.starts_with(kPartial)) {
      options.partial_names.emplace_back(name.substr(kPartial.size()));
    }
  }
  partials = [this](std::string_view name) -> std::optional<compile::PartialSource> {
    for (auto const& [known, text] : pieces.named) {
      if (known.starts_with(kPartial) && known.substr(kPartial.size()) == name) {
        return compile::PartialSource{
            std::string{name} + ".xml",
            "<w:body" + test::namespaces() + ">" + blocks_of(text) + "</w:body>"};
      }
    }
    return std::nullopt;
  };
}

compile::Result check_compile(opc::Package package,
                              compile::PartialResolver const& partials,
                              compile::Options const& options) {
  compile::Result result = compile::compile(package, partials, options);
  check_findings(result.diagnostics, !result.compiled);
  base::Diagnostics spliced_found;
  auto spliced = compile::splice_partials(std::move(package), partials, options, spliced_found);
  law(spliced.has_value() != spliced_found.has_errors(), "splicing tells when it fails");
  if (!result.compiled) {
    return result;
  }
  for (compile::Tag const& tag : result.compiled->tags()) {
    law(!tag.text.empty() && !tag.place.part.empty(), "a tag has text and place", tag.text);
  }
  check_exported(std::move(spliced), spliced_found, options);
  check_skeleton(*result.compiled);
  std::string const own = compile::own_sample(*result.compiled);
  base::Diagnostics found;
  data::Document data;
  law(own.empty() == result.compiled->schema_json().empty(), "a schema gives a sample");
  law(own.empty() || data.parse(own, "mau.json", {}, found), "the schema's sample is JSON", own);
  return result;
}

render::Options render_options() {
  law(kNoPrograms, "no program is found");
  render::Options options;
  options.data_file_name = "du-lieu.json";
  options.deflate_level = 1;
  options.max_output_bytes = 4u << 20;
  options.max_steps = 100'000;
  options.deadline = {};  // where time ends is not the same twice
  return options;
}

std::string check_render(compile::CompiledTemplate const& compiled,
                         data::Document const& data,
                         base::Diagnostics& out) {
  static render::Scratch used;
  render::Options const options = render_options();
  std::string const before = "trước";
  std::string docx = before;
  base::Diagnostics found = render::render(compiled, data, options, used, docx);
  check_findings(found, docx == before);
  docx.erase(0, before.size());

  render::Scratch fresh;
  std::string again;
  base::Diagnostics const again_found = render::render(compiled, data, options, fresh, again);
  law(again == docx && again_found.to_json(base::Language::en) == found.to_json(base::Language::en),
      "a used scratch and a fresh one give the same");
  if (!docx.empty()) {
    check_document(docx);
  }
  out.add(std::move(found));
  return docx;
}

bool names_are_unique(compile::CompiledTemplate const& compiled) {
  std::set<std::string_view> seen;
  for (compile::Tag const& tag : compiled.tags()) {
    using Kind = compile::TagKind;
    if (tag.is_copy || tag.kind == Kind::closing || tag.kind == Kind::comment ||
        tag.kind == Kind::partial || tag.kind == Kind::delimiters) {
      continue;
    }
    std::string_view const name = tag.name;
    if (name.find_first_of(".@[") != std::string_view::npos || !seen.insert(name).second) {
      return false;
    }
  }
  return true;
}

}  // namespace thethuc::fuzz

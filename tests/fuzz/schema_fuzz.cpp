// A JSON Schema, and data (the piece "data.json", see laws.h) to hold to it.

#include "data/schema.h"
#include "fuzz/laws.h"

using namespace thethuc;

namespace {

constexpr int kMostDepth = 6;

// Walks what the schema says of each place, as the check of tags does.
void walk(data::SchemaView const& view, int depth) {
  fuzz::law(view.types().size() <= 7, "a kind is told once");
  if (depth == kMostDepth) {
    return;
  }
  auto const names = view.property_names();
  fuzz::law(!names.empty() || view.is_open(), "objects without named properties are open");
  for (std::size_t i = 0; i < names.size() && i < 8; ++i) {
    auto const property = view.property(names[i]);
    fuzz::law(property.has_value(), "a property that is named is there", names[i]);
    view.is_required(names[i]);
    walk(*property, depth + 1);
  }
  if (auto const items = view.items()) {
    walk(*items, depth + 1);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  fuzz::Pieces const pieces = fuzz::pieces_of(fuzz::text_of(data, size));
  base::Diagnostics found;
  auto const schema = data::Schema::compile(pieces.first, "schema.json", found);
  fuzz::check_findings(found, !schema);
  if (!schema) {
    return 0;
  }
  walk(schema->root(), 0);
  base::Diagnostics sample_found;
  data::Document document;
  std::string const sample = schema->sample();
  fuzz::law(document.parse(sample, "mau.json", {}, sample_found), "a sample is JSON", sample);
  schema->validate(document, "mau.json", sample_found);
  if (document.parse(pieces["data.json"], "du-lieu.json", {}, found)) {
    base::Diagnostics violations;
    schema->validate(document, "du-lieu.json", violations);
    fuzz::check_findings(violations, violations.has_errors());
    base::Diagnostics again;
    schema->validate(document, "du-lieu.json", again);
    fuzz::law(again.to_json(base::Language::en) == violations.to_json(base::Language::en),
              "validating gives the same again");
  }
  return 0;
}

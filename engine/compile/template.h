#pragma once

// A template ready to be filled, and how it is made of a package.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "data/limits.h"
#include "data/schema.h"
#include "opc/package.h"

namespace thethuc::compile {

struct Program;  // compile/program.h: what render walks

// A partial from templates/_partials: a fragment, block-level WordprocessingML under one root
// element <w:body> that uses the template's styles; or a whole document, whose body comes with all
// that it needs.
struct PartialSource {
  std::string file_name;  // as the user would name it: "templates/_partials/quoc-hieu.xml"
  std::string xml;        // of a fragment
  std::optional<opc::Package> package = std::nullopt;  // of a document: then `xml` is not looked at
  // What was found when the file was read; when there are errors, nothing else is looked at.
  base::Diagnostics diagnostics = {};
};

// Finds a partial by name; '-' and '_' in names are alike. Called while compiling only, once for a
// name.
using PartialResolver = std::function<std::optional<PartialSource>(std::string_view name)>;

struct Limits {
  opc::Limits package;
  data::SchemaLimits schema;
  std::size_t max_tags_per_paragraph = 4'000;
  std::size_t max_section_depth = 100;
  std::size_t max_partial_depth = 20;
  std::size_t max_partials = 1'000;           // put in, however they nest
  std::size_t max_partial_bytes = 64u << 20;  // of all that they put in
};

// A part of the schema that came from another file.
struct SchemaOrigin {
  std::string pointer;       // where it is in the schema: "/$defs/chung.co_quan"
  std::string file_name;     // "templates/_schema/chung.json"
  std::string file_pointer;  // where it is there: "/$defs/co_quan"
};

// What an exported template remembers of where it came from, in hidden bookmarks, so that it can be
// brought back: these names, and where each partial stood.
struct ExportMarks {
  std::string template_id;
  std::string profile;
};

struct Options {
  std::string file_name;    // for places: "templates/bao-cao", "mau.docx"
  std::string schema_json;  // the template's own JSON Schema; "" when it has none
  std::string schema_file_name;
  std::vector<SchemaOrigin> schema_origins;  // mistakes there are told as the other file's
  std::vector<std::string> partial_names;    // all that exist, to suggest the nearest
  Limits limits;
  int deflate_level = 7;  // of the static parts
  // Word works fields out anew when it opens the document: tables of contents, numbers of pages. It
  // asks the reader first (ECMA-376 Part 1, 17.15.1.90).
  bool update_fields = false;
  // splice_partials: what the marks of the exported template say; nullopt for no marks.
  std::optional<ExportMarks> marks;
};

enum class TagKind {
  variable,
  rich_variable,
  section,
  inverted_section,
  closing,
  comment,
  partial,
  delimiters
};

struct Tag {
  TagKind kind;
  std::string text;     // as it stands, delimiters included
  std::string name;     // "co_quan.ten"; without filters and hint
  std::string filters;  // "ngay | hoa", "" when none
  base::Place place;
  bool is_copy = false;        // stands in the second copy of a text box, for older programs
  bool is_decomposed = false;  // `text` is not NFC, as from macOS or a PDF; `name` always is
};

// What a field is, judged by all tags that ask for it. The tags of a section cannot tell a list
// from an object or a mere condition around names that stand outside of it, unless {{.}} or a loop
// variable does.
enum class FieldType { text, number, date, list, object, section, condition };

// A node of the tree of data fields that a template asks for.
struct Field {
  std::string name;  // "": not a member but the item of the list itself, which {{.}} asks for
  FieldType type = FieldType::text;
  bool optional = false;  // only asked for within conditions, or with a default, or found outside
  bool required = false;  // no data without it can be filled in: nothing outside can stand in
  // What it must be where it is, as JSON Schema names types; empty: anything.
  std::vector<std::string> json_types;
  bool or_nothing = false;      // null, false, "" and [] will do, too
  std::string pattern;          // of its text, when its filters ask for a form
  std::string example;          // JSON of a value that its tags take; "" for lists and the like
  std::vector<Field> children;  // of the object, or of a list's or section's items
};

// Immutable after compile(); any number of threads may render from one at once.
class CompiledTemplate {
 public:
  explicit CompiledTemplate(std::unique_ptr<Program const> program);
  ~CompiledTemplate();

  std::string const& file_name() const;
  std::vector<Tag> const& tags() const;  // in reading order, part by part
  // Inferred from the tags: the members of the data, or one field without name when the data is
  // to be something else than an object.
  std::vector<Field> const& fields() const;
  std::string const& schema_json() const;  // as given; "" when none
  Program const& program() const { return *program_; }

 private:
  std::unique_ptr<Program const> program_;
};

struct Result {
  std::shared_ptr<CompiledTemplate const> compiled;  // null when there are errors
  base::Diagnostics diagnostics;
  // The template's own schema when `compiled` is null and the schema is sound: data can be held
  // against it all the same (render::check).
  std::optional<data::Schema> schema = std::nullopt;
  // When `compiled` is null: all names that tags ask for, as far as they can be read.
  std::vector<std::string> names = {};
};

// Compiles. All mistakes of the template come back at once.
Result compile(opc::Package package, PartialResolver const& partials, Options const& options);

// The package with its partials spliced in and every other tag as it stands: a plain .docx to edit
// in Word, which compiles to the same program. nullopt and diagnostics when a partial is missing or
// broken.
std::optional<opc::Package> splice_partials(opc::Package package,
                                            PartialResolver const& partials,
                                            Options const& options,
                                            base::Diagnostics& out);

// A JSON Schema (2020-12) of the fields, and a data skeleton that satisfies it and fills the
// template; both pretty-printed. The schema takes all data of which each value is asked for and
// that fills the template without a finding, as long as no name stands within itself: what is
// printed in a section of its own name is taken for text, not for a member of that name.
std::string infer_schema(std::vector<Field> const& fields, std::string_view title);
std::string sample_skeleton(std::vector<Field> const& fields);
// A sample made of the template's own schema; "" when it has none.
std::string own_sample(CompiledTemplate const& compiled);

}  // namespace thethuc::compile

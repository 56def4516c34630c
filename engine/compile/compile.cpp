#include <algorithm>
#include <utility>

#include "base/text.h"
#include "compile/broken_sections.h"
#include "compile/lower.h"
#include "compile/merge_host.h"
#include "compile/partial_lists.h"
#include "compile/partial_marks.h"
#include "compile/provide.h"
#include "compile/ranges.h"
#include "compile/rule_style.h"
#include "compile/source.h"
#include "compile/template.h"
#include "compile/uses.h"
#include "opc/deflate.h"
#include "opc/xml.h"
#include "wml/names.h"
#include "wml/structure.h"

namespace thethuc::compile {
namespace {

namespace w = wml::w;

bool holds(pugi::xml_node root, char const* name) {
  return static_cast<bool>(root.find_node([&](pugi::xml_node n) { return wml::is(n, name); }));
}

bool has_rules(pugi::xml_node root) {
  return static_cast<bool>(root.find_node([](pugi::xml_node n) {
    return wml::is(n, w::p) && rule_fraction(wml::paragraph_style(n)).has_value();
  }));
}

// 0 the footnotes that the body refers to, 1 its endnotes, -1 any other part.
int note_kind(Source const& source, SourcePart const& part) {
  return part.name == shared_part_name(source.package, SharedPart::footnotes)  ? 0
         : part.name == shared_part_name(source.package, SharedPart::endnotes) ? 1
                                                                               : -1;
}

// Which of the parts with stories have to be written anew for each document; all others are copied
// as they are.
class Plan {
 public:
  explicit Plan(Source& source) : source_(source) {
    for (SourcePart const& part : source.parts) {
      pugi::xml_node const root = part.document->document_element();
      bool const is_main = part.name == source.package.main_part();
      bool const filled = part.first_tag != part.last_tag || part.spliced || has_rules(root) ||
                          has_templated_links(part.name);
      dynamic_.push_back(filled);
      if (is_main) {
        main_ = dynamic_.size() - 1;
      }
    }
    plan_notes();
  }

  bool is_dynamic(std::size_t part) const { return dynamic_[part]; }

 private:
  bool has_templated_links(std::string const& part) const {
    return std::any_of(source_.target_strings.begin(),
                       source_.target_strings.end(),
                       [&](auto const& target) { return target.first.starts_with(part + " "); });
  }

  // Notes follow their references: when these can repeat or vanish, or a note has tags, ids are
  // given anew.
  void plan_notes() {
    SourcePart const& main = source_.parts[main_];
    pugi::xml_node const root = main.document->document_element();
    for (std::size_t i = 0; i < source_.parts.size(); ++i) {
      int const kind = note_kind(source_, source_.parts[i]);
      if (kind < 0) {
        continue;
      }
      bool const referred = holds(root, kind == 0 ? w::footnoteReference : w::endnoteReference);
      bool const sections = std::any_of(source_.tags.begin() + main.first_tag,
                                        source_.tags.begin() + main.last_tag,
                                        [](SourceTag const& t) { return t.partner != kNone; });
      // Rich text brings notes of its own.
      bool const rich =
          kind == 0 &&
          std::any_of(source_.tags.begin(), source_.tags.end(), [](SourceTag const& t) {
            return t.tag.kind == TagKind::rich_variable;
          });
      dynamic_[i] = dynamic_[i] || (referred && sections) || rich;
      if (dynamic_[i]) {
        dynamic_[main_] = true;
      }
    }
  }

  Source& source_;
  std::vector<bool> dynamic_;
  std::size_t main_ = 0;
};

OutputPart* find_output(Program& program, std::string const& part_name) {
  for (OutputPart& part : program.parts) {
    if ("/" + part.entry_name == part_name) {
      return &part;
    }
  }
  return nullptr;
}

void gather(OutputPart& part, Lowering::GatheringFrame const& frame, std::uint32_t gathering) {
  part.is_static = false;
  part.segment = frame.prefix;
  part.suffix_segment = frame.suffix;
  part.gathering = gathering;
}

void gather_numbering(Source const& source, Program& program, Lowering& lowering) {
  std::string const name = shared_part_name(source.package, SharedPart::numbering);
  if (OutputPart* const output = find_output(program, name)) {
    gather(*output, lowering.lower_numbering_frame(), kNumbering);
  }
}

// Relationships of parts in which links get targets of their own.
void gather_relationships(Program& program, Lowering& lowering) {
  for (auto const& [part, gathering] : lowering.relationship_gatherings()) {
    std::string const name = opc::Package::relationships_name(part);
    OutputPart* output = find_output(program, "/" + name);
    if (!output) {
      program.parts.emplace_back();
      output = &program.parts.back();
      output->entry_name = name;
      output->optional = true;
    }
    gather(*output, lowering.lower_relationships_frame(part), gathering);
  }
}

std::string fresh_media_prefix(opc::Package const& package) {
  std::string prefix = "word/media/hinh";
  for (opc::Part const& part : package.parts()) {
    while (base::to_lower(part.name).starts_with("/" + prefix)) {
      prefix += '-';
    }
  }
  return prefix;
}

// That no id of a relationship begins with.
std::string fresh_relationship_prefix(opc::Package const& package) {
  std::string prefix = "rIdT";
  for (opc::Part const& part : package.parts()) {
    for (opc::Relationship const& relationship : package.relationships(part.name).all()) {
      while (relationship.id.starts_with(prefix)) {
        prefix += 'T';
      }
    }
  }
  return prefix;
}

void lower_parts(Source& source, Program& program, Uses& uses, int bullet_list) {
  Plan const plan{source};
  Lowering lowering{source, program, uses};
  lowering.set_common_context(bullet_list);
  for (std::size_t i = 0; i < source.parts.size(); ++i) {
    SourcePart& part = source.parts[i];
    if (part.name == source.package.main_part()) {
      lowering.set_main_section(part.document->document_element().child(w::body).child(w::sectPr));
    }
    if (int const kind = note_kind(source, part); kind >= 0 && plan.is_dynamic(i)) {
      lowering.take_notes(kind, part);
    }
  }
  for (std::size_t i = 0; i < source.parts.size(); ++i) {
    SourcePart& part = source.parts[i];
    OutputPart* const output = find_output(program, part.name);
    if (!plan.is_dynamic(i) || !output) {
      continue;
    }
    output->is_static = false;
    if (int const kind = note_kind(source, part); kind >= 0) {
      gather(*output, lowering.lower_notes_frame(part, kind), kind == 0 ? kFootnotes : kEndnotes);
    } else {
      output->segment = lowering.lower_part(part);
    }
  }
  if (std::any_of(program.ids.begin(), program.ids.end(), [](IdSlot const& id) {
        return !id.xml.empty();
      })) {
    gather_numbering(source, program, lowering);
  }
  for (TextPart const& part : source.text_parts) {
    OutputPart& output = *find_output(program, part.name);
    output.is_static = false;
    output.segment = lowering.lower_text_part(part);
  }
  program.relationship_prefix = fresh_relationship_prefix(source.package);
  program.media_prefix = fresh_media_prefix(source.package);
  gather_relationships(program, lowering);
}

// The parts in the order of the archive, those that stay as they are packed once and for all.
void pack_static_parts(Program& program, opc::Package const& package, int level) {
  opc::Deflater deflater{level};
  std::vector<opc::Package::File> const files = package.files();
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (program.parts[i].is_static) {
      deflater.pack(files[i].bytes, program.parts[i].packed);
    }
  }
}

}  // namespace

CompiledTemplate::CompiledTemplate(std::unique_ptr<Program const> program)
    : program_(std::move(program)) {}
CompiledTemplate::~CompiledTemplate() = default;
std::string const& CompiledTemplate::file_name() const {
  return program_->file_name;
}
std::vector<Tag> const& CompiledTemplate::tags() const {
  return program_->tags;
}
std::vector<Field> const& CompiledTemplate::fields() const {
  return program_->fields;
}
std::string const& CompiledTemplate::schema_json() const {
  return program_->schema_json;
}

namespace {

// What comes of it is worth something when the diagnostics have no error.
void compile_source(Source& source, PartialResolver const& partials, Program& program) {
  collect(source, partials);
  if (source.too_many_tags) {
    return;  // what is left out may belong to any section
  }
  isolate(source);
  for (SourceTag const& tag : source.tags) {
    program.tags.push_back(tag.tag);
  }
  bool const fits = place_sections(source);
  if (!fits) {
    check_names_roughly(source, program);
    set_broken_aside(source);
  }
  keep_ranges_whole(source);
  take_list_marks(source);
  check_fields(source);
  int const bullet_list = provide_parts(source);
  if (source.options.update_fields) {
    update_fields_on_opening(source);
  }
  for (opc::Package::File& file : source.package.files()) {
    OutputPart part;
    part.entry_name = std::move(file.name);
    program.parts.push_back(std::move(part));
  }
  Uses uses;
  lower_parts(source, program, uses, bullet_list);
  if (fits) {
    infer_fields(program, uses);
  }
  check_against_schema(program, uses, source.diagnostics);
}

// Ids of bookmarks differ in all of a document.
void number_all_marks(Source& source, ExportMarks const& marks) {
  int next = 0;
  for (SourcePart const& part : source.parts) {
    next = largest_mark_id(part.document->document_element(), next);
  }
  ++next;
  for (SourcePart& part : source.parts) {
    pugi::xml_node const root = part.document->document_element();
    number_marks(root, next);
    if (part.name == source.package.main_part()) {
      mark_body(root.child(w::body), marks, next);
      part.spliced = true;
    }
  }
}

// Mistakes in what came from another file are told as that file's.
std::optional<data::Schema> compile_schema(Options const& options, base::Diagnostics& out) {
  base::Diagnostics found;
  auto schema = data::Schema::compile(
      options.schema_json, options.schema_file_name, found, options.limits.schema);
  found.relocate([&](base::Diagnostic& d) {
    for (SchemaOrigin const& origin : options.schema_origins) {
      std::string_view const rest =
          d.data_pointer.starts_with(origin.pointer)
              ? std::string_view{d.data_pointer}.substr(origin.pointer.size())
              : "-";
      if (rest.empty() || rest.front() == '/') {
        d.data_pointer = origin.file_pointer + std::string{rest};
        d.place.file = origin.file_name;
        return;
      }
    }
  });
  out.add(std::move(found));
  return schema;
}

std::vector<std::string> names_of(Source const& source) {
  std::vector<std::string> names;
  for (SourceTag const& tag : source.tags) {
    std::vector<std::string> const& path = tag.body.path.segments;
    names.insert(names.end(), path.begin(), path.end());
    for (data::FilterCall const& call : tag.filters) {
      names.insert(names.end(), call.member.begin(), call.member.end());
    }
  }
  return names;
}

}  // namespace

Result compile(opc::Package package, PartialResolver const& partials, Options const& options) {
  Result result;
  auto program = std::make_unique<Program>();
  program->file_name = options.file_name;
  program->schema_json = options.schema_json;
  if (!options.schema_json.empty()) {
    program->schema = compile_schema(options, result.diagnostics);
  }
  Source source{options, result.diagnostics, std::move(package)};
  compile_source(source, partials, *program);
  if (result.diagnostics.has_errors()) {
    result.schema = std::move(program->schema);
    result.names = names_of(source);
  } else {
    pack_static_parts(*program, source.package, options.deflate_level);
    result.compiled = std::make_shared<CompiledTemplate const>(std::move(program));
  }
  result.diagnostics.drop_repeats();
  return result;
}

std::optional<opc::Package> splice_partials(opc::Package package,
                                            PartialResolver const& partials,
                                            Options const& options,
                                            base::Diagnostics& out) {
  base::Diagnostics found;
  Source source{options, found, std::move(package)};
  collect(source, partials);
  if (!source.exportable) {
    found.add(base::diagnose(base::Id::partial_delimiters, base::place_in_file(options.file_name)));
  }
  bool const failed = found.has_errors();
  out.add(std::move(found));
  if (failed) {
    return std::nullopt;
  }
  if (options.marks) {
    number_all_marks(source, *options.marks);
  }
  for (SourcePart const& part : source.parts) {
    if (part.spliced) {
      source.package.find(part.name)->bytes = opc::to_xml(*part.document);
    }
  }
  return std::move(source.package);
}

}  // namespace thethuc::compile

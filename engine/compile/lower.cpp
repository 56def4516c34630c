#include "compile/lower.h"

#include <algorithm>

#include "base/text.h"
#include "compile/rule_style.h"
#include "opc/xml.h"
#include "wml/names.h"
#include "wml/paragraph_text.h"
#include "wml/structure.h"

namespace thethuc::compile {
namespace {

namespace w = wml::w;
using wml::is;

constexpr char kPreserve[] = " xml:space=\"preserve\"";

bool is_value_placeholder(pugi::xml_node node, std::vector<SourceTag> const& tags) {
  return is_placeholder(node) && tags[placeholder_index(node)].tag.kind == TagKind::variable;
}

bool is_section_placeholder(pugi::xml_node node, std::vector<SourceTag> const& tags) {
  return is_placeholder(node) && tags[placeholder_index(node)].partner != kNone;
}

// Whether a run-level node shows something: text other than white space, a value, an object.
bool has_content(pugi::xml_node node, std::vector<SourceTag> const& tags) {
  if (is_value_placeholder(node, tags)) {
    return true;
  }
  if (is_placeholder(node) || is(node, w::pPr) || is(node, w::proofErr) ||
      is(node, w::bookmarkStart) || is(node, w::bookmarkEnd)) {
    return false;
  }
  if (is(node, w::r)) {
    for (pugi::xml_node child : node.children()) {
      if (is(child, w::t) ? !base::trim(child.text().get()).empty()
                          : !is(child, w::rPr) && !is(child, w::lastRenderedPageBreak) &&
                                !is(child, w::softHyphen)) {
        return true;
      }
    }
    return false;
  }
  if (is(node, w::hyperlink) || is(node, w::ins) || is(node, "w:smartTag")) {
    for (pugi::xml_node child : node.children()) {
      if (has_content(child, tags)) {
        return true;
      }
    }
    return false;
  }
  return true;
}

// A paragraph may come out empty when it has sections of its own and nothing to show outside of
// them.
bool may_come_out_empty(pugi::xml_node paragraph, std::vector<SourceTag> const& tags) {
  if (paragraph.child(w::pPr).child(w::sectPr)) {
    return false;
  }
  int depth = 0;
  bool sections = false;
  for (pugi::xml_node child : paragraph.children()) {
    if (is_section_placeholder(child, tags)) {
      sections = true;
      depth += tags[placeholder_index(child)].tag.kind == TagKind::closing ? -1 : 1;
    } else if (depth == 0 && has_content(child, tags)) {
      return false;
    }
  }
  return sections;
}

// Whether anything in the container is conditional: then its end may have to be mended.
bool has_sections_inside(pugi::xml_node container, std::vector<SourceTag> const& tags) {
  return static_cast<bool>(
      container.find_node([&](pugi::xml_node n) { return is_section_placeholder(n, tags); }));
}

bool is_story_or_cell(pugi::xml_node node) {
  return is(node, w::tc) || is(node, w::hdr) || is(node, w::ftr) || is(node, w::footnote) ||
         is(node, w::endnote) || is(node, w::txbxContent);
}

}  // namespace

Lowering::Lowering(Source& source, Program& program, Uses& uses)
    : source_(source),
      program_(program),
      uses_(uses),
      styles_([&]() -> std::unique_ptr<pugi::xml_document> {
        for (opc::Part const& part : source.package.parts()) {
          if (part.content_type.ends_with("wordprocessingml.styles+xml")) {
            return opc::parse_xml(part.bytes,
                                  source.options.file_name,
                                  part.name,
                                  source.options.limits.package,
                                  source.diagnostics);
          }
        }
        return nullptr;
      }()) {}

std::uint32_t Lowering::lower_part(SourcePart& part) {
  Emitter out{program_};
  pugi::xml_node const root = part.document->document_element();
  find_measured(root);
  out.xml() += opc::kXmlDeclaration;
  lower_node(root, out);
  return out.finish();
}

void Lowering::take_notes(int kind, SourcePart& part) {
  notes_[kind] = &part;
}

Lowering::NotesFrame Lowering::lower_notes_frame(SourcePart& part, int kind) {
  pugi::xml_node const root = part.document->document_element();
  Emitter prefix{program_};
  prefix.xml() += opc::kXmlDeclaration;
  opc::append_start_tag(prefix.xml(), root, false);
  int first_free = 1;
  for (pugi::xml_node note : root.children()) {
    // Separators have a type and keep their ids (17.11.10).
    if (note.attribute(w::type)) {
      lower_node(note, prefix);
      first_free = std::max(first_free, note.attribute(w::id).as_int() + 1);
    }
  }
  program_.first_note_id[kind] = static_cast<std::uint32_t>(first_free);
  NotesFrame frame;
  frame.prefix = prefix.finish();
  Emitter suffix{program_};
  opc::append_end_tag(suffix.xml(), root);
  frame.suffix = suffix.finish();
  return frame;
}

void Lowering::lower_children(pugi::xml_node node, Emitter& out) {
  for (pugi::xml_node child : node.children()) {
    lower_node(child, out);
  }
}

void Lowering::lower_node(pugi::xml_node node, Emitter& out) {
  if (node.type() != pugi::node_element) {
    opc::append_xml(out.xml(), node);
  } else if (is_placeholder(node)) {
    lower_placeholder(node, out);
  } else if (is(node, kLastParagraph)) {
    ensure_paragraph(node.child(w::pPr), out);
  } else if (is(node, w::p)) {
    lower_paragraph(node, out);
  } else if (is(node, w::r)) {
    lower_run(node, out);
  } else if (is(node, w::tbl)) {
    lower_table(node, out);
  } else if (is(node, w::footnoteReference) && notes_[0]) {
    lower_note_reference(node, 0, out);
  } else if (is(node, w::endnoteReference) && notes_[1]) {
    lower_note_reference(node, 1, out);
  } else {
    lower_element(node, out);
  }
}

void Lowering::lower_element(pugi::xml_node node, Emitter& out) {
  if (!node.first_child()) {
    opc::append_start_tag(out.xml(), node, true);
    return;
  }
  opc::append_start_tag(out.xml(), node, false);
  lower_children(node, out);
  if (is_story_or_cell(node) && !node.child(kLastParagraph) &&
      has_sections_inside(node, source_.tags)) {
    pugi::xml_node const last = node.last_child();
    ensure_paragraph(is(last, w::p) ? last.child(w::pPr) : pugi::xml_node{}, out);
  }
  opc::append_end_tag(out.xml(), node);
}

void Lowering::ensure_paragraph(pugi::xml_node properties, Emitter& out) {
  std::string xml = "<w:p>";
  if (properties) {
    opc::append_xml(xml, properties);
  }
  xml += "</w:p>";
  auto const [offset, size] = out.store(xml);
  out.add(Op::ensure_paragraph, offset, size);
}

void Lowering::lower_table(pugi::xml_node table, Emitter& out) {
  bool always_a_row = false;
  int depth = 0;
  for (pugi::xml_node child : table.children()) {
    if (is_section_placeholder(child, source_.tags)) {
      depth += source_.tags[placeholder_index(child)].tag.kind == TagKind::closing ? -1 : 1;
    } else if (depth == 0 && (is(child, w::tr) || is(child, w::sdt))) {
      always_a_row = true;
    }
  }
  if (always_a_row) {
    lower_element(table, out);
    return;
  }
  // All rows are conditional: a table that shows none of them is taken away whole.
  out.add(Op::mark);
  opc::append_start_tag(out.xml(), table, false);
  for (pugi::xml_node child : table.children()) {
    if (is(child, w::tr)) {
      out.add(Op::touch);
    }
    lower_node(child, out);
  }
  opc::append_end_tag(out.xml(), table);
  out.add(Op::drop);
}

void Lowering::lower_paragraph(pugi::xml_node paragraph, Emitter& out) {
  bool const rule = measured_by_.contains(paragraph.hash_value());
  bool const measured = measured_.contains(paragraph.hash_value());
  bool const droppable = rule || may_come_out_empty(paragraph, source_.tags);
  bool const outer_touching = std::exchange(touching_, droppable && !rule);
  pugi::xml_node const outer_measuring =
      std::exchange(measuring_, measured ? paragraph : pugi::xml_node{});

  if (droppable) {
    out.add(Op::mark);
  }
  if (measured) {
    out.add(Op::measure_begin);
  }
  if (!paragraph.first_child()) {
    opc::append_start_tag(out.xml(), paragraph, true);
  } else {
    opc::append_start_tag(out.xml(), paragraph, false);
    for (pugi::xml_node child : paragraph.children()) {
      if (rule && is(child, w::pPr)) {
        lower_rule_properties(paragraph, out);
        continue;
      }
      if (touching_ && !is(child, w::r) && has_content(child, source_.tags)) {
        out.add(Op::touch);  // a formula, a content control; runs see to themselves, wherever they
                             // stand
      }
      lower_node(child, out);
    }
    opc::append_end_tag(out.xml(), paragraph);
  }
  if (droppable) {
    out.add(Op::drop);
  }
  touching_ = outer_touching;
  measuring_ = outer_measuring;
}

void Lowering::lower_run(pugi::xml_node run, Emitter& out) {
  if (touching_ && has_content(run, source_.tags)) {
    out.add(Op::touch);
  }
  bool const measure = static_cast<bool>(measuring_);
  if (measure) {
    wml::RunFormat const format = styles_.run_format(measuring_, run);
    program_.run_formats.push_back({format.face, format.size});
    out.add(Op::measure_run, static_cast<std::uint32_t>(program_.run_formats.size() - 1));
  }
  opc::append_start_tag(out.xml(), run, !run.first_child());
  for (pugi::xml_node child = run.first_child(); child;) {
    if (is(child, w::t) || is_value_placeholder(child, source_.tags)) {
      child = lower_text(child, out);
    } else {
      lower_node(child, out);
      child = child.next_sibling();
    }
  }
  if (run.first_child()) {
    opc::append_end_tag(out.xml(), run);
  }
  if (measure) {
    out.add(Op::measure_run_end);
  }
}

// Neighbouring texts and values of a run become one w:t. Returns the node behind them.
pugi::xml_node Lowering::lower_text(pugi::xml_node first, Emitter& out) {
  bool preserve = false;
  std::string joined;
  pugi::xml_node end = first;
  for (; end && (is(end, w::t) || is_value_placeholder(end, source_.tags));
       end = end.next_sibling()) {
    preserve = preserve || is_placeholder(end) || end.attribute("xml:space");
    joined += end.text().get();
  }
  // A cut at a tag may have brought a space to the border of a w:t.
  preserve = preserve || base::trim(joined).size() != joined.size();
  out.xml() += preserve ? std::string{"<w:t"} + kPreserve + ">" : std::string{"<w:t>"};
  for (pugi::xml_node node = first; node != end; node = node.next_sibling()) {
    if (is_placeholder(node)) {
      value(placeholder_index(node), out);
    } else {
      opc::append_escaped(out.xml(), node.text().get());
    }
  }
  out.xml() += "</w:t>";
  return end;
}

void Lowering::lower_placeholder(pugi::xml_node node, Emitter& out) {
  std::uint32_t const index = placeholder_index(node);
  SourceTag const& tag = source_.tags[index];
  switch (tag.tag.kind) {
    case TagKind::section:
    case TagKind::inverted_section:
      open_section(index, out);
      break;
    case TagKind::closing:
      close_section(index, out);
      break;
    case TagKind::variable:
    case TagKind::rich_variable:
    case TagKind::comment:
    case TagKind::partial:
    case TagKind::delimiters:
      break;
  }
}

void Lowering::open_section(std::uint32_t index, Emitter& out) {
  // Sections nest by their order in the text; a hint may have made an inner one larger than the one
  // around it.
  if (!open_.empty() && open_.back().tag > index) {
    SourceTag const& inner = source_.tags[open_.back().tag];
    report_crossing(inner, source_.tags[inner.partner]);
  }
  bool const inverted = source_.tags[index].tag.kind == TagKind::inverted_section;
  std::uint32_t const path = path_of(index);
  note_use(index, path, true);
  std::uint32_t const instruction = out.add(inverted ? Op::inverted : Op::section, path, 0, index);
  open_.push_back({index, instruction, inverted});
  if (!inverted) {
    uses_.scopes.push_back({index, scopes_.back()});
    scopes_.push_back(static_cast<std::uint32_t>(uses_.scopes.size() - 1));
  }
}

void Lowering::report_crossing(SourceTag const& opening, SourceTag const& closing) {
  base::Diagnostic d = base::diagnose(base::Id::section_crosses_structure,
                                      opening.tag.place,
                                      opening.tag.text,
                                      {{"closing", closing.tag.text}});
  d.related.push_back(closing.tag.place);
  source_.diagnostics.add(std::move(d));
}

void Lowering::close_section(std::uint32_t index, Emitter& out) {
  SourceTag const& tag = source_.tags[index];
  if (open_.empty() || open_.back().tag != tag.partner) {
    report_crossing(source_.tags[tag.partner], tag);
    return;
  }
  OpenSection const open = open_.back();
  open_.pop_back();
  if (open.inverted) {
    out.at(open.instruction).b = out.here();
  } else {
    out.at(open.instruction).b = out.add(Op::section_end, open.instruction);
    scopes_.pop_back();
  }
}

void Lowering::value(std::uint32_t index, Emitter& out) {
  SourceTag const& tag = source_.tags[index];
  std::uint32_t const path = path_of(index);
  std::uint32_t chain = kNone;
  bool has_default = false;
  if (!tag.body.filters.empty()) {
    std::vector<data::ChainProblem> problems;
    std::optional<std::vector<data::FilterCall>> calls =
        data::parse_filters(tag.body.filters, problems);
    for (data::ChainProblem const& problem : problems) {
      base::Diagnostic d = base::diagnose(problem.id, tag.tag.place, tag.tag.text);
      d.args = problem.args;
      source_.diagnostics.add(std::move(d));
    }
    if (calls) {
      has_default = std::any_of(
          calls->begin(), calls->end(), [](data::FilterCall const& c) { return c.takes_missing; });
      program_.chains.push_back(std::move(*calls));
      chain = static_cast<std::uint32_t>(program_.chains.size() - 1);
    }
  }
  note_use(index, path, has_default);
  out.add(Op::value, path, chain, index);
}

void Lowering::note_use(std::uint32_t tag, std::uint32_t path, bool has_default) {
  uses_.uses.push_back({tag, path, scopes_.back(), has_default});
}

// For {{ds.@number}}: how many sections up `ds` is.
std::optional<std::uint32_t> Lowering::frame_of(Path const& path) const {
  std::string const name = path.text.substr(0, path.text.rfind(".@"));
  std::uint32_t up = 0;
  for (auto open = open_.rbegin(); open != open_.rend(); ++open) {
    if (open->inverted) {
      continue;
    }
    if (source_.tags[open->tag].tag.name == name) {
      return up;
    }
    ++up;
  }
  return std::nullopt;
}

std::uint32_t Lowering::path_of(std::uint32_t index) {
  SourceTag const& tag = source_.tags[index];
  Path path = tag.body.path;
  if (path.root == Path::Root::loop) {
    bool const inside =
        std::any_of(open_.begin(), open_.end(), [](OpenSection const& o) { return !o.inverted; });
    std::optional<std::uint32_t> const frame =
        path.segments.empty() ? std::nullopt : frame_of(path);
    if (!inside || (!path.segments.empty() && !frame)) {
      source_.diagnostics.add(base::diagnose(
          base::Id::loop_variable_outside, tag.tag.place, tag.tag.text, {{"name", path.text}}));
    }
    path.frame = frame.value_or(kNone);
  }
  std::string const key = path.text + "\n" + std::to_string(path.frame);
  auto const [entry, is_new] =
      path_index_.try_emplace(key, static_cast<std::uint32_t>(program_.paths.size()));
  if (is_new) {
    program_.paths.push_back(std::move(path));
  }
  return entry->second;
}

void Lowering::lower_note_reference(pugi::xml_node reference, int kind, Emitter& out) {
  pugi::xml_node note;
  for (pugi::xml_node candidate : notes_[kind]->document->document_element().children()) {
    if (!candidate.attribute(w::type) && std::string_view{candidate.attribute(w::id).value()} ==
                                             reference.attribute(w::id).value()) {
      note = candidate;
    }
  }
  if (!note) {
    return;  // a reference to nothing: Word would call the file damaged
  }
  Emitter body{program_};
  pugi::xml_node const shell = note;
  std::string start;
  opc::append_start_tag(start, shell, false);
  // The id is written by note_id; all other attributes stay.
  std::string const id_text = std::string{" w:id=\""} + shell.attribute(w::id).value() + "\"";
  std::size_t const at = start.find(id_text);
  body.xml() += start.substr(0, at);
  body.add(Op::note_id, 0, static_cast<std::uint32_t>(kind));
  body.xml() += start.substr(at + id_text.size());
  bool const outer_touching = std::exchange(touching_, false);
  pugi::xml_node const outer_measuring = std::exchange(measuring_, {});
  find_measured(note);
  lower_children(note, body);
  if (has_sections_inside(note, source_.tags) && !note.child(kLastParagraph)) {
    ensure_paragraph(note.last_child().child(w::pPr), body);
  }
  touching_ = outer_touching;
  measuring_ = outer_measuring;
  opc::append_end_tag(body.xml(), note);
  std::uint32_t const segment = body.finish();

  std::string tag;
  opc::append_start_tag(tag, reference, true);
  std::string const reference_id =
      std::string{" w:id=\""} + reference.attribute(w::id).value() + "\"";
  std::size_t const reference_at = tag.find(reference_id);
  out.xml() += tag.substr(0, reference_at);
  out.add(Op::note, segment, static_cast<std::uint32_t>(kind));
  out.xml() += tag.substr(reference_at + reference_id.size());
}

}  // namespace thethuc::compile

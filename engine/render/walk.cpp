#include "render/walk.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/link.h"
#include "base/text.h"
#include "data/date.h"
#include "opc/xml.h"
#include "wml/last_section.h"
#include "wml/range_marks.h"
#include "wml/text_xml.h"

namespace thethuc::render {

using compile::Instruction;
using compile::kNone;
using compile::LoopVariable;
using compile::Op;
using compile::Path;
using data::Kind;

namespace {

constexpr std::string_view kDots = "……";

}  // namespace

void WalkMemory::clear() {
  contexts.clear();
  frames.clear();
  marks.clear();
  spans.clear();
  arena.clear();
  filtered.clear();
  pictures.clear();
  image.reset();
  section_changed.clear();
  tables.clear();
  ids.clear();
  given.clear();
  run_once.clear();
  missing.clear();
  missing_names.clear();
}

Walk::Walk(compile::Program const& program,
           data::Document const& data,
           Options const& options,
           WalkMemory& memory,
           base::Diagnostics& diagnostics)
    : program_(program),
      data_(data),
      options_(options),
      memory_(memory),
      diagnostics_(diagnostics),
      budget_(options, data.json_bytes()),
      next_note_id_{program.first_note_id[0], program.first_note_id[1]},
      inserts_(program,
               options,
               memory.parts,
               memory.pictures,
               budget_,
               next_id_[static_cast<std::size_t>(compile::IdKind::drawing)],
               next_note_id_[0],
               diagnostics) {
  memory_.clear();
  memory_.contexts.push_back(data.root());
  memory_.parts.begin(program);
  memory_.section_changed.resize(program.section_ends.size());
  memory_.ids.resize(program.ids.size());
  memory_.given.resize(program.ids.size());
  memory_.run_once.resize(program.once_flags);
  memory_.missing.resize(program.paths.size());
  std::copy(std::begin(program.first_id), std::end(program.first_id), std::begin(next_id_));
}

void Walk::run(std::uint32_t segment, std::string& out) {
  compile::Segment const& code = program_.segments[segment];
  auto const size = static_cast<std::uint32_t>(code.size());
  for (std::uint32_t pc = 0; pc < size && !stopped_; ++pc) {
    Instruction const& instruction = code[pc];
    switch (instruction.op) {
      case Op::literal:
        out.append(program_.literals, instruction.a, instruction.b);
        break;
      case Op::value:
      case Op::value_if_any:
      case Op::plain_value:
      case Op::url_value:
        value(instruction, out);
        spend(out);
        break;
      case Op::section:
        section(instruction, pc);
        break;
      case Op::section_end:
        if (next_iteration(out)) {
          pc = instruction.a;
        }
        break;
      case Op::inverted: {
        data::Value ignored;
        if (truthy(program_.paths[instruction.a], instruction.c, ignored)) {
          pc = instruction.b - 1;
        }
        break;
      }
      case Op::mark:
        memory_.marks.push_back({out.size(), memory_.spans.size(), measured_, false});
        break;
      case Op::touch:
        memory_.marks.back().touched = true;
        break;
      case Op::drop:
        drop(out);
        break;
      case Op::ensure_paragraph:
        ensure_paragraph(instruction, out);
        break;
      case Op::part_tables:
        if (wml::ends_in_table(out)) {
          out.append(program_.literals, instruction.a, instruction.b);
        }
        break;
      case Op::measure_begin:
        measured_ = memory_.spans.size();
        break;
      case Op::measure_run:
        memory_.spans.push_back({out.size(), out.size(), instruction.a});
        break;
      case Op::measure_run_end:
        memory_.spans.back().end = out.size();
        break;
      case Op::frame_here:
        frame_ = out.size();
        break;
      case Op::frame_indent: {
        Span const* const spans = memory_.spans.data();
        out.insert(frame_,
                   frame_indent(program_.rules[instruction.a],
                                program_.run_formats,
                                out,
                                spans + measured_,
                                spans + memory_.spans.size()));
        break;
      }
      case Op::part_lines: {
        Span* const spans = memory_.spans.data();
        part_lines(program_.rules[instruction.a],
                   program_.run_formats,
                   out,
                   spans + measured_,
                   spans + memory_.spans.size());
        break;
      }
      case Op::rule_indent: {
        Span const* const spans = memory_.spans.data();
        std::string const indent = rule_indent(program_.rules[instruction.a],
                                               program_.run_formats,
                                               out,
                                               spans + measured_,
                                               spans + memory_.spans.size());
        memory_.marks.back().touched = !indent.empty();
        out += indent;
        break;
      }
      case Op::note:
        note(instruction, out);
        break;
      case Op::note_id:
        out += " w:id=\"" + std::to_string(note_id_) + "\"";
        break;
      case Op::fresh_id:
        fresh_id(instruction.a);
        break;
      case Op::write_id:
        write_id(instruction.a, out);
        break;
      case Op::target:
        target(instruction, out);
        break;
      case Op::timestamp:
        timestamp(instruction, out);
        break;
      case Op::insert:
        insert(instruction, out);
        spend(out);
        break;
      case Op::image:
        image(instruction, out);
        spend(out);
        break;
      case Op::image_tag:
        image_tag(program_.images[instruction.a], out);
        break;
      case Op::image_end:
        if (memory_.image) {
          rich::append_blip_extension(out, *memory_.image);
        }
        break;
      case Op::image_own:
        if (!memory_.image) {
          out.append(program_.literals, instruction.a, instruction.b);
        }
        break;
      case Op::image_turn: {
        compile::Image const& place = program_.images[instruction.a];
        rich::append_turn(
            out, memory_.image.value_or(rich::PlacedPicture{}), place.width, place.height);
        break;
      }
      case Op::section_properties: {
        compile::SectionEnd const& end = program_.section_ends[instruction.a];
        out += memory_.section_changed[instruction.a] ? end.continued : end.as_it_is;
        memory_.section_changed[instruction.a] = false;
        break;
      }
      case Op::end_section:
        if (std::string const last = wml::take_last_section(out); !last.empty()) {
          out += last;
          pc = instruction.b - 1;
        }
        break;
      case Op::table:
        table(instruction, out);
        break;
      case Op::merged:
        merged(instruction, out);
        spend(out);
        break;
      case Op::unless_last:
        if (is_last_item(instruction.a)) {
          pc = instruction.b - 1;
        }
        break;
      case Op::if_begins:
        if (memory_.tables.goes_on() == (instruction.a == 1)) {
          pc = instruction.b - 1;
        }
        break;
      case Op::shared_part:
        shared_part(instruction);
        break;
      case Op::once:
        if (memory_.run_once[instruction.a]) {
          pc = instruction.b - 1;
        }
        memory_.run_once[instruction.a] = true;
        break;
    }
  }
}

void Walk::section(Instruction const& instruction, std::uint32_t& pc) {
  data::Value found;
  if (!truthy(program_.paths[instruction.a], instruction.c, found)) {
    pc = instruction.b;
    return;
  }
  Frame frame;
  frame.loops = found.kind() == Kind::list;
  if (frame.loops) {
    frame.item = found.first();
    frame.length = static_cast<std::uint32_t>(found.size());
    frame.pushes = true;
    memory_.contexts.push_back(frame.item);
  } else if (found.kind() != Kind::missing) {
    frame.pushes = true;
    memory_.contexts.push_back(found);
  }
  memory_.frames.push_back(frame);
}

// Ends an iteration; true when there is a next one.
bool Walk::next_iteration(std::string const& out) {
  Frame& frame = memory_.frames.back();
  if (frame.loops) {
    if (!go_on(out.size(), 1)) {
      return false;
    }
    if (++frame.index < frame.length) {
      frame.item = frame.item.next();
      memory_.contexts.back() = frame.item;
      return true;
    }
  }
  if (frame.pushes) {
    memory_.contexts.pop_back();
  }
  memory_.frames.pop_back();
  return false;
}

bool Walk::is_last_item(std::uint32_t sections) const {
  bool in_list = false;
  for (std::uint32_t up = 0; up < sections; ++up) {
    Frame const& frame = memory_.frames[memory_.frames.size() - 1 - up];
    if (frame.loops && frame.index + 1 < frame.length) {
      return false;
    }
    in_list = in_list || frame.loops;
  }
  return in_list;
}

void Walk::drop(std::string& out) {
  Mark const mark = memory_.marks.back();
  memory_.marks.pop_back();
  if (!mark.touched) {
    out.resize(mark.output);
    memory_.spans.resize(mark.span);
    measured_ = mark.measured;
  } else if (!memory_.marks.empty()) {
    memory_.marks.back().touched = true;
  }
}

void Walk::ensure_paragraph(Instruction const& instruction, std::string& out) {
  std::string_view const written = wml::without_range_marks(out);
  bool const needed = instruction.c == compile::kOnlyWhenEmpty
                          ? written.ends_with("<w:sdtContent>")
                          : !written.ends_with("</w:p>") && !written.ends_with("<w:p/>");
  if (needed) {
    out.append(program_.literals, instruction.a, instruction.b);
  }
}

void Walk::note(Instruction const& instruction, std::string& out) {
  std::uint32_t const id = next_note_id_[instruction.b]++;
  out += " w:id=\"" + std::to_string(id) + "\"";
  std::uint32_t const outer = std::exchange(note_id_, id);
  std::string& notes = memory_.parts.gathered(instruction.b);
  run(instruction.a, notes);
  note_id_ = outer;
  go_on(notes.size(), 1);
}

void Walk::table(Instruction const& instruction, std::string& out) {
  if (instruction.a == static_cast<std::uint32_t>(compile::TableEvent::new_group) &&
      find(program_.paths[instruction.b]).kind() != Kind::list) {
    return;  // a condition around rows: what merges goes on through it
  }
  std::optional<ColumnFault> const fault = memory_.tables.take(instruction, program_.grids, out);
  if (fault && may_report(fault->id)) {
    base::Diagnostic d = at_tag(fault->id, fault->tag);
    bool const is_limit = fault->id == base::Id::table_columns;
    d.args = {{is_limit ? "limit" : "expected", std::to_string(fault->expected)},
              {"found", std::to_string(fault->found)}};
    diagnostics_.add(std::move(d));
  }
}

// A value that cannot be had is told of where it is printed.
void Walk::merged(Instruction const& instruction, std::string& out) {
  data::Item item = resolve(program_.paths[instruction.a], instruction.c);
  memory_.filtered.apply(instruction.b, program_.chains[instruction.b], item, memory_.arena);
  memory_.tables.merge(item.text, out);
}

void Walk::fresh_id(std::uint32_t slot) {
  compile::IdSlot const& id = program_.ids[slot];
  bool const is_list = !id.xml.empty();
  if (!is_list && !memory_.given[slot]) {
    memory_.given[slot] = true;
    memory_.ids[slot] = 0;
    return;
  }
  std::uint32_t const number = next_id_[static_cast<std::size_t>(id.kind)]++;
  memory_.ids[slot] = number;
  if (is_list) {
    std::string& lists = memory_.parts.gathered(compile::kNumbering);
    lists += "<w:num w:numId=\"" + std::to_string(number) + "\">" + id.xml + "</w:num>";
    go_on(lists.size(), 1);
  }
}

void Walk::write_id(std::uint32_t slot, std::string& out) const {
  // A bookmark's name has at most 40 characters in Word.
  constexpr std::size_t kMostOfName = 28;
  compile::IdSlot const& id = program_.ids[slot];
  std::uint32_t const number = memory_.ids[slot];
  bool const is_name = id.kind == compile::IdKind::bookmark || id.kind == compile::IdKind::shape;
  if (number == 0) {
    opc::append_attribute_escaped(out, id.original);
    return;
  }
  if (is_name) {
    opc::append_attribute_escaped(out, base::first_code_points(id.original, kMostOfName));
    out += '_';
  }
  out += std::to_string(number);
}

data::Value Walk::find(Path const& path) const {
  if (path.root == Path::Root::item) {
    return memory_.contexts.back();
  }
  data::Value value;
  for (auto context = memory_.contexts.rbegin(); context != memory_.contexts.rend(); ++context) {
    if (context->kind() == Kind::object) {
      value = context->find(path.segments[0]);
      if (value.kind() != Kind::missing) {
        break;
      }
    }
  }
  for (std::size_t i = 1; i < path.segments.size(); ++i) {
    if (value.kind() != Kind::object) {
      return {};
    }
    value = value.find(path.segments[i]);
  }
  return value;
}

data::Item Walk::loop_value(Path const& path, std::uint32_t tag) {
  Frame const* frame = nullptr;
  if (path.frame != kNone) {
    frame = &memory_.frames[memory_.frames.size() - 1 - path.frame];
  } else {
    for (auto f = memory_.frames.rbegin(); f != memory_.frames.rend() && !frame; ++f) {
      frame = f->loops ? &*f : nullptr;
    }
  }
  if (!frame || !frame->loops) {
    if (may_report(base::Id::loop_variable_outside)) {
      base::Diagnostic d = at_tag(base::Id::loop_variable_outside, tag);
      d.args.emplace_back("name", path.text);
      diagnostics_.add(std::move(d));
    }
    return data::Item::of_number("1");
  }
  std::uint32_t number = 0;
  switch (path.variable) {
    case LoopVariable::number:
      number = frame->index + 1;
      break;
    case LoopVariable::index:
      number = frame->index;
      break;
    case LoopVariable::length:
      number = frame->length;
      break;
    case LoopVariable::first:
      return {Kind::boolean, frame->index < path.among ? "true" : "false", {}};
    case LoopVariable::last:
      return {Kind::boolean, frame->index + path.among >= frame->length ? "true" : "false", {}};
  }
  memory_.number = std::to_string(number);
  return data::Item::of_number(memory_.number);
}

data::Item Walk::resolve(Path const& path, std::uint32_t tag) {
  if (path.root == Path::Root::loop) {
    return loop_value(path, tag);
  }
  data::Value const value = find(path);
  if (value.kind() == Kind::missing) {
    note_missing(path);
  }
  return data::Item::of(value);
}

bool Walk::truthy(Path const& path, std::uint32_t tag, data::Value& value) {
  if (path.root == Path::Root::loop) {
    return loop_value(path, tag).text != "false";
  }
  value = find(path);
  if (value.kind() == Kind::missing) {
    note_missing(path);
  }
  return value.truthy();
}

// `path` is one of the program's. Of thousands of names the first are enough to find a slip.
void Walk::note_missing(Path const& path) {
  constexpr std::size_t kMostNames = 1'000;
  auto const index = static_cast<std::size_t>(&path - program_.paths.data());
  if (path.segments.empty() || memory_.missing[index] ||
      memory_.missing_names.size() == kMostNames) {
    return;
  }
  memory_.missing[index] = true;
  memory_.missing_names.push_back(path.segments[gap_in(path).segment]);
}

// False, after a diagnostic, when a filter cannot take the item.
bool Walk::filter(std::uint32_t chain, std::uint32_t tag, data::Item& item) {
  data::Value const original = item.value;
  std::optional<data::FilterFault> const fault =
      chain == kNone ? std::nullopt
                     : memory_.filtered.apply(chain, program_.chains[chain], item, memory_.arena);
  if (!fault) {
    return true;
  }
  if (may_report(fault->id)) {
    base::Diagnostic d = at_tag(fault->id, tag);
    data::Value const at = fault->at.node() ? fault->at : original;
    d.data_pointer = at.node() ? data_.pointer(at) : "";
    d.args = {{"filter", fault->filter},
              {"expected.vi", fault->expected_vi},
              {"expected.en", fault->expected_en},
              {"found.vi", fault->found_vi},
              {"found.en", fault->found_en}};
    diagnostics_.add(std::move(d));
  }
  return false;
}

rich::Origin Walk::origin_of(std::uint32_t tag, data::Value value) const {
  compile::Tag const& t = program_.tags[tag];
  return {t.place, t.text, {}, options_.max_rich_bytes, &data_, value};
}

void Walk::insert(Instruction const& instruction, std::string& out) {
  compile::Insert const& insert = program_.inserts[instruction.a];
  data::Item item = resolve(program_.paths[insert.path], insert.tag);
  data::Value const original = item.value;
  if (!filter(insert.chain, insert.tag, item)) {
    return;
  }
  rich::Origin const origin = origin_of(insert.tag, original);
  if (item.is_missing()) {
    if (report_missing(insert.path, insert.tag, original)) {
      return;
    }
    if (options_.missing == Missing::dots) {
      inserts_.write_text(insert, kDots, origin, out);
    } else if (options_.missing == Missing::keep) {
      inserts_.write_text(insert, program_.tags[insert.tag].text, origin, out);
    }
    return;
  }
  bool const is_rich = insert.kind == compile::Insert::Kind::rich_inline ||
                       insert.kind == compile::Insert::Kind::rich_blocks;
  if (!is_rich && item.kind != Kind::string && item.kind != Kind::number) {
    report_not_text(insert.path, insert.tag, item, original);
    return;
  }
  if (inserts_.write(insert, item, origin, out) && insert.section_end != kNone) {
    memory_.section_changed[insert.section_end] = true;
  }
}

// Writes the id of the picture's relationship: that of the data, or else the template's own.
void Walk::image(Instruction const& instruction, std::string& out) {
  compile::Image const& image = program_.images[instruction.a];
  data::Item item = resolve(program_.paths[image.path], image.tag);
  data::Value const original = item.value;
  memory_.image.reset();
  if (filter(image.chain, image.tag, item)) {
    if (item.is_missing()) {
      report_missing(image.path, image.tag, original);
    } else if (item.kind != Kind::string && item.kind != Kind::number) {
      report_not_text(image.path, image.tag, item, original);
    } else {
      memory_.image = inserts_.replace(image, item, origin_of(image.tag, original));
    }
  }
  opc::append_attribute_escaped(out,
                                memory_.image ? memory_.image->relationship_id : image.original_id);
}

// A value that is at fault is told of where the picture goes.
void Walk::image_tag(compile::Image const& image, std::string& out) {
  if (options_.missing.value_or(Missing::error) != Missing::keep) {
    return;
  }
  data::Item item = resolve(program_.paths[image.path], image.tag);
  bool const is_kept =
      !data::apply_filters(item, program_.chains[image.chain], memory_.arena) && item.is_missing();
  if (is_kept) {
    opc::append_attribute_escaped(out, program_.tags[image.tag].text);
  }
  memory_.arena.recycle();
}

void Walk::value(Instruction const& instruction, std::string& out) {
  if (instruction.b != kNone &&
      program_.chains[instruction.b].back().terminal == data::Terminal::merge &&
      memory_.tables.is_merged()) {
    return;  // it stands in the cell above
  }
  data::Item item = resolve(program_.paths[instruction.a], instruction.c);
  data::Value const original = item.value;
  if (!filter(instruction.b, instruction.c, item)) {
    return;
  }
  bool const must_be = instruction.op != Op::value_if_any;
  switch (item.kind) {
    case Kind::string:
      append_value(instruction.op, item.text, out);
      break;
    case Kind::number:
      out += item.text;
      break;
    case Kind::missing:
    case Kind::null:
      if (must_be) {
        missing(instruction, original, out);
      }
      break;
    case Kind::boolean:
    case Kind::list:
    case Kind::object:
      if (must_be) {
        report_not_text(instruction.a, instruction.c, item, original);
      }
      break;
  }
}

void Walk::append_value(Op op, std::string_view text, std::string& out) const {
  if (op == Op::value || op == Op::value_if_any) {
    wml::append_text(out, text);
    return;
  }
  std::string plain;
  if (op == Op::url_value) {
    base::append_iri(plain, text);
  } else {
    plain = text;
    std::replace_if(
        plain.begin(),
        plain.end(),
        [](char c) { return c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\v'; },
        ' ');
  }
  opc::append_attribute_escaped(out, plain);
}

// One relationship for all links of a part to one target.
void Walk::target(Instruction const& instruction, std::string& out) {
  compile::Target const& target = program_.targets[instruction.a];
  std::string text;
  run(target.segment, text);
  text.erase(0, base::scheme_before_address(text));
  base::LinkTarget const judged = base::judge_link(text);
  if (judged != base::LinkTarget::good && judged != base::LinkTarget::relative) {
    if (may_report(base::Id::link_not_allowed)) {
      base::Diagnostic d = at_tag(base::Id::link_not_allowed, target.tag);
      d.data_pointer = pointer_of(target.segment);
      d.args = base::link_words(text, data::in_quotes(text));
      diagnostics_.add(std::move(d));
    }
    return;
  }
  out += memory_.parts.relationship(target.gathering, RelationshipKind::hyperlink, text);
  go_on(memory_.parts.gathered(target.gathering).size(), 1);
}

// A draft may leave the date open, and then the property is left out: Word refuses one that is no
// date.
void Walk::timestamp(Instruction const& instruction, std::string& out) {
  std::string text;
  bool const was_open = std::exchange(left_open_, false);
  run(instruction.a, text);
  bool const is_open = std::exchange(left_open_, was_open);
  if (std::optional<std::string> const date = data::w3cdtf(text)) {
    out += *date;
    memory_.marks.back().touched = true;
  } else if (!is_open && !text.empty() && may_report(base::Id::property_not_date)) {
    base::Diagnostic d = at_tag(base::Id::property_not_date, instruction.c);
    d.data_pointer = pointer_of(instruction.a);
    d.args.emplace_back("found", data::in_quotes(text));
    diagnostics_.add(std::move(d));
  }
}

void Walk::missing(Instruction const& instruction, data::Value found, std::string& out) {
  left_open_ = true;
  switch (options_.missing.value_or(Missing::error)) {
    case Missing::blank:
      return;
    case Missing::dots:
      out += kDots;
      return;
    case Missing::keep:
      append_value(instruction.op, program_.tags[instruction.c].text, out);
      return;
    case Missing::error:
      break;
  }
  report_missing(instruction.a, instruction.c, found);
}

bool Walk::go_on(std::size_t written, std::size_t steps) {
  if (!budget_.go_on(written, steps) && !std::exchange(stopped_, true)) {
    diagnostics_.add(budget_.fault(base::place_in_file(program_.file_name)));
  }
  return !stopped_;
}

void Walk::spend(std::string const& out) {
  go_on(out.size(), 1 + memory_.arena.take_work());
  memory_.arena.recycle();
}

}  // namespace thethuc::render

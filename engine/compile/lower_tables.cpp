// Tables: those that may lose all their rows, whose columns repeat, whose cells merge.

#include <algorithm>
#include <utility>

#include "compile/lower.h"
#include "compile/vanishing.h"
#include "opc/xml.h"
#include "wml/names.h"
#include "wml/range_marks.h"
#include "wml/structure.h"

namespace thethuc::compile {
namespace {

namespace w = wml::w;
using wml::is;

std::uint32_t code(TableEvent event) {
  return static_cast<std::uint32_t>(event);
}

}  // namespace

void Lowering::lower_table(pugi::xml_node table, Emitter& out) {
  TableShape shape = shape_of_table(table, source_);
  if (shape.is_plain()) {
    lower_rows(table, out);
    return;
  }
  std::uint32_t grid = kNone;
  if (shape.repeats) {
    program_.grids.push_back(shape.grid);
    grid = static_cast<std::uint32_t>(program_.grids.size() - 1);
  }
  out.add(Op::table, code(TableEvent::begin), grid);
  tables_.push_back({table, std::move(shape), 0});
  lower_rows(table, out);
  tables_.pop_back();
  out.add(Op::table, code(TableEvent::end));
}

// Whether what is written before a table may end in a table, though in the template something
// stands between the two: it may vanish, or this be the next item. Where nothing does, Word showed
// the author what becomes of them.
bool Lowering::may_touch_table(pugi::xml_node table) const {
  if (wml::container_kind(table.parent()) != wml::ContainerKind::block) {
    return false;
  }
  if (source_.parted_tables.contains(table.hash_value())) {
    return true;
  }
  pugi::xml_node before = wml::block_before(table);
  for (pugi::xml_node around = table.parent(); !before && is(around, w::sdtContent);
       around = around.parent().parent()) {
    before = wml::block_before(around.parent());
  }
  before = wml::last_in_controls(before);
  return is_placeholder(before) || (is(before, w::p) && (may_vanish(before, source_.tags) ||
                                                         rich_tag_alone_in(before, source_.tags)));
}

void Lowering::lower_rows(pugi::xml_node table, Emitter& out) {
  bool const always = always_holds(table, w::tr, source_.tags);
  char const* const outer = std::exchange(row_or_cell_, always ? nullptr : w::tr);
  // All rows are conditional: a table that shows none of them is taken away whole.
  if (!always) {
    out.add(Op::mark);
  }
  if (may_touch_table(table)) {
    auto const [offset, size] = out.store(rich::thin_paragraph());
    out.add(Op::part_tables, offset, size);
  }
  lower_element(table, out);
  if (!always) {
    out.add(Op::drop);
  }
  row_or_cell_ = outer;
}

// A content control around rows or cells goes when none of them is left. False: it is another one,
// or one that always holds something.
bool Lowering::lower_table_control(pugi::xml_node control, Emitter& out) {
  wml::ContainerKind const kind = wml::container_kind(control.parent());
  if (kind != wml::ContainerKind::table && kind != wml::ContainerKind::row) {
    return false;
  }
  char const* const held = kind == wml::ContainerKind::table ? w::tr : w::tc;
  if (always_holds(control.child(w::sdtContent), held, source_.tags)) {
    return false;
  }
  char const* const outer = std::exchange(row_or_cell_, held);
  out.add(Op::mark);
  lower_element(control, out);
  out.add(Op::drop);
  row_or_cell_ = outer;
  return true;
}

// The parts of a table that tell of themselves. False: the node is none, or belongs to a plain
// table.
bool Lowering::lower_table_part(pugi::xml_node node, Emitter& out) {
  OpenTable const& open = tables_.back();
  bool const is_part = is(node, w::tblGrid) || is(node, w::tr) || is(node, w::tc) ||
                       is(node, w::tcPr) ||
                       (open.shape.repeats && is(node, w::trPr) &&
                        (node.child(w::gridBefore) || node.child(w::gridAfter)));
  if (!is_part || wml::enclosing(node, w::tbl) != open.table) {
    return false;
  }
  if (is(node, w::trPr)) {
    lower_row_properties(node, out);
  } else if (is(node, w::tcPr)) {
    lower_cell_properties(node.parent(), out);
  } else if (is(node, w::tc)) {
    lower_cell(node, out);
  } else if (is(node, w::tr)) {
    out.add(Op::table, code(TableEvent::row));
    lower_element(node, out);
    out.add(Op::table, code(TableEvent::row_end));
  } else if (open.shape.repeats) {
    out.xml() += "<w:tblGrid>";
    out.add(Op::table, code(TableEvent::grid));
    out.xml() += "</w:tblGrid>";
  } else {
    lower_element(node, out);
  }
  return true;
}

// Of a row that leaves columns out at its ends. The order of the properties is free (17.4.82).
void Lowering::lower_row_properties(pugi::xml_node properties, Emitter& out) {
  auto const count = [&](char const* name) {
    return properties.child(name).attribute(w::val).as_uint(0);
  };
  auto const columns = static_cast<std::uint32_t>(tables_.back().shape.grid.widths.size());
  std::uint32_t const before = std::min(count(w::gridBefore), columns);
  std::uint32_t const after = std::min(count(w::gridAfter), columns - before);
  opc::append_start_tag(out.xml(), properties, false);
  out.add(Op::table, code(TableEvent::skip), 0, before);
  out.add(Op::table, code(TableEvent::skip), columns - after, after);
  for (pugi::xml_node property : properties.children()) {
    if (!is(property, w::gridBefore) && !is(property, w::gridAfter) && !is(property, "w:wBefore") &&
        !is(property, "w:wAfter")) {
      opc::append_xml(out.xml(), property);
    }
  }
  opc::append_end_tag(out.xml(), properties);
}

void Lowering::lower_cell(pugi::xml_node cell, Emitter& out) {
  OpenTable& open = tables_.back();
  CellShape const& at = open.shape.cells.at(cell.hash_value());
  if (at.merging_tag != kNone) {
    merging_.insert(at.merging_tag);
  }
  open.open_sections = open_.size();
  if (!cell.child(w::tcPr)) {
    cell.prepend_child(w::tcPr);
  }
  out.add(Op::table,
          code(at.repeats   ? TableEvent::repeated_cell
               : at.goes_on ? TableEvent::going_on_cell
                            : TableEvent::cell),
          at.first,
          at.span);
  // Within a label, tables within each other would be written twice at each level.
  if (at.label && !in_label_ && may_write_again(at.label)) {
    lower_labelled(cell, at.label, out);
  } else {
    lower_element(cell, out);
  }
  out.add(Op::table, code(TableEvent::cell_end));
}

// A cell that goes on with one above, or begins their merge when that one is not there: then it
// shows what that one, `label`, would.
void Lowering::lower_labelled(pugi::xml_node cell, pugi::xml_node label, Emitter& out) {
  pugi::xml_node const properties = cell.child(w::tcPr);
  start_tag(cell, false, out);
  lower_node(properties, out);
  std::uint32_t const going_on = out.add(Op::if_begins, 1);
  bool const outer = std::exchange(in_label_, true);
  std::size_t const outer_sections = std::exchange(label_sections_, open_.size());
  for (pugi::xml_node child : label.children()) {
    if (!is(child, w::tcPr)) {
      lower_node(child, out);
    }
  }
  mend_end(label, out);
  label_sections_ = outer_sections;
  in_label_ = outer;
  std::uint32_t const beginning = out.add(Op::if_begins, 0);
  out.at(going_on).b = out.here();
  for (pugi::xml_node child : cell.children()) {
    if (child != properties) {
      lower_node(child, out);
    }
  }
  mend_end(cell, out);
  out.at(beginning).b = out.here();
  opc::append_end_tag(out.xml(), cell);
}

// Many rows may go on with a cell of many tags: they count as if they stood in each of these.
bool Lowering::may_write_again(pugi::xml_node label) {
  label.find_node([&](pugi::xml_node node) {
    label_tags_ += static_cast<std::size_t>(is_placeholder(node));
    return false;
  });
  std::size_t const limit = source_.options.limits.max_tags;
  if (source_.tags.size() + label_tags_ <= limit) {
    return true;
  }
  if (!std::exchange(source_.too_many_tags, true)) {
    base::Place place;
    place.part = part_;
    source_.diagnostics.add(
        base::diagnose(base::Id::template_too_many_tags,
                       std::move(place),
                       {},
                       {{"limit", std::to_string(limit)}, {base::kLimitName, "tags"}}));
  }
  return false;
}

// What a label leaves out: it may stand in a document once, or stands for something beside the
// text.
bool Lowering::stays_behind(pugi::xml_node node) {
  return wml::is_range_mark(node) || wml::is_comment_reference(node) ||
         is(node, w::footnoteReference) || is(node, w::endnoteReference) || is(node, "w:drawing") ||
         is(node, "w:pict") || is(node, "w:object") || is(node, "mc:AlternateContent") ||
         (is(node, "w:id") && is(node.parent(), w::sdtPr));
}

// Of a cell in such a table. The order is that of 17.4.69: w:cnfStyle, w:tcW, w:gridSpan, w:hMerge,
// w:vMerge, and the others.
void Lowering::lower_cell_properties(pugi::xml_node cell, Emitter& out) {
  OpenTable const& open = tables_.back();
  CellShape const& at = open.shape.cells.at(cell.hash_value());
  pugi::xml_node const properties = cell.child(w::tcPr);
  auto const copy = [&](char const* name) {
    if (pugi::xml_node const property = properties.child(name)) {
      opc::append_xml(out.xml(), property);
    }
  };
  opc::append_start_tag(out.xml(), properties, false);
  copy("w:cnfStyle");
  if (open.shape.repeats) {
    out.add(Op::table, code(TableEvent::shape));
  } else {
    copy(w::tcW);
    copy("w:gridSpan");
  }
  copy("w:hMerge");
  if (at.merging_tag != kNone) {
    SourceTag const& tag = source_.tags[at.merging_tag];
    out.add(Op::merged, path_of(at.merging_tag), add_chain(tag), at.merging_tag);
  } else if (open.shape.merges) {
    out.add(Op::table,
            code(TableEvent::merge),
            static_cast<std::uint32_t>(mark_of(cell)),
            at.merge_group);
  } else {
    copy("w:vMerge");
  }
  for (pugi::xml_node property : properties.children()) {
    if (!is(property, "w:cnfStyle") && !is(property, w::tcW) && !is(property, "w:gridSpan") &&
        !is(property, "w:hMerge") && !is(property, "w:vMerge")) {
      opc::append_xml(out.xml(), property);
    }
  }
  opc::append_end_tag(out.xml(), properties);
}

// A list between the rows begins a group, a condition does not; a section between the cells repeats
// columns.
void Lowering::enter_section_of_table(std::uint32_t index, std::uint32_t path, Emitter& out) {
  OpenTable const& open = tables_.back();
  SourceTag const& tag = source_.tags[index];
  pugi::xml_node const parent = tag.placeholder.parent();
  if (parent == open.table && open.shape.merges && tag.tag.kind == TagKind::section &&
      tag.body.path.root != Path::Root::loop) {
    out.add(Op::table, code(TableEvent::new_group), path);
  }
  auto const range = open.shape.range_of.find(index);
  if (range != open.shape.range_of.end()) {
    out.add(Op::table, code(TableEvent::columns), range->second);
  }
}

// Whether a cell merges is decided before the cell is written: so its value must be the same there.
void Lowering::check_merged(std::uint32_t index) {
  if (merging_.contains(index) && source_.tags[index].doubts.around) {
    return;  // its loop may be one of the sections that were set aside
  }
  bool const decided =
      merging_.contains(index) && !tables_.empty() &&
      tables_.back().open_sections == open_.size() &&
      std::any_of(open_.begin(), open_.end(), [](OpenSection const& o) { return !o.inverted; });
  if (!decided) {
    SourceTag const& tag = source_.tags[index];
    source_.diagnostics.add(
        base::diagnose(base::Id::merge_outside_rows, tag.tag.place, tag.tag.text));
  }
}

}  // namespace thethuc::compile

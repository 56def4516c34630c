#include "compile/lower.h"

#include <algorithm>

#include "base/text.h"
#include "compile/merge_host.h"
#include "compile/rule_style.h"
#include "compile/vanishing.h"
#include "opc/xml.h"
#include "wml/names.h"
#include "wml/paragraph_text.h"
#include "wml/structure.h"

namespace thethuc::compile {
namespace {

namespace w = wml::w;
using wml::is;

constexpr char kPreserve[] = " xml:space=\"preserve\"";

bool is_story_or_cell(pugi::xml_node node) {
  return is(node, w::tc) || is(node, w::hdr) || is(node, w::ftr) || is(node, w::footnote) ||
         is(node, w::endnote) || is(node, w::txbxContent);
}

// A shared part of the package, parsed; null when there is none.
std::unique_ptr<pugi::xml_document> open_part(Source& source, SharedPart which) {
  opc::Part const* const part = source.package.find(shared_part_name(source.package, which));
  return part ? parse_part(source, *part) : nullptr;
}

wml::ThemeFonts theme_of(Source& source) {
  auto const theme = open_part(source, SharedPart::theme);
  return wml::ThemeFonts{theme ? theme->document_element() : pugi::xml_node{}};
}

}  // namespace

Lowering::Lowering(Source& source, Program& program, Uses& uses)
    : source_(source),
      program_(program),
      uses_(uses),
      styles_(open_part(source, SharedPart::styles), theme_of(source)),
      lists_of_styles_(source.partial_lists.empty() ? std::set<std::string>{} : styles_.lists()),
      numbering_part_(open_part(source, SharedPart::numbering)),
      numbering_(numbering_part_ ? numbering_part_->document_element() : pugi::xml_node{}),
      copies_(source, program) {
  program.first_id[static_cast<std::size_t>(IdKind::list)] =
      static_cast<std::uint32_t>(numbering_.highest_num_id()) + 1;
}

std::uint32_t Lowering::lower_part(SourcePart& part) {
  Emitter out{program_};
  part_ = part.name;
  pugi::xml_node const root = part.document->document_element();
  find_measured(root);
  find_last_page_break(root.child(w::body));
  out.xml() += opc::kXmlDeclaration;
  lower_node(root, out);
  return out.finish();
}

void Lowering::lower_children(pugi::xml_node node, Emitter& out) {
  for (pugi::xml_node child : node.children()) {
    lower_node(child, out);
  }
}

void Lowering::lower_node(pugi::xml_node node, Emitter& out) {
  if (in_label_ && stays_behind(node)) {
    return;
  }
  if (row_or_cell_ && is(node, row_or_cell_)) {
    out.add(Op::touch);
  }
  if (copies_.inside()) {
    check_shared_parts(node, out);
  }
  if (node.type() != pugi::node_element) {
    opc::append_xml(out.xml(), node);
  } else if (is_placeholder(node)) {
    lower_placeholder(node, out);
  } else if (last_page_break_ && node == last_page_break_) {
    lower_last_page_break(out);
  } else if (is(node, kLastParagraph)) {
    ensure_paragraph(node.child(w::pPr), out);
  } else if (is(node, w::p)) {
    lower_paragraph(node, out);
  } else if (is(node, w::r)) {
    lower_run(node, out);
  } else if (is(node, w::tbl)) {
    lower_table(node, out);
  } else if (is(node, w::sdt) && lower_table_control(node, out)) {
    return;
  } else if (may_end_twice(node)) {
    lower_last_section(node, out);
  } else if (is(node, w::sectPr) && section_ends_.contains(node.hash_value())) {
    out.add(Op::section_properties, section_ends_.at(node.hash_value()));
  } else if (is(node, "w:drawing") || is(node, "w:pict")) {
    lower_drawing(node, out);
  } else if (image_ != kNone && lower_image_part(node, out)) {
    return;
  } else if (!tables_.empty() && lower_table_part(node, out)) {
    return;
  } else if (auto const lists = source_.partial_lists.find(node.hash_value());
             lists != source_.partial_lists.end()) {
    restart_partial_lists(lists->second, out);
  } else if (copies_.is_dropped(node)) {
    return;
  } else if (copies_.is_once(node)) {
    std::uint32_t const once = copies_.begin_once(out);
    lower_element(node, out);
    Copies::end_once(once, out);
  } else if (copies_.inside() && is(node, "w:instrText")) {
    start_tag(node, false, out);
    copies_.field_code(node.text().get(), out);
    opc::append_end_tag(out.xml(), node);
  } else if (is(node, "w:numId") && lower_restarted(node, out)) {
    return;
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
    start_tag(node, true, out);
    return;
  }
  start_tag(node, false, out);
  lower_children(node, out);
  mend_end(node, out);
  opc::append_end_tag(out.xml(), node);
}

// What a container needs to end in when its own last paragraphs are not there.
void Lowering::mend_end(pugi::xml_node node, Emitter& out) {
  if (is_story_or_cell(node) && !node.child(kLastParagraph) &&
      has_sections_inside(node, source_.tags)) {
    pugi::xml_node const last = node.last_child();
    ensure_paragraph(is(last, w::p) ? last.child(w::pPr) : pugi::xml_node{}, out);
  } else if (is(node, w::sdtContent) && has_sections_inside(node, source_.tags) &&
             wml::container_kind(node) == wml::ContainerKind::block) {
    ensure_paragraph({}, out, kOnlyWhenEmpty);
  }
}

void Lowering::ensure_paragraph(pugi::xml_node properties, Emitter& out, std::uint32_t when) {
  std::string xml = "<w:p>";
  if (properties) {
    opc::append_xml(xml, properties);
  }
  xml += "</w:p>";
  auto const [offset, size] = out.store(xml);
  out.add(Op::ensure_paragraph, offset, size, when);
}

void Lowering::lower_paragraph(pugi::xml_node paragraph, Emitter& out) {
  if (pugi::xml_node const alone = rich_tag_alone_in(paragraph, source_.tags)) {
    lower_rich_blocks(alone, paragraph, out);
    return;
  }
  bool const rule = measured_by_.contains(paragraph.hash_value());
  bool const framed =
      !rule && paragraph.child(w::pPr) && is_framed(wml::paragraph_style(paragraph));
  bool const named = !rule && paragraph.child(w::pPr) && is_name(wml::paragraph_style(paragraph));
  bool const measured = framed || named || measured_.contains(paragraph.hash_value());
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
    start_tag(paragraph, true, out);
  } else {
    start_tag(paragraph, false, out);
    for (pugi::xml_node child : paragraph.children()) {
      if (rule && is(child, w::pPr)) {
        lower_rule_properties(paragraph, out);
        continue;
      }
      if (framed && is(child, w::pPr)) {
        lower_properties(paragraph, Op::frame_here, 0, out);
        continue;
      }
      if (touching_ && shows_beside_runs(child, source_.tags)) {
        out.add(Op::touch);  // a formula, a content control; runs see to themselves, wherever they
                             // stand
      }
      lower_node(child, out);
    }
    opc::append_end_tag(out.xml(), paragraph);
  }
  if (framed) {
    out.add(Op::frame_indent, add_rule(paragraph, paragraph, 1.0));
  }
  if (named) {
    out.add(Op::part_lines, add_rule(paragraph, paragraph, 1.0));
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
  start_tag(run, !run.first_child(), out);
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

}  // namespace thethuc::compile

// The lines that are as long as the text above them: which paragraph each is measured by, and where
// its indents go. Frames that are as wide as their own text have their indents in the same place.

#include "compile/lower.h"
#include "compile/rule_style.h"
#include "opc/xml.h"
#include "wml/names.h"
#include "wml/property_order.h"
#include "wml/structure.h"

namespace thethuc::compile {
namespace {

namespace w = wml::w;
using wml::is;

Rule::Align rule_align(wml::Alignment alignment) {
  switch (alignment) {
    case wml::Alignment::center:
      return Rule::Align::center;
    case wml::Alignment::right:
      return Rule::Align::right;
    case wml::Alignment::left:
    case wml::Alignment::justify:
      break;
  }
  return Rule::Align::left;
}

}  // namespace

void Lowering::find_measured(pugi::xml_node root) {
  if (is(root, w::p)) {
    if (rule_fraction(wml::paragraph_style(root))) {
      mark_measured_before(root);
    }
  }
  for (pugi::xml_node child : root.children()) {
    if (child.first_child()) {
      find_measured(child);
    }
  }
}

// Walks back to the paragraph that always stands before the line; those on the way that may be
// missing are measured too, and the last one that was really written counts.
void Lowering::mark_measured_before(pugi::xml_node rule) {
  int depth = 0;
  for (pugi::xml_node before = rule.previous_sibling(); before;
       before = before.previous_sibling()) {
    if (is_placeholder(before) && source_.tags[placeholder_index(before)].partner != kNone) {
      depth += source_.tags[placeholder_index(before)].tag.kind == TagKind::closing ? 1 : -1;
    } else if (is(before, w::p)) {
      measured_.insert(before.hash_value());
      measured_by_.try_emplace(rule.hash_value(), before);
      bool const conditional = depth > 0 || before.find_child([&](pugi::xml_node n) {
        return is_placeholder(n) && source_.tags[placeholder_index(n)].partner != kNone;
      });
      if (!conditional) {
        return;
      }
    } else if (is(before, w::tbl)) {
      return;
    }
  }
}

std::uint32_t Lowering::add_rule(pugi::xml_node paragraph,
                                 pugi::xml_node measured,
                                 double fraction) {
  wml::ParagraphFormat const format = styles_.paragraph_format(measured);
  program_.rules.push_back({fraction,
                            wml::available_width(paragraph, main_section_),
                            format.left,
                            format.right,
                            rule_align(format.alignment)});
  return static_cast<std::uint32_t>(program_.rules.size() - 1);
}

void Lowering::lower_rule_properties(pugi::xml_node paragraph, Emitter& out) {
  std::uint32_t const rule = add_rule(paragraph,
                                      measured_by_.at(paragraph.hash_value()),
                                      *rule_fraction(wml::paragraph_style(paragraph)));
  lower_properties(paragraph, Op::rule_indent, rule, out);
}

// The paragraph's properties with `indent` where its w:ind goes, in place of the one it has.
void Lowering::lower_properties(pugi::xml_node paragraph,
                                Op indent,
                                std::uint32_t rule,
                                Emitter& out) {
  pugi::xml_node const properties = paragraph.child(w::pPr);
  opc::append_start_tag(out.xml(), properties, false);
  bool written = false;
  for (pugi::xml_node property : properties.children()) {
    if (!written &&
        wml::paragraph_property_rank(property.name()) > wml::paragraph_property_rank(w::ind)) {
      out.add(indent, rule);
      written = true;
    }
    if (!is(property, w::ind)) {
      opc::append_xml(out.xml(), property);
    }
  }
  if (!written) {
    out.add(indent, rule);
  }
  opc::append_end_tag(out.xml(), properties);
}

}  // namespace thethuc::compile

#include "wml/styles.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "wml/measures.h"
#include "wml/names.h"
#include "wml/structure.h"

namespace thethuc::wml {
namespace {

// A chain of w:basedOn that is longer than this runs in a circle.
constexpr int kMaxStyleDepth = 50;

// 17.17.4: no value means true; "0", "false" and "off" mean false.
bool is_on(pugi::xml_node toggle) {
  std::string_view const value = toggle.attribute(w::val).as_string("true");
  return value != "0" && value != "false" && value != "off";
}

// A style's name and aliases (17.7.4.9, 17.7.4.1).
std::vector<std::string> names_of(pugi::xml_node style) {
  std::vector<std::string> names{style.child("w:name").attribute(w::val).value()};
  std::string_view rest = style.child("w:aliases").attribute(w::val).value();
  while (!rest.empty()) {
    std::size_t const end = std::min(rest.find(','), rest.size());
    names.emplace_back(base::trim(rest.substr(0, end)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return names;
}

void apply_paragraph(pugi::xml_node properties, ParagraphFormat& format) {
  if (pugi::xml_node const jc = properties.child(w::jc)) {
    std::string_view const value = jc.attribute(w::val).value();
    if (value == "center") {
      format.alignment = Alignment::center;
    } else if (value == "right" || value == "end") {
      format.alignment = Alignment::right;
    } else if (value == "both" || value == "distribute") {
      format.alignment = Alignment::justify;
    } else {
      format.alignment = Alignment::left;
    }
  }
  pugi::xml_node const ind = properties.child(w::ind);
  for (char const* name : {w::start, w::left}) {
    if (pugi::xml_attribute const a = ind.attribute(name)) {
      format.left = {twips_of(a)};
    }
  }
  for (char const* name : {w::end, w::right}) {
    if (pugi::xml_attribute const a = ind.attribute(name)) {
      format.right = {twips_of(a)};
    }
  }
}

void apply_run(pugi::xml_node properties, RunFormat& format) {
  if (pugi::xml_node const b = properties.child(w::b)) {
    format.face.bold = is_on(b);
  }
  if (pugi::xml_node const i = properties.child(w::i)) {
    format.face.italic = is_on(i);
  }
  if (pugi::xml_node const sz = properties.child(w::sz)) {
    format.size = {half_points_of(sz.attribute(w::val), format.size.count)};
  }
}

}  // namespace

Styles::Styles(std::unique_ptr<pugi::xml_document> styles, ThemeFonts theme)
    : document_(std::move(styles)), theme_(std::move(theme)) {
  if (!document_) {
    document_ = std::make_unique<pugi::xml_document>();
  }
  // The first of equal ids, and of several defaults, holds.
  for (pugi::xml_node node : document_->document_element().children(w::style)) {
    by_id_.emplace(node.attribute(w::styleId).value(), node);
    if (!default_paragraph_style_ &&
        std::string_view{"paragraph"} == node.attribute(w::type).value() &&
        node.attribute(w::default_).as_bool()) {
      default_paragraph_style_ = node;
    }
  }
}

pugi::xml_node Styles::style(std::string_view id) const {
  auto const found = by_id_.find(id);
  return found == by_id_.end() ? pugi::xml_node{} : found->second;
}

// Visits the style and what it is based on, the root of the chain first.
template <class Visit>
void Styles::visit_chain(pugi::xml_node node, int depth, Visit const& visit) const {
  if (!node || depth > kMaxStyleDepth) {
    return;
  }
  visit_chain(style(node.child(w::basedOn).attribute(w::val).value()), depth + 1, visit);
  visit(node);
}

pugi::xml_node Styles::style_of(pugi::xml_node paragraph) const {
  pugi::xml_node const own = style(paragraph_style(paragraph));
  return own ? own : default_paragraph_style_;
}

std::string Styles::font(pugi::xml_node paragraph, pugi::xml_node run_properties) const {
  std::string font;
  auto const apply = [&](pugi::xml_node properties) {
    pugi::xml_node const fonts = properties.child("w:rFonts");
    std::string_view own;
    if (theme_.find(fonts, 0, own) || theme_.find(fonts, 1, own)) {  // w:ascii, else w:hAnsi
      font = own;
    }
  };
  auto const apply_style = [&](pugi::xml_node s) { apply(s.child(w::rPr)); };
  apply(document_->document_element().child(w::docDefaults).child("w:rPrDefault").child(w::rPr));
  visit_chain(style_of(paragraph), 0, apply_style);
  visit_chain(style(run_properties.child(w::rStyle).attribute(w::val).value()), 0, apply_style);
  apply(run_properties);
  return font;
}

std::string Styles::font_of_style(std::string_view style_id) const {
  pugi::xml_document paragraph;
  paragraph.append_child(w::p)
      .append_child(w::pPr)
      .append_child(w::pStyle)
      .append_attribute(w::val)
      .set_value(std::string{style_id}.c_str());
  return font(paragraph.first_child(), {});
}

std::vector<std::pair<std::string, std::string>> Styles::paragraph_styles() const {
  std::vector<std::pair<std::string, std::string>> styles;
  for (pugi::xml_node node : document_->document_element().children(w::style)) {
    if (std::string_view{"paragraph"} == node.attribute(w::type).value()) {
      for (std::string& name : names_of(node)) {
        styles.emplace_back(std::move(name), node.attribute(w::styleId).value());
      }
    }
  }
  return styles;
}

std::set<std::string> Styles::lists() const {
  std::set<std::string> out;
  for (pugi::xml_node const node : document_->document_element().children(w::style)) {
    if (pugi::xml_node const id = node.child(w::pPr).child("w:numPr").child("w:numId")) {
      out.insert(id.attribute(w::val).value());
    }
  }
  return out;
}

NumberingUse Styles::numbering(pugi::xml_node paragraph) const {
  NumberingUse use;
  auto const apply = [&](pugi::xml_node numbering, bool from_style) {
    if (pugi::xml_node const id = numbering.child("w:numId")) {
      use.num_id = id.attribute(w::val).value();
      use.from_style = from_style;
    }
    if (pugi::xml_node const level = numbering.child("w:ilvl")) {
      use.level = level.attribute(w::val).as_int();
    }
  };
  visit_chain(style_of(paragraph), 0, [&](pugi::xml_node s) {
    apply(s.child(w::pPr).child("w:numPr"), true);
  });
  apply(paragraph.child(w::pPr).child("w:numPr"), false);
  return use;
}

pugi::xml_node Styles::style_indents(pugi::xml_node paragraph) const {
  pugi::xml_node indents;
  visit_chain(style_of(paragraph), 0, [&](pugi::xml_node s) {
    if (pugi::xml_node const ind = s.child(w::pPr).child(w::ind)) {
      indents = ind;
    }
  });
  return indents;
}

std::string Styles::id_of(std::string_view type, std::string_view name) const {
  std::string const wanted = base::to_lower(name);
  for (pugi::xml_node node : document_->document_element().children(w::style)) {
    if (type != node.attribute(w::type).value()) {
      continue;
    }
    for (std::string const& own : names_of(node)) {
      if (base::to_lower(own) == wanted) {
        return node.attribute(w::styleId).value();
      }
    }
  }
  return {};
}

ParagraphFormat Styles::paragraph_format(pugi::xml_node paragraph) const {
  ParagraphFormat format;
  apply_paragraph(
      document_->document_element().child(w::docDefaults).child("w:pPrDefault").child(w::pPr),
      format);
  visit_chain(
      style_of(paragraph), 0, [&](pugi::xml_node s) { apply_paragraph(s.child(w::pPr), format); });
  apply_paragraph(paragraph.child(w::pPr), format);
  return format;
}

RunFormat Styles::run_format(pugi::xml_node paragraph, pugi::xml_node run) const {
  RunFormat format;
  auto const apply_style = [&](pugi::xml_node s) { apply_run(s.child(w::rPr), format); };
  apply_run(document_->document_element().child(w::docDefaults).child("w:rPrDefault").child(w::rPr),
            format);
  visit_chain(style_of(paragraph), 0, apply_style);
  visit_chain(style(run.child(w::rPr).child(w::rStyle).attribute(w::val).value()), 0, apply_style);
  apply_run(run.child(w::rPr), format);
  return format;
}

}  // namespace thethuc::wml

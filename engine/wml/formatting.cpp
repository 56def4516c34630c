#include "wml/formatting.h"

#include <algorithm>

#include "wml/measures.h"
#include "wml/names.h"
#include "wml/structure.h"

namespace thethuc::wml {
namespace {

constexpr int kMaxStyleDepth = 50;  // a longer chain of w:basedOn runs in a circle

std::string_view val(pugi::xml_node node) {
  return node.attribute(w::val).value();
}

void take(std::optional<bool>& into, pugi::xml_node toggle) {
  if (toggle) {
    into = is_on(toggle);
  }
}

template <class T>
void take(std::optional<T>& into, std::optional<T> const& from) {
  if (from) {
    into = from;
  }
}

// `over` on top of `into`, switches as they are.
void merge(RunLayer& into, RunLayer const& over) {
  for (std::size_t i = 0; i < 4; ++i) {
    if (!over.fonts[i].empty()) {
      into.fonts[i] = over.fonts[i];
    }
  }
  take(into.size, over.size);
  take(into.size_complex, over.size_complex);
  take(into.bold, over.bold);
  take(into.italic, over.italic);
  take(into.caps, over.caps);
  take(into.small_caps, over.small_caps);
  take(into.strike, over.strike);
  take(into.hidden, over.hidden);
  take(into.complex_script, over.complex_script);
  take(into.underline, over.underline);
  if (!over.color.empty()) {
    into.color = over.color;
  }
}

void merge(ParagraphLayer& into, ParagraphLayer const& over) {
  take(into.alignment, over.alignment);
  take(into.left, over.left);
  take(into.right, over.right);
  take(into.first_line, over.first_line);
  take(into.before, over.before);
  take(into.after, over.after);
  take(into.line, over.line);
  take(into.line_rule, over.line_rule);
  take(into.before_auto, over.before_auto);
  take(into.after_auto, over.after_auto);
  take(into.contextual, over.contextual);
  take(into.page_break_before, over.page_break_before);
  take(into.keep_next, over.keep_next);
  if (over.top_border) {
    into.top_border = over.top_border;
  }
  if (over.bottom_border) {
    into.bottom_border = over.bottom_border;
  }
  if (over.frame) {
    into.frame = over.frame;
  }
}

std::optional<Alignment> alignment_of(std::string_view value) {
  if (value == "center") {
    return Alignment::center;
  }
  if (value == "right" || value == "end") {
    return Alignment::right;
  }
  if (value == "both" || value == "distribute") {
    return Alignment::justify;
  }
  return Alignment::left;
}

void apply_indents(pugi::xml_node ind, ParagraphLayer& layer) {
  for (char const* name : {w::start, w::left}) {
    if (pugi::xml_attribute const a = ind.attribute(name)) {
      layer.left = twips_of(a);
    }
  }
  for (char const* name : {w::end, w::right}) {
    if (pugi::xml_attribute const a = ind.attribute(name)) {
      layer.right = twips_of(a);
    }
  }
  if (pugi::xml_attribute const a = ind.attribute("w:hanging")) {  // sets w:firstLine aside
    layer.first_line = -twips_of(a);
  } else if (pugi::xml_attribute const first = ind.attribute("w:firstLine")) {
    layer.first_line = twips_of(first);
  }
}

void apply_spacing(pugi::xml_node spacing, ParagraphLayer& layer) {
  if (pugi::xml_attribute const a = spacing.attribute("w:before")) {
    layer.before = twips_of(a);
  }
  if (pugi::xml_attribute const a = spacing.attribute("w:after")) {
    layer.after = twips_of(a);
  }
  if (pugi::xml_attribute const a = spacing.attribute("w:beforeAutospacing")) {
    layer.before_auto = a.as_bool();
  }
  if (pugi::xml_attribute const a = spacing.attribute("w:afterAutospacing")) {
    layer.after_auto = a.as_bool();
  }
  if (pugi::xml_attribute const a = spacing.attribute("w:line")) {
    layer.line = twips_of(a);
  }
  if (pugi::xml_attribute const a = spacing.attribute("w:lineRule")) {
    std::string_view const rule = a.value();
    layer.line_rule = rule == "exact"     ? LineRule::exactly
                      : rule == "atLeast" ? LineRule::at_least
                                          : LineRule::multiple;
  }
}

// Word's twelve conditions of a table style, weakest first (17.7.6.6).
struct Conditions {
  bool first_row, last_row, first_column, last_column, odd_band_row, odd_band_column;
  bool bands_rows, bands_columns;
};

Conditions conditions_of(CellPosition const& at) {
  pugi::xml_node const look = at.table.child(w::tblPr).child("w:tblLook");
  unsigned bits = 0x04A0;  // what Word takes when the table says nothing
  if (pugi::xml_attribute const hex = look.attribute(w::val)) {
    bits = static_cast<unsigned>(std::strtoul(hex.value(), nullptr, 16));
  }
  auto const flag = [&](char const* name, unsigned bit) {
    pugi::xml_attribute const a = look.attribute(name);
    return a ? a.as_bool() : (bits & bit) != 0;
  };
  Conditions c{};
  bool const heads_row = flag("w:firstRow", 0x0020);
  bool const heads_column = flag("w:firstColumn", 0x0080);
  c.first_row = heads_row && at.row == 0;
  c.last_row = flag("w:lastRow", 0x0040) && at.row + 1 == at.rows;
  c.first_column = heads_column && at.column == 0;
  c.last_column = flag("w:lastColumn", 0x0100) && at.column + 1 == at.columns;
  c.bands_rows = !flag("w:noHBand", 0x0200);
  c.bands_columns = !flag("w:noVBand", 0x0400);
  c.odd_band_row = (at.row - (heads_row ? 1 : 0)) % 2 == 0;
  c.odd_band_column = (at.column - (heads_column ? 1 : 0)) % 2 == 0;
  return c;
}

bool holds(std::string_view type, Conditions const& c) {
  if (type == "wholeTable") {
    return true;
  }
  if (type == "band1Horz") {
    return c.bands_rows && c.odd_band_row && !c.first_row;
  }
  if (type == "band2Horz") {
    return c.bands_rows && !c.odd_band_row && !c.first_row;
  }
  if (type == "band1Vert") {
    return c.bands_columns && c.odd_band_column && !c.first_column;
  }
  if (type == "band2Vert") {
    return c.bands_columns && !c.odd_band_column && !c.first_column;
  }
  if (type == "firstRow") {
    return c.first_row;
  }
  if (type == "lastRow") {
    return c.last_row;
  }
  if (type == "firstCol") {
    return c.first_column;
  }
  if (type == "lastCol") {
    return c.last_column;
  }
  if (type == "nwCell") {
    return c.first_row && c.first_column;
  }
  if (type == "neCell") {
    return c.first_row && c.last_column;
  }
  if (type == "swCell") {
    return c.last_row && c.first_column;
  }
  return type == "seCell" && c.last_row && c.last_column;
}

constexpr char const* kConditionOrder[] = {"wholeTable",
                                           "band1Vert",
                                           "band2Vert",
                                           "band1Horz",
                                           "band2Horz",
                                           "firstCol",
                                           "lastCol",
                                           "firstRow",
                                           "lastRow",
                                           "nwCell",
                                           "neCell",
                                           "swCell",
                                           "seCell"};

bool shows(pugi::xml_node border) {
  std::string_view const kind = val(border);
  return border && kind != "nil" && kind != "none";
}

}  // namespace

bool is_on(pugi::xml_node toggle) {
  std::string_view const value = toggle.attribute(w::val).as_string("true");
  return value != "0" && value != "false" && value != "off";
}

Formatting::Formatting(FormattingParts const& parts) : lists_(parts.numbering) {
  for (pugi::xml_node node : parts.styles.children(w::style)) {
    std::string_view const id = node.attribute(w::styleId).value();
    by_id_.emplace(id, node);
    if (!node.attribute(w::default_).as_bool()) {
      continue;
    }
    std::string_view const type = node.attribute(w::type).value();
    std::string_view& of_type = type == "paragraph"   ? default_paragraph_
                                : type == "character" ? default_character_
                                                      : default_table_;
    if (of_type.empty() && type != "numbering") {
      of_type = id;
    }
  }
  theme_ = ThemeFonts{parts.theme};
  pugi::xml_node const defaults = parts.styles.child(w::docDefaults);
  apply_run(defaults.child("w:rPrDefault").child(w::rPr), default_run_);
  NumberingUse none;
  apply_paragraph(
      defaults.child("w:pPrDefault").child(w::pPr), "", none, default_paragraph_layer_, true);
  pugi::xml_node const even = parts.settings.child("w:evenAndOddHeaders");
  even_and_odd_ = even && is_on(even);
  pugi::xml_node const mirror = parts.settings.child("w:mirrorMargins");
  mirror_ = mirror && is_on(mirror);
}

void Formatting::apply_run(pugi::xml_node properties, RunLayer& layer) const {
  if (!properties) {
    return;
  }
  for (pugi::xml_node p : properties.children()) {
    std::string_view name = p.name();
    if (!name.starts_with("w:")) {
      continue;
    }
    name.remove_prefix(2);
    if (name == "rFonts") {
      for (std::size_t slot = 0; slot < kFontSlots; ++slot) {
        theme_.find(p, slot, layer.fonts[slot]);
      }
    } else if (name == "b") {
      layer.bold = is_on(p);
    } else if (name == "i") {
      layer.italic = is_on(p);
    } else if (name == "sz") {
      layer.size = half_points_of(p.attribute(w::val), 20);
    } else if (name == "szCs") {
      layer.size_complex = half_points_of(p.attribute(w::val), 20);
    } else if (name == "caps") {
      layer.caps = is_on(p);
    } else if (name == "smallCaps") {
      layer.small_caps = is_on(p);
    } else if (name == "strike") {
      layer.strike = is_on(p);
    } else if (name == "vanish") {
      layer.hidden = is_on(p);
    } else if (name == "cs" || name == "rtl") {
      layer.complex_script = is_on(p);
    } else if (name == "u") {
      layer.underline = val(p) != "none";
    } else if (name == "color") {
      layer.color = val(p);
    }
  }
}

void Formatting::apply_paragraph(pugi::xml_node properties,
                                 std::string_view style_id,
                                 NumberingUse& numbering,
                                 ParagraphLayer& layer,
                                 bool is_style) const {
  if (!properties) {
    return;
  }
  if (pugi::xml_node const num = properties.child("w:numPr")) {
    if (pugi::xml_node const id = num.child("w:numId")) {
      numbering.num_id = val(id);
      numbering.from_style = is_style;
      // A style names only the list; which level is its own, the list says.
      int const tied = is_style ? lists_.level_of_style(numbering.num_id, style_id) : -1;
      if (tied >= 0) {
        numbering.level = tied;
      }
    }
    if (pugi::xml_node const level = num.child("w:ilvl")) {
      numbering.level = level.attribute(w::val).as_int();
    }
    if (numbering.is_numbered()) {  // below the indents that stand beside it (17.9.23)
      apply_indents(lists_.level(numbering.num_id, numbering.level).child(w::pPr).child(w::ind),
                    layer);
    }
  }
  if (pugi::xml_node const jc = properties.child(w::jc)) {
    layer.alignment = alignment_of(val(jc));
  }
  apply_indents(properties.child(w::ind), layer);
  apply_spacing(properties.child("w:spacing"), layer);
  take(layer.contextual, properties.child("w:contextualSpacing"));
  take(layer.page_break_before, properties.child("w:pageBreakBefore"));
  take(layer.keep_next, properties.child("w:keepNext"));
  if (pugi::xml_node const borders = properties.child("w:pBdr")) {
    if (pugi::xml_node const top = borders.child("w:top")) {
      layer.top_border = top;
    }
    if (pugi::xml_node const bottom = borders.child("w:bottom")) {
      layer.bottom_border = bottom;
    }
  }
  if (pugi::xml_node const frame = properties.child("w:framePr")) {
    layer.frame = frame;
  }
}

std::vector<pugi::xml_node> Formatting::chain(std::string_view id) const {
  std::vector<pugi::xml_node> nodes;
  for (int depth = 0; depth < kMaxStyleDepth; ++depth) {
    auto const found = by_id_.find(id);
    if (found == by_id_.end()) {
      break;
    }
    nodes.push_back(found->second);
    id = val(found->second.child(w::basedOn));
  }
  std::reverse(nodes.begin(), nodes.end());
  return nodes;
}

Formatting::Style const& Formatting::style(std::string_view id) const {
  auto const [at, is_new] = cache_.try_emplace(id);
  if (is_new) {
    Style made;
    for (pugi::xml_node node : chain(id)) {
      apply_run(node.child(w::rPr), made.run);
      apply_paragraph(node.child(w::pPr),
                      node.attribute(w::styleId).value(),
                      made.numbering,
                      made.paragraph,
                      true);
    }
    at->second = std::move(made);
  }
  return at->second;
}

Formatting::Style const& Formatting::paragraph_style(pugi::xml_node paragraph) const {
  std::string_view const own = wml::paragraph_style(paragraph);
  return style(by_id_.count(own) != 0 ? own : default_paragraph_);
}

TableLayer Formatting::table_layer(CellPosition const& position) const {
  TableLayer layer;
  std::string_view id = val(position.table.child(w::tblPr).child("w:tblStyle"));
  if (by_id_.count(id) == 0) {
    id = default_table_;
  }
  Style const& whole = style(id);
  layer.run = whole.run;
  layer.paragraph = whole.paragraph;
  std::vector<pugi::xml_node> const nodes = chain(id);
  bool const has_conditions = std::any_of(nodes.begin(), nodes.end(), [](pugi::xml_node node) {
    return static_cast<bool>(node.child("w:tblStylePr"));
  });
  if (!has_conditions) {
    return layer;
  }
  NumberingUse none;
  Conditions const conditions = conditions_of(position);
  for (char const* type : kConditionOrder) {
    if (!holds(type, conditions)) {
      continue;
    }
    for (pugi::xml_node node : nodes) {
      for (pugi::xml_node part : node.children("w:tblStylePr")) {
        if (std::string_view{type} == part.attribute(w::type).value()) {
          apply_run(part.child(w::rPr), layer.run);
          apply_paragraph(part.child(w::pPr), "", none, layer.paragraph, true);
        }
      }
    }
  }
  return layer;
}

EffectiveParagraph Formatting::paragraph(pugi::xml_node paragraph, TableLayer const* table) const {
  ParagraphLayer layer = default_paragraph_layer_;
  if (table != nullptr) {
    merge(layer, table->paragraph);
  }
  Style const& base = paragraph_style(paragraph);
  merge(layer, base.paragraph);
  EffectiveParagraph out;
  out.numbering = base.numbering;
  apply_paragraph(paragraph.child(w::pPr), "", out.numbering, layer, false);

  out.alignment = layer.alignment.value_or(Alignment::left);
  out.left = {layer.left.value_or(0)};
  out.right = {layer.right.value_or(0)};
  out.first_line = {layer.first_line.value_or(0)};
  out.before = {layer.before.value_or(0)};
  out.after = {layer.after.value_or(0)};
  out.before_auto = layer.before_auto.value_or(false);
  out.after_auto = layer.after_auto.value_or(false);
  out.line = layer.line.value_or(240);
  out.line_rule = layer.line_rule.value_or(LineRule::multiple);
  out.contextual_spacing = layer.contextual.value_or(false);
  out.page_break_before = layer.page_break_before.value_or(false);
  out.keep_next = layer.keep_next.value_or(false);
  out.top_border = shows(layer.top_border) ? layer.top_border : pugi::xml_node{};
  out.bottom_border = shows(layer.bottom_border) ? layer.bottom_border : pugi::xml_node{};
  out.frame = layer.frame;
  return out;
}

EffectiveRun Formatting::run(pugi::xml_node paragraph,
                             pugi::xml_node run,
                             TableLayer const* table) const {
  RunLayer const& of_paragraph = paragraph_style(paragraph).run;
  pugi::xml_node const properties = run.child(w::rPr);
  std::string_view const named = val(properties.child(w::rStyle));
  RunLayer const none;
  RunLayer const& of_character = !named.empty()                ? style(named).run
                                 : !default_character_.empty() ? style(default_character_).run
                                                               : none;
  RunLayer const& of_table = table != nullptr ? table->run : none;
  RunLayer direct;
  apply_run(properties, direct);

  RunLayer layer = default_run_;
  merge(layer, of_table);
  merge(layer, of_paragraph);
  merge(layer, of_character);
  merge(layer, direct);
  // Toggle properties (17.7.3): styles of different kinds that all say "on" switch each other off;
  // what the document defaults switch on stays on, and what stands directly at the run holds.
  auto const toggle = [&](std::optional<bool> RunLayer::*which) {
    if (direct.*which) {
      return *(direct.*which);
    }
    bool const styles = (of_table.*which).value_or(false) != (of_paragraph.*which).value_or(false);
    return (default_run_.*which).value_or(false) || styles != (of_character.*which).value_or(false);
  };
  EffectiveRun out;
  out.fonts = {layer.fonts[0], layer.fonts[1], layer.fonts[2], layer.fonts[3]};
  out.complex_script = layer.complex_script.value_or(false);
  out.size = {out.complex_script ? layer.size_complex.value_or(20) : layer.size.value_or(20)};
  out.bold = toggle(&RunLayer::bold);
  out.italic = toggle(&RunLayer::italic);
  out.caps = toggle(&RunLayer::caps);
  out.small_caps = toggle(&RunLayer::small_caps);
  out.strike = toggle(&RunLayer::strike);
  out.hidden = toggle(&RunLayer::hidden);
  out.underline = layer.underline.value_or(false);
  out.color = layer.color.empty() ? std::string_view{"auto"} : layer.color;
  return out;
}

}  // namespace thethuc::wml

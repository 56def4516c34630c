// Lines below texts: the border of a blank paragraph, which all programs draw alike; below columns
// that tabs part, low lines that are typed.

#include <algorithm>
#include <string>
#include <vector>

#include "rules/edit.h"
#include "rules/mend.h"
#include "rules/strokes.h"
#include "wml/names.h"
#include "wml/paragraph_text.h"

namespace thethuc::rules {

namespace w = wml::w;

namespace {

// Gives a line its length: in the middle of the room that the text above has.
bool set_indents(pugi::xml_node indents,
                 wml::EffectiveParagraph const& above,
                 int room,
                 int width) {
  int const own = room - above.left.count - above.right.count;
  if (width <= 0 || width > own) {
    return false;
  }
  int const side = (own - width) / 2;
  set(indents, w::left, above.left.count + side);
  set(indents, w::right, above.right.count + own - width - side);
  set(indents, "w:firstLine", 0);
  return true;
}

void set_low(pugi::xml_node spacing, int before, int line) {
  set(spacing, "w:before", before);
  set(spacing, "w:after", 0);
  set(spacing, "w:line", line);
  set(spacing, "w:lineRule", "exact");
}

bool add_border(Document const& document, Paragraph const& p, int width) {
  pugi::xml_node line = p.node.parent().insert_child_after(w::p, p.node);
  pugi::xml_node properties = line.append_child(w::pPr);
  if (p.format.frame) {
    properties.append_copy(p.format.frame);
  }
  pugi::xml_node const top = properties.append_child("w:pBdr").append_child("w:top");
  set(top, w::val, "single");
  set(top, "w:sz", 6);
  set(top, "w:space", 1);
  set(top, "w:color", "auto");
  set_low(properties.append_child("w:spacing"), 20, 120);
  int const room = document.available_width(p).count;
  if (!set_indents(properties.append_child(w::ind), p.format, room, width)) {
    p.node.parent().remove_child(line);
    return false;
  }
  return true;
}

// --- typed lines

constexpr int kTypedHalfPoints = 12;
// Low lines are half as wide as they are high, blanks a quarter: in twips at that size.
constexpr int kLowLine = 60;
constexpr int kBlank = 30;

bool is_typed_row(pugi::xml_node paragraph) {
  std::string const text = wml::paragraph_text(paragraph).text;
  return !text.empty() && text.find_first_not_of("_ \t") == std::string::npos;
}

// The columns of a row, written with tabs between them.
void write_row(pugi::xml_node paragraph, std::vector<std::string> const& columns) {
  for (pugi::xml_node run = paragraph.child(w::r); run; run = paragraph.child(w::r)) {
    paragraph.remove_child(run);
  }
  pugi::xml_node run = paragraph.append_child(w::r);
  set(run_property(run, w::sz), w::val, kTypedHalfPoints);
  set(run_property(run, "w:szCs"), w::val, kTypedHalfPoints);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i > 0) {
      run.append_child("w:tab");
    }
    if (!columns[i].empty()) {
      pugi::xml_node const text = run.append_child(w::t);
      set(text, "xml:space", "preserve");
      text.text().set(columns[i].c_str());
    }
  }
}

// The columns of a row, empty ones too.
std::vector<std::string> columns_of(pugi::xml_node row) {
  std::vector<std::string> out(1);
  for (char c : wml::paragraph_text(row).text) {
    if (c == '\t') {
      out.emplace_back();
    } else {
      out.back() += c;
    }
  }
  return out;
}

bool is_centred_stop(pugi::xml_node tabs, std::size_t number) {
  for (pugi::xml_node stop : tabs.children("w:tab")) {
    std::string_view const kind = stop.attribute(w::val).value();
    if (kind != "clear" && number-- == 0) {
      return kind == "center";
    }
  }
  return false;
}

bool type_line(Paragraph const& p, Repair const& repair) {
  auto const column = static_cast<std::size_t>(
      std::count(p.text.begin(), p.text.begin() + static_cast<std::ptrdiff_t>(repair.begin), '\t'));
  pugi::xml_node row = p.node.next_sibling();
  if (!wml::is(row, w::p) || !is_typed_row(row)) {
    row = p.node.parent().insert_child_after(w::p, p.node);
    pugi::xml_node properties = row.append_copy(p.node.child(w::pPr));
    properties.remove_child(w::sectPr);
    properties.remove_child(w::rPr);
    set_low(paragraph_property(row, "w:spacing"), 0, 10 * kTypedHalfPoints);
  }
  std::vector<std::string> columns = columns_of(row);
  columns.resize(std::max(columns.size(), column + 1));
  // A stop that centres does so with the line, too.
  bool const is_centred =
      column > 0 && is_centred_stop(p.node.child(w::pPr).child("w:tabs"), column - 1);
  int const aside = (p.text_width(repair.begin, repair.end).count - repair.value) / 2;
  int const blanks = is_centred ? 0 : std::max(0, aside / kBlank);
  columns[column] = std::string(static_cast<std::size_t>(blanks), ' ') +
                    std::string(static_cast<std::size_t>(repair.value / kLowLine), '_');
  write_row(row, columns);
  return true;
}

}  // namespace

bool add_line_below(Document const& document, Paragraph const& p, Repair const& repair) {
  return repair.end > 0 ? type_line(p, repair) : add_border(document, p, repair.value);
}

bool make_line_solid(Paragraph const& p) {
  bool is_changed = false;
  pugi::xml_node const borders = p.node.child(w::pPr).child("w:pBdr");
  for (char const* side : {"w:top", "w:bottom"}) {
    pugi::xml_node const border = borders.child(side);
    if (border_stroke(border).value_or(LineKind::solid) != LineKind::solid) {
      set(border, w::val, "single");
      is_changed = true;
    }
  }
  return is_changed;
}

bool set_line_length(Document const& document,
                     Paragraph const& p,
                     Paragraph const& above,
                     int width) {
  return set_indents(
      paragraph_property(p.node, w::ind), above.format, document.available_width(p).count, width);
}

}  // namespace thethuc::rules

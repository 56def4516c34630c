// Formats and texts of paragraphs.

#include <algorithm>
#include <cstddef>

#include "rules/edit.h"
#include "rules/mend.h"
#include "rules/words.h"
#include "wml/names.h"

namespace thethuc::rules {

namespace w = wml::w;

namespace {

void mend_run(pugi::xml_node run, Repair const& repair) {
  std::string_view const on = repair.value != 0 ? "1" : "0";
  switch (repair.kind) {
    case Repair::Kind::size:
      set(run_property(run, w::sz), w::val, repair.value);
      set(run_property(run, "w:szCs"), w::val, repair.value);
      break;
    case Repair::Kind::bold:
      set(run_property(run, w::b), w::val, on);
      set(run_property(run, "w:bCs"), w::val, on);
      break;
    case Repair::Kind::italic:
      set(run_property(run, w::i), w::val, on);
      set(run_property(run, "w:iCs"), w::val, on);
      break;
    case Repair::Kind::underline:
      set(run_property(run, "w:u"), w::val, repair.value != 0 ? "single" : "none");
      break;
    case Repair::Kind::color: {
      pugi::xml_node color = run_property(run, "w:color");
      for (char const* theme : {"w:themeColor", "w:themeTint", "w:themeShade"}) {
        color.remove_attribute(theme);
      }
      set(color, w::val, "auto");
      break;
    }
    case Repair::Kind::font: {
      pugi::xml_node fonts = run_property(run, "w:rFonts");
      for (char const* theme : {"w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"}) {
        fonts.remove_attribute(theme);
      }
      for (char const* slot : {"w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"}) {
        set(fonts, slot, repair.text);
      }
      break;
    }
    default:
      break;
  }
}

void set_space_before(pugi::xml_node paragraph, int twips) {
  pugi::xml_node const spacing = paragraph_property(paragraph, "w:spacing");
  set(spacing, "w:before", twips);
  // Both would overrule it.
  set(spacing, "w:beforeLines", 0);
  set(spacing, "w:beforeAutospacing", 0);
  set(paragraph_property(paragraph, "w:contextualSpacing"), w::val, 0);
}

void set_line_spacing(pugi::xml_node paragraph, int line, std::string_view rule) {
  pugi::xml_node const spacing = paragraph_property(paragraph, "w:spacing");
  set(spacing, "w:line", line);
  set(spacing, "w:lineRule", rule);
}

void set_first_line(pugi::xml_node paragraph, int twips) {
  pugi::xml_node indents = paragraph_property(paragraph, w::ind);
  for (char const* old : {"w:start", "w:hanging", "w:hangingChars"}) {
    indents.remove_attribute(old);
  }
  set(indents, w::left, 0);
  set(indents, "w:leftChars", 0);
  set(indents, "w:firstLine", twips);
  set(indents, "w:firstLineChars", 0);
}

// Whether small letters of the new text would be seen as capitals.
bool shows_otherwise(Paragraph const& p, Repair const& repair) {
  if (repair.is_typed || is_upper(repair.text)) {
    return false;
  }
  return std::any_of(p.spans.begin(), p.spans.end(), [&](Span const& span) {
    return span.format.caps && span.begin < repair.end && span.end > repair.begin;
  });
}

}  // namespace

bool mend_format(pugi::xml_node paragraph, Repair const& repair) {
  switch (repair.kind) {
    case Repair::Kind::alignment:
      set(paragraph_property(paragraph, w::jc), w::val, repair.text);
      return true;
    case Repair::Kind::space_before:
      set_space_before(paragraph, repair.value);
      return true;
    case Repair::Kind::line_spacing:
      set_line_spacing(paragraph, repair.value, repair.text);
      return true;
    default:
      break;
  }
  std::vector<pugi::xml_node> const runs = repair.begin < repair.end
                                               ? runs_of_range(paragraph, repair.begin, repair.end)
                                               : runs_of(paragraph);
  for (pugi::xml_node run : runs) {
    mend_run(run, repair);
  }
  return !runs.empty();
}

bool mend_text(Paragraph const& p, Repair const& repair) {
  switch (repair.kind) {
    case Repair::Kind::replace:
      if (shows_otherwise(p, repair)) {
        for (pugi::xml_node run : runs_of_range(p.node, repair.begin, repair.end)) {
          set(run_property(run, "w:caps"), w::val, "0");
        }
      }
      return replace_range(p.node, repair.begin, repair.end, repair.text);
    case Repair::Kind::upper:
      return raise_range(p.node, repair.begin, repair.end);
    case Repair::Kind::compose:
      return compose_text(p.node);
    case Repair::Kind::indent:
      remove_range(p.node, 0, repair.end);
      set_first_line(p.node, repair.value);
      return true;
    default:
      return false;
  }
}

}  // namespace thethuc::rules

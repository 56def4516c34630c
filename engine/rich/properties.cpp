#include "rich/properties.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "opc/xml.h"
#include "wml/names.h"
#include "wml/property_order.h"

namespace thethuc::rich {

namespace {

// Tracked changes are of the template's text, a section of its paragraph; neither is repeated.
constexpr std::array<std::string_view, 8> kDropped = {"w:sectPr",
                                                      "w:pPrChange",
                                                      "w:rPrChange",
                                                      "w:ins",
                                                      "w:del",
                                                      "w:moveFrom",
                                                      "w:moveTo",
                                                      "w:cnfStyle"};

constexpr std::array<char const*, 4> kFontSlots = {"w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"};

std::string with_value(std::string_view element, std::string_view value) {
  std::string xml = "<";
  xml.append(element).append(" w:val=\"");
  opc::append_attribute_escaped(xml, value);
  return xml + "\"/>";
}

std::string_view name_of(wml::Alignment alignment) {
  switch (alignment) {
    case wml::Alignment::left:
      return "left";
    case wml::Alignment::center:
      return "center";
    case wml::Alignment::right:
      return "right";
    case wml::Alignment::justify:
      return "both";
  }
  return "left";
}

void append_element(std::string& out, std::string_view name, Properties const& properties) {
  std::size_t const before = out.size();
  out.append("<").append(name).append(">");
  std::size_t const begin = out.size();
  properties.append_children(out);
  if (out.size() == begin) {
    out.resize(before);
  } else {
    out.append("</").append(name).append(">");
  }
}

}  // namespace

std::size_t Properties::rank_of(std::string_view name) const {
  return static_cast<std::size_t>(std::find(order_, order_ + count_, name) - order_);
}

void Properties::take(pugi::xml_node properties) {
  for (pugi::xml_node const child : properties.children()) {
    if (std::find(kDropped.begin(), kDropped.end(), child.name()) == kDropped.end()) {
      std::string xml;
      opc::append_xml(xml, child);
      set(child.name(), std::move(xml));
    }
  }
}

void Properties::set(std::string_view name, std::string xml) {
  std::size_t const rank = rank_of(name);
  auto place = children_.begin();
  while (place != children_.end() && place->rank <= rank) {
    if (place->name == name) {
      place->xml = std::move(xml);
      return;
    }
    ++place;
  }
  children_.insert(place, Child{rank, std::string{name}, std::move(xml)});
}

void Properties::remove(std::string_view name) {
  std::erase_if(children_, [name](Child const& child) { return child.name == name; });
}

std::string_view Properties::find(std::string_view name) const {
  for (Child const& child : children_) {
    if (child.name == name) {
      return child.xml;
    }
  }
  return {};
}

void Properties::append_children(std::string& out) const {
  for (Child const& child : children_) {
    out += child.xml;
  }
}

ParagraphProperties::ParagraphProperties()
    : Properties(wml::kParagraphPropertyOrder.data(), wml::kParagraphPropertyOrder.size()) {}

ParagraphProperties::ParagraphProperties(pugi::xml_node properties) : ParagraphProperties() {
  take(properties);
  // The mark's own properties hold tracked changes too.
  if (pugi::xml_node const mark = properties.child(wml::w::rPr)) {
    remove(wml::w::rPr);
    RunProperties const run{mark};
    std::string xml;
    run.append(xml);
    if (!xml.empty()) {
      set(wml::w::rPr, std::move(xml));
    }
  }
}

ParagraphProperties ParagraphProperties::of_style(std::string_view style_id) {
  ParagraphProperties properties;
  properties.set_style(style_id);
  return properties;
}

void ParagraphProperties::set_style(std::string_view style_id) {
  if (style_id.empty()) {
    remove(wml::w::pStyle);
  } else {
    set(wml::w::pStyle, with_value(wml::w::pStyle, style_id));
  }
}

void ParagraphProperties::set_alignment(wml::Alignment alignment) {
  set(wml::w::jc, with_value(wml::w::jc, name_of(alignment)));
}

void ParagraphProperties::set_numbering(int numbering_id, int level) {
  set("w:numPr",
      "<w:numPr><w:ilvl w:val=\"" + std::to_string(level) + "\"/><w:numId w:val=\"" +
          std::to_string(numbering_id) + "\"/></w:numPr>");
}

void ParagraphProperties::append(std::string& out) const {
  append_element(out, wml::w::pPr, *this);
}

RunProperties::RunProperties()
    : Properties(wml::kRunPropertyOrder.data(), wml::kRunPropertyOrder.size()) {}

RunProperties::RunProperties(pugi::xml_node properties) : RunProperties() {
  take(properties);
  pugi::xml_node const fonts = properties.child("w:rFonts");
  for (std::size_t slot = 0; slot < kFontSlots.size(); ++slot) {
    // A slot that the theme has too is the theme's (17.3.2.26).
    std::string const theme = std::string{kFontSlots[slot]} + (slot == 2 ? "theme" : "Theme");
    if (!fonts.attribute(theme.c_str())) {
      fonts_[slot] = fonts.attribute(kFontSlots[slot]).value();
    }
  }
}

void RunProperties::set_font(std::string_view font) {
  std::string const& named = fonts_[0].empty() ? fonts_[1] : fonts_[0];
  std::string const all{named.empty() ? font : std::string_view{named}};
  std::string xml = "<w:rFonts";
  for (std::size_t slot = 0; slot < kFontSlots.size(); ++slot) {
    xml.append(" ").append(kFontSlots[slot]).append("=\"");
    opc::append_attribute_escaped(xml, fonts_[slot].empty() ? all : fonts_[slot]);
    xml += '"';
  }
  set("w:rFonts", xml + "/>");
}

void RunProperties::set_style(std::string_view style_id) {
  set(wml::w::rStyle, with_value(wml::w::rStyle, style_id));
}

void RunProperties::add(Format const& format) {
  if (format.bold) {
    set(wml::w::b, "<w:b/>");
    set("w:bCs", "<w:bCs/>");
  }
  if (format.italic) {
    set(wml::w::i, "<w:i/>");
    set("w:iCs", "<w:iCs/>");
  }
  if (format.underline) {
    set("w:u", "<w:u w:val=\"single\"/>");
  }
  if (format.position != Position::baseline) {
    set("w:vertAlign",
        with_value("w:vertAlign",
                   format.position == Position::superscript ? "superscript" : "subscript"));
  }
}

void RunProperties::append(std::string& out) const {
  append_element(out, wml::w::rPr, *this);
}

}  // namespace thethuc::rich

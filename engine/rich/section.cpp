#include "rich/section.h"

#include <utility>

#include "opc/xml.h"
#include "wml/measures.h"
#include "wml/names.h"

namespace thethuc::rich {

namespace {

void complete_size(pugi::xml_node size) {
  for (auto const& [name, twips] : {std::pair{"w:w", 11906}, {"w:h", 16838}}) {
    if (!size.attribute(name)) {
      size.append_attribute(name).set_value(twips);
    }
  }
}

void add_default_margins(pugi::xml_node section) {
  pugi::xml_node margins = section.append_child(wml::w::pgMar);
  for (auto const& [name, mm] : {std::pair{"w:top", 20.0},
                                 {"w:right", 20.0},
                                 {"w:bottom", 20.0},
                                 {"w:left", 30.0},
                                 {"w:header", 10.0},
                                 {"w:footer", 10.0},
                                 {"w:gutter", 0.0}}) {
    margins.append_attribute(name).set_value(base::twips_from_mm(mm).count);
  }
}

// Whether the schema has the child before w:pgSz (ECMA-376 Part 1, 17.6.17).
bool is_before_page(pugi::xml_node child) {
  for (char const* name :
       {"w:headerReference", "w:footerReference", "w:footnotePr", "w:endnotePr", wml::w::type}) {
    if (wml::is(child, name)) {
      return true;
    }
  }
  return false;
}

// A copy of `section` in `document`, that has a page's size and margins.
pugi::xml_node completed(pugi::xml_document& document, pugi::xml_node section) {
  pugi::xml_node own = document.append_child(wml::w::sectPr);
  for (pugi::xml_node const child : section.children()) {
    if (is_before_page(child)) {
      own.append_copy(child);
    }
  }
  pugi::xml_node const size = section.child(wml::w::pgSz);
  complete_size(size ? own.append_copy(size) : own.append_child(wml::w::pgSz));
  if (pugi::xml_node const margins = section.child(wml::w::pgMar)) {
    own.append_copy(margins);
  } else {
    add_default_margins(own);
  }
  for (pugi::xml_node const child : section.children()) {
    if (!is_before_page(child) && !wml::is(child, wml::w::pgSz) && !wml::is(child, wml::w::pgMar) &&
        !wml::is(child, "w:sectPrChange")) {
      own.append_copy(child);
    }
  }
  return own;
}

std::string turned(pugi::xml_node section, bool turn, bool to_landscape, bool continued) {
  pugi::xml_document document;
  pugi::xml_node copy = document.append_copy(section);
  if (turn) {
    pugi::xml_node size = copy.child(wml::w::pgSz);
    std::string const width = size.attribute("w:w").value();  // in its own unit
    size.attribute("w:w").set_value(size.attribute("w:h").value());
    size.attribute("w:h").set_value(width.c_str());
    size.remove_attribute("w:orient");
    if (to_landscape) {
      size.append_attribute("w:orient").set_value("landscape");
    }
    copy.remove_child("w:printerSettings");  // of the paper as it lay
  }
  if (continued) {
    copy.remove_child(wml::w::type);  // next page is what no type means
    copy.remove_child("w:titlePg");
    copy.child("w:pgNumType").remove_attribute("w:start");
  }
  std::string xml;
  opc::append_xml(xml, copy);
  return xml;
}

}  // namespace

Section::Section(pugi::xml_node section) {
  pugi::xml_document document;
  pugi::xml_node const own = completed(document, section);
  pugi::xml_node const size = own.child(wml::w::pgSz);
  pugi::xml_node const margins = own.child(wml::w::pgMar);
  width_ = {wml::twips_of(size.attribute("w:w"))};
  height_ = {wml::twips_of(size.attribute("w:h"))};
  margins_ = {wml::twips_of(margins.attribute(wml::w::left)) +
              wml::twips_of(margins.attribute(wml::w::right)) +
              wml::twips_of(margins.attribute("w:gutter"))};
  orientation_ = width_ > height_ ? Orientation::landscape : Orientation::portrait;
  for (bool const landscape : {false, true}) {
    bool const turn = landscape != (orientation_ == Orientation::landscape);
    for (bool const continued : {false, true}) {
      xml_[landscape ? 1 : 0][continued ? 1 : 0] = turned(own, turn, landscape, continued);
    }
  }
}

base::Twips Section::text_width(Orientation orientation) const {
  return (orientation == orientation_ ? width_ : height_) - margins_;
}

}  // namespace thethuc::rich

// Paper, margins, page numbers.

#include <cmath>
#include <string>
#include <utility>

#include "opc/part_types.h"
#include "opc/xml.h"
#include "rules/edit.h"
#include "rules/mend.h"
#include "rules/page_field.h"
#include "wml/names.h"

namespace thethuc::rules {

namespace w = wml::w;

namespace {

pugi::xml_node main_root(Document& document) {
  return document.trees.at(document.package.main_part())->document_element();
}

pugi::xml_node section_properties(Document& document, std::size_t section) {
  pugi::xml_node& properties = document.sections[section].properties;
  if (!properties) {
    properties = main_root(document).child(w::body).append_child(w::sectPr);
  }
  return properties;
}

void set_paper(pugi::xml_node properties, Section const& s, PageSpec const& page) {
  pugi::xml_node size = section_property(properties, "w:pgSz");
  set(size, "w:w", s.landscape ? page.height_twips : page.width_twips);
  set(size, "w:h", s.landscape ? page.width_twips : page.height_twips);
  size.remove_attribute("w:code");  // the printer's own name of the old size
}

void set_margin(pugi::xml_node properties, Section const& s, Repair const& repair) {
  pugi::xml_node const margins = section_property(properties, w::pgMar);
  // What the section did not say it says now as it was.
  for (auto const& [name, value] : {std::pair{"w:top", s.top},
                                    std::pair{"w:right", s.right},
                                    std::pair{"w:bottom", s.bottom},
                                    std::pair{"w:left", s.left},
                                    std::pair{"w:header", s.header},
                                    std::pair{"w:footer", s.footer},
                                    std::pair{"w:gutter", s.gutter}}) {
    if (!margins.attribute(name)) {
      set(margins, name, value);
    }
  }
  bool const is_left = repair.text == "w:left";
  set(margins, repair.text.c_str(), is_left ? repair.value - s.gutter : repair.value);
}

// --- the page number

// A header or footer with the number alone, as the profile has it.
std::string number_part(std::string_view root, std::string_view jc, Profile const& profile) {
  std::string format = "<w:rPr>";
  if (std::string const& font = profile.page().font; !font.empty()) {
    format += "<w:rFonts";
    for (std::string_view slot : {"w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"}) {
      opc::append_attribute(format, slot, font);
    }
    format += "/>";
  }
  ComponentSpec const* const spec = profile.component(Component::so_trang);
  if (spec != nullptr && spec->size_pt) {
    auto const half_points = std::lround(spec->size_pt->preferred * 2);
    for (std::string_view name : {"sz", "szCs"}) {
      format.append("<w:").append(name);
      opc::append_attribute(format, "w:val", std::to_string(half_points));
      format += "/>";
    }
  }
  format += "</w:rPr>";
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:" + std::string{root} +
      " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:p><w:pPr>"
      "<w:jc w:val=\"" +
      std::string{jc} + "\"/></w:pPr>";
  for (std::string_view content : {"<w:fldChar w:fldCharType=\"begin\"/>",
                                   "<w:instrText xml:space=\"preserve\"> PAGE </w:instrText>",
                                   "<w:fldChar w:fldCharType=\"separate\"/>",
                                   "<w:t>2</w:t>",
                                   "<w:fldChar w:fldCharType=\"end\"/>"}) {
    out.append("<w:r>").append(format).append(content).append("</w:r>");
  }
  return out.append("</w:p></w:").append(root).append(">");
}

// Whether no number stands in the part any more: one that stands there alone goes.
bool clear_numbers(Document& document, std::string const& part, std::set<std::string>& changed) {
  auto const edge = document.edges.find(part);
  if (part.empty() || edge == document.edges.end()) {
    return true;
  }
  for (Paragraph const& p : edge->second.paragraphs) {
    if (!p.page_field) {
      continue;
    }
    if (!clear_page_number(p)) {
      return false;
    }
    changed.insert(part);
  }
  return true;
}

// A number at the other edge goes when it stands there alone; then one stands where it should.
bool add_page_number(Document& document,
                     Profile const& profile,
                     std::size_t index,
                     bool in_footer,
                     std::set<std::string>& changed) {
  Section const& section = document.sections[index];
  std::string const& own = in_footer ? section.footer_default : section.header_default;
  std::string const& other = in_footer ? section.header_default : section.footer_default;
  // What stands there already somebody has put there.
  if (!own.empty() || !clear_numbers(document, other, changed)) {
    return false;
  }
  std::string const kind = in_footer ? "footer" : "header";
  std::string name;
  for (int number = 1; name.empty() || document.package.find(name) != nullptr; ++number) {
    name = "/word/" + kind + std::to_string(number) + ".xml";
  }
  document.package.add(
      {name,
       std::string{opc::kWordprocessingTypes}.append(kind).append("+xml"),
       number_part(in_footer ? "ftr" : "hdr", in_footer ? "right" : "center", profile)});
  opc::Relationships& relationships = document.package.relationships(document.package.main_part());
  std::string id;
  for (int number = 1; id.empty() || relationships.by_id(id) != nullptr; ++number) {
    id = "rIdSoTrang" + std::to_string(number);
  }
  std::string const target = name.substr(std::string_view{"/word/"}.size());
  relationships.add({id, std::string{opc::kOfficeRelationships}.append(kind), target, false});
  pugi::xml_node properties = section_properties(document, index);
  pugi::xml_node const reference = properties.prepend_child(("w:" + kind + "Reference").c_str());
  set(reference, w::type, "default");
  set(reference, "r:id", id);
  pugi::xml_node root = main_root(document);
  if (!root.attribute("xmlns:r")) {
    set(root, "xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships");
  }
  // Pages that are counted on begin with a number.
  if (index == 0 || section.page_start == 1) {
    section_property(properties, "w:titlePg").remove_attribute(w::val);
  }
  return true;
}

}  // namespace

bool clear_page_number(Paragraph const& p) {
  if (p.text.find_first_not_of("0123456789 \t\n-") != std::string::npos) {
    return false;
  }
  pugi::xml_node paragraph = p.node;
  for (pugi::xml_node child = paragraph.first_child(); child;) {
    pugi::xml_node const next = child.next_sibling();
    if (!wml::is(child, w::pPr)) {
      paragraph.remove_child(child);
    }
    child = next;
  }
  return true;
}

bool plain_page_number(Paragraph const& p) {
  if (!p.page_field || !p.page_field->code_node) {
    return false;
  }
  pugi::xml_node const code = p.page_field->code_node;
  std::string const plain = without_number_switch(p.page_field->code);
  if (wml::is(code, "w:fldSimple")) {
    set(code, "w:instr", plain);
  } else {
    code.text().set(plain.c_str());
  }
  return true;
}

bool mend_section(Document& document,
                  Profile const& profile,
                  Repair const& repair,
                  std::set<std::string>& changed) {
  if (repair.kind == Repair::Kind::page_number) {
    return add_page_number(document, profile, repair.section, repair.text == "footer", changed);
  }
  pugi::xml_node const properties = section_properties(document, repair.section);
  switch (repair.kind) {
    case Repair::Kind::paper:
      set_paper(properties, document.sections[repair.section], profile.page());
      return true;
    case Repair::Kind::margin:
      set_margin(properties, document.sections[repair.section], repair);
      return true;
    case Repair::Kind::title_page:
      section_property(properties, "w:titlePg").remove_attribute(w::val);
      return true;
    case Repair::Kind::page_start:
      set(section_property(properties, "w:pgNumType"), "w:start", 1);
      return true;
    case Repair::Kind::page_format:
      section_property(properties, "w:pgNumType").remove_attribute("w:fmt");
      return true;
    default:
      return false;
  }
}

}  // namespace thethuc::rules

#include "rules/read_sections.h"

#include <string_view>

#include "wml/measures.h"
#include "wml/names.h"

namespace thethuc::rules {

namespace w = wml::w;

namespace {

void read_page(pugi::xml_node properties, Section& section) {
  pugi::xml_node const size = properties.child(w::pgSz);
  section.width_twips = wml::twips_of(size.attribute("w:w"), section.width_twips);
  section.height_twips = wml::twips_of(size.attribute("w:h"), section.height_twips);
  section.landscape = std::string_view{"landscape"} == size.attribute("w:orient").value() ||
                      section.width_twips > section.height_twips;
  pugi::xml_node const margins = properties.child(w::pgMar);
  section.top = wml::twips_of(margins.attribute("w:top"), section.top);
  section.bottom = wml::twips_of(margins.attribute("w:bottom"), section.bottom);
  section.left = wml::twips_of(margins.attribute("w:left"), section.left);
  section.right = wml::twips_of(margins.attribute("w:right"), section.right);
  section.gutter = wml::twips_of(margins.attribute("w:gutter"));
  section.header = wml::twips_of(margins.attribute("w:header"), section.header);
  section.footer = wml::twips_of(margins.attribute("w:footer"), section.footer);
  pugi::xml_node const title = properties.child("w:titlePg");
  section.title_page = title && wml::is_on(title);
  pugi::xml_node const numbers = properties.child("w:pgNumType");
  section.page_start = numbers.attribute("w:start").as_int(-1);
  section.page_format = numbers.attribute("w:fmt").value();
  section.continuous =
      std::string_view{"continuous"} == properties.child("w:type").attribute(w::val).value();
}

// A section without a header of some kind has that of the section before (17.10.1).
void inherit_edges(Document const& document, Section const* before, Section& section) {
  if (before != nullptr) {
    section.header_default = before->header_default;
    section.header_first = before->header_first;
    section.header_even = before->header_even;
    section.footer_default = before->footer_default;
    section.footer_first = before->footer_first;
    section.footer_even = before->footer_even;
  }
  std::string const& main = document.package.main_part();
  for (pugi::xml_node reference : section.properties.children()) {
    bool const is_header = wml::is(reference, "w:headerReference");
    if (!is_header && !wml::is(reference, "w:footerReference")) {
      continue;
    }
    opc::Relationship const* const found =
        document.package.relationships(main).by_id(reference.attribute("r:id").value());
    if (found == nullptr || found->is_external) {
      continue;
    }
    std::string_view const type = reference.attribute(w::type).as_string("default");
    std::string& part = type == "first" ? (is_header ? section.header_first : section.footer_first)
                        : type == "even"
                            ? (is_header ? section.header_even : section.footer_even)
                            : (is_header ? section.header_default : section.footer_default);
    part = opc::Package::target_part(main, *found);
  }
}

}  // namespace

void read_sections(Document& document,
                   std::vector<pugi::xml_node> const& ends,
                   pugi::xml_node last) {
  std::vector<pugi::xml_node> all = ends;
  all.push_back(last);
  document.sections.reserve(all.size());
  for (pugi::xml_node properties : all) {
    Section section;
    section.properties = properties;
    read_page(properties, section);
    inherit_edges(
        document, document.sections.empty() ? nullptr : &document.sections.back(), section);
    document.sections.push_back(std::move(section));
  }
  std::size_t at = 0;
  std::vector<Paragraph>& paragraphs = document.paragraphs;
  for (std::size_t s = 0; s < document.sections.size(); ++s) {
    document.sections[s].first = at;
    while (at < paragraphs.size() && paragraphs[at].section == static_cast<int>(s)) {
      ++at;
    }
    document.sections[s].last = at;
    // A continuous section begins no page.
    if (document.sections[s].continuous && document.sections[s].first < paragraphs.size()) {
      paragraphs[document.sections[s].first].starts_page =
          paragraphs[document.sections[s].first].format.page_break_before;
    }
  }
  // A body whose last block ends a section has one more than paragraphs to fill it.
  if (document.sections.size() > 1 && document.sections.back().first >= paragraphs.size()) {
    document.sections.pop_back();
  }
}

}  // namespace thethuc::rules

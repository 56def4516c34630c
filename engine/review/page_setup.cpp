#include "review/page_setup.h"

#include <string_view>

#include <pugixml.hpp>

#include "opc/xml.h"
#include "wml/names.h"

namespace thethuc::review {

namespace w = wml::w;

namespace {

double mm(pugi::xml_attribute twips, int unsaid) {
  constexpr double kMmPerTwip = 25.4 / 1440;
  return twips.as_int(unsaid) * kMmPerTwip;
}

PageSetup read(pugi::xml_node section) {
  pugi::xml_node const size = section.child(w::pgSz);
  pugi::xml_node const margins = section.child(w::pgMar);
  PageSetup page;
  page.width_mm = mm(size.attribute("w:w"), 12240);
  page.height_mm = mm(size.attribute("w:h"), 15840);
  page.top_mm = mm(margins.attribute("w:top"), 1440);
  page.bottom_mm = mm(margins.attribute("w:bottom"), 1440);
  page.left_mm = mm(margins.attribute("w:left"), 1800);
  page.right_mm = mm(margins.attribute("w:right"), 1800);
  page.header_mm = mm(margins.attribute("w:header"), 720);
  page.footer_mm = mm(margins.attribute("w:footer"), 720);
  return page;
}

}  // namespace

std::vector<PageSetup> page_setups(opc::Package const& package,
                                   opc::Limits const& limits,
                                   base::Diagnostics& out) {
  opc::Part const* const main = package.find(package.main_part());
  auto const tree =
      main != nullptr ? opc::parse_xml(main->bytes, "", main->name, limits, out) : nullptr;
  if (!tree) {
    return {};
  }
  std::vector<PageSetup> pages;
  pugi::xml_node const root = tree->document_element();
  pugi::xml_node const body = root.child(w::body);
  // The end of a section stands in a paragraph of the body, that of the last in the body.
  for (pugi::xml_node const block : body.children()) {
    pugi::xml_node const section =
        std::string_view{block.name()} == w::sectPr ? block : block.child(w::pPr).child(w::sectPr);
    if (section) {
      pages.push_back(read(section));
    }
  }
  return pages;
}

}  // namespace thethuc::review

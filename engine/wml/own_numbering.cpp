#include "wml/own_numbering.h"

#include "wml/names.h"
#include "wml/property_order.h"

namespace thethuc::wml {

pugi::xml_node own_numbering(pugi::xml_node paragraph,
                             NumberingUse const& use,
                             Styles const& styles) {
  pugi::xml_node properties = paragraph.child(w::pPr);
  if (!use.from_style) {
    return properties.child("w:numPr");
  }
  if (!properties) {
    properties = paragraph.prepend_child(w::pPr);
  }
  if (pugi::xml_node const indents = styles.style_indents(paragraph);
      indents && !properties.child(w::ind)) {
    pugi::xml_node const behind = paragraph_property_behind(properties, w::ind);
    behind ? properties.insert_copy_before(indents, behind) : properties.append_copy(indents);
  }
  properties.remove_child("w:numPr");
  pugi::xml_node const behind = paragraph_property_behind(properties, "w:numPr");
  pugi::xml_node numbering = behind ? properties.insert_child_before("w:numPr", behind)
                                    : properties.append_child("w:numPr");
  numbering.append_child("w:ilvl").append_attribute(w::val).set_value(use.level);
  numbering.append_child("w:numId").append_attribute(w::val).set_value(use.num_id.c_str());
  return numbering;
}

}  // namespace thethuc::wml

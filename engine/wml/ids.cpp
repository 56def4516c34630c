#include "wml/ids.h"

#include <algorithm>
#include <cstring>

#include "wml/names.h"

namespace thethuc::wml {
namespace {

struct IdAttribute {
  char const* element;
  char const* attribute;
  IdKind kind;
};

// Attributes that give something its id (ECMA-376 Part 1, 17.13, 20.4.2.5; Part 4, 14.1).
constexpr IdAttribute kDeclarations[] = {
    {"w:bookmarkStart", "w:id", IdKind::annotation},
    {"w:bookmarkStart", "w:name", IdKind::bookmark},
    {"w:permStart", "w:id", IdKind::annotation},
    {"w:ins", "w:id", IdKind::annotation},
    {"w:del", "w:id", IdKind::annotation},
    {"w:moveFrom", "w:id", IdKind::annotation},
    {"w:moveTo", "w:id", IdKind::annotation},
    {"w:moveFromRangeStart", "w:id", IdKind::annotation},
    {"w:moveToRangeStart", "w:id", IdKind::annotation},
    {"w:customXmlInsRangeStart", "w:id", IdKind::annotation},
    {"w:customXmlDelRangeStart", "w:id", IdKind::annotation},
    {"w:rPrChange", "w:id", IdKind::annotation},
    {"w:pPrChange", "w:id", IdKind::annotation},
    {"w:tblPrChange", "w:id", IdKind::annotation},
    {"w:trPrChange", "w:id", IdKind::annotation},
    {"w:tcPrChange", "w:id", IdKind::annotation},
    {"w:cellIns", "w:id", IdKind::annotation},
    {"w:cellDel", "w:id", IdKind::annotation},
    {"wp:docPr", "id", IdKind::drawing},
    {"wps:txbx", "id", IdKind::text_box},
};

// Attributes that refer to one.
constexpr IdAttribute kReferences[] = {
    {"w:bookmarkEnd", "w:id", IdKind::annotation},
    {"w:permEnd", "w:id", IdKind::annotation},
    {"w:moveFromRangeEnd", "w:id", IdKind::annotation},
    {"w:moveToRangeEnd", "w:id", IdKind::annotation},
    {"w:customXmlInsRangeEnd", "w:id", IdKind::annotation},
    {"w:customXmlDelRangeEnd", "w:id", IdKind::annotation},
    {"w:hyperlink", "w:anchor", IdKind::bookmark},
    {"wps:linkedTxbx", "id", IdKind::text_box},
};

template <std::size_t N>
std::optional<IdKind> kind_in(IdAttribute const (&table)[N],
                              pugi::xml_node element,
                              pugi::xml_attribute attribute) {
  for (IdAttribute const& row : table) {
    if (is(element, row.element) && std::strcmp(attribute.name(), row.attribute) == 0) {
      return row.kind;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<IdKind> declared_id(pugi::xml_node element, pugi::xml_attribute attribute) {
  if (std::strncmp(element.name(), "v:", 2) == 0 && std::strcmp(attribute.name(), "id") == 0) {
    return IdKind::shape;
  }
  return kind_in(kDeclarations, element, attribute);
}

std::optional<IdKind> referred_id(pugi::xml_node element, pugi::xml_attribute attribute) {
  // A form field is called as the bookmark around it (17.16.27).
  if (is(element, "w:name") && is(element.parent(), "w:ffData")) {
    return std::strcmp(attribute.name(), w::val) == 0 ? std::optional{IdKind::bookmark}
                                                      : std::nullopt;
  }
  return kind_in(kReferences, element, attribute);
}

bool is_given_by_word(pugi::xml_attribute attribute) {
  static constexpr char const* kGiven[] = {"w14:paraId", "w14:textId", "o:spid"};
  return std::any_of(std::begin(kGiven), std::end(kGiven), [&](char const* name) {
    return std::strcmp(attribute.name(), name) == 0;
  });
}

}  // namespace thethuc::wml

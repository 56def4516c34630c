#include "wml/numbering.h"

#include <algorithm>

#include "opc/xml.h"
#include "wml/names.h"

namespace thethuc::wml {
namespace {

constexpr int kLevels = 9;  // 17.9.6: w:ilvl is 0 to 8

pugi::xml_node level_of(pugi::xml_node parent, char const* name, int level) {
  return parent.find_child(
      [&](pugi::xml_node n) { return is(n, name) && n.attribute("w:ilvl").as_int(-1) == level; });
}

}  // namespace

Numbering::Numbering(pugi::xml_node root) {
  for (pugi::xml_node node : root.children()) {
    if (is(node, "w:abstractNum")) {
      abstracts_.emplace(node.attribute("w:abstractNumId").value(), node);
      if (pugi::xml_node const link = node.child("w:styleLink")) {
        style_definitions_.emplace(link.attribute(w::val).value(), node);
      }
    } else if (is(node, "w:num")) {
      nums_.emplace(node.attribute("w:numId").value(), node);
      highest_ = std::max(highest_, node.attribute("w:numId").as_int());
    }
  }
}

// A definition may only point at a numbering style, whose own definition has the levels (17.9.21).
pugi::xml_node Numbering::abstract_of(pugi::xml_node num) const {
  auto const found = abstracts_.find(num.child("w:abstractNumId").attribute(w::val).value());
  if (found == abstracts_.end()) {
    return {};
  }
  auto const linked =
      style_definitions_.find(found->second.child("w:numStyleLink").attribute(w::val).value());
  return linked == style_definitions_.end() ? found->second : linked->second;
}

std::string Numbering::restarted(std::string_view num_id, int level) const {
  auto const found = nums_.find(num_id);
  if (found == nums_.end()) {
    return {};
  }
  pugi::xml_node const num = found->second;
  pugi::xml_node const abstract = abstract_of(num);
  std::string xml;
  opc::append_xml(xml, num.child("w:abstractNumId"));
  for (int i = 0; i < kLevels; ++i) {
    pugi::xml_node const own = level_of(num, "w:lvlOverride", i);
    if (i < level) {
      if (own) {
        opc::append_xml(xml, own);
      }
      continue;
    }
    pugi::xml_node const definition =
        own.child("w:lvl") ? own.child("w:lvl") : level_of(abstract, "w:lvl", i);
    // Without w:start a level counts from 0 (17.9.25).
    int const start =
        own.child("w:startOverride")
            ? own.child("w:startOverride").attribute(w::val).as_int()
            : definition.child("w:start").attribute(w::val).as_int(definition ? 0 : 1);
    xml += "<w:lvlOverride w:ilvl=\"" + std::to_string(i) + "\"><w:startOverride w:val=\"" +
           std::to_string(start) + "\"/>";
    if (own.child("w:lvl")) {
      opc::append_xml(xml, own.child("w:lvl"));
    }
    xml += "</w:lvlOverride>";
  }
  return xml;
}

}  // namespace thethuc::wml

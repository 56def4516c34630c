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
      int const id = node.attribute("w:numId").as_int();
      highest_ = std::max(highest_, id < (1 << 30) ? id : 0);  // what is added stays an int
    }
  }
}

std::string_view Numbering::definition(std::string_view num_id) const {
  auto const found = nums_.find(num_id);
  return found == nums_.end() ? std::string_view{}
                              : found->second.child("w:abstractNumId").attribute(w::val).value();
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

void Numbering::restart(pugi::xml_node copy, std::string_view num_id, int level) const {
  auto const found = nums_.find(num_id);
  pugi::xml_node const abstract =
      found == nums_.end() ? pugi::xml_node{} : abstract_of(found->second);
  pugi::xml_node last = copy.child("w:abstractNumId");
  for (int i = 0; i < kLevels; ++i) {
    pugi::xml_node own = level_of(copy, "w:lvlOverride", i);
    if (own) {
      copy.insert_move_after(own, last);
    } else if (i < level) {
      continue;
    } else {
      own = copy.insert_child_after("w:lvlOverride", last);
      own.append_attribute("w:ilvl").set_value(i);
    }
    last = own;
    if (i < level || own.child("w:startOverride")) {
      continue;
    }
    pugi::xml_node const definition =
        own.child("w:lvl") ? own.child("w:lvl") : level_of(abstract, "w:lvl", i);
    // Without w:start a level counts from 0 (17.9.25).
    int const start = definition.child("w:start").attribute(w::val).as_int(definition ? 0 : 1);
    own.prepend_child("w:startOverride").append_attribute(w::val).set_value(start);
  }
}

std::string Numbering::restarted(std::string_view num_id, int level) const {
  auto const found = nums_.find(num_id);
  if (found == nums_.end()) {
    return {};
  }
  pugi::xml_document copy;
  restart(copy.append_copy(found->second), num_id, level);
  std::string xml;
  for (pugi::xml_node child : copy.first_child().children()) {
    opc::append_xml(xml, child);
  }
  return xml;
}

std::string Numbering::copied(std::string_view num_id) const {
  return restarted(num_id, kLevels);
}

}  // namespace thethuc::wml

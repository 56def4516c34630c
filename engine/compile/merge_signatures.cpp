#include "compile/merge_signatures.h"

#include <functional>

#include <fmt/format.h>

#include "opc/xml.h"
#include "wml/names.h"

namespace thethuc::compile {
namespace {

namespace w = wml::w;
using wml::is;

constexpr int kMaxStyleDepth = 50;  // a longer chain of w:basedOn runs in a circle

// Revision marks say nothing about the style.
bool is_revision(pugi::xml_attribute attribute) {
  return std::string_view{attribute.name()}.starts_with("w:rsid");
}

// What tells a list from its copies, and nothing else (17.9.15, 17.9.29).
bool is_identity(pugi::xml_node node) {
  return is(node, "w:nsid") || is(node, "w:tmpl") || is(node, "w:rsid");
}

std::string digest(std::string const& text) {
  std::hash<std::string> const hash;
  return fmt::format("{:016x}{:016x}", hash(text), hash(text + "#"));
}

}  // namespace

StyleSignatures::StyleSignatures(pugi::xml_node styles, pugi::xml_node numbering) {
  for (pugi::xml_node const style : styles.children(w::style)) {
    styles_.emplace(style.attribute(w::styleId).value(), style);
  }
  for (pugi::xml_node const list : numbering.children()) {
    if (is(list, "w:num")) {
      nums_.emplace(list.attribute("w:numId").value(), list);
    } else if (is(list, "w:abstractNum")) {
      abstracts_.emplace(list.attribute("w:abstractNumId").value(), list);
    }
  }
}

std::string const& StyleSignatures::of(pugi::xml_node style) {
  return of(style, 0);
}

std::string const& StyleSignatures::of(pugi::xml_node style, int depth) {
  std::string const key =
      std::string{style.attribute(w::styleId).value()} + " " + style.attribute(w::type).value();
  auto const [entry, is_new] = known_.try_emplace(key);
  if (!is_new) {
    return entry->second;  // "" within a circle
  }
  std::string text;
  append(text, style);
  auto const base = styles_.find(style.child(w::basedOn).attribute(w::val).value());
  if (base != styles_.end() && depth < kMaxStyleDepth) {
    text += of(base->second, depth + 1);
  }
  return known_[key] = digest(text);
}

void StyleSignatures::append(std::string& out, pugi::xml_node node) const {
  out.append("<").append(node.name());
  bool const is_list = is(node, "w:numId");
  for (pugi::xml_attribute const attribute : node.attributes()) {
    if (!is_list && !is_revision(attribute)) {
      opc::append_attribute(out, attribute.name(), attribute.value());
    }
  }
  out.append(">");
  if (is_list) {
    append_list(out, node.attribute(w::val).value());
  }
  for (pugi::xml_node const child : node.children()) {
    if (child.type() != pugi::node_element) {
      opc::append_escaped(out, child.value());
    } else if (!is_identity(child)) {
      append(out, child);
    }
  }
  out.append("</>");
}

void StyleSignatures::append_list(std::string& out, std::string_view num_id) const {
  auto const num = nums_.find(num_id);
  if (num == nums_.end()) {
    return;
  }
  for (pugi::xml_node const child : num->second.children("w:lvlOverride")) {
    append(out, child);
  }
  auto const abstract =
      abstracts_.find(num->second.child("w:abstractNumId").attribute(w::val).value());
  if (abstract == abstracts_.end()) {
    return;
  }
  for (pugi::xml_node const child : abstract->second.children()) {
    if (!is_identity(child)) {
      append(out, child);
    }
  }
}

}  // namespace thethuc::compile

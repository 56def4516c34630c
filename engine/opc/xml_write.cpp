#include <array>
#include <cstring>

#include "opc/xml.h"

namespace thethuc::opc {

namespace {

using Escapes = std::array<char const*, 256>;

constexpr Escapes text_escapes() {
  Escapes escapes{};
  escapes['&'] = "&amp;";
  escapes['<'] = "&lt;";
  escapes['>'] = "&gt;";
  escapes['\r'] = "&#13;";  // a reader would turn a bare one into a line feed
  return escapes;
}

constexpr Escapes attribute_escapes() {
  Escapes escapes = text_escapes();
  escapes['"'] = "&quot;";
  escapes['\t'] = "&#9;";  // a reader would turn bare white space into blanks
  escapes['\n'] = "&#10;";
  return escapes;
}

constexpr Escapes kTextEscapes = text_escapes();
constexpr Escapes kAttributeEscapes = attribute_escapes();

void append_with(Escapes const& escapes, std::string& out, std::string_view text) {
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (char const* const escape = escapes[static_cast<unsigned char>(text[i])]) {
      out.append(text.substr(begin, i - begin)).append(escape);
      begin = i + 1;
    }
  }
  out.append(text.substr(begin));
}

bool is_text(pugi::xml_node node) {
  return node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata;
}

void append_node(std::string& out, pugi::xml_node node) {
  if (is_text(node)) {
    append_escaped(out, node.value());
    return;
  }
  if (node.type() != pugi::node_element) {
    return;
  }
  bool const empty = !node.first_child();
  append_start_tag(out, node, empty);
  for (pugi::xml_node const child : node.children()) {
    append_node(out, child);
  }
  if (!empty) {
    append_end_tag(out, node);
  }
}

pugi::xml_node root_of(pugi::xml_node node) {
  if (node.type() != pugi::node_document) {
    return node;
  }
  for (pugi::xml_node const child : node.children()) {
    if (child.type() == pugi::node_element) {
      return child;
    }
  }
  return {};
}

// An element stays on one line when a line break inside would be text.
bool stays_on_one_line(pugi::xml_node element) {
  if (!element.first_child() ||
      std::strcmp(element.attribute("xml:space").value(), "preserve") == 0) {
    return true;
  }
  for (pugi::xml_node const child : element.children()) {
    if (is_text(child)) {
      return true;
    }
  }
  return false;
}

void append_pretty(std::string& out, pugi::xml_node element, std::size_t depth) {
  out.append(2 * depth, ' ');
  if (stays_on_one_line(element)) {
    append_node(out, element);
    out.push_back('\n');
    return;
  }
  append_start_tag(out, element, false);
  out.push_back('\n');
  for (pugi::xml_node const child : element.children()) {
    if (child.type() == pugi::node_element) {
      append_pretty(out, child, depth + 1);
    }
  }
  out.append(2 * depth, ' ');
  append_end_tag(out, element);
  out.push_back('\n');
}

}  // namespace

void append_escaped(std::string& out, std::string_view text) {
  append_with(kTextEscapes, out, text);
}

void append_attribute_escaped(std::string& out, std::string_view value) {
  append_with(kAttributeEscapes, out, value);
}

void append_attribute(std::string& out, std::string_view name, std::string_view value) {
  out.push_back(' ');
  out.append(name).append("=\"");
  append_attribute_escaped(out, value);
  out.push_back('"');
}

void append_start_tag(std::string& out, pugi::xml_node element, bool empty) {
  out.push_back('<');
  out.append(element.name());
  for (pugi::xml_attribute const attribute : element.attributes()) {
    append_attribute(out, attribute.name(), attribute.value());
  }
  out.append(empty ? "/>" : ">");
}

void append_end_tag(std::string& out, pugi::xml_node element) {
  out.append("</").append(element.name()).push_back('>');
}

void append_xml(std::string& out, pugi::xml_node node) {
  append_node(out, root_of(node));
}

std::string to_xml(pugi::xml_node node) {
  std::string out{kXmlDeclaration};
  append_xml(out, node);
  return out;
}

std::string to_pretty_xml(pugi::xml_node node) {
  std::string out{kXmlDeclaration};
  if (pugi::xml_node const root = root_of(node)) {
    append_pretty(out, root, 0);
  }
  return out;
}

}  // namespace thethuc::opc

#include "compile/merge_map.h"

#include <cstring>
#include <optional>
#include <vector>

#include "compile/merge_host.h"
#include "wml/names.h"

namespace thethuc::compile {
namespace {

namespace w = wml::w;
using wml::is;

// Elements whose w:val is the id of a style of that type (ECMA-376 Part 1, 17.3.1.27, 17.3.2.29,
// 17.4.62).
struct StyleReference {
  char const* element;
  char const* type;
};
constexpr StyleReference kStyleReferences[] = {
    {w::pStyle, "paragraph"}, {w::rStyle, "character"}, {"w:tblStyle", "table"}};

bool is_relationship(pugi::xml_attribute attribute) {
  return std::strncmp(attribute.name(), "r:", 2) == 0 ||
         std::strcmp(attribute.name(), "o:relid") == 0;
}

void set(pugi::xml_node node, std::string const& value) {
  node.attribute(w::val).set_value(value.c_str());
}

// What a section within the body may bring: its page, but no headers and footers.
void strip_section(pugi::xml_node section) {
  for (char const* name : {"w:headerReference", "w:footerReference", "w:printerSettings"}) {
    while (section.remove_child(name)) {
    }
  }
}

}  // namespace

void GuestReferences::map(pugi::xml_node node, MergedStory const& story) {
  for (pugi::xml_node child = node.first_child(); child;) {
    pugi::xml_node const next = child.next_sibling();
    if (!map_element(child, story)) {
      node.remove_child(child);
    } else if (child.type() == pugi::node_element) {
      map_relationships(child, story);
      map(child, story);
      if (is(child, w::p) || is(child, w::tbl)) {
        name_default_style(child);
      }
    }
    child = next;
  }
}

// False when nothing stands for it and the element has to go.
bool GuestReferences::map_element(pugi::xml_node node, MergedStory const& story) {
  if (std::strncmp(node.name(), "w:", 2) != 0) {
    return true;
  }
  for (StyleReference const& reference : kStyleReferences) {
    if (is(node, reference.element)) {
      return map_style(node, reference.type);
    }
  }
  if (is(node, "w:numId")) {
    set(node, numbering_.map(node.attribute(w::val).value()));
  } else if (is(node, w::sectPr)) {
    strip_section(node);
    return story.may_end_sections;
  } else if (is(node, w::footnoteReference) || is(node, w::endnoteReference)) {
    return !story.is_note;  // notes have none; those of the body were copied
  }
  return true;
}

bool GuestReferences::map_style(pugi::xml_node node, char const* type) {
  std::string const own = styles_.map(type, node.attribute(w::val).value());
  set(node, own);
  return !own.empty();
}

// A paragraph without a style is of the default one (17.7.4.17), which may be another in the host.
void GuestReferences::name_default_style(pugi::xml_node node) {
  bool const is_table = is(node, w::tbl);
  char const* const element = is_table ? "w:tblStyle" : w::pStyle;
  pugi::xml_node properties = node.child(is_table ? w::tblPr : w::pPr);
  if (properties.child(element)) {
    return;
  }
  std::string const& style = styles_.default_to_name(is_table ? "table" : "paragraph");
  if (style.empty() || (is_table && !properties)) {
    return;
  }
  if (!properties) {
    properties = node.prepend_child(w::pPr);
  }
  properties.prepend_child(element).append_attribute(w::val).set_value(style.c_str());
}

void GuestReferences::map_relationships(pugi::xml_node node, MergedStory const& story) {
  for (pugi::xml_attribute attribute = node.first_attribute(); attribute;) {
    pugi::xml_attribute const next = attribute.next_attribute();
    if (is_relationship(attribute) && *attribute.value() != '\0') {
      auto const own = parts_.relationship(story.guest_part, attribute.value(), story.host_part);
      if (own) {
        attribute.set_value(own->c_str());
      } else {
        node.remove_attribute(attribute);  // else it might come to name something of the host's
      }
    }
    attribute = next;
  }
}

// What was added to styles and numbering refers to more of both, in turn.
void GuestReferences::map_definitions() {
  for (;;) {
    std::vector<pugi::xml_node> const styles = styles_.take_added();
    std::vector<pugi::xml_node> const lists = numbering_.take_added();
    if (styles.empty() && lists.empty()) {
      return;
    }
    for (pugi::xml_node const style : styles) {
      map_style_definition(style);
    }
    MergedStory const numbering{numbering_part_, shared_part_name(package_, SharedPart::numbering)};
    for (pugi::xml_node const list : lists) {
      map_list_definition(list, numbering);
    }
  }
}

void GuestReferences::map_style_definition(pugi::xml_node style) {
  char const* const type = style.attribute(w::type).as_string("paragraph");
  bool const is_paragraph = std::strcmp(type, "paragraph") == 0;
  if (pugi::xml_node const base = style.child(w::basedOn); base && !map_style(base, type)) {
    style.remove_child(base);
  }
  if (pugi::xml_node const next = style.child("w:next"); next && !map_style(next, "paragraph")) {
    style.remove_child(next);
  }
  // A style of paragraphs and one of characters are linked to each other (17.7.4.6): a style of the
  // host is not linked to this one.
  char const* const other = is_paragraph ? "character" : "paragraph";
  if (pugi::xml_node const link = style.child("w:link")) {
    if (styles_.is_added(other, link.attribute(w::val).value())) {
      map_style(link, other);
    } else {
      style.remove_child(link);
    }
  }
  map_lists_of_style(style);
}

void GuestReferences::map_lists_of_style(pugi::xml_node node) {
  for (pugi::xml_node const child : node.children()) {
    if (is(child, "w:numId")) {
      set(child, numbering_.map_of_style(child.attribute(w::val).value()));
    } else {
      map_lists_of_style(child);
    }
  }
}

void GuestReferences::map_list_definition(pugi::xml_node node, MergedStory const& story) {
  map_relationships(node, story);
  for (pugi::xml_node child = node.first_child(); child;) {
    pugi::xml_node const next = child.next_sibling();
    char const* const id = child.attribute(w::val).value();
    bool stays = true;
    // A level belongs to a style, and a definition to a style of lists, that says so as well
    // (17.9.23, 17.9.27); the host's own styles have lists of their own.
    if (is(child, w::pStyle)) {
      stays = styles_.is_added("paragraph", id) && map_style(child, "paragraph");
    } else if (is(child, "w:styleLink")) {
      stays = styles_.is_added("numbering", id) && map_style(child, "numbering");
    } else if (is(child, "w:numStyleLink")) {
      stays = map_style(child, "numbering");
    } else if (is(child, w::rStyle)) {
      stays = map_style(child, "character");
    } else if (is(child, "w:lvlPicBulletId")) {
      std::string const own = numbering_.map_bullet(id);
      set(child, own);
      stays = !own.empty();
    }
    if (stays) {
      map_list_definition(child, story);
    } else {
      node.remove_child(child);
    }
    child = next;
  }
}

}  // namespace thethuc::compile

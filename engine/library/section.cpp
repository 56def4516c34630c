#include "library/section.h"

#include <cstring>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "opc/xml.h"
#include "wml/measures.h"
#include "wml/names.h"
#include "wml/property_order.h"

namespace thethuc::library {

namespace {

namespace w = wml::w;
using wml::is;

constexpr char kOrient[] = "w:orient";
constexpr char kWidth[] = "w:w";
constexpr char kHeight[] = "w:h";
constexpr char kRelationshipId[] = "r:id";

bool is_landscape(pugi::xml_node page_size) {
  return std::strcmp(page_size.attribute(kOrient).value(), "landscape") == 0;
}

// The section properties of the document: those that end a section, and the body's. Those of a
// tracked change are what once was.
std::vector<pugi::xml_node> sections_of(pugi::xml_node root) {
  std::vector<pugi::xml_node> sections;
  struct Walker : pugi::xml_tree_walker {
    std::vector<pugi::xml_node>* sections = nullptr;
    bool for_each(pugi::xml_node& node) override {
      pugi::xml_node const parent = node.parent();
      if (is(node, w::sectPr) &&
          (is(parent, w::body) || (is(parent, w::pPr) && is(parent.parent(), w::p)))) {
        sections->push_back(node);
      }
      return true;
    }
  } walker;
  walker.sections = &sections;
  root.traverse(walker);
  return sections;
}

// The child of `section` that says the same as `child` of another one does.
pugi::xml_node same_child(pugi::xml_node section, pugi::xml_node child) {
  bool const is_reference = wml::is_header_or_footer_reference(child.name());
  return section.find_child([&](pugi::xml_node other) {
    return is(other, child.name()) &&
           (!is_reference ||
            std::strcmp(other.attribute(w::type).value(), child.attribute(w::type).value()) == 0);
  });
}

void insert_in_order(pugi::xml_node section, pugi::xml_node child) {
  std::size_t const rank = wml::section_property_rank(child.name());
  pugi::xml_node const behind = section.find_child(
      [rank](pugi::xml_node other) { return wml::section_property_rank(other.name()) > rank; });
  if (behind) {
    section.insert_copy_before(child, behind);
  } else {
    section.append_copy(child);
  }
}

void add_missing_attributes(pugi::xml_node to, pugi::xml_node from) {
  for (pugi::xml_attribute const attribute : from.attributes()) {
    if (!to.attribute(attribute.name())) {
      to.append_copy(attribute);
    }
  }
}

// Width and height first, as programs write them.
void fill_page_size(pugi::xml_node given, pugi::xml_node base) {
  bool const turned = given.attribute(kOrient) && is_landscape(given) != is_landscape(base);
  auto const measure = [&](char const* name, char const* turned_name) {
    return base.attribute(turned ? turned_name : name).value();
  };
  if (!given.attribute(kHeight)) {
    given.prepend_attribute(kHeight).set_value(measure(kHeight, kWidth));
  }
  if (!given.attribute(kWidth)) {
    given.prepend_attribute(kWidth).set_value(measure(kWidth, kHeight));
  }
  add_missing_attributes(given, base);
}

void fill_section(pugi::xml_node given, pugi::xml_node base) {
  for (pugi::xml_node const child : base.children()) {
    pugi::xml_node const present = same_child(given, child);
    if (!present) {
      insert_in_order(given, child);
    } else if (is(child, w::pgSz)) {
      fill_page_size(present, child);
    } else if (is(child, w::pgMar)) {
      add_missing_attributes(present, child);
    }
  }
}

// Word writes "56.70pt" for 1134 when it saves as Strict.
bool is_same(pugi::xml_attribute one, pugi::xml_attribute other) {
  if (std::strcmp(one.value(), other.value()) == 0) {
    return true;
  }
  auto const measure = wml::twips(one.value());
  return measure && measure == wml::twips(other.value());
}

bool has_equal_attributes(pugi::xml_node one, pugi::xml_node other) {
  auto const covers = [](pugi::xml_node a, pugi::xml_node b) {
    for (pugi::xml_attribute const attribute : a.attributes()) {
      if (!is_same(b.attribute(attribute.name()), attribute)) {
        return false;
      }
    }
    return true;
  };
  return covers(one, other) && covers(other, one);
}

// The profile's page, turned: only that it is turned is said.
void reduce_page_size(pugi::xml_node given, pugi::xml_node base) {
  auto const same = [&](char const* name, char const* base_name) {
    return is_same(given.attribute(name), base.attribute(base_name));
  };
  if (is_landscape(given) != is_landscape(base) && same(kWidth, kHeight) && same(kHeight, kWidth)) {
    given.remove_attribute(kWidth);
    given.remove_attribute(kHeight);
  }
}

// What says nothing but the default (17.6), or is for East Asian text.
bool means_nothing(pugi::xml_node child) {
  std::string_view const value = child.attribute(w::val).value();
  return is(child, "w:docGrid") || (is(child, "w:type") && value == "nextPage") ||
         (is(child, "w:formProt") && (value == "false" || value == "0")) ||
         (is(child, "w:textDirection") && value == "lrTb") ||
         (is(child, w::cols) && !child.first_child() && child.attribute("w:num").as_int(1) == 1);
}

void reduce_section(pugi::xml_node given,
                    pugi::xml_node base,
                    std::function<bool(pugi::xml_node)> const& is_own,
                    bool was_edited) {
  for (pugi::xml_node child = given.first_child(); child;) {
    pugi::xml_node const next = child.next_sibling();
    pugi::xml_node const same = same_child(base, child);
    bool const is_reference = wml::is_header_or_footer_reference(child.name());
    if (same && (is_reference ? !is_own(child) : has_equal_attributes(child, same))) {
      given.remove_child(child);
    } else if (same && is(child, w::pgSz)) {
      reduce_page_size(child, same);
    } else if (!same && was_edited && means_nothing(child)) {
      given.remove_child(child);
    }
    child = next;
  }
}

// What the children's prefixes mean.
void declare_namespaces(pugi::xml_node root, pugi::xml_node section) {
  for (pugi::xml_attribute const attribute : section.attributes()) {
    if (std::string_view{attribute.name()}.starts_with("xmlns:") &&
        !root.attribute(attribute.name())) {
      root.append_copy(attribute);
    }
  }
}

void refuse(std::string const& file_name,
            base::Words const& expected,
            base::Words const& found,
            base::Diagnostics& out) {
  out.add(base::diagnose(base::Id::base_section,
                         base::place_in_file(file_name),
                         {},
                         {{"expected.en", expected.en},
                          {"expected.vi", expected.vi},
                          {"found.en", found.en},
                          {"found.vi", found.vi}}));
}

}  // namespace

std::optional<Section> Section::read(std::string_view xml,
                                     std::string file_name,
                                     opc::Limits const& limits,
                                     base::Diagnostics& out) {
  std::shared_ptr<pugi::xml_document const> document =
      opc::parse_xml(xml, file_name, "", limits, out);
  if (!document) {
    return std::nullopt;
  }
  pugi::xml_node const root = document->document_element();
  if (!is(root, w::sectPr)) {
    refuse(
        file_name, {"một phần tử w:sectPr", "one element w:sectPr"}, base::same(root.name()), out);
    return std::nullopt;
  }
  for (pugi::xml_node const child : root.children()) {
    if (wml::section_property_rank(child.name()) > wml::kSectionPropertyOrder.size()) {
      refuse(file_name,
             {"các thuộc tính của phần như w:pgSz", "properties of a section such as w:pgSz"},
             base::same(child.name()),
             out);
      return std::nullopt;
    }
  }
  Section section;
  section.document_ = std::move(document);
  section.file_name_ = std::move(file_name);
  return section;
}

void Section::fill(pugi::xml_node root) const {
  std::vector<pugi::xml_node> const sections = sections_of(root);
  for (pugi::xml_node const section : sections) {
    fill_section(section, document_->document_element());
  }
  if (!sections.empty()) {
    declare_namespaces(root, document_->document_element());
  }
}

void Section::fill(opc::Package& package, opc::Limits const& limits, base::Diagnostics& out) const {
  opc::Part* const main = package.find(package.main_part());
  base::Diagnostics ignored;
  auto const document = opc::parse_xml(main->bytes, "", main->name, limits, ignored);
  if (!document) {
    return;  // compiling tells
  }
  pugi::xml_node const root = document->document_element();
  fill(root);
  opc::Relationships const& known = package.relationships(main->name);
  for (pugi::xml_node const child : document_->document_element().children()) {
    char const* const id = child.attribute(kRelationshipId).value();
    if (wml::is_header_or_footer_reference(child.name()) && !known.by_id(id)) {
      refuse(file_name_,
             {"một quan hệ của word/document.xml", "a relationship of word/document.xml"},
             base::same(fmt::format("{}=\"{}\"", kRelationshipId, id)),
             out);
    }
  }
  main->bytes = opc::to_xml(*document);
}

void Section::reduce(pugi::xml_node root,
                     std::function<bool(pugi::xml_node)> const& is_own,
                     bool was_edited) const {
  pugi::xml_node const base = document_->document_element();
  for (pugi::xml_node const section : sections_of(root)) {
    // What the profile has and the document has not must be said not to be there.
    std::vector<pugi::xml_node> absent;
    for (char const* name : {"w:pgNumType", "w:titlePg"}) {
      if (base.child(name) && !section.child(name)) {
        absent.push_back(base.child(name));
      }
    }
    reduce_section(section, base, is_own, was_edited);
    for (pugi::xml_node const child : absent) {
      insert_in_order(section, child);
      pugi::xml_node said = section.child(child.name());
      said.remove_attributes();
      if (is(said, "w:titlePg")) {
        said.append_attribute(w::val).set_value("0");
      }
    }
  }
}

void Section::fill(std::string& fragment, opc::Limits const& limits) const {
  if (fragment.find("sectPr") == std::string::npos) {
    return;
  }
  base::Diagnostics ignored;
  if (auto const document = opc::parse_xml(fragment, "", "", limits, ignored)) {
    fill(document->document_element());
    fragment = opc::to_xml(*document);
  }
}

}  // namespace thethuc::library

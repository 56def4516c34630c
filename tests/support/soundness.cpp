#include "support/soundness.h"

#include <map>
#include <set>

#include <pugixml.hpp>

#include "opc/package.h"
#include "opc/xml.h"

namespace thethuc::test {
namespace {

bool is(pugi::xml_node node, std::string_view name) {
  return name == node.name();
}

class Inspector {
 public:
  Inspector(opc::Package const& package, std::vector<std::string>& out)
      : package_(package), out_(out) {}

  void inspect(std::string const& part, pugi::xml_node node) {
    if (node.type() != pugi::node_element) {
      return;
    }
    std::string_view const name = node.name();
    if (name.starts_with("thethuc")) {
      say(part, "holds a placeholder of the compiler");
    } else if (name == "w:tc") {
      pugi::xml_node last = node.last_child();
      while (is(last, "w:bookmarkEnd") || is(last, "w:bookmarkStart")) {
        last = last.previous_sibling();
      }
      if (!is(last, "w:p") && !is(last, "w:sdt")) {
        say(part, "a cell does not end in a paragraph");
      }
    } else if (name == "w:tbl" && !node.child("w:tr") && !node.child("w:sdt")) {
      say(part, "a table has no row");
    } else if (name == "w:tr" && !node.child("w:tc") && !node.child("w:sdt")) {
      say(part, "a row has no cell");
    } else if (name == "w:hdr" || name == "w:ftr" || name == "w:txbxContent" ||
               is(node.parent(), "w:footnotes") || is(node.parent(), "w:endnotes")) {
      if (!node.child("w:p") && !node.child("w:tbl") && !node.child("w:sdt")) {
        say(part, std::string{name} + " is empty");
      }
    }
    count_ids(part, node);
    check_relationships(part, node);
    note_definitions(part, node);
    for (pugi::xml_node child : node.children()) {
      inspect(part, child);
    }
  }

  void finish() {
    for (std::string const& use : used_) {
      if (!defined_.contains(use)) {
        out_.push_back(use + ": used, and not there");
      }
    }
    for (auto const& [key, count] : ids_) {
      if (count > 1) {
        out_.push_back(key + ": " + std::to_string(count) + " times");
      }
    }
    for (std::string const& note : referred_) {
      if (!ids_.contains(note)) {
        out_.push_back(note + ": referred to, and not there");
      }
    }
  }

 private:
  void say(std::string const& part, std::string const& what) { out_.push_back(part + ": " + what); }

  void count_ids(std::string const& part, pugi::xml_node node) {
    for (char const* kind : {"w:bookmarkStart", "w:bookmarkEnd"}) {
      if (is(node, kind)) {
        ++ids_[part + ": " + kind + " id " + node.attribute("w:id").value()];
      }
    }
    if (is(node, "wp:docPr")) {
      ++ids_[std::string{"wp:docPr id "} + node.attribute("id").value()];
    }
    for (std::string const kind : {"footnote", "endnote"}) {
      if (is(node, "w:" + kind) && is(node.parent(), "w:" + kind + "s")) {
        ++ids_[kind + " " + node.attribute("w:id").value()];
      } else if (is(node, "w:" + kind + "Reference")) {
        referred_.insert(kind + " " + node.attribute("w:id").value());
      }
    }
  }

  void check_relationships(std::string const& part, pugi::xml_node node) {
    for (pugi::xml_attribute const attribute : node.attributes()) {
      std::string_view const name = attribute.name();
      bool const names_one = name.starts_with("r:") || name == "o:relid";
      if (names_one && *attribute.value() != '\0' &&
          !package_.relationships(part).by_id(attribute.value())) {
        say(part, std::string{node.name()} + " names no relationship: " + attribute.value());
      }
    }
  }

  // Styles and lists: each has one definition, and what is used is defined.
  void note_definitions(std::string const& part, pugi::xml_node node) {
    std::string const value = node.attribute("w:val").value();
    if (is(node, "w:style")) {
      define("style " + std::string{node.attribute("w:styleId").value()});
      ++ids_[std::string{"style name "} + node.child("w:name").attribute("w:val").value()];
    } else if (is(node, "w:num") || is(node, "w:abstractNum")) {
      std::string const kind = node.name();
      define(kind + " " + node.attribute((kind + "Id").c_str()).value());
      if (is(node, "w:abstractNum") && node.previous_sibling("w:num")) {
        say(part, "a w:abstractNum stands behind a w:num");
      }
    }
    for (char const* name :
         {"w:pStyle", "w:rStyle", "w:tblStyle", "w:basedOn", "w:next", "w:link"}) {
      if (is(node, name)) {
        used_.insert("style " + value);
      }
    }
    if (is(node, "w:numId") && value != "0") {
      used_.insert("w:num " + value);
    } else if (is(node, "w:abstractNumId")) {
      used_.insert("w:abstractNum " + value);
    }
    if (pugi::xml_attribute const id = node.attribute("w14:paraId")) {
      ++ids_[std::string{"w14:paraId "} + id.value()];
    }
  }

  void define(std::string const& what) {
    defined_.insert(what);
    ++ids_[what];
  }

  opc::Package const& package_;
  std::set<std::string> defined_;
  std::set<std::string> used_;
  std::vector<std::string>& out_;
  std::map<std::string, int> ids_;
  std::set<std::string> referred_;
};

}  // namespace

std::vector<std::string> defects_of(std::string_view docx) {
  std::vector<std::string> out;
  base::Diagnostics diagnostics;
  std::optional<opc::Package> const package = opc::Package::read(docx, "", {}, diagnostics);
  if (!package || !diagnostics.empty()) {
    out.push_back(diagnostics.to_text(base::Language::en));
    return out;
  }
  Inspector inspector{*package, out};
  for (opc::Part const& part : package->parts()) {
    if (!part.content_type.ends_with("xml")) {
      continue;
    }
    auto const document = opc::parse_xml(part.bytes, "", part.name, {}, diagnostics);
    if (!document) {
      out.push_back(diagnostics.to_text(base::Language::en));
      continue;
    }
    inspector.inspect(part.name, document->document_element());
  }
  inspector.finish();
  return out;
}

}  // namespace thethuc::test

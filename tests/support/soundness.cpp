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
  explicit Inspector(std::vector<std::string>& out) : out_(out) {}

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
    } else if (name == "w:hdr" || name == "w:ftr" || name == "w:footnote" || name == "w:endnote" ||
               name == "w:txbxContent") {
      if (!node.child("w:p") && !node.child("w:tbl") && !node.child("w:sdt")) {
        say(part, std::string{name} + " is empty");
      }
    }
    count_ids(part, node);
    for (pugi::xml_node child : node.children()) {
      inspect(part, child);
    }
  }

  void finish() {
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
      if (is(node, "w:" + kind)) {
        ++ids_[kind + " " + node.attribute("w:id").value()];
      } else if (is(node, "w:" + kind + "Reference")) {
        referred_.insert(kind + " " + node.attribute("w:id").value());
      }
    }
  }

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
  Inspector inspector{out};
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

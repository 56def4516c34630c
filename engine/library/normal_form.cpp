#include "library/normal_form.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>

#include "wml/names.h"
#include "wml/range_marks.h"

namespace thethuc::library {

namespace {

namespace w = wml::w;
using wml::is;

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

class Normaliser {
 public:
  explicit Normaliser(Closeness closeness) : loose_(closeness == Closeness::loose) {}

  void block(pugi::xml_node node) {
    if (is(node, w::p)) {
      paragraph(node);
      return;
    }
    element(node);
  }

  std::string take() { return std::move(out_); }

 private:
  void paragraph(pugi::xml_node node) {
    std::string before = std::move(out_);
    out_.clear();
    run_properties_.clear();
    inlines(node);
    std::string const content = std::move(out_);
    out_ = std::move(before);
    bool const ends_section = loose_ && node.child(w::pPr).child(w::sectPr);
    // LibreOffice ends a section in the paragraph before one that is empty.
    if (!ends_section || !content.empty()) {
      out_ += "p{";
      properties(node.child(w::pPr));
      out_ += content + "}";
    }
    out_ += ends_section ? "<section>" : "";
  }

  static bool is_noise(pugi::xml_node node) {
    return wml::is_range_mark(node) || is_one_of(node.name(),
                                                 {"w:proofErr",
                                                  "w:lastRenderedPageBreak",
                                                  "w:tblLook",
                                                  "w:noProof",
                                                  "w:lang",
                                                  "w:softHyphenMark",
                                                  "w:rsid"});
  }

  // Of what LibreOffice writes anew in its own way, what people see at once.
  bool is_shown_loosely(std::string_view name) const {
    return is_one_of(name,
                     {"w:pStyle",
                      "w:rStyle",
                      "w:b",
                      "w:i",
                      "w:u",
                      "w:caps",
                      "w:gridSpan",
                      "w:vMerge",
                      "w:tr",
                      "w:tc",
                      "w:tbl",
                      "w:p"});
  }

  void inlines(pugi::xml_node parent) {
    for (pugi::xml_node const node : parent.children()) {
      if (is(node, w::r)) {
        run(node);
      } else if (is_one_of(node.name(), {"w:smartTag", "w:customXml"})) {
        inlines(node);
      } else if (!is(node, w::pPr) && !is_noise(node)) {
        run_properties_.clear();
        element(node);
      }
    }
  }

  // Runs of equal properties are one, wherever they are cut.
  void run(pugi::xml_node node) {
    Normaliser own{loose_ ? Closeness::loose : Closeness::exact};
    own.properties(node.child(w::rPr));
    std::string properties = own.take();
    for (pugi::xml_node const child : node.children()) {
      if (is(child, w::rPr) || is_noise(child)) {
        continue;
      }
      if (properties != run_properties_ || properties.empty() != run_properties_.empty()) {
        out_ += "r" + properties + ":";
        run_properties_ = properties;
      }
      if (is(child, w::t)) {
        out_ += child.text().get();
      } else {
        element(child);
      }
    }
  }

  void properties(pugi::xml_node node) {
    std::string const before = std::move(out_);
    out_.clear();
    for (pugi::xml_node const child : node.children()) {
      if (!is_noise(child) && (!loose_ || is_shown_loosely(child.name()))) {
        element(child);
      }
    }
    out_ = out_.empty() ? before : before + "(" + out_ + ")";
  }

  void element(pugi::xml_node node) {
    std::string_view const name = node.name();
    if (is_noise(node) || (is(node, w::rPr) && !node.first_child())) {
      return;
    }
    if (is(node, w::sectPr) && loose_) {
      out_ += "<section>";
      return;
    }
    if (loose_ && is_one_of(name, {"w:drawing", "w:pict", "mc:AlternateContent"})) {
      drawing(node);
      return;
    }
    if (loose_ && (name.ends_with("Pr") || name == w::tblGrid)) {
      properties(node);
      return;
    }
    out_.append("<").append(name);
    if (!loose_ || !is_one_of(name, {"w:tbl", "w:tr", "w:tc"})) {
      attributes(node);
    }
    out_ += ">";
    for (pugi::xml_node const child : node.children()) {
      if (child.type() != pugi::node_element) {
        out_ += child.value();
      } else {
        block(child);
      }
    }
    out_ += "</>";
  }

  // Its alternative text and what text boxes hold: LibreOffice draws the rest in its own way, and
  // loses pictures without data.
  void drawing(pugi::xml_node node) {
    out_ += "<drawing>";
    node.find_node([this](pugi::xml_node inner) {
      if (is(inner, "wp:docPr")) {
        out_ += inner.attribute("descr").value();
      }
      if (is(inner, w::txbxContent)) {
        for (pugi::xml_node const child : inner.children()) {
          block(child);
        }
      }
      return is(inner, w::txbxContent);  // once: what follows says the same for older readers
    });
    out_ += "</>";
  }

  void attributes(pugi::xml_node node) {
    bool const is_list = is(node, "w:numId");
    for (pugi::xml_attribute const attribute : node.attributes()) {
      std::string_view const name = attribute.name();
      bool const is_id = name.starts_with("r:") || name == w::id ||
                         (name == "id" && is(node, "wp:docPr")) || (is_list && name == w::val);
      bool const is_default = std::string_view{attribute.value()} == "auto" && name == "w:lineRule";
      if (is_id || is_default || name.starts_with("w:rsid") || name.starts_with("w14:") ||
          name.starts_with("xml") || name.starts_with("w:noHBand") || name.starts_with("wp14:")) {
        continue;
      }
      out_.append(" ").append(name).append("=").append(attribute.value());
    }
  }

  bool loose_;
  std::string out_;
  std::string run_properties_;
};

}  // namespace

std::string normal_form(pugi::xml_node first, pugi::xml_node last, Closeness closeness) {
  Normaliser normaliser{closeness};
  for (pugi::xml_node node = first; node; node = node.next_sibling()) {
    normaliser.block(node);
    if (node == last) {
      break;
    }
  }
  return normaliser.take();
}

}  // namespace thethuc::library

#pragma once

// What the body of a document refers to and what comes along under numbers of its own: footnotes,
// endnotes and comments. Not for other modules.

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include <pugixml.hpp>

#include "base/diagnostic.h"
#include "opc/limits.h"

namespace thethuc::bulk {

// A kind of them.
struct NoteKind {
  char const* reference;  // "w:footnoteReference"
  char const* element;    // "w:footnote"
};
inline constexpr NoteKind kNoteKinds[] = {{"w:footnoteReference", "w:footnote"},
                                          {"w:endnoteReference", "w:endnote"},
                                          {"w:commentReference", "w:comment"}};

// Those of one document.
class GuestNotes {
 public:
  // Reads them when `body` refers to any: `text` is the part ("" when there is none). False, with
  // `out` saying why, when it cannot be read.
  bool read(pugi::xml_node body,
            NoteKind const& kind,
            std::string const& text,
            std::string const& file_name,
            std::string const& part_name,
            opc::Limits const& limits,
            base::Diagnostics& out);

  // Gives each reference in `body` a number, counted on from `last`, and its note the same. A
  // reference to nothing is taken out: Word would call the file damaged. A second one to the same
  // note gets a copy.
  void number(pugi::xml_node body, int& last);
  // The notes that are referred to, as they were numbered. They live as long as this.
  std::vector<pugi::xml_node> const& used() const { return used_; }
  // The element that they stand in, with its namespaces; null when there are none.
  pugi::xml_node root() const {
    return document_ ? document_->document_element() : pugi::xml_node{};
  }

 private:
  void visit(pugi::xml_node node, int& last);
  pugi::xml_node take(std::string const& id);

  NoteKind kind_ = {};
  std::unique_ptr<pugi::xml_document> document_;
  std::unordered_map<std::string, pugi::xml_node> by_id_;
  std::unordered_map<std::string, std::string> numbers_;  // of comments, by the guest's id
  std::vector<pugi::xml_node> used_;
};

}  // namespace thethuc::bulk

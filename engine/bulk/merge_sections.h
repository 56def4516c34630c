#pragma once

// Sections of documents that are joined: each document keeps its pages, headers, footers, page
// numbers and note numbers, whatever stands before it. Not for other modules.

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <pugixml.hpp>

#include "bulk/merge_guest.h"
#include "compile/merge.h"

namespace thethuc::bulk {

// What a document is to those before it.
struct DocumentTraits {
  bool is_first = false;
  bool has_notes[2] = {false, false};  // footnotes, endnotes
};

// The properties of all sections of a body (w:sectPr), in order; the last one is the body's own,
// made when there is none. What stands where no section can end is taken out.
std::vector<pugi::xml_node> sections_of(pugi::xml_node body);

// Whether all of `sections` are one: then the pages of the document are those of its section.
inline bool is_one_section(std::vector<pugi::xml_node> const& sections) {
  return sections.size() == 1;
}

// Fields that count the pages of a document (NUMPAGES) come to count those of their section, which
// is the document.
void count_section_pages(pugi::xml_node tree);

// The sections of the joined document. Borrows the target; one thread.
class JoinedSections {
 public:
  explicit JoinedSections(compile::MergeTarget& target) : target_(target) {}

  // Makes the sections of the next document stand for themselves. Headers and footers are brought
  // into the target; what refers to them is mapped afterwards.
  void join(std::vector<pugi::xml_node> const& sections,
            Shape& shape,
            DocumentTraits const& traits);

 private:
  // Headers and footers, each of the default, the first and the even pages.
  static constexpr std::size_t kKinds = 6;
  using Present = std::array<bool, kKinds>;

  void map_references(pugi::xml_node section, Shape& shape, bool one_section, Present& present);
  void stop_inheritance(pugi::xml_node section);
  std::string header(Shape& shape, std::string const& id, bool one_section);
  std::string bring_header(Shape& shape, opc::Part const& part, bool one_section);
  std::string related(std::string_view kind, std::string const& part_name);
  std::string const& empty(std::string_view kind);

  compile::MergeTarget& target_;
  Present present_ = {};                                    // whether the document before has them
  std::unordered_map<std::string, std::string> brought_;    // names by what they were made of
  std::unordered_map<std::string, std::string> relations_;  // ids by part name
  std::unordered_map<std::string, std::string> empty_;      // ids by kind, "header"
};

}  // namespace thethuc::bulk

#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <pugixml.hpp>

#include "opc/limits.h"

namespace thethuc::library {

// The paragraphs of a template's part that hold the tag of a partial and nothing else. The content
// of the partial takes their place in an exported template, so that only the template itself still
// knows what they were like.
class TagParagraphs {
 public:
  TagParagraphs() = default;
  // XML that is not sound has none.
  TagParagraphs(std::string_view xml, opc::Limits const& limits);

  // To be asked in the order of the document: the properties of the next paragraph with the tag of
  // that partial ('_' for '-'); null when there is none, or it has none. They live as long as this.
  pugi::xml_node next(std::string_view name);
  void rewind() { at_ = 0; }

 private:
  std::unique_ptr<pugi::xml_document> tree_;
  std::vector<std::pair<std::string, pugi::xml_node>> paragraphs_;  // by the names of the partials
  std::size_t at_ = 0;
};

}  // namespace thethuc::library

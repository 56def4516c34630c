#pragma once

// A template on its way to a program: the stages of compiling hand this from one to the next.
//
//   collect    finds the tags of every story, splicing partials in as it meets them
//   isolate    replaces the text of each tag by a placeholder element of its own
//   sections   pairs them and moves the placeholders of sections to the borders of what they repeat
//   lower      walks the trees once and writes the program

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

#include "base/diagnostic.h"
#include "compile/program.h"
#include "compile/tag_body.h"
#include "compile/template.h"
#include "opc/package.h"

namespace thethuc::compile {

// The element that stands for a tag in the tree, with the tag's index as attribute. The name is in
// no namespace of any document.
inline constexpr char kPlaceholder[] = "thethuc-tag";
// Stands where a story's or cell's last paragraph was taken away, with that paragraph's properties
// as child.
inline constexpr char kLastParagraph[] = "thethuc-last-paragraph";
inline constexpr char kIndex[] = "n";

inline constexpr std::string_view kNumberingType = "wordprocessingml.numbering+xml";

struct SourceTag {
  Tag tag;
  TagBody body;  // of variables, sections and closing tags
  pugi::xml_node paragraph;
  std::size_t begin = 0;  // in the paragraph's text, bytes
  std::size_t end = 0;
  pugi::xml_node placeholder;
  std::uint32_t partner = kNone;  // of a section or closing tag: the other's index
};

// A part with stories in it.
struct SourcePart {
  std::string name;
  std::unique_ptr<pugi::xml_document> document;
  std::uint32_t first_tag = 0;  // its tags are [first_tag, last_tag)
  std::uint32_t last_tag = 0;
  bool spliced = false;  // a partial was put in
};

struct Source {
  Options const& options;
  base::Diagnostics& diagnostics;
  opc::Package package;
  std::vector<SourcePart> parts;  // main part first
  std::vector<SourceTag> tags;    // in reading order, part by part
  std::size_t partials = 0;       // how many were put in
  bool exportable = true;         // no partial meets changed delimiters
};

inline bool is_placeholder(pugi::xml_node node) {
  return std::string_view{node.name()} == kPlaceholder;
}
inline std::uint32_t placeholder_index(pugi::xml_node node) {
  return node.attribute(kIndex).as_uint();
}

// Whether a node stands for a tag that opens or closes a section.
inline bool is_section_placeholder(pugi::xml_node node, std::vector<SourceTag> const& tags) {
  return is_placeholder(node) && tags[placeholder_index(node)].partner != kNone;
}
// Whether anything in the container is conditional: then its end may have to be mended.
inline bool has_sections_inside(pugi::xml_node container, std::vector<SourceTag> const& tags) {
  return static_cast<bool>(
      container.find_node([&](pugi::xml_node n) { return is_section_placeholder(n, tags); }));
}

// Each stage adds what is wrong to source.diagnostics; after place_sections() there must be no
// error, or lower() may not be called.
void collect(Source& source, PartialResolver const& partials);
void isolate(Source& source);
void place_sections(Source& source);

}  // namespace thethuc::compile

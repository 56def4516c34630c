#pragma once

// A template on its way to a program: the stages of compiling hand this from one to the next.
//
//   collect    finds the tags of every story, splicing partials in as it meets them
//   isolate    replaces the text of each tag by a placeholder element of its own
//   sections   pairs them and moves the placeholders of sections to the borders of what they repeat
//   lower      walks the trees once and writes the program

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
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

// What is not certain of a tag while some sections do not fit together (broken_sections.h): nothing
// is reported that could vanish with the mistake.
struct Doubts {
  bool broken = false;  // it belongs to one of these sections
  bool around = false;  // one of these may come to stand around it
  bool pair = false;    // it may get another partner
  bool table = false;   // one of these has a tag in the same table
  bool told = false;    // its names were checked by check_names_roughly()
};

struct SourceTag {
  Tag tag;
  TagBody body;                           // of variables, sections and closing tags
  std::vector<data::FilterCall> filters;  // of variables
  std::uint32_t string = kNone;  // index into Source::strings; kNone: it stands in a paragraph
  pugi::xml_node paragraph;
  std::size_t begin = 0;  // in the paragraph's text, bytes
  std::size_t end = 0;
  pugi::xml_node placeholder;
  bool partly_inserted = false;   // of a section: a tracked insertion holds a part of its text
  std::uint32_t partner = kNone;  // of a section or closing tag: the other's index
  Doubts doubts;
};

// A part with stories in it.
struct SourcePart {
  std::string name;
  std::unique_ptr<pugi::xml_document> document;
  std::uint32_t first_tag = 0;  // its tags are [first_tag, last_tag)
  std::uint32_t last_tag = 0;
  bool spliced = false;  // a partial was put in
};

// A text with tags that is no paragraph: an attribute, the target of a relationship, a property of
// the document. What a section in it repeats is text.
struct SourceString {
  std::string text;
  std::uint32_t first_tag = 0;  // its tags are [first_tag, last_tag)
  std::uint32_t last_tag = 0;
};

// A part whose texts are strings: properties of the document, texts of charts.
struct TextPart {
  std::string name;
  std::unique_ptr<pugi::xml_document> document;
  std::unordered_map<std::size_t, std::uint32_t> strings;  // by element
};

struct Source {
  Source(Options const& given, base::Diagnostics& out, opc::Package opened)
      : options(given), diagnostics(out), package(std::move(opened)) {}

  Options const& options;
  base::Diagnostics& diagnostics;
  opc::Package package;
  std::vector<SourcePart> parts;  // main part first
  std::vector<SourceTag> tags;    // in reading order, part by part
  std::vector<SourceString> strings;
  std::vector<TextPart> text_parts;
  // Strings by where they stand: "<element's hash> <attribute>", "<part> <relationship's id>".
  std::unordered_map<std::string, std::uint32_t> attribute_strings;
  std::unordered_map<std::string, std::uint32_t> target_strings;
  // By the elements that stand where documents were put in as partials: the w:numId of the lists
  // that begin anew there.
  std::unordered_map<std::size_t, std::vector<pugi::xml_node>> partial_lists;
  std::unordered_set<std::size_t> parted_tables;  // before which a paragraph of tags alone stood
  std::size_t partials = 0;                       // how many were put in
  bool too_many_tags = false;                     // those beyond the limit were left out
  bool readable_sections = true;                  // the names of all sections could be read
  bool exportable = true;                         // no partial meets changed delimiters
};

// A part of the package as a tree; null, after a diagnostic, when it cannot be read.
std::unique_ptr<pugi::xml_document> parse_part(Source& source, opc::Part const& part);

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

// Whether a filter takes care of a missing value.
inline bool has_default(SourceTag const& tag) {
  return std::any_of(tag.filters.begin(), tag.filters.end(), [](data::FilterCall const& call) {
    return call.takes_missing;
  });
}

// Whether a tag's value is more than text: its placeholder stands between runs.
inline bool is_insert(SourceTag const& tag) {
  if (tag.tag.kind == TagKind::rich_variable) {
    return true;
  }
  if (tag.tag.kind != TagKind::variable || tag.filters.empty()) {
    return false;
  }
  data::Terminal const terminal = tag.filters.back().terminal;
  return terminal != data::Terminal::none && terminal != data::Terminal::merge;
}
inline bool is_insert_placeholder(pugi::xml_node node, std::vector<SourceTag> const& tags) {
  return is_placeholder(node) && is_insert(tags[placeholder_index(node)]);
}

inline bool is_value_placeholder(pugi::xml_node node, std::vector<SourceTag> const& tags) {
  return is_placeholder(node) && !is_insert_placeholder(node, tags) &&
         tags[placeholder_index(node)].tag.kind == TagKind::variable;
}

// A section's tags stand where nothing between them could be repeated.
void report_crossing(Source& source, SourceTag const& opening, SourceTag const& closing);

// Each stage adds what is wrong to source.diagnostics and goes on, so that all mistakes are told at
// once. place_sections() is false when sections do not fit together or have no name: what stands in
// which is not known then, and they must be set aside before the next stage.
void collect(Source& source, PartialResolver const& resolver);
void isolate(Source& source);
bool place_sections(Source& source);
// Tells of sections that hold the beginning of a field and not its end, or the other way round.
void check_fields(Source& source);

}  // namespace thethuc::compile

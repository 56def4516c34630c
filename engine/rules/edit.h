#pragma once

// Changing paragraphs, runs and sections of a document in place. Internal to the module.

#include <cstddef>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

namespace thethuc::rules {

// The runs that hold exactly the bytes [begin, end) of the paragraph's text
// (wml::ParagraphText::text), cut where they hold more.
std::vector<pugi::xml_node> runs_of_range(pugi::xml_node paragraph,
                                          std::size_t begin,
                                          std::size_t end);

// All its runs, of fields and links too.
std::vector<pugi::xml_node> runs_of(pugi::xml_node paragraph);

// The property `name` of a run or paragraph, made where the schema wants it when it is not there.
pugi::xml_node run_property(pugi::xml_node run, char const* name);
pugi::xml_node paragraph_property(pugi::xml_node paragraph, char const* name);
// Likewise a child of a w:sectPr.
pugi::xml_node section_property(pugi::xml_node section, char const* name);

void set(pugi::xml_node node, char const* attribute, std::string_view value);
void set(pugi::xml_node node, char const* attribute, int value);

// Puts `text` in the place of a range; the first run's format holds for it. False, and nothing is
// changed, when tabs, breaks or objects stand in the range.
bool replace_range(pugi::xml_node paragraph,
                   std::size_t begin,
                   std::size_t end,
                   std::string_view text);

// The letters of a range as capitals. Whether anything changed.
bool raise_range(pugi::xml_node paragraph, std::size_t begin, std::size_t end);

// Text and tabs of a range go.
void remove_range(pugi::xml_node paragraph, std::size_t begin, std::size_t end);

// All text of the paragraph in NFC, with Đ and đ for letters that only look like them. Whether
// anything changed.
bool compose_text(pugi::xml_node paragraph);

}  // namespace thethuc::rules

#pragma once

// Tags in texts that are no paragraphs: alternative texts, words of watermarks, targets of links,
// properties of the document, texts of charts and diagrams.

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <pugixml.hpp>

#include "compile/source.h"
#include "compile/tag_lexer.h"

namespace thethuc::compile {

// Adds what the lexer found wrong in a text that stands there.
void report_problems(Source& source,
                     std::vector<LexProblem> const& problems,
                     base::Place const& where,
                     std::string_view text,
                     TagLexer const& lexer);

// Adds a tag that was found in a text that stands there. Null when it is not taken: a diagnostic
// tells why.
SourceTag* add_tag(Source& source,
                   LexedTag const& lexed,
                   base::Place const& where,
                   std::string_view text);

// Whether the attribute is what is read out for a picture or shape (ECMA-376 Part 1, 20.1.2.2.8,
// 20.4.2.5; Part 4, 14.1.2.19).
bool is_alternative_text(pugi::xml_node element, pugi::xml_attribute attribute);

// Whether it is that of the drawing once more: Word and LibreOffice write it on the picture, too.
bool repeats_alternative_text(pugi::xml_node element, pugi::xml_attribute attribute);

// Each of these makes strings of what holds tags, and does nothing otherwise.
void collect_attribute(Source& source,
                       pugi::xml_node element,
                       pugi::xml_attribute attribute,
                       base::Place const& where,
                       TagLexer& lexer);
// Of the part's links; `places`: where they stand in it, by the relationships' ids.
void collect_targets(Source& source,
                     std::string const& part,
                     std::unordered_map<std::string, base::Place> const& places);
void collect_text_parts(Source& source);  // properties, charts

std::string attribute_key(pugi::xml_node element, std::string_view attribute);
std::string target_key(std::string_view part, std::string_view relationship_id);

}  // namespace thethuc::compile

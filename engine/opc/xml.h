#pragma once

// XML of parts over pugixml: the only place that names parse flags, and the one escaping function
// through which every inserted text goes.

#include <memory>
#include <string>
#include <string_view>

#include <pugixml.hpp>

#include "base/diagnostic.h"
#include "opc/limits.h"

namespace thethuc::opc {

// Parses a part within limits. Keeps white space inside text elements (w:t, w:delText, w:instrText,
// a:t, m:t and all with xml:space="preserve") and drops it between elements, so a pretty-printed
// part and a dense one give the same tree. Comments and processing instructions are dropped. Known
// namespaces are brought to their usual prefixes (others may write ns0:p), in element and attribute
// names, mc:Ignorable and Requires; Strict namespaces to the transitional ones. DOCTYPE, ill-formed
// XML, invalid UTF-8, too deep and too many nodes are diagnostics (place: file, part, line, column)
// and give null.
std::unique_ptr<pugi::xml_document> parse_xml(std::string_view bytes,
                                              std::string_view file_name,
                                              std::string_view part_name,
                                              Limits const& limits,
                                              base::Diagnostics& out);

inline constexpr std::string_view kXmlDeclaration =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

// Appends `text` (UTF-8 that XML can hold) with & < > escaped, for character data; `"` and line
// breaks are escaped as well in append_attribute.
void append_escaped(std::string& out, std::string_view text);
void append_attribute_escaped(std::string& out, std::string_view value);

// " name=\"value\"", escaped.
void append_attribute(std::string& out, std::string_view name, std::string_view value);

// "<w:p w:rsidR=\"…\">" or, with `empty`, "<w:p …/>"; and "</w:p>".
void append_start_tag(std::string& out, pugi::xml_node element, bool empty);
void append_end_tag(std::string& out, pugi::xml_node element);
// The whole subtree, dense, no declaration. A node that is a document gives its root element.
void append_xml(std::string& out, pugi::xml_node node);
std::string to_xml(pugi::xml_node node);  // declaration and subtree, dense
// Indented form for people and git: two spaces a level, one element a line, except that a text
// element stays on one line with its text. Parsing it with parse_xml gives back the same tree.
std::string to_pretty_xml(pugi::xml_node node);

}  // namespace thethuc::opc

#pragma once

// XML namespaces of Office documents and the prefixes that Word writes for them.

#include <optional>
#include <string>
#include <string_view>

#include <pugixml.hpp>

namespace thethuc::opc {

// Whether ISO 29500 Strict uses the URI (namespace or relationship type).
bool is_strict(std::string_view uri);
// The transitional URI for a Strict one; any other as it is.
std::string transitional(std::string_view uri);

// The prefix that Word writes for a transitional namespace: "w"; "" for one that is written as the
// default namespace (content types, relationships); nullopt for one that is not known.
std::optional<std::string_view> usual_prefix(std::string_view uri);
// Whether Word writes this prefix for a known namespace.
bool is_usual_prefix(std::string_view prefix);

// Whether "xmlns:prefix=uri" is as Word writes it, so that nothing has to be renamed.
bool is_usual_declaration(std::string_view prefix, std::string_view uri);

// Brings known namespaces to their usual prefixes, declared at the root, and Strict ones to
// transitional: element and attribute names, mc:Ignorable and its like, Requires, xsi:type. Unknown
// namespaces keep their prefixes, unless a known one needs it.
void normalise_namespaces(pugi::xml_document& document);

}  // namespace thethuc::opc

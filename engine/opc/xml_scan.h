#pragma once

// One pass over the text of an XML part, before any memory is spent on a tree: limits, and all that
// pugixml lets pass (control characters, unknown entities, attributes given twice, undeclared
// prefixes, a second root).

#include <cstddef>
#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "opc/limits.h"

namespace thethuc::opc {

// Local names of the elements whose white space is text: w:t, a:t, m:t, w:delText, w:instrText,
// w:delInstrText.
bool is_text_element(std::string_view local_name);

struct XmlScan {
  bool is_sound = false;              // else a diagnostic was added
  bool has_unusual_prefixes = false;  // normalise_namespaces has something to do
  bool has_strict = false;            // names an ISO 29500 Strict URI
  bool has_loose_space = false;       // needs more than pugixml's own handling of white space
  bool has_instructions = false;      // processing instructions, which parsing drops
  bool is_document = false;           // the root is w:document, under whatever prefix …
  bool has_body = false;              // … and a child of it is a body
};

// `bytes` in UTF-8: itself, without its byte order mark, or converted from UTF-16 into `storage`.
// False, with a diagnostic at `place`, when it is another encoding or not valid in its own.
bool xml_to_utf8(std::string_view bytes,
                 base::Place const& place,
                 std::string& storage,
                 std::string_view& utf8,
                 base::Diagnostics& out);

// Whether `rest` may stand between "<?xml" and "?>" (XML 1.0, production 23).
bool is_xml_declaration(std::string_view rest);

// Fragments may leave the usual prefixes (w, r …) undeclared; a part of a package may not.
enum class Undeclared { usual_allowed, refused };

XmlScan scan_xml(std::string_view utf8,
                 base::Place const& place,
                 Limits const& limits,
                 Undeclared undeclared,
                 base::Diagnostics& out);

// `place` with the line and column (in code points, from 1) of a byte of `utf8`.
base::Place place_at(base::Place place, std::string_view utf8, std::size_t offset);

}  // namespace thethuc::opc

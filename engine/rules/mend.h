#pragma once

// Carrying out repairs. Each function says whether it has changed anything. Internal to the module.

#include <set>
#include <string>

#include "rules/document.h"
#include "rules/repair.h"

namespace thethuc::rules {

// Of a range or a paragraph's own properties: its text stays where it is.
bool mend_format(pugi::xml_node paragraph, Repair const& repair);
// Of its text, which moves what stands behind.
bool mend_text(Paragraph const& p, Repair const& repair);

// The lines below motto, name and summary.
bool add_line_below(Document const& document, Paragraph const& p, Repair const& repair);
// The upper and lower border of the paragraph itself become a single line.
bool make_line_solid(Paragraph const& p);
// `above`: the paragraph with the text, in whose middle the line stays.
bool set_line_length(Document const& document,
                     Paragraph const& p,
                     Paragraph const& above,
                     int width);

// Of sections; parts beside the main one that they changed are added to `changed`.
bool mend_section(Document& document,
                  Profile const& profile,
                  Repair const& repair,
                  std::set<std::string>& changed);
// The number of the page that stands alone in a paragraph goes.
bool clear_page_number(Paragraph const& p);
// Its field writes Arabic digits.
bool plain_page_number(Paragraph const& p);

}  // namespace thethuc::rules

#pragma once

// A header of the document that somebody put where page headers stand. Internal to the module.

#include "rules/document.h"

namespace thethuc::rules {

// Some have the national name, the body and the number in the header of the first page, where they
// show above the text all the same: what stands there becomes the beginning of the document's
// paragraphs. Page numbers stay where they are.
void take_header_from_edge(Document& document);

}  // namespace thethuc::rules

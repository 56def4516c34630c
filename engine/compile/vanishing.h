#pragma once

// What may be taken away when a document is filled, because nothing of it is left.

#include <vector>

#include <pugixml.hpp>

#include "compile/source.h"

namespace thethuc::compile {

// Whether a node within a paragraph shows something: text other than white space, a value, an
// object.
bool has_content(pugi::xml_node node, std::vector<SourceTag> const& tags);

// A paragraph may come out empty when it has sections of its own and nothing to show outside of
// them.
bool may_come_out_empty(pugi::xml_node paragraph, std::vector<SourceTag> const& tags);

// Whether a node within a paragraph shows something by other than runs, of which each can be asked
// where it is written: a formula, a content control.
bool shows_beside_runs(pugi::xml_node node, std::vector<SourceTag> const& tags);

// The rich tag of a paragraph that holds nothing else: its value becomes blocks. Null: it is none.
pugi::xml_node rich_tag_alone_in(pugi::xml_node paragraph, std::vector<SourceTag> const& tags);

// Whether a table, a row or a content control of these has a w:tr or w:tc outside of all sections.
bool always_holds(pugi::xml_node container,
                  char const* row_or_cell,
                  std::vector<SourceTag> const& tags);

// Whether a paragraph, a table or a content control of a table may vanish.
bool may_vanish(pugi::xml_node node, std::vector<SourceTag> const& tags);

}  // namespace thethuc::compile

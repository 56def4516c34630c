#pragma once

// Values and what a schema expects of them, in the words of messages. Not for other modules.

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.h"
#include "data/schema_nodes.h"
#include "data/value.h"

namespace thethuc::data {

using base::Words;

using Args = std::vector<std::pair<std::string, std::string>>;

// The arguments `name`.vi and `name`.en.
void add_words(Args& args, std::string const& name, Words words);

// {expected} and {found} of a violation.
Args expected_found(Words expected, Value found);

// "a", "b" or "c"; of a long list the first.
std::string list_values(Value first, std::size_t size, base::Language language);

// a, b or c, with the word `last` before the last.
Words joined(std::vector<Words> const& items, Words const& last);

// 0 (Trực tuyến), 1 (Phát phiếu) or 2 (Kết hợp): what the rule's list allows.
std::string list_listed(ListedValue const& rule, Value list, base::Language language);

// What a text is that has the form of the node's pattern: the schema's own words before the regular
// expression, which says nothing to a clerk. `example` is one of the node's; missing when there is
// none.
Words expected_form(SchemaNode const& node, Value example);

}  // namespace thethuc::data

#pragma once

// The samples of the library's templates, and data files that differ from one of them on purpose.

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/value.h"
#include "library/profile.h"

namespace thethuc::test {

struct Sample {
  std::string template_id;  // "bao-cao"
  std::string file;         // "samples/bao-cao/toi-thieu.json"
};

// Every .json below samples/<id> of every folder of templates/ that has a template.json, in order
// of names: what a new template brings is found here without being named. Paths are relative to the
// working folder, which is the repository's root.
std::vector<Sample> all_samples();
std::string read_file(std::string const& path);

// The profile that the sample's data asks for, if any.
std::optional<library::ProfileRequest> profile_of(Sample const& sample);

// All strings, numbers, booleans and nulls of `root`, in order; lists and objects themselves are
// left out, and what data says to the engine ("$profile"), and the blocks of rich text: how those
// are printed, tests/rich tells.
std::vector<data::Value> leaves_of(data::Value root);
// Of a row of indicators that lists its codes (x-enumFrom of templates/_schema/chi-tieu.json), the
// value and the code that it is, or the first code where the value is nothing, belong together: the
// index in `leaves` of the one that belongs to leaves[i], leaves.size() for all others.
std::size_t code_partner(data::Value root, std::vector<data::Value> const& leaves, std::size_t i);
// Whether the templates print it as rich text.
bool is_rich(data::Value leaf);
// The lists of blocks that rich text is given as.
std::vector<data::Value> blocks_of(data::Value root);
// Whether it names a picture that the templates print.
bool is_picture(data::Value leaf);
// All lists of `root` that have items.
std::vector<data::Value> lists_of(data::Value root);

using Replacements = std::map<data::Node const*, std::string>;  // node → the JSON in its place
std::string to_json(data::Value value, Replacements const& replacements);

// A value that no sample holds, in the place of another.
struct Fresh {
  std::string json;
  std::string text;  // the string's content, or the number's token
  // One of the few values that the schema lists, so other places of the sample may have it, too.
  bool listed = false;
};

// Values to put in the place of `old`, the most unlike it first; a schema with a pattern or a
// format takes one of the later ones. `serial` makes them different from each other.
std::vector<Fresh> fresh_values(data::Value old, int serial);

// The ways in which a template may print a value: as it is, in capitals, as a Vietnamese number,
// with two digits, as a date in words or digits … Lists of two values correspond entry by entry.
// Line breaks are blanks, since the lines of names part anywhere.
std::vector<std::string> printed_forms(std::string_view text);

// "2.590,5" as "2590.5"; "" of what is no figure.
std::string number_token(std::string_view printed);

std::string replace_all(std::string text, std::string_view from, std::string_view to);
// Whether `word` stands in `text` with neither letter nor digit beside it.
bool has_word(std::string_view text, std::string_view word);

}  // namespace thethuc::test

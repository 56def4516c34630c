#pragma once

// Hidden bookmarks in an exported template: which template it was, and where partials stand.
// Filling takes them out; bringing the template back reads them.

#include <optional>
#include <string>
#include <string_view>

#include <pugixml.hpp>

#include "compile/template.h"

namespace thethuc::compile {

// What the names of all marks begin with: Word lists no bookmarks whose names begin with a low
// line.
inline constexpr std::string_view kMarkPrefix = "_thethuc_";

// Bookmarks are known by name. Word keeps 40 characters of a name, and none but letters, digits and
// low lines; so '-' is '_' there, and a long name of a partial is cut.
struct PlaceMark {
  enum class Kind { template_id, profile, partial } kind;
  std::string name;  // as far as the bookmark holds it
};
std::optional<PlaceMark> place_mark(std::string_view bookmark_name);
// Whether a name, with '-' as '_', is what the mark's name may be the beginning of.
bool is_name_of_mark(std::string_view name, PlaceMark const& mark);

// Puts a bookmark around the blocks from `first` to `last`, siblings.
void put_mark(pugi::xml_node first,
              pugi::xml_node last,
              std::string const& id,
              std::string const& bookmark_name);
// Marks the blocks from `first` to `last`, siblings, as those of the partial that is put in as the
// `number`th. They get ids when all partials are in.
void mark_partial(pugi::xml_node first,
                  pugi::xml_node last,
                  std::size_t number,
                  std::string_view name);
// Gives the marks in the tree ids from `next` on; true when there were any.
bool number_marks(pugi::xml_node root, int& next);
// The marks of the template and its profile, at the beginning of the body.
void mark_body(pugi::xml_node body, ExportMarks const& marks, int& next);
// The largest w:id of a mark of a range in the tree, or `most`.
int largest_mark_id(pugi::xml_node root, int most);

// Takes all such marks out; true when there were any.
bool take_place_marks(pugi::xml_node root);

}  // namespace thethuc::compile

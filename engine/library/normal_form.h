#pragma once

#include <string>

#include <pugixml.hpp>

namespace thethuc::library {

enum class Closeness {
  exact,  // all but what Word adds while it saves: revision marks, spelling, languages, runs cut
  loose,  // text, styles, emphasis and the structure of tables
};

// The blocks from `first` to `last`, siblings, as a text that is equal for equal content.
std::string normal_form(pugi::xml_node first, pugi::xml_node last, Closeness closeness);

}  // namespace thethuc::library

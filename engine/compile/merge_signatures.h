#pragma once

// Whether styles of two documents say the same.

#include <string>
#include <string_view>
#include <unordered_map>

#include <pugixml.hpp>

namespace thethuc::compile {

// The signatures of one document's styles. Borrows both trees.
class StyleSignatures {
 public:
  // `styles` is a w:styles, `numbering` a w:numbering; null when the document has none.
  StyleSignatures(pugi::xml_node styles, pugi::xml_node numbering);

  // Equal for styles that say the same under the same id and name, with all that they are based on
  // and the definition of the list that they belong to, whatever its id.
  std::string const& of(pugi::xml_node style);

 private:
  std::string const& of(pugi::xml_node style, int depth);
  void append(std::string& out, pugi::xml_node node) const;
  void append_list(std::string& out, std::string_view num_id) const;

  std::unordered_map<std::string_view, pugi::xml_node> styles_;  // by id
  std::unordered_map<std::string_view, pugi::xml_node> nums_;    // by id, as all
  std::unordered_map<std::string_view, pugi::xml_node> abstracts_;
  std::unordered_map<std::string, std::string> known_;  // by id and type
};

}  // namespace thethuc::compile

#pragma once

// The numbering part: instances (w:num) and the definitions behind them (ECMA-376 Part 1, 17.9).

#include <map>
#include <string>
#include <string_view>

#include <pugixml.hpp>

namespace thethuc::wml {

// The numbering of a paragraph: its own, or that of its style (17.3.1.19).
struct NumberingUse {
  std::string num_id;  // "" or "0": the paragraph has no number
  int level = 0;       // 0 to 8
  bool from_style = false;

  bool is_numbered() const { return !num_id.empty() && num_id != "0"; }
};

// Borrows the parsed numbering part, which must outlive it; a null node is a package without one.
class Numbering {
 public:
  explicit Numbering(pugi::xml_node root);

  bool has(std::string_view num_id) const { return nums_.count(num_id) > 0; }
  // The id of the definition that an instance names.
  std::string_view definition(std::string_view num_id) const;
  int highest_num_id() const { return highest_; }
  // The children of a new w:num that counts as `num_id` does, but begins anew in `level` and all
  // levels below it: "<w:abstractNumId …/><w:lvlOverride …>…".
  std::string restarted(std::string_view num_id, int level) const;
  // The same of one that counts on.
  std::string copied(std::string_view num_id) const;
  // As restarted(), for a copy of the w:num `num_id`, wherever it stands.
  void restart(pugi::xml_node copy, std::string_view num_id, int level) const;

 private:
  pugi::xml_node abstract_of(pugi::xml_node num) const;

  std::map<std::string, pugi::xml_node, std::less<>> nums_;
  std::map<std::string, pugi::xml_node, std::less<>> abstracts_;
  std::map<std::string, pugi::xml_node, std::less<>> style_definitions_;  // by w:styleLink
  int highest_ = 0;
};

}  // namespace thethuc::wml

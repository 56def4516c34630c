#pragma once

// Names that tags ask for, while it is gathered what they are. Internal to compile.

#include <cstddef>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "compile/asks.h"
#include "compile/template.h"

namespace thethuc::compile {

struct Node {
  std::string name;
  std::size_t depth = 0;
  Node* around = nullptr;  // the node in whose section it is asked for; null for the root
  Asks asks;
  data::Takes takes = data::Takes::anything;  // of the tags that print it
  bool printed = false;
  bool opened = false;
  bool inverted = false;  // opened by {{^name}}
  bool is_list = false;   // loop variables or filters of lists are used on it
  bool dotted = false;    // asked for as a member of its parent: {{parent.name}}
  bool asked = false;     // asked for in its parent's section
  bool expected = false;  // printed whenever its section is
  bool required = false;  // and nothing outside can stand in
  std::vector<std::unique_ptr<Node>> members;
  std::unordered_map<std::string, Node*> index;  // the same by name
  std::unique_ptr<Node> item;                    // what {{.}} asks for in its section

  Node& member(std::string const& member_name) {
    Node*& known = index[member_name];
    if (!known) {
      members.push_back(std::make_unique<Node>());
      known = members.back().get();
      known->name = member_name;
      known->depth = depth + 1;
    }
    return *known;
  }
  Node& the_item() {
    if (!item) {
      item = std::make_unique<Node>();
      item->depth = depth + 1;
    }
    return *item;
  }
  // Whether what its section pushes is a text: names inside are found further outside then.
  bool is_text() const { return printed || (item && item->printed); }
  void note_form(data::Takes form) {
    bool const says_more = form != data::Takes::anything && form != data::Takes::text;
    takes =
        takes == data::Takes::anything || (takes == data::Takes::text && says_more) ? form : takes;
  }
};

// The members of the data, or one field without name when the data is to be something else than an
// object.
std::vector<Field> fields_of(Node const& root);

}  // namespace thethuc::compile

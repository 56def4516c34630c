#pragma once

// What a copied tree refers to in its guest (styles, lists, relationships) becomes what stands for
// it in the host.

#include <string>
#include <utility>

#include <pugixml.hpp>

#include "compile/merge_numbering.h"
#include "compile/merge_parts.h"
#include "compile/merge_styles.h"
#include "opc/package.h"

namespace thethuc::compile {

// A tree that was copied, and between which parts.
struct MergedStory {
  std::string guest_part;
  std::string host_part;
  bool may_end_sections = false;
  bool is_note = false;
};

// The references of one guest. Borrows all that it is given.
class GuestReferences {
 public:
  // `numbering_part` is the guest's; "" when it has none.
  GuestReferences(opc::Package const& host,
                  std::string numbering_part,
                  GuestStyles& styles,
                  GuestNumbering& numbering,
                  GuestParts& parts)
      : package_(host),
        numbering_part_(std::move(numbering_part)),
        styles_(styles),
        numbering_(numbering),
        parts_(parts) {}

  // Maps what stands below the node; the node itself is a root or a holder.
  void map(pugi::xml_node node, MergedStory const& story);
  // Maps what was added to styles and numbering meanwhile.
  void map_definitions();

 private:
  bool map_element(pugi::xml_node node, MergedStory const& story);
  bool map_style(pugi::xml_node node, char const* type);
  void map_relationships(pugi::xml_node node, MergedStory const& story);
  void name_default_style(pugi::xml_node node);
  void map_style_definition(pugi::xml_node style);
  void map_lists_of_style(pugi::xml_node node);
  void map_list_definition(pugi::xml_node node, MergedStory const& story);

  opc::Package const& package_;
  std::string numbering_part_;
  GuestStyles& styles_;
  GuestNumbering& numbering_;
  GuestParts& parts_;
};

}  // namespace thethuc::compile

#pragma once

// Styles of a guest in the host: those of one type and name are one style, and the host's
// definition counts; others are added. Where a guest is to stay as it is, styles are one only when
// they say the same.

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include <pugixml.hpp>

#include "compile/merge_host.h"
#include "compile/merge_signatures.h"

namespace thethuc::compile {

// Which style of the host is a guest's.
enum class SameStyle : std::uint8_t {
  name,       // that of its type and name, whatever it says: the guest looks as the host does
  definition  // one that says the same; another one of its id or name gets a new one
};

// The styles of the host. Borrows it.
class HostStyles {
 public:
  explicit HostStyles(MergeHost& host) : host_(host) {}

  // The id of the style of that type and name, names compared without case (ECMA-376 Part 1,
  // 17.7.4.9); null when there is none.
  std::string const* find(std::string_view type, std::string_view name);
  // The id of the style of that type that was added with this signature; null when none was.
  std::string const* find_same(std::string_view type, std::string const& signature);
  // The id of the type's default style; "" when there is none.
  std::string default_id(std::string_view type);
  // Adds a copy under an id and a name that no style has.
  pugi::xml_node add(pugi::xml_node style);
  // The same; a default style is the host's, too, when the host has none of the type yet.
  pugi::xml_node add_as_it_is(pugi::xml_node style, std::string const& signature);

 private:
  void load();
  void remember(pugi::xml_node style);
  pugi::xml_node add_copy(pugi::xml_node style);

  MergeHost& host_;
  bool loaded_ = false;
  std::unordered_map<std::string, std::string> ids_;   // by type and name
  std::unordered_map<std::string, std::string> same_;  // by type and signature
  std::unordered_set<std::string> used_ids_;           // in lower case, as names
  std::unordered_set<std::string> used_names_;
  std::unordered_map<std::string, std::string> defaults_;
};

// The styles of one guest, and what stands for them in the host. Borrows both.
class GuestStyles {
 public:
  // `root` is the guest's w:styles, null when it has none; `numbering` its w:numbering, of which
  // signatures are made.
  GuestStyles(HostStyles& host,
              pugi::xml_node root,
              SameStyle same = SameStyle::name,
              pugi::xml_node numbering = {});

  // Brings all styles, whether or not anything is of them.
  void map_all();
  // The host's id of a style; added to the host with the first question, when it has none of the
  // name. "" when the guest has no such style.
  std::string map(std::string_view type, std::string_view id);
  // Whether it was added: then what it refers to is the guest's as well.
  bool is_added(std::string_view type, std::string_view id);
  // What an element without a style has to name so that it is of the guest's default style; "" when
  // the host's default is the same one.
  std::string const& default_to_name(std::string_view type);
  // The copies that were added since the last call: they still refer to the guest's styles and
  // lists.
  std::vector<pugi::xml_node> take_added();

 private:
  struct Mapped {
    std::string id;
    bool added = false;
  };
  Mapped const& mapped(std::string_view type, std::string_view id);
  Mapped own(std::string_view type, pugi::xml_node style);

  HostStyles& host_;
  SameStyle same_;
  StyleSignatures signatures_;
  std::vector<std::pair<std::string, std::string>> in_order_;  // type and id
  std::unordered_map<std::string, pugi::xml_node> styles_;     // by type and id
  std::unordered_map<std::string, std::string> default_ids_;
  std::unordered_map<std::string, Mapped> mapped_;
  std::unordered_map<std::string, std::string> defaults_to_name_;
  std::vector<pugi::xml_node> added_;
};

}  // namespace thethuc::compile

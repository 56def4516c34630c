#pragma once

// Styles of a guest in the host: those of one type and name are one style, and the host's
// definition counts; others are added.

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <pugixml.hpp>

#include "compile/merge_host.h"

namespace thethuc::compile {

// The styles of the host. Borrows it.
class HostStyles {
 public:
  explicit HostStyles(MergeHost& host) : host_(host) {}

  // The id of the style of that type and name, names compared without case (ECMA-376 Part 1,
  // 17.7.4.9); null when there is none.
  std::string const* find(std::string_view type, std::string_view name);
  // The id of the type's default style; "" when there is none.
  std::string default_id(std::string_view type);
  // Adds a copy under an id and a name that no style has.
  pugi::xml_node add(pugi::xml_node style);

 private:
  void load();
  void remember(pugi::xml_node style);

  MergeHost& host_;
  bool loaded_ = false;
  std::unordered_map<std::string, std::string> ids_;  // by type and name
  std::unordered_set<std::string> used_ids_;          // in lower case, as names
  std::unordered_set<std::string> used_names_;
  std::unordered_map<std::string, std::string> defaults_;
};

// The styles of one guest, and what stands for them in the host. Borrows both.
class GuestStyles {
 public:
  // `root` is the guest's w:styles, null when it has none.
  GuestStyles(HostStyles& host, pugi::xml_node root);

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

  HostStyles& host_;
  std::unordered_map<std::string, pugi::xml_node> styles_;  // by type and id
  std::unordered_map<std::string, std::string> default_ids_;
  std::unordered_map<std::string, Mapped> mapped_;
  std::unordered_map<std::string, std::string> defaults_to_name_;
  std::vector<pugi::xml_node> added_;
};

}  // namespace thethuc::compile

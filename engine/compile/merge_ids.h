#pragma once

// Ids that a fragment declares, made to differ from all that the host has.

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include <pugixml.hpp>

#include "compile/merge_host.h"
#include "wml/ids.h"

namespace thethuc::compile {

// The ids that the host's stories declare. Borrows the host, whose stories are read with the first
// question. Whatever comes into them later has to pass renumber().
class HostIds {
 public:
  explicit HostIds(MergeHost& host) : host_(host) {}

  // Gives the fragment that these trees make up ids of its own: one that is free stays, one that is
  // taken becomes another, and what refers to it within the fragment follows. Ends of ranges that
  // begin nowhere are taken out; ids that Word gives by itself are left out.
  void renumber(std::vector<pugi::xml_node> const& trees);

 private:
  friend class Renumbering;

  // Those of wml::IdKind, and what only merging has to tell apart.
  static constexpr auto kBookmark = static_cast<std::size_t>(wml::IdKind::bookmark);
  static constexpr auto kShape = static_cast<std::size_t>(wml::IdKind::shape);
  static constexpr std::size_t kControl = wml::kIdKinds;   // w:sdtPr/w:id
  static constexpr std::size_t kMove = wml::kIdKinds + 1;  // names of tracked moves
  static constexpr std::size_t kKinds = wml::kIdKinds + 2;

  void load();
  bool use(std::size_t kind, std::string_view id);  // false: it was used before
  // The value for an id: `wanted` when it is free.
  std::string claim(std::size_t kind, std::string_view wanted);

  MergeHost& host_;
  bool loaded_ = false;
  std::array<std::unordered_set<std::string>, kKinds> used_;
  std::array<std::size_t, kKinds> last_ = {};
};

}  // namespace thethuc::compile

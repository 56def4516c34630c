#pragma once

// Relationships that a fragment brings along, and the parts behind them: pictures, charts with
// their workbooks, diagrams.

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "compile/merge_host.h"
#include "opc/package.h"

namespace thethuc::compile {

// How `source` names `target` in its relationships: "media/image1.png", "../embeddings/a.xlsx".
std::string relative_target(std::string_view source, std::string_view target);

// The parts and relationships of the host, as far as new ones have to differ from them. Borrows the
// host.
class HostParts {
 public:
  explicit HostParts(MergeHost& host) : host_(host) {}

  // Adds a part under a name that none has, near the one it brings. `is_leaf`: it has no
  // relationships, and is not stored when the host has its like (type and bytes) already. The name
  // that it has in the host; "" when the host is full.
  std::string add(opc::Part const& part, bool is_leaf);
  // Adds a relationship under an id that none of `source` has, and returns the id.
  std::string relate(std::string const& source, opc::Relationship relationship);
  // Adds one that keeps its id, of a part that add() has added.
  void relate_as_it_is(std::string const& source, opc::Relationship relationship);

 private:
  std::string fresh_name(std::string_view wanted);
  std::string const* like(opc::Part const& part);
  void remember(opc::Part const& part);

  MergeHost& host_;
  bool knows_pictures_ = false;
  std::unordered_map<std::size_t, std::vector<std::string>> leaves_;  // by hash of type and bytes
  std::unordered_map<std::string, std::size_t> last_number_;          // by a name's stem
  struct Ids {
    std::unordered_set<std::string> used;
    std::size_t last = 0;
  };
  std::unordered_map<std::string, Ids> ids_;  // of relationships, by part
};

// The relationships of one guest, and what stands for them in the host. Borrows both.
class GuestParts {
 public:
  GuestParts(MergeHost& host, HostParts& parts, opc::Package const& guest)
      : host_(host), parts_(parts), guest_(guest) {}

  // The id by which `host_part` refers to what `guest_part` calls `id`; the parts behind it are
  // copied. nullopt when there is no such relationship, or nothing to be taken along.
  std::optional<std::string> relationship(std::string const& guest_part,
                                          std::string const& id,
                                          std::string const& host_part);

 private:
  using Index = std::unordered_map<std::string_view, opc::Relationship const*>;

  opc::Relationship const* find(std::string const& guest_part, std::string_view id);
  std::optional<opc::Relationship> brought(std::string const& guest_part,
                                           opc::Relationship const& relationship,
                                           std::string const& host_part);
  std::string copy(opc::Part const& part);
  std::string copy_diagram(opc::Part const& part,
                           std::string const& guest_part,
                           std::string const& host_part);
  void copy_relationships();

  MergeHost& host_;
  HostParts& parts_;
  opc::Package const& guest_;
  std::map<std::string, Index> indexes_;      // by the guest's part
  std::map<std::string, std::string> names_;  // of the guest's parts that were copied: the host's
  std::map<std::vector<std::string>, std::optional<std::string>> ids_;
  // Copied parts whose relationships are to be copied yet: the guest's, the host's name.
  std::deque<std::pair<std::string, std::string>> open_;
};

}  // namespace thethuc::compile

#include "data/schema_in_place.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace thethuc::data {
namespace {

// Schemas are written by people; ours have some hundred places. The bounds keep a hostile one from
// costing time.
constexpr std::size_t kMostDepthInPlace = 64;
constexpr std::uint64_t kMostInPlace = 512;

class InPlace {
 public:
  InPlace(Schema::Impl& schema, std::vector<std::string> const& pointers, base::Diagnostics& out)
      : schema_(schema), pointers_(pointers), out_(out), reach_(schema.nodes.size()) {}

  bool run() {
    for (std::uint32_t i = 0; i < schema_.nodes.size(); ++i) {
      if (!follow(i, 1)) {
        return false;
      }
    }
    for (std::uint32_t i = 0; i < schema_.nodes.size(); ++i) {
      sort_properties(node(i));
      find_names(i);
    }
    return true;
  }

 private:
  struct Reach {  // of what applies in a node's place
    enum class State { unseen, open, done } state = State::unseen;
    std::size_t depth = 1;
    std::uint64_t count = 1;
  };

  SchemaNode& node(std::uint32_t index) { return schema_.nodes[index]; }
  bool follow(std::uint32_t index, std::size_t depth);
  void narrow_types(SchemaNode& n);
  static void sort_properties(SchemaNode& node);
  void find_names(std::uint32_t index);
  void report(base::Id id, std::uint32_t index, std::string const& name, std::string const& value) {
    base::Diagnostic d =
        base::diagnose(id, base::place_in_file(schema_.file_name), {}, {{name, value}});
    d.data_pointer = pointers_[index];
    out_.add(std::move(d));
  }

  Schema::Impl& schema_;
  std::vector<std::string> const& pointers_;
  base::Diagnostics& out_;
  std::vector<Reach> reach_;
};

// Walks what applies in the place of a node: finds loops, which would never end, and bounds depth
// and number. On the way back the types that remain possible are known.
bool InPlace::follow(std::uint32_t index, std::size_t depth) {
  Reach& reach = reach_[index];
  if (reach.state == Reach::State::done) {
    return true;
  }
  reach.state = Reach::State::open;
  SchemaNode& n = node(index);
  bool good = true;
  for_each_in_place(n, [&](std::uint32_t next) {
    if (!good) {
      return;
    }
    if (reach_[next].state == Reach::State::open) {
      report(base::Id::schema_ref_loop, index, "keyword", "$ref");
      good = false;
      return;
    }
    bool const deep = depth + 1 > kMostDepthInPlace;
    if (!deep) {
      good = follow(next, depth + 1);
      reach.depth = std::max(reach.depth, reach_[next].depth + 1);
      reach.count += reach_[next].count;
    }
    if (good && (deep || reach.depth > kMostDepthInPlace || reach.count > kMostInPlace)) {
      report(base::Id::schema_too_costly,
             index,
             "limit",
             std::to_string(reach.count > kMostInPlace ? kMostInPlace : kMostDepthInPlace));
      good = false;
    }
  });
  reach.state = Reach::State::done;

  narrow_types(n);
  return good;
}

void InPlace::narrow_types(SchemaNode& n) {
  n.possible_types = n.never ? TypeSet{0} : n.types == 0 ? kAllTypes : n.types;
  if ((n.possible_types & kTypeNumber) != 0) {
    n.possible_types |= kTypeInteger;
  }
  auto const narrow = [&](std::uint32_t next) {
    n.possible_types = static_cast<TypeSet>(n.possible_types & node(next).possible_types);
  };
  if (n.ref != kNoNode) {
    narrow(n.ref);
  }
  for (std::uint32_t const next : n.all_of) {
    narrow(next);
  }
  for (auto const* alternatives : {&n.any_of, &n.one_of}) {
    TypeSet any = alternatives->empty() ? kAllTypes : TypeSet{0};
    for (std::uint32_t const next : *alternatives) {
      any = static_cast<TypeSet>(any | node(next).possible_types);
    }
    n.possible_types = static_cast<TypeSet>(n.possible_types & any);
  }
}

void InPlace::sort_properties(SchemaNode& node) {
  node.by_name.resize(node.properties.size());
  std::iota(node.by_name.begin(), node.by_name.end(), 0U);
  std::sort(node.by_name.begin(), node.by_name.end(), [&node](std::uint32_t a, std::uint32_t b) {
    return node.properties[a].name < node.properties[b].name;
  });
}

void InPlace::find_names(std::uint32_t index) {
  std::vector<std::uint32_t> seen;
  bool names_any = false;
  bool open = node(index).open;
  auto const visit = [&](auto const& self, std::uint32_t at) -> void {
    if (std::find(seen.begin(), seen.end(), at) != seen.end()) {
      return;
    }
    seen.push_back(at);
    SchemaNode const& n = node(at);
    open = open || n.additional == Additional::allowed || n.additional == Additional::by_schema;
    names_any = names_any || !n.properties.empty() || n.additional == Additional::forbidden;
    for_each_in_place(n, [&](std::uint32_t next) { self(self, next); });
  };
  visit(visit, index);
  SchemaNode& n = node(index);
  n.open = open || !names_any;
  n.has_others_in_place = seen.size() > 1;
  if (n.has_others_in_place) {
    for (std::uint32_t const at : seen) {
      for (SchemaProperty const& p : node(at).properties) {
        n.names_in_place.emplace_back(p.name);
      }
    }
    std::sort(n.names_in_place.begin(), n.names_in_place.end());
    n.names_in_place.erase(std::unique(n.names_in_place.begin(), n.names_in_place.end()),
                           n.names_in_place.end());
  }
}

}  // namespace

bool settle_in_place(Schema::Impl& schema,
                     std::vector<std::string> const& pointers,
                     base::Diagnostics& out) {
  return InPlace{schema, pointers, out}.run();
}

}  // namespace thethuc::data

#pragma once

// What filters made of long values, kept while one document is filled. Internal to render.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "data/filters.h"

namespace thethuc::render {

// A total, or a list joined, that each of ten thousand rows asks for is the same each time: data do
// not change, and filters look at nothing else. So it is worked out once, and the time that a
// document takes grows with its rows, not with their square. Belongs to one walk, and one thread.
class FilterCache {
 public:
  // As data::apply_filters(item, calls, arena), where `chain` tells these calls from all others.
  // What the item refers to lives as there, or until clear().
  std::optional<data::FilterFault> apply(std::uint32_t chain,
                                         std::vector<data::FilterCall> const& calls,
                                         data::Item& item,
                                         data::Arena& arena) {
    // Looking a short one up takes longer than the filters do.
    return item.text.size() < kLeastBytes &&
                   (item.kind != data::Kind::list || item.value.size() < kLeastItems)
               ? data::apply_filters(item, calls, arena)
               : apply_to_long(chain, calls, item, arena);
  }
  void clear();  // before the data or the program change

 private:
  static constexpr std::size_t kLeastBytes = 512;
  static constexpr std::size_t kLeastItems = 16;
  // Of memory, in bytes, for all that is kept. What comes when it is full is worked out each time.
  static constexpr std::size_t kMost = 16u << 20;

  struct Key {
    data::Node const* node;
    std::uint32_t chain;
    bool operator==(Key const&) const = default;
  };
  struct Hash {
    std::size_t operator()(Key const& key) const;
  };
  struct Kept {
    data::Item item;  // refers to the data, the calls or what follows
    std::string text;
    std::vector<data::Value> items;
    std::optional<data::FilterFault> fault;
  };

  std::optional<data::FilterFault> apply_to_long(std::uint32_t chain,
                                                 std::vector<data::FilterCall> const& calls,
                                                 data::Item& item,
                                                 data::Arena& arena);
  void keep(Key key, data::Item const& item, std::optional<data::FilterFault> const& fault);

  std::unordered_map<Key, Kept, Hash> kept_;
  std::size_t bytes_ = 0;
};

}  // namespace thethuc::render

#include "render/filter_cache.h"

#include <functional>

namespace thethuc::render {

std::size_t FilterCache::Hash::operator()(Key const& key) const {
  constexpr std::size_t kOdd = 0x9E3779B9;  // spreads the chains of one value over the table
  return std::hash<data::Node const*>{}(key.node) + key.chain * kOdd;
}

void FilterCache::clear() {
  kept_.clear();
  bytes_ = 0;
}

std::optional<data::FilterFault> FilterCache::apply_to_long(
    std::uint32_t chain,
    std::vector<data::FilterCall> const& calls,
    data::Item& item,
    data::Arena& arena) {
  Key const key{item.value.node(), chain};
  if (key.node == nullptr) {
    return data::apply_filters(item, calls, arena);
  }
  if (auto const found = kept_.find(key); found != kept_.end()) {
    item = found->second.item;
    return found->second.fault;
  }
  std::string_view const before = item.text;
  std::optional<data::FilterFault> fault = data::apply_filters(item, calls, arena);
  // A text that passed as it is (`mac_dinh`, `anh`) may be megabytes, and nothing is won.
  bool const passed = !before.empty() && item.text.data() == before.data();
  if (!passed) {
    keep(key, item, fault);
  }
  return fault;
}

void FilterCache::keep(Key key,
                       data::Item const& item,
                       std::optional<data::FilterFault> const& fault) {
  std::size_t const items = item.items != nullptr ? item.items->size() : 0;
  std::size_t const bytes =
      sizeof(Key) + sizeof(Kept) + item.text.size() + items * sizeof(data::Value);
  if (bytes > kMost - bytes_) {
    return;
  }
  bytes_ += bytes;
  Kept& kept = kept_[key];
  kept.item = item;
  kept.fault = fault;
  kept.text = item.text;
  kept.item.text = kept.text;
  if (item.items != nullptr) {
    kept.items = *item.items;
    kept.item.items = &kept.items;
  }
}

}  // namespace thethuc::render

// hoa, thuong, hoa_dau, con_thieu, mac_dinh: filters that make text of text.

#include <algorithm>

#include "base/text.h"
#include "data/filter_functions.h"

namespace thethuc::data {
namespace {

// A number passes as it is: 1e3 in capitals would be another spelling, not another case.
template <typename Map>
std::optional<FilterFault> map_text(Item& item, FilterCall const& call, Arena& arena, Map map) {
  if (item.kind == Kind::number) {
    return std::nullopt;
  }
  if (item.kind != Kind::string) {
    return wrong_type(item, call, {"chữ hoặc số", "text or a number"});
  }
  std::string& out = arena.fresh();
  out = map(item.text);
  item = Item::of_text(out);
  return std::nullopt;
}

}  // namespace

// Of "./." a text that ends in a full stop has the first; one without any mark lacks all of it.
std::optional<FilterFault> apply_lacking(Item& item, FilterCall const& call, Arena& arena) {
  std::string_view const mark = call.parameters.front().text;
  return map_text(item, call, arena, [mark](std::string_view text) {
    std::size_t has = std::min(mark.size(), text.size());
    while (!text.ends_with(mark.substr(0, has))) {
      --has;
    }
    return std::string{mark.substr(has)};
  });
}

std::optional<FilterFault> apply_upper(Item& item, FilterCall const& call, Arena& arena) {
  return map_text(item, call, arena, [](std::string_view s) { return base::to_upper(s); });
}

std::optional<FilterFault> apply_lower(Item& item, FilterCall const& call, Arena& arena) {
  return map_text(item, call, arena, [](std::string_view s) { return base::to_lower(s); });
}

std::optional<FilterFault> apply_upper_first(Item& item, FilterCall const& call, Arena& arena) {
  return map_text(item, call, arena, [](std::string_view s) { return base::upper_first(s); });
}

// Only what is missing: an empty string is a value that somebody wrote.
std::optional<FilterFault> apply_default(Item& item, FilterCall const& call, Arena& /*arena*/) {
  if (item.is_missing()) {
    item = Item::of_text(call.parameters.front().text);
  }
  return std::nullopt;
}

}  // namespace thethuc::data

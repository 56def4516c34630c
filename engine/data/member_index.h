#pragma once

// Large objects are searched by an index of their members: a template with thousands of tags would
// look at each member for each of them. Internal to data.

#include <cstdint>
#include <string_view>
#include <vector>

#include "data/value.h"

namespace thethuc::data {

// An object of more members has an index.
constexpr std::uint32_t kMostUnindexed = 64;

inline std::string_view key_at(Node const* object, std::uint32_t offset) {
  return Value{object + offset}.key();
}

// Appends the offsets of the object's members from it, in the order of their names. Of members with
// one name the last is in front, where a search comes to first.
void append_index(std::vector<std::uint32_t>& index, Node const* object);

}  // namespace thethuc::data

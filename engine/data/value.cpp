#include "data/value.h"

#include <algorithm>
#include <cstddef>

#include "data/member_index.h"

namespace thethuc::data {

std::string_view kind_name(Kind kind, base::Language language) {
  bool const vi = language == base::Language::vi;
  switch (kind) {
    case Kind::missing:
      return vi ? "không có gì" : "nothing";
    case Kind::null:
      return "null";
    case Kind::boolean:
      return vi ? "giá trị đúng/sai (true, false)" : "true or false";
    case Kind::number:
      return vi ? "một số" : "a number";
    case Kind::string:
      return vi ? "chữ" : "text";
    case Kind::list:
      return vi ? "một danh sách" : "a list";
    case Kind::object:
      return vi ? "một đối tượng" : "an object";
  }
  return {};
}

bool Value::truthy() const {
  switch (kind()) {
    case Kind::missing:
    case Kind::null:
      return false;
    case Kind::boolean:
      return node_->text_size == 4;  // "true"
    case Kind::string:
      return node_->text_size > 0;
    case Kind::list:
      return node_->count > 0;
    case Kind::number:
    case Kind::object:
      return true;
  }
  return false;
}

void append_index(std::vector<std::uint32_t>& index, Node const* object) {
  auto const begin = static_cast<std::ptrdiff_t>(index.size());
  std::uint32_t offset = 1;
  for (std::uint32_t i = 0; i < object->count; ++i, offset += object[offset].span) {
    index.push_back(offset);
  }
  std::sort(index.begin() + begin, index.end(), [object](std::uint32_t a, std::uint32_t b) {
    int const order = key_at(object, a).compare(key_at(object, b));
    return order != 0 ? order < 0 : a > b;
  });
}

Value Value::find(std::string_view name) const {
  if (kind() != Kind::object) {
    return {};
  }
  if (node_->count > kMostUnindexed) {
    std::uint32_t const* const end = node_->members + node_->count;
    std::uint32_t const* const found = std::lower_bound(
        node_->members, end, name, [this](std::uint32_t offset, std::string_view wanted) {
          return key_at(node_, offset) < wanted;
        });
    return found != end && key_at(node_, *found) == name ? Value{node_ + *found} : Value{};
  }
  Value found;
  Value member = first();
  for (std::size_t i = 0; i < size(); ++i, member = member.next()) {
    if (member.key() == name) {
      found = member;
    }
  }
  return found;
}

Value Value::item(std::size_t index) const {
  if (index >= size()) {
    return {};
  }
  Value child = first();
  for (; index > 0; --index) {
    child = child.next();
  }
  return child;
}

void append_pointer(std::string& pointer, std::string_view token) {
  pointer += '/';
  for (char const c : token) {
    if (c == '~') {
      pointer += "~0";
    } else if (c == '/') {
      pointer += "~1";
    } else {
      pointer += c;
    }
  }
}

std::string pointer_of_fragment(std::string_view fragment) {
  auto const hex = [](char c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
  };
  std::string pointer;
  for (std::size_t i = 0; i < fragment.size(); ++i) {
    if (fragment[i] == '%' && i + 2 < fragment.size() && hex(fragment[i + 1]) >= 0 &&
        hex(fragment[i + 2]) >= 0) {
      pointer += static_cast<char>(hex(fragment[i + 1]) * 16 + hex(fragment[i + 2]));
      i += 2;
    } else {
      pointer += fragment[i];
    }
  }
  return pointer;
}

}  // namespace thethuc::data

#pragma once

// Members of an object in structured content, read with their mistakes told. Internal to rich.

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.h"
#include "data/value.h"
#include "rich/content.h"

namespace thethuc::rich {

// What was expected, for messages.
struct Expected {
  char const* vi;
  char const* en;
};

// A word and what it stands for.
template <class T>
using Choice = std::pair<std::string_view, T>;

inline constexpr std::array<Choice<wml::Alignment>, 4> kAlignments{{
    {"left", wml::Alignment::left},
    {"center", wml::Alignment::center},
    {"right", wml::Alignment::right},
    {"justify", wml::Alignment::justify},
}};

// "a, b, c"
std::string list_of(std::span<std::string_view const> names);

// One object (or another value, whose mistakes are told) at its place. Members that are absent or
// null give nullopt; so do those that are wrong, after a diagnostic.
class Fields {
 public:
  Fields(data::Value object, Origin origin, base::Diagnostics& out)
      : object_(object), origin_(std::move(origin)), out_(&out) {}

  data::Value operator[](std::string_view key) const { return object_.find(key); }
  bool has(std::string_view key) const { return !object_.find(key).is_missing(); }
  Origin at(std::string_view key) const { return origin_.member(key); }
  Origin const& origin() const { return origin_; }
  base::Diagnostics& diagnostics() const { return *out_; }

  // Reports each key that is not among `known`.
  void allow(std::span<std::string_view const> known) const;
  // The one of `kinds` that the object has; "" when it has none or several, after a diagnostic.
  std::string_view kind(std::span<std::string_view const> kinds) const;

  std::optional<std::string> text(std::string_view key) const;
  bool flag(std::string_view key) const;  // false when absent
  std::optional<std::size_t> count(std::string_view key, std::size_t least, std::size_t most) const;
  std::optional<double> length(std::string_view key, double most) const;  // above 0

  template <class T>
  std::optional<T> choice(std::string_view key, std::span<Choice<T> const> choices) const {
    std::vector<std::string_view> words;
    for (Choice<T> const& choice : choices) {
      words.push_back(choice.first);
    }
    std::optional<std::size_t> const index = word(key, words);
    return index ? std::optional{choices[*index].second} : std::nullopt;
  }

  void wrong_type(std::string_view key, Expected expected) const;
  void bad_value(std::string_view key, Expected expected) const;

 private:
  std::optional<std::size_t> word(std::string_view key,
                                  std::span<std::string_view const> words) const;

  data::Value object_;
  Origin origin_;
  base::Diagnostics* out_;
};

// A diagnostic that `found` is of a kind that nothing can be made of.
void report_wrong_type(std::string_view key,
                       Expected expected,
                       data::Value found,
                       Origin const& origin,
                       base::Diagnostics& out);

}  // namespace thethuc::rich

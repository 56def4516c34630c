#include "wml/list_labels.h"

#include <algorithm>
#include <utility>

#include "base/roman.h"
#include "wml/names.h"

namespace thethuc::wml {
namespace {

constexpr int kLevels = 9;

// Word repeats the letter from the second round on: y, z, aa, bb.
std::string letters(int value, char first) {
  int const place = (value - 1) % 26;
  int const rounds = std::min((value - 1) / 26 + 1, 100);
  return std::string(static_cast<std::size_t>(rounds), static_cast<char>(first + place));
}

std::string lower(std::string text) {
  for (char& c : text) {
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return text;
}

}  // namespace

std::string list_number(std::string_view format, int value) {
  if (value <= 0 || value > 100'000) {
    return std::to_string(value);
  }
  if (format == "upperRoman") {
    return value <= base::kMaxRoman ? base::roman_number(value) : std::to_string(value);
  }
  if (format == "lowerRoman") {
    return value <= base::kMaxRoman ? lower(base::roman_number(value)) : std::to_string(value);
  }
  if (format == "upperLetter") {
    return letters(value, 'A');
  }
  if (format == "lowerLetter") {
    return letters(value, 'a');
  }
  if (format == "decimalZero" && value < 10) {
    return "0" + std::to_string(value);
  }
  if (format == "none") {
    return "";
  }
  return std::to_string(value);
}

ListLevels::ListLevels(pugi::xml_node numbering) {
  for (pugi::xml_node node : numbering.children()) {
    if (is(node, "w:num")) {
      nums_.emplace(node.attribute("w:numId").value(), node);
    } else if (is(node, "w:abstractNum")) {
      abstracts_.emplace(node.attribute("w:abstractNumId").value(), node);
      if (pugi::xml_node const link = node.child("w:styleLink")) {
        style_definitions_.emplace(link.attribute(w::val).value(), node);
      }
    }
  }
}

pugi::xml_node ListLevels::abstract_of(std::string_view num_id) const {
  auto const num = nums_.find(num_id);
  if (num == nums_.end()) {
    return {};
  }
  auto const found =
      abstracts_.find(num->second.child("w:abstractNumId").attribute(w::val).value());
  if (found == abstracts_.end()) {
    return {};
  }
  if (pugi::xml_node const link = found->second.child("w:numStyleLink")) {
    auto const linked = style_definitions_.find(link.attribute(w::val).value());
    if (linked != style_definitions_.end()) {
      return linked->second;
    }
  }
  return found->second;
}

std::string_view ListLevels::definition(std::string_view num_id) const {
  return abstract_of(num_id).attribute("w:abstractNumId").value();
}

pugi::xml_node ListLevels::level(std::string_view num_id, int level) const {
  auto const num = nums_.find(num_id);
  if (num == nums_.end()) {
    return {};
  }
  for (pugi::xml_node override_ : num->second.children("w:lvlOverride")) {
    if (override_.attribute("w:ilvl").as_int() == level && override_.child("w:lvl")) {
      return override_.child("w:lvl");
    }
  }
  for (pugi::xml_node lvl : abstract_of(num_id).children("w:lvl")) {
    if (lvl.attribute("w:ilvl").as_int() == level) {
      return lvl;
    }
  }
  return {};
}

int ListLevels::level_of_style(std::string_view num_id, std::string_view style_id) const {
  for (pugi::xml_node lvl : abstract_of(num_id).children("w:lvl")) {
    if (style_id == lvl.child("w:pStyle").attribute(w::val).value()) {
      return lvl.attribute("w:ilvl").as_int();
    }
  }
  return -1;
}

int ListLevels::start_override(std::string_view num_id, int level) const {
  auto const num = nums_.find(num_id);
  if (num != nums_.end()) {
    for (pugi::xml_node override_ : num->second.children("w:lvlOverride")) {
      if (override_.attribute("w:ilvl").as_int() == level) {
        return override_.child("w:startOverride").attribute(w::val).as_int(-1);
      }
    }
  }
  return -1;
}

ListLabel ListCounter::next(std::string_view num_id, int level) {
  level = std::clamp(level, 0, kLevels - 1);
  pugi::xml_node const lvl = levels_.level(num_id, level);
  if (!lvl) {
    return {};
  }
  auto const at = static_cast<std::size_t>(level);
  Counts& counts = counts_[std::string{levels_.definition(num_id)}];
  auto& seen = seen_[std::string{num_id}];
  int const restart = seen[at] ? -1 : levels_.start_override(num_id, level);
  seen[at] = true;
  int const start = lvl.child("w:start").attribute(w::val).as_int(1);
  counts.value[at] = restart >= 0 ? restart : counts.value[at] == 0 ? start : counts.value[at] + 1;
  std::fill(counts.value.begin() + level + 1, counts.value.end(), 0);

  ListLabel label;
  label.format = lvl.child("w:numFmt").attribute(w::val).as_string("decimal");
  std::string_view const text = lvl.child("w:lvlText").attribute(w::val).value();
  if (label.is_bullet()) {
    label.text = text;
    return label;
  }
  bool const is_legal = static_cast<bool>(lvl.child("w:isLgl"));
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 1 < text.size() && text[i + 1] >= '1' && text[i + 1] <= '9') {
      int const wanted = text[++i] - '1';
      pugi::xml_node const of = wanted == level ? lvl : levels_.level(num_id, wanted);
      std::string_view const format =
          is_legal && wanted != level ? std::string_view{"decimal"}
                                      : of.child("w:numFmt").attribute(w::val).as_string("decimal");
      int const value = counts.value[static_cast<std::size_t>(wanted)];
      label.text +=
          list_number(format, value == 0 ? of.child("w:start").attribute(w::val).as_int(1) : value);
    } else {
      label.text += text[i];
    }
  }
  return label;
}

}  // namespace thethuc::wml

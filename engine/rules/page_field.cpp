#include "rules/page_field.h"

#include <algorithm>
#include <iterator>

#include "base/text.h"

namespace thethuc::rules {
namespace {

constexpr std::string_view kBlanks = " \t\n\r";

// A general format switch `\* NAME`: where it begins, its name, and where it ends.
struct Switch {
  std::size_t begin = std::string_view::npos;
  std::string_view name;
  std::size_t end = 0;
};

Switch next_switch(std::string_view code, std::size_t from) {
  Switch out;
  std::size_t const begin = code.find("\\*", from);
  if (begin == std::string_view::npos) {
    return out;
  }
  std::size_t const name = std::min(code.find_first_not_of(kBlanks, begin + 2), code.size());
  out.end = std::min(code.find_first_of(" \t\n\r\\", name), code.size());
  out.begin = begin;
  out.name = code.substr(name, out.end - name);
  return out;
}

// 17.16.4.3.1. Others (Arabic, ArabicDash, MERGEFORMAT, CHARFORMAT, Upper …) leave the digits.
bool writes_other_numbers(std::string_view name) {
  constexpr std::string_view kOthers[] = {
      "roman", "alphabetic", "ordinal", "cardtext", "ordtext", "hex", "dollartext"};
  std::string const lower = base::ascii_lower(name);
  return std::find(std::begin(kOthers), std::end(kOthers), lower) != std::end(kOthers);
}

Switch find_number_switch(std::string_view code) {
  for (Switch s = next_switch(code, 0); s.begin != std::string_view::npos;
       s = next_switch(code, s.end)) {
    if (writes_other_numbers(s.name)) {
      return s;
    }
  }
  return {};
}

}  // namespace

bool is_page_field(std::string_view code) {
  std::string_view const name = base::trim(code);
  return base::ascii_lower(name.substr(0, 4)) == "page" &&
         (name.size() == 4 || name[4] == ' ' || name[4] == '\t' || name[4] == '\\');
}

std::string_view number_switch(std::string_view code) {
  return find_number_switch(code).name;
}

std::string without_number_switch(std::string_view code) {
  Switch const s = find_number_switch(code);
  if (s.begin == std::string_view::npos) {
    return std::string{code};
  }
  return std::string{code.substr(0, s.begin)}.append(code.substr(s.end));
}

}  // namespace thethuc::rules

// What filters want their parameters to be, checked and resolved when the template is compiled.

#include <charconv>

#include <fmt/format.h>

#include "base/text.h"
#include "data/decimal.h"
#include "data/filter_functions.h"
#include "data/size.h"

namespace thethuc::data {
namespace {

constexpr base::Emu kQrSide{900'000};  // 25 mm, when the tag does not say

FilterFault fault(FilterCall const& call,
                  std::string expected_vi,
                  std::string expected_en,
                  std::string const& found) {
  return {base::Id::filter_parameters,
          call.name,
          std::move(expected_vi),
          std::move(expected_en),
          found,
          found,
          {}};
}

std::string count_en(std::size_t count) {
  return fmt::format("{} parameter{}", count, count == 1 ? "" : "s");
}

std::optional<FilterFault> check_count(FilterInfo const& info, FilterCall const& call) {
  std::size_t const least = info.least_parameters;
  std::size_t const most = info.most_parameters;
  std::size_t const count = call.parameters.size();
  if (count >= least && count <= most) {
    return std::nullopt;
  }
  std::string const found = std::to_string(count);
  if (least != most) {
    return fault(call,
                 fmt::format("từ {} đến {} tham số", least, most),
                 fmt::format("{} to {}", least, count_en(most)),
                 found);
  }
  return fault(call,
               most == 0 ? "không có tham số" : fmt::format("{} tham số", most),
               most == 0 ? "no parameters" : count_en(most),
               found);
}

bool is_places(Parameter const& p) {
  return p.kind == Parameter::Kind::number && is_json_number(p.text) &&
         p.text.find_first_not_of("0123456789") == std::string::npos &&
         compare_numbers(p.text, std::to_string(kMostPlaces)) <= 0;
}

// False when a name is empty. A name in quotes may hold dots.
bool read_member(Parameter const& p, std::vector<std::string>& names) {
  if (p.kind == Parameter::Kind::quoted) {
    names = {p.text};
    return !p.text.empty();
  }
  std::string_view rest = p.text;
  while (true) {
    std::size_t const dot = rest.find('.');
    names.emplace_back(rest.substr(0, dot));
    if (names.back().empty()) {
      return false;
    }
    if (dot == std::string_view::npos) {
      return true;
    }
    rest.remove_prefix(dot + 1);
  }
}

std::optional<FilterFault> bind_size(FilterCall& call, Parameter const& p) {
  Size size;
  if (auto problem = parse_size(p.text, size)) {
    return fault(call, problem->expected_vi, problem->expected_en, problem->found);
  }
  call.width = size.width;
  call.height = size.height;
  return std::nullopt;
}

std::optional<FilterFault> bind_side(FilterCall& call, Parameter const* p) {
  base::Emu side = kQrSide;
  if (p != nullptr) {
    if (auto problem = parse_side(p->text, side)) {
      return fault(call, problem->expected_vi, problem->expected_en, problem->found);
    }
  }
  call.width = side;
  call.height = side;
  return std::nullopt;
}

}  // namespace

std::optional<FilterFault> bind_parameters(FilterInfo const& info, FilterCall& call) {
  if (auto wrong_count = check_count(info, call)) {
    return wrong_count;
  }
  // No filter with a rule takes more than one.
  Parameter const* const p = call.parameters.empty() ? nullptr : &call.parameters.front();
  switch (info.rule) {
    case ParameterRule::any:
      break;
    case ParameterRule::places:
      if (p != nullptr && !is_places(*p)) {
        return fault(call,
                     fmt::format("số chữ số thập phân từ 0 đến {}", kMostPlaces),
                     fmt::format("a number of decimals from 0 to {}", kMostPlaces),
                     in_quotes(p->text));
      }
      break;
    case ParameterRule::member:
      if (p != nullptr && !read_member(*p, call.member)) {
        return fault(call,
                     "tên trường như so_lieu hoặc ke_hoach.so_lieu",
                     "the name of a field such as so_lieu or ke_hoach.so_lieu",
                     in_quotes(p->text));
      }
      break;
    case ParameterRule::size:
      return p == nullptr ? std::nullopt : bind_size(call, *p);
    case ParameterRule::side:
      return bind_side(call, p);
    case ParameterRule::visible:
      if (p != nullptr && base::trim(p->text).empty()) {
        return fault(call, "chữ để hiện ra", "a text to show", in_quotes(p->text));
      }
      break;
  }
  return std::nullopt;
}

std::optional<std::size_t> places_of(FilterCall const& call) {
  if (call.parameters.empty()) {
    return std::nullopt;
  }
  std::string const& text = call.parameters.front().text;
  std::size_t places = 0;
  std::from_chars(text.data(), text.data() + text.size(), places);
  return places;
}

}  // namespace thethuc::data

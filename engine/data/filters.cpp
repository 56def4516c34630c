#include "data/filters.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "data/decimal.h"
#include "data/filter_functions.h"

namespace thethuc::data {
namespace {

constexpr FilterInfo kFilters[] = {
    {"hoa", "upper", apply_upper, 0, 0, false},
    {"thuong", "lower", apply_lower, 0, 0, false},
    {"hoa_dau", "upper_first", apply_upper_first, 0, 0, false},
    {"so", "number", apply_number, 0, 1, false, ParameterRule::places},
    {"hai_chu_so", "two_digits", apply_two_digits, 0, 0, false},
    {"ngay", "date", apply_date, 0, 0, false},
    {"ngay_trong", "date_blank", apply_date_blank, 0, 0, false},
    {"mac_dinh", "default", apply_default, 1, 1, true},
};

bool is_places(Parameter const& p) {
  return p.kind == Parameter::Kind::number && is_json_number(p.text) &&
         p.text.find_first_not_of("0123456789") == std::string::npos &&
         compare_numbers(p.text, std::to_string(kMostPlaces)) <= 0;
}

FilterFault parameter_fault(std::string_view written,
                            std::string expected_vi,
                            std::string expected_en,
                            std::string found_vi,
                            std::string found_en) {
  return {base::Id::filter_parameters,
          std::string(written),
          std::move(expected_vi),
          std::move(expected_en),
          std::move(found_vi),
          std::move(found_en)};
}

std::string count_en(std::size_t count) {
  return fmt::format("{} parameter{}", count, count == 1 ? "" : "s");
}

}  // namespace

std::string& Arena::fresh() {
  if (used_ == strings_.size()) {
    strings_.emplace_back();
  }
  std::string& s = strings_[used_++];
  s.clear();
  return s;
}

FilterInfo const* find_filter(std::string_view name) {
  auto const* const found =
      std::find_if(std::begin(kFilters), std::end(kFilters), [&](auto const& f) {
        return f.name == name || f.english == name;
      });
  return found == std::end(kFilters) ? nullptr : found;
}

std::vector<std::string> filter_names() {
  std::vector<std::string> names;
  for (FilterInfo const& f : kFilters) {
    names.emplace_back(f.name);
    names.emplace_back(f.english);
  }
  return names;
}

std::optional<FilterFault> check_parameters(FilterInfo const& info,
                                            std::string_view written,
                                            std::vector<Parameter> const& parameters) {
  std::size_t const least = info.least_parameters;
  std::size_t const most = info.most_parameters;
  if (parameters.size() < least || parameters.size() > most) {
    std::string const found = std::to_string(parameters.size());
    if (least == most) {
      return parameter_fault(written,
                             most == 0 ? "không có tham số" : fmt::format("{} tham số", most),
                             most == 0 ? "no parameters" : count_en(most),
                             found,
                             found);
    }
    return parameter_fault(written,
                           fmt::format("từ {} đến {} tham số", least, most),
                           fmt::format("{} to {}", least, count_en(most)),
                           found,
                           found);
  }
  if (info.rule == ParameterRule::places) {
    for (Parameter const& p : parameters) {
      if (!is_places(p)) {
        return parameter_fault(written,
                               fmt::format("số chữ số thập phân từ 0 đến {}", kMostPlaces),
                               fmt::format("a number of decimals from 0 to {}", kMostPlaces),
                               quoted(p.text),
                               quoted(p.text));
      }
    }
  }
  return std::nullopt;
}

std::optional<FilterFault> apply_filters(Item& item,
                                         std::vector<FilterCall> const& calls,
                                         Arena& arena) {
  for (FilterCall const& call : calls) {
    if (item.is_missing() && !call.takes_missing) {
      continue;
    }
    if (auto fault = call.apply(item, call, arena)) {
      return fault;
    }
  }
  return std::nullopt;
}

std::string quoted(std::string_view s) {
  constexpr std::size_t kMost = 40;
  std::size_t end = 0;
  for (std::size_t i = 0; i < kMost && end < s.size(); ++i) {
    base::next_code_point(s, end);
  }
  return fmt::format("\"{}{}\"", s.substr(0, end), end < s.size() ? "…" : "");
}

FilterFault wrong_type(Item const& item, FilterCall const& call, Expected const& expected) {
  return {base::Id::filter_wrong_type,
          call.name,
          expected.vi,
          expected.en,
          std::string(kind_name(item.kind, base::Language::vi)),
          std::string(kind_name(item.kind, base::Language::en))};
}

FilterFault bad_value(Item const& item, FilterCall const& call, Expected const& expected) {
  std::string const found = item.kind == Kind::string ? quoted(item.text) : std::string(item.text);
  return {base::Id::filter_bad_value, call.name, expected.vi, expected.en, found, found};
}

}  // namespace thethuc::data

#include "data/filters.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "data/filter_functions.h"

namespace thethuc::data {
namespace {

constexpr std::size_t kBytesPerWork = 8;  // of text that a filter reads

constexpr auto kMember = ParameterRule::member;
constexpr auto kPlaces = ParameterRule::places;

constexpr auto kAny = ParameterRule::any;
constexpr auto kSize = ParameterRule::size;
constexpr auto kSide = ParameterRule::side;
constexpr auto kVisible = ParameterRule::visible;
constexpr auto kPlain = Terminal::none;

constexpr FilterInfo kFilters[] = {
    {"hoa", "upper", apply_upper, Takes::text, Gives::as_given, 0, 0, false},
    {"thuong", "lower", apply_lower, Takes::text, Gives::as_given, 0, 0, false},
    {"hoa_dau", "upper_first", apply_upper_first, Takes::text, Gives::as_given, 0, 0, false},
    {"con_thieu", "lacking", apply_lacking, Takes::text, Gives::text, 1, 1, false},
    {"so", "number", apply_number, Takes::number, Gives::text, 0, 1, false, kPlaces},
    {"gon", "trim_zeros", apply_trim_zeros, Takes::number, Gives::number, 0, 0, false},
    {"phan_tram", "percent", apply_percent, Takes::number, Gives::text, 0, 1, false, kPlaces},
    {"hai_chu_so", "two_digits", apply_two_digits, Takes::whole, Gives::number, 0, 0, false},
    {"bang_chu", "words", apply_words, Takes::number, Gives::text, 0, 1, false},
    {"la_ma", "roman", apply_roman, Takes::whole, Gives::text, 0, 0, false},
    {"chu_cai", "letter", apply_letter, Takes::whole, Gives::text, 0, 0, false},
    {"ngay", "date", apply_date, Takes::date, Gives::text, 0, 0, false},
    {"ngay_ngan", "date_short", apply_date_short, Takes::date, Gives::text, 0, 0, false},
    {"ngay_trong", "date_blank", apply_date_blank, Takes::month, Gives::text, 0, 0, false},
    {"quy", "quarter", apply_quarter, Takes::month, Gives::text, 0, 0, false},
    {"thang", "month", apply_month, Takes::month, Gives::number, 0, 0, false},
    {"nam", "year", apply_year, Takes::month, Gives::number, 0, 0, false},
    {"mac_dinh", "default", apply_default, Takes::anything, Gives::as_given, 1, 1, true},
    {"noi", "join", apply_join, Takes::list, Gives::text, 0, 1, false, kAny, kPlain, Takes::text},
    {"loc_trong", "without_empty", apply_without_empty, Takes::list, Gives::list, 0, 0, false},
    {"tong",
     "sum",
     apply_sum,
     Takes::list,
     Gives::number,
     0,
     1,
     false,
     kMember,
     kPlain,
     Takes::number},
    {"dem", "count", apply_count, Takes::list, Gives::number, 0, 1, false, kMember},
    {"tb",
     "average",
     apply_average,
     Takes::list,
     Gives::number,
     0,
     1,
     false,
     kMember,
     kPlain,
     Takes::number},
    {"ten_tep", "file_name", apply_file_name, Takes::text, Gives::text, 0, 0, false},
    {"anh",
     "image",
     apply_terminal,
     Takes::picture,
     Gives::as_given,
     0,
     1,
     false,
     kSize,
     Terminal::picture},
    {"qr",
     "qr_code",
     apply_terminal,
     Takes::text,
     Gives::as_given,
     0,
     1,
     false,
     kSide,
     Terminal::qr},
    {"lien_ket",
     "link",
     apply_terminal,
     Takes::link,
     Gives::as_given,
     0,
     1,
     false,
     kVisible,
     Terminal::link},
    {"gop",
     "merge",
     apply_terminal,
     Takes::text,
     Gives::as_given,
     0,
     0,
     false,
     kAny,
     Terminal::merge},
};

// Cut after 40 code points.
std::string shortened(std::string_view s) {
  constexpr std::size_t kMost = 40;
  std::size_t end = 0;
  for (std::size_t i = 0; i < kMost && end < s.size(); ++i) {
    base::next_code_point(s, end);
  }
  return fmt::format("{}{}", s.substr(0, end), end < s.size() ? "…" : "");
}

template <typename T>
T& next_of(std::deque<T>& kept, std::size_t& used) {
  if (used == kept.size()) {
    kept.emplace_back();
  }
  T& next = kept[used++];
  next.clear();
  return next;
}

}  // namespace

std::string& Arena::fresh() {
  return next_of(strings_, used_);
}

std::vector<Value>& Arena::fresh_list() {
  return next_of(lists_, lists_used_);
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

std::optional<FilterFault> apply_filters(Item& item,
                                         std::vector<FilterCall> const& calls,
                                         Arena& arena) {
  for (FilterCall const& call : calls) {
    if (item.is_missing() && !call.takes_missing) {
      continue;
    }
    if (call.terminal == Terminal::none) {
      arena.count_work(item.text.size() / kBytesPerWork);
    }
    if (auto fault = call.apply(item, call, arena)) {
      return fault;
    }
  }
  return std::nullopt;
}

std::optional<FilterFault> apply_terminal(Item& /*item*/,
                                          FilterCall const& /*call*/,
                                          Arena& /*arena*/) {
  return std::nullopt;
}

std::string in_quotes(std::string_view s) {
  return fmt::format("\"{}\"", shortened(s));
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
  std::string const found = item.kind == Kind::string ? in_quotes(item.text) : shortened(item.text);
  return {base::Id::filter_bad_value, call.name, expected.vi, expected.en, found, found};
}

}  // namespace thethuc::data

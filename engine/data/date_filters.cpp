// ngay, ngay_ngan, ngay_trong, quy, thang, nam: dates and their parts. ND 30/2020, phu luc I, muc
// II: the day below 10 and the months 1 and 2 get a leading zero, the other months do not.

#include <fmt/format.h>

#include "data/date.h"
#include "data/filter_functions.h"

namespace thethuc::data {
namespace {

constexpr Expected kDay{"một ngày như 2021-09-14", "a date such as 2021-09-14"};
constexpr Expected kMonth{"một tháng như 2021-09, hoặc một ngày như 2021-09-14",
                          "a month such as 2021-09, or a date such as 2021-09-14"};

std::string padded_month(Date const& d) {
  return fmt::format("{}{}", d.month <= 2 ? "0" : "", d.month);
}

std::string in_words(Date const& d) {
  std::string const day = d.day == 0 ? "…" : fmt::format("{:02}", d.day);
  return fmt::format("ngày {} tháng {} năm {:04}", day, padded_month(d), d.year);
}

std::string in_digits(Date const& d) {
  return fmt::format("{:02}/{}/{:04}", d.day, padded_month(d), d.year);
}

std::string quarter(Date const& d) {
  static constexpr std::string_view kQuarters[] = {"I", "II", "III", "IV"};
  return std::string(kQuarters[(d.month - 1) / 3]);
}

enum class Needs { day, month };

template <typename Write>
std::optional<FilterFault> apply_to_date(
    Item& item, FilterCall const& call, Arena& arena, Needs needs, Write write) {
  Expected const& expected = needs == Needs::day ? kDay : kMonth;
  if (item.kind != Kind::string) {
    return wrong_type(item, call, expected);
  }
  auto date = parse_date_or_time(item.text);
  if (!date && needs == Needs::month) {
    date = parse_month(item.text);
  }
  if (!date) {
    return bad_value(item, call, expected);
  }
  std::string& out = arena.fresh();
  out = write(*date);
  item = Item::of_text(out);
  return std::nullopt;
}

}  // namespace

std::optional<FilterFault> apply_date(Item& item, FilterCall const& call, Arena& arena) {
  return apply_to_date(item, call, arena, Needs::day, in_words);
}

std::optional<FilterFault> apply_date_short(Item& item, FilterCall const& call, Arena& arena) {
  return apply_to_date(item, call, arena, Needs::day, in_digits);
}

std::optional<FilterFault> apply_date_blank(Item& item, FilterCall const& call, Arena& arena) {
  return apply_to_date(item, call, arena, Needs::month, in_words);
}

std::optional<FilterFault> apply_quarter(Item& item, FilterCall const& call, Arena& arena) {
  return apply_to_date(item, call, arena, Needs::month, quarter);
}

// A number on its own, as in "9 tháng đầu năm": no zero before it.
std::optional<FilterFault> apply_month(Item& item, FilterCall const& call, Arena& arena) {
  return apply_to_date(
      item, call, arena, Needs::month, [](Date const& d) { return std::to_string(d.month); });
}

std::optional<FilterFault> apply_year(Item& item, FilterCall const& call, Arena& arena) {
  return apply_to_date(
      item, call, arena, Needs::month, [](Date const& d) { return fmt::format("{:04}", d.year); });
}

}  // namespace thethuc::data

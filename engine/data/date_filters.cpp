// ngay, ngay_trong: dates in words. ND 30/2020, phu luc I, muc II: the day below 10 and the months
// 1 and 2 get a leading zero, the other months do not.

#include <fmt/format.h>

#include "data/date.h"
#include "data/filter_functions.h"

namespace thethuc::data {
namespace {

std::string month_and_year(Date const& d) {
  return d.month <= 2 ? fmt::format("tháng 0{} năm {:04}", d.month, d.year)
                      : fmt::format("tháng {} năm {:04}", d.month, d.year);
}

void give(Item& item, Arena& arena, Date const& d) {
  std::string& out = arena.fresh();
  out = d.day == 0 ? fmt::format("ngày … {}", month_and_year(d))
                   : fmt::format("ngày {:02} {}", d.day, month_and_year(d));
  item = Item::of_text(out);
}

}  // namespace

std::optional<FilterFault> apply_date(Item& item, FilterCall const& call, Arena& arena) {
  static constexpr Expected kExpected{"một ngày như 2021-09-14", "a date such as 2021-09-14"};
  if (item.kind != Kind::string) {
    return wrong_type(item, call, kExpected);
  }
  auto const date = parse_date_or_time(item.text);
  if (!date) {
    return bad_value(item, call, kExpected);
  }
  give(item, arena, *date);
  return std::nullopt;
}

std::optional<FilterFault> apply_date_blank(Item& item, FilterCall const& call, Arena& arena) {
  static constexpr Expected kExpected{"một tháng như 2021-09, hoặc một ngày như 2021-09-14",
                                      "a month such as 2021-09, or a date such as 2021-09-14"};
  if (item.kind != Kind::string) {
    return wrong_type(item, call, kExpected);
  }
  auto date = parse_month(item.text);
  if (!date) {
    date = parse_date_or_time(item.text);
  }
  if (!date) {
    return bad_value(item, call, kExpected);
  }
  give(item, arena, *date);
  return std::nullopt;
}

}  // namespace thethuc::data

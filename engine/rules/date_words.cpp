#include "rules/date_words.h"

#include "base/text.h"
#include "rules/words.h"

namespace thethuc::rules {

std::string padded(int number) {
  return number < 10 ? "0" + std::to_string(number) : std::to_string(number);
}

namespace {

// "05", "01", "6": a 0 before days 1 to 9 and months 1 and 2.
std::string day_text(int day) {
  return padded(day);
}
std::string month_text(int month) {
  return month <= 2 ? padded(month) : std::to_string(month);
}

}  // namespace

void check_date_words(Check& check, std::size_t index, DateWords const& d) {
  Line const& line = check.line(index);
  Component const component = line.component;
  if (d.y != 0 && !d.has_year()) {
    check.at_line(index,
                  {.about = {"năm ban hành", "year of the document"},
                   .expected = {"năm gồm bốn chữ số", "a year of four digits"},
                   .found = base::same(in_quotes("năm " + d.year)),
                   .component = component});
    return;
  }
  bool const day_holds = d.d == 0 || d.day == day_text(d.d);
  // A 0 before months 3 to 9 is told by DATE-02.
  bool const month_holds =
      d.m == 0 || d.month == month_text(d.m) || (d.m > 2 && d.month == padded(d.m));
  std::string const day = d.d == 0 ? d.day : day_text(d.d);
  std::string const month = d.m == 0 ? d.month : (month_holds ? d.month : month_text(d.m));
  std::string const year = d.y == 0 ? d.year : std::to_string(d.y);
  std::string const rest = ", ngày " + day + " tháng " + month + " năm " + year;
  bool const is_draft = d.is_draft();
  bool const words_hold = is_draft ? d.has_comma && (!has_letter(line.text) || !is_upper(line.text))
                                   : single_spaced(line.text) == d.place + rest;
  if (day_holds && month_holds && d.has_comma && words_hold) {
    return;
  }
  // Of a place that shows in capitals the letters that were typed are known.
  auto const typed = read_date(line.typed_text());
  std::string const mended = (typed ? typed->place : d.place) + rest;
  check.at_line(index,
                {.expected = base::same(in_quotes(mended)),
                 .found = base::same(in_quotes(line.text)),
                 .repair = is_draft ? Repair{} : replace_line(line, mended),
                 .component = component});
}

}  // namespace thethuc::rules

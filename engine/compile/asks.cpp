#include "compile/asks.h"

namespace thethuc::compile {

using data::Takes;

// The first filter decides, but mac_dinh, which lets all else pass. Behind a list comes what joins
// it or adds it up.
Form form_of(Tag const& tag) {
  Form form;
  std::vector<data::ChainProblem> problems;
  auto const calls = data::parse_filters(tag.filters, problems);
  if (tag.filters.empty() || !calls) {
    return form;
  }
  for (data::FilterCall const& call : *calls) {
    if (call.takes == Takes::anything) {
      continue;
    }
    if (form.takes == Takes::list && call.takes != Takes::list) {
      break;
    }
    form.takes = call.takes;
    form.items = call.takes_items == Takes::anything ? form.items : call.takes_items;
    form.member = call.member.empty() ? form.member : call.member;
    if (call.takes != Takes::list) {
      break;
    }
  }
  return form;
}

Ask ask_of(Takes takes, bool has_default) {
  static constexpr char kNumberPattern[] = "^-?[0-9]+([.][0-9]+)?([eE][-+]?[0-9]+)?$";
  Ask ask{kText, has_default, false, {}};
  switch (takes) {
    case Takes::anything:
    case Takes::text:
    case Takes::picture:
    case Takes::link:
      break;
    case Takes::number:
    case Takes::whole:
      ask.pattern = kNumberPattern;
      break;
    case Takes::date:
      ask.kinds = kString;
      ask.pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}";  // a time may follow
      break;
    case Takes::month:
      ask.kinds = kString;
      ask.pattern = "^[0-9]{4}-[0-9]{2}";
      break;
    case Takes::list:
      ask.kinds = kList;
      break;
  }
  return ask;
}

char const* example_of(Takes takes) {
  switch (takes) {
    case Takes::number:
    case Takes::whole:
      return "1";
    case Takes::date:
      return "\"2021-09-14\"";
    case Takes::month:
      return "\"2021-09\"";
    case Takes::picture:  // one pixel
      return "\"data:image/"
             "png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9Q"
             "DwADhgGAWjR9awAAAABJRU5ErkJggg==\"";
    case Takes::link:
      return "\"https://example.org\"";
    case Takes::anything:
    case Takes::text:
    case Takes::list:
      break;
  }
  return "\"…\"";
}

void Asks::add(Ask const& ask, bool always) {
  if (!always) {
    some_.kinds |= ask.kinds;
    some_.null = some_.null || ask.null;
    some_.nothing = some_.nothing || ask.nothing;
    some_.pattern = !has_some_ || some_.pattern == ask.pattern ? ask.pattern : "";
    has_some_ = true;
    return;
  }
  all_take_empty_text_ = all_take_empty_text_ && ask.takes_empty_text();
  all_.kinds &= ask.kinds;
  all_.null = all_.null && ask.null;
  all_.nothing = all_.nothing && ask.nothing;
  all_.pattern = all_.pattern.empty() ? ask.pattern : all_.pattern;
  has_all_ = true;
}

Ask Asks::together() const {
  Ask ask = has_all_ ? all_ : has_some_ ? some_ : Ask{};
  if (has_all_ && all_take_empty_text_ && !ask.nothing) {
    ask.pattern = "";  // one of a section, which passes over ""
  }
  return ask.kinds != 0 ? ask : Ask{};  // tags that contradict each other
}

Ask Asks::together_sometimes() const {
  Asks sometimes = *this;
  if (has_all_) {
    sometimes.has_all_ = false;
    sometimes.add(all_, false);
  }
  return sometimes.together();
}

}  // namespace thethuc::compile

#include "convert/pages.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace thethuc::convert {

namespace {

constexpr int kMostPage = 1'000'000;

std::optional<int> page_number(std::string_view text) {
  int number = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  bool const whole = error == std::errc{} && end == text.data() + text.size();
  return whole && number >= 1 && number <= kMostPage ? std::optional{number} : std::nullopt;
}

std::optional<PageSpan> page_span(std::string_view text) {
  std::size_t const dash = text.find('-');
  auto const first = page_number(text.substr(0, dash));
  auto const last = dash == std::string_view::npos ? first : page_number(text.substr(dash + 1));
  return first && last && *first <= *last ? std::optional{PageSpan{*first, *last}} : std::nullopt;
}

}  // namespace

std::optional<PageRange> page_range(std::string_view text) {
  PageRange spans;
  while (true) {
    std::size_t const comma = std::min(text.find(','), text.size());
    auto const span = page_span(text.substr(0, comma));
    if (!span) {
      return std::nullopt;
    }
    spans.push_back(*span);
    if (comma == text.size()) {
      break;
    }
    text.remove_prefix(comma + 1);
  }
  std::sort(spans.begin(), spans.end(), [](PageSpan const& a, PageSpan const& b) {
    return a.first < b.first;
  });
  PageRange joined;
  for (PageSpan const& span : spans) {
    if (!joined.empty() && span.first <= joined.back().last + 1) {
      joined.back().last = std::max(joined.back().last, span.last);
    } else {
      joined.push_back(span);
    }
  }
  return joined;
}

std::string to_text(PageRange const& range) {
  std::string text;
  for (PageSpan const& span : range) {
    text += text.empty() ? "" : ",";
    text += span.first == span.last ? fmt::format("{}", span.first)
                                    : fmt::format("{}-{}", span.first, span.last);
  }
  return text;
}

std::vector<int> pages_in(PageRange const& range, int pages) {
  std::vector<int> numbers;
  PageRange const all{{1, pages}};
  for (PageSpan const& span : range.empty() ? all : range) {
    for (int page = span.first; page <= std::min(span.last, pages); ++page) {
      numbers.push_back(page);
    }
  }
  return numbers;
}

}  // namespace thethuc::convert

#include "review/change.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "base/text.h"

namespace thethuc::review {

namespace {

struct Kind {
  std::string_view id;
  base::Words name;
};

// In the order of ChangeKind.
std::array<Kind, 16> const& kinds() {
  static std::array<Kind, 16> const kKinds{{
      {"page_size", {"khổ giấy", "page size"}},
      {"margin", {"lề", "margin"}},
      {"page_count", {"số trang", "number of pages"}},
      {"sections", {"phần", "sections"}},
      {"size", {"cỡ chữ", "size"}},
      {"font", {"phông chữ", "font"}},
      {"bold", {"chữ đậm", "bold"}},
      {"italic", {"chữ nghiêng", "italic"}},
      {"text", {"chữ", "text"}},
      {"rule", {"đường kẻ", "drawn line"}},
      {"picture", {"hình", "picture"}},
      {"page_break", {"ngắt trang", "page break"}},
      {"line_pitch", {"giãn dòng", "line spacing"}},
      {"rewrapped", {"ngắt dòng", "line breaks"}},
      {"moved", {"vị trí", "position"}},
      {"appearance", {"hình ảnh", "appearance"}},
  }};
  return kKinds;
}

// "trang 1", "trang 1–3", "trang 1, 4".
std::string page_list(std::set<int> const& pages) {
  std::string out;
  for (auto it = pages.begin(); it != pages.end();) {
    int const first = *it;
    int last = first;
    for (++it; it != pages.end() && *it == last + 1; ++it) {
      last = *it;
    }
    out += out.empty() ? "" : ", ";
    out += first == last ? fmt::format("{}", first) : fmt::format("{}–{}", first, last);
  }
  return out;
}

}  // namespace

std::string_view kind_id(ChangeKind kind) {
  return kinds()[static_cast<std::size_t>(kind)].id;
}

base::Words const& kind_name(ChangeKind kind) {
  return kinds()[static_cast<std::size_t>(kind)].name;
}

base::Words share_text(double share, int decimals) {
  double const least = std::pow(10.0, -decimals);
  bool const is_less = share > 0 && share * 100 < least;
  base::Words const number = number_text(is_less ? least : share * 100, decimals);
  return {fmt::format("{}{} %", is_less ? "dưới " : "", number.vi),
          fmt::format("{}{} %", is_less ? "less than " : "", number.en)};
}

base::Words number_text(double value, int decimals) {
  std::string en = fmt::format("{:.{}f}", value, decimals);
  if (en.find('.') != std::string::npos) {
    en.erase(en.find_last_not_of('0') + 1);
    if (en.back() == '.') {
      en.pop_back();
    }
  }
  if (en == "-0") {
    en = "0";
  }
  std::string vi = en;
  std::replace(vi.begin(), vi.end(), '.', ',');
  return {vi, en};
}

base::Words change_text(double from, double to, int decimals, std::string_view unit) {
  base::Words const a = number_text(from, decimals);
  base::Words const b = number_text(to, decimals);
  return {fmt::format("{} → {} {}", a.vi, b.vi, unit), fmt::format("{} → {} {}", a.en, b.en, unit)};
}

std::string shortened(std::string_view text, std::size_t code_points) {
  std::string_view const head = base::first_code_points(text, code_points);
  return head.size() == text.size() ? std::string{text} : std::string{base::trim(head)} + "…";
}

base::Words Change::headline() const {
  using base::Language;
  base::Words who{std::string{rules::component_name(component, Language::vi)},
                  std::string{rules::component_name(component, Language::en)}};
  // What was not recognised is best known by its own words.
  if (component == rules::Component::khac && lines <= 1) {
    who = quote.empty() ? base::Words{} : base::same(fmt::format("“{}”", quote));
  } else if (component == rules::Component::page) {
    who = {"trang", "page"};
  }
  auto const joined = [](std::string const& a, std::string const& b) {
    return a.empty() ? b : a + ": " + b;
  };
  return {joined(who.vi, what.vi), joined(who.en, what.en)};
}

base::Words Change::message() const {
  base::Words out = headline();
  std::set<int> pages;
  for (Mark const& mark : new_marks.empty() ? old_marks : new_marks) {
    pages.insert(mark.page);
  }
  if (pages.empty()) {
    return out;
  }
  std::string const list = page_list(pages);
  bool const one = pages.size() == 1;
  out.vi += lines > 1 ? fmt::format(" ({} dòng, trang {})", lines, list)
                      : fmt::format(" (trang {})", list);
  out.en += lines > 1 ? fmt::format(" ({} lines, page{} {})", lines, one ? "" : "s", list)
                      : fmt::format(" (page{} {})", one ? "" : "s", list);
  return out;
}

}  // namespace thethuc::review

// Gaps between paragraphs and between lines of running text.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "rules/body_lines.h"
#include "rules/check_context.h"
#include "rules/rule_functions.h"
#include "rules/words.h"
#include "wml/structure.h"

namespace thethuc::rules {

using base::Words;

namespace {

constexpr int kAutoSpace = 280;  // twips that Word gives to automatic spacing

int space_after(Paragraph const& p, Paragraph const& next) {
  bool const same_style =
      std::string_view{wml::paragraph_style(p.node)} == wml::paragraph_style(next.node);
  if (p.format.contextual_spacing && same_style) {
    return 0;
  }
  return p.format.after_auto ? kAutoSpace : p.format.after.count;
}
int space_before(Paragraph const& p, Paragraph const& before) {
  bool const same_style =
      std::string_view{wml::paragraph_style(p.node)} == wml::paragraph_style(before.node);
  if (p.format.contextual_spacing && same_style) {
    return 0;
  }
  return p.format.before_auto ? kAutoSpace : p.format.before.count;
}

// Items of one list, each hanging below its own mark: they may stand close, as Word sets lists.
bool are_hanging_items(Check& check, std::size_t before, std::size_t index) {
  for (std::size_t line : {before, index}) {
    bool const is_item =
        check.line(line).label_size > 0 || list_mark_size(check.line(line).text) > 0;
    if (!is_item || check.paragraph(line).format.first_line.count >= 0) {
      return false;
    }
  }
  return check.paragraph(before).format.left == check.paragraph(index).format.left;
}

}  // namespace

void rule_BODY_03(Check& check) {
  ComponentSpec const* const spec = check.spec(Component::noi_dung);
  if (spec == nullptr || spec->spacing.paragraph_min_pt <= 0) {
    return;
  }
  Gathered gathered;
  std::optional<std::size_t> before;
  each_body_line(check, [&](std::size_t index) {
    Line const& line = check.line(index);
    if (before && check.line(*before).paragraph + 1 == line.paragraph) {
      Paragraph const& above = check.paragraph(*before);
      Paragraph const& here = check.paragraph(index);
      int const gap = space_after(above, here) + space_before(here, above);
      double const points = pt_of(gap);
      if (points < spec->spacing.paragraph_min_pt - 0.05 && !here.starts_page &&
          !are_hanging_items(check, *before, index)) {
        int const wanted = static_cast<int>(std::lround(spec->spacing.paragraph_min_pt * 20));
        int const own = wanted - space_after(above, here);
        gathered.add(
            std::to_string(gap),
            line.paragraph,
            {.about = {"khoảng cách giữa hai đoạn", "gap between paragraphs"},
             .expected = {"ít nhất " + number_words(spec->spacing.paragraph_min_pt, "pt").vi,
                          "at least " + number_words(spec->spacing.paragraph_min_pt, "pt").en},
             .found = number_words(points, "pt"),
             .repair = of_paragraph(Repair::Kind::space_before, line.paragraph, own),
             .confidence = spec->confidence,
             .clause = &spec->clause});
      }
    }
    before = index;
  });
  gathered.tell(check);
}

namespace {

// The end of the range that is nearer, in twips; the lower one for what is not in points at all.
int nearest_twips(Range const& range, double points, bool is_in_points) {
  bool const is_more = is_in_points && points > range.max;
  return static_cast<int>(is_more ? std::floor(range.max * 20) : std::ceil(range.min * 20));
}

double size_of(Paragraph const& p) {
  int size = 0;
  for (Span const& span : p.spans) {
    size = std::max(size, span.format.size.count);
  }
  return size / 2.0;
}

}  // namespace

void rule_BODY_04(Check& check) {
  ComponentSpec const* const spec = check.spec(Component::noi_dung);
  if (spec == nullptr) {
    return;
  }
  Spacing const& wanted = spec->spacing;
  Gathered gathered;
  each_body_line(check, [&](std::size_t index) {
    Paragraph const& p = check.paragraph(index);
    std::size_t const at = check.line(index).paragraph;
    Words const about{"khoảng cách giữa các dòng", "line spacing"};
    double const multiple = p.format.line / 240.0;
    if (wanted.line_exact_max_pt > 0) {  // the party: exactly so many points
      Range const range{wanted.line_exact_min_pt, wanted.line_exact_max_pt, 0};
      bool const is_exact = p.format.line_rule == wml::LineRule::exactly;
      if (is_exact && range.contains(pt_of(p.format.line), 0.05)) {
        return;
      }
      Words const in_range = range_words(range, "pt");
      gathered.add((is_exact ? "exact " : "other ") + std::to_string(p.format.line),
                   at,
                   {.about = about,
                    .expected = {"chính xác (Exactly) " + in_range.vi, "exactly " + in_range.en},
                    .found = is_exact ? number_words(pt_of(p.format.line), "pt")
                                      : Words{number_words(multiple, "").vi + " dòng",
                                              number_words(multiple, "").en + " lines"},
                    .repair = of_paragraph(Repair::Kind::line_spacing,
                                           at,
                                           nearest_twips(range, pt_of(p.format.line), is_exact),
                                           "exact"),
                    .confidence = spec->confidence,
                    .clause = &spec->clause});
      return;
    }
    if (p.format.line_rule != wml::LineRule::multiple || wanted.line_max_multiple <= 0) {
      return;
    }
    Range const range{wanted.line_min_multiple, wanted.line_max_multiple, 0};
    if (!range.contains(multiple, 0.005)) {
      char text[16];
      std::snprintf(text, sizeof text, "%.2f", multiple);
      gathered.add(
          std::to_string(p.format.line),
          at,
          {.about = about,
           .expected = {"1 đến 1,5 dòng", "1 to 1.5 lines"},
           .found = {replaced(text, ".", ",") + " dòng", std::string{text} + " lines"},
           .repair = of_paragraph(
               Repair::Kind::line_spacing,
               at,
               static_cast<int>(std::lround(240 * (multiple < range.min ? range.min : range.max))),
               "auto"),
           .confidence = spec->confidence,
           .clause = &spec->clause});
    }
  });
  gathered.tell(check);
}

void rule_BODY_08(Check& check) {
  constexpr double kTimesSingle = 1.15;  // single spacing of Times New Roman, of its size
  ComponentSpec const* const spec = check.spec(Component::noi_dung);
  if (spec == nullptr || spec->spacing.line_max_multiple <= 0) {
    return;
  }
  Gathered gathered;
  each_body_line(check, [&](std::size_t index) {
    Paragraph const& p = check.paragraph(index);
    if (p.format.line_rule == wml::LineRule::multiple) {
      return;
    }
    double const single = kTimesSingle * size_of(p);
    Range const range{single, 1.5 * single, 0};
    double const points = pt_of(p.format.line);
    bool const is_least = p.format.line_rule == wml::LineRule::at_least;
    // "At least" below single spacing is single spacing.
    bool const holds = range.contains(points, 0.5) || (is_least && points < range.min);
    if (!holds) {
      gathered.add(std::to_string(p.format.line),
                   check.line(index).paragraph,
                   {.about = {"giãn dòng cố định", "exact line spacing"},
                    .expected = range_words(range, "pt"),
                    .found = number_words(points, "pt"),
                    .repair = of_paragraph(Repair::Kind::line_spacing,
                                           check.line(index).paragraph,
                                           nearest_twips(range, points, true),
                                           is_least ? "atLeast" : "exact"),
                    .confidence = spec->confidence,
                    .clause = &spec->clause});
    }
  });
  gathered.tell(check);
}

}  // namespace thethuc::rules

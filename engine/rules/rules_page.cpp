// Paper, margins, font, colour, encoding, page numbers.

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "base/text.h"
#include "rules/check_context.h"
#include "rules/legacy_text.h"
#include "rules/rule_functions.h"
#include "rules/words.h"

namespace thethuc::rules {

using base::Words;

namespace {

constexpr int kPaperTolerance = 57;       // 1 mm, as programs round
constexpr double kMarginTolerance = 0.5;  // mm

bool is_near_twips(int a, int b) {
  return std::abs(a - b) <= kPaperTolerance;
}

Words size_words(int width, int height) {
  auto const mm = [](int twips) { return std::lround(mm_of(twips)); };
  std::string const text = std::to_string(mm(width)) + " × " + std::to_string(mm(height)) + " mm";
  return base::same(text);
}

// Whether what stands on a page of another size has room on one of the profile's: sheets that are
// much wider hold tables that were made for them.
bool keeps_text(Section const& section, PageSpec const& page) {
  constexpr int kLetterIsWider = 400;  // 7 mm
  int const width = section.landscape ? page.height_twips : page.width_twips;
  return section.width_twips <= width + kLetterIsWider;
}

// Sections that begin where the first does, before the appendices.
bool is_of_appendix(Check& check, std::size_t section) {
  for (Appendix const& appendix : check.recognised.appendices) {
    if (appendix.first < check.recognised.lines.size() &&
        check.paragraph(appendix.first).section <= static_cast<int>(section)) {
      return true;
    }
  }
  return false;
}

struct Side {
  char const* attribute;
  Words name;
  int twips;
  Range range;
};

void check_side(Check& check, std::size_t section, Side const& side, double tolerance) {
  double const mm = mm_of(side.twips);
  if (side.range.contains(mm, tolerance)) {
    return;
  }
  double const nearest = mm < side.range.min ? side.range.min : side.range.max;
  int const wanted = static_cast<int>(std::lround(nearest * 1440 / 25.4));
  check.at_section(section,
                   {.about = side.name,
                    .expected = range_words(side.range, "mm"),
                    .found = number_words(mm, "mm"),
                    .repair = of_section(Repair::Kind::margin, section, wanted, side.attribute),
                    .confidence = check.profile.page().confidence,
                    .clause = &side.range.clause});
}

// A page that is turned keeps its margins: what was at the top is at one side.
void check_margins(Check& check, double tolerance) {
  PageSpec const& page = check.profile.page();
  for (std::size_t s = 0; s < check.document.sections.size(); ++s) {
    Section const& section = check.document.sections[s];
    // The gutter lies at the left; negative margins hold text that a long header may not push.
    int const left = section.left + section.gutter;
    Side const sides[] = {
        {"w:top", {"lề trên", "top margin"}, std::abs(section.top), page.top_mm},
        {"w:bottom", {"lề dưới", "bottom margin"}, std::abs(section.bottom), page.bottom_mm},
        {"w:left", {"lề trái", "left margin"}, left, page.left_mm},
        {"w:right", {"lề phải", "right margin"}, section.right, page.right_mm}};
    if (section.landscape && s > 0 && is_turned(section, page)) {
      continue;
    }
    for (Side const& side : sides) {
      check_side(check, s, side, tolerance);
    }
  }
}

}  // namespace

// Whether the margins of a landscape page are those of a portrait one, turned by a quarter.
bool is_turned(Section const& section, PageSpec const& page) {
  auto const within = [](Range const& range, int twips) {
    return range.contains(mm_of(std::abs(twips)), kMarginTolerance);
  };
  bool const clockwise = within(page.left_mm, section.top) &&
                         within(page.right_mm, section.bottom) &&
                         within(page.bottom_mm, section.left) && within(page.top_mm, section.right);
  bool const other = within(page.right_mm, section.top) && within(page.left_mm, section.bottom) &&
                     within(page.top_mm, section.left) && within(page.bottom_mm, section.right);
  return clockwise || other;
}

void rule_PAGE_01(Check& check) {
  PageSpec const& page = check.profile.page();
  DocumentType const* const type = check.recognised.type;
  bool const may_be_a5 =
      type != nullptr &&
      std::find(page.a5_types.begin(), page.a5_types.end(), type->id) != page.a5_types.end();
  for (std::size_t s = 0; s < check.document.sections.size(); ++s) {
    Section const& section = check.document.sections[s];
    int const width = std::min(section.width_twips, section.height_twips);
    int const height = std::max(section.width_twips, section.height_twips);
    bool const is_a4 =
        is_near_twips(width, page.width_twips) && is_near_twips(height, page.height_twips);
    bool const is_a5 = is_near_twips(width, 8391) && is_near_twips(height, 11906);
    if (!is_a4 && !(may_be_a5 && is_a5)) {
      check.at_section(
          s,
          {.about = {"khổ giấy", "paper"},
           .expected = base::same("A4 (210 × 297 mm)"),
           .found = size_words(width, height),
           .repair = keeps_text(section, page) ? of_section(Repair::Kind::paper, s) : Repair{},
           .clause = &page.paper_clause});
    }
  }
}

void rule_PAGE_02(Check& check) {
  check_margins(check, kMarginTolerance);
}
void rule_DANG_07(Check& check) {
  check_margins(check, 1.0);
}
void rule_QPPL_03(Check& check) {
  check_margins(check, kMarginTolerance);
}

namespace {

// Nearly black counts: programs write 000001 and the like to tell it from automatic.
bool is_black(std::string_view color) {
  return color == "auto" ||
         (color.size() == 6 && color.find_first_not_of("01") == std::string_view::npos);
}

// The font of a span that readers see and that is not the profile's; "" when there is none.
std::string_view strange_font(Paragraph const& p, Span const& span, std::string_view wanted) {
  auto const is_wanted = [&](std::string_view font) {
    return base::ascii_lower(font) == base::ascii_lower(wanted);
  };
  std::string_view const text = std::string_view{p.text}.substr(span.begin, span.end - span.begin);
  wml::FontSlots const& fonts = span.format.fonts;
  if (span.format.complex_script) {
    return is_wanted(fonts.complex) ? std::string_view{} : fonts.complex;
  }
  bool has_ascii = false, has_other = false;
  for (std::size_t at = 0; at < text.size();) {
    char32_t const c = base::next_code_point(text, at);
    has_ascii = has_ascii || (c > ' ' && c < 0x80);
    // Letters with marks; signs such as arrows and bullets come from fonts that have them.
    has_other = has_other || (c >= 0xC0 && c < 0x250) || (c >= 0x1E00 && c < 0x1F00);
  }
  if (has_ascii && !is_wanted(fonts.ascii)) {
    return fonts.ascii.empty() ? std::string_view{"?"} : fonts.ascii;
  }
  if (has_other && !is_wanted(fonts.other)) {
    return fonts.other.empty() ? std::string_view{"?"} : fonts.other;
  }
  return {};
}

}  // namespace

void rule_PAGE_03(Check& check) {
  std::string const& wanted = check.profile.page().font;
  if (!check.profile.page().font_mandatory || wanted.empty()) {
    return;
  }
  Gathered gathered;
  for (std::size_t i = 0; i < check.document.paragraphs.size(); ++i) {
    Paragraph const& p = check.document.paragraphs[i];
    for (Span const& span : p.spans) {
      std::string_view const font =
          span.format.hidden ? std::string_view{} : strange_font(p, span, wanted);
      if (font.empty() || is_legacy_font(font)) {
        continue;  // an old encoding is told by PAGE-06, which says what to do
      }
      Words const found = font == "?" ? Words{"phông không rõ", "a font that nothing names"}
                                      : base::same(std::string{font});
      gathered.add(std::string{font},
                   i,
                   {.about = {"phông chữ", "font"},
                    .expected = base::same(wanted),
                    .found = found,
                    .repair = of_span(Repair::Kind::font, i, span, 0, wanted),
                    .component = component_at(check, i),
                    .clause = &check.profile.page().font_clause});
    }
  }
  gathered.tell(check);
}

Component component_at(Check& check, std::size_t paragraph) {
  auto const& lines = check.recognised.lines;
  auto const found = std::lower_bound(
      lines.begin(), lines.end(), paragraph, [](Line const& line, std::size_t wanted) {
        return line.paragraph < wanted;
      });
  return found != lines.end() && found->paragraph == paragraph ? found->component : Component::khac;
}

void rule_PAGE_04(Check& check) {
  Gathered gathered;
  for (std::size_t i = 0; i < check.document.paragraphs.size(); ++i) {
    Paragraph const& p = check.document.paragraphs[i];
    Component const component = component_at(check, i);
    // Stamps are red, and so are the marks that stand for them.
    if (component == Component::dau_khan || component == Component::dau_mat ||
        component == Component::pham_vi_luu_hanh || component == Component::chu_ky) {
      continue;
    }
    for (Span const& span : p.spans) {
      std::string_view const color = span.format.color;
      std::string_view const text =
          std::string_view{p.text}.substr(span.begin, span.end - span.begin);
      if (is_black(color) || span.format.hidden ||
          text.find_first_not_of(" \t\n") == std::string_view::npos) {
        continue;
      }
      gathered.add(std::string{color},
                   i,
                   {.about = {"màu chữ", "colour of the text"},
                    .expected = {"đen", "black"},
                    .found = base::same("#" + std::string{color}),
                    .repair = of_span(Repair::Kind::color, i, span),
                    .component = component,
                    .clause = &check.profile.page().color_clause});
    }
  }
  gathered.tell(check);
}

void rule_PAGE_05(Check& check) {
  Section const& section = check.document.sections.front();
  if (!section.landscape || is_of_appendix(check, 0)) {
    return;
  }
  for (Table const& table : check.document.tables) {
    if (table.columns >= 6) {
      return;  // a wide table is the reason
    }
  }
  check.at_section(0,
                   {.about = {"hướng trang", "orientation"},
                    .expected = {"trang đứng", "portrait"},
                    .found = {"trang ngang, không có bảng rộng", "landscape without a wide table"},
                    .clause = &check.profile.page().orientation_clause});
}

void rule_PAGE_06(Check& check) {
  Gathered gathered;
  for (std::size_t i = 0; i < check.document.paragraphs.size(); ++i) {
    Paragraph const& p = check.document.paragraphs[i];
    EncodingFault const fault = encoding_fault(p);
    if (fault.kind == EncodingFault::Kind::none) {
      continue;
    }
    Repair repair;
    // What was typed in an old encoding has to be converted by somebody who can read it.
    if (fault.kind == EncodingFault::Kind::decomposed ||
        fault.kind == EncodingFault::Kind::look_alike) {
      repair = of_paragraph(Repair::Kind::compose, i);
    }
    gathered.add(fault.words.en,
                 i,
                 {.about = {"bảng mã", "encoding"},
                  .expected = {"Unicode dựng sẵn", "precomposed Unicode"},
                  .found = fault.words,
                  .repair = std::move(repair),
                  .component = component_at(check, i)});
  }
  gathered.tell(check);
}

}  // namespace thethuc::rules

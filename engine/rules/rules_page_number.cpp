// The page number: where it stands, how it is set, that the first page has none, that appendices
// begin anew.

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

#include "base/text.h"
#include "rules/check_context.h"
#include "rules/page_field.h"
#include "rules/rule_functions.h"
#include "rules/words.h"

namespace thethuc::rules {

using base::Words;

namespace {

// A field that prints the number of the page, in a header or footer.
Paragraph const* page_field(Document const& document, std::string const& part) {
  auto const found = document.edges.find(part);
  if (part.empty() || found == document.edges.end()) {
    return nullptr;
  }
  for (Paragraph const& p : found->second.paragraphs) {
    if (p.page_field) {
      return &p;
    }
  }
  return nullptr;
}

bool wants_footer(Check& check) {
  ComponentSpec const* const spec = check.spec(Component::so_trang);
  return spec != nullptr && spec->is_in_footer;
}

// Whether a section surely has more than one page: a second one is told, or there is more text than
// a page can hold. The first one is the document but for its appendices.
bool has_pages(Check& check, Section const& section) {
  std::vector<Paragraph> const& paragraphs = check.document.paragraphs;
  if (section.first >= section.last) {
    return false;
  }
  bool const is_whole = check.document.sections.size() == 1;
  int const first_page = section.first == 0 ? 1 : paragraphs[section.first].page;
  int const last_page = paragraphs[section.last - 1].page;
  bool const is_paged = first_page > 0 && last_page > first_page;
  if (check.geometry != nullptr && check.geometry->pages > 0) {
    return is_whole ? check.geometry->pages > 1 : is_paged;
  }
  if (check.document.rendered_pages > 1 && (is_whole || is_paged)) {
    return true;
  }
  if (check.document.is_template) {
    return false;  // how long it will be only the data say
  }
  std::size_t characters = 0, lines = 0;
  for (std::size_t i = section.first; i < section.last; ++i) {
    Paragraph const& p = paragraphs[i];
    if (p.starts_page && i > section.first && !p.is_blank()) {
      return true;
    }
    characters += p.text.size();
    lines += p.table < 0 ? 1 + p.text.size() / 110 : 0;
  }
  constexpr std::size_t kMoreThanAPage = 9000;  // bytes; a full page of 13 pt has about 4000
  constexpr std::size_t kMoreLines = 70;
  return characters > kMoreThanAPage || lines > kMoreLines;
}

// Size and slant of the number: of what the program that saved the document wrote for it, or, where
// none did, of the run that Word takes the format from when it writes the number.
void check_number_run(Check& check,
                      Paragraph const& p,
                      wml::EffectiveRun const& format,
                      std::size_t begin,
                      std::size_t end) {
  ComponentSpec const* const spec = check.spec(Component::so_trang);
  auto const repair = [&](Repair::Kind kind, int value) {
    Repair made = of_edge(kind, p, value);
    made.begin = begin;
    made.end = end;
    return made;
  };
  double const points = format.size.count / 2.0;
  if (spec->size_pt && !spec->size_pt->contains(points, 0.01)) {
    double const nearest = points < spec->size_pt->min ? spec->size_pt->min : spec->size_pt->max;
    check.at_edge(p,
                  {.about = {"số trang, cỡ chữ", "page number, size"},
                   .expected = range_words(*spec->size_pt, "pt"),
                   .found = number_words(points, "pt"),
                   .repair = repair(Repair::Kind::size, static_cast<int>(nearest * 2)),
                   .confidence = spec->confidence,
                   .clause = &spec->clause});
  }
  if (format.italic) {
    check.at_edge(p,
                  {.expected = {"chữ đứng", "upright"},
                   .found = {"chữ nghiêng", "italic"},
                   .repair = repair(Repair::Kind::italic, 0),
                   .confidence = spec->confidence,
                   .clause = &spec->clause});
  }
}

void check_number_format(Check& check, Paragraph const& p) {
  if (check.spec(Component::so_trang) == nullptr) {
    return;
  }
  for (Span const& span : p.spans) {
    std::string_view const text =
        std::string_view{p.text}.substr(span.begin, span.end - span.begin);
    if (text.find_first_not_of(" \t\n-") != std::string_view::npos) {
      check_number_run(check, p, span.format, span.begin, span.end);
      return;
    }
  }
  if (p.page_field->run) {
    check_number_run(check, p, p.page_field->format, 0, 0);
  }
}

// "upperRoman", "ROMAN": by the section, or by a switch of the field, which overrules it.
void check_arabic(Check& check, std::size_t section, Paragraph const& field, bool is_new) {
  Words const arabic{"chữ số Ả Rập", "Arabic digits"};
  std::string_view const own = number_switch(field.page_field->code);
  if (!own.empty() && is_new) {
    check.at_edge(
        field,
        {.expected = arabic,
         .found = base::same(in_quotes(base::trim(field.page_field->code))),
         .repair =
             field.page_field->code_node ? of_edge(Repair::Kind::plain_number, field) : Repair{}});
  }
  std::string const& format = check.document.sections[section].page_format;
  if (!format.empty() && format != "decimal") {
    check.at_section(section,
                     {.about = {"số trang", "page number"},
                      .expected = arabic,
                      .found = base::same(format),
                      .repair = of_section(Repair::Kind::page_format, section)});
  }
}

// The number of a page as it shows in the margin above or below the text; null where there is none.
base::Geometry::Run const* shown_number(base::Geometry const& geometry,
                                        Section const& section,
                                        int page) {
  double const top = mm_of(section.top);
  double const bottom = mm_of(section.height_twips - section.bottom);
  for (base::Geometry::Run const& run : geometry.runs) {
    bool const is_in_margin = run.baseline_mm < top || run.baseline_mm > bottom;
    std::size_t const digits = run.text.find_first_not_of("- ");
    if (run.page == page && is_in_margin && digits != std::string::npos &&
        run.text.find_first_not_of("0123456789 -") == std::string::npos) {
      return &run;
    }
  }
  return nullptr;
}

// Where the paragraph does not say how the number stands, pages do: the first that has one.
void check_shown_number(Check& check, Paragraph const& p) {
  constexpr double kOffMiddleMm = 2;
  Section const& main = check.document.sections.front();
  int const last = check.geometry != nullptr ? check.geometry->pages : 0;
  for (int page = 2; page <= last; ++page) {
    base::Geometry::Run const* const number = shown_number(*check.geometry, main, page);
    if (number == nullptr) {
      continue;
    }
    double const middle = mm_of(main.left + main.gutter + main.width_twips - main.right) / 2;
    double const off = number->left_mm + number->width_mm / 2 - middle;
    if (std::abs(off) > kOffMiddleMm) {
      Words const by = number_words(std::abs(off), "mm");
      check.at_edge(p,
                    {.expected = placing_words(wml::Alignment::center),
                     .found = {"lệch " + by.vi + (off < 0 ? " sang trái" : " sang phải"),
                               by.en + (off < 0 ? " to the left" : " to the right")}});
    }
    return;
  }
}

void check_number_place(Check& check, Paragraph const& p) {
  ComponentSpec const* const spec = check.spec(Component::so_trang);
  wml::Alignment const wanted = spec != nullptr && spec->placing == Placing::right
                                    ? wml::Alignment::right
                                    : wml::Alignment::center;
  // A frame or a tab may put it there as well.
  std::string_view const by_frame = p.format.frame.attribute("w:xAlign").value();
  bool const is_framed = p.format.frame && (by_frame == "center" || by_frame == "right");
  bool const has_tab = p.text.find('\t') != std::string::npos;
  if (p.format.alignment == wanted || is_framed || has_tab || p.table >= 0 ||
      p.place.text_box > 0) {
    if (wanted == wml::Alignment::center) {
      check_shown_number(check, p);
    }
    return;
  }
  bool const right = wanted == wml::Alignment::right;
  check.at_edge(p,
                {.expected = placing_words(wanted),
                 .found = placing_words(p.format.alignment),
                 .repair = of_edge(Repair::Kind::alignment, p, 0, right ? "right" : "center")});
}

}  // namespace

namespace {

// Each header or footer that shows the number, once however many sections share it: appendices are
// counted anew, in the same digits.
void check_numbers(Check& check, bool in_footer) {
  std::set<std::string> told;
  for (std::size_t i = 0; i < check.document.sections.size(); ++i) {
    Section const& section = check.document.sections[i];
    std::string const& part = in_footer ? section.footer_default : section.header_default;
    Paragraph const* const field = page_field(check.document, part);
    if (field == nullptr) {
      continue;
    }
    bool const is_new = told.insert(part).second;
    if (is_new) {
      check_number_place(check, *field);
      check_number_format(check, *field);
    }
    check_arabic(check, i, *field, is_new);
  }
}

}  // namespace

void rule_NUM_01(Check& check) {
  bool const in_footer = wants_footer(check);
  Words const place =
      in_footer ? Words{"số trang ở góc phải, cuối trang", "a page number at the bottom right"}
                : Words{"số trang ở giữa, đầu trang", "a page number at the top, centred"};
  // Where it is missing is told of the first section that wants it.
  for (std::size_t i = 0; i < check.document.sections.size(); ++i) {
    Section const& section = check.document.sections[i];
    std::string const& wanted = in_footer ? section.footer_default : section.header_default;
    std::string const& other = in_footer ? section.header_default : section.footer_default;
    if (page_field(check.document, wanted) != nullptr) {
      continue;
    }
    bool const is_elsewhere = page_field(check.document, other) != nullptr;
    if (!is_elsewhere && !has_pages(check, section)) {
      continue;
    }
    Words const found = !is_elsewhere ? Words{"không có số trang", "none"}
                        : in_footer   ? Words{"số trang ở đầu trang", "one in the header"}
                                      : Words{"số trang ở cuối trang", "one in the footer"};
    Section const& main = check.document.sections.front();
    std::string const& first = in_footer ? main.footer_default : main.header_default;
    // It is put on the first section, which the others take it from where they have none.
    bool const can_fix = wanted.empty() && first.empty();
    check.at_section(
        i,
        {.about = {"số trang", "page number"},
         .expected = place,
         .found = found,
         .repair =
             can_fix || i == 0
                 ? of_section(Repair::Kind::page_number, 0, 0, in_footer ? "footer" : "header")
                 : Repair{}});
    break;
  }
  check_numbers(check, in_footer);
}

void rule_NUM_02(Check& check) {
  Section const& main = check.document.sections.front();
  bool const shows = page_field(check.document, main.header_default) != nullptr ||
                     page_field(check.document, main.footer_default) != nullptr;
  bool const is_first_in_header = page_field(check.document, main.header_first) != nullptr;
  bool const first_shows =
      is_first_in_header || page_field(check.document, main.footer_first) != nullptr;
  if (!shows || (main.title_page && !first_shows)) {
    return;
  }
  Repair repair;
  if (!main.title_page) {
    repair = of_section(Repair::Kind::title_page, 0);
  } else {
    std::string const& part = is_first_in_header ? main.header_first : main.footer_first;
    repair = of_edge(Repair::Kind::clear_number, *page_field(check.document, part));
  }
  check.at_section(0,
                   {.about = {"số trang", "page number"},
                    .expected = {"trang đầu không ghi số trang", "none on the first page"},
                    .found = {"trang đầu có số trang", "one on the first page"},
                    .repair = std::move(repair)});
}

void rule_PL_03(Check& check) {
  for (std::size_t k = 0; k < check.recognised.appendices.size(); ++k) {
    Appendix const& appendix = check.recognised.appendices[k];
    if (appendix.is_attached_document || appendix.first >= check.recognised.lines.size()) {
      continue;
    }
    auto const index = static_cast<std::size_t>(check.paragraph(appendix.first).section);
    Section const& section = check.document.sections[index];
    bool const shows = page_field(check.document, section.header_default) != nullptr ||
                       page_field(check.document, section.footer_default) != nullptr;
    // One that nothing stands before is a file of its own: its pages are counted from 1 anyway.
    bool const is_file = appendix.first == 0;
    bool const is_own = check.line(appendix.first).paragraph <= section.first + 3 && index > 0;
    if (!shows || is_file || (is_own && section.page_start == 1)) {
      continue;
    }
    check.at_line(appendix.first,
                  {.about = {"số trang phụ lục", "page numbers of the appendix"},
                   .expected = {"đánh lại từ 1", "counted from 1"},
                   .found = is_own ? Words{"đánh tiếp", "counted on"}
                                   : Words{"phụ lục không ở section riêng nên đánh tiếp",
                                           "counted on: the appendix is no section of its own"},
                   .repair = is_own ? of_section(Repair::Kind::page_start, index) : Repair{}});
  }
}

}  // namespace thethuc::rules

// The page number: where it stands, how it is set, that the first page has none, that appendices
// begin anew.

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <vector>

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

// What is counted by itself: the document up to its signature, each appendix and document issued
// with it that begins a page, and each section behind. What one page holds needs no number.
struct Part {
  std::size_t first = 0;  // paragraphs
  std::size_t last = 0;   // behind its last
};

std::vector<Part> parts_of(Check& check) {
  std::vector<Paragraph> const& all = check.document.paragraphs;
  std::vector<std::size_t> starts{0};
  Recognised const& r = check.recognised;
  bool const is_signed = (r.noi_nhan || r.ho_ten) && r.signature_end > 0;
  std::size_t const end = is_signed ? check.line(r.signature_end - 1).paragraph : 0;
  if (!r.lines.empty() && all[r.lines.front().paragraph].starts_page) {
    starts.push_back(r.lines.front().paragraph);  // before it is a cover
  }
  for (Section const& section : check.document.sections) {
    if (!section.continuous && section.first > end && section.first < all.size()) {
      starts.push_back(section.first);
    }
  }
  for (Appendix const& appendix : check.recognised.appendices) {
    if (appendix.first < check.recognised.lines.size()) {
      std::size_t const first = check.line(appendix.first).paragraph;
      if (all[first].starts_page) {
        starts.push_back(first);
      }
    }
  }
  std::sort(starts.begin(), starts.end());
  starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
  std::vector<Part> parts;
  for (std::size_t i = 0; i < starts.size(); ++i) {
    parts.push_back({starts[i], i + 1 < starts.size() ? starts[i + 1] : all.size()});
  }
  return parts;
}

// The page where the first text of a stretch stands; 0: not known.
int first_page(std::vector<Paragraph> const& all, std::size_t from, std::size_t to) {
  while (from < to && all[from].is_blank()) {
    ++from;
  }
  return from < to ? all[from].page : 0;
}

// How many pages the part has, as they were laid out or as the program left it that saved the
// document; 0 when neither tells.
int known_pages(Check& check, Part const& part) {
  std::vector<Paragraph> const& all = check.document.paragraphs;
  int const laid_out = check.geometry != nullptr ? check.geometry->pages : 0;
  int const pages = laid_out > 0 ? laid_out : check.document.rendered_pages;
  // One page is what a program leaves too that has no idea of them.
  if (pages < (laid_out > 0 ? 1 : 2) || part.first >= part.last) {
    return 0;
  }
  int const first = part.first == 0 ? 1 : first_page(all, part.first, part.last);
  int const behind = part.last < all.size() ? first_page(all, part.last, all.size()) : pages + 1;
  return first > 0 && behind > first ? behind - first : 0;
}

// Whether the part surely has more than one page: a second one is told, or there is more text than
// a page can hold.
bool has_pages(Check& check, Part const& part) {
  if (int const pages = known_pages(check, part); pages > 0) {
    return pages > 1;
  }
  if (check.document.is_template) {
    return false;  // how long it will be only the data say
  }
  std::size_t characters = 0, lines = 0;
  for (std::size_t i = part.first; i < part.last; ++i) {
    Paragraph const& p = check.document.paragraphs[i];
    if (p.starts_page && i > part.first && !p.is_blank()) {
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
  if (format.bold && spec->bold == false) {
    check.at_edge(p,
                  {.expected = {"chữ không đậm", "not bold"},
                   .found = {"chữ đậm", "bold"},
                   .repair = repair(Repair::Kind::bold, 0),
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

// "Trang 2", "- 2 -", "2/5": the number stands alone. What a header says beside it, its author has
// put there.
void check_number_alone(Check& check, Paragraph const& p) {
  std::string rest;
  for (char c : normal_text(p.text)) {
    rest += base::is_ascii_digit(c) ? std::string{} : std::string{c};
  }
  std::string const key = folded(base::trim(rest), 40);
  std::string const letters = letters_of(key);
  constexpr std::string_view kWords[] = {"trang", "tr", "page", "so", "sotrang", "trangtren"};
  bool const is_word = std::find(std::begin(kWords), std::end(kWords), letters) != std::end(kWords);
  bool const is_mark = !key.empty() && letters.empty();
  if (!is_word && !is_mark) {
    return;
  }
  check.at_edge(p,
                {.expected = {"chỉ chữ số", "the number alone"},
                 .found = base::same(in_quotes(normal_text(p.text))),
                 .severity = base::Severity::warning});
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

// `is_main`: of the first section, whose pages tell where the number shows.
void check_number_place(Check& check, Paragraph const& p, bool is_main) {
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
    if (wanted == wml::Alignment::center && is_main) {
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

// That a part has no number where it should.
void tell_no_number(Check& check, std::size_t section, bool is_elsewhere) {
  bool const in_footer = wants_footer(check);
  Section const& own = check.document.sections[section];
  Words const found = !is_elsewhere ? Words{"không có số trang", "none"}
                      : in_footer   ? Words{"số trang ở đầu trang", "one in the header"}
                                    : Words{"số trang ở cuối trang", "one in the footer"};
  // What a header holds already somebody has put there.
  bool const is_free = (in_footer ? own.footer_default : own.header_default).empty();
  char const* const edge = in_footer ? "footer" : "header";
  check.at_section(
      section,
      {.about = {"số trang", "page number"},
       .expected =
           in_footer ? Words{"số trang ở góc phải, cuối trang", "a page number at the bottom right"}
                     : Words{"số trang ở giữa, đầu trang", "a page number at the top, centred"},
       .found = found,
       .repair = is_free ? of_section(Repair::Kind::page_number, section, 0, edge) : Repair{}});
}

}  // namespace

namespace {

// Even pages that have a header of their own need a number there, too.
void check_even_pages(Check& check) {
  std::vector<Part> const parts = parts_of(check);
  bool const is_long = std::any_of(
      parts.begin(), parts.end(), [&check](Part const& part) { return has_pages(check, part); });
  bool const in_footer = wants_footer(check);
  std::set<std::string> told;
  for (std::size_t i = 0; check.document.even_and_odd && i < check.document.sections.size(); ++i) {
    Section const& section = check.document.sections[i];
    std::string const& odd = in_footer ? section.footer_default : section.header_default;
    std::string const& even = in_footer ? section.footer_even : section.header_even;
    bool const is_missing =
        page_field(check.document, odd) != nullptr && page_field(check.document, even) == nullptr;
    if (is_missing && told.insert(even).second) {
      check.at_section(
          i,
          {.about = {"số trang", "page number"},
           .expected = {"số trang ở cả trang chẵn", "a number on even pages, too"},
           .found = {"không có số trang ở trang chẵn", "none there"},
           .severity = is_long ? base::Severity::error : base::Severity::warning,
           .hint = base::Words{
               "bỏ chọn “Different Odd & Even Pages”, hoặc chèn số trang vào trang chẵn",
               "switch “Different Odd & Even Pages” off, or give even pages a number"}});
    }
  }
}

}  // namespace

void rule_NUM_01(Check& check) {
  check_even_pages(check);
  bool const in_footer = wants_footer(check);
  // Headers and footers that sections share are told of once; so is a number that lacks, which what
  // follows would inherit.
  std::set<std::string> told;
  for (std::size_t i = 0; i < check.document.sections.size(); ++i) {
    Section const& section = check.document.sections[i];
    std::string const& part = in_footer ? section.footer_default : section.header_default;
    if (Paragraph const* const field = page_field(check.document, part)) {
      bool const is_new = told.insert(part).second;
      if (is_new) {
        check_number_place(check, *field, i == 0);
        check_number_format(check, *field);
        check_number_alone(check, *field);
      }
      // Appendices are counted anew, in the same digits.
      check_arabic(check, i, *field, is_new);
    }
  }
  bool lacks_number = false;
  for (Part const& part : parts_of(check)) {
    std::vector<Paragraph> const& all = check.document.paragraphs;
    std::size_t const index =
        part.first < all.size() ? static_cast<std::size_t>(all[part.first].section) : 0;
    Section const& section = check.document.sections[index];
    std::string const& wanted = in_footer ? section.footer_default : section.header_default;
    std::string const& other = in_footer ? section.header_default : section.footer_default;
    if (page_field(check.document, wanted) != nullptr) {
      continue;
    }
    bool const is_elsewhere = page_field(check.document, other) != nullptr;
    if (is_elsewhere ? told.insert(other).second : !lacks_number && has_pages(check, part)) {
      lacks_number = lacks_number || !is_elsewhere;
      tell_no_number(check, index, is_elsewhere);
    }
  }
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

namespace {

// Whether nothing but a header, in a table, stands in the section before the paragraph.
bool begins_section(Check& check, Section const& section, std::size_t paragraph) {
  constexpr std::size_t kNear = 3;
  std::vector<Paragraph> const& all = check.document.paragraphs;
  if (paragraph <= section.first + kNear) {
    return true;
  }
  for (std::size_t i = section.first; i < paragraph; ++i) {
    if (all[i].table < 0 && !all[i].is_blank()) {
      return false;
    }
  }
  return true;
}

}  // namespace

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
    bool const is_own =
        index > 0 && begins_section(check, section, check.line(appendix.first).paragraph);
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

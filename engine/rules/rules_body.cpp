// Running text: size, placing, indents, end mark, bullets.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "rules/body_lines.h"
#include "rules/check_context.h"
#include "rules/emphasis.h"
#include "rules/required.h"
#include "rules/rule_functions.h"
#include "rules/words.h"

namespace thethuc::rules {

using base::Words;

namespace {

// The size, of those that the profile allows, that most of the body is set in; 0 when none is.
int common_size(Check& check, ComponentSpec const& spec) {
  std::map<int, std::size_t> letters;  // half points
  each_body_line(check, [&](std::size_t index) {
    for (Span const& span : check.paragraph(index).spans) {
      if (spec.size_pt && spec.size_pt->contains(span.format.size.count / 2.0, 0.01)) {
        letters[span.format.size.count] += span.end - span.begin;
      }
    }
  });
  int most = 0;
  for (auto const& [size, count] : letters) {
    most = most == 0 || count > letters[most] ? size : most;
  }
  return most;
}

// `sentences`: shorter ones, which may be meant to stand out when no other text is italic, though
// they should not.
void tell_italics(Check& check,
                  Gathered& gathered,
                  ComponentSpec const& spec,
                  std::vector<std::size_t> const& lines,
                  std::vector<std::size_t> const& sentences) {
  bool const is_sure = !lines.empty();
  for (std::vector<std::size_t> const* some : {&lines, &sentences}) {
    for (std::size_t index : *some) {
      Line const& line = check.line(index);
      gathered.add("italic",
                   line.paragraph,
                   {.expected = {"chữ đứng", "upright"},
                    .found = {"chữ nghiêng", "italic"},
                    .repair = is_sure ? of_line(Repair::Kind::italic, line) : Repair{},
                    .severity = is_sure ? std::optional<base::Severity>{}
                                        : std::optional{base::Severity::warning},
                    .confidence = spec.confidence,
                    .clause = &spec.clause});
    }
  }
}

}  // namespace

void rule_BODY_01(Check& check) {
  ComponentSpec const* const spec = check.spec(Component::noi_dung);
  if (spec == nullptr) {
    return;
  }
  Recognised const& r = check.recognised;
  bool has_body = false;
  for (std::size_t i = r.body_begin; i < r.body_end; ++i) {
    has_body = has_body || !r.lines[i].is_rule;
  }
  if (!has_body) {
    tell_missing(check, Component::noi_dung);
  }
  Gathered gathered;
  EmphasisCheck emphasis{check, *spec};
  Quotations quotations;
  int const common = common_size(check, *spec);
  std::vector<std::size_t> italics, italic_sentences;
  each_body_line(check, [&](std::size_t index) {
    Line const& line = check.line(index);
    Paragraph const& p = check.paragraph(index);
    std::size_t italic = 0, letters = 0;
    for (Span const& span : p.spans) {
      std::string_view const text =
          std::string_view{p.text}.substr(span.begin, span.end - span.begin);
      if (span.format.hidden || text.find_first_not_of(" \t\n") == std::string_view::npos) {
        continue;
      }
      letters += text.size();
      italic += span.format.italic ? text.size() : 0;
      double const points = span.format.size.count / 2.0;
      if (spec->size_pt && !spec->size_pt->contains(points, 0.01)) {
        // A raised note sign or a single sign in another size is no body text.
        if (text.size() <= 3 && !has_letter(text)) {
          continue;
        }
        double const nearest =
            points < spec->size_pt->min ? spec->size_pt->min : spec->size_pt->max;
        int const wanted = common != 0 ? common : static_cast<int>(std::lround(nearest * 2));
        gathered.add("size " + std::to_string(span.format.size.count),
                     line.paragraph,
                     {.about = {"nội dung, cỡ chữ", "body text, size"},
                      .expected = range_words(*spec->size_pt, "pt"),
                      .found = number_words(points, "pt"),
                      .repair = of_span(Repair::Kind::size, line.paragraph, span, wanted),
                      .confidence = spec->confidence,
                      .clause = &spec->clause});
      }
    }
    constexpr std::size_t kShortest = 160;  // letters: about two lines
    // Notes in brackets, quotations and headings below the numbered ones are often italic; running
    // text is not.
    bool const is_quoted = quotations.hold(line.text);
    bool const is_note = line.text.starts_with('(') || is_quoted;
    bool const is_italic = is_running(line.component) && letters > 0 && italic * 10 > letters * 9;
    if (is_italic && !is_note) {
      if (base::code_point_count(line.text) >= kShortest) {
        italics.push_back(index);
      } else if (is_plain_sentence(line)) {
        italic_sentences.push_back(index);
      }
    }
    if (!is_quoted) {
      emphasis.take(index);
    }
    bool const is_justified = p.format.alignment == wml::Alignment::justify;
    if (is_running(line.component) && !is_justified && !line.is_piece && is_long(check, index)) {
      Words const found = placing_words(p.format.alignment);
      gathered.add("alignment " + found.en,
                   line.paragraph,
                   {.expected = placing_words(wml::Alignment::justify),
                    .found = found,
                    .repair = of_paragraph(Repair::Kind::alignment, line.paragraph, 0, "both"),
                    .confidence = spec->confidence,
                    .clause = &spec->clause});
    }
  });
  tell_italics(check, gathered, *spec, italics, italic_sentences);
  emphasis.tell(gathered);
  gathered.tell(check);
}

namespace {

Words indents_words(Spacing const& spacing) {
  if (spacing.first_line_range_mm) {
    return range_words(*spacing.first_line_range_mm, "mm");
  }
  Words out;
  for (std::size_t i = 0; i < spacing.first_line_mm.size(); ++i) {
    Words const one =
        number_words(spacing.first_line_mm[i], i + 1 == spacing.first_line_mm.size() ? "mm" : "");
    out.vi += (i == 0 ? "" : " hoặc ") + one.vi;
    out.en += (i == 0 ? "" : " or ") + one.en;
  }
  return out;
}

bool indent_holds(Spacing const& spacing, double mm) {
  constexpr double kTolerance = 0.5;
  if (spacing.first_line_range_mm && spacing.first_line_range_mm->contains(mm, kTolerance)) {
    return true;
  }
  return std::any_of(spacing.first_line_mm.begin(),
                     spacing.first_line_mm.end(),
                     [mm](double wanted) { return std::abs(mm - wanted) <= kTolerance; });
}

// Items of automatic lists have their indents from the list, which other items share.
Repair indent_repair(Paragraph const& p, Line const& line, std::size_t blanks, int wanted) {
  if (p.format.numbering.is_numbered()) {
    return {};
  }
  Repair repair = of_paragraph(Repair::Kind::indent, line.paragraph, wanted);
  repair.end = blanks;
  return repair;
}

// The indent, of those that the profile allows, that most of the body has; else the first of them.
double common_indent(Check& check, Spacing const& spacing) {
  std::map<long, std::size_t> lines;  // micrometres
  each_body_line(check, [&](std::size_t index) {
    Paragraph const& p = check.paragraph(index);
    double const mm = mm_of(p.format.left.count + p.format.first_line.count);
    if (p.format.left.count == 0 && indent_holds(spacing, mm)) {
      ++lines[std::lround(mm * 1000)];
    }
  });
  auto const most = std::max_element(
      lines.begin(), lines.end(), [](auto const& a, auto const& b) { return a.second < b.second; });
  return most == lines.end() ? spacing.first_line_mm.front()
                             : static_cast<double>(most->first) / 1000.0;
}

bool is_item(Line const& line) {
  return list_mark_size(line.text) > 0 || line.label_size > 0 || line.component == Component::diem;
}

// Running text all of whose lines stand in, not the first alone. Items of lists may, and what goes
// on below one; so may quotations.
class ShiftedParagraphs {
 public:
  explicit ShiftedParagraphs(Check& check) : check_(check) {}

  // Asked of one line after the other.
  bool is_shifted(std::size_t index) {
    constexpr int kLeast = 280;   // twips: 5 mm
    constexpr int kFarIn = 1400;  // addressees, guests and the like
    Line const& line = check_.line(index);
    wml::EffectiveParagraph const& format = check_.paragraph(index).format;
    int const left = format.left.count;
    bool const is_quoted = quotations_.hold(line.text);
    if (is_item(line)) {
      item_left_ = left;
      return false;
    }
    bool const goes_on = item_left_ && std::abs(*item_left_ - left) < kLeast;
    if (!goes_on) {
      item_left_.reset();
    }
    bool const may_stand_in = goes_on || format.right.count > 0 || is_quoted ||
                              !is_upright(index) ||
                              !(is_running(line.component) || line.component == Component::dieu);
    return !may_stand_in && left >= kLeast && left < kFarIn && format.first_line.count >= 0 &&
           is_long(check_, index);
  }

 private:
  bool is_upright(std::size_t index) const {
    std::vector<Span> const& spans = check_.paragraph(index).spans;
    return std::any_of(
        spans.begin(), spans.end(), [](Span const& span) { return !span.format.italic; });
  }

  Check& check_;
  Quotations quotations_;
  std::optional<int> item_left_;  // twips: of the item above
};

}  // namespace

void rule_BODY_02(Check& check) {
  ComponentSpec const* const spec = check.spec(Component::noi_dung);
  if (spec == nullptr || spec->spacing.first_line_mm.empty()) {
    return;
  }
  Words const expected = indents_words(spec->spacing);
  int const wanted =
      static_cast<int>(std::lround(common_indent(check, spec->spacing) * 1440 / 25.4));
  Gathered gathered;
  ShiftedParagraphs shifted{check};
  each_body_line(check, [&](std::size_t index) {
    Line const& line = check.line(index);
    Paragraph const& p = check.paragraph(index);
    bool const is_flush =
        p.format.alignment == wml::Alignment::left || p.format.alignment == wml::Alignment::justify;
    if (!is_flush || line.is_piece) {
      return;
    }
    std::size_t const blanks = std::min(p.text.find_first_not_of(" \t\xC2\xA0"), p.text.size());
    bool const by_tab = p.text.substr(0, blanks).find('\t') != std::string::npos;
    if (by_tab || blanks >= 3) {
      gathered.add(by_tab ? "tab" : "blanks",
                   line.paragraph,
                   {.about = {"lùi đầu dòng", "first-line indent"},
                    .expected = {expected.vi + " đặt bằng định dạng đoạn",
                                 expected.en + " by the paragraph's format"},
                    .found = by_tab ? Words{"phím Tab", "a tab"} : Words{"các dấu cách", "blanks"},
                    .repair = indent_repair(p, line, blanks, wanted),
                    .confidence = spec->confidence,
                    .clause = &spec->clause});
      return;
    }
    if (shifted.is_shifted(index)) {
      Words const by = number_words(mm_of(p.format.left.count), "mm");
      gathered.add(
          "shifted " + by.en,
          line.paragraph,
          {.about = {"lùi đầu dòng", "first-line indent"},
           .expected = {expected.vi + ", chỉ ở dòng đầu", expected.en + ", of the first line only"},
           .found = {"cả đoạn lùi " + by.vi, "the whole paragraph " + by.en + " in"},
           .repair = indent_repair(p, line, 0, wanted),
           .confidence = spec->confidence,
           .clause = &spec->clause});
      return;
    }
    double const mm = mm_of(p.format.left.count + p.format.first_line.count);
    // Items of lists stand further in, as deep as they are.
    bool const holds = indent_holds(spec->spacing, mm) || (is_item(line) && mm >= 9.5);
    // What follows a formula or an item without its own number is continued text: hanging or flush
    // at the item's own indent.
    bool const continues = p.format.left.count > 500 && p.format.first_line.count == 0;
    if (holds || continues) {
      return;
    }
    gathered.add("indent " + std::to_string(std::lround(mm)),
                 line.paragraph,
                 {.about = {"lùi đầu dòng", "first-line indent"},
                  .expected = expected,
                  .found = number_words(mm, "mm"),
                  .repair = indent_repair(p, line, 0, wanted),
                  .confidence = spec->confidence,
                  .clause = &spec->clause});
  });
  gathered.tell(check);
}
void rule_BODY_05(Check& check) {
  struct Use {
    std::size_t letters = 0;
    std::size_t first = 0;  // line
    std::vector<Repair> spans;
  };
  std::map<int, Use> sizes;  // half points
  std::size_t all = 0;
  each_body_line(check, [&](std::size_t index) {
    for (Span const& span : check.paragraph(index).spans) {
      Use& use = sizes[span.format.size.count];
      use.first = use.letters == 0 ? index : use.first;
      use.letters += span.end - span.begin;
      all += span.end - span.begin;
      use.spans.push_back(of_span(Repair::Kind::size, check.line(index).paragraph, span));
    }
  });
  ComponentSpec const* const spec = check.spec(Component::noi_dung);
  // What no document may have BODY-01 tells.
  if (spec != nullptr && spec->size_pt) {
    std::erase_if(
        sizes, [&](auto const& size) { return !spec->size_pt->contains(size.first / 2.0, 0.01); });
  }
  auto const most = std::max_element(sizes.begin(), sizes.end(), [](auto const& a, auto const& b) {
    return a.second.letters < b.second.letters;
  });
  for (auto& [size, use] : sizes) {
    // Less than a fiftieth is a sign here and there.
    if (size == most->first || use.letters * 50 <= all) {
      continue;
    }
    Words const wanted = number_words(most->first / 2.0, "pt");
    for (Repair& repair : use.spans) {
      repair.value = most->first;
    }
    check.at_line(
        use.first,
        {.about = {"cỡ chữ nội dung", "body size"},
         .expected = {wanted.vi + " như các đoạn khác", wanted.en + " as in the other paragraphs"},
         .found = number_words(size / 2.0, "pt"),
         .more = std::move(use.spans)});
  }
}

void rule_BODY_06(Check& check) {
  Recognised const& r = check.recognised;
  // Where no signature shows where the body ends, nothing can be said. The forms of
  // Phụ lục III print the mark; papers of other kinds have their own ends.
  bool const has_form = r.type == nullptr || r.type->has_form;
  if (!has_form || r.kind == DocumentKind::form || r.kind == DocumentKind::other ||
      r.body_end >= r.lines.size() || r.body_begin >= r.body_end) {
    return;
  }
  for (std::size_t i = r.body_end; i > r.body_begin; --i) {
    Line const& line = r.lines[i - 1];
    if (line.is_rule) {
      continue;
    }
    if (line.component == Component::bang) {
      return;  // a table ends it, which cannot hold the mark
    }
    bool const is_there = line.text.ends_with("./.") || line.text.ends_with("/.") ||
                          line.text == "./." || line.text.find("./.") != std::string::npos;
    if (!is_there && !line.text.ends_with(kTag)) {
      std::size_t const from = line.text.size() > 40 ? line.text.size() - 40 : 0;
      std::size_t const begin = from == 0 ? 0 : line.text.find(' ', from);
      std::string_view const end =
          std::string_view{line.text}.substr(begin == std::string::npos ? 0 : begin);
      check.at_line(i - 1,
                    {.about = {"cuối nội dung", "end of the body"},
                     .expected = base::same("“./.”"),
                     .found = base::same(in_quotes("…" + std::string{end})),
                     .repair = replace_end(check.paragraph(i - 1), line, "./.")});
    } else if (is_there && !line.text.ends_with("/.")) {
      check.at_line(i - 1,
                    {.about = {"cuối nội dung", "end of the body"},
                     .expected = {"“./.” ở cuối cùng", "“./.” at the very end"},
                     .found = base::same(in_quotes(line.text.substr(line.text.find("./."))))});
    }
    return;
  }
}

void rule_BODY_07(Check& check) {
  Gathered gathered;
  each_body_line(check, [&](std::size_t index) {
    Paragraph const& p = check.paragraph(index);
    // A dash of an automatic list looks like one that was typed.
    if (p.label.is_bullet() && p.label.text != "-" && p.label.text != "+" && p.label.text != "–") {
      gathered.add("bullet",
                   check.line(index).paragraph,
                   {.about = {"dấu đầu dòng", "bullets"},
                    .expected = base::same("“- ”, “+ ”"),
                    .found = {"dấu đầu dòng tự động", "automatic bullets"}});
    }
  });
  gathered.tell(check);
}

}  // namespace thethuc::rules

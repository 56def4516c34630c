// Running text: size, placing, indents, spacing, end mark, bullets.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "rules/check_context.h"
#include "rules/numbered.h"
#include "rules/required.h"
#include "rules/rule_functions.h"
#include "rules/words.h"
#include "wml/structure.h"

namespace thethuc::rules {

using base::Words;

namespace {

bool is_running(Component component) {
  return component == Component::noi_dung || component == Component::khoan ||
         component == Component::diem;
}
bool begins_quotation(std::string_view text) {
  return text.starts_with("“") || text.starts_with('"') || text.starts_with("‘") ||
         text.starts_with("«");
}

// Paragraphs of quotations, which may be set apart: asked of one line after the other.
class Quotations {
 public:
  // Whether the text begins one, or stands within one that began above.
  bool hold(std::string_view text) {
    bool const is_inside = depth_ > 0 || begins_quotation(text);
    for (std::string_view mark : {"“", "«"}) {
      depth_ += count(text, mark);
    }
    for (std::string_view mark : {"”", "»"}) {
      depth_ -= count(text, mark);
    }
    depth_ = std::max(depth_, 0);
    // One that nobody closes holds no more than an article or two.
    constexpr int kMostLines = 20;
    open_lines_ = depth_ > 0 ? open_lines_ + 1 : 0;
    if (open_lines_ > kMostLines) {
      depth_ = 0;
    }
    return is_inside;
  }

 private:
  static int count(std::string_view text, std::string_view mark) {
    int found = 0;
    for (std::size_t at = text.find(mark); at != std::string_view::npos;
         at = text.find(mark, at + mark.size())) {
      ++found;
    }
    return found;
  }

  int depth_ = 0;
  int open_lines_ = 0;
};

bool is_body(Component component) {
  return is_running(component) || component == Component::khoan_co_tieu_de ||
         component == Component::muc_la_ma || component == Component::dieu;
}

// "Ghi chú: …", "(Nguồn: …)" right below a table, which are set smaller.
bool is_note_below_table(Check& check, std::size_t index) {
  std::string_view text = check.line(index).text;
  text.remove_prefix(text.starts_with('(') ? 1 : 0);
  std::string const key = folded(text, 12);
  return index > 0 && check.paragraph(index - 1).table >= 0 && check.paragraph(index).table < 0 &&
         (key.starts_with("ghi chu") || key.starts_with("nguon") || key.starts_with("chu thich"));
}

// Lines of the body, and of documents that were issued with this one; not those of appendices,
// which are tables and lists for the most part.
template <class Visit>
void each_body_line(Check& check, Visit const& visit) {
  Recognised const& r = check.recognised;
  for (std::size_t i = r.body_begin; i < r.body_end; ++i) {
    if (is_body(r.lines[i].component) && !is_note_below_table(check, i)) {
      visit(i);
    }
  }
  for (Appendix const& appendix : r.appendices) {
    for (std::size_t i = appendix.first; appendix.is_attached_document && i < appendix.last; ++i) {
      if (is_body(r.lines[i].component)) {
        visit(i);
      }
    }
  }
}

// Whether the paragraph takes more than one line: only then its right edge shows.
bool is_long(Check& check, std::size_t index) {
  Paragraph const& p = check.paragraph(index);
  if (base::code_point_count(p.text) > 130) {
    return true;
  }
  int const width = p.text_width(0, p.text.size()).count;
  int const available = check.document.available_width(p).count - p.format.left.count -
                        p.format.right.count - p.format.first_line.count;
  return width > available;
}

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

// Running text that is bold or underlined as a whole: all of the body, or a paragraph of it. Single
// words and headings may stand out.
class EmphasisCheck {
 public:
  EmphasisCheck(Check& check, ComponentSpec const& spec) : check_(check), spec_(spec) {}

  void take(std::size_t index) {
    Line const& line = check_.line(index);
    Paragraph const& p = check_.paragraph(index);
    std::size_t const length = base::code_point_count(line.text);
    bool const is_sentence = line.text.ends_with('.') || line.text.ends_with(';');
    bool const is_text = is_running(line.component) ||
                         line.component == Component::khoan_co_tieu_de ||
                         (line.component == Component::dieu && is_sentence);
    if (!is_text || line.is_piece || length < kShortest) {
      return;
    }
    std::size_t letters = 0, bold = 0, underlined = 0;
    for (Span const& span : p.spans) {
      std::size_t const size = span.end - span.begin;
      letters += span.format.hidden ? 0 : size;
      bold += !span.format.hidden && span.format.bold ? size : 0;
      underlined += !span.format.hidden && span.format.underline ? size : 0;
    }
    letters_ += letters;
    bool const is_long = length >= kLong;
    bool const is_heading =
        line.component == Component::khoan_co_tieu_de && !is_long && !is_sentence;
    for (auto const& [set, use] : {std::pair{bold, &bold_}, std::pair{underlined, &underlined_}}) {
      if (set * 10 >= letters * 9) {
        use->letters += letters;
        use->has_long = use->has_long || is_long;
        use->sentences += is_sentence ? 1U : 0U;
        if (!is_heading) {
          use->lines.push_back(index);
        }
      }
    }
  }

  void tell(Gathered& gathered) {
    if (spec_.bold == false) {
      tell(gathered, bold_, Repair::Kind::bold, {"chữ không đậm", "not bold"}, {"chữ đậm", "bold"});
    }
    if (spec_.underline == false) {
      tell(gathered,
           underlined_,
           Repair::Kind::underline,
           {"chữ không gạch chân", "not underlined"},
           {"chữ gạch chân", "underlined"});
    }
  }

 private:
  static constexpr std::size_t kShortest = 60;  // letters: shorter lines may be headings
  static constexpr std::size_t kLong = 130;     // more than a line

  struct Use {
    std::size_t letters = 0;
    std::size_t sentences = 0;
    std::vector<std::size_t> lines;  // without headings
    bool has_long = false;
  };

  // A paragraph that stands out alone: no item, no quotation, a sentence or more.
  bool is_lone_sentence(std::size_t index) const {
    Line const& line = check_.line(index);
    std::string_view const text = line.text;
    return line.component != Component::khoan_co_tieu_de && base::code_point_count(text) >= kLong &&
           list_mark_size(text) == 0 &&
           (text.ends_with('.') || text.ends_with(';') || text.ends_with(':'));
  }

  void tell(Gathered& gathered,
            Use const& use,
            Repair::Kind kind,
            Words const& expected,
            Words const& found) {
    bool const is_text = use.has_long || use.sentences > 1;
    bool const is_all = is_text && use.letters * 10 >= letters_ * 8;
    for (std::size_t index : use.lines) {
      Line const& line = check_.line(index);
      if (!is_all && !is_lone_sentence(index)) {
        continue;
      }
      // One paragraph may be meant to stand out, though it should not.
      gathered.add(found.en,
                   line.paragraph,
                   {.expected = expected,
                    .found = found,
                    .repair = is_all ? repair_of(kind, line) : Repair{},
                    .severity = is_all ? std::optional<base::Severity>{}
                                       : std::optional{base::Severity::warning},
                    .confidence = spec_.confidence,
                    .clause = &spec_.clause});
    }
  }

  // "Điều 1." stays bold.
  static Repair repair_of(Repair::Kind kind, Line const& line) {
    Repair repair = of_line(kind, line, 0);
    if (line.component == Component::dieu && line.label_size == 0) {
      repair.begin += read_numbered(line.text).size;
    }
    return repair;
  }

  Check& check_;
  ComponentSpec const& spec_;
  std::size_t letters_ = 0;
  Use bold_, underlined_;
};

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
    // Notes in brackets, quotations and headings below the numbered ones are often italic; running
    // text is not.
    bool const is_quoted = quotations.hold(line.text);
    bool const is_note = line.text.starts_with('(') || is_quoted || line.text.size() < 160;
    if (is_running(line.component) && letters > 0 && italic * 10 > letters * 9 && !is_note) {
      gathered.add("italic",
                   line.paragraph,
                   {.expected = {"chữ đứng", "upright"},
                    .found = {"chữ nghiêng", "italic"},
                    .repair = of_line(Repair::Kind::italic, line),
                    .confidence = spec->confidence,
                    .clause = &spec->clause});
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
      if (points < spec->spacing.paragraph_min_pt - 0.05 && !here.starts_page) {
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

// Format of a line against a component of the profile: size, bold, italic, capitals, placing.

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "base/text.h"
#include "rules/check_context.h"
#include "rules/words.h"
#include "wml/names.h"

namespace thethuc::rules {

using base::Words;

namespace {

// What is looked at: a line of the text, or a paragraph of a header or footer.
struct Subject {
  Paragraph const& paragraph;
  Line const& line;
  std::optional<std::size_t> index;  // of the line; nullopt in a header or footer
};

void tell(Check& check, Subject const& subject, Check::Told told) {
  if (subject.index) {
    check.at_line(*subject.index, std::move(told));
    return;
  }
  told.repair = {};  // the page number alone is mended there
  check.at_edge(subject.paragraph, std::move(told));
}

// Of the letters and digits of a line: how they are set.
struct Shares {
  std::size_t letters = 0;
  std::size_t bold = 0, italic = 0, underline = 0;
  std::vector<int> sizes;  // half points, as they come, each once
};

bool is_visible(std::string_view text) {
  return has_letter(text) || text.find_first_of("0123456789") != std::string_view::npos ||
         text.find("{{") != std::string_view::npos;
}

Shares shares_of(Paragraph const& p, Line const& line) {
  Shares out;
  for (Span const& span : p.spans) {
    std::size_t const begin = std::max(span.begin, line.begin);
    std::size_t const end = std::min(span.end, line.end);
    if (begin >= end || span.format.hidden) {
      continue;
    }
    std::string_view const text = std::string_view{p.text}.substr(begin, end - begin);
    if (!is_visible(text)) {
      continue;
    }
    std::size_t const n = end - begin;
    out.letters += n;
    out.bold += span.format.bold ? n : 0;
    out.italic += span.format.italic ? n : 0;
    out.underline += span.format.underline ? n : 0;
    if (std::find(out.sizes.begin(), out.sizes.end(), span.format.size.count) == out.sizes.end()) {
      out.sizes.push_back(span.format.size.count);
    }
  }
  return out;
}

// Whether a tab leads to a line that has stops in the middle of something.
bool has_tab_to_middle(Paragraph const& p, Line const& line) {
  if (std::string_view{p.text}.substr(0, line.begin).find('\t') == std::string_view::npos) {
    return false;
  }
  for (pugi::xml_node stop : p.node.child(wml::w::pPr).child("w:tabs").children("w:tab")) {
    if (std::string_view{"center"} == stop.attribute(wml::w::val).value()) {
      return true;
    }
  }
  return false;
}

// Whether other columns stand in the same row of a paragraph: its alignment is none of the line's.
bool shares_row(Paragraph const& p, Line const& line) {
  std::string_view const text = p.text;
  if ((!line.is_piece && !has_tab_to_middle(p, line)) || p.setting == Setting::table) {
    return false;
  }
  constexpr std::size_t kBlanksThatPlace = 4;  // where a tab should be
  std::size_t const row_begin = text.rfind('\n', line.begin == 0 ? 0 : line.begin - 1);
  std::size_t const from =
      row_begin == std::string_view::npos || line.begin == 0 ? 0 : row_begin + 1;
  std::size_t const to = std::min(text.find('\n', line.end), text.size());
  std::string_view const before = text.substr(from, line.begin - from);
  std::string_view const behind = text.substr(line.end, to - line.end);
  return before.find_first_not_of(" \t") != std::string_view::npos ||
         behind.find_first_not_of(" \t") != std::string_view::npos ||
         before.find('\t') != std::string_view::npos ||
         (line.is_piece && before.size() >= kBlanksThatPlace);
}

Words about(Component component, std::string_view vi, std::string_view en) {
  return {std::string{component_name(component, base::Language::vi)} + ", " + std::string{vi},
          std::string{component_name(component, base::Language::en)} + ", " + std::string{en}};
}

void check_size(Check& check,
                Subject const& subject,
                Component component,
                ComponentSpec const& spec,
                Shares const& shares) {
  constexpr double kExact = 0.01;
  for (int half_points : shares.sizes) {
    double const points = half_points / 2.0;
    if (spec.size_pt->contains(points, kExact)) {
      continue;
    }
    double const nearest = points < spec.size_pt->min ? spec.size_pt->min : spec.size_pt->max;
    tell(check,
         subject,
         {.about = about(component, "cỡ chữ", "size"),
          .expected = range_words(*spec.size_pt, "pt"),
          .found = number_words(points, "pt"),
          .repair =
              of_line(Repair::Kind::size, subject.line, static_cast<int>(std::lround(nearest * 2))),
          .component = component,
          .confidence = spec.confidence,
          .clause = &spec.clause});
    return;
  }
}

struct Switch {
  std::optional<bool> wanted;
  std::size_t set;
  Repair::Kind kind;
  Words on, off;
};

void check_switch(Check& check,
                  Subject const& subject,
                  Component component,
                  ComponentSpec const& spec,
                  Shares const& shares,
                  Switch const& s) {
  // A stray blank or stop in another format is nothing that anybody sees.
  if (!s.wanted || shares.letters == 0) {
    return;
  }
  double const share = static_cast<double>(s.set) / static_cast<double>(shares.letters);
  bool const holds = *s.wanted ? share >= 0.9 : share <= 0.1;
  if (holds) {
    return;
  }
  bool const is_partly = share > 0.1 && share < 0.9;
  Words found = *s.wanted ? s.off : s.on;
  if (is_partly) {
    found = {"một phần " + found.vi, "partly " + found.en};
  }
  tell(check,
       subject,
       {.expected = *s.wanted ? s.on : s.off,
        .found = found,
        .repair = of_line(s.kind, subject.line, *s.wanted ? 1 : 0),
        .component = component,
        .confidence = spec.confidence,
        .clause = &spec.clause});
}

// Small letters that the font's property alone shows as capitals are known; of others nobody knows
// which words are names.
Repair lower_line(Line const& line) {
  bool const is_known = !line.typed.empty() && !is_upper(line.typed) && !line.is_wild();
  return is_known ? replace_line(line, line.typed) : Repair{};
}

void check_case(Check& check,
                Subject const& subject,
                Component component,
                ComponentSpec const& spec) {
  std::string const& text = subject.line.text;
  std::string const literal = replaced(text, kTag, "");
  bool const shows_upper = is_upper(literal);
  switch (spec.letter_case) {
    case LetterCase::upper:
      if (!shows_upper) {
        tell(check,
             subject,
             {.expected = {"chữ in hoa: " + in_quotes(base::to_upper(text)),
                           "capitals: " + in_quotes(base::to_upper(text))},
              .found = base::same(in_quotes(text)),
              .repair =
                  subject.line.is_wild() ? Repair{} : of_line(Repair::Kind::upper, subject.line),
              .component = component,
              .confidence = spec.confidence,
              .clause = &spec.clause});
      }
      break;
    case LetterCase::sentence:
      if (shows_upper && base::code_point_count(letters_of(folded(literal))) > 6) {
        tell(check,
             subject,
             {.expected = {"chữ in thường", "small letters"},
              .found = {"chữ in hoa: " + in_quotes(text), "capitals: " + in_quotes(text)},
              .repair = lower_line(subject.line),
              .component = component,
              .confidence = spec.confidence,
              .clause = &spec.clause});
      }
      break;
    case LetterCase::lower_first:
      if (begins_upper(text) && has_letter(text) && !text.starts_with(kTag)) {
        // A name may begin it; only a capital that no name explains is told, and gently.
        tell(check,
             subject,
             {.expected = {"chữ đầu viết thường", "a small first letter"},
              .found = base::same(in_quotes(text)),
              .repair = {},
              .severity = base::Severity::warning,
              .component = component,
              .confidence = spec.confidence,
              .clause = &spec.clause});
      }
      break;
    case LetterCase::title:
      if (shows_upper || !is_title_case(text)) {
        tell(check,
             subject,
             {.expected = {"chữ in thường, chữ cái đầu mỗi âm tiết viết hoa",
                           "small letters, each syllable with a capital"},
              .found = base::same(in_quotes(text)),
              .repair = is_title_case(subject.line.typed) ? lower_line(subject.line) : Repair{},
              .component = component,
              .confidence = spec.confidence,
              .clause = &spec.clause});
      }
      break;
    case LetterCase::any:
      break;
  }
}

}  // namespace

Words placing_words(wml::Alignment alignment) {
  switch (alignment) {
    case wml::Alignment::left:
      return {"canh trái", "left-aligned"};
    case wml::Alignment::center:
      return {"canh giữa", "centred"};
    case wml::Alignment::right:
      return {"canh phải", "right-aligned"};
    case wml::Alignment::justify:
      break;
  }
  return {"canh đều hai lề", "justified"};
}

namespace {

void check_placing(Check& check,
                   Subject const& subject,
                   Component component,
                   ComponentSpec const& spec) {
  Line const& line = subject.line;
  Paragraph const& p = subject.paragraph;
  if (spec.placing == Placing::any || shares_row(p, line)) {
    return;
  }
  wml::Alignment const found = p.format.alignment;
  bool const is_flush = found == wml::Alignment::left || found == wml::Alignment::justify;
  bool const holds = spec.placing == Placing::center  ? found == wml::Alignment::center
                     : spec.placing == Placing::right ? found == wml::Alignment::right
                     : spec.placing == Placing::left  ? is_flush
                                                      : true;
  if (holds) {
    return;
  }
  char const* const jc = spec.placing == Placing::center  ? "center"
                         : spec.placing == Placing::right ? "right"
                                                          : "left";
  wml::Alignment const wanted = spec.placing == Placing::center  ? wml::Alignment::center
                                : spec.placing == Placing::right ? wml::Alignment::right
                                                                 : wml::Alignment::left;
  tell(check,
       subject,
       {.expected = placing_words(wanted),
        .found = placing_words(found),
        .repair = of_paragraph(Repair::Kind::alignment, line.paragraph, 0, jc),
        .component = component,
        .confidence = spec.confidence,
        .clause = &spec.clause});
}

void check_subject(Check& check, Subject const& subject, Component component, unsigned aspects) {
  ComponentSpec const* const spec = check.spec(component);
  if (spec == nullptr) {
    return;
  }
  Shares const shares = shares_of(subject.paragraph, subject.line);
  if ((aspects & kSize) != 0 && spec->size_pt) {
    check_size(check, subject, component, *spec, shares);
  }
  if ((aspects & kBold) != 0) {
    check_switch(check,
                 subject,
                 component,
                 *spec,
                 shares,
                 {spec->bold,
                  shares.bold,
                  Repair::Kind::bold,
                  {"chữ đậm", "bold"},
                  {"chữ không đậm", "not bold"}});
  }
  if ((aspects & kItalic) != 0) {
    check_switch(check,
                 subject,
                 component,
                 *spec,
                 shares,
                 {spec->italic,
                  shares.italic,
                  Repair::Kind::italic,
                  {"chữ nghiêng", "italic"},
                  {"chữ đứng", "upright"}});
  }
  if ((aspects & kUnderline) != 0) {
    check_switch(check,
                 subject,
                 component,
                 *spec,
                 shares,
                 {spec->underline,
                  shares.underline,
                  Repair::Kind::underline,
                  {"chữ gạch chân", "underlined"},
                  {"chữ không gạch chân", "not underlined"}});
  }
  if ((aspects & kCase) != 0) {
    check_case(check, subject, component, *spec);
  }
  if ((aspects & kPlacing) != 0) {
    check_placing(check, subject, component, *spec);
  }
}

}  // namespace

void check_format(Check& check, std::size_t index, Component component, unsigned aspects) {
  check_subject(check, {check.paragraph(index), check.line(index), index}, component, aspects);
}

void check_edge_format(Check& check,
                       Paragraph const& paragraph,
                       Component component,
                       unsigned aspects) {
  Line line;
  line.end = paragraph.text.size();
  line.text = normal_text(paragraph.displayed());
  check_subject(check, {paragraph, line, std::nullopt}, component, aspects);
}

}  // namespace thethuc::rules

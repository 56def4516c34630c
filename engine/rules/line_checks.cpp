// The lines below motto, body's name and summary: drawn, typed, or the border of a paragraph or
// cell. How they are made is free (ND 30/2020 does not say); how long they are is not. Where pages
// are known they are measured there, else computed from the document.

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "base/text.h"
#include "rules/check_context.h"
#include "rules/line_owners.h"
#include "rules/measured.h"
#include "rules/strokes.h"
#include "rules/table_lines.h"
#include "rules/words.h"
#include "wml/names.h"
#include "wml/structure.h"

namespace thethuc::rules {

using base::Words;

namespace {

double twips_of(double mm) {
  return mm * 1440 / 25.4;
}

struct Found {
  bool is_there = false;
  bool is_dashed = false;               // typed with hyphens or the like
  bool is_underline = false;            // w:u
  bool is_sure = true;                  // whose line it is
  std::optional<std::size_t> bordered;  // the blank paragraph whose border it is
  std::vector<int> widths;              // twips, of all that may be meant; empty: not known
  std::optional<LineKind> stroke;       // of the first; solid when one of them is
};

class LineFinder {
 public:
  LineFinder(Check& check, std::vector<std::size_t> const& lines)
      : check_(check), last_(lines.back()) {}

  Found find(std::vector<OwnedLine> const& drawn) {
    Paragraph const& home = check_.paragraph(last_);
    underline();
    typed();
    if (home.format.bottom_border && !check_.line(last_).is_piece) {
      border(home, home.format.bottom_border);
    }
    below();
    // A line that surely is the component's leaves no doubt about others.
    for (OwnedLine const& line : drawn) {
      found_.is_sure = found_.is_sure && (line.is_sure || found_.is_there);
      add(line.width_twips, line.stroke);
    }
    if (!found_.is_there) {
      for (TableLine const& line : table_lines_below(check_.document, home)) {
        add(line.width_twips, line.stroke);
      }
    }
    return found_;
  }

 private:
  void add(int width, LineKind stroke) {
    found_.is_there = true;
    found_.stroke = !found_.stroke || stroke == LineKind::solid ? stroke : found_.stroke;
    if (width > 0) {
      found_.widths.push_back(width);
    }
  }

  void border(Paragraph const& p, pugi::xml_node border) {
    add(check_.document.available_width(p).count - p.format.left.count - p.format.right.count,
        border_stroke(border).value_or(LineKind::solid));
  }

  void underline() {
    Line const& line = check_.line(last_);
    for (Span const& span : check_.paragraph(last_).spans) {
      if (span.end > line.begin && span.begin < line.end && span.format.underline) {
        found_.is_underline = true;
      }
    }
  }

  bool same_container(Paragraph const& p) const {
    return p.container == check_.paragraph(last_).container &&
           p.setting == check_.paragraph(last_).setting;
  }

  // "_______" on the next line of the same paragraph or cell.
  void typed() {
    Paragraph const& home = check_.paragraph(last_);
    bool const is_flow = home.setting == Setting::flow;
    for (std::size_t i = last_ + 1; i < check_.recognised.lines.size() && i <= last_ + 3; ++i) {
      Line const& line = check_.line(i);
      if (!line.is_rule) {
        if (!line.is_piece || !is_flow) {
          return;
        }
        continue;
      }
      bool const has_columns = is_flow && (line.is_piece || check_.line(last_).is_piece);
      if (!same_container(check_.paragraph(i)) ||
          (has_columns && is_right(i) != !is_first(last_))) {
        continue;
      }
      found_.is_dashed = line.text.find('-') != std::string::npos;
      Paragraph const& p = check_.paragraph(i);
      bool const is_twofold = line.text.find_first_of('=') != std::string::npos ||
                              line.text.find("═") != std::string::npos;
      add(p.text_width(line.begin, line.end).count,
          is_twofold ? LineKind::several : LineKind::solid);
      return;
    }
  }

  // --- columns that tabs or blanks part: the first piece of a row is the left one

  // What stands before a line in its row.
  std::string_view before(std::size_t index) const {
    Line const& line = check_.line(index);
    std::string_view const text =
        std::string_view{check_.paragraph(index).text}.substr(0, line.begin);
    std::size_t const row = text.rfind('\n');
    return row == std::string_view::npos ? text : text.substr(row + 1);
  }
  bool is_first(std::size_t index) const {
    return before(index).find_first_not_of(" \t") == std::string_view::npos;
  }
  // A line that is alone in its row stands right when more tabs lead to it than to the left column.
  bool is_right(std::size_t rule) const {
    constexpr std::ptrdiff_t kManyBlanks = 12;
    std::string_view const text = check_.paragraph(rule).text;
    std::string_view const lead = before(rule);
    std::string_view const behind = text.substr(check_.line(rule).end);
    bool const is_last =
        behind.substr(0, behind.find('\n')).find_first_not_of(" \t") == std::string_view::npos;
    if (!is_first(rule) || !is_last) {
      return !is_first(rule);
    }
    std::string_view const row = before(last_);
    std::string_view const left = row.substr(0, row.find_first_not_of(" \t"));
    return std::count(lead.begin(), lead.end(), '\t') >
               std::count(left.begin(), left.end(), '\t') ||
           std::count(lead.begin(), lead.end(), ' ') >= kManyBlanks;
  }

  // Blanks that are underlined show as a line.
  static bool is_underlined(Paragraph const& p) {
    return std::any_of(p.spans.begin(), p.spans.end(), [](Span const& span) {
      return span.format.underline && span.end > span.begin;
    });
  }

  // Blank paragraphs below with a border, as far as the next text.
  void below() {
    std::size_t const begin = check_.line(last_).paragraph + 1;
    for (std::size_t i = begin; i < check_.document.paragraphs.size() && i < begin + 3; ++i) {
      Paragraph const& p = check_.document.paragraphs[i];
      if (!same_container(p)) {
        break;
      }
      if (!p.is_blank()) {
        if (p.format.top_border && i == begin) {
          border(p, p.format.top_border);
        }
        break;
      }
      if (p.format.top_border || p.format.bottom_border) {
        border(p, p.format.top_border ? p.format.top_border : p.format.bottom_border);
        found_.bordered = i;
      }
      if (is_underlined(p)) {
        add(p.text.find('\t') == std::string::npos ? p.text_width(0, p.text.size()).count : 0,
            LineKind::solid);
      }
    }
  }

  Check& check_;
  std::size_t last_;
  Found found_;
};

Words length_words(double text, LineBelow const& wanted) {
  Range const mm{mm_of(static_cast<int>(wanted.min_ratio * text)),
                 mm_of(static_cast<int>(wanted.max_ratio * text)),
                 0};
  return range_words(mm, "mm");
}

// Of a text over several lines both readings are said: that of its last line, and of its longest.
Words wanted_words(TextWidths const& text, LineBelow const& wanted) {
  constexpr double kLonger = 1.05;
  Words const length = length_words(text.last, wanted);
  if (wanted.min_ratio != wanted.max_ratio && text.widest > kLonger * text.last) {
    Words const longest = length_words(text.widest, wanted);
    return {"đường kẻ nét liền dài 1/3 đến 1/2 dòng cuối (" + length.vi + ") hoặc dòng dài nhất (" +
                longest.vi + ")",
            "a solid line of 1/3 to 1/2 of the last line (" + length.en + ") or of the longest (" +
                longest.en + ")"};
  }
  if (wanted.min_ratio == wanted.max_ratio) {
    return {"đường kẻ nét liền dài bằng dòng chữ (" + length.vi + ")",
            "a solid line as long as the text (" + length.en + ")"};
  }
  return {"đường kẻ nét liền dài 1/3 đến 1/2 dòng chữ (" + length.vi + ")",
          "a solid line of 1/3 to 1/2 of the text (" + length.en + ")"};
}

// Below columns that tabs part a line can be typed, when each tab has a stop of its own: it leads
// to the same place in a row of other texts.
bool has_stop_for_each_tab(Paragraph const& p) {
  std::size_t stops = 0;
  for (pugi::xml_node stop : p.node.child(wml::w::pPr).child("w:tabs").children("w:tab")) {
    stops += std::string_view{stop.attribute(wml::w::val).value()} != "clear" ? 1u : 0u;
  }
  auto const tabs = static_cast<std::size_t>(std::count(p.text.begin(), p.text.end(), '\t'));
  return p.setting == Setting::flow && tabs > 0 && tabs == stops &&
         p.text.find('\n') == std::string::npos;
}

int middle_length(double text, LineBelow const& wanted) {
  return static_cast<int>(text * (wanted.min_ratio + wanted.max_ratio) / 2);
}

Repair line_repair(Check& check, std::size_t last, double text, LineBelow const& wanted) {
  Line const& line = check.line(last);
  Paragraph const& p = check.paragraph(last);
  // The last of the lines that breaks part in a cell or box.
  bool const is_last = p.setting != Setting::flow && p.text.find('\t') == std::string::npos &&
                       p.text.find_first_not_of(" \n", line.end) == std::string::npos;
  bool const is_column = line.is_piece && !is_last;
  if (line.is_wild() || (is_column && !has_stop_for_each_tab(p))) {
    return {};
  }
  Repair repair = of_line(Repair::Kind::line_below, line, middle_length(text, wanted));
  repair.end = is_column ? line.end : 0;
  return repair;
}

// A drawn line is where its shape was put, and other text may hang on it: only the border of a
// blank paragraph can be made longer or shorter without asking.
Repair length_repair(Found const& found, double text, LineBelow const& wanted) {
  return found.bordered && found.widths.size() == 1
             ? of_paragraph(Repair::Kind::line_length, *found.bordered, middle_length(text, wanted))
             : Repair{};
}

// The border of a blank paragraph becomes a single line; other things may share what else draws
// one.
Repair stroke_repair(Check& check, Found const& found) {
  if (!found.bordered || found.widths.size() != 1) {
    return {};
  }
  Paragraph const& p = check.document.paragraphs[*found.bordered];
  bool const is_own = static_cast<bool>(p.node.child(wml::w::pPr).child("w:pBdr"));
  return is_own ? of_paragraph(Repair::Kind::line_solid, *found.bordered) : Repair{};
}

// The text, twips, and what is drawn below it, as pages show them.
struct OnPage {
  TextWidths text;
  std::optional<DrawnBelow> drawn;
};

std::optional<OnPage> measured_on_page(Check& check, std::vector<std::size_t> const& lines) {
  if (check.geometry == nullptr || check.geometry->sheets.empty()) {
    return std::nullopt;  // drawn lines are not known
  }
  std::vector<ShownLine> const last = shown_lines(check, lines.back());
  if (last.empty()) {
    return std::nullopt;
  }
  OnPage out;
  out.text.last = twips_of(last.back().width_mm());
  for (std::size_t line : lines) {
    bool const is_of_last = check.line(line).paragraph == check.line(lines.back()).paragraph;
    for (ShownLine const& shown : shown_lines(check, line)) {
      double const width = twips_of(shown.width_mm());
      out.text.widest = std::max(out.text.widest, width);
      if (is_of_last) {
        out.text.widest_of_last_name = std::max(out.text.widest_of_last_name, width);
      }
    }
  }
  out.drawn = drawn_below(check, last.back());
  return out;
}

// The line below one component: what is wanted, what the document holds, what pages show.
class LineBelowCheck {
 public:
  LineBelowCheck(Check& check,
                 std::vector<std::size_t> const& lines,
                 Component component,
                 ComponentSpec const& spec)
      : check_(check),
        last_(lines.back()),
        component_(component),
        spec_(spec),
        found_(LineFinder{check, lines}.find(drawn_lines_of(check, component, lines))),
        text_(text_widths(check, lines)),
        on_page_(measured_on_page(check, lines)) {
    take_page();
  }

  void run() {
    if (!found_.is_there) {
      tell_missing();
    } else if (found_.is_dashed) {
      tell({.found = {"các dấu gạch rời", "a row of dashes"}, .severity = base::Severity::warning});
    } else if (found_.stroke.value_or(LineKind::solid) != LineKind::solid) {
      tell({.found = stroke_words(*found_.stroke),
            .repair = stroke_repair(check_, found_),
            .severity = found_.is_sure ? base::Severity::error : base::Severity::warning});
    } else if (check_.document.is_template) {
      return;  // the engine still has to give the line its length
    } else if (on_page_ && !on_page_->drawn) {
      // A shape that stands elsewhere, or one that the layout program does not draw.
      tell({.found = {"không có nét kẻ ngay dưới dòng chữ trên trang",
                      "none right below the text on the page"},
            .severity = base::Severity::warning});
    } else {
      check_length();
      check_middle();
    }
  }

 private:
  // What is measured holds against what is computed from the document.
  void take_page() {
    if (!on_page_) {
      return;
    }
    text_ = on_page_->text;
    if (on_page_->drawn && on_page_->drawn->is_underline) {
      found_.is_underline = true;
      on_page_->drawn.reset();
    }
    if (on_page_->drawn) {
      found_.is_there = true;
      found_.is_sure = true;
      found_.widths = {static_cast<int>(std::lround(twips_of(on_page_->drawn->length_mm)))};
    }
  }

  void tell(Check::Told told) {
    told.about = {std::string{component_name(component_, base::Language::vi)} + ", đường kẻ dưới",
                  std::string{component_name(component_, base::Language::en)} + ", line below"};
    if (told.expected.vi.empty()) {
      told.expected = wanted_words(text_, spec_.line_below);
    }
    told.component = component_;
    told.confidence = spec_.confidence;
    told.clause = &spec_.clause;
    check_.at_line(last_, std::move(told));
  }

  void tell_missing() {
    bool const underlined = found_.is_underline;
    tell({.found = underlined ? Words{"chữ gạch chân", "underlined text"}
                              : Words{"không có đường kẻ", "none"},
          .repair = line_repair(check_, last_, text_.last, spec_.line_below),
          .severity = underlined ? base::Severity::warning : base::Severity::error});
  }

  void check_length() {
    if (found_.widths.empty() || text_.last <= 0) {
      return;
    }
    double best = std::numeric_limits<double>::max();
    int nearest = 0;
    for (int width : found_.widths) {
      double const off = length_miss(width, text_, spec_.line_below);
      if (off < best) {
        best = off;
        nearest = width;
      }
    }
    if (best > 0) {
      tell({.found = number_words(mm_of(nearest), "mm"),
            .repair = length_repair(found_, text_.last, spec_.line_below),
            .severity = found_.is_sure ? base::Severity::error : base::Severity::warning});
    }
  }

  // Lines that are drawn by hand are never quite in the middle: what the eye sees is told.
  void check_middle() {
    constexpr double kOffMm = 1.5;
    constexpr double kOffShare = 0.03;  // of the text
    double const text_mm = mm_of(static_cast<int>(text_.last));
    double const off = on_page_ ? on_page_->drawn->off_centre_mm : 0;
    if (std::abs(off) <= std::max(kOffMm, kOffShare * text_mm)) {
      return;
    }
    Words const by = number_words(std::abs(off), "mm");
    tell({.expected = {"đường kẻ ở giữa, dưới dòng chữ", "a line centred below the text"},
          .found = {"lệch " + by.vi + (off < 0 ? " sang trái" : " sang phải"),
                    by.en + (off < 0 ? " to the left" : " to the right")}});
  }

  Check& check_;
  std::size_t last_;
  Component component_;
  ComponentSpec const& spec_;
  Found found_;
  TextWidths text_;
  std::optional<OnPage> on_page_;
};

}  // namespace

bool has_line_above(std::vector<Paragraph> const& paragraphs, std::size_t index, std::size_t most) {
  bool has_line = static_cast<bool>(paragraphs[index].format.top_border);
  for (std::size_t i = index; i > 0 && index - i < most && !has_line; --i) {
    Paragraph const& above = paragraphs[i - 1];
    bool const is_typed =
        !above.is_blank() && above.text.find_first_not_of("_ \t") == std::string::npos;
    has_line =
        above.format.bottom_border || above.format.top_border || !above.lines.empty() || is_typed;
    if (!above.is_blank()) {
      break;
    }
  }
  return has_line;
}

void check_line_below(Check& check, std::vector<std::size_t> const& lines, Component component) {
  ComponentSpec const* const spec = check.spec(component);
  if (spec != nullptr && spec->line_below.required && !lines.empty()) {
    LineBelowCheck{check, lines, component, *spec}.run();
  }
}

}  // namespace thethuc::rules

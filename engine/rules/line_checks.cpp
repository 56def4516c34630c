// The lines below motto, body's name and summary: drawn, typed, or the border of a paragraph or
// cell. How they are made is free (ND 30/2020 does not say); how long they are is not. Where pages
// are known they are measured there, else computed from the document.

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "base/font_metrics.h"
#include "base/text.h"
#include "rules/check_context.h"
#include "rules/measured.h"
#include "rules/words.h"
#include "wml/names.h"
#include "wml/structure.h"

namespace thethuc::rules {

using base::Words;

namespace {

constexpr double kTolerance = 0.10;  // of the length

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
};

std::vector<base::TextSpan> spans_of(Paragraph const& p, std::size_t begin, std::size_t end) {
  std::vector<base::TextSpan> out;
  for (Span const& span : p.spans) {
    std::size_t const from = std::max(span.begin, begin);
    std::size_t const to = std::min(span.end, end);
    if (from < to) {
      out.push_back({std::string_view{p.text}.substr(from, to - from),
                     {span.format.bold, span.format.italic},
                     span.format.size});
    }
  }
  return out;
}

base::LineWidths widths_of(Check& check, std::size_t index) {
  Paragraph const& p = check.paragraph(index);
  Line const& line = check.line(index);
  base::Twips const available = check.document.available_width(p) - p.format.left - p.format.right;
  std::vector<base::TextSpan> const spans = spans_of(p, line.begin, line.end);
  bool const is_known = available.count > 0;
  return base::line_widths(spans, is_known ? available : base::Twips{1'000'000});
}

class LineFinder {
 public:
  LineFinder(Check& check, std::vector<std::size_t> const& lines)
      : check_(check), first_(lines.front()), last_(lines.back()) {}

  Found find() {
    Paragraph const& home = check_.paragraph(last_);
    underline();
    typed();
    if (home.format.bottom_border && !check_.line(last_).is_piece) {
      border(home);
    }
    below();
    anchored();
    cell_border();
    if (!found_.is_there) {
      loose();
    }
    return found_;
  }

 private:
  void add(int width) {
    found_.is_there = true;
    if (width > 0) {
      found_.widths.push_back(width);
    }
  }

  void border(Paragraph const& p) {
    add(check_.document.available_width(p).count - p.format.left.count - p.format.right.count);
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
    for (std::size_t i = last_ + 1; i < check_.recognised.lines.size() && i <= last_ + 3; ++i) {
      Line const& line = check_.line(i);
      bool const is_column = line.is_piece && home.setting == Setting::flow;
      if (!line.is_rule) {
        if (!is_column) {
          return;
        }
        continue;
      }
      if (!same_container(check_.paragraph(i)) || (is_column && !same_side(i))) {
        continue;
      }
      found_.is_dashed = line.text.find('-') != std::string::npos;
      Paragraph const& p = check_.paragraph(i);
      add(p.text_width(line.begin, line.end).count);
      return;
    }
  }

  // In a header that is made with tabs, the first piece of a row is the left column.
  bool same_side(std::size_t i) const {
    auto const is_first = [&](std::size_t index) {
      Line const& line = check_.line(index);
      std::string const& text = check_.paragraph(index).text;
      return text.find_first_not_of(" \t") >= line.begin;
    };
    return is_first(i) == is_first(last_);
  }

  // Blank paragraphs below with a border or a shape, as far as the next text.
  void below() {
    std::size_t const begin = check_.line(last_).paragraph + 1;
    for (std::size_t i = begin; i < check_.document.paragraphs.size() && i < begin + 3; ++i) {
      Paragraph const& p = check_.document.paragraphs[i];
      if (!same_container(p)) {
        break;
      }
      if (!p.is_blank()) {
        if (p.format.top_border && i == begin) {
          border(p);
        }
        for (DrawnLine const& drawn : p.lines) {
          add(drawn.width_twips);
        }
        break;
      }
      if (p.format.top_border || p.format.bottom_border) {
        border(p);
        found_.bordered = i;
      }
      for (DrawnLine const& drawn : p.lines) {
        add(drawn.width_twips);
      }
    }
  }

  // Shapes that hang in the component's own lines, or elsewhere in its cell.
  void anchored() {
    for (std::size_t i = check_.line(first_).paragraph; i <= check_.line(last_).paragraph; ++i) {
      for (DrawnLine const& drawn : check_.document.paragraphs[i].lines) {
        add(drawn.width_twips);
      }
    }
    if (check_.paragraph(last_).setting != Setting::table || found_.is_there) {
      return;
    }
    for (Paragraph const& p : check_.document.paragraphs) {
      if (!same_container(p)) {
        continue;
      }
      for (DrawnLine const& drawn : p.lines) {
        add(drawn.width_twips);
        found_.is_sure = false;
      }
    }
  }

  void cell_border() {
    pugi::xml_node const cell = wml::enclosing(check_.paragraph(last_).node, wml::w::tc);
    pugi::xml_node const bottom = cell.child(wml::w::tcPr).child("w:tcBorders").child("w:bottom");
    std::string_view const kind = bottom.attribute(wml::w::val).value();
    if (!found_.is_there && bottom && kind != "nil" && kind != "none") {
      add(0);
    }
  }

  // A shape may hang anywhere in the header and be placed by its position alone: any of them
  // counts.
  void loose() {
    std::size_t const end = std::min<std::size_t>(check_.document.paragraphs.size(), 40);
    for (std::size_t i = 0; i < end; ++i) {
      for (DrawnLine const& drawn : check_.document.paragraphs[i].lines) {
        add(drawn.width_twips);
        found_.is_sure = false;
      }
    }
  }

  Check& check_;
  std::size_t first_;
  std::size_t last_;
  Found found_;
};

// How far a width is from what is wanted: 0 when it is within, else the factor.
double miss(double width, double text, LineBelow const& wanted) {
  if (wanted.max_ratio <= 0 || text <= 0) {
    return 0;
  }
  double const low = wanted.min_ratio * (1 - kTolerance) * text;
  double const high = wanted.max_ratio * (1 + kTolerance) * text;
  return width < low ? low / std::max(width, 1.0) - 1 : width > high ? width / high - 1 : 0;
}

Words wanted_words(double text, LineBelow const& wanted) {
  Range const mm{mm_of(static_cast<int>(wanted.min_ratio * text)),
                 mm_of(static_cast<int>(wanted.max_ratio * text)),
                 0};
  Words const length = range_words(mm, "mm");
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

// The text and what is drawn below it as pages show them; twips.
struct OnPage {
  double last_width = 0;  // of the last line of the text
  double widest = 0;
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
  out.last_width = twips_of(last.back().width_mm());
  for (std::size_t line : lines) {
    for (ShownLine const& shown : shown_lines(check, line)) {
      out.widest = std::max(out.widest, twips_of(shown.width_mm()));
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
        found_(LineFinder{check, lines}.find()),
        on_page_(measured_on_page(check, lines)) {
    base::LineWidths const text = widths_of(check, last_);
    last_width_ = text.last.count;
    widest_ = text.widest.count;
    for (std::size_t line : lines) {
      widest_ = std::max(widest_, static_cast<double>(widths_of(check, line).widest.count));
    }
    take_page();
  }

  void run() {
    if (!found_.is_there) {
      tell_missing();
    } else if (found_.is_dashed) {
      tell({.found = {"các dấu gạch rời", "a row of dashes"}, .severity = base::Severity::warning});
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
    last_width_ = on_page_->last_width;
    widest_ = on_page_->widest;
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
      told.expected = wanted_words(last_width_, spec_.line_below);
    }
    told.component = component_;
    told.confidence = spec_.confidence;
    check_.at_line(last_, std::move(told));
  }

  void tell_missing() {
    bool const underlined = found_.is_underline;
    tell({.found = underlined ? Words{"chữ gạch chân", "underlined text"}
                              : Words{"không có đường kẻ", "none"},
          .repair = line_repair(check_, last_, last_width_, spec_.line_below),
          .severity = underlined ? base::Severity::warning : base::Severity::error});
  }

  void check_length() {
    if (found_.widths.empty() || last_width_ <= 0) {
      return;
    }
    // Of the whole text or of its last line: both readings are in use.
    double best = std::numeric_limits<double>::max();
    int nearest = 0;
    for (int width : found_.widths) {
      double const off = std::min(miss(width, last_width_, spec_.line_below),
                                  miss(width, widest_, spec_.line_below));
      if (off < best) {
        best = off;
        nearest = width;
      }
    }
    if (best > 0) {
      tell({.found = number_words(mm_of(nearest), "mm"),
            .repair = length_repair(found_, last_width_, spec_.line_below),
            .severity = found_.is_sure ? base::Severity::error : base::Severity::warning});
    }
  }

  // Lines that are drawn by hand are never quite in the middle: what the eye sees is told.
  void check_middle() {
    constexpr double kOffMm = 1.5;
    constexpr double kOffShare = 0.03;  // of the text
    double const text_mm = mm_of(static_cast<int>(last_width_));
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
  std::optional<OnPage> on_page_;
  double last_width_ = 0;
  double widest_ = 0;
};

}  // namespace

void check_line_below(Check& check, std::vector<std::size_t> const& lines, Component component) {
  ComponentSpec const* const spec = check.spec(component);
  if (spec != nullptr && spec->line_below.required && !lines.empty()) {
    LineBelowCheck{check, lines, component, *spec}.run();
  }
}

}  // namespace thethuc::rules

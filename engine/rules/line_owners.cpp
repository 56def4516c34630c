#include "rules/line_owners.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "base/font_metrics.h"
#include "wml/measures.h"
#include "wml/names.h"
#include "wml/structure.h"

namespace thethuc::rules {
namespace {

constexpr double kTolerance = 0.10;  // of the length

std::vector<base::TextSpan> spans_of(Paragraph const& p, std::size_t begin, std::size_t end) {
  std::vector<base::TextSpan> out;
  for (Span const& span : p.spans) {
    std::size_t const from = std::max(span.begin, begin);
    std::size_t const to = std::min(span.end, end);
    if (from < to) {
      out.push_back({std::string_view{p.displayed()}.substr(from, to - from),
                     {span.format.bold, span.format.italic},
                     span.format.size});
    }
  }
  return out;
}

base::Twips spacing_of(Paragraph const& p, std::size_t begin, std::size_t end) {
  base::Twips plain{};
  for (base::TextSpan const& span : spans_of(p, begin, end)) {
    plain = plain + base::text_width(span.text, span.face, span.size);
  }
  return p.text_width(begin, end) - plain;
}

base::LineWidths widths_of(Check& check, std::size_t index) {
  Paragraph const& p = check.paragraph(index);
  Line const& line = check.line(index);
  base::Twips const available = check.document.available_width(p) - p.format.left - p.format.right;
  std::vector<base::TextSpan> const spans = spans_of(p, line.begin, line.end);
  bool const is_known = available.count > 0;
  // What closer characters take away, of a text that stands on one line.
  base::Twips const closer = spacing_of(p, line.begin, line.end);
  base::LineWidths widths =
      base::line_widths(spans, is_known ? available - closer : base::Twips{1'000'000});
  if (widths.last == widths.widest && widths.last.count > 0) {
    widths.widest = widths.last = widths.last + closer;
  }
  return widths;
}

double miss(double width, double text, LineBelow const& wanted) {
  if (wanted.max_ratio <= 0 || text <= 0) {
    return 0;
  }
  double const low = wanted.min_ratio * (1 - kTolerance) * text;
  double const high = wanted.max_ratio * (1 + kTolerance) * text;
  return width < low ? low / std::max(width, 1.0) - 1 : width > high ? width / high - 1 : 0;
}

// A stretch across the page, in twips from the left edge of its text.
struct Stretch {
  int left = 0;
  int right = 0;
  bool holds(int at) const {
    constexpr int kSlack = 150;  // tables hang over the text a little
    return at >= left - kSlack && at <= right + kSlack;
  }
};

// A component that asks for a line.
struct Asker {
  Component component = Component::khac;
  std::vector<std::size_t> lines;
  LineBelow wanted;
  TextWidths text;
  std::optional<Stretch> column;  // that it stands in; nullopt: not known
  bool is_title = false;          // stands below the header
};

// How well a shape goes with a component, best first.
enum class Bond { own, same_cell, same_column, same_part, none };

struct Shape {
  std::size_t paragraph = 0;
  int width = 0;
  LineKind stroke = LineKind::solid;
  std::optional<int> centre;         // twips from the left edge of the text
  std::vector<Bond> bonds;           // to each asker
  std::optional<std::size_t> owner;  // of the askers
};

class Owners {
 public:
  explicit Owners(Check& check) : check_(check) {}

  // `first`: the component that is asked for, with its lines.
  std::vector<OwnedLine> of(Component component, std::vector<std::size_t> const& lines) {
    ask(component, lines);
    Recognised const& r = check_.recognised;
    if (r.tieu_ngu) {
      ask(Component::tieu_ngu, {*r.tieu_ngu});
    }
    if (r.tieu_de_dang) {
      ask(Component::tieu_de_dang, {*r.tieu_de_dang});
    }
    ask(Component::co_quan_ban_hanh, r.ban_hanh);
    ask(Component::trich_yeu, r.trich_yeu);
    find_shapes();
    for (Shape& shape : shapes_) {
      give(shape);
    }
    share_surplus();
    std::vector<OwnedLine> out;
    for (Shape const& shape : shapes_) {
      if (shape.owner == std::size_t{0}) {
        out.push_back({shape.width, shape.stroke, shape.bonds[0] <= Bond::own});
      }
    }
    return out;
  }

 private:
  void ask(Component component, std::vector<std::size_t> const& lines) {
    ComponentSpec const* const spec = check_.spec(component);
    bool const is_known = std::any_of(
        askers_.begin(), askers_.end(), [&](Asker const& a) { return a.component == component; });
    if (lines.empty() || spec == nullptr || !spec->line_below.required || is_known) {
      return;
    }
    bool const is_title = component == Component::trich_yeu;
    askers_.push_back({component,
                       lines,
                       spec->line_below,
                       text_widths(check_, lines),
                       column_of(lines.back()),
                       is_title});
  }

  Section const& section_of(Paragraph const& p) const {
    return check_.document.sections[static_cast<std::size_t>(p.section)];
  }
  int text_width(Paragraph const& p) const {
    Section const& s = section_of(p);
    return s.width_twips - s.left - s.right - s.gutter;
  }

  // Where the cell of a paragraph begins, from the left edge of the text; nullopt in nested tables.
  std::optional<int> cell_left(Paragraph const& p) const {
    Table const& table = check_.document.tables[static_cast<std::size_t>(p.table)];
    if (table.depth > 1) {
      return std::nullopt;
    }
    int left = wml::twips_of(table.node.child("w:tblPr").child("w:tblInd").attribute("w:w"), 0);
    int column = 0;
    for (pugi::xml_node grid : table.node.child("w:tblGrid").children("w:gridCol")) {
      if (column++ >= p.column) {
        break;
      }
      left += wml::twips_of(grid.attribute("w:w"), 0);
    }
    return left;
  }

  std::optional<Stretch> column_of(std::size_t line) const {
    Paragraph const& p = check_.paragraph(line);
    if (p.setting == Setting::table) {
      std::optional<int> const left = cell_left(p);
      int const width = check_.document.available_width(p).count;
      return left && width > 0 ? std::optional{Stretch{*left, *left + width}} : std::nullopt;
    }
    if (p.setting != Setting::flow) {
      return std::nullopt;
    }
    int const width = text_width(p);
    if (!check_.line(line).is_piece || p.text.find('\t') == std::string::npos) {
      return Stretch{0, width};
    }
    // Columns that tabs part.
    bool const is_first = p.text.find_first_not_of(" \t") >= check_.line(line).begin;
    return is_first ? Stretch{0, width / 2} : Stretch{width / 2, width};
  }

  std::optional<int> centre_of(Paragraph const& p, DrawnLine const& drawn) const {
    Section const& section = section_of(p);
    int const text = text_width(p);
    switch (drawn.from) {
      case DrawnLine::From::unknown:
        break;
      case DrawnLine::From::margin:
        return drawn.is_centred ? text / 2 : drawn.centre_twips;
      case DrawnLine::From::page:
        return (drawn.is_centred ? section.width_twips / 2 : drawn.centre_twips) - section.left;
      case DrawnLine::From::column:
        if (p.setting == Setting::flow) {
          return drawn.is_centred ? text / 2 : drawn.centre_twips;
        }
        if (p.setting == Setting::table) {
          std::optional<int> const left = cell_left(p);
          int const width = check_.document.available_width(p).count;
          return left ? std::optional{*left + (drawn.is_centred ? width / 2 : drawn.centre_twips)}
                      : std::nullopt;
        }
        break;
    }
    return std::nullopt;
  }

  // Those of the header and title: in their lines, between them, and just below.
  void find_shapes() {
    std::size_t end = 0;
    for (Asker const& asker : askers_) {
      end = std::max(end, check_.line(asker.lines.back()).paragraph + 4);
    }
    if (check_.recognised.so_ky_hieu) {
      end = std::max(end, check_.line(*check_.recognised.so_ky_hieu).paragraph + 1);
    }
    end = std::min(end, check_.document.paragraphs.size());
    for (std::size_t i = 0; i < end; ++i) {
      Paragraph const& p = check_.document.paragraphs[i];
      for (DrawnLine const& drawn : p.lines) {
        Shape shape{i, drawn.width_twips, drawn.stroke, centre_of(p, drawn), {}, std::nullopt};
        for (Asker const& asker : askers_) {
          shape.bonds.push_back(bond(shape, asker));
        }
        shapes_.push_back(std::move(shape));
      }
    }
  }

  Bond bond(Shape const& shape, Asker const& asker) const {
    bool const knows_both = shape.centre && asker.column;
    if (knows_both && !asker.column->holds(*shape.centre)) {
      return Bond::none;
    }
    Paragraph const& p = check_.document.paragraphs[shape.paragraph];
    Paragraph const& home = check_.paragraph(asker.lines.back());
    bool const in_same_cell = p.container == home.container && p.setting == home.setting;
    if (in_same_cell && is_near(shape.paragraph, asker)) {
      return Bond::own;
    }
    if (in_same_cell && p.setting != Setting::flow) {
      return Bond::same_cell;
    }
    bool const is_in_title = check_.recognised.ten_loai && p.setting == Setting::flow &&
                             shape.paragraph >= check_.line(*check_.recognised.ten_loai).paragraph;
    if (is_in_title != asker.is_title) {
      return Bond::none;
    }
    return knows_both ? Bond::same_column : Bond::same_part;
  }

  // In the component's own paragraphs, or below them as far as the next text.
  bool is_near(std::size_t paragraph, Asker const& asker) const {
    std::size_t const first = check_.line(asker.lines.front()).paragraph;
    std::size_t const last = check_.line(asker.lines.back()).paragraph;
    if (paragraph < first || paragraph > last + 3) {
      return false;
    }
    for (std::size_t i = last + 1; i < paragraph; ++i) {
      if (!check_.document.paragraphs[i].is_blank()) {
        return false;
      }
    }
    return true;
  }

  double miss_of(Shape const& shape, std::size_t asker) const {
    return length_miss(shape.width, askers_[asker].text, askers_[asker].wanted);
  }

  void give(Shape& shape) {
    for (std::size_t a = 0; a < askers_.size(); ++a) {
      if (shape.bonds[a] == Bond::none) {
        continue;
      }
      bool const is_better = !shape.owner || shape.bonds[a] < shape.bonds[*shape.owner] ||
                             (shape.bonds[a] == shape.bonds[*shape.owner] &&
                              miss_of(shape, a) < miss_of(shape, *shape.owner));
      if (is_better) {
        shape.owner = a;
      }
    }
  }

  std::size_t count_of(std::size_t asker) const {
    return static_cast<std::size_t>(
        std::count_if(shapes_.begin(), shapes_.end(), [&](auto& s) { return s.owner == asker; }));
  }

  // All of them may hang on one paragraph: who has more than one line gives to who has none the one
  // that is long enough there.
  void share_surplus() {
    for (std::size_t a = 0; a < askers_.size(); ++a) {
      if (count_of(a) > 0) {
        continue;
      }
      for (Shape& shape : shapes_) {
        bool const is_free = !shape.owner || (count_of(*shape.owner) > 1 && !is_best(shape));
        if (is_free && miss_of(shape, a) == 0 && may_show_below(shape, askers_[a])) {
          shape.owner = a;
          break;
        }
      }
    }
  }

  bool is_best(Shape const& shape) const {
    std::size_t const owner = *shape.owner;
    for (Shape const& other : shapes_) {
      if (&other != &shape && other.owner == owner &&
          (miss_of(other, owner) < miss_of(shape, owner) ||
           (miss_of(other, owner) == miss_of(shape, owner) && &other < &shape))) {
        return false;
      }
    }
    return true;
  }
  static bool may_show_below(Shape const& shape, Asker const& asker) {
    return !shape.centre || !asker.column || asker.column->holds(*shape.centre);
  }

  Check& check_;
  std::vector<Asker> askers_;
  std::vector<Shape> shapes_;
};

}  // namespace

TextWidths text_widths(Check& check, std::vector<std::size_t> const& lines) {
  TextWidths out;
  for (std::size_t line : lines) {
    base::LineWidths const widths = widths_of(check, line);
    double const width = widths.widest.count;
    out.widest = std::max(out.widest, width);
    if (check.line(line).paragraph == check.line(lines.back()).paragraph) {
      out.widest_of_last_name = std::max(out.widest_of_last_name, width);
    }
    out.last = widths.last.count;
  }
  return out;
}

double length_miss(double length, TextWidths const& text, LineBelow const& wanted) {
  return std::min({miss(length, text.last, wanted),
                   miss(length, text.widest_of_last_name, wanted),
                   miss(length, text.widest, wanted)});
}

std::vector<OwnedLine> drawn_lines_of(Check& check,
                                      Component component,
                                      std::vector<std::size_t> const& lines) {
  return Owners{check}.of(component, lines);
}

}  // namespace thethuc::rules

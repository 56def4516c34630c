#include "review/geometry_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <vector>

#include <fmt/format.h>

#include "review/change.h"

namespace thethuc::review {

namespace {

using base::Geometry;

constexpr double kMmPerPoint = 25.4 / 72;

std::string number(double value) {
  return number_text(value, 1).en;
}

std::string family(std::string const& font) {
  return font.substr(0, font.find('-'));
}

std::string font_name(std::string const& family, bool bold, bool italic) {
  std::string const style = std::string{bold ? "Bold" : ""} + (italic ? "Italic" : "");
  return style.empty() ? family : family + "-" + style;
}

class Writer {
 public:
  explicit Writer(Geometry const& geometry) : geometry_(geometry) {}

  std::string write() {
    for (Geometry::Sheet const& sheet : geometry_.sheets) {
      put("= {} {} {}", sheet.page, number(sheet.width_mm), number(sheet.height_mm));
      lines(sheet.page);
      for (; rule_ < geometry_.rules.size() && geometry_.rules[rule_].page == sheet.page; ++rule_) {
        Geometry::Rule const& r = geometry_.rules[rule_];
        put("- {} {} {} {} {}",
            number(r.from_x_mm),
            number(r.from_y_mm),
            number(r.to_x_mm),
            number(r.to_y_mm),
            number(r.thickness_mm));
      }
      for (;
           picture_ < geometry_.pictures.size() && geometry_.pictures[picture_].page == sheet.page;
           ++picture_) {
        Geometry::Picture const& p = geometry_.pictures[picture_];
        put("# {} {} {} {}",
            number(p.left_mm),
            number(p.top_mm),
            number(p.width_mm),
            number(p.height_mm));
      }
    }
    return std::move(out_);
  }

 private:
  template <class... Arguments>
  void put(fmt::format_string<Arguments...> form, Arguments&&... arguments) {
    fmt::format_to(std::back_inserter(out_), form, std::forward<Arguments>(arguments)...);
    out_ += '\n';
  }

  // Lines hold no runs but their text, which is that of their runs with spaces between some.
  void lines(int page) {
    for (; run_ < geometry_.runs.size() && geometry_.runs[run_].page == page; ++run_) {
      std::string const& text = geometry_.runs[run_].text;
      char const* mark = "";
      if (rest_.starts_with(text) && !text.empty()) {
        mark = "+";
      } else if (!rest_.empty() && rest_.front() == ' ' && rest_.substr(1).starts_with(text)) {
        mark = "~";
        rest_.remove_prefix(1);
      } else {
        rest_ = line_ < geometry_.lines.size() && geometry_.lines[line_].text.starts_with(text)
                    ? std::string_view{geometry_.lines[line_++].text}
                    : std::string_view{text};
      }
      rest_.remove_prefix(text.size());
      run(geometry_.runs[run_], mark);
    }
  }

  void run(Geometry::Run const& run, char const* mark) {
    if (family(run.font) != family_) {
      family_ = family(run.font);
      put("@ {}", family_);
    }
    put("{}{}{}{} {} {} {} {}",
        mark,
        number(run.size_pt),
        run.bold ? "b" : "",
        run.italic ? "i" : "",
        number(run.left_mm),
        number(run.baseline_mm),
        number(run.width_mm),
        run.text);
  }

  Geometry const& geometry_;
  std::string out_;
  std::string family_;
  std::string_view rest_;  // of the text of the line that has begun
  std::size_t run_ = 0;
  std::size_t line_ = 0;
  std::size_t rule_ = 0;
  std::size_t picture_ = 0;
};

// "13bi" and the like: a number, then a style.
bool read_number(std::string_view& text, double& value) {
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{}) {
    return false;
  }
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return true;
}

bool read_numbers(std::string_view& text, std::initializer_list<double*> values) {
  for (double* value : values) {
    while (!text.empty() && text.front() == ' ') {
      text.remove_prefix(1);
    }
    if (!read_number(text, *value)) {
      return false;
    }
  }
  return true;
}

class Reader {
 public:
  std::optional<Geometry> read(std::string_view text) {
    while (!text.empty()) {
      std::string_view const line = text.substr(0, text.find('\n'));
      text.remove_prefix(std::min(line.size() + 1, text.size()));
      if (!line.empty() && !record(line)) {
        return std::nullopt;
      }
    }
    return std::move(out_);
  }

 private:
  bool record(std::string_view line) {
    char const kind = line.front();
    std::string_view rest = line.substr(1);
    switch (kind) {
      case '=':
        return sheet(rest);
      case '@':
        family_ = rest.substr(std::min<std::size_t>(1, rest.size()));
        return true;
      case '-': {
        Geometry::Rule r{out_.pages, 0, 0, 0, 0, 0};
        bool const good = read_numbers(
            rest, {&r.from_x_mm, &r.from_y_mm, &r.to_x_mm, &r.to_y_mm, &r.thickness_mm});
        out_.rules.push_back(r);
        return good;
      }
      case '#': {
        Geometry::Picture p{out_.pages, 0, 0, 0, 0};
        bool const good = read_numbers(rest, {&p.left_mm, &p.top_mm, &p.width_mm, &p.height_mm});
        out_.pictures.push_back(p);
        return good;
      }
      case '+':
      case '~':
        return run(rest, kind);
      default:
        return run(line, '\0');
    }
  }

  bool sheet(std::string_view rest) {
    double page = 0;
    Geometry::Sheet sheet;
    if (!read_numbers(rest, {&page, &sheet.width_mm, &sheet.height_mm})) {
      return false;
    }
    sheet.page = static_cast<int>(page);
    out_.pages = sheet.page;
    out_.sheets.push_back(sheet);
    return true;
  }

  bool run(std::string_view rest, char kind) {
    Geometry::Run run;
    run.page = out_.pages;
    if (!read_number(rest, run.size_pt)) {
      return false;
    }
    while (!rest.empty() && rest.front() != ' ') {
      (rest.front() == 'b' ? run.bold : run.italic) = true;
      rest.remove_prefix(1);
    }
    if (!read_numbers(rest, {&run.left_mm, &run.baseline_mm, &run.width_mm}) || rest.empty()) {
      return false;
    }
    run.text = rest.substr(1);
    run.font = font_name(family_, run.bold, run.italic);
    if (kind == '\0' || out_.lines.empty()) {
      double const letter = run.size_pt * kMmPerPoint;
      out_.lines.push_back(
          {run.page, run.left_mm, run.baseline_mm - letter, run.width_mm, letter, run.text});
    } else {
      Geometry::Line& line = out_.lines.back();
      line.text += (kind == '~' ? " " : "") + run.text;
      line.width_mm = run.left_mm + run.width_mm - line.left_mm;
    }
    out_.runs.push_back(std::move(run));
    return true;
  }

  Geometry out_;
  std::string family_ = "LiberationSerif";
};

}  // namespace

std::string to_text(base::Geometry const& geometry) {
  return Writer{geometry}.write();
}

std::optional<base::Geometry> geometry_from_text(std::string_view text) {
  return Reader{}.read(text);
}

}  // namespace thethuc::review

// Characters of a page → runs of one font, size and baseline → lines.

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <string_view>

#include "base/text.h"
#include "convert/pdf_reader.h"

namespace thethuc::convert {

namespace {

constexpr double kMmPerPoint = PageFrame::kMmPerPoint;
constexpr double kSameSize = 0.05;      // points
constexpr double kSameBaseline = 0.05;  // millimetres
// Of the size of the letters: a wider gap is no space, even of a justified line.
constexpr double kWidestSpace = 1.2;
// Where no space is written: a wider gap parts two texts, those of cells that stand close together.
constexpr double kWidestGap = 0.4;
constexpr double kLeastSpace = 0.1;
constexpr double kOneLine = 0.35;      // how far baselines in one line may lie apart: note marks
constexpr double kWidestInLine = 2.0;  // a tab in a line; columns of a table are other lines
constexpr int kItalicFlag = 1 << 6;    // ISO 32000-1, 9.8.2
constexpr int kForceBoldFlag = 1 << 18;

struct Character {
  char32_t code = 0;
  std::string font;
  int flags = 0;
  double size = 0;
  double x_mm = 0;
  double right_mm = 0;
  double baseline_mm = 0;
};

// "BAAAAA+LiberationSerif-Bold" → "LiberationSerif-Bold" (ISO 32000-1, 9.6.4).
std::string_view without_subset_mark(std::string_view font) {
  constexpr std::size_t kMark = 6;
  return font.size() > kMark && font[kMark] == '+' ? font.substr(kMark + 1) : font;
}

class Characters {
 public:
  Characters(Pdfium const& library, Pdfium::Page* page, PageFrame const& frame)
      : library_(library), frame_(frame), text_(library.FPDFText_LoadPage(page)) {}
  ~Characters() {
    if (text_ != nullptr) {
      library_.FPDFText_ClosePage(text_);
    }
  }
  Characters(Characters const&) = delete;
  Characters& operator=(Characters const&) = delete;

  int count() const { return text_ == nullptr ? 0 : library_.FPDFText_CountChars(text_); }

  // Advances `index`. False for what PDFium invents (ends of lines) and for what does not show. A
  // space without a font is one that PDFium tells for a gap, be it a no-break space or none at all.
  bool next(int& index, Character& c) const {
    int const at = index++;
    c.code = library_.FPDFText_GetUnicode(text_, at);
    if (c.code >= 0xD800 && c.code < 0xDC00 && index < count()) {
      char32_t const low = library_.FPDFText_GetUnicode(text_, index);
      if (low >= 0xDC00 && low < 0xE000) {
        c.code = 0x10000 + ((c.code - 0xD800) << 10) + (low - 0xDC00);
        ++index;
      }
    }
    // What PDFium tells instead of a hyphen at the end of a line, be it a hyphen of the text or one
    // of a word that is parted there: it shows as any other.
    if (c.code == 0x02 || c.code == 0xFFFE) {
      c.code = U'-';
    }
    if (c.code < 0x20 || (c.code >= 0xD800 && c.code < 0xE000)) {
      return false;
    }
    std::array<char, 256> name{};
    auto const length =
        library_.FPDFText_GetFontInfo(text_, at, name.data(), name.size(), &c.flags);
    if (length <= 1 || length > name.size()) {
      return c.code == U' ';
    }
    c.font = without_subset_mark({name.data(), length - 1});
    for (char& letter : c.font) {  // a stranger's PDF may hold anything
      letter = letter > ' ' && letter < 0x7F ? letter : '?';
    }
    place(at, c);
    return true;
  }

 private:
  void place(int at, Character& c) const {
    Pdfium::Matrix matrix{1, 0, 0, 1, 0, 0};
    library_.FPDFText_GetMatrix(text_, at, &matrix);
    c.size =
        library_.FPDFText_GetFontSize(text_, at) * std::hypot(double{matrix.c}, double{matrix.d});
    double x = 0;
    double y = 0;
    library_.FPDFText_GetCharOrigin(text_, at, &x, &y);
    Pdfium::Rectangle box{};
    library_.FPDFText_GetLooseCharBox(text_, at, &box);
    c.x_mm = frame_.x_mm(x);
    c.right_mm = frame_.x_mm(box.right);
    c.baseline_mm = frame_.y_mm(y);
  }

  Pdfium const& library_;
  PageFrame const& frame_;
  Pdfium::TextPage* text_;
};

double right_of(base::Geometry::Run const& run) {
  return run.left_mm + run.width_mm;
}

bool goes_on(base::Geometry::Run const& run, Character const& c, bool space_is_written) {
  double const gap = c.x_mm - right_of(run);
  double const letter = c.size * kMmPerPoint;
  double const widest = space_is_written ? kWidestSpace : kWidestGap;
  return run.font == c.font && std::abs(run.size_pt - c.size) < kSameSize &&
         std::abs(run.baseline_mm - c.baseline_mm) < kSameBaseline &&
         gap > -kWidestSpace * letter && gap < widest * letter;
}

base::Geometry::Run run_of(int page, Character const& c) {
  base::Geometry::Run run;
  run.page = page;
  run.left_mm = c.x_mm;
  run.baseline_mm = c.baseline_mm;
  run.font = c.font;
  run.size_pt = c.size;
  run.bold = c.font.find("Bold") != std::string::npos || (c.flags & kForceBoldFlag) != 0;
  run.italic = c.font.find("Italic") != std::string::npos ||
               c.font.find("Oblique") != std::string::npos || (c.flags & kItalicFlag) != 0;
  return run;
}

// Joins the runs from `first` on into lines. A line's box is that of its letters' size.
void join_lines(base::Geometry& geometry, std::size_t first) {
  double baseline = 0;
  for (std::size_t i = first; i < geometry.runs.size(); ++i) {
    base::Geometry::Run const& run = geometry.runs[i];
    double const letter = run.size_pt * kMmPerPoint;
    double const top = run.baseline_mm - letter;
    if (i > first) {
      base::Geometry::Line& line = geometry.lines.back();
      double const gap = run.left_mm - (line.left_mm + line.width_mm);
      if (std::abs(run.baseline_mm - baseline) < kOneLine * std::max(letter, line.height_mm) &&
          gap > -kLeastSpace * letter && gap < kWidestInLine * letter) {
        line.text += gap > kLeastSpace * letter ? " " : "";
        line.text += run.text;
        line.width_mm = right_of(run) - line.left_mm;
        double const bottom = std::max(line.top_mm + line.height_mm, run.baseline_mm);
        line.top_mm = std::min(line.top_mm, top);
        line.height_mm = bottom - line.top_mm;
        continue;
      }
    }
    baseline = run.baseline_mm;
    geometry.lines.push_back({run.page, run.left_mm, top, run.width_mm, letter, run.text});
  }
}

}  // namespace

void measure_text(Pdfium const& library,
                  Pdfium::Page* page,
                  PageFrame const& frame,
                  int number,
                  base::Geometry& geometry) {
  Characters const characters{library, page, frame};
  std::size_t const first = geometry.runs.size();
  bool after_space = false;
  bool space_is_written = false;
  for (int index = 0; index < characters.count();) {
    Character c;
    if (!characters.next(index, c)) {
      continue;
    }
    if (c.code == U' ' || c.code == 0xA0) {
      after_space = true;
      space_is_written = space_is_written || !c.font.empty();
      continue;
    }
    if (geometry.runs.size() == first || !goes_on(geometry.runs.back(), c, space_is_written)) {
      geometry.runs.push_back(run_of(number, c));
    } else if (after_space) {
      geometry.runs.back().text += ' ';
    }
    after_space = space_is_written = false;
    base::Geometry::Run& run = geometry.runs.back();
    base::append_code_point(run.text, c.code);
    run.width_mm = std::max(run.width_mm, c.right_mm - run.left_mm);
  }
  join_lines(geometry, first);
}

}  // namespace thethuc::convert

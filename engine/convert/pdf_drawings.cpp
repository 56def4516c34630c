// Paths of a page → the straight lines that one sees; pictures → their boxes.

#include <algorithm>
#include <cmath>

#include "convert/pdf_reader.h"

namespace thethuc::convert {

namespace {

constexpr double kMmPerPoint = PageFrame::kMmPerPoint;
constexpr int kPathObject = 2;     // FPDF_PAGEOBJ_PATH
constexpr int kImageObject = 3;    // FPDF_PAGEOBJ_IMAGE
constexpr int kFormObject = 5;     // FPDF_PAGEOBJ_FORM
constexpr int kLineSegment = 0;    // FPDF_SEGMENT_LINETO
constexpr int kMoveSegment = 2;    // FPDF_SEGMENT_MOVETO
constexpr int kMostDepth = 16;     // of forms within each other
constexpr double kShortest = 1.0;  // points; what is shorter is a dot of a dotted line, or a corner
constexpr double kThickest = 3.0;  // points; a filled box that is thicker is no line
constexpr double kLeastRatio = 3;  // of its length to its thickness
constexpr double kSamePlace = 0.1;    // millimetres: borders of neighbouring cells are drawn twice
constexpr unsigned int kPaper = 250;  // as light as the paper: not seen

struct Point {
  double x = 0;
  double y = 0;
};

Pdfium::Matrix product(Pdfium::Matrix const& inner, Pdfium::Matrix const& outer) {
  return {inner.a * outer.a + inner.b * outer.c,
          inner.a * outer.b + inner.b * outer.d,
          inner.c * outer.a + inner.d * outer.c,
          inner.c * outer.b + inner.d * outer.d,
          inner.e * outer.a + inner.f * outer.c + outer.e,
          inner.e * outer.b + inner.f * outer.d + outer.f};
}

Point apply(Pdfium::Matrix const& m, Point p) {
  return {m.a * p.x + m.c * p.y + m.e, m.b * p.x + m.d * p.y + m.f};
}

double scale_of(Pdfium::Matrix const& m) {
  return std::sqrt(std::abs(double{m.a} * m.d - double{m.b} * m.c));
}

class Drawings {
 public:
  Drawings(Pdfium const& library, PageFrame const& frame, int number, base::Geometry& geometry)
      : library_(library),
        frame_(frame),
        number_(number),
        geometry_(geometry),
        first_rule_(geometry.rules.size()) {}

  void add(Pdfium::Object* object, Pdfium::Matrix const& outer, int depth) {
    Pdfium::Matrix own{1, 0, 0, 1, 0, 0};
    library_.FPDFPageObj_GetMatrix(object, &own);
    switch (library_.FPDFPageObj_GetType(object)) {
      case kPathObject:
        add_path(object, product(own, outer));
        break;
      case kImageObject:
        add_picture(product(own, outer));
        break;
      case kFormObject:
        for (int i = 0; depth < kMostDepth && i < library_.FPDFFormObj_CountObjects(object); ++i) {
          if (Pdfium::Object* const inner =
                  library_.FPDFFormObj_GetObject(object, static_cast<Pdfium::Ulong>(i))) {
            add(inner, product(own, outer), depth + 1);
          }
        }
        break;
      default:
        break;
    }
  }

 private:
  void add_path(Pdfium::Object* path, Pdfium::Matrix const& matrix) {
    int fill = 0;
    int stroke = 0;
    library_.FPDFPath_GetDrawMode(path, &fill, &stroke);
    if (stroke != 0) {
      add_strokes(path, matrix);
    } else if (fill != 0 && is_seen(path)) {
      add_thin_box(path, matrix);
    }
  }

  bool is_seen(Pdfium::Object* path) const {
    unsigned int r = 0;
    unsigned int g = 0;
    unsigned int b = 0;
    unsigned int alpha = 255;
    library_.FPDFPageObj_GetFillColor(path, &r, &g, &b, &alpha);
    return alpha != 0 && std::min({r, g, b}) < kPaper;
  }

  // Calls `line(from, to)` for each straight segment; false when there are curves.
  template <class Line>
  bool each_segment(Pdfium::Object* path, Pdfium::Matrix const& matrix, Line line) const {
    Point start;
    Point at;
    bool is_straight = true;
    int const count = library_.FPDFPath_CountSegments(path);
    for (int i = 0; i < count; ++i) {
      Pdfium::Segment* const segment = library_.FPDFPath_GetPathSegment(path, i);
      float x = 0;
      float y = 0;
      library_.FPDFPathSegment_GetPoint(segment, &x, &y);
      Point const to = apply(matrix, {x, y});
      int const type = library_.FPDFPathSegment_GetType(segment);
      if (type == kMoveSegment) {
        start = to;
      } else if (type == kLineSegment) {
        line(at, to);
      } else {
        is_straight = false;
      }
      at = to;
      if (library_.FPDFPathSegment_GetClose(segment) != 0) {
        line(at, start);
        at = start;
      }
    }
    return is_straight;
  }

  void add_strokes(Pdfium::Object* path, Pdfium::Matrix const& matrix) {
    float width = 0;
    library_.FPDFPageObj_GetStrokeWidth(path, &width);
    double const thickness = width * scale_of(matrix);
    each_segment(path, matrix, [&](Point from, Point to) { add_rule(from, to, thickness); });
  }

  // LibreOffice fills the borders of tables and paragraphs as thin boxes.
  void add_thin_box(Pdfium::Object* path, Pdfium::Matrix const& matrix) {
    bool any = false;
    Point low;
    Point high;
    bool const is_straight = each_segment(path, matrix, [&](Point from, Point to) {
      for (Point const& p : {from, to}) {
        low = any ? Point{std::min(low.x, p.x), std::min(low.y, p.y)} : p;
        high = any ? Point{std::max(high.x, p.x), std::max(high.y, p.y)} : p;
        any = true;
      }
    });
    double const width = high.x - low.x;
    double const height = high.y - low.y;
    double const thickness = std::min(width, height);
    if (!is_straight || thickness > kThickest ||
        std::max(width, height) < kLeastRatio * thickness) {
      return;
    }
    if (width >= height) {
      double const y = (low.y + high.y) / 2;
      add_rule({low.x, y}, {high.x, y}, thickness);
    } else {
      double const x = (low.x + high.x) / 2;
      add_rule({x, high.y}, {x, low.y}, thickness);
    }
  }

  void add_rule(Point from, Point to, double thickness) {
    if (std::hypot(to.x - from.x, to.y - from.y) < kShortest) {
      return;
    }
    if (from.x > to.x || (from.x == to.x && from.y < to.y)) {
      std::swap(from, to);
    }
    base::Geometry::Rule const rule{number_,
                                    frame_.x_mm(from.x),
                                    frame_.y_mm(from.y),
                                    frame_.x_mm(to.x),
                                    frame_.y_mm(to.y),
                                    thickness * kMmPerPoint};
    auto const near = [](double a, double b) { return std::abs(a - b) < kSamePlace; };
    // Twice drawn lines follow each other closely; a look at all would be quadratic.
    constexpr std::size_t kBack = 64;
    std::size_t const end = geometry_.rules.size();
    for (std::size_t i = std::max(first_rule_, end > kBack ? end - kBack : 0); i < end; ++i) {
      base::Geometry::Rule const& other = geometry_.rules[i];
      if (near(other.from_x_mm, rule.from_x_mm) && near(other.from_y_mm, rule.from_y_mm) &&
          near(other.to_x_mm, rule.to_x_mm) && near(other.to_y_mm, rule.to_y_mm)) {
        return;
      }
    }
    geometry_.rules.push_back(rule);
  }

  // An image fills the unit square (ISO 32000-1, 8.9.5).
  void add_picture(Pdfium::Matrix const& matrix) {
    double left = matrix.e;
    double right = matrix.e;
    double bottom = matrix.f;
    double top = matrix.f;
    for (Point const corner : {Point{1, 0}, Point{0, 1}, Point{1, 1}}) {
      Point const p = apply(matrix, corner);
      left = std::min(left, p.x);
      right = std::max(right, p.x);
      bottom = std::min(bottom, p.y);
      top = std::max(top, p.y);
    }
    geometry_.pictures.push_back({number_,
                                  frame_.x_mm(left),
                                  frame_.y_mm(top),
                                  (right - left) * kMmPerPoint,
                                  (top - bottom) * kMmPerPoint});
  }

  Pdfium const& library_;
  PageFrame const& frame_;
  int number_;
  base::Geometry& geometry_;
  std::size_t first_rule_;
};

}  // namespace

void measure_drawings(Pdfium const& library,
                      Pdfium::Page* page,
                      PageFrame const& frame,
                      int number,
                      base::Geometry& geometry) {
  Drawings drawings{library, frame, number, geometry};
  int const count = library.FPDFPage_CountObjects(page);
  for (int i = 0; i < count; ++i) {
    if (Pdfium::Object* const object = library.FPDFPage_GetObject(page, i)) {
      drawings.add(object, {1, 0, 0, 1, 0, 0}, 0);
    }
  }
}

}  // namespace thethuc::convert

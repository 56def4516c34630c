#pragma once

// A PDF read by PDFium: pictures of its pages, and what stands where on them. In a worker only. Not
// for other modules.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/geometry.h"
#include "convert/canvas.h"
#include "convert/pdfium.h"

namespace thethuc::convert {

// An open PDF; `bytes` and `library` must outlive it.
class PdfReader {
 public:
  PdfReader(Pdfium const& library, std::string_view bytes);
  ~PdfReader();
  PdfReader(PdfReader const&) = delete;
  PdfReader& operator=(PdfReader const&) = delete;

  // Why it cannot be read; "" when it can. Nothing else may be called then.
  std::string const& problem() const { return problem_; }
  int pages() const;
  // How many pixels a page takes; `page` counts from 0 within this PDF.
  std::size_t pixels_of(int page, double dpi) const;
  // Draws a page; one that is damaged is a single white pixel.
  void draw(int page, double dpi, Canvas& canvas) const;
  // Adds what stands on the page, as page `number` of the document.
  void measure(int page, int number, base::Geometry& geometry) const;

 private:
  Pdfium const& library_;
  Pdfium::Document* document_;
  std::string problem_;
};

// Where the points of a page lie in millimetres from its upper left corner.
struct PageFrame {
  double left = 0;  // of the page in its own coordinates, in points
  double top = 0;
  static constexpr double kMmPerPoint = 25.4 / 72;
  double x_mm(double x) const { return (x - left) * kMmPerPoint; }
  double y_mm(double y) const { return (top - y) * kMmPerPoint; }
};

void measure_text(Pdfium const& library,
                  Pdfium::Page* page,
                  PageFrame const& frame,
                  int number,
                  base::Geometry& geometry);
void measure_drawings(Pdfium const& library,
                      Pdfium::Page* page,
                      PageFrame const& frame,
                      int number,
                      base::Geometry& geometry);

}  // namespace thethuc::convert

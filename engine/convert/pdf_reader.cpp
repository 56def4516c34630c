#include "convert/pdf_reader.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <new>

namespace thethuc::convert {

namespace {

constexpr int kFormatBgrx = 3;       // FPDFBitmap_BGRx
constexpr int kWithAnnotations = 1;  // FPDF_ANNOT
constexpr std::uint32_t kWhite = 0xFFFFFFFF;
constexpr double kMostSide = 30'000;  // of an image, in pixels

std::string reason(Pdfium::Ulong error) {
  switch (error) {
    case 3:  // FPDF_ERR_FORMAT
      return "not a PDF, or damaged";
    case 4:  // FPDF_ERR_PASSWORD
      return "a password is needed";
    case 5:  // FPDF_ERR_SECURITY
      return "its encryption is not supported";
    default:
      return "damaged";
  }
}

class OpenPage {
 public:
  OpenPage(Pdfium const& library, Pdfium::Document* document, int page)
      : library_(library), page_(library.FPDF_LoadPage(document, page)) {}
  ~OpenPage() {
    if (page_ != nullptr) {
      library_.FPDF_ClosePage(page_);
    }
  }
  OpenPage(OpenPage const&) = delete;
  OpenPage& operator=(OpenPage const&) = delete;
  Pdfium::Page* get() const { return page_; }  // null: this page is damaged

 private:
  Pdfium const& library_;
  Pdfium::Page* page_;
};

int side(double points, double dpi) {
  return static_cast<int>(std::clamp(std::round(points * dpi / 72), 1.0, kMostSide));
}

}  // namespace

PdfReader::PdfReader(Pdfium const& library, std::string_view bytes)
    : library_(library),
      document_(library.FPDF_LoadMemDocument64(bytes.data(), bytes.size(), nullptr)) {
  if (document_ == nullptr) {
    problem_ = reason(library.FPDF_GetLastError());
  }
}

PdfReader::~PdfReader() {
  if (document_ != nullptr) {
    library_.FPDF_CloseDocument(document_);
  }
}

int PdfReader::pages() const {
  return library_.FPDF_GetPageCount(document_);
}

std::size_t PdfReader::pixels_of(int page, double dpi) const {
  Pdfium::Size size{};
  library_.FPDF_GetPageSizeByIndexF(document_, page, &size);
  return static_cast<std::size_t>(side(double{size.width}, dpi)) *
         static_cast<std::size_t>(side(double{size.height}, dpi));
}

void PdfReader::draw(int page, double dpi, Canvas& canvas) const {
  OpenPage const open{library_, document_, page};
  if (open.get() == nullptr) {
    canvas.begin(1, 1);
    *canvas.row(0) = kWhite;
    return;
  }
  int const width = side(library_.FPDF_GetPageWidthF(open.get()), dpi);
  int const height = side(library_.FPDF_GetPageHeightF(open.get()), dpi);
  canvas.begin(width, height);
  std::unique_ptr<Pdfium::Bitmap, void (*)(Pdfium::Bitmap*)> const bitmap{
      library_.FPDFBitmap_CreateEx(width, height, kFormatBgrx, canvas.row(0), canvas.stride()),
      library_.FPDFBitmap_Destroy};
  if (!bitmap) {
    throw std::bad_alloc{};
  }
  library_.FPDFBitmap_FillRect(bitmap.get(), 0, 0, width, height, kWhite);
  library_.FPDF_RenderPageBitmap(
      bitmap.get(), open.get(), 0, 0, width, height, 0, kWithAnnotations);
}

void PdfReader::measure(int page, int number, base::Geometry& geometry) const {
  OpenPage const open{library_, document_, page};
  if (open.get() == nullptr) {
    geometry.sheets.push_back({number, 0, 0});
    return;
  }
  double const width = library_.FPDF_GetPageWidthF(open.get());
  double const height = library_.FPDF_GetPageHeightF(open.get());
  Pdfium::Rectangle box{0, static_cast<float>(height), static_cast<float>(width), 0};
  library_.FPDF_GetPageBoundingBox(open.get(), &box);
  PageFrame const frame{box.left, box.top};
  geometry.sheets.push_back(
      {number, width * PageFrame::kMmPerPoint, height * PageFrame::kMmPerPoint});
  measure_text(library_, open.get(), frame, number, geometry);
  measure_drawings(library_, open.get(), frame, number, geometry);
}

}  // namespace thethuc::convert

#include "convert/pdf_reader.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <vector>

namespace thethuc::convert {

namespace {

constexpr int kFormatBgrx = 3;        // FPDFBitmap_BGRx
constexpr int kWithAnnotations = 1;   // FPDF_ANNOT
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

// A pixel of BGRx as one number, blue lowest: both machines that we know are little-endian.
using Pixel = std::uint32_t;

bool is_grey_row(Pixel const* row, std::size_t width) {
  Pixel differences = 0;
  for (std::size_t x = 0; x < width; ++x) {
    differences |= (row[x] ^ (row[x] >> 8)) & 0xFFFF;  // blue and green, green and red
  }
  return differences == 0;
}

// Rows of BGRx become rows of RGB, or of grey when nothing on the page has a colour.
void take_pixels(unsigned char const* bytes, std::size_t stride, PageImage& image) {
  auto const width = static_cast<std::size_t>(image.width);
  auto const height = static_cast<std::size_t>(image.height);
  std::vector<Pixel> row(width);
  auto const read_row = [&](std::size_t y) {
    std::memcpy(row.data(), bytes + y * stride, width * sizeof(Pixel));
  };
  image.channels = 1;
  for (std::size_t y = 0; y < height && image.channels == 1; ++y) {
    read_row(y);
    image.channels = is_grey_row(row.data(), width) ? 1 : 3;
  }
  image.bytes.resize(width * height * static_cast<std::size_t>(image.channels));
  char* out = image.bytes.data();
  for (std::size_t y = 0; y < height; ++y) {
    read_row(y);
    if (image.channels == 1) {
      for (std::size_t x = 0; x < width; ++x) {
        out[x] = static_cast<char>(row[x] & 0xFF);
      }
      out += width;
      continue;
    }
    for (Pixel const pixel : row) {
      for (int const shift : {16, 8, 0}) {
        *out++ = static_cast<char>(pixel >> shift & 0xFF);
      }
    }
  }
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

PageImage PdfReader::draw(int page, double dpi) const {
  OpenPage const open{library_, document_, page};
  PageImage image;
  if (open.get() == nullptr) {
    return {1, 1, 1, 1, std::string(1, '\xFF')};
  }
  image.width = side(library_.FPDF_GetPageWidthF(open.get()), dpi);
  image.height = side(library_.FPDF_GetPageHeightF(open.get()), dpi);
  std::unique_ptr<Pdfium::Bitmap, void (*)(Pdfium::Bitmap*)> const bitmap{
      library_.FPDFBitmap_CreateEx(image.width, image.height, kFormatBgrx, nullptr, 0),
      library_.FPDFBitmap_Destroy};
  if (!bitmap) {
    throw std::bad_alloc{};
  }
  library_.FPDFBitmap_FillRect(bitmap.get(), 0, 0, image.width, image.height, 0xFFFFFFFF);
  library_.FPDF_RenderPageBitmap(
      bitmap.get(), open.get(), 0, 0, image.width, image.height, 0, kWithAnnotations);
  take_pixels(static_cast<unsigned char const*>(library_.FPDFBitmap_GetBuffer(bitmap.get())),
              static_cast<std::size_t>(library_.FPDFBitmap_GetStride(bitmap.get())),
              image);
  return image;
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

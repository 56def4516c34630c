#pragma once

// The functions of PDFium that we use, out of the library that LibreOffice brings
// (libpdfiumlo.so), found by name at run time. Their declarations follow PDFium's public C
// interface (fpdfview.h, fpdf_text.h, fpdf_edit.h), which keeps its names and types. PDFium knows
// one thread per process. In a worker only. Not for other modules.

#include <cstddef>
#include <filesystem>

namespace thethuc::convert {

// Result, name, parameters.
#define THETHUC_PDFIUM_FUNCTIONS(F)                                                           \
  F(void, FPDF_InitLibraryWithConfig, (Configuration const*))                                 \
  F(Document*, FPDF_LoadMemDocument64, (void const*, std::size_t, char const* password))      \
  F(void, FPDF_CloseDocument, (Document*))                                                    \
  F(Ulong, FPDF_GetLastError, ())                                                             \
  F(int, FPDF_GetPageCount, (Document*))                                                      \
  F(Page*, FPDF_LoadPage, (Document*, int))                                                   \
  F(void, FPDF_ClosePage, (Page*))                                                            \
  F(float, FPDF_GetPageWidthF, (Page*))                                                       \
  F(float, FPDF_GetPageHeightF, (Page*))                                                      \
  F(int, FPDF_GetPageSizeByIndexF, (Document*, int, Size*))                                   \
  F(int, FPDF_GetPageBoundingBox, (Page*, Rectangle*))                                        \
  F(Bitmap*, FPDFBitmap_CreateEx, (int width, int height, int format, void*, int stride))     \
  F(void, FPDFBitmap_FillRect, (Bitmap*, int, int, int, int, Ulong colour))                   \
  F(void, FPDFBitmap_Destroy, (Bitmap*))                                                      \
  F(void, FPDF_RenderPageBitmap, (Bitmap*, Page*, int, int, int, int, int rotate, int flags)) \
  F(TextPage*, FPDFText_LoadPage, (Page*))                                                    \
  F(void, FPDFText_ClosePage, (TextPage*))                                                    \
  F(int, FPDFText_CountChars, (TextPage*))                                                    \
  F(unsigned int, FPDFText_GetUnicode, (TextPage*, int))                                      \
  F(double, FPDFText_GetFontSize, (TextPage*, int))                                           \
  F(Ulong, FPDFText_GetFontInfo, (TextPage*, int, void* name, Ulong size, int* flags))        \
  F(int, FPDFText_GetMatrix, (TextPage*, int, Matrix*))                                       \
  F(int, FPDFText_GetCharOrigin, (TextPage*, int, double* x, double* y))                      \
  F(int, FPDFText_GetLooseCharBox, (TextPage*, int, Rectangle*))                              \
  F(int, FPDFPage_CountObjects, (Page*))                                                      \
  F(Object*, FPDFPage_GetObject, (Page*, int))                                                \
  F(int, FPDFFormObj_CountObjects, (Object*))                                                 \
  F(Object*, FPDFFormObj_GetObject, (Object*, Ulong))                                         \
  F(int, FPDFPageObj_GetType, (Object*))                                                      \
  F(int, FPDFPageObj_GetMatrix, (Object*, Matrix*))                                           \
  F(int, FPDFPageObj_GetStrokeWidth, (Object*, float*))                                       \
  F(int,                                                                                      \
    FPDFPageObj_GetFillColor,                                                                 \
    (Object*, unsigned int* r, unsigned int* g, unsigned int* b, unsigned int* a))            \
  F(int, FPDFPath_CountSegments, (Object*))                                                   \
  F(Segment*, FPDFPath_GetPathSegment, (Object*, int))                                        \
  F(int, FPDFPath_GetDrawMode, (Object*, int* fill, int* stroke))                             \
  F(int, FPDFPathSegment_GetPoint, (Segment*, float* x, float* y))                            \
  F(int, FPDFPathSegment_GetType, (Segment*))                                                 \
  F(int, FPDFPathSegment_GetClose, (Segment*))

// The library, loaded and initialised.
struct Pdfium {
  struct Document;
  struct Page;
  struct TextPage;
  struct Object;
  struct Segment;
  struct Bitmap;

  struct Matrix {
    float a, b, c, d, e, f;
  };
  struct Rectangle {
    float left, top, right, bottom;
  };
  struct Size {
    float width, height;
  };
  struct Configuration {
    int version;
    char const** font_paths;
    void* isolate;
    unsigned int slot;
  };

  using Ulong = unsigned long;  // NOLINT(google-runtime-int): PDFium's own type

  // Throws std::runtime_error with the reason: no such file, functions that are missing.
  explicit Pdfium(std::filesystem::path const& library);

#define THETHUC_DECLARE(result, name, parameters) \
  result(*name) parameters;  // NOLINT(readability-identifier-naming,bugprone-macro-parentheses)
  THETHUC_PDFIUM_FUNCTIONS(THETHUC_DECLARE)
#undef THETHUC_DECLARE
};

}  // namespace thethuc::convert

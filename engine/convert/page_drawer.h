#pragma once

// Pages of a PDF as images: drawn by one thread, packed by another. In a worker only. Not for other
// modules.

#include <array>
#include <vector>

#include "convert/canvas.h"
#include "convert/page_image.h"
#include "convert/pdf_reader.h"
#include "media/png_write.h"

namespace thethuc::convert {

// Keeps its memory from document to document.
class PageDrawer {
 public:
  struct Page {
    int index = 0;   // within the PDF, from 0
    int number = 1;  // of the document
  };

  PageDrawer();

  // The images of `pages`, in their order. PDFium knows one thread at a time, the caller; meanwhile
  // another packs the page before, where there is a second processor. Equal pages give equal bytes.
  // Throws std::bad_alloc.
  std::vector<PageImage> draw(PdfReader const& reader,
                              std::vector<Page> const& pages,
                              double dpi,
                              ImageForm form);

 private:
  PageImage packed(Canvas const& canvas, ImageForm form);

  std::array<Canvas, 2> canvases_;  // one is drawn on while the other is packed
  media::PngWriter writer_;
};

}  // namespace thethuc::convert

#pragma once

// Documents laid out for a preview: behind an interface, so that sessions are tested without
// LibreOffice.

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/geometry.h"
#include "convert/converter.h"

namespace thethuc::review {

struct PreviewLayout {
  base::Diagnostics diagnostics;  // errors: all below is empty
  std::string pdf;
  int pages = 0;
  base::Geometry geometry;  // empty when there is no PDFium
  std::vector<std::string> fonts;
};

// Any number of threads may call both functions; both throw convert::Unavailable.
class PageLayouter {
 public:
  virtual ~PageLayouter() = default;
  virtual PreviewLayout lay_out(std::string_view docx, std::string const& file_name) = 0;
  // One page of a PDF of lay_out() as a PNG; "" when it cannot be drawn.
  virtual std::string draw(std::string_view pdf, int page, double dpi) = 0;
};

// Makes one when the first document is to be laid out; throws convert::Unavailable, and is asked
// again for the next document.
using MakeLayouter = std::function<std::unique_ptr<PageLayouter>()>;

// Of LibreOffice.
MakeLayouter layouter_by_libreoffice(convert::Settings settings);

}  // namespace thethuc::review

#include "convert/page_drawer.h"

#include <cstddef>
#include <cstdint>
#include <future>
#include <thread>

namespace thethuc::convert {

namespace {

using Colour = media::PngForm::Colour;

// Calls `row(y)` for each row, each grey, until one says no.
template <class Row>
bool all_rows(Canvas const& canvas, Row const& row) {
  for (int y = 0; y < canvas.height(); ++y) {
    if (!row(y)) {
      return false;
    }
  }
  return true;
}

media::PngForm form_of(Canvas const& canvas, Colour colour) {
  return {static_cast<std::uint32_t>(canvas.width()),
          static_cast<std::uint32_t>(canvas.height()),
          colour,
          8};
}

}  // namespace

PageDrawer::PageDrawer() : writer_(kPngDeflateLevel) {}

// Taken as grey first, since most pages are; once a row has colour, all are taken again.
PageImage PageDrawer::packed(Canvas const& canvas, ImageForm form) {
  PageImage image;
  image.width = canvas.width();
  image.height = canvas.height();
  writer_.begin(form_of(canvas, Colour::grey));
  bool const is_grey = all_rows(
      canvas, [&](int y) { return canvas.take_grey(y, writer_.row(static_cast<std::size_t>(y))); });
  if (!is_grey) {
    image.channels = 3;
    writer_.begin(form_of(canvas, Colour::rgb));
    all_rows(canvas, [&](int y) {
      canvas.take_rgb(y, writer_.row(static_cast<std::size_t>(y)));
      return true;
    });
  }
  if (form == ImageForm::png) {
    image.bytes = writer_.finish("");
    return image;
  }
  std::size_t const row_size =
      static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.channels);
  image.bytes.reserve(row_size * static_cast<std::size_t>(image.height));
  all_rows(canvas, [&](int y) {
    image.bytes.append(writer_.row(static_cast<std::size_t>(y)), row_size);
    return true;
  });
  return image;
}

std::vector<PageImage> PageDrawer::draw(PdfReader const& reader,
                                        std::vector<Page> const& pages,
                                        double dpi,
                                        ImageForm form) {
  std::vector<PageImage> images(pages.size());
  std::launch const how = std::thread::hardware_concurrency() > 1 && pages.size() > 1
                              ? std::launch::async
                              : std::launch::deferred;
  std::future<void> before;  // waits at its end, also when something throws
  for (std::size_t i = 0; i < pages.size(); ++i) {
    Canvas& canvas = canvases_[i % canvases_.size()];
    reader.draw(pages[i].index, dpi, canvas);
    if (before.valid()) {
      before.get();
    }
    before = std::async(how, [&, i] {
      images[i] = packed(canvas, form);
      images[i].page = pages[i].number;
    });
  }
  if (before.valid()) {
    before.get();
  }
  for (Canvas& canvas : canvases_) {
    if (canvas.shrink()) {
      writer_ = media::PngWriter{kPngDeflateLevel};
    }
  }
  return images;
}

}  // namespace thethuc::convert

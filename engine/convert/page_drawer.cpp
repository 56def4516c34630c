#include "convert/page_drawer.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <future>
#include <limits>
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

// How far the two threads are with the pages of a document. Each waits for the other where it must;
// a wait is short, and so is told by an atomic number.
class Progress {
 public:
  // Waits until so many are done; false when the other thread has given up.
  bool wait_for(std::size_t count) const {
    for (std::size_t seen = done_.load(); seen < count; seen = done_.load()) {
      done_.wait(seen);
    }
    return done_.load() != kGivenUp;
  }
  void tell(std::size_t count) {
    done_.store(count);
    done_.notify_one();
  }
  void give_up() { tell(kGivenUp); }

 private:
  static constexpr std::size_t kGivenUp = std::numeric_limits<std::size_t>::max();
  std::atomic<std::size_t> done_{0};
};

// Calls `step(i)` for each i below `count` once `before(i)` agrees, and tells how far it is.
template <class Before, class Step>
void go_through(std::size_t count, Progress& progress, Before const& before, Step const& step) {
  try {
    for (std::size_t i = 0; i < count && before(i); ++i) {
      step(i);
      progress.tell(i + 1);
    }
  } catch (...) {
    progress.give_up();
    throw;
  }
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
  auto const canvas_of = [this](std::size_t i) -> Canvas& {
    return canvases_[i % canvases_.size()];
  };
  auto const draw_page = [&](std::size_t i) { reader.draw(pages[i].index, dpi, canvas_of(i)); };
  auto const pack_page = [&](std::size_t i) {
    images[i] = packed(canvas_of(i), form);
    images[i].page = pages[i].number;
  };
  if (pages.size() > 1 && std::thread::hardware_concurrency() > 1) {
    Progress drawn_pages;
    Progress packed_pages;
    // Waits at its end, also when something throws.
    std::future<void> packer = std::async(std::launch::async, [&] {
      go_through(
          pages.size(),
          packed_pages,
          [&](std::size_t i) { return drawn_pages.wait_for(i + 1); },
          pack_page);
    });
    // A canvas is drawn on when the page before on it is packed.
    auto const is_free = [&](std::size_t i) {
      return i < canvases_.size() || packed_pages.wait_for(i + 1 - canvases_.size());
    };
    go_through(pages.size(), drawn_pages, is_free, draw_page);
    packer.get();
  } else {
    for (std::size_t i = 0; i < pages.size(); ++i) {
      draw_page(i);
      pack_page(i);
    }
  }
  for (Canvas& canvas : canvases_) {
    if (canvas.shrink()) {
      writer_ = media::PngWriter{kPngDeflateLevel};
    }
  }
  return images;
}

}  // namespace thethuc::convert

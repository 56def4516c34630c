#pragma once

// What PDFium draws a page on. Not for other modules.

#include <cstddef>
#include <cstdint>

namespace thethuc::convert {

// Pixels of one page after the other, in memory that is kept, on huge pages where the kernel has
// them: three megabytes for a page, and where the kernel is itself in a virtual machine the first
// touch of each of their 900 small pages takes as long as drawing on it. Belongs to one thread at a
// time.
class Canvas {
 public:
  // BGRx as one number, blue lowest: both machines that we know are little-endian.
  using Pixel = std::uint32_t;

  Canvas() = default;
  ~Canvas();
  Canvas(Canvas const&) = delete;
  Canvas& operator=(Canvas const&) = delete;

  // Makes room for a page; its pixels may hold anything. Sides of at least 1. Throws
  // std::bad_alloc.
  void begin(int width, int height);
  int width() const { return width_; }
  int height() const { return height_; }
  int stride() const { return width_ * static_cast<int>(sizeof(Pixel)); }  // bytes of a row
  Pixel* row(int y) {
    return pixels_ + static_cast<std::size_t>(y) * static_cast<std::size_t>(width_);
  }
  Pixel const* row(int y) const {
    return pixels_ + static_cast<std::size_t>(y) * static_cast<std::size_t>(width_);
  }
  // Whether all of row `y` is grey: that is then written to `out`, a byte a pixel. What is written
  // when it is not may be anything.
  bool take_grey(int y, char* out) const;
  // Red, green, blue of row `y`.
  void take_rgb(int y, char* out) const;
  // Gives memory back when it is more than most pages need, and says whether it did.
  bool shrink();

 private:
  void map(std::size_t bytes);
  void release();

  void* mapping_ = nullptr;
  std::size_t mapped_bytes_ = 0;
  Pixel* pixels_ = nullptr;  // within it, where a huge page begins
  std::size_t room_ = 0;     // bytes from there on
  int width_ = 0;
  int height_ = 0;
};

}  // namespace thethuc::convert

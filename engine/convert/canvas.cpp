#include "convert/canvas.h"

#include <sys/mman.h>

#include <cstring>
#include <memory>
#include <new>

namespace thethuc::convert {

namespace {

constexpr std::size_t kHugePage = std::size_t{2} << 20;
// A page of A4 at 200 dpi takes 15 MB; what is larger is given back after its document.
constexpr std::size_t kMostKept = std::size_t{16} << 20;

}  // namespace

Canvas::~Canvas() {
  release();
}

void Canvas::release() {
  if (mapping_ != nullptr) {
    ::munmap(mapping_, mapped_bytes_);
  }
  mapping_ = nullptr;
  pixels_ = nullptr;
  room_ = 0;
}

bool Canvas::shrink() {
  bool const is_large = room_ > kMostKept;
  if (is_large) {
    release();
  }
  return is_large;
}

void Canvas::begin(int width, int height) {
  std::size_t const wanted =
      static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * sizeof(Pixel);
  if (wanted > room_) {
    release();
    map((wanted + kHugePage - 1) / kHugePage * kHugePage);
  }
  width_ = width;
  height_ = height;
}

void Canvas::map(std::size_t bytes) {
  // Of the addresses that are too many for the sake of alignment no memory is ever taken.
  mapped_bytes_ = bytes + kHugePage;
  void* const memory =
      ::mmap(nullptr, mapped_bytes_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) {
    throw std::bad_alloc{};
  }
  mapping_ = memory;
  void* aligned = memory;
  std::size_t left = mapped_bytes_;
  std::align(kHugePage, bytes, aligned, left);
  ::madvise(aligned, bytes, MADV_HUGEPAGE);  // advice: where it is refused, pages stay small
  pixels_ = static_cast<Pixel*>(aligned);
  room_ = bytes;
}

bool Canvas::take_grey(int y, char* out) const {
  constexpr std::uint64_t kDifferences = 0x0000FFFF0000FFFF;  // blue and green, green and red
  Pixel const* const pixels = row(y);
  auto const width = static_cast<std::size_t>(width_);
  std::uint64_t differences = 0;
  std::size_t x = 0;
  for (; x + 2 <= width; x += 2) {
    std::uint64_t two = 0;
    std::memcpy(&two, pixels + x, sizeof two);
    differences |= (two ^ (two >> 8)) & kDifferences;
    out[x] = static_cast<char>(two & 0xFF);
    out[x + 1] = static_cast<char>(two >> 32 & 0xFF);
  }
  for (; x < width; ++x) {
    std::uint64_t const one = pixels[x];
    differences |= (one ^ (one >> 8)) & kDifferences & 0xFFFF;
    out[x] = static_cast<char>(one & 0xFF);
  }
  return differences == 0;
}

void Canvas::take_rgb(int y, char* out) const {
  Pixel const* const pixels = row(y);
  for (int x = 0; x < width_; ++x) {
    for (int const shift : {16, 8, 0}) {
      *out++ = static_cast<char>(pixels[x] >> shift & 0xFF);
    }
  }
}

}  // namespace thethuc::convert

#include "convert/poppler.h"

#include <algorithm>
#include <charconv>
#include <string>

#include <fmt/format.h>

#include "base/limited_program.h"
#include "convert/converter.h"

namespace thethuc::convert {

namespace {

Unavailable not_drawn() {
  return Unavailable{
      {"không vẽ được trang: không có libpdfiumlo.so của LibreOffice, và chương "
       "trình pdftoppm không dùng được; cài gói poppler-utils",
       "pages cannot be drawn: there is no libpdfiumlo.so of LibreOffice, and the "
       "program pdftoppm does not work; install the package poppler-utils"}};
}

// A binary PPM: "P6\n794 1123\n255\n", then red, green, blue.
PageImage read_ppm(std::string_view ppm) {
  std::string_view rest = ppm;
  auto const number = [&rest] {
    rest.remove_prefix(std::min(rest.find_first_not_of(" \n"), rest.size()));
    int value = 0;
    auto const [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    return error == std::errc{} && value > 0 ? value : 0;
  };
  if (!rest.starts_with("P6")) {
    throw not_drawn();
  }
  rest.remove_prefix(2);
  PageImage image;
  image.width = number();
  image.height = number();
  number();  // 255
  rest.remove_prefix(std::min<std::size_t>(1, rest.size()));
  std::size_t const pixels =
      static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height);
  if (pixels == 0 || rest.size() != pixels * 3) {
    throw not_drawn();
  }
  bool is_grey = true;
  for (std::size_t i = 0; i < rest.size() && is_grey; i += 3) {
    is_grey = rest[i] == rest[i + 1] && rest[i] == rest[i + 2];
  }
  image.channels = is_grey ? 1 : 3;
  if (!is_grey) {
    image.bytes = rest;
    return image;
  }
  image.bytes.reserve(pixels);
  for (std::size_t i = 0; i < rest.size(); i += 3) {
    image.bytes.push_back(rest[i]);
  }
  return image;
}

}  // namespace

std::vector<PageImage> draw_by_poppler(std::string_view pdf,
                                       std::vector<int> const& indexes,
                                       double dpi,
                                       ImageForm form) {
  std::vector<PageImage> images;
  for (int const index : indexes) {
    base::ProgramResult const drawn = base::run_limited({"pdftoppm",
                                                         "-r",
                                                         fmt::format("{}", dpi),
                                                         "-f",
                                                         std::to_string(index),
                                                         "-l",
                                                         std::to_string(index),
                                                         "-"},
                                                        pdf,
                                                        {});
    if (drawn.end != base::ProgramResult::End::done) {
      throw not_drawn();
    }
    PageImage image = read_ppm(drawn.output);
    image.page = index;
    if (form == ImageForm::png) {
      image.bytes = to_png(image);
    }
    images.push_back(std::move(image));
  }
  return images;
}

}  // namespace thethuc::convert

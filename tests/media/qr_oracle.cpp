// Writes the QR code of what standard input holds: qr_oracle OUT.png SIDE_MM
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>

#include "media/qr.h"

int main(int count, char** arguments) {
  if (count != 3) {
    return 2;
  }
  using namespace thethuc;
  std::string const text{std::istreambuf_iterator<char>(std::cin), {}};
  auto const result =
      media::qr_picture(text, base::Emu{std::strtoll(arguments[2], nullptr, 10) * 36'000});
  auto const* const picture = std::get_if<media::Picture>(&result);
  if (!picture) {
    return 1;
  }
  return std::ofstream{arguments[1], std::ios::binary} << picture->bytes ? 0 : 1;
}

// A file of its own, since it is compiled for vectors (see CMakeLists.txt): every byte of all data
// passes through here.

#include "data/nfc_scan.h"

namespace thethuc::data {

bool is_plain_vietnamese(char const* s, std::size_t size) {
  unsigned char other = 0;
  for (std::size_t i = 0; i < size; ++i) {
    auto const a = static_cast<unsigned char>(s[i]);
    auto const b = static_cast<unsigned char>(s[i + 1]);
    auto const c = static_cast<unsigned char>(s[i + 2]);
    bool const rare_lead = (a > 0xC6) & (a != 0xE1) & (a != 0xE2);
    bool const rare_letter = (a == 0xE1) & ((b & 0xFE) != 0xBA);
    bool const rare_mark = (a == 0xE2) & ((b != 0x80) | (c < 0x82));
    other = static_cast<unsigned char>(other | rare_lead | rare_letter | rare_mark);
  }
  return other == 0;
}

bool holds_letters_of_latin1(char const* s, std::size_t size) {
  unsigned char found = 0;
  for (std::size_t i = 0; i < size; ++i) {
    auto const a = static_cast<unsigned char>(s[i]);
    auto const b = static_cast<unsigned char>(s[i + 1]);
    bool const sign = (a == 0xC2) & (b >= 0xA6) & (b <= 0xBE);
    // Vietnamese has, in both cases, à á â ã è é ê ì í ò ó ô õ ù ú ý.
    auto const x = static_cast<unsigned char>(b & 0x1F);
    bool const vietnamese = (x <= 0x03) | ((x >= 0x08) & (x <= 0x0A)) |
                            ((x >= 0x0C) & (x <= 0x0D)) | ((x >= 0x12) & (x <= 0x15)) |
                            ((x >= 0x19) & (x <= 0x1A)) | (x == 0x1D);
    bool const letter = (a == 0xC3) & !vietnamese;
    found = static_cast<unsigned char>(found | sign | letter | (a == 0xEF));
  }
  return found != 0;
}

}  // namespace thethuc::data

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

}  // namespace thethuc::data

#include "http/random.h"

#include <sys/random.h>

#include <cerrno>
#include <system_error>
#include <vector>

#include <fmt/format.h>

namespace thethuc::http {

std::string random_text(std::size_t bytes) {
  std::vector<unsigned char> drawn(bytes);
  std::size_t there = 0;
  while (there < bytes) {
    ssize_t const more = ::getrandom(drawn.data() + there, bytes - there, 0);
    if (more < 0 && errno != EINTR) {
      throw std::system_error{errno, std::generic_category(), "cannot get random bytes"};
    }
    there += static_cast<std::size_t>(more > 0 ? more : 0);
  }
  return fmt::format("{:02x}", fmt::join(drawn, ""));
}

bool is_same_secret(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) {
    return false;
  }
  unsigned different = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    different |= static_cast<unsigned>(a[i] ^ b[i]);
  }
  return different == 0;
}

}  // namespace thethuc::http

#include "http/api/digest.h"

#include "base/sha256.h"

namespace thethuc::http {

std::string sha256(std::initializer_list<std::string_view> texts) {
  base::Sha256 digest;
  for (std::string_view const text : texts) {
    digest.add(text);
  }
  return base::to_hex(digest.take());
}

}  // namespace thethuc::http

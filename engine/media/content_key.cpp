#include "media/content_key.h"

#include <openssl/sha.h>

namespace thethuc::media {

std::string content_key(std::string_view bytes) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  ::SHA256(reinterpret_cast<unsigned char const*>(bytes.data()), bytes.size(), digest);
  constexpr char kHex[] = "0123456789abcdef";
  std::string key;
  for (unsigned char const byte : digest) {
    key.push_back(kHex[byte >> 4]);
    key.push_back(kHex[byte & 15]);
  }
  return key;
}

}  // namespace thethuc::media

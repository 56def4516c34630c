#include "http/api/digest.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <array>
#include <memory>
#include <stdexcept>

namespace thethuc::http {

namespace {

struct Free {
  void operator()(EVP_MD_CTX* context) const { ::EVP_MD_CTX_free(context); }
};

// Looked up once: by its name it would be for each digest, which takes longer than a short text.
EVP_MD const* algorithm() {
  static EVP_MD* const fetched = ::EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return fetched;
}

}  // namespace

std::string sha256(std::initializer_list<std::string_view> texts) {
  thread_local std::unique_ptr<EVP_MD_CTX, Free> const context{::EVP_MD_CTX_new()};
  std::array<unsigned char, 32> digest{};
  bool is_sound = context && ::EVP_DigestInit_ex2(context.get(), algorithm(), nullptr) == 1;
  for (std::string_view const text : texts) {
    is_sound = is_sound && ::EVP_DigestUpdate(context.get(), text.data(), text.size()) == 1;
  }
  if (!is_sound || ::EVP_DigestFinal_ex(context.get(), digest.data(), nullptr) != 1) {
    throw std::runtime_error("cannot make a SHA-256 digest");
  }
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string made;
  made.reserve(2 * digest.size());
  for (unsigned char const byte : digest) {
    made += kDigits[byte >> 4U];
    made += kDigits[byte & 15U];
  }
  return made;
}

bool is_same_secret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && ::CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace thethuc::http

#include "base/sha256.h"

#include <nettle/sha2.h>

namespace thethuc::base {

namespace {

static_assert(std::tuple_size_v<Sha256::Digest> == SHA256_DIGEST_SIZE);

void add_to(sha256_ctx& context, std::string_view bytes) {
  ::sha256_update(&context, bytes.size(), reinterpret_cast<std::uint8_t const*>(bytes.data()));
}

Sha256::Digest taken_from(sha256_ctx& context) {
  Sha256::Digest digest;
  ::sha256_digest(&context, digest.size(), digest.data());
  return digest;
}

}  // namespace

struct Sha256::Impl {
  sha256_ctx context;
};

Sha256::Sha256() : impl_(std::make_unique<Impl>()) {
  ::sha256_init(&impl_->context);
}

Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes) {
  add_to(impl_->context, bytes);
}

Sha256::Digest Sha256::take() {
  return taken_from(impl_->context);  // which leaves it as after sha256_init()
}

Sha256::Digest sha256(std::string_view bytes) {
  sha256_ctx context;
  ::sha256_init(&context);
  add_to(context, bytes);
  return taken_from(context);
}

std::string to_hex(Sha256::Digest const& digest) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(2 * digest.size());
  for (std::uint8_t const byte : digest) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

std::string sha256_hex(std::string_view bytes) {
  return to_hex(sha256(bytes));
}

}  // namespace thethuc::base

#include "base/sha256.h"

#include <catch2/catch.hpp>

using namespace thethuc;

TEST_CASE("SHA-256 is the standard's", "[base]") {
  struct Case {
    std::string bytes;
    char const* expect;
  };
  // The messages of FIPS 180-4's examples, and a text beyond ASCII as sha256sum has it.
  auto const c = GENERATE(values<Case>({
      {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
      {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
      {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
       "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
      {std::string(1'000'000, 'a'),
       "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
  }));
  DYNAMIC_SECTION(c.bytes.size() << " bytes") {
    CHECK(base::sha256_hex(c.bytes) == c.expect);
    // Piece by piece, and again: taking begins anew.
    base::Sha256 digest;
    for (int i = 0; i < 2; ++i) {
      digest.add(c.bytes.substr(0, c.bytes.size() / 3));
      digest.add(c.bytes.substr(c.bytes.size() / 3));
      CHECK(base::to_hex(digest.take()) == c.expect);
    }
  }
}

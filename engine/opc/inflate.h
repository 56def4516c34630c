#pragma once

// The other way of deflate.h; only the zip reader needs it, and bulk for what it packed itself.

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace thethuc::opc {

// A decompressor with its memory; one thread at a time.
class Inflater {
 public:
  Inflater();
  ~Inflater();
  Inflater(Inflater const&) = delete;
  Inflater& operator=(Inflater const&) = delete;

  // Unpacks raw deflate data that must give exactly `size` bytes, and never writes more. False when
  // it gives another size, is no deflate data, or something follows it.
  bool unpack(std::string_view packed, std::size_t size, std::string& out);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace thethuc::opc

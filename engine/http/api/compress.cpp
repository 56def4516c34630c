#include "http/api/compress.h"

#include <libdeflate.h>

#include <memory>
#include <string>

#include "http/negotiation.h"

namespace thethuc::http {

namespace {

constexpr std::size_t kLeastBytes = 1024;  // less fits into one packet anyway
constexpr int kLevel = 6;

struct Free {
  void operator()(::libdeflate_compressor* c) const { ::libdeflate_free_compressor(c); }
};

bool is_text(std::string_view type) {
  return type.starts_with("application/json") || type.starts_with("application/problem+json") ||
         type.starts_with("application/schema+json") || type.starts_with("text/");
}

}  // namespace

void compress(Request const& request, Response& answer) {
  if (answer.body.size() < kLeastBytes || !is_text(answer.type)) {
    return;
  }
  answer.headers.emplace_back("Vary", "Accept-Encoding");
  if (!accepts_gzip(request.header("accept-encoding"))) {
    return;
  }
  thread_local std::unique_ptr<::libdeflate_compressor, Free> const compressor{
      ::libdeflate_alloc_compressor(kLevel)};
  if (!compressor) {
    return;
  }
  std::string packed(::libdeflate_gzip_compress_bound(compressor.get(), answer.body.size()), '\0');
  std::size_t const size = ::libdeflate_gzip_compress(
      compressor.get(), answer.body.data(), answer.body.size(), packed.data(), packed.size());
  if (size == 0 || size >= answer.body.size()) {
    return;
  }
  packed.resize(size);
  answer.body = std::move(packed);
  answer.headers.emplace_back("Content-Encoding", "gzip");
  // A strong tag is of these bytes, and these are others (RFC 9110, 8.8.3).
  for (auto& [name, value] : answer.headers) {
    if (name == "ETag" && value.starts_with('"')) {
      value.insert(0, "W/");
    }
  }
}

}  // namespace thethuc::http

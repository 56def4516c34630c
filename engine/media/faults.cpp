#include "media/faults.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"

namespace thethuc::media {

namespace {

// With one decimal, which is left out when it is 0. Rounded up: what is beyond a limit never reads
// as the limit itself.
Words tenths(std::uint64_t count, std::string_view unit) {
  if (count % 10 == 0) {
    return same(fmt::format("{} {}", count / 10, unit));
  }
  return {fmt::format("{},{} {}", count / 10, count % 10, unit),
          fmt::format("{}.{} {}", count / 10, count % 10, unit)};
}

}  // namespace

Fault fault(base::Id id, Words expected, Words found) {
  return {id,
          {{"expected.vi", std::move(expected.vi)},
           {"expected.en", std::move(expected.en)},
           {"found.vi", std::move(found.vi)},
           {"found.en", std::move(found.en)}}};
}

Fault by_limit(Fault fault, std::string_view name) {
  fault.args.emplace_back(base::kLimitName, name);
  return fault;
}

Fault damaged(Format format, Words found) {
  return {base::Id::picture_damaged,
          {{"format", std::string(format_name(format))},
           {"found.vi", std::move(found.vi)},
           {"found.en", std::move(found.en)}}};
}

Fault too_many_pixels(std::uint64_t width, std::uint64_t height, Limits const& limits) {
  return by_limit(fault(base::Id::picture_too_large,
                        {fmt::format("{} điểm ảnh", limits.max_pixels),
                         fmt::format("{} pixels", limits.max_pixels)},
                        {fmt::format("{} × {} điểm ảnh", width, height),
                         fmt::format("{} × {} pixels", width, height)}),
                  "picture-pixels");
}

Fault too_many_bytes(std::size_t size, std::size_t limit) {
  return by_limit(fault(base::Id::picture_too_large, size_words(limit), size_words(size)),
                  "picture-bytes");
}

std::string_view format_name(Format format) {
  switch (format) {
    case Format::png:
      return "PNG";
    case Format::jpeg:
      return "JPEG";
    case Format::gif:
      return "GIF";
    case Format::svg:
      break;
  }
  return "SVG";
}

Words size_words(std::size_t bytes) {
  constexpr std::size_t kMiB = 1u << 20;
  if (bytes < kMiB) {
    return {fmt::format("{} byte", bytes), fmt::format("{} byte{}", bytes, bytes == 1 ? "" : "s")};
  }
  return tenths((bytes / kMiB) * 10 + ((bytes % kMiB) * 10 + kMiB - 1) / kMiB, "MiB");
}

std::string in_quotes(std::string_view text) {
  constexpr std::size_t kMostCharacters = 40;
  std::string out = "\"";
  std::size_t at = 0;
  for (std::size_t i = 0; i < kMostCharacters && at < text.size(); ++i) {
    char32_t const c = base::next_code_point(text, at);
    base::append_code_point(out, c < 0x20 || c == 0x7F ? U'\uFFFD' : c);
  }
  return out + (at < text.size() ? "…\"" : "\"");
}

}  // namespace thethuc::media

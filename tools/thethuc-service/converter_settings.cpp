#include "converter_settings.h"

#include <chrono>
#include <cstddef>
#include <string_view>

#include "thethuc/log.h"

namespace thethuc::service {

convert::Settings converter_settings(cli::Session const& session) {
  convert::Settings settings;
  settings.limits = session.limits.convert;
  settings.limits.package = session.limits.compile.package;
  constexpr std::size_t kNoLimit = 1'000'000;
  std::size_t const seconds = session.limits.convert_seconds;
  settings.limits.max_time = std::chrono::seconds{seconds == 0 ? kNoLimit : seconds};
  // What the service's memory grows by until it is full, beside what requests take.
  constexpr std::size_t kKeptResults = std::size_t{64} << 20;
  settings.cached_bytes = kKeptResults;
  settings.log = [](std::string_view message) { cli::log_detail(message); };
  return settings;
}

}  // namespace thethuc::service

#include "told.h"

#include <fmt/format.h>
#include <catch2/catch.hpp>

namespace thethuc::test {

std::string told(media::Result<media::Picture> const& result) {
  if (auto const* const fault = std::get_if<media::Fault>(&result)) {
    base::Diagnostic diagnostic = base::diagnose(fault->id);
    diagnostic.args = fault->args;
    // Whatever was given, both languages have something to say about it.
    CHECK(base::message(diagnostic, base::Language::vi).find('{') == std::string::npos);
    return fmt::format(
        "!{}: {}", base::id_name(fault->id), base::message(diagnostic, base::Language::en));
  }
  auto const& picture = std::get<media::Picture>(result);
  std::string text = fmt::format("{} {}x{} px, {}x{} EMU",
                                 media::extension(picture.format),
                                 picture.width_px,
                                 picture.height_px,
                                 picture.width.count,
                                 picture.height.count);
  return picture.orientation == 1 ? text
                                  : fmt::format("{}, orientation {}", text, picture.orientation);
}

}  // namespace thethuc::test

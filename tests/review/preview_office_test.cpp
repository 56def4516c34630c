// A session with LibreOffice, over the project's own templates.

#include <chrono>

#include <catch2/catch.hpp>

#include "convert/real_settings.h"
#include "review/preview_session.h"

using namespace thethuc;
using namespace std::chrono_literals;

TEST_CASE("a real report has pages, geometry, findings with marks, and images", "[review]") {
  review::PreviewSettings settings;
  settings.input.reference = "bao-cao";
  settings.input.templates = "templates";
  settings.input.data = "samples/bao-cao/son-phu-quy-3-2021.json";
  settings.layouter = review::layouter_by_libreoffice(test::real_settings());
  review::PreviewSession session{settings};
  auto state = session.state();
  auto const end = std::chrono::steady_clock::now() + 120s;
  while (!(state->pages || state->unavailable || !state->is_good()) &&
         std::chrono::steady_clock::now() < end) {
    state = session.wait_beyond(state->version, 1s);
  }
  INFO(state->diagnostics.to_text(base::Language::en));
  INFO(state->unavailable.value_or(base::Words{}).en);
  REQUIRE(state->pages);
  CHECK(state->pages->count > 1);
  CHECK(state->pages->geometry.sheets.size() == static_cast<std::size_t>(state->pages->count));
  CHECK(state->pages->pdf.starts_with("%PDF-"));
  REQUIRE(state->findings);
  CHECK(state->findings->has_pages);
  auto const png = session.draw(*state->pages, 2, 96);
  REQUIRE(png);
  CHECK(png->starts_with("\x89PNG"));
}

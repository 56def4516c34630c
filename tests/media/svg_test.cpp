#include "media/svg_raster.h"

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "tiny_pictures.h"
#include "told.h"

using namespace thethuc;
using namespace thethuc::media;
using namespace thethuc::test;

namespace {

struct Case {
  char const* name;
  std::string given;
  std::string expect;
};

constexpr base::Emu kInch{914400};

Picture svg(std::string_view text) {
  auto result = picture_of_bytes(std::string(text));
  INFO(told(result));
  REQUIRE(std::holds_alternative<Picture>(result));
  return std::get<Picture>(std::move(result));
}

}  // namespace

TEST_CASE("an SVG is measured by width, height and viewBox", "[media]") {
  auto const c = GENERATE(values<Case>({
      {"plain numbers", svg_with(R"(width="96" height="48")"), "svg 96x48 px, 914400x457200 EMU"},
      {"px", svg_with(R"(width="96px" height="48px")"), "svg 96x48 px, 914400x457200 EMU"},
      {"mm", svg_with(R"(width="25.4mm" height="12.7mm")"), "svg 96x48 px, 914400x457200 EMU"},
      {"cm and pt", svg_with(R"(width="2.54cm" height="36pt")"), "svg 96x48 px, 914400x457200 EMU"},
      {"in and pc", svg_with(R"(width="1in" height="3pc")"), "svg 96x48 px, 914400x457200 EMU"},
      {"viewBox alone", svg_with(R"(viewBox="0 0 96 48")"), "svg 96x48 px, 914400x457200 EMU"},
      {"viewBox with commas",
       svg_with(R"(viewBox="-5,-5, 96,48")"),
       "svg 96x48 px, 914400x457200 EMU"},
      {"height from width",
       svg_with(R"(width="1in" viewBox="0 0 200 100")"),
       "svg 96x48 px, 914400x457200 EMU"},
      {"width from height",
       svg_with(R"(height="48" viewBox="0 0 200 100")"),
       "svg 96x48 px, 914400x457200 EMU"},
      {"percent means the viewBox",
       svg_with(R"(width="100%" height="100%" viewBox="0 0 96 48")"),
       "svg 96x48 px, 914400x457200 EMU"},
      {"a fraction", svg_with(R"(width="0.5" height="0.25")"), "svg 1x1 px, 4763x2381 EMU"},
      {"with a prefix",
       R"(<s:svg xmlns:s="http://www.w3.org/2000/svg" width="96" height="48"/>)",
       "svg 96x48 px, 914400x457200 EMU"},

      {"no size",
       svg_with(""),
       "!picture_damaged: expected a whole SVG picture, found neither width and height nor "
       "viewBox"},
      {"only a width",
       svg_with(R"(width="96")"),
       "!picture_damaged: expected a whole SVG picture, found neither width and height nor "
       "viewBox"},
      {"negative",
       svg_with(R"(width="-96" height="1")"),
       "!picture_damaged: expected a whole SVG picture, found a side of -96 px"},
      {"not a number",
       svg_with(R"(width="nan" height="1")"),
       "!picture_damaged: expected a whole SVG picture, found a side of nan px"},
      {"endless",
       svg_with(R"(width="1e300" height="1")"),
       "!picture_damaged: expected a whole SVG picture, found a side of 1e+300 px"},
      {"not closed",
       "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\">\n<g>",
       "!picture_damaged: expected a whole SVG picture, found in line 2: not well-formed XML: "
       "<g> is never closed"},
      {"of no namespace",
       R"(<svg width="96" height="48"/>)",
       "!picture_damaged: expected a whole SVG picture, found a root that is no svg of "
       "http://www.w3.org/2000/svg"},
  }));
  DYNAMIC_SECTION(c.name) {
    CHECK(told(picture_of_bytes(c.given)) == c.expect);
  }
}

TEST_CASE("a document type is taken off an SVG, one with declarations is refused", "[media]") {
  std::string const text{kSvg};
  std::string const type =
      R"(<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">)";
  CHECK(svg("\xEF\xBB\xBF" + text).bytes == text);
  CHECK(svg(type + text).bytes == text);
  CHECK(svg("<?xml version=\"1.0\"?>\n<!-- > [ -->" + type + "\n" + text).bytes ==
        "<?xml version=\"1.0\"?>\n<!-- > [ -->\n" + text);
  CHECK(told(picture_of_bytes("<!DOCTYPE svg [<!ENTITY a \"b\">]>" + text)) ==
        "!picture_svg_unsupported: expected an SVG picture without entity declarations, found "
        "declarations in its DOCTYPE");
  CHECK(told(picture_of_bytes("<!DOCTYPE svg \"" + text)).starts_with("!picture_damaged"));
}

TEST_CASE("an SVG refers to nothing outside, and embeds only sound pictures", "[media]") {
  std::string const uri = fmt::format("data:image/png;base64,{}", kPng);
  std::string const bomb = [] {
    // Base64 of a PNG of 65535 × 65535 pixels: 89 50 4E 47 … FF FF … FF FF.
    std::string const png = png_of_size(65535, 65535);
    std::string out;
    constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (std::size_t i = 0; i + 2 < png.size(); i += 3) {
      auto const at = [&](std::size_t n) { return unsigned{static_cast<unsigned char>(png[n])}; };
      unsigned const bits = at(i) << 16 | at(i + 1) << 8 | at(i + 2);
      for (int shift = 18; shift >= 0; shift -= 6) {
        out.push_back(kDigits[(bits >> shift) & 63]);
      }
    }
    return out;
  }();
  std::string const kOutside =
      "!picture_svg_unsupported: expected an SVG picture without references to outside the file, "
      "found ";
  std::string const kEmbedded =
      "!picture_svg_unsupported: expected an SVG picture with no embedded pictures but PNG and "
      "JPEG (base64), found ";
  std::string const kGood = "svg 20x10 px, 190500x95250 EMU";
  auto const c = GENERATE_COPY(values<Case>({
      {"a picture within", fmt::format(R"(<image href="{}"/>)", uri), kGood},
      {"the older way", fmt::format(R"(<image xlink:href=" {}"/>)", uri), kGood},
      {"a shape within", R"(<rect id="r"/><use href="#r"/>)", kGood},
      {"a link", R"(<a href="https://sonphu.gov.vn"><rect/></a>)", kGood},

      {"a file", R"(<image href="/etc/passwd"/>)", kOutside + "\"/etc/passwd\""},
      {"the network", R"(<use xlink:href="http://x/y.svg#z"/>)", kOutside + "\"http://x/y.svg#z\""},
      {"XInclude",
       R"(<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="data:text/plain,x"/>)",
       kOutside + "\"data:text/plain,x\""},
      {"a style sheet", "<style>@IMPORT url(x.css)</style>", kOutside + "\"@import\""},
      {"an SVG within",
       R"(<image href="data:image/svg+xml,x"/>)",
       kEmbedded + "\"data:image/svg+xml,x\""},
      {"a broken picture",
       R"(<image href="data:image/png;base64,iVBORw0KGgo="/>)",
       "!picture_damaged: expected a whole PNG picture, found a file that ends before the chunk "
       "IEND"},
      {"a pixel bomb",
       fmt::format(R"(<image href="data:;base64,{}"/>)", bomb),
       "!picture_too_large: expected a picture of at most 100000000 pixels, found 65535 × 65535 "
       "pixels"},
  }));
  DYNAMIC_SECTION(c.name) {
    CHECK(told(picture_of_bytes(svg_holding(c.given))) == c.expect);
  }
}

TEST_CASE("an SVG is bounded in nodes and depth", "[media]") {
  std::string many;
  for (int i = 0; i < 200'000; ++i) {
    many += "<g/>";
  }
  CHECK(told(picture_of_bytes(svg_holding(many))).starts_with("!picture_damaged"));
  std::string deep;
  for (int i = 0; i < 200; ++i) {
    deep.insert(0, "<g>").append("</g>");
  }
  CHECK(told(picture_of_bytes(svg_holding(deep))).starts_with("!picture_damaged"));
}

TEST_CASE("an SVG is drawn to PNG", "[media]") {
  Picture const drawing = svg(kSvg);
  auto const result = svg_to_png(drawing, kInch, {kInch.count / 2});
  CHECK(told(result) == "png 220x110 px, 914400x457200 EMU");
  // What is drawn is a sound picture of that many pixels.
  auto const& png = std::get<Picture>(result);
  auto const again = std::get<Picture>(picture_of_bytes(png.bytes));
  CHECK(again.width_px == 220);
  CHECK(again.height_px == 110);
  CHECK(std::get<Picture>(svg_to_png(drawing, kInch, {kInch.count / 2})).bytes == png.bytes);
  // The colour makes a difference: it was really drawn.
  std::string blue{kSvg};
  blue.replace(blue.find("#f00"), 4, "#00f");
  CHECK(std::get<Picture>(svg_to_png(svg(blue), kInch, {kInch.count / 2})).bytes != png.bytes);
}

TEST_CASE("a drawing is bounded in pixels", "[media]") {
  DrawingOptions options;
  options.max_pixels = 10'000;
  CHECK(told(svg_to_png(svg(kSvg), kInch, kInch, options)) == "png 100x100 px, 914400x914400 EMU");
  CHECK(told(svg_to_png(svg(kSvg), {kInch.count * 1000}, {kInch.count / 1000})) ==
        "png 32767x1 px, 914400000x914 EMU");
  CHECK(told(svg_to_png(svg(kSvg), {1}, {1})) == "png 1x1 px, 1x1 EMU");
}

TEST_CASE("an SVG that takes too long is given up", "[media]") {
  // Corners to and fro: each crosses all others. Drawing it whole takes more than a minute.
  std::string path = "M0 0";
  for (unsigned i = 0; i < 100'000; ++i) {
    path += fmt::format(" {} {}", i * 7919 % 1009, i * 104'729 % 1013);
  }
  DrawingOptions options;
  options.max_time = std::chrono::seconds{1};
  CHECK(
      told(svg_to_png(svg(svg_holding(fmt::format("<path d=\"{}\"/>", path))),
                      {kInch.count * 9},
                      {kInch.count * 9},
                      options)) ==
      "!picture_svg_unsupported: expected an SVG picture that is drawn within 1 s and 1024 MiB of "
      "memory, found one that takes more");
}

TEST_CASE("what the drawing program cannot read is a fault", "[media]") {
  // Well-formed to us, who know the usual prefixes, but r is not declared.
  CHECK(
      told(svg_to_png(svg(svg_holding(R"(<g r:id="x"/>)")), kInch, kInch))
          .starts_with("!picture_damaged: expected a whole SVG picture, found when drawing it: "));
}

TEST_CASE("without the drawing program the message says what to install", "[media]") {
  DrawingOptions options;
  options.program = "khong-co-chuong-trinh";
  auto const result = svg_to_png(svg(kSvg), kInch, kInch, options);
  CHECK(told(result) ==
        "!picture_svg_program_missing: expected the program khong-co-chuong-trinh, which draws SVG "
        "pictures, found none of this name");
  base::Diagnostic const diagnostic = base::diagnose(std::get<Fault>(result).id);
  CHECK(base::hint(diagnostic, base::Language::en).find("librsvg2-bin") != std::string::npos);
}

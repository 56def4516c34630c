// Rich text in the library's own templates: every style that it looks for is there.

#include <filesystem>
#include <string>

#include <catch2/catch.hpp>

#include "compile/template.h"
#include "data/value.h"
#include "library/library.h"
#include "render/render.h"
#include "support/docx_fixture.h"
#include "support/soundness.h"

using namespace thethuc;

namespace {

constexpr char kJson[] =
    R"x({"a":"# I. MỘT\n\n## 1. Hai\n\n### 1.1. Ba\n\n#### a) Bốn\n\nĐoạn^[Chú thích] và [trang](https://a.vn).\n\n|A|B|\n|-|-|\n|1|2|\n\n* x"})x";

// A template of the library with nothing but a rich tag in its body.
std::string filled(std::string const& id) {
  base::Diagnostics diagnostics;
  auto source = library::open_template(id, std::filesystem::path{"templates"}, diagnostics);
  INFO(diagnostics.to_text(base::Language::en));
  REQUIRE(source);
  source->package.find(source->package.main_part())->bytes = test::document_xml(
      "<w:p><w:pPr><w:pStyle w:val=\"NoiDung\"/></w:pPr><w:r><w:t>{{{a}}}</w:t></w:r></w:p>");
  source->options.schema_json.clear();
  compile::Result const result =
      compile::compile(std::move(source->package), nullptr, source->options);
  INFO(result.diagnostics.to_text(base::Language::en));
  REQUIRE(result.compiled);
  data::Document data;
  REQUIRE(data.parse(kJson, "a.json", {}, diagnostics));
  render::Scratch scratch;
  std::string docx;
  render::Options options;
  options.missing = render::Missing::blank;  // headers and properties are not what this is about
  diagnostics.add(render::render(*result.compiled, data, options, scratch, docx));
  INFO(diagnostics.to_text(base::Language::en));
  REQUIRE_FALSE(diagnostics.has_errors());
  CHECK(test::defects_of(docx) == std::vector<std::string>{});
  return docx;
}

// The paragraph style of what holds the text; "" for none.
std::string style_of(std::string const& xml, std::string const& text) {
  std::size_t const at = xml.find(">" + text + "<");
  REQUIRE(at != std::string::npos);
  std::size_t const begin = xml.rfind("<w:p>", at);
  std::string const paragraph = xml.substr(begin, at - begin);
  std::string const opening = "<w:pStyle w:val=\"";
  std::size_t const style = paragraph.find(opening);
  return style == std::string::npos ? ""
                                    : paragraph.substr(style + opening.size(),
                                                       paragraph.find('"', style + opening.size()) -
                                                           style - opening.size());
}

}  // namespace

TEST_CASE("rich text finds all its styles in the library's templates", "[samples][rich]") {
  base::Diagnostics diagnostics;
  for (library::Metadata const& known : library::list_templates("templates", diagnostics)) {
    DYNAMIC_SECTION(known.id) {
      std::string const docx = filled(known.id);
      std::string const xml = test::part_of(docx, "word/document.xml");
      CHECK(style_of(xml, "I. MỘT") == "MucLaMa");
      CHECK(style_of(xml, "1. Hai") == "KhoanCoTieuDe");
      CHECK(style_of(xml, "1.1. Ba") == "TieuMuc");
      CHECK(style_of(xml, "a) Bốn") == "TieuMucNho");
      CHECK(style_of(xml, "Đoạn") == "NoiDung");
      CHECK(style_of(xml, "A") == "BangTieuDe");
      CHECK(style_of(xml, "1") == "BangO");
      CHECK(style_of(xml, "x") == "NoiDung");
      CHECK(xml.find("<w:tblStyle w:val=\"BangSoLieu\"/>") != std::string::npos);
      CHECK(xml.find("<w:rStyle w:val=\"Hyperlink\"/>") != std::string::npos);
      CHECK(xml.find("<w:rStyle w:val=\"FootnoteReference\"/>") != std::string::npos);
      CHECK(style_of(test::part_of(docx, "word/footnotes.xml"), "Chú thích") == "FootnoteText");
    }
  }
}

#include "rendered_sample.h"

#include <filesystem>

#include <catch2/catch.hpp>

#include "data/value.h"
#include "library/library.h"
#include "library/profile.h"
#include "media/picture_folder.h"
#include "render/render.h"

namespace thethuc::test {

std::string rendered(Sample const& sample) {
  base::Diagnostics diagnostics;
  auto source = library::open_template(
      sample.template_id, std::filesystem::path{"templates"}, diagnostics, {}, profile_of(sample));
  INFO(diagnostics.to_text(base::Language::en));
  REQUIRE(source);
  compile::Result const result =
      compile::compile(std::move(source->package), source->partials, source->options);
  REQUIRE(result.compiled);
  data::Document data;
  REQUIRE(data.parse(read_file(sample.file), sample.file, {}, diagnostics));
  render::Scratch scratch;
  std::string docx;
  media::PictureFolder const pictures{std::filesystem::path{sample.file}.parent_path()};
  render::Options options;
  options.picture_folder = &pictures;
  base::Diagnostics const found = render::render(*result.compiled, data, options, scratch, docx);
  INFO(found.to_text(base::Language::en));
  REQUIRE(!found.has_errors());
  return docx;
}

}  // namespace thethuc::test

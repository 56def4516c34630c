#pragma once

// Template and data → a document, done again for a preview: what has not changed is kept.

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "base/legacy_text.h"
#include "compile/template.h"
#include "data/value.h"
#include "library/library.h"
#include "render/data_file.h"
#include "render/render.h"

namespace thethuc::review {

// What is previewed, and how it is filled in; as the command `render` takes it.
struct PreviewInput {
  std::string reference;                           // a template's id, a .docx or a template folder
  std::filesystem::path data;                      // a JSON file
  std::optional<std::filesystem::path> templates;  // --templates
  std::optional<library::ProfileRequest> profile;  // nullopt: as the data says
  // Text from before Unicode is converted, not only told; data of a known encoding, or by letters.
  bool convert_legacy = false;
  std::optional<base::LegacyEncoding> legacy_encoding;
  render::Options render;  // its folder of pictures is set here
  compile::Limits compile;
  data::Limits data_limits;
};

struct PreviewFill {
  base::Diagnostics diagnostics;  // of the template, then of the data
  std::string docx;               // "" after an error
  bool is_dropped = false;        // `is_outdated` said so: nothing else holds
  library::Metadata metadata;     // "" as far as it is not known
  std::string profile;
};

// Not thread-safe.
class PreviewFiller {
 public:
  // What the data names is told to `watch_pictures` before it is read.
  using WatchPictures = std::function<void(std::vector<std::filesystem::path>)>;
  PreviewFiller(PreviewInput input, WatchPictures watch_pictures);

  // The files and folders that the template is made of, whether they are there or not. Throws
  // EnvironmentError when there is no library and the template is to come from one.
  std::vector<std::filesystem::path> template_files() const;

  // Fills the template in. `template_changed`: one of its files did. `is_outdated` is asked between
  // steps. Throws EnvironmentError when a file is there and cannot be read.
  PreviewFill fill(bool template_changed, std::function<bool()> const& is_outdated);

 private:
  struct Compiled {
    std::shared_ptr<compile::CompiledTemplate const> compiled;
    std::optional<data::Schema> schema;
    std::vector<std::string> names;  // compile::Result::names
    base::Diagnostics diagnostics;
    library::Metadata metadata;
    std::string profile;
  };
  void compile_template(std::optional<library::ProfileRequest> const& profile);
  std::optional<render::DataFile> read_data(base::Diagnostics& out) const;
  base::Diagnostics fill_in(render::DataFile const& file, std::string& docx);

  PreviewInput input_;
  WatchPictures watch_pictures_;
  std::optional<Compiled> compiled_;
  std::optional<std::string> compiled_profile_;  // the one that was asked for
  render::Scratch scratch_;
};

}  // namespace thethuc::review

#include "http/api/compile_stored.h"

#include <memory>
#include <optional>
#include <utility>

#include "library/library.h"
#include "library/profile.h"

namespace thethuc::http {

StoredTemplatePtr compile_of_library(std::filesystem::path const& folder,
                                     compile::Limits const& limits,
                                     std::string const& id,
                                     std::string const& profile,
                                     std::string const& version) {
  auto made = std::make_shared<StoredTemplate>();
  auto const request =
      profile.empty() ? std::nullopt : std::optional{library::profile_option(profile)};
  auto source = library::open_template(id, folder, made->diagnostics, limits, request);
  made->version = version;
  if (!source) {
    made->metadata.id = id;
    return made;
  }
  made->metadata = source->metadata;
  made->profile = source->profile;
  compile::Result result =
      compile::compile(std::move(source->package), source->partials, source->options);
  made->diagnostics.add(std::move(result.diagnostics));
  made->compiled = std::move(result.compiled);
  return made;
}

StoredTemplatePtr compile_of_docx(std::filesystem::path const& folder,
                                  compile::Limits const& limits,
                                  std::string const& id,
                                  std::string_view docx) {
  auto made = std::make_shared<StoredTemplate>();
  made->metadata.id = id;
  made->metadata.name = id;
  made->version = upload_version(docx);
  made->is_upload = true;
  auto source = library::open_docx(docx, id + ".docx", folder, made->diagnostics, limits);
  if (source) {
    compile::Result result =
        compile::compile(std::move(source->package), source->partials, source->options);
    made->diagnostics.add(std::move(result.diagnostics));
    made->compiled = std::move(result.compiled);
  }
  return made;
}

}  // namespace thethuc::http

#pragma once

// Templates compiled from where they lie.

#include <filesystem>
#include <string>
#include <string_view>

#include "compile/template.h"
#include "http/api/template_store.h"

namespace thethuc::http {

// The template `id` of the library `folder` under a profile, its own when that is "". `version` is
// what it will be called. What is wrong is in its diagnostics.
StoredTemplatePtr compile_of_library(std::filesystem::path const& folder,
                                     compile::Limits const& limits,
                                     std::string const& id,
                                     std::string const& profile,
                                     std::string const& version);

// A .docx, with the partials of the library.
StoredTemplatePtr compile_of_docx(std::filesystem::path const& folder,
                                  compile::Limits const& limits,
                                  std::string const& id,
                                  std::string_view docx);

}  // namespace thethuc::http

#pragma once

// The template library: folders of source, and any .docx, as the same thing to the compiler.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.h"
#include "compile/template.h"
#include "library/profile.h"
#include "opc/package.h"

namespace thethuc::library {

// What template.json says of a template.
struct Metadata {
  std::string id;            // the folder's name: "bao-cao"
  std::string name;          // "Báo cáo"
  std::string abbreviation;  // "BC"
  std::string group;         // where lists put it: "reports", or a heading of one's own; may be ""
  std::string profile;       // the one that is taken unless another is asked for: "nd30-2020"
  std::vector<std::string> profiles;  // all that it supports, each a folder in _base
  std::string description;
  std::vector<std::string> samples;  // paths relative to the samples folder
  // Of profiles under which the type is called otherwise: profile and name.
  std::vector<std::pair<std::string, std::string>> names;

  std::string const& name_under(std::string_view of_profile) const;
};

// A template ready for compile(): compile(std::move(package), partials, options).
struct TemplateSource {
  Metadata metadata;    // of a .docx: only id (the file's stem)
  std::string profile;  // the one it was opened under; "" of a .docx
  opc::Package package;
  compile::PartialResolver partials;
  compile::Options options;
};

// The folder that holds the templates: `given` (--templates) if any, else $THETHUC_TEMPLATES,
// ./templates, then <prefix>/share/thethuc/templates. Throws EnvironmentError when `given` or the
// variable names no folder, or none is found.
std::filesystem::path templates_folder(std::optional<std::filesystem::path> const& given);

// Opens a template by reference: what holds a '/' or ends in .docx is a path (of a .docx or of a
// template folder), anything else the id of a folder in the library. `templates` is only looked up
// when needed. `limits` bound the template, its partials too, and are those of the result's
// options. A profile that the template does not have is an error in `out`, and the template is
// opened under its own, so that what else is wrong can be told.
std::optional<TemplateSource> open_template(
    std::string_view reference,
    std::optional<std::filesystem::path> const& templates,
    base::Diagnostics& out,
    compile::Limits const& limits = {},
    std::optional<ProfileRequest> const& profile = std::nullopt);

// A .docx that is in memory already; `file_name` is for places. Its partials are those of the
// library, if there is one; fragments among them bring the styles that they name, of the profile
// nd30-2020 or the first that there is. It has no profiles: to ask for one is a warning.
std::optional<TemplateSource> open_docx(
    std::string_view archive,
    std::string_view file_name,
    std::optional<std::filesystem::path> const& templates,
    base::Diagnostics& out,
    compile::Limits const& limits = {},
    std::optional<ProfileRequest> const& profile = std::nullopt);

// A template folder that is in memory yet, and will lie at `folder`, beside _base and _partials.
// Places in its parts are told as those of `file_name`. It is opened under its own profile.
std::optional<TemplateSource> open_template_files(std::vector<opc::Package::File> files,
                                                  std::string const& file_name,
                                                  std::filesystem::path const& folder,
                                                  base::Diagnostics& out,
                                                  compile::Limits const& limits = {});

// The metadata of all templates of the folder, ordered by id. Those whose template.json has
// mistakes are left out, with diagnostics.
std::vector<Metadata> list_templates(std::filesystem::path const& templates,
                                     base::Diagnostics& out);

// A plain .docx of the template (see compile::splice_partials), as bytes.
std::optional<std::string> export_docx(TemplateSource source, base::Diagnostics& out);

}  // namespace thethuc::library

#pragma once

// Brings an exported template, edited in Word, back as a folder of the library.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "library/library.h"

namespace thethuc::library {

struct ImportOptions {
  std::string id;                         // of the template that is made: a plain folder name
  std::optional<ProfileRequest> profile;  // else as the document's marks say
  bool own_styles = false;                // the document's styles, not the profile's
  compile::Limits limits;
};

struct ImportedTemplate {
  Metadata metadata;
  std::vector<opc::Package::File> files;  // of its folder, XML indented
};

// Makes a template folder of a .docx. Where its marks say that a partial stands and the content is
// still what the partial gives, the tag of the partial comes back; content that was changed stays,
// with a warning. Compared is what people see: not the marks of revision and spelling that Word
// adds, and of a document that LibreOffice has written only text, styles and the structure of
// tables. Section properties become what differs from the profile's page; parts that are the
// profile's are left to it; metadata and schema are those of the template that was exported, if
// `templates` still has it, else made up from the tags.
std::optional<ImportedTemplate> import_docx(std::string_view archive,
                                            std::string const& file_name,
                                            std::filesystem::path const& templates,
                                            ImportOptions const& options,
                                            base::Diagnostics& out);

}  // namespace thethuc::library

#pragma once

// A package as a folder of stable, pretty-printed XML, fit for review and git diff.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "opc/limits.h"
#include "opc/package.h"

namespace thethuc::opc {

// Reads all regular files below `folder`, names relative with '/', sorted; hidden files (".git",
// but not ".rels") are skipped, symbolic links are not followed. Throws EnvironmentError when it
// cannot be read.
std::vector<Package::File> read_folder(std::filesystem::path const& folder);

// Writes the files below `folder`, which is absent or empty, or which they replace; it appears
// whole or not at all, and its hidden files stay. Names must be relative, without "..". Throws
// EnvironmentError when it cannot be written.
void write_folder(std::vector<Package::File> const& files, std::filesystem::path const& folder);

// Writes the zip's entries below `folder` (created; must be empty or absent or, to `replace` it,
// the work of an earlier unpack), XML indented by to_pretty_xml. Any sound zip with XML parts will
// do: nothing of the package is interpreted or refused but what would be unsafe; XML that is not
// sound is written as it is, with a warning. The folder appears whole or not at all; replacing it
// keeps its hidden files (".git"). Returns false when refused; throws EnvironmentError when it
// cannot be written.
bool unpack(std::string_view archive,
            std::string_view file_name,
            std::filesystem::path const& folder,
            Limits const& limits,
            base::Diagnostics& out,
            bool replace = false);

// The archive of a folder: XML dense again, [Content_Types].xml first; the inverse of unpack up to
// white space between elements and comments. A folder without [Content_Types].xml and XML that is
// not sound are errors. Throws as read_folder.
std::optional<std::string> pack(std::filesystem::path const& folder,
                                Limits const& limits,
                                base::Diagnostics& out);

}  // namespace thethuc::opc

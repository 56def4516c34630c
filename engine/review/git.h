#pragma once

// Files of a revision, by the program git.

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"

namespace thethuc::review {

// "HEAD~1:templates/bao-cao".
struct GitReference {
  std::string revision;
  std::string path;  // without slashes at its end; "": the whole tree
  bool operator==(GitReference const&) const = default;
  std::string text() const { return revision + ":" + path; }
  // The folder that holds it; nullopt for the whole tree.
  std::optional<GitReference> parent() const;
  std::string name() const;                           // the last part of the path
  GitReference beside(std::string_view other) const;  // another entry of the same folder
};

// nullopt for what names a file or folder that is there, or has no revision before its first colon.
std::optional<GitReference> git_reference(std::string_view text);

enum class GitKind { absent, file, folder };

// What stands at the reference, in the repository of the current folder; `problem` tells why one is
// absent: there is no repository, no such revision, or no such path in it. Both functions throw
// EnvironmentError when there is no git, or it fails.
GitKind git_kind(GitReference const& reference, base::Words& problem);
// Writes the files of a folder below `target`, which is made: those that `wanted` takes by their
// path within it. Links and submodules are left out, as reading a template does.
void git_extract(GitReference const& folder,
                 std::filesystem::path const& target,
                 std::function<bool(std::string_view)> const& wanted);

}  // namespace thethuc::review

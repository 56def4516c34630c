#pragma once

// Data that lie in a file, with their pictures beside them: what all share who fill templates from
// files.

#include <filesystem>
#include <optional>
#include <string>

#include "base/diagnostic.h"
#include "compile/template.h"
#include "data/value.h"
#include "render/render.h"

namespace thethuc::render {

struct DataFile {
  std::filesystem::path path;  // "-": standard input
  std::string name;            // as diagnostics call it
  data::Document data;

  // Reads and parses a file. nullopt, with diagnostics, for one that is not there, is too large or
  // no JSON. Throws EnvironmentError when it is there and cannot be read.
  static std::optional<DataFile> read(std::filesystem::path const& path,
                                      data::Limits const& limits,
                                      base::Diagnostics& out);
  // Where pictures are looked for; nullopt for standard input, which lies nowhere.
  std::optional<std::filesystem::path> folder() const;
  // `options` without what the file itself says: its name and its pictures. As render().
  base::Diagnostics fill(compile::CompiledTemplate const& compiled,
                         Options options,
                         Scratch& scratch,
                         std::string& docx) const;
};

}  // namespace thethuc::render

#include "render/data_file.h"

#include <utility>

#include "base/input_file.h"
#include "media/picture_folder.h"

namespace thethuc::render {

namespace fs = std::filesystem;

std::optional<DataFile> DataFile::read(fs::path const& path,
                                       data::Limits const& limits,
                                       base::Diagnostics& out) {
  DataFile made;
  made.path = path;
  made.name = base::file_display_name(path);
  auto const json = base::read_file(path, limits.max_bytes, "data-bytes", out);
  if (!json || !made.data.parse(*json, made.name, limits, out)) {
    return std::nullopt;
  }
  return made;
}

std::optional<fs::path> DataFile::folder() const {
  if (path == "-") {
    return std::nullopt;
  }
  return path.has_parent_path() ? path.parent_path() : fs::path{"."};
}

base::Diagnostics DataFile::fill(compile::CompiledTemplate const& compiled,
                                 Options options,
                                 Scratch& scratch,
                                 std::string& docx) const {
  options.data_file_name = name;
  std::optional<media::PictureFolder> pictures;
  if (auto const beside = folder()) {
    options.picture_folder = &pictures.emplace(*beside);
  }
  return render(compiled, data, options, scratch, docx);
}

}  // namespace thethuc::render

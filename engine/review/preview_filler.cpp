#include "review/preview_filler.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "data/legacy.h"
#include "library/legacy.h"
#include "library/locations.h"

namespace thethuc::review {

namespace {

namespace fs = std::filesystem;

// The values of the data that read like names of pictures, as paths below `folder`.
void find_pictures(data::Value value, fs::path const& folder, std::set<fs::path>& out) {
  constexpr std::size_t kLongestName = 255;
  constexpr std::size_t kMostPictures = 1'000;
  constexpr std::array<std::string_view, 5> kEndings{".png", ".jpg", ".jpeg", ".gif", ".svg"};
  if (out.size() >= kMostPictures) {
    return;
  }
  if (value.kind() == data::Kind::string) {
    std::string_view const text = value.text();
    if (text.size() > kLongestName) {
      return;
    }
    std::string const ending = base::to_lower(fs::path{text}.extension().string());
    if (std::find(kEndings.begin(), kEndings.end(), ending) != kEndings.end()) {
      out.insert(folder / text);
    }
    return;
  }
  data::Value child = value.first();
  for (std::size_t i = 0; i < value.size(); ++i, child = child.next()) {
    find_pictures(child, folder, out);
  }
}

fs::path folder_of(fs::path const& file) {
  return file.has_parent_path() ? file.parent_path() : fs::path{"."};
}

std::vector<fs::path> shared_folders(fs::path const& library) {
  return {library / "_base", library / "_partials", library / "_schema"};
}

}  // namespace

PreviewFiller::PreviewFiller(PreviewInput input, WatchPictures watch_pictures)
    : input_(std::move(input)), watch_pictures_(std::move(watch_pictures)) {}

std::vector<fs::path> PreviewFiller::template_files() const {
  std::string const& reference = input_.reference;
  std::vector<fs::path> files;
  std::optional<fs::path> library;
  if (!library::is_path_reference(reference)) {
    library = library::templates_folder(input_.templates);
    files.push_back(*library / reference);
  } else {
    fs::path path = fs::path{reference}.lexically_normal();
    path = path.has_filename() ? path : path.parent_path();
    files.push_back(path);
    bool const is_docx = base::to_lower(path.extension().string()) == ".docx";
    library =
        is_docx ? library::find_templates_folder(input_.templates) : std::optional{folder_of(path)};
  }
  if (library) {
    auto const shared = shared_folders(*library);
    files.insert(files.end(), shared.begin(), shared.end());
  }
  return files;
}

void PreviewFiller::compile_template(std::optional<library::ProfileRequest> const& profile) {
  Compiled made;
  auto source = library::open_template(
      input_.reference, input_.templates, made.diagnostics, input_.compile, profile);
  if (source) {
    made.metadata = source->metadata;
    made.profile = source->profile;
    library::treat_legacy_text(
        *source,
        input_.convert_legacy ? library::LegacyText::convert : library::LegacyText::tell,
        made.diagnostics);
    source->options.deflate_level = input_.render.deflate_level;
    compile::Result result =
        compile::compile(std::move(source->package), source->partials, source->options);
    made.diagnostics.add(std::move(result.diagnostics));
    made.compiled = std::move(result.compiled);
    made.schema = std::move(result.schema);
    made.names = std::move(result.names);
  }
  compiled_ = std::move(made);
  compiled_profile_ = profile ? std::optional{profile->name} : std::nullopt;
}

std::optional<render::DataFile> PreviewFiller::read_data(base::Diagnostics& out) const {
  auto file = render::DataFile::read(input_.data, input_.data_limits, out);
  if (file) {
    data::treat_legacy_text(
        file->data,
        file->name,
        input_.convert_legacy ? data::LegacyText::convert : data::LegacyText::tell,
        input_.legacy_encoding,
        out);
  }
  return file;
}

base::Diagnostics PreviewFiller::fill_in(render::DataFile const& file, std::string& docx) {
  std::set<fs::path> pictures;
  find_pictures(file.data.root(), file.folder().value_or("."), pictures);
  watch_pictures_({pictures.begin(), pictures.end()});
  if (compiled_->compiled) {
    return file.fill(*compiled_->compiled, input_.render, scratch_, docx);
  }
  render::Options options = input_.render;
  options.data_file_name = file.name;
  return compiled_->schema ? render::check(*compiled_->schema, file.data, options)
                           : render::check_names(compiled_->names, file.data, options);
}

PreviewFill PreviewFiller::fill(bool template_changed, std::function<bool()> const& is_outdated) {
  PreviewFill made;
  base::Diagnostics in_data;
  auto const file = read_data(in_data);
  auto profile = input_.profile;
  if (file && !profile) {
    profile = library::profile_of_data(file->data.root(), file->name);
  }
  auto const asked = profile ? std::optional{profile->name} : std::nullopt;
  // While the data cannot be read, it is not known which profile they ask for.
  bool const is_other_profile = file && asked != compiled_profile_;
  if (template_changed || !compiled_ || is_other_profile) {
    // Kept or not, it is no longer what the files say.
    compiled_.reset();
    compile_template(profile);
  }
  if (is_outdated()) {
    made.is_dropped = true;
    return made;
  }
  made.metadata = compiled_->metadata;
  made.profile = compiled_->profile;
  made.diagnostics = compiled_->diagnostics;
  made.diagnostics.add(std::move(in_data));
  std::string docx;
  if (file) {
    made.diagnostics.add(fill_in(*file, docx));
  }
  if (!made.diagnostics.has_errors()) {
    made.docx = std::move(docx);
  }
  made.is_dropped = is_outdated();
  return made;
}

}  // namespace thethuc::review

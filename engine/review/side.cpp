#include "review/side.h"

#include <algorithm>
#include <set>
#include <system_error>

#include <fmt/format.h>

#include "base/environment_error.h"
#include "base/input_file.h"
#include "base/text.h"
#include "library/library.h"
#include "library/locations.h"
#include "review/git.h"

namespace thethuc::review {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSamples = "samples";
// What a template of a library needs beside its own folder.
constexpr std::string_view kShared[] = {"_base", "_partials", "_schema"};

bool is_folder(fs::path const& path) {
  std::error_code error;
  return fs::is_directory(path, error);
}

bool is_template_folder(fs::path const& path) {
  std::error_code error;
  return fs::is_regular_file(path / "template.json", error);
}

bool is_library(fs::path const& path) {
  if (!is_folder(path) || is_template_folder(path)) {
    return false;
  }
  std::error_code error;
  for (fs::directory_iterator it{path, error}, end; !error && it != end; it.increment(error)) {
    if (it->path().filename().string().front() != '_' && is_template_folder(it->path())) {
      return true;
    }
  }
  return is_folder(path / "_base");
}

std::string extension(fs::path const& path) {
  return base::to_lower(path.extension().string());
}

// "templates/bao-cao/" and "." by a path that ends in a name.
fs::path with_name(fs::path const& path) {
  fs::path const trimmed = path.has_filename() ? path : path.parent_path();
  fs::path const name = trimmed.filename();
  return name.empty() || name == "." || name == ".." ? fs::canonical(path) : trimmed;
}

fs::path samples_beside(fs::path const& library) {
  std::error_code error;
  fs::path const whole = fs::absolute(library, error).lexically_normal();
  fs::path const named = whole.has_filename() ? whole : whole.parent_path();
  // Relative as it was given, for messages.
  fs::path const found = library.is_absolute() || library == "." || !library.has_filename()
                             ? named.parent_path() / kSamples
                             : library.parent_path() / kSamples;
  return is_folder(found) ? found : fs::path{};
}

std::string top(std::string_view path) {
  return std::string{path.substr(0, path.find('/'))};
}

// What was taken out of a revision: the path of the thing itself.
struct Checkout {
  fs::path path;
  std::vector<std::pair<std::string, std::string>> renamed;  // here, there
};

Checkout check_out(GitReference const& reference, GitKind kind, fs::path const& target) {
  Checkout out;
  auto const everything = [](std::string_view) { return true; };
  if (kind == GitKind::file) {
    out.path = target / reference.name();
    git_extract({reference.revision, reference.parent()->path},
                target,
                [name = reference.name()](std::string_view path) { return path == name; });
    out.renamed.emplace_back(out.path.string(), reference.text());
    return out;
  }
  // A template stands in a library; whether the folder is one is known by its template.json.
  base::Words ignored;
  GitReference const metadata{reference.revision, reference.path + "/template.json"};
  bool const is_template = !reference.path.empty() && git_kind(metadata, ignored) == GitKind::file;
  GitReference const library = is_template ? *reference.parent() : reference;
  fs::path const library_folder = target / "templates";
  git_extract(library, library_folder, [&](std::string_view path) {
    std::string const first = top(path);
    return !is_template || first == reference.name() ||
           std::find(std::begin(kShared), std::end(kShared), first) != std::end(kShared);
  });
  out.path = is_template ? library_folder / reference.name() : library_folder;
  out.renamed.emplace_back(library_folder.string(), library.text());
  if (!library.path.empty()) {
    GitReference const samples = library.beside(kSamples);
    if (git_kind(samples, ignored) == GitKind::folder) {
      git_extract(samples, target / kSamples, everything);
      out.renamed.emplace_back((target / kSamples).string(), samples.text());
    }
  }
  return out;
}

std::map<std::string, Sample> json_files(fs::path const& samples, std::string const& id) {
  std::map<std::string, Sample> out;
  std::error_code error;
  for (fs::directory_iterator it{samples / id, error}, end; !error && it != end;
       it.increment(error)) {
    fs::path const& file = it->path();
    std::string const name = file.filename().string();
    if (name.front() != '.' && extension(file) == ".json" && it->is_regular_file(error)) {
      out[id + "/" + name] = {id + "/" + name, file};
    }
  }
  return out;
}

}  // namespace

base::Words kind_words(SideKind kind) {
  switch (kind) {
    case SideKind::document:
      return {"một văn bản", "a document"};
    case SideKind::template_alone:
      return {"một mẫu", "a template"};
    case SideKind::library:
      break;
  }
  return {"một thư viện mẫu", "a library of templates"};
}

std::optional<Side> Side::open_path(fs::path const& path,
                                    std::string const& display,
                                    DiffRequest const& request,
                                    base::Diagnostics& out) {
  Side side;
  side.display_ = display;
  std::string const kind = extension(path);
  std::error_code error;
  bool const is_template = is_folder(path) || (kind == ".docx" && !request.data.empty());
  if (!is_template || !fs::exists(path, error)) {
    auto bytes =
        base::read_file(path, request.compile.package.max_archive_bytes, "archive-bytes", out);
    if (!bytes) {
      return std::nullopt;
    }
    side.bytes_ = std::move(*bytes);
    return side;
  }
  side.kind_ = SideKind::template_alone;
  side.path_ = path;
  if (is_library(path)) {
    side.kind_ = SideKind::library;
    side.samples_ = samples_beside(path);
  } else if (is_template_folder(path)) {
    side.path_ = with_name(path);
    side.samples_ = samples_beside(side.path_.has_parent_path() ? side.path_.parent_path() : ".");
  }
  return side;
}

std::optional<Side> Side::open(std::string const& reference,
                               DiffRequest const& request,
                               base::Diagnostics& out) {
  std::optional<Side> side;
  if (auto const git = git_reference(reference)) {
    base::Words problem;
    GitKind const kind = git_kind(*git, problem);
    if (kind == GitKind::absent) {
      out.add(base::diagnose(base::Id::diff_revision,
                             base::place_in_file(reference),
                             {},
                             {{"problem.vi", problem.vi}, {"problem.en", problem.en}}));
      return std::nullopt;
    }
    auto folder = std::make_shared<base::WorkFolder const>("thethuc-diff-");
    Checkout const checkout = check_out(*git, kind, folder->path());
    base::Diagnostics found;
    side = open_path(checkout.path, reference, request, found);
    if (side) {
      side->checkout_ = std::move(folder);
      for (auto const& [here, there] : checkout.renamed) {
        side->renamed_.push_back({here, there});
      }
      side->relocate(found);
    }
    out.add(std::move(found));
  } else if (library::is_path_reference(reference) || extension(reference) == ".pdf" ||
             is_library(reference)) {
    side = open_path(reference, reference, request, out);
  } else {
    fs::path const library = library::templates_folder(request.templates);
    if (is_template_folder(library / reference)) {
      side = open_path(library / reference, reference, request, out);
    } else {  // opening the template will say so, and which one is near
      side.emplace();
      side->kind_ = SideKind::template_alone;
      side->display_ = reference;
      side->path_ = reference;
    }
  }
  if (side && request.samples) {
    side->samples_ = *request.samples;
  }
  return side;
}

std::string Side::template_reference(std::string const& id) const {
  fs::path const path = kind_ == SideKind::library ? path_ / id : path_;
  std::string text = path.string();
  // A folder without a slash would be an id.
  if (!library::is_path_reference(text) && is_template_folder(path)) {
    text = "./" + text;
  }
  return text;
}

std::vector<std::string> Side::template_ids(base::Diagnostics& out) const {
  if (kind_ == SideKind::template_alone) {
    return {path_.filename().string()};
  }
  base::Diagnostics found;
  std::vector<std::string> ids;
  for (library::Metadata const& one : library::list_templates(path_, found)) {
    ids.push_back(one.id);
  }
  relocate(found);
  out.add(std::move(found));
  return ids;
}

std::map<std::string, Sample> Side::samples(std::string const& id) const {
  return samples_.empty() ? std::map<std::string, Sample>{} : json_files(samples_, id);
}

std::string Side::samples_display() const {
  std::string const text = samples_.string();
  for (Renamed const& renamed : renamed_) {
    if (text == renamed.here) {
      return renamed.there;
    }
  }
  return text;
}

void Side::relocate(base::Diagnostics& diagnostics) const {
  auto const rename = [&](base::Place& place) {
    for (Renamed const& renamed : renamed_) {
      if (place.file.starts_with(renamed.here)) {
        place.file = renamed.there + place.file.substr(renamed.here.size());
        return;
      }
    }
  };
  diagnostics.relocate([&](base::Diagnostic& d) {
    rename(d.place);
    for (base::Place& place : d.related) {
      rename(place);
    }
  });
}

}  // namespace thethuc::review

#pragma once

// One of the two things that are compared. Internal to the module.

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/work_folder.h"
#include "review/diff.h"

namespace thethuc::review {

enum class SideKind { document, template_alone, library };
base::Words kind_words(SideKind kind);

// A data file, by its name for people: "bao-cao/toi-thieu.json".
struct Sample {
  std::string name;
  std::filesystem::path file;
};

class Side {
 public:
  // Opens a reference: a path, an id of the library, or REVISION:PATH, whose files are brought into
  // a temporary folder that lives as long as the side. nullopt, with diagnostics, when there is no
  // such thing. Throws EnvironmentError.
  static std::optional<Side> open(std::string const& reference,
                                  DiffRequest const& request,
                                  base::Diagnostics& out);

  SideKind kind() const { return kind_; }
  std::string const& display() const { return display_; }  // as the user named it
  std::string const& bytes() const { return bytes_; }      // of a document
  // What library::open_template takes for a template of that id; of a template alone, whatever the
  // id is.
  std::string template_reference(std::string const& id) const;
  // The ids of the library's templates, sorted; of a template alone its own.
  std::vector<std::string> template_ids(base::Diagnostics& out) const;
  // The samples of a template, by name; empty when there is no such folder.
  std::map<std::string, Sample> samples(std::string const& id) const;
  std::string samples_display() const;  // where they were looked for; "" when nowhere
  // Gives the places of files of a revision their names there.
  void relocate(base::Diagnostics& diagnostics) const;

 private:
  struct Renamed {
    std::string here;
    std::string there;
  };
  static std::optional<Side> open_path(std::filesystem::path const& path,
                                       std::string const& display,
                                       DiffRequest const& request,
                                       base::Diagnostics& out);

  SideKind kind_ = SideKind::document;
  std::string display_;
  std::string bytes_;
  std::filesystem::path path_;     // of the template or library
  std::filesystem::path samples_;  // may be empty
  std::vector<Renamed> renamed_;
  std::shared_ptr<base::WorkFolder const> checkout_;
};

}  // namespace thethuc::review

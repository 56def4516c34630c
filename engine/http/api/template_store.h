#pragma once

// The library, compiled and kept; read anew when its files change.

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.h"
#include "compile/template.h"
#include "data/schema.h"
#include "library/library.h"

namespace thethuc::http {

// A template under one of its profiles. Never changes.
struct StoredTemplate {
  library::Metadata metadata;
  std::string profile;
  std::string version;  // of all files that it may be made of: equal ones give equal documents
  std::shared_ptr<compile::CompiledTemplate const> compiled;  // null: see diagnostics
  base::Diagnostics diagnostics;                              // of compiling
};
using StoredTemplatePtr = std::shared_ptr<StoredTemplate const>;

// Any number of threads.
class TemplateStore {
 public:
  // Compiles all templates. Throws EnvironmentError when there is no such folder.
  TemplateStore(std::filesystem::path folder, compile::Limits limits);

  std::filesystem::path const& folder() const { return folder_; }
  std::vector<StoredTemplatePtr> all() const;  // by id, each under its own profile
  // Under the profile, or its own when that is "". Null when there is no such template or it does
  // not have that profile. An id is looked up among those that are known, never on the disk.
  StoredTemplatePtr find(std::string_view id, std::string_view profile) const;
  // The ids of templates that do not compile.
  std::vector<std::string> broken() const;

  // Compiles all anew if a file has changed, or `always`; gives whether it did. A template that
  // worked and no longer compiles stays as it was; what is wrong is told in `out`.
  bool reload(bool always, base::Diagnostics& out);

 private:
  // What there was at one time; only `profiled` grows.
  struct Snapshot {
    std::string stamp;    // of the files' names, sizes and times
    std::string version;  // of their bytes
    std::map<std::string, StoredTemplatePtr, std::less<>> templates;
    std::mutex mutex;  // of what follows
    std::map<std::pair<std::string, std::string>, StoredTemplatePtr> profiled;
  };
  std::shared_ptr<Snapshot> current() const;
  std::shared_ptr<Snapshot> read(base::Diagnostics& out) const;
  StoredTemplatePtr compile(std::string const& id,
                            std::string const& profile,
                            std::string const& version) const;

  std::filesystem::path folder_;
  compile::Limits limits_;
  std::mutex reloading_;
  mutable std::mutex mutex_;  // of the pointer
  std::shared_ptr<Snapshot> snapshot_;
};

}  // namespace thethuc::http

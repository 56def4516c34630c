#pragma once

// The library and uploaded templates, compiled and kept; read anew when files change.

#include <cstdint>
#include <filesystem>
#include <functional>
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
#include "http/api/upload_store.h"
#include "library/library.h"

namespace thethuc::http {

// A template under one of its profiles. Never changes.
struct StoredTemplate {
  library::Metadata metadata;
  std::string profile;
  // Of all files of the library, or of the upload: equal ones give equal documents.
  std::string version;
  bool is_upload = false;
  std::shared_ptr<compile::CompiledTemplate const> compiled;  // null: see diagnostics
  base::Diagnostics diagnostics;                              // of compiling
};
using StoredTemplatePtr = std::shared_ptr<StoredTemplate const>;

// Any number of threads.
class TemplateStore {
 public:
  // Compiles all templates. `uploads`: where templates may be put; nullopt: nowhere. Throws
  // EnvironmentError when there is no such folder.
  TemplateStore(std::filesystem::path folder,
                compile::Limits limits,
                std::optional<std::filesystem::path> uploads = std::nullopt);

  std::filesystem::path const& folder() const { return folder_; }
  std::string library_version() const;         // of all files of the library, as it was compiled
  std::vector<StoredTemplatePtr> all() const;  // by id, each under its own profile
  // Under the profile, or its own when that is "". Null when there is no such template or it does
  // not have that profile. An id is looked up among those that are known, never on the disk.
  StoredTemplatePtr find(std::string_view id, std::string_view profile) const;
  // The ids of templates that do not compile.
  std::vector<std::string> broken() const;

  // --- uploads
  bool takes_uploads() const { return uploads_.has_value(); }
  // A .docx compiled as the template `id` would be, and not kept.
  StoredTemplatePtr compile_upload(std::string const& id, std::string_view docx) const;
  enum class Change : std::uint8_t { done, of_library, refused };
  // `may` is asked with what is there now (null: nothing) and nothing can come between; keeps
  // `docx` as the newest version and `compiled` as what is rendered. Of bytes that are there
  // already no further version is made.
  Change put(StoredTemplatePtr const& compiled,
             std::string_view docx,
             std::function<bool(StoredTemplate const*)> const& may);
  Change remove(std::string const& id, std::function<bool(StoredTemplate const*)> const& may);
  // Of an upload, oldest first.
  std::vector<UploadVersion> versions(std::string const& id) const;

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
  std::string stamp() const;
  // Without or with another entry for the id.
  void exchange(std::string const& id, StoredTemplatePtr with);
  StoredTemplatePtr compile(std::string const& id,
                            std::string const& profile,
                            std::string const& version) const;

  std::filesystem::path folder_;
  compile::Limits limits_;
  std::optional<UploadStore> uploads_;
  std::mutex changing_;       // held while snapshots are exchanged, and uploads written
  mutable std::mutex mutex_;  // of the pointer
  std::shared_ptr<Snapshot> snapshot_;
};

}  // namespace thethuc::http

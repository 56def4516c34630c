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
                std::optional<std::filesystem::path> uploads = std::nullopt,
                UploadLimits upload_limits = {});

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
  UploadLimits const& upload_limits() const { return upload_limits_; }
  enum class Change : std::uint8_t {
    done,
    of_library,
    refused,             // by `may`
    too_many_templates,  // a further one is beyond the limit
    too_large,           // it alone is larger than all that may be kept
    too_many_bytes       // with what is kept already
  };
  // `may` is asked with what is there now (null: nothing) and nothing can come between; keeps
  // `docx` as the newest version and `compiled` as what is rendered. Of the newest bytes no further
  // version is made. Of services that share a folder each knows within seconds what the others have
  // put; so much later do their limits hold for all of them together.
  Change put(StoredTemplatePtr const& compiled,
             std::string_view docx,
             std::function<bool(StoredTemplate const*)> const& may);
  Change remove(std::string const& id, std::function<bool(StoredTemplate const*)> const& may);
  // Of an upload, oldest first.
  std::vector<UploadVersion> versions(std::string const& id) const;

  // Compiles all anew if a file has changed, or `always`; gives whether it did. Uploads whose
  // newest version is the same, over the same library, are kept as they are compiled. A template
  // that worked and no longer compiles stays as it was; what is wrong is told in `out`.
  bool reload(bool always, base::Diagnostics& out);

 private:
  struct Uploaded {
    std::string newest;       // the name of its newest file
    std::uint64_t bytes = 0;  // of all its versions
  };
  using AllUploaded = std::map<std::string, Uploaded>;
  // What there was at one time; only `profiled` grows.
  struct Snapshot {
    std::string stamp;     // of the names, sizes and times of the library's files
    std::string version;   // of their bytes
    AllUploaded uploaded;  // by id, what one of the library hides, too
    std::map<std::string, StoredTemplatePtr, std::less<>> templates;
    std::mutex mutex;  // of what follows
    std::map<std::pair<std::string, std::string>, StoredTemplatePtr> profiled;
  };
  std::shared_ptr<Snapshot> current() const;
  std::shared_ptr<Snapshot> read(Snapshot const* before, base::Diagnostics& out) const;
  // Null when it is not what lay there then.
  static StoredTemplatePtr compiled_before(Snapshot const& before,
                                           std::string const& id,
                                           std::string const& newest);
  std::string stamp() const;
  bool has_same_uploads(Snapshot const& as) const;
  Uploaded uploaded(std::string const& id) const;
  // Whether there is room for a further version.
  Change room(std::string const& id, std::uint64_t bytes) const;
  // Without or with another entry for the id.
  void exchange(std::string const& id, StoredTemplatePtr with);
  StoredTemplatePtr compile(std::string const& id,
                            std::string const& profile,
                            std::string const& version) const;

  std::filesystem::path folder_;
  compile::Limits limits_;
  std::optional<UploadStore> uploads_;
  UploadLimits upload_limits_;
  std::mutex changing_;       // held while snapshots are exchanged, and uploads written
  mutable std::mutex mutex_;  // of the pointer
  std::shared_ptr<Snapshot> snapshot_;
};

}  // namespace thethuc::http

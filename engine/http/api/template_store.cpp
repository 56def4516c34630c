#include "http/api/template_store.h"

#include <algorithm>
#include <system_error>

#include <fmt/format.h>

#include "http/api/compile_stored.h"
#include "http/api/digest.h"
#include "http/api/library_files.h"

namespace thethuc::http {

namespace {

namespace fs = std::filesystem;

// Changes when a file does, unless within the time that the file system's clock tells apart.
std::string stamp_of(std::vector<fs::path> const& files) {
  std::string all;
  for (fs::path const& file : files) {
    std::error_code error;
    auto const size = fs::file_size(file, error);
    auto const time = fs::last_write_time(file, error).time_since_epoch().count();
    all += fmt::format("{}\n{}\n{}\n", file.string(), size, time);
  }
  return sha256({all});
}

}  // namespace

TemplateStore::TemplateStore(fs::path folder,
                             compile::Limits limits,
                             std::optional<fs::path> uploads,
                             UploadLimits upload_limits)
    : folder_(std::move(folder)), limits_(limits), upload_limits_(upload_limits) {
  if (uploads) {
    uploads_.emplace(std::move(*uploads));
  }
  base::Diagnostics found;
  snapshot_ = read(nullptr, found);
}

std::shared_ptr<TemplateStore::Snapshot> TemplateStore::current() const {
  std::lock_guard const lock{mutex_};
  return snapshot_;
}

std::shared_ptr<TemplateStore::Snapshot> TemplateStore::read(Snapshot const* before,
                                                             base::Diagnostics& out) const {
  auto made = std::make_shared<Snapshot>();
  made->stamp = stamp();
  made->version = http::library_version(folder_);
  for (library::Metadata const& metadata : library::list_templates(folder_, out)) {
    made->templates.emplace(metadata.id, compile(metadata.id, "", made->version));
  }
  for (auto const& [id, newest] :
       uploads_ ? uploads_->newest() : std::map<std::string, std::string>{}) {
    Uploaded const now = uploaded(id);
    if (now.newest.empty()) {
      continue;  // removed meanwhile
    }
    made->uploaded.emplace(id, now);
    // One of the library comes first: it may have come later.
    if (!made->templates.contains(id)) {
      StoredTemplatePtr known = before != nullptr && before->version == made->version
                                    ? compiled_before(*before, id, now.newest)
                                    : nullptr;
      made->templates.emplace(
          id,
          known ? std::move(known)
                : compile_upload(id, bytes_of_file(uploads_->folder() / id / now.newest)));
    }
  }
  return made;
}

StoredTemplatePtr TemplateStore::compiled_before(Snapshot const& before,
                                                 std::string const& id,
                                                 std::string const& newest) {
  auto const file = before.uploaded.find(id);
  auto const stored = before.templates.find(id);
  bool const is_same = file != before.uploaded.end() && file->second.newest == newest &&
                       stored != before.templates.end() && stored->second->is_upload;
  return is_same ? stored->second : nullptr;
}

std::string TemplateStore::stamp() const {
  return stamp_of(library_files(folder_));
}

bool TemplateStore::has_same_uploads(Snapshot const& as) const {
  auto const now = uploads_ ? uploads_->newest() : std::map<std::string, std::string>{};
  return std::equal(now.begin(),
                    now.end(),
                    as.uploaded.begin(),
                    as.uploaded.end(),
                    [](auto const& a, auto const& b) {
                      return a.first == b.first && a.second == b.second.newest;
                    });
}

TemplateStore::Uploaded TemplateStore::uploaded(std::string const& id) const {
  Uploaded made;
  for (UploadVersion const& one : uploads_->versions(id)) {
    made.newest = one.file.filename().string();
    made.bytes += one.bytes;
  }
  return made;
}

StoredTemplatePtr TemplateStore::compile(std::string const& id,
                                         std::string const& profile,
                                         std::string const& version) const {
  return compile_of_library(folder_, limits_, id, profile, version);
}

StoredTemplatePtr TemplateStore::compile_upload(std::string const& id,
                                                std::string_view docx) const {
  return compile_of_docx(folder_, limits_, id, docx);
}

std::vector<StoredTemplatePtr> TemplateStore::all() const {
  std::vector<StoredTemplatePtr> stored;
  for (auto const& [id, one] : current()->templates) {
    stored.push_back(one);
  }
  return stored;
}

StoredTemplatePtr TemplateStore::find(std::string_view id, std::string_view profile) const {
  auto const snapshot = current();
  auto const at = snapshot->templates.find(id);
  if (at == snapshot->templates.end()) {
    return nullptr;
  }
  StoredTemplatePtr const& own = at->second;
  if (profile.empty() || own->is_upload || profile == own->profile) {
    return own;
  }
  auto const& profiles = own->metadata.profiles;
  if (std::find(profiles.begin(), profiles.end(), profile) == profiles.end()) {
    return nullptr;
  }
  std::lock_guard const lock{snapshot->mutex};  // compiled once, whoever asks
  StoredTemplatePtr& kept = snapshot->profiled[{own->metadata.id, std::string{profile}}];
  if (!kept) {
    kept = compile(own->metadata.id, std::string{profile}, own->version);
  }
  return kept;
}

std::string TemplateStore::library_version() const {
  return current()->version;
}

std::vector<std::string> TemplateStore::broken() const {
  std::vector<std::string> ids;
  for (auto const& [id, stored] : current()->templates) {
    if (!stored->compiled) {
      ids.push_back(id);
    }
  }
  return ids;
}

bool TemplateStore::reload(bool always, base::Diagnostics& out) {
  std::lock_guard const lock{changing_};
  auto const old = current();
  if (!always && stamp() == old->stamp && has_same_uploads(*old)) {
    return false;
  }
  auto const made = read(old.get(), out);
  for (auto& [id, stored] : made->templates) {
    if (stored->compiled) {
      continue;
    }
    out.add(stored->diagnostics);
    auto const before = old->templates.find(id);
    if (before != old->templates.end() && before->second->compiled) {
      stored = before->second;
    }
  }
  std::lock_guard const pointer_lock{mutex_};
  snapshot_ = made;
  return true;
}

// --- uploads

void TemplateStore::exchange(std::string const& id, StoredTemplatePtr with) {
  auto const old = current();
  auto made = std::make_shared<Snapshot>();
  made->stamp = old->stamp;
  made->version = old->version;
  made->uploaded = old->uploaded;
  made->templates = old->templates;
  {
    std::lock_guard const lock{old->mutex};
    made->profiled = old->profiled;
  }
  if (with) {
    made->uploaded[id] = uploaded(id);
    made->templates[id] = std::move(with);
  } else {
    made->uploaded.erase(id);
    made->templates.erase(id);
  }
  std::lock_guard const lock{mutex_};
  snapshot_ = std::move(made);
}

TemplateStore::Change TemplateStore::room(std::string const& id, std::uint64_t bytes) const {
  auto const snapshot = current();
  if (!snapshot->uploaded.contains(id) &&
      snapshot->uploaded.size() >= upload_limits_.max_templates) {
    return Change::too_many_templates;
  }
  if (bytes > upload_limits_.max_bytes) {
    return Change::too_large;
  }
  std::uint64_t kept = bytes;
  for (auto const& [other, one] : snapshot->uploaded) {
    kept += one.bytes;
  }
  // What makes room for it does not count.
  auto const own = uploads_->versions(id);
  for (std::size_t i = 0; i + upload_limits_.max_versions < own.size() + 1; ++i) {
    kept -= std::min<std::uint64_t>(kept, own[i].bytes);
  }
  return kept > upload_limits_.max_bytes ? Change::too_many_bytes : Change::done;
}

TemplateStore::Change TemplateStore::put(StoredTemplatePtr const& compiled,
                                         std::string_view docx,
                                         std::function<bool(StoredTemplate const*)> const& may) {
  std::string const& id = compiled->metadata.id;
  std::lock_guard const lock{changing_};
  StoredTemplatePtr const now = find(id, "");
  if (now && !now->is_upload) {
    return Change::of_library;
  }
  if (!may(now.get())) {
    return Change::refused;
  }
  if (now && now->version == compiled->version) {
    return Change::done;
  }
  if (Change const found = room(id, docx.size()); found != Change::done) {
    return found;
  }
  uploads_->put(id, docx, upload_limits_.max_versions);
  exchange(id, compiled);
  return Change::done;
}

TemplateStore::Change TemplateStore::remove(std::string const& id,
                                            std::function<bool(StoredTemplate const*)> const& may) {
  std::lock_guard const lock{changing_};
  StoredTemplatePtr const now = find(id, "");
  if (now && !now->is_upload) {
    return Change::of_library;
  }
  if (!may(now.get())) {
    return Change::refused;
  }
  uploads_->remove(id);
  exchange(id, nullptr);
  return Change::done;
}

std::vector<UploadVersion> TemplateStore::versions(std::string const& id) const {
  return uploads_ && is_upload_id(id) ? uploads_->versions(id) : std::vector<UploadVersion>{};
}

}  // namespace thethuc::http

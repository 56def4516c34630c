#pragma once

// Templates that were uploaded: .docx files in a folder, all versions of each kept.

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace thethuc::http {

struct UploadVersion {
  std::string version;  // 16 digits of the SHA-256 of the bytes
  std::string created;  // "2026-12-01T08:30:00Z"
  std::size_t bytes = 0;
  std::filesystem::path file;  // FOLDER/ID/000001-VERSION.docx
};

// Ids of uploads: small letters, digits and hyphens, 64 at most. Nothing else ever names a folder.
bool is_upload_id(std::string_view id);
std::string upload_version(std::string_view docx);

// What lies in the folder; several services may share it. All functions throw EnvironmentError when
// the disk fails. Changes are for one thread at a time.
class UploadStore {
 public:
  explicit UploadStore(std::filesystem::path folder);  // made when it is not there

  std::filesystem::path const& folder() const { return folder_; }
  std::vector<std::string> ids() const;
  // Oldest first, the last is what is rendered; empty for an id that is not there.
  std::vector<UploadVersion> versions(std::string const& id) const;
  // Whole or not at all.
  void put(std::string const& id, std::string_view docx);
  // All versions.
  void remove(std::string const& id);

 private:
  std::filesystem::path folder_;
};

}  // namespace thethuc::http

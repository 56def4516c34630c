#pragma once

// Templates that were uploaded: .docx files in a folder, the latest versions of each kept.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace thethuc::http {

struct UploadVersion {
  std::uint64_t number = 0;  // in the order of uploads, from 1; the same bytes may come again
  std::string version;       // 16 digits of the SHA-256 of the bytes
  std::string created;       // "2026-12-01T08:30:00Z"
  std::size_t bytes = 0;
  std::filesystem::path file;  // FOLDER/ID/000001-VERSION.docx
};

struct UploadLimits {
  std::size_t max_versions = 100;  // of a template, from 1: the oldest go when further ones come
  std::size_t max_templates = 500;
  std::uint64_t max_bytes = std::uint64_t{2} << 30;  // of all versions of all templates
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
  // The name of the newest file of each id. Versions never change, so that equal names are equal
  // templates; only names are read, for who looks often.
  std::map<std::string, std::string> newest() const;
  // Oldest first, the last is what is rendered; empty for an id that is not there.
  std::vector<UploadVersion> versions(std::string const& id) const;
  // Whole or not at all; of more than `most` versions the oldest go.
  void put(std::string const& id, std::string_view docx, std::size_t most);
  // All versions.
  void remove(std::string const& id);

 private:
  std::filesystem::path folder_;
};

}  // namespace thethuc::http

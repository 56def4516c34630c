#include "http/api/upload_store.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <ctime>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "base/environment_error.h"
#include "base/output_file.h"
#include "http/api/digest.h"

namespace thethuc::http {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kNumberDigits = 6;
constexpr std::size_t kVersionDigits = 16;
constexpr std::string_view kExtension = ".docx";

std::string time_text(fs::file_time_type time) {
  auto const system = std::chrono::file_clock::to_sys(time);
  std::time_t const seconds = std::chrono::system_clock::to_time_t(
      std::chrono::time_point_cast<std::chrono::system_clock::duration>(system));
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  char text[32];
  return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

// Of "000001-0123456789abcdef.docx", 1; of what else lies there (a temporary file), 0.
std::uint64_t number_of(std::string_view name) {
  std::size_t const hyphen = name.find('-');
  std::uint64_t number = 0;
  auto const [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  bool const is_version = hyphen != std::string_view::npos && hyphen >= kNumberDigits &&
                          error == std::errc{} && end == name.data() + hyphen &&
                          name.size() == hyphen + 1 + kVersionDigits + kExtension.size() &&
                          name.ends_with(kExtension);
  return is_version ? number : 0;
}

[[noreturn]] void fail(fs::path const& path, std::error_code const& error) {
  throw base::EnvironmentError(fmt::format("{}: {}", path.string(), error.message()));
}

}  // namespace

bool is_upload_id(std::string_view id) {
  constexpr std::size_t kLongest = 64;
  return !id.empty() && id.size() <= kLongest && id.front() != '-' &&
         std::all_of(id.begin(), id.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
         });
}

std::string upload_version(std::string_view docx) {
  return sha256({docx}).substr(0, kVersionDigits);
}

UploadStore::UploadStore(fs::path folder) : folder_(std::move(folder)) {
  std::error_code error;
  fs::create_directories(folder_, error);
  if (!fs::is_directory(folder_)) {
    fail(folder_, error ? error : std::make_error_code(std::errc::not_a_directory));
  }
}

std::map<std::string, std::string> UploadStore::newest() const {
  std::map<std::string, std::string> all;
  std::error_code error;
  for (fs::directory_iterator at{folder_, error}, end; !error && at != end; at.increment(error)) {
    std::string id = at->path().filename().string();
    if (!is_upload_id(id)) {
      continue;
    }
    std::string newest;
    std::error_code gone;  // removed meanwhile
    for (fs::directory_iterator file{at->path(), gone}; !gone && file != fs::directory_iterator{};
         file.increment(gone)) {
      std::string name = file->path().filename().string();
      if (number_of(name) > number_of(newest)) {
        newest = std::move(name);
      }
    }
    if (!newest.empty()) {
      all.emplace(std::move(id), std::move(newest));
    }
  }
  if (error) {
    fail(folder_, error);
  }
  return all;
}

std::vector<UploadVersion> UploadStore::versions(std::string const& id) const {
  std::vector<UploadVersion> all;
  std::error_code error;
  for (fs::directory_iterator at{folder_ / id, error}, end; !error && at != end;
       at.increment(error)) {
    std::string const name = at->path().filename().string();
    if (std::uint64_t const number = number_of(name); number > 0) {
      UploadVersion& one = all.emplace_back();
      std::error_code gone;  // removed meanwhile
      one.number = number;
      one.version = name.substr(name.find('-') + 1, kVersionDigits);
      one.created = time_text(fs::last_write_time(at->path(), gone));
      one.bytes = static_cast<std::size_t>(fs::file_size(at->path(), gone));
      one.file = at->path();
      if (gone) {
        all.pop_back();
      }
    }
  }
  std::sort(all.begin(), all.end(), [](UploadVersion const& a, UploadVersion const& b) {
    return a.number < b.number;
  });
  return all;
}

void UploadStore::put(std::string const& id, std::string_view docx, std::size_t most) {
  std::error_code error;
  fs::create_directories(folder_ / id, error);
  if (error) {
    fail(folder_ / id, error);
  }
  auto const before = versions(id);
  std::uint64_t const number = before.empty() ? 1 : before.back().number + 1;
  base::OutputFile file{folder_ / id /
                        fmt::format("{:06}-{}{}", number, upload_version(docx), kExtension)};
  file.write(docx);
  file.commit();
  for (std::size_t i = 0; i + most < before.size() + 1; ++i) {
    fs::remove(before[i].file, error);  // one that stays goes with the next
  }
}

void UploadStore::remove(std::string const& id) {
  std::error_code error;
  fs::remove_all(folder_ / id, error);
  if (error) {
    fail(folder_ / id, error);
  }
}

}  // namespace thethuc::http

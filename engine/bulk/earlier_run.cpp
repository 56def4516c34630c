#include "bulk/earlier_run.h"

#include <system_error>

#include "base/environment_error.h"

namespace thethuc::bulk {

namespace fs = std::filesystem;

std::optional<Fingerprint> earlier_run(RunOptions const& options,
                                       Fingerprint const& own,
                                       base::Diagnostics& out) {
  std::error_code error;
  fs::path const path = fingerprint_path(options.manifest);
  if (!fs::exists(options.manifest, error) && !fs::exists(path, error)) {
    return std::nullopt;
  }
  base::Place const place = base::place_in_file(options.manifest.string());
  if (!options.resume) {
    out.add(base::diagnose(base::Id::bulk_has_run, place));
    return std::nullopt;
  }
  auto earlier = read_fingerprint(path);
  if (!earlier) {
    return std::nullopt;  // killed before it had begun to write
  }
  auto const differs = [&](char const* vietnamese, char const* english) {
    out.add(base::diagnose(
        base::Id::bulk_run_differs, place, {}, {{"what.vi", vietnamese}, {"what.en", english}}));
  };
  if (earlier->of_template != own.of_template) {
    differs("mẫu", "template's contents");
  }
  if (earlier->of_records != own.of_records) {
    differs("dữ liệu", "records");
  }
  if (earlier->of_options != own.of_options) {
    differs("tùy chọn", "options");
  }
  return earlier;
}

void make_folder_of(fs::path const& file) {
  std::error_code error;
  if (file.has_parent_path() && !fs::create_directories(file.parent_path(), error) && error) {
    throw base::EnvironmentError("cannot make the folder " + file.parent_path().string() + ": " +
                                 error.message());
  }
}

}  // namespace thethuc::bulk

#include "bulk/existing_files.h"

#include <algorithm>
#include <string>
#include <system_error>
#include <vector>

#include "bulk/named_records.h"

namespace thethuc::bulk {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostShown = 5;

// Folded, sorted.
std::vector<std::string> documents_in(fs::path const& folder, FillRule const& rule) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator at{folder, error}, end; !error && at != end; at.increment(error)) {
    std::string name = folded_name(at->path().filename().string());
    bool const may_meet =
        std::any_of(rule.formats.begin(), rule.formats.end(), [&](DocumentFormat format) {
          return name.ends_with(extension_of(format));
        });
    std::error_code ignored;
    if (may_meet && !fs::is_directory(at->symlink_status(ignored))) {
      names.push_back(std::move(name));
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

void check_nothing_is_replaced(fs::path const& folder,
                               OpenRecords const& open,
                               FillRule const& rule,
                               Survey const& survey,
                               std::function<bool(std::uint64_t index)> const& takes,
                               std::size_t threads,
                               Stop const& stop,
                               base::Diagnostics& out) {
  std::vector<std::string> const existing = documents_in(folder, rule);
  if (existing.empty()) {
    return;
  }
  std::uint64_t count = 0;
  std::string shown;
  auto const meet = [&](std::string const& name) {
    if (std::binary_search(existing.begin(), existing.end(), folded_name(name))) {
      ++count;
      shown += count > kMostShown ? "" : (count > 1 ? ", " : "") + name;
    }
  };
  visit_named(open, rule, Naming::all, threads, stop, out, [&](NamedRecord const& named) {
    std::uint64_t const index = named.record.index;
    if (named.stem.empty() || !takes(index)) {
      return;
    }
    std::uint64_t const number = survey.number_of(index);
    std::string const stem = number == 0 ? named.stem : numbered_name(named.stem, number);
    for (DocumentFormat const format : rule.formats) {
      meet(stem + std::string{extension_of(format)});
    }
  });
  if (count > 0 && !stop.requested()) {
    shown += count > kMostShown ? " …" : "";
    out.add(base::diagnose(base::Id::bulk_files_exist,
                           base::place_in_file(folder.string()),
                           {},
                           {{"count", std::to_string(count)}, {"names", shown}}));
  }
}

}  // namespace thethuc::bulk

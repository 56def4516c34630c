#include "bulk/earlier_run.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "base/environment_error.h"
#include "bulk/done_records.h"

namespace thethuc::bulk {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMostNumbers = 10;  // of records, in a message

class Changed {
 public:
  void add(std::uint64_t index) {
    if (count_++ < kMostNumbers) {
      numbers_.push_back(index + 1);
    }
  }
  bool empty() const { return count_ == 0; }
  base::Words words() const {
    std::string const list = fmt::format("{}", fmt::join(numbers_, ", "));
    std::uint64_t const more = count_ - numbers_.size();
    base::Words words{"bản ghi " + list, (count_ == 1 ? "record " : "records ") + list};
    if (more > 0) {
      words.vi += fmt::format(" và {} bản ghi khác", more);
      words.en += fmt::format(" and {} more", more);
    }
    return words;
  }

 private:
  std::vector<std::uint64_t> numbers_;
  std::uint64_t count_ = 0;
};

// Tells of records that are done and are not among those of `open` as they were.
void compare_records(fs::path const& manifest,
                     OpenRecords const& open,
                     base::Place const& place,
                     base::Diagnostics& out) {
  DoneRecords const done = DoneRecords::read(manifest);
  std::unique_ptr<RecordSource> const source = open(out);
  if (!source) {
    return;
  }
  Changed changed;
  Record record;
  auto next = done.in_order().begin();
  auto const end = done.in_order().end();
  while (next != end && source->next(record, out)) {
    if (record.index == next->index) {
      bool const is_same =
          !record.mistakes.has_errors() && DoneRecords::is_same(*next, record.json);
      if (!is_same) {
        changed.add(record.index);
      }
      ++next;
    }
  }
  for (; next != end; ++next) {  // of records that are not there any more
    changed.add(next->index);
  }
  if (!changed.empty()) {
    base::Words words = changed.words();
    out.add(
        base::diagnose(base::Id::bulk_records_differ,
                       place,
                       {},
                       {{"records.vi", std::move(words.vi)}, {"records.en", std::move(words.en)}}));
  }
}

}  // namespace

std::optional<Fingerprint> earlier_run(RunOptions const& options,
                                       Fingerprint const& own,
                                       OpenRecords const& open,
                                       base::Diagnostics& out) {
  std::error_code error;
  fs::path const path = fingerprint_path(options.manifest);
  if (!fs::exists(options.manifest, error) && !fs::exists(path, error)) {
    return std::nullopt;
  }
  auto earlier = read_fingerprint(path);
  EarlierWork const work = earlier_work(options.manifest);
  // What was stopped before its first lines may have left files all the same: it is gone on with.
  bool const was_in_vain =
      work == EarlierWork::only_failed ? !options.resume || earlier != own : earlier != own;
  if (work != EarlierWork::some_done && was_in_vain) {
    return std::nullopt;
  }
  base::Place const place = base::place_in_file(options.manifest.string());
  if (!options.resume) {
    out.add(base::diagnose(base::Id::bulk_has_run, place));
    return std::nullopt;
  }
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
  if (earlier->of_options != own.of_options) {
    differs("tùy chọn", "options");
  }
  bool const is_like =
      earlier->of_template == own.of_template && earlier->of_options == own.of_options;
  if (is_like && earlier->of_records != own.of_records) {
    compare_records(options.manifest, open, place, out);
  }
  return earlier;
}

void make_folder_of(fs::path const& file) {
  std::error_code error;
  if (file.has_parent_path() && !fs::create_directories(file.parent_path(), error) && error) {
    throw base::cannot_make_folder(file.parent_path().string(), error.value());
  }
}

}  // namespace thethuc::bulk

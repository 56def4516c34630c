// NDJSON: a JSON object on each line.

#include <algorithm>

#include "base/text.h"
#include "bulk/sources.h"

namespace thethuc::bulk {

namespace {

class NdjsonRecords final : public RecordSource {
 public:
  NdjsonRecords(std::unique_ptr<Input> input, SourceLimits const& limits)
      : input_(std::move(input)), limits_(limits) {
    skip_mark(*input_);
  }

  bool next(Record& record, base::Diagnostics&) override {
    bool is_cut = false;
    while (read_line(record.json, is_cut)) {
      std::string_view const text = base::trim(record.json);
      if (text.empty()) {
        continue;
      }
      record.index = index_++;
      record.mistakes = {};
      record.place = base::place_in_file(input_->name());
      record.place.line = line_;
      if (is_cut) {
        record.mistakes.add(record_too_large(record.place, limits_));
      } else if (text.front() != '{' || text.back() != '}') {
        tell_not_object(record.place, record.json, record.mistakes);
      }
      return true;
    }
    return false;
  }

  std::optional<double> progress() const override { return input_->progress(); }

 private:
  // The next line, without its end, of which no more is kept than a record may have: then it is
  // cut. False when there is none.
  bool read_line(std::string& line, bool& is_cut) {
    line.clear();
    is_cut = false;
    while (!input_->view().empty() || input_->more()) {
      std::string_view const view = input_->view();
      std::size_t const end = view.find('\n');
      std::string_view const piece = view.substr(0, end);
      std::size_t const room = limits_.max_record_bytes - line.size();
      is_cut = is_cut || piece.size() > room;
      line.append(piece.substr(0, std::min(piece.size(), room)));
      input_->use(std::min(view.size(), piece.size() + 1));
      if (end != std::string_view::npos) {
        ++line_;
        return true;
      }
    }
    ++line_;
    return !line.empty();
  }

  std::unique_ptr<Input> input_;
  SourceLimits limits_;
  std::uint64_t index_ = 0;
  int line_ = 0;
};

}  // namespace

std::unique_ptr<RecordSource> ndjson_records(std::unique_ptr<Input> input,
                                             SourceLimits const& limits) {
  return std::make_unique<NdjsonRecords>(std::move(input), limits);
}

}  // namespace thethuc::bulk

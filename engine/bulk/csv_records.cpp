// CSV: the first row names the fields, each further one is a record.

#include <fmt/format.h>

#include "base/text.h"
#include "bulk/columns.h"
#include "bulk/csv_rows.h"
#include "bulk/sources.h"

namespace thethuc::bulk {

namespace {

class CsvRecords final : public RecordSource {
 public:
  CsvRecords(std::unique_ptr<Input> input, SourceLimits const& limits)
      : input_(std::move(input)), limits_(limits), rows_(*input_, limits.max_record_bytes) {}

  bool read_header(SourceOptions const& options, base::Diagnostics& out) {
    skip_mark(*input_);
    rows_.find_delimiter();
    base::Place place = base::place_in_file(input_->name());
    if (!rows_.next(row_)) {
      out.add(not_readable(std::move(place),
                           {"một dòng tên các trường", "a line with the names of the fields"},
                           {"tệp không có gì", "nothing"}));
      return false;
    }
    place.line = row_.line;
    base::Diagnostics mistakes;
    if (!check_text(place, mistakes)) {
      out.add(std::move(mistakes));
      return false;
    }
    columns_ = Columns::read(row_.cells, place, false, options, out);
    return columns_.has_value();
  }

  bool next(Record& record, base::Diagnostics& out) override {
    if (!rows_.next(row_)) {
      return false;
    }
    record.place = base::place_in_file(input_->name());
    record.place.line = row_.line;
    record.mistakes = {};
    if (row_.is_open) {  // whatever follows the quote is lost in it
      tell_open_quote(record.place, out);
      return false;
    }
    record.index = index_++;
    if (check_text(record.place, record.mistakes) && check_count(record)) {
      columns_->write(row_.cells, limits_, record);
    }
    return true;
  }

  std::optional<double> progress() const override { return input_->progress(); }

 private:
  bool check_text(base::Place const& place, base::Diagnostics& out) const {
    if (row_.is_open) {
      tell_open_quote(place, out);
    } else if (row_.is_cut) {
      out.add(record_too_large(place, limits_));
    } else if (row_.has_text_behind_quote) {
      base::Place at = place;
      at.line = row_.quote_line;
      out.add(tell_quote(std::move(at),
                         "sau dấu ngoặc kép đóng ô còn có chữ",
                         "there is text behind the quote that closes a cell"));
    } else if (!base::is_valid_utf8(row_.cells.bytes())) {
      out.add(not_readable(place,
                           {"chữ Unicode (UTF-8)", "text in UTF-8"},
                           {"bảng mã khác", "another encoding"},
                           {"lưu lại dưới dạng \"CSV UTF-8\"", "save the table as \"CSV UTF-8\""}));
    } else {
      return true;
    }
    return false;
  }

  bool check_count(Record& record) const {
    bool const is_longer = row_.cells.used() > columns_->size();
    if (!is_longer && row_.cells.size() >= columns_->size()) {
      return true;
    }
    record.mistakes.add(
        columns_->wrong_count(record.place,
                              row_.cells.size(),
                              {"ô có dấu phân cách hay ngắt dòng thì đặt trong ngoặc kép",
                               "put a cell that holds a delimiter or a line break in quotes"}));
    return false;
  }

  void tell_open_quote(base::Place place, base::Diagnostics& out) const {
    place.line = row_.quote_line;
    out.add(tell_quote(std::move(place),
                       "dấu ngoặc kép mở ở đây không đóng",
                       "the quote that opens here is never closed"));
  }

  static base::Diagnostic tell_quote(base::Place place, char const* vi, char const* en) {
    return base::diagnose(
        base::Id::csv_quote, std::move(place), {}, {{"problem.vi", vi}, {"problem.en", en}});
  }

  std::unique_ptr<Input> input_;
  SourceLimits limits_;
  CsvRows rows_;
  CsvRows::Row row_;
  std::optional<Columns> columns_;
  std::uint64_t index_ = 0;
};

}  // namespace

std::unique_ptr<RecordSource> csv_records(std::unique_ptr<Input> input,
                                          SourceOptions const& options,
                                          base::Diagnostics& out) {
  auto records = std::make_unique<CsvRecords>(std::move(input), options.limits);
  if (!records->read_header(options, out)) {
    return nullptr;
  }
  return records;
}

}  // namespace thethuc::bulk

// XLSX: the first row of a sheet that holds something names the fields, each further one is a
// record.

#include <algorithm>

#include "bulk/columns.h"
#include "bulk/sheet_rows.h"
#include "bulk/sources.h"

namespace thethuc::bulk {

namespace {

class XlsxRecords final : public RecordSource {
 public:
  XlsxRecords(std::unique_ptr<opc::ZipFile> archive,
              std::string file_name,
              std::uint64_t size,
              SheetRows rows,
              SourceLimits const& limits)
      : archive_(std::move(archive)),
        file_name_(std::move(file_name)),
        size_(size),
        rows_(std::move(rows)),
        limits_(limits) {}

  bool read_header(SourceOptions const& options, base::Diagnostics& out) {
    std::size_t const errors_before = out.error_count();
    if (!rows_.next(row_, out)) {
      if (out.error_count() == errors_before) {
        out.add(not_readable(base::place_in_file(file_name_),
                             {"một dòng tên các trường", "a row with the names of the fields"},
                             {"trang tính trống", "an empty sheet"}));
      }
      return false;
    }
    if (!row_.mistakes.empty()) {
      out.add(placed_mistakes());
      return false;
    }
    columns_ = Columns::read(row_.cells, place(), true, options, out);
    return columns_.has_value();
  }

  bool next(Record& record, base::Diagnostics& out) override {
    if (!rows_.next(row_, out)) {
      return false;
    }
    record.index = index_++;
    record.place = place();
    record.mistakes = placed_mistakes();
    if (std::size_t const used = row_.cells.used(); used > columns_->size()) {
      record.mistakes.add(columns_->wrong_count(
          record.place,
          used,
          {"viết tên trường vào dòng đầu của mỗi cột, hoặc xóa ô thừa",
           "name each column in the first row, or clear the cell behind them"}));
    }
    if (record.mistakes.empty()) {
      columns_->write(row_.cells, limits_, record);
    }
    return true;
  }

  std::optional<double> progress() const override {
    auto const read = static_cast<double>(rows_.position());
    return size_ == 0 ? 1.0 : std::min(read / static_cast<double>(size_), 1.0);
  }

 private:
  base::Place place() const {
    base::Place place = base::place_in_file(file_name_);
    place.row = row_.number;
    return place;
  }

  base::Diagnostics placed_mistakes() {
    base::Diagnostics mistakes = std::move(row_.mistakes);
    mistakes.relocate([this](base::Diagnostic& d) { d.place = place(); });
    row_.mistakes = {};
    return mistakes;
  }

  std::unique_ptr<opc::ZipFile> archive_;
  std::string file_name_;
  std::uint64_t size_;  // of the sheet, unpacked
  SheetRows rows_;
  SourceLimits limits_;
  SheetRows::Row row_;
  std::optional<Columns> columns_;
  std::uint64_t index_ = 0;
};

}  // namespace

std::unique_ptr<RecordSource> xlsx_records(std::unique_ptr<opc::ZipFile> archive,
                                           std::string_view file_name,
                                           SourceOptions const& options,
                                           base::Diagnostics& out) {
  std::string const name{file_name};
  auto workbook = Workbook::read(*archive, name, options.limits.package, out);
  if (!workbook) {
    return nullptr;
  }
  Workbook::Sheet const* const sheet = workbook->find(options.sheet, name, out);
  if (!sheet) {
    return nullptr;
  }
  SharedStrings strings;
  opc::ZipFile::Entry const* const shared = workbook->shared_strings.empty()
                                                ? nullptr
                                                : entry_of_part(*archive, workbook->shared_strings);
  if (shared && !strings.read(*archive, *shared, name, options.limits, out)) {
    return nullptr;
  }
  opc::ZipFile::Entry const* const entry = entry_of_part(*archive, sheet->part);
  if (!entry) {
    out.add(not_readable(base::place_in_file(name),
                         {"trang \"" + sheet->name + "\"", "the sheet \"" + sheet->name + "\""},
                         {"không có phần " + sheet->part, "no part " + sheet->part}));
    return nullptr;
  }
  auto stream = archive->stream(*entry, out);
  if (!stream) {
    return nullptr;
  }
  XmlSlices slices{{std::move(stream), name, sheet->part},
                   "sheetData",
                   options.limits.package,
                   options.limits.max_record_bytes,
                   "record-bytes"};
  std::uint64_t const size = entry->size;
  auto records = std::make_unique<XlsxRecords>(
      std::move(archive),
      name,
      size,
      SheetRows{std::move(slices), std::move(*workbook), std::move(strings)},
      options.limits);
  if (!records->read_header(options, out)) {
    return nullptr;
  }
  return records;
}

}  // namespace thethuc::bulk

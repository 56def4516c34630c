// Which format a file is, and its source.

#include <unistd.h>

#include <algorithm>

#include "base/input_file.h"
#include "base/output_file.h"
#include "base/text.h"
#include "base/work_folder.h"
#include "bulk/sources.h"
#include "opc/file_kind.h"

namespace thethuc::bulk {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kHead = 4096;

std::optional<RecordFormat> format_of_name(fs::path const& path) {
  std::string const extension = base::ascii_lower(path.extension().string());
  if (extension == ".ndjson" || extension == ".jsonl") {
    return RecordFormat::ndjson;
  }
  if (extension == ".json") {
    return RecordFormat::json;
  }
  if (extension == ".csv" || extension == ".tsv") {
    return RecordFormat::csv;
  }
  return extension == ".xlsx" || extension == ".xlsm" ? std::optional{RecordFormat::xlsx}
                                                      : std::nullopt;
}

RecordFormat format_of_head(std::string_view head) {
  head = base::trim(head.substr(head.starts_with("\xEF\xBB\xBF") ? 3 : 0));
  if (head.starts_with('[')) {
    return RecordFormat::json;
  }
  if (head.starts_with('{')) {  // a whole object on its first line, or one over several lines
    std::string_view const line = base::trim(head.substr(0, head.find('\n')));
    bool const is_long = line.size() == head.size();
    return line.ends_with('}') || is_long ? RecordFormat::ndjson : RecordFormat::json;
  }
  return RecordFormat::csv;
}

// An archive is a workbook whatever it is called; nothing else of binary files is records.
bool has_magic_of_archive(std::string_view head) {
  return head.starts_with("PK\3\4") || head.starts_with("PK\5\6");
}

bool is_utf16(std::string_view head) {
  return head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF");
}

base::Diagnostic no_workbook(std::string const& name, std::string_view head) {
  base::Words const expected = {"một bảng tính Excel (.xlsx)", "an Excel workbook (.xlsx)"};
  base::Words const remedy = {"lưu lại dưới dạng .xlsx (Excel Workbook), không đặt mật khẩu",
                              "save it as .xlsx (Excel Workbook), without a password"};
  if (head.starts_with("\xD0\xCF\x11\xE0")) {
    return not_readable(base::place_in_file(name),
                        expected,
                        {"bảng tính Excel 97-2003 (.xls), hoặc bảng tính có mật khẩu",
                         "an Excel 97-2003 workbook (.xls), or one with a password"},
                        remedy);
  }
  opc::FileKind const kind = opc::kind_of_bytes(head);
  return not_readable(base::place_in_file(name), expected, {kind.vi, kind.en}, remedy);
}

// A source whose file lies in a folder of its own.
class WithFolder final : public RecordSource {
 public:
  WithFolder(std::unique_ptr<base::WorkFolder> folder, std::unique_ptr<RecordSource> source)
      : folder_(std::move(folder)), source_(std::move(source)) {}
  bool next(Record& record, base::Diagnostics& out) override { return source_->next(record, out); }
  std::optional<double> progress() const override { return source_->progress(); }

 private:
  std::unique_ptr<base::WorkFolder> folder_;
  std::unique_ptr<RecordSource> source_;  // ends first
};

std::unique_ptr<RecordSource> open_archive(fs::path const& path,
                                           std::string const& name,
                                           std::string_view head,
                                           SourceOptions const& options,
                                           base::Diagnostics& out) {
  opc::Limits limits = options.limits.package;
  limits.max_archive_bytes = options.limits.max_archive_bytes;
  std::size_t const errors_before = out.error_count();
  auto archive = opc::ZipFile::open(path, name, limits, "workbook-bytes", out);
  if (!archive) {
    if (out.error_count() == errors_before) {
      out.add(no_workbook(name, head));
    }
    return nullptr;
  }
  return xlsx_records(std::move(archive), name, options, out);
}

// From a pipe: the directory of an archive stands at its end.
std::unique_ptr<RecordSource> open_copy(Input& input,
                                        SourceOptions const& options,
                                        base::Diagnostics& out) {
  auto folder = std::make_unique<base::WorkFolder>("thethuc-bulk-");
  fs::path const path = folder->path() / "records.xlsx";
  std::string const head{input.view().substr(0, kHead)};
  std::size_t size = 0;
  {
    base::OutputFile copy{path};
    do {
      size += input.view().size();
      if (size > options.limits.max_archive_bytes) {
        out.add(
            base::file_too_large(input.name(), options.limits.max_archive_bytes, "workbook-bytes"));
        return nullptr;
      }
      copy.write(input.view());
      input.use(input.view().size());
    } while (input.more());
    copy.commit();
  }
  auto source = open_archive(path, input.name(), head, options, out);
  return source ? std::make_unique<WithFolder>(std::move(folder), std::move(source)) : nullptr;
}

}  // namespace

std::unique_ptr<RecordSource> open_records(fs::path const& path,
                                           SourceOptions const& options,
                                           base::Diagnostics& out) {
  auto input = Input::open(path, out);
  if (!input) {
    return nullptr;
  }
  while (input->view().size() < kHead && input->more()) {
  }
  std::string_view const head = input->view().substr(0, kHead);
  std::optional<RecordFormat> format = options.format;
  if (!format && has_magic_of_archive(head)) {
    format = RecordFormat::xlsx;
  }
  if (!format) {
    format = format_of_name(path);
  }
  if (!format) {
    format = format_of_head(head);
  }
  if (format == RecordFormat::xlsx || head.starts_with("\xD0\xCF\x11\xE0")) {
    if (!has_magic_of_archive(head)) {
      out.add(no_workbook(input->name(), head));
      return nullptr;
    }
    return input->is_regular_file() && path != "-"
               ? open_archive(path, input->name(), head, options, out)
               : open_copy(*input, options, out);
  }
  if (is_utf16(head)) {
    out.add(not_readable(base::place_in_file(input->name()),
                         {"chữ Unicode (UTF-8)", "text in UTF-8"},
                         {"UTF-16", "UTF-16"},
                         {"lưu lại dưới dạng UTF-8 (trong Excel: \"CSV UTF-8\")",
                          "save it as UTF-8 (in Excel: \"CSV UTF-8\")"}));
    return nullptr;
  }
  switch (*format) {
    case RecordFormat::ndjson:
      return ndjson_records(std::move(input), options.limits);
    case RecordFormat::json:
      return json_records(std::move(input), options.limits);
    default:
      return csv_records(std::move(input), options, out);
  }
}

}  // namespace thethuc::bulk

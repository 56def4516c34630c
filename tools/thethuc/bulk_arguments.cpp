// What the arguments of `bulk` mean.

#include <algorithm>
#include <charconv>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "bulk.h"
#include "bulk/digest.h"

namespace thethuc::cli {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void wrong_shard(std::string const& found) {
  throw UsageError(
      fmt::format("expected --shard i/n, such as 2/8 for the second of eight, found {}", found),
      fmt::format("--shard cần i/n, chẳng hạn 2/8 là phần thứ hai trong tám, nhưng đây là {}",
                  found));
}

std::uint64_t number_in(std::string_view text, std::string const& whole) {
  std::uint64_t number = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number == 0) {
    wrong_shard(whole);
  }
  return number;
}

}  // namespace

std::size_t BulkArguments::threads() const {
  return jobs > 0 ? jobs : std::max(1u, std::thread::hardware_concurrency());
}

bool BulkArguments::wants_pdf() const {
  auto const wanted = to_formats();
  return std::find(wanted.begin(), wanted.end(), bulk::DocumentFormat::pdf) != wanted.end();
}

std::vector<bulk::DocumentFormat> BulkArguments::to_formats() const {
  if (!merge.empty()) {
    return {format_of(merge) == Format::pdf ? bulk::DocumentFormat::pdf
                                            : bulk::DocumentFormat::docx};
  }
  std::vector<bulk::DocumentFormat> wanted;
  for (std::string const& format : formats) {
    wanted.push_back(format == "pdf" ? bulk::DocumentFormat::pdf : bulk::DocumentFormat::docx);
  }
  return wanted.empty() ? std::vector{bulk::DocumentFormat::docx} : wanted;
}

std::optional<bulk::RecordFormat> BulkArguments::to_records_format() const {
  constexpr std::pair<std::string_view, bulk::RecordFormat> kNames[] = {
      {"ndjson", bulk::RecordFormat::ndjson},
      {"json", bulk::RecordFormat::json},
      {"csv", bulk::RecordFormat::csv},
      {"xlsx", bulk::RecordFormat::xlsx}};
  for (auto const& [name_of_format, format] : kNames) {
    if (name_of_format == records_format) {
      return format;
    }
  }
  return std::nullopt;
}

bulk::Shard BulkArguments::to_shard() const {
  if (shard.empty()) {
    return {};
  }
  std::size_t const slash = std::min(shard.find('/'), shard.size());
  std::uint64_t const index = number_in(std::string_view{shard}.substr(0, slash), shard);
  std::uint64_t const count =
      number_in(std::string_view{shard}.substr(std::min(slash + 1, shard.size())), shard);
  if (index > count) {
    wrong_shard(shard);
  }
  return {index - 1, count};
}

std::string BulkArguments::shard_tag() const {
  if (shard.empty()) {
    return "";
  }
  bulk::Shard const part = to_shard();
  return fmt::format("{}-of-{}", part.index + 1, part.count);
}

fs::path BulkArguments::manifest() const {
  if (folder.empty()) {
    return fs::path{zip + merge + ".manifest.ndjson"};
  }
  std::string const tag = shard_tag();
  return fs::path{folder} /
         (tag.empty() ? "manifest.ndjson" : fmt::format("manifest-{}.ndjson", tag));
}

std::string BulkArguments::digest() const {
  bulk::Digest digest;
  for (std::string const* text :
       {&name, &key, &on_duplicate, &missing, &profile, &convert_legacy, &layout.pdfa}) {
    digest.add_piece(*text);
  }
  for (bulk::DocumentFormat const format : to_formats()) {
    digest.add_piece(bulk::extension_of(format));
  }
  bulk::Shard const part = to_shard();
  digest.add_number(part.index);
  digest.add_number(part.count);
  digest.add_number(static_cast<std::uint64_t>(level));
  digest.add_number((strict ? 1u : 0u) | (update_fields ? 2u : 0u) | (layout.tagged ? 4u : 0u));
  return digest.take();
}

void BulkArguments::check() const {
  if (reference == "-" && records == "-") {
    throw UsageError("only one of TEMPLATE and RECORDS can be standard input",
                     "chỉ một trong hai TEMPLATE và RECORDS được đọc từ đầu vào chuẩn");
  }
  if ((folder.empty() ? 0 : 1) + (zip.empty() ? 0 : 1) + (merge.empty() ? 0 : 1) != 1) {
    throw UsageError("expected one of -o DIR, --zip FILE and --merge FILE",
                     "cần một trong ba: -o THƯ-MỤC, --zip TỆP, --merge TỆP");
  }
  if (!zip.empty()) {
    require_extension(zip, {".zip"});
  }
  if (!merge.empty()) {
    require_extension(merge, {".docx", ".pdf"});
  }
  if (!merge.empty() && !formats.empty()) {
    throw UsageError("the name after --merge says the format: leave --format out",
                     "định dạng đã rõ ở tên tệp sau --merge: không dùng --format");
  }
  for (std::string const* output : {&zip, &merge}) {
    if (!output->empty()) {
      refuse_same_file(*output, records);
      refuse_same_file(*output, reference);
    }
  }
  std::vector<std::string> sorted = formats;
  std::sort(sorted.begin(), sorted.end());
  if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end()) {
    throw UsageError("expected each of --format once",
                     "mỗi định dạng trong --format chỉ ghi một lần");
  }
  to_shard();
  check_broker();
}

void BulkArguments::check_broker() const {
  if (broker.empty()) {
    return;
  }
  if (folder.empty() || !shard.empty()) {
    throw UsageError(
        "with --broker workers share the records and write to a folder: expected -o DIR, without "
        "--zip, --merge and --shard",
        "với --broker, các tiến trình worker chia nhau bản ghi và ghi vào một thư mục: cần -o "
        "THƯ-MỤC, không dùng --zip, --merge, --shard");
  }
  if (reference == "-") {
    throw UsageError("with --broker expected TEMPLATE as a file or an id, found standard input",
                     "với --broker, TEMPLATE phải là tệp hoặc mã mẫu, không phải đầu vào chuẩn");
  }
}

}  // namespace thethuc::cli

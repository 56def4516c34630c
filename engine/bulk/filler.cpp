#include "bulk/filler.h"

#include <algorithm>
#include <utility>

#include "base/sha256.h"
#include "bulk/digest.h"

namespace thethuc::bulk {

namespace {

using Clock = std::chrono::steady_clock;

// What is told of a record's own text is told of where it stands in its file.
void relocate(base::Diagnostics& diagnostics, Record const& record) {
  diagnostics.relocate([&](base::Diagnostic& d) {
    if (d.place.file == record.place.file && d.place.part.empty()) {
      d.place = place_in_source(record, d.place);
    }
  });
}

}  // namespace

std::string_view extension_of(DocumentFormat format) {
  return format == DocumentFormat::docx ? ".docx" : ".pdf";
}

bool Filler::read(Record const& record, base::Diagnostics& out) {
  for (base::Diagnostic const& mistake : record.mistakes.entries()) {
    out.add(mistake);
  }
  if (record.mistakes.has_errors()) {
    return false;
  }
  base::Diagnostics found;
  bool const is_read = data_.parse(record.json, record.place.file, rule_.limits, found);
  if (is_read && rule_.prepare) {
    rule_.prepare(data_, record.place, found);
  }
  relocate(found, record);
  bool const good = is_read && !found.has_errors();
  out.add(std::move(found));
  return good;
}

std::string Filler::stem(std::uint64_t index, base::Diagnostics& out) {
  return rule_.name.stem(data_, index + 1, arena_, out);
}

void Filler::fill(Record const& record,
                  std::uint64_t number,
                  std::function<bool(Filled&)> const& wanted,
                  Filled& out) {
  auto const start = Clock::now();
  out.index = record.index;
  out.place = record.place;
  out.key.clear();
  out.digest.clear();
  out.files.clear();
  out.diagnostics = {};
  out.status = RecordStatus::failed;
  if (read(record, out.diagnostics)) {
    if (rule_.key) {
      rule_.key->fill(data_, record.index + 1, arena_, out.key, out.diagnostics);
    }
    std::string name = stem(record.index, out.diagnostics);
    if (!out.diagnostics.has_errors()) {
      name = number == 0 ? std::move(name) : numbered_name(name, number);
      for (DocumentFormat const format : rule_.formats) {
        out.files.push_back({name + std::string{extension_of(format)}, {}, {}, 0});
      }
      if (wanted && !wanted(out)) {
        out.status = RecordStatus::skipped;
      } else if (make_files(record, out)) {
        out.status = RecordStatus::done;
        out.digest = digest_of_record(record.json);
      }
    }
  }
  if (out.status == RecordStatus::failed) {
    out.files.clear();
  }
  out.milliseconds = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

bool Filler::make_files(Record const& record, Filled& out) {
  render::Options options = rule_.render;
  options.data_file_name = record.place.file;
  std::string docx;
  base::Diagnostics found = render::render(*rule_.compiled, data_, options, scratch_, docx);
  relocate(found, record);
  bool good = !found.has_errors();
  out.diagnostics.add(std::move(found));
  for (std::size_t i = 0; good && i < rule_.formats.size(); ++i) {
    if (rule_.formats[i] == DocumentFormat::pdf) {
      base::Diagnostics in_pdf;
      auto pdf = rule_.to_pdf(docx, out.files[i].name, in_pdf);
      good = pdf.has_value() && !in_pdf.has_errors();
      out.diagnostics.add(std::move(in_pdf));
      out.files[i].bytes = std::move(pdf).value_or(std::string{});
    }
  }
  for (std::size_t i = 0; good && i < rule_.formats.size(); ++i) {
    DocumentFile& file = out.files[i];
    if (rule_.formats[i] == DocumentFormat::docx) {
      file.bytes = std::move(docx);
    }
    file.size = file.bytes.size();
    file.sha256 = base::sha256_hex(file.bytes);
  }
  return good;
}

}  // namespace thethuc::bulk

// Records of a file, read and thrown away: how many in a second, and how much memory that takes.
//
//   bench_records FILE [--sheet NAME]
//   bench_records --make 100000 FOLDER   writes records.ndjson, .json, .csv and .xlsx there
//
// A record has 12 fields, as the letter of an invitation has them.

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include <sys/resource.h>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "bulk/record_source.h"
#include "opc/zip.h"

using namespace thethuc;
namespace fs = std::filesystem;

namespace {

// Name and value of each field; what differs from record to record differs here, too.
std::vector<std::pair<std::string, std::string>> fields(int number) {
  return {{"so", std::to_string(number)},
          {"ngay", fmt::format("2026-{:02}-{:02}", number % 12 + 1, number % 28 + 1)},
          {"dia_danh", "Sơn Phú"},
          {"kinh_gui", fmt::format("Ông/Bà đại diện hộ số {}, thôn {}", number, number % 40 + 1)},
          {"noi_dung", "Hội nghị tổng kết công tác cải cách hành chính năm 2026"},
          {"thoi_gian", fmt::format("{} giờ 30 phút", number % 4 + 7)},
          {"dia_diem", "Hội trường Ủy ban nhân dân xã"},
          {"thanh_phan", "Đại diện các hộ gia đình, trưởng thôn, các tổ chức đoàn thể"},
          {"ghi_chu", fmt::format("Mang theo giấy mời số {}", number)},
          {"so_ban", std::to_string(number % 3 + 1)},
          {"chuc_vu", "Chủ tịch"},
          {"noi_nhan", "Như trên; Lưu: VT"}};
}

void write_texts(fs::path const& folder, int count) {
  std::ofstream lines{folder / "records.ndjson"};
  std::ofstream array{folder / "records.json"};
  std::ofstream table{folder / "records.csv"};
  for (int i = 0; i < count; ++i) {
    std::string object = "{";
    std::string row;
    for (auto const& [name, value] : fields(i)) {
      object += fmt::format("{}\"{}\":\"{}\"", object.size() > 1 ? "," : "", name, value);
      row += fmt::format("{}\"{}\"", row.empty() ? "" : ",", value);
    }
    if (i == 0) {
      std::string names;
      for (auto const& field : fields(0)) {
        names += (names.empty() ? "" : ",") + field.first;
      }
      table << names << "\r\n";
    }
    lines << object << "}\n";
    array << (i == 0 ? "[" : ",\n") << object << "}";
    table << row << "\r\n";
  }
  array << "]\n";
}

std::string sheet(int count) {
  std::string xml =
      R"(<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>)";
  for (int i = -1; i < count; ++i) {
    xml += fmt::format("<row r=\"{}\">", i + 2);
    char column = 'A';
    for (auto const& [name, value] : fields(i)) {
      xml += fmt::format("<c r=\"{}{}\" t=\"inlineStr\"><is><t>{}</t></is></c>",
                         column++,
                         i + 2,
                         i < 0 ? name : value);
    }
    xml += "</row>";
  }
  return xml + "</sheetData></worksheet>";
}

void write_workbook(fs::path const& folder, int count) {
  std::string const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  auto const relation = [&](std::string const& type, std::string const& target) {
    return fmt::format(
        "<Relationships><Relationship Id=\"r1\" Type=\"{}/{}\" Target=\"{}\"/></Relationships>",
        office,
        type,
        target);
  };
  std::vector<std::pair<std::string, std::string>> const files = {
      {"_rels/.rels", relation("officeDocument", "xl/workbook.xml")},
      {"xl/workbook.xml",
       fmt::format("<workbook xmlns:r=\"{}\"><sheets><sheet name=\"1\" r:id=\"r1\"/></sheets>"
                   "</workbook>",
                   office)},
      {"xl/_rels/workbook.xml.rels", relation("worksheet", "sheet.xml")},
      {"xl/sheet.xml", sheet(count)}};
  opc::Deflater deflater;
  std::vector<opc::Packed> packed(files.size());
  std::vector<opc::PackedEntry> entries;
  for (std::size_t i = 0; i < files.size(); ++i) {
    deflater.pack(files[i].second, packed[i]);
    entries.push_back({files[i].first, &packed[i]});
  }
  std::string archive;
  opc::write_zip(entries, archive);
  std::ofstream{folder / "records.xlsx", std::ios::binary} << archive;
}

int read(std::string const& file, std::string const& name_of_sheet) {
  auto const begin = std::chrono::steady_clock::now();
  bulk::SourceOptions options;
  options.sheet = name_of_sheet;
  base::Diagnostics out;
  auto const source = bulk::open_records(file, options, out);
  bulk::Record record;
  std::uint64_t count = 0;
  std::uint64_t bytes = 0;
  std::uint64_t bad = 0;
  while (source && source->next(record, out)) {
    ++count;
    bytes += record.json.size();
    bad += record.mistakes.empty() ? 0u : 1u;
  }
  std::chrono::duration<double> const took = std::chrono::steady_clock::now() - begin;
  struct rusage usage {};
  ::getrusage(RUSAGE_SELF, &usage);
  std::cerr << out.to_text(base::Language::en);
  std::cout << fmt::format(
      "{}: {} records, {} with mistakes, {:.2f} s, {:.0f} records/s, {:.0f} MB/s "
      "of JSON, peak {:.1f} MiB\n",
      file,
      count,
      bad,
      took.count(),
      static_cast<double>(count) / took.count(),
      static_cast<double>(bytes) / took.count() / 1e6,
      static_cast<double>(usage.ru_maxrss) / 1024);
  return out.has_errors() ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Reads records and throws them away"};
  std::string file;
  std::string name_of_sheet;
  int count = 0;
  app.add_option("file", file, "A file of records, or the folder for --make")->required();
  app.add_option("--sheet", name_of_sheet, "Of an .xlsx");
  app.add_option("--make", count, "Write files of so many records");
  CLI11_PARSE(app, argc, argv);
  if (count > 0) {
    write_texts(file, count);
    write_workbook(file, count);
    return 0;
  }
  return read(file, name_of_sheet);
}

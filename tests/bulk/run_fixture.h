#pragma once

// Runs over records in memory, into folders of a test.

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "bulk/folder_output.h"
#include "bulk/run.h"
#include "support/fill.h"
#include "support/folder_of_test.h"

namespace thethuc::test {

// JSON objects in memory; one that is "" has a mistake of its own.
class RecordsInMemory : public bulk::RecordSource {
 public:
  explicit RecordsInMemory(std::vector<std::string> const& records) : records_(records) {}
  bool next(bulk::Record& record, base::Diagnostics&) override {
    if (at_ == records_.size()) {
      return false;
    }
    record.index = at_;
    record.json = records_[at_++];
    record.place = base::place_in_file("records.ndjson");
    record.place.line = static_cast<int>(at_);
    record.mistakes = {};
    if (record.json.empty()) {
      record.mistakes.add(base::diagnose(base::Id::json_syntax, record.place));
    }
    return true;
  }
  std::optional<double> progress() const override { return std::nullopt; }

 private:
  std::vector<std::string> const& records_;
  std::size_t at_ = 0;
};

struct BulkRun {
  std::filesystem::path folder;
  std::vector<std::string> records;
  std::string name = "{{ten}}";  // "": numbers
  std::vector<bulk::DocumentFormat> formats{bulk::DocumentFormat::docx};
  int pdf_version = 0;  // what a PDF is made of is not the .docx alone: its date, for one
  bulk::RunOptions options;
  bulk::Stop stop;
  // Called at each step of progress.
  std::function<void(bulk::Tally const&)> progress = [](bulk::Tally const&) {};
  std::function<std::unique_ptr<bulk::Output>(bulk::Known const*)> make_output =
      [this](bulk::Known const*) { return std::make_unique<bulk::FolderOutput>(folder, ""); };
  base::Diagnostics diagnostics;

  BulkRun(std::filesystem::path where, std::vector<std::string> given)
      : folder(std::move(where)), records(std::move(given)) {
    options.threads = 3;
    options.template_digest = "t";
    options.options_digest = "o";
  }

  bulk::RunReport go() {
    static compile::Result const kTemplate = compile_body("Kính gửi {{ten}}");
    REQUIRE(kTemplate.compiled);
    diagnostics = {};
    bulk::FillRule rule;
    rule.compiled = kTemplate.compiled.get();
    if (!name.empty()) {
      rule.name = bulk::NameRule{name, diagnostics};
    }
    rule.formats = formats;
    rule.to_pdf = [this](std::string const& docx, std::string const&, base::Diagnostics&) {
      return std::optional{"%PDF " + std::to_string(pdf_version) + docx.substr(0, 100)};
    };
    if (options.manifest.empty()) {
      options.manifest = folder / "manifest.ndjson";
    }
    return bulk::run(
        [this](base::Diagnostics&) { return std::make_unique<RecordsInMemory>(records); },
        rule,
        make_output,
        options,
        stop,
        progress,
        diagnostics);
  }
};

inline std::string bytes_of(std::filesystem::path const& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

// All files of a folder but the manifests, by name.
inline std::map<std::string, std::string> documents_in(std::filesystem::path const& folder) {
  std::map<std::string, std::string> all;
  for (auto const& entry : std::filesystem::directory_iterator{folder}) {
    std::string const name = entry.path().filename().string();
    if (!name.starts_with("manifest")) {
      all.emplace(name, bytes_of(entry.path()));
    }
  }
  return all;
}

inline std::vector<std::string> names_in(std::filesystem::path const& folder) {
  std::vector<std::string> names;
  for (auto const& [name, bytes] : documents_in(folder)) {
    names.push_back(name);
  }
  return names;
}

// `count` records {"ten":"thu 0"}, {"ten":"thu 1"} …
inline std::vector<std::string> letters(int count) {
  std::vector<std::string> all;
  for (int i = 0; i < count; ++i) {
    all.push_back("{\"ten\":\"thu " + std::to_string(i) + "\"}");
  }
  return all;
}

// The manifest's lines, "index status": "0 done".
inline std::vector<std::string> lines_of(std::filesystem::path const& manifest) {
  std::vector<std::string> lines;
  std::ifstream in{manifest};
  data::Document document;
  for (std::string line; std::getline(in, line);) {
    base::Diagnostics found;
    REQUIRE(document.parse(line, "", {}, found));
    lines.push_back(std::string{document.root().find("index").text()} + " " +
                    std::string{document.root().find("status").text()});
  }
  return lines;
}

}  // namespace thethuc::test

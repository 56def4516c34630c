#pragma once

// From a record to its documents, in memory: what a run does for each record, and what any other
// giver of records can do.

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "bulk/file_name.h"
#include "bulk/record_source.h"
#include "compile/template.h"
#include "compile/text_template.h"
#include "data/value.h"
#include "render/render.h"

namespace thethuc::bulk {

enum class DocumentFormat : std::uint8_t { docx, pdf };
std::string_view extension_of(DocumentFormat format);  // ".docx"

// A file that is to be, or is, written.
struct DocumentFile {
  std::string name;    // within the folder or archive
  std::string bytes;   // empty once they are where they belong
  std::string sha256;  // of the bytes
  std::uint64_t size = 0;
  std::uint32_t crc32 = 0;  // where an archive needs it
  std::string temporary{};  // where its bytes are until they have the name, in a folder
  // Frees the bytes: an assignment of "" would keep their memory.
  void release() { std::string{}.swap(bytes); }
};

enum class RecordStatus : std::uint8_t {
  done,
  failed,
  skipped,  // its files are there already
  left,     // the run ended before it
};

// What became of a record.
struct Filled {
  std::uint64_t index = 0;
  base::Place place;  // of the record
  std::string key;
  std::string digest;  // of the record, when it is done: digest_of_record()
  RecordStatus status = RecordStatus::left;
  std::vector<DocumentFile> files;  // of a record that is done or skipped, in the order of formats
  // Whether files of these names, where they are there, are of this run: else they are others'.
  bool may_replace = true;
  base::Diagnostics diagnostics;  // with errors when it failed, else warnings
  double milliseconds = 0;
};

// How records are filled. Never changes while filling; what it borrows lives longer.
struct FillRule {
  compile::CompiledTemplate const* compiled = nullptr;
  NameRule name;
  std::optional<compile::TextTemplate> key;  // nullopt: records have none
  std::vector<DocumentFormat> formats{DocumentFormat::docx};
  render::Options render;  // data_file_name is the record's own file
  data::Limits limits;     // of one record
  // Called with each record's data before anything is made of them; null when there is nothing to
  // do. Any number of threads.
  std::function<void(data::Document&, base::Place const&, base::Diagnostics&)> prepare;
  // Makes a PDF of a .docx; needed when `formats` has one. nullopt after an error. Any number of
  // threads.
  std::function<std::optional<std::string>(
      std::string const& docx, std::string const& name, base::Diagnostics&)>
      to_pdf;
};

// One thread's: memory that is used from record to record.
class Filler {
 public:
  explicit Filler(FillRule const& rule) : rule_(rule) {}

  // Reads the record's data; false when there are errors in `out`.
  bool read(Record const& record, base::Diagnostics& out);
  // The name of the record read last, without extension; "" after an error.
  std::string stem(std::uint64_t index, base::Diagnostics& out);

  // Fills the record. `number` is put behind its name when it is not 0. `wanted` is asked, when
  // the name is known, whether the files are needed at all: if not, the record is skipped.
  void fill(Record const& record,
            std::uint64_t number,
            std::function<bool(Filled&)> const& wanted,
            Filled& out);

 private:
  bool make_files(Record const& record, Filled& out);

  FillRule const& rule_;
  render::Scratch scratch_;
  data::Document data_;
  data::Arena arena_;
};

}  // namespace thethuc::bulk

#pragma once

// What travels by Redis, and its fields: README.md has them as a table.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "broker/connection.h"
#include "bulk/filler.h"
#include "bulk/record_source.h"
#include "data/value.h"

namespace thethuc::broker {

// What is equal for all records of a run.
struct Run {
  std::string id;               // 32 hexadecimal digits
  std::string bundle;           // SHA-256 of the bundle, by which its key is called
  std::string reference;        // of the template within the bundle
  std::string template_digest;  // as bulk::template_digest
  std::string rule;             // how records are filled; JSON that the programs understand
  base::Language language = base::Language::en;  // of what manifests say
  std::string origin;                            // "host:folder" of who began it, for messages
};

// A record on its way.
struct Message {
  std::string id;  // of the stream's entry
  std::string run;
  bulk::Record record;       // without mistakes: such a record is not sent
  std::uint64_t number = 0;  // behind its name; 0: none
  std::uint64_t tries = 1;   // deliveries, this one included
  std::string last_worker;   // who had it before; "": nobody
};

// What became of a record.
struct Result {
  std::string id;  // of the results' entry
  std::uint64_t index = 0;
  bool done = false;
  std::string line;  // of the manifest, newline included
};

std::vector<std::string> fields_of(Run const& run);
std::vector<std::string> fields_of(Message const& message);
std::vector<std::string> fields_of(Result const& result);

// Asks for a run's fields; to_run() reads the answer.
Command run_query(std::string key);
// nullopt for what is no such thing: another's entry, or one whose end was lost with a connection.
std::optional<Run> to_run(std::string id, Reply const& values);
// Of an entry of a stream: its id and its fields.
std::optional<Message> to_message(Reply const& entry);
std::optional<Result> to_result(Reply const& entry);

// The files of a manifest line: names and hashes.
std::vector<bulk::DocumentFile> files_of(std::string_view manifest_line, data::Document& memory);

// The diagnostics of a manifest line, as far as causes are told by them: without related places.
std::vector<base::Diagnostic> diagnostics_of(std::string_view manifest_line,
                                             data::Document& memory);

}  // namespace thethuc::broker

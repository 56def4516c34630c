#pragma once

// The joined document while it grows. Not for other modules.

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include <pugixml.hpp>

#include "base/diagnostic.h"
#include "bulk/merge_guest.h"
#include "bulk/merge_notes.h"
#include "bulk/merge_sections.h"
#include "bulk/packed_text.h"
#include "compile/merge.h"
#include "opc/package.h"

namespace thethuc::bulk {

// One thread. Does not move: parts of it refer to each other.
class JoinedDocument {
 public:
  // `first` gives styles, settings, theme and properties; its text is appended as any other's.
  JoinedDocument(opc::Package const& first, opc::Limits const& limits);
  JoinedDocument(JoinedDocument const&) = delete;
  JoinedDocument& operator=(JoinedDocument const&) = delete;

  compile::MergeTarget& target() { return target_; }
  std::size_t documents() const { return documents_; }
  std::uint64_t bytes() const { return body_.size() + next_.ending.size(); }

  // Appends a document of that shape. False, with `out` saying why, when its text cannot be read;
  // then nothing has changed.
  bool append(Shape& shape,
              Stories const& stories,
              std::string const& file_name,
              base::Diagnostics& out);

  // The archive. Nothing may be appended afterwards.
  std::string finish(int level);

 private:
  static constexpr std::size_t kNotes = std::size(kNoteKinds);
  static constexpr std::size_t kComments = 2;

  // How the last document ends: whether its last section's properties stand in a paragraph is only
  // known when another document follows.
  struct Ending {
    std::string ending;     // the last paragraph, as that of the whole document
    std::string section;    // its section
    std::string in_middle;  // both, with another document behind them
  };

  using Notes = std::array<GuestNotes, kNotes>;
  bool read_notes(Shape& shape,
                  Stories const& stories,
                  pugi::xml_node body,
                  std::string const& file_name,
                  Notes& notes,
                  base::Diagnostics& out);
  std::string const& note_part(std::size_t kind);
  pugi::xml_node note_root(std::size_t kind);
  void take_in(Shape& shape, pugi::xml_node body, Notes& notes);
  void map_references(Shape& shape,
                      pugi::xml_node body,
                      std::vector<pugi::xml_node> const& sections,
                      Notes& notes);
  void write_notes(Notes& notes);
  void write_body(pugi::xml_node body, pugi::xml_node last_section);
  void end_endnotes();
  std::string archive(std::vector<std::pair<std::string, opc::Packed>> const& long_parts,
                      int level);

  base::Diagnostics ignored_;  // of the target: what may fail is read before it is asked
  opc::Package package_;
  compile::MergeTarget target_;
  JoinedSections sections_;
  pugi::xml_document root_;      // the main part's root with all namespaces, and an empty body
  pugi::xml_document comments_;  // the root of the comments
  PackedText body_;
  PackedText notes_[kNotes];
  std::string note_parts_[kNotes];
  int last_note_[kNotes] = {0, 0, -1};
  Ending next_;
  std::size_t documents_ = 0;
};

}  // namespace thethuc::bulk

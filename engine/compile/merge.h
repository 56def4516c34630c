#pragma once

// Merging of documents: the blocks of one package's body come into a story of another, with all
// that they need.
//
// Styles of one type and name are one style, and the host's definition counts, as when Word pastes
// with the styles of the destination; other styles are added with what they are based on. Lists,
// notes, pictures and charts are copied under ids of their own. Headers, footers, comments,
// document defaults, theme and settings of the guest stay behind.

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <pugixml.hpp>

#include "compile/merge_host.h"
#include "compile/merge_ids.h"
#include "compile/merge_map.h"
#include "compile/merge_numbering.h"
#include "compile/merge_parts.h"
#include "compile/merge_styles.h"
#include "opc/package.h"

namespace thethuc::compile {

// A package that takes others in, and what it has so far. See MergeHost for what it borrows.
struct MergeTarget {
  MergeTarget(opc::Package& package,
              std::string file_name,
              opc::Limits const& limits,
              std::size_t max_bytes,
              base::Diagnostics& out)
      : host(package, std::move(file_name), limits, max_bytes, out),
        parts(host),
        styles(host),
        numbering(host),
        ids(host) {}

  MergeHost host;
  HostParts parts;
  HostStyles styles;
  HostNumbering numbering;
  HostIds ids;
  int last_note[2] = {0, 0};  // footnote and endnote, 0 before the first comes in
};

// Where blocks are put.
struct MergePlace {
  std::string part;               // the host's part that `holder` stands in
  bool may_end_sections = false;  // paragraphs there may hold section properties
};

// A note that came into the host: its part and its id there.
struct MergedNote {
  std::string part;
  std::string id;
};

// Takes out what refers to comments: they stay behind.
void remove_comments(pugi::xml_node tree);

// One package on its way into a host, any number of times. Borrows the host; one thread.
class Merger {
 public:
  // `file_name` is for messages. What cannot be read is reported to the host's diagnostics.
  Merger(MergeTarget& target, opc::Package guest, std::string file_name);
  Merger(Merger const&) = delete;
  Merger& operator=(Merger const&) = delete;

  bool is_readable() const { return static_cast<bool>(body()); }
  // Footnotes or endnotes are referred to: the body may only come into another body.
  bool has_notes() const { return has_notes_; }

  // Appends the blocks of the body, without the properties of its last section, to `holder`, an
  // element of a story of the host that may hold blocks. Returns the notes that came along. When
  // the host is full afterwards (MergeHost::is_full()), the result is not sound.
  std::vector<MergedNote> append_body(pugi::xml_node holder, MergePlace const& place);

 private:
  // Footnotes are 0, endnotes 1.
  struct Notes {
    std::string part;
    std::unique_ptr<pugi::xml_document> document;
    std::unordered_map<std::string_view, pugi::xml_node> by_id;
  };

  pugi::xml_node body() const;
  std::unique_ptr<pugi::xml_document> read(SharedPart which) const;
  void read_notes(int kind);
  bool refers_to_notes() const;

  // merge_notes.cpp
  struct Copied {
    pugi::xml_node note;
    MergedStory story;
  };
  void copy_notes(pugi::xml_node tree, std::vector<Copied>& out);
  bool copy_note(pugi::xml_node reference, int kind, std::vector<Copied>& out);

  MergeTarget& target_;
  opc::Package guest_;
  std::string file_name_;
  std::unique_ptr<pugi::xml_document> main_;
  std::string numbering_part_;  // the guest's; "" when it has none
  std::unique_ptr<pugi::xml_document> styles_document_;
  std::unique_ptr<pugi::xml_document> numbering_document_;
  Notes notes_[2];
  bool has_notes_ = false;
  GuestStyles styles_;
  GuestNumbering numbering_;
  GuestParts parts_;
  GuestReferences references_;
};

}  // namespace thethuc::compile

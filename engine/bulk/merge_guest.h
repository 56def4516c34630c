#pragma once

// Documents on their way into the joined one. What many of them have in common is read once: all
// that comes from one template differs in its main part alone, or in few parts more. Not for other
// modules.

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <pugixml.hpp>

#include "base/diagnostic.h"
#include "compile/merge.h"
#include "opc/limits.h"
#include "opc/package.h"
#include "opc/zip.h"
#include "wml/numbering.h"
#include "wml/styles.h"

namespace thethuc::bulk {

// Styles, lists and settings, and what stands for them in the joined document. Shared by all
// documents in which they are equal, byte for byte.
class Definitions {
 public:
  // `number` is their own, of all that come into this target; those of number 0 give the joined
  // document its styles.
  Definitions(compile::MergeTarget& target, opc::Package const& guest, std::size_t number);
  Definitions(Definitions const&) = delete;
  Definitions& operator=(Definitions const&) = delete;

  // The parts that make them up, as a key.
  static std::string key_of(opc::Package const& guest);

  std::size_t number() const { return number_; }
  compile::GuestStyles& styles() { return *styles_; }
  compile::GuestNumbering& numbering() { return *numbering_; }
  // The guest's part; "" when it has none.
  std::string const& numbering_part() const { return numbering_part_; }
  pugi::xml_node settings() const { return root_of(settings_document_); }
  bool has_even_pages() const { return has_even_pages_; }
  // What of them does not come along (join_settings_differ).
  std::vector<std::string> const& differences() const { return differences_; }

  // Paragraphs that a style numbers get that numbering as their own, so that it can begin anew in
  // this document; in the first one they keep it, and it counts as begun.
  void own_lists_of_styles(pugi::xml_node tree, bool is_first);

 private:
  using Document = std::unique_ptr<pugi::xml_document>;

  static pugi::xml_node root_of(Document const& document) {
    return document ? document->document_element() : pugi::xml_node{};
  }
  void bring_fonts(compile::MergeTarget& target, opc::Package const& guest);

  std::size_t number_;
  std::string numbering_part_;
  Document styles_document_;
  Document numbering_document_;
  Document settings_document_;
  std::optional<compile::GuestStyles> styles_;
  std::optional<compile::GuestNumbering> numbering_;
  std::unique_ptr<wml::Styles> effective_;  // null when no style numbers a paragraph
  std::unique_ptr<wml::Numbering> lists_;
  bool has_even_pages_ = false;
  std::vector<std::string> differences_;
};

// The parts whose text each document has of its own.
struct Stories {
  std::string main;
  std::string footnotes;  // "" when there are none, as all below
  std::string endnotes;
  std::string comments;
};

// A package apart from its stories, and what stands for its parts in the joined document. Shared by
// all documents in which every other part is equal, byte for byte.
class Shape {
 public:
  Shape(compile::MergeTarget& target,
        opc::Package guest,
        std::vector<opc::ZipEntry> entries,
        std::shared_ptr<Definitions> definitions);
  Shape(Shape const&) = delete;
  Shape& operator=(Shape const&) = delete;

  // Whether the archive is of this shape.
  bool fits(std::vector<opc::ZipEntry> const& entries) const;
  // The stories of an archive that fits, moved out of it.
  static Stories take_stories(std::vector<opc::ZipEntry>& entries);
  // Those that it was made with.
  Stories stories() const;

  opc::Package const& package() const { return package_; }
  Definitions& definitions() { return *definitions_; }
  compile::GuestParts& parts() { return parts_; }
  compile::GuestReferences& references() { return references_; }
  // The guest's footnotes, endnotes or comments (0 to 2); "" when it has none.
  std::string const& note_part(std::size_t kind) const { return note_parts_[kind]; }
  // Headers and footers that were brought: their relationships' ids, the guest's and the host's.
  std::unordered_map<std::string, std::string>& headers() { return headers_; }

 private:
  opc::Package package_;
  std::vector<opc::ZipEntry> entries_;  // those that are not a document's own
  std::shared_ptr<Definitions> definitions_;
  std::string note_parts_[3];
  compile::GuestParts parts_;
  compile::GuestReferences references_;
  std::unordered_map<std::string, std::string> headers_;
};

// The first document without its stories: what the joined one is made upon.
opc::Package joined_base(opc::Package const& first, opc::Limits const& limits);

// The part of `package` that its main part has by a relationship of that kind ("comments"); "" when
// there is none.
std::string part_of_kind(opc::Package const& package, std::string_view kind);

}  // namespace thethuc::bulk

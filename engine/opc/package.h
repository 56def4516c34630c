#pragma once

// Open Packaging Conventions (ECMA-376 Part 2): parts, content types, relationships.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "opc/limits.h"

namespace thethuc::opc {

struct Relationship {
  std::string id;
  std::string type;    // transitional URI; Strict ones are brought to it at load
  std::string target;  // as written; for internal ones use target_part()
  bool is_external = false;
};

// The relationships of one part, or of the package.
class Relationships {
 public:
  std::vector<Relationship> const& all() const { return all_; }
  Relationship const* by_id(std::string_view id) const;
  Relationship const* by_type(std::string_view type) const;  // the first
  void add(Relationship relationship) { all_.push_back(std::move(relationship)); }
  void remove_if(bool (*unwanted)(Relationship const&));
  void remove(std::string_view id);

 private:
  std::vector<Relationship> all_;
};

struct Part {
  std::string name;          // "/word/document.xml": always with the slash
  std::string content_type;  // "" for relationship parts and [Content_Types].xml, which are not
                             // kept as parts
  std::string bytes;
};

// A package in memory. [Content_Types].xml and the .rels parts are held parsed; write() makes them
// anew.
class Package {
 public:
  // Reads a zip. Checks that it is a WordprocessingML package: content types, a main document part
  // reached through relationships, every internal relationship's target present; refuses macros
  // (vbaProject), ActiveX and OLE objects, external relationships other than hyperlinks (unless the
  // limits allow them), DOCTYPE in any XML part. attachedTemplate is dropped, digital signatures
  // are dropped with a warning. All findings at once; nullopt when any is an error.
  static std::optional<Package> read(std::string_view archive,
                                     std::string_view file_name,
                                     Limits const& limits,
                                     base::Diagnostics& out);
  // The same from files already apart (a template folder): names without the leading slash.
  struct File {
    std::string name;
    std::string bytes;
  };
  static std::optional<Package> from_files(std::vector<File> files,
                                           std::string_view file_name,
                                           Limits const& limits,
                                           base::Diagnostics& out);

  // Parts in a stable order: the main part first, then as they came.
  std::vector<Part> const& parts() const { return parts_; }
  std::vector<Part>& parts() { return parts_; }
  Part const* find(std::string_view part_name) const;  // names compare without ASCII case
  Part* find(std::string_view part_name);
  Part& add(Part part);                     // replaces a part of the same name
  void remove(std::string_view part_name);  // with its relationships; those that point at it stay
  // Parts of that extension ("png") that the package may come to hold are of that type.
  void add_default_type(std::string extension, std::string content_type);
  std::string const& main_part() const { return main_part_; }
  Relationships const& relationships(std::string_view part_name) const;  // "" is the package itself
  Relationships& relationships(std::string_view part_name);
  // The part that an internal relationship of `source` points at: "/word/styles.xml".
  static std::string target_part(std::string_view source, Relationship const& relationship);

  // Everything a zip of this package holds, in its final order ([Content_Types].xml first, then
  // _rels/.rels, then parts each followed by its relationships), names without the leading slash.
  std::vector<File> files() const;
  // The [Content_Types].xml and the .rels of one part, as files() writes them.
  std::string content_types_xml() const;
  static std::string relationships_xml(Relationships const& relationships);
  // "word/_rels/document.xml.rels" for "/word/document.xml"; "_rels/.rels" for "".
  static std::string relationships_name(std::string_view part_name);

 private:
  class Loader;  // from_files()
  struct Owned {
    std::string part;
    Relationships relationships;
  };
  std::vector<Part> parts_;
  std::vector<Owned> relationships_;
  std::vector<std::pair<std::string, std::string>> default_types_;  // extension, content type
  std::string main_part_;
};

// Packs files() at `level` into one archive.
std::string write_package(Package const& package, int level);

}  // namespace thethuc::opc

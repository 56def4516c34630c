#pragma once

// How a Package comes out of files. Internal: package_read.cpp reads the indexes and parts,
// package_check.cpp says what may not be in them.

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "opc/file_kind.h"
#include "opc/package.h"
#include "opc/part_types.h"

namespace thethuc::opc {

class Package::Loader {
 public:
  Loader(std::vector<File> files,
         std::string_view file_name,
         Limits const& limits,
         base::Diagnostics& out)
      : files_(std::move(files)), file_name_(file_name), limits_(limits), out_(out) {}

  std::optional<Package> load();

 private:
  using Args = std::initializer_list<std::pair<std::string, std::string>>;
  void report(base::Id id, std::string_view part, Args args = {});
  base::Place place(std::string_view part) const;
  bool report_kind(FileKind const& kind);

  // package_read.cpp
  bool names_are_safe();
  bool read_content_types();
  void read_relationships();
  void read_relationships_of(std::string source, File const& file);
  void read_parts();
  std::string content_type_of(std::string_view name, bool is_referenced) const;
  void check_xml();
  bool find_main_part();

  // package_check.cpp
  void drop_signatures();
  void check_parts();
  void check_relationships();
  bool is_active(std::string_view source, Relationship const& relationship);
  void check_relationship(std::string_view source, Relationship const& relationship);
  void drop_dangling();
  void detach(std::string_view source, std::vector<Relationship> const& unwanted);

  std::vector<File> files_;
  std::string file_name_;
  Limits const& limits_;
  base::Diagnostics& out_;
  Package package_;
  std::map<std::string, std::string> overrides_;  // name_key of the file -> content type
  std::set<std::string> part_keys_;               // name_key of each part
  std::set<std::string> active_keys_;             // of parts that were refused
  bool has_unread_relationships_ = false;         // told; what they would say is not known
  // What a part's relationships may lose when the part lets go of them.
  std::map<std::string, std::vector<Relationship>> dangling_;
};

}  // namespace thethuc::opc

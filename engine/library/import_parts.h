#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include <pugixml.hpp>

#include "base/diagnostic.h"
#include "library/profile_base.h"
#include "opc/package.h"

namespace thethuc::library {

// Which files a template folder needs so that it is the package again when it is laid over its
// base. Borrows the package, whose main part is made ready for it.
class PartsImport {
 public:
  PartsImport(Base base,
              opc::Package& package,
              std::string profile,
              std::string file_name,
              opc::Limits const& limits,
              base::Diagnostics& out);

  bool is_of_libreoffice() const;

  // The document's styles are called as the profile calls them; those that the profile lacks come
  // along. With `own_styles` they stay as they are. To be called first.
  void adopt_styles(bool own_styles);

  // LibreOffice makes one paragraph of an empty one that ends a section and that before it. Where
  // that holds section tags, the end goes with them when the document is filled: it gets a
  // paragraph of its own again. Before partials are looked for.
  void part_section_ends();

  // The files, XML indented; document.xml is the main part. `core`: the properties of the document
  // that the template had, which editing has overwritten; null when not known.
  std::vector<opc::Package::File> files(opc::Package::File const* core);

 private:
  using File = opc::Package::File;
  using Tree = std::unique_ptr<pugi::xml_document>;

  Tree parsed(std::string_view bytes) const;
  opc::Part const* base_part(std::string_view name) const;
  opc::Part const* related(opc::Package const& package, std::string_view type) const;
  bool was_edited() const;
  bool is_the_bases(opc::Part const& part) const;
  void rename_styles(std::map<std::string, std::string> const& names);
  void drop_unpaired_bookmarks();
  void reduce_sections();
  void rename_clashing_parts();
  void take_parts(std::vector<File>& files);
  void take_indexes(std::vector<File>& files);

  Base base_;
  std::optional<opc::Package> skeleton_;  // the base with the document as its body
  opc::Package& package_;
  std::string profile_;
  std::string file_name_;
  std::vector<File> style_files_;
  opc::Limits const& limits_;
  base::Diagnostics& out_;
};

}  // namespace thethuc::library

#pragma once

// The page of a profile: what the section properties of templates and fragments leave unsaid.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <pugixml.hpp>

#include "base/diagnostic.h"
#include "opc/package.h"

namespace thethuc::library {

// _base/<profile>/section.xml: one w:sectPr. A w:sectPr of a template that lacks children gets them
// from it, in the schema's order (ECMA-376 Part 1, 17.6.17); children that are there stay, except
// that the page size and the margins get the measures they lack. A page size with another w:orient
// and no measures is the profile's page turned. References to headers and footers count by their
// type. Immutable, copyable, cheap to copy.
class Section {
 public:
  // nullopt, with diagnostics, when the text is no w:sectPr.
  static std::optional<Section> read(std::string_view xml,
                                     std::string file_name,
                                     opc::Limits const& limits,
                                     base::Diagnostics& out);

  // Fills each w:sectPr below `root` in. A document that had none is left as it is.
  void fill(pugi::xml_node root) const;
  // The same for the main part of a package. What refers to a header or footer that the part has no
  // relationship to is an error (a template may bring relationships of its own).
  void fill(opc::Package& package, opc::Limits const& limits, base::Diagnostics& out) const;
  // The inverse, as far as filling gives back the same: takes out what is as the profile has it.
  // `is_own` tells of a reference to a header or footer whether it is to another one than the
  // profile's. Of an edited document also what word processors add and what means nothing.
  void reduce(pugi::xml_node root,
              std::function<bool(pugi::xml_node reference)> const& is_own,
              bool was_edited) const;
  // The same for a fragment's text; one that is no XML stays as it is, for its reader to tell.
  void fill(std::string& fragment, opc::Limits const& limits) const;

 private:
  std::shared_ptr<pugi::xml_document const> document_;
  std::string file_name_;
};

}  // namespace thethuc::library

#pragma once

// The partials that a template puts in.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <pugixml.hpp>

#include "compile/merge.h"
#include "compile/source.h"
#include "compile/template.h"

namespace thethuc::compile {

// Opens each partial once and puts it in any number of times. Borrows the source, whose package
// takes in what documents bring along.
class Partials {
 public:
  Partials(Source& source, PartialResolver const& resolver);

  enum class Found { yes, no, broken };  // broken: its own diagnostics say why
  Found open(std::string const& name);

  // Where the blocks of a partial come to stand.
  struct Site {
    std::string part;      // of the template
    bool is_body = false;  // of the main part, not a text box in it: notes may be referred to
    bool may_end_sections = false;  // nor a cell
  };
  // Appends the blocks of an opened partial to `holder`, which stands in the place of the tag.
  // False, with a diagnostic for the tag, when it cannot be put there.
  bool put(std::string const& name,
           pugi::xml_node holder,
           Site const& site,
           base::Place const& where,
           std::string const& tag);

  // The partial that a note came with; "" for the template's own.
  std::string partial_of_note(std::string const& part, std::string const& id) const;
  // Tells of the styles that blocks at this place name and the template does not define.
  void check_styles(pugi::xml_node blocks, base::Place const& place);
  // Brings what partials have added into the source's package.
  void store() { target_.host.store(); }

  // Names match with '-' and '_' alike.
  static std::string key(std::string_view name);

 private:
  struct Opened {
    Found found = Found::no;
    std::size_t bytes = 0;
    std::string file_name;  // of a fragment
    std::unique_ptr<pugi::xml_document> fragment;
    std::unique_ptr<Merger> document;
  };
  void open(Opened& opened, PartialSource source);
  void put_fragment(Opened const& opened, pugi::xml_node holder);

  Source& source_;
  PartialResolver const& resolver_;
  MergeTarget target_;
  std::map<std::string, Opened> opened_;                              // by key
  std::map<std::pair<std::string, std::string>, std::string> notes_;  // part, id → partial
};

}  // namespace thethuc::compile

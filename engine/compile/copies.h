#pragma once

// What must be unique in a document although a section repeats it: ids get a number of their own in
// each copy, and what refers to them within the copy follows.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <pugixml.hpp>

#include "compile/emitter.h"
#include "compile/source.h"

namespace thethuc::compile {

class Copies {
 public:
  // Learns the ids that the source's parts use, so that new ones differ from all of them.
  Copies(Source const& source, Program& program);

  // The section that begins at this placeholder was entered: each id that is declared in it,
  // outside of the sections within it, is made new at each of its iterations.
  void enter(pugi::xml_node opening, Emitter& out);
  void leave();
  bool inside() const { return !scopes_.empty(); }

  // Writes an attribute that differs from copy to copy, or leaves it out; false: it is an ordinary
  // one.
  bool write_attribute(pugi::xml_node element, pugi::xml_attribute attribute, Emitter& out);
  // The text of a field code, whose words may be names of bookmarks (17.16.5).
  void field_code(std::string_view code, Emitter& out);
  // What may stand in a document once only and is left out of all copies but the first: anchors of
  // comments. Returns the instruction to hand to end_once().
  bool is_once(pugi::xml_node node) const;
  std::uint32_t begin_once(Emitter& out);
  static void end_once(std::uint32_t instruction, Emitter& out);
  // What no copy needs: ids that Word gives anew by itself.
  bool is_dropped(pugi::xml_node node) const;

 private:
  using Key = std::pair<IdKind, std::string>;

  void declare(pugi::xml_node node, Emitter& out);
  void declare_siblings(pugi::xml_node first, pugi::xml_node end, Emitter& out);
  std::uint32_t const* slot(IdKind kind, std::string_view original) const;

  Source const& source_;
  Program& program_;
  std::vector<std::map<Key, std::uint32_t>> scopes_;
};

}  // namespace thethuc::compile

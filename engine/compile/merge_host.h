#pragma once

// The package that others are merged into: the parts that all stories share, and what it may hold.

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <pugixml.hpp>

#include "base/diagnostic.h"
#include "opc/limits.h"
#include "opc/package.h"

namespace thethuc::compile {

// Parts of which a document has at most one, by relationships of its main part. The theme is read
// only.
enum class SharedPart : std::uint8_t { styles, numbering, footnotes, endnotes, settings, theme };
inline constexpr std::size_t kSharedParts = 6;

// "/word/styles.xml"; "" when the package has none.
std::string shared_part_name(opc::Package const& package, SharedPart which);

// What is common to all merges into one package. Borrows the package and the diagnostics, which
// must outlive it; while it lives, the shared parts change through it only. One thread.
class MergeHost {
 public:
  // `max_bytes` bounds all that comes in, however often it does.
  MergeHost(opc::Package& package,
            std::string file_name,
            opc::Limits const& limits,
            std::size_t max_bytes,
            base::Diagnostics& out);
  MergeHost(MergeHost const&) = delete;
  MergeHost& operator=(MergeHost const&) = delete;

  opc::Package& package() { return package_; }
  opc::Limits const& limits() const { return limits_; }
  base::Diagnostics& diagnostics() { return out_; }

  // The root element of a shared part; null when the package has none.
  pugi::xml_node root(SharedPart which);
  // The same to be changed: made when the package has none, and written by the next store(). Null
  // only when the part cannot be read, which a diagnostic tells.
  pugi::xml_node root_to_change(SharedPart which);
  // Brings what has changed into the package.
  void store();

  // Adds to what came in. False, once and for all, when it is more than the host takes; then
  // nothing more may be added.
  bool charge(std::size_t bytes);
  bool is_full() const { return !full_.empty(); }
  // Nothing more may be added: another limit was reached, of that name.
  void close(std::string_view limit_name);
  // The limit that was reached first; "" when none was.
  std::string const& reached_limit() const { return full_; }

 private:
  struct Tree {
    std::unique_ptr<pugi::xml_document> document;
    bool opened = false;
    bool changed = false;
  };

  opc::Package& package_;
  std::string file_name_;
  opc::Limits limits_;
  base::Diagnostics& out_;
  std::array<Tree, kSharedParts> trees_;
  std::size_t bytes_ = 0;
  std::size_t max_bytes_;
  std::string full_;  // the name of the limit that was reached
};

// The child of w:settings of that name, made in its place when there is none: one from
// w:updateFields on, in the order of the schema.
pugi::xml_node setting(pugi::xml_node settings, char const* name);

// Makes what `block` uses known where it stands: namespaces that were declared around it where it
// came from, and that consumers may ignore some of them (ECMA-376 Part 3, 7.2). `from` is its
// former parent.
void adopt_namespaces(pugi::xml_node from, pugi::xml_node block);
// The same for all that `holder`, which is to vanish, holds. It has no attributes of its own.
void adopt_namespaces_of_children(pugi::xml_node from, pugi::xml_node holder);

}  // namespace thethuc::compile

#pragma once

// What a filled document has besides its template's parts: relationships, notes, list instances,
// media. The one owner of their names and ids in a render. Internal to render.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compile/program.h"

namespace thethuc::render {

enum class RelationshipKind : std::uint8_t { hyperlink, image };

struct NewPart {
  std::string entry_name;  // "word/media/hinh1.png"
  std::string bytes;
};

class NewParts {
 public:
  // Begins a document. Memory is kept.
  void begin(compile::Program const& program);

  // XML that gathers for a part of the template.
  std::string& gathered(std::uint32_t gathering) { return gathered_[gathering]; }
  std::string const& gathered(std::uint32_t gathering) const { return gathered_[gathering]; }

  // The id of a relationship of the part that `gathering` belongs to; one for equal targets.
  // `target` is escaped for an attribute already; that of an image is a part's name.
  std::string relationship(std::uint32_t gathering, RelationshipKind kind, std::string_view target);

  // Puts a picture into the package and gives its part's name; equal bytes are stored once.
  // `extension`: "png".
  std::string const& add_media(std::string bytes, std::string_view extension);

  std::vector<NewPart> const& media() const { return media_; }
  std::size_t media_bytes() const { return media_bytes_; }

 private:
  compile::Program const* program_ = nullptr;
  std::vector<std::string> gathered_;
  std::map<std::pair<std::uint32_t, std::string>, std::uint32_t, std::less<>> relationships_;
  std::vector<NewPart> media_;
  std::map<std::string, std::string> media_names_;  // content key → part name
  std::size_t media_bytes_ = 0;
};

}  // namespace thethuc::render

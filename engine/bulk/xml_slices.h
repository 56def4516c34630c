#pragma once

// An XML part that is too large for a tree, as many small trees. Internal to bulk.

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include <pugixml.hpp>

#include "base/diagnostic.h"
#include "opc/limits.h"
#include "opc/zip_file.h"

namespace thethuc::bulk {

// Whether the element is called so, under whatever prefix.
bool is_named(pugi::xml_node element, std::string_view name);
// The first child of that name; empty when there is none.
pugi::xml_node child_named(pugi::xml_node parent, std::string_view name);

// Gives the children of one element, some at a time. What stands around that element is passed
// over, but its text: a stranger's XML is looked at as by opc::parse_xml, slice by slice.
class XmlSlices {
 public:
  struct Part {
    std::unique_ptr<opc::ZipFile::Stream> stream;
    std::string file;
    std::string name;  // "/xl/worksheets/sheet1.xml"
  };
  // `container` is the local name of the element: the root, or a child of it. A child of more than
  // `most_bytes` is refused; `limit_name` is the name of that limit.
  XmlSlices(Part part,
            std::string container,
            opc::Limits const& limits,
            std::size_t most_bytes,
            std::string limit_name);

  // The container with its next children; valid until the next call. Empty at the end and, with a
  // diagnostic, when the rest cannot be read.
  pugi::xml_node next(base::Diagnostics& out);

  std::uint64_t position() const { return part_.stream->position(); }  // bytes, unpacked

 private:
  enum class Token { none, passed, refused };

  bool fill(base::Diagnostics& out);
  bool refuse(base::Diagnostic d, base::Diagnostics& out);
  bool refuse_syntax(char const* vi, char const* en, base::Diagnostics& out);
  Token take_token(base::Diagnostics& out);
  Token take_tag(std::size_t end);
  void open_tag(std::string_view tag);
  void close_tag();
  pugi::xml_node parse_slice(base::Diagnostics& out);
  bool check_rest(base::Diagnostics& out);

  Part part_;
  std::string container_;
  opc::Limits limits_;
  std::size_t most_bytes_;
  std::string limit_name_;

  std::string buffer_;
  std::size_t position_ = 0;  // of the next token
  std::size_t slice_begin_ = 0;
  std::size_t slice_end_ = 0;  // behind the last whole child
  int depth_ = 0;              // of elements that are open
  int container_depth_ = 0;    // 0: not come to it yet
  bool is_over_ = false;       // the container, or all
  std::string head_;           // start tags of the root and of the container
  std::string tail_;           // their end tags
  std::unique_ptr<pugi::xml_document> document_;
};

}  // namespace thethuc::bulk

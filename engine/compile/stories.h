#pragma once

// Which parts of a package hold stories.

#include <string_view>

#include "opc/package.h"
#include "opc/part_types.h"

namespace thethuc::compile {

// The body, headers, footers and notes. Comments are left alone.
inline bool has_stories(opc::Part const& part) {
  std::string_view const kind = opc::wordprocessing_kind(part.content_type);
  return kind == "document.main" || kind == "header" || kind == "footer" || kind == "footnotes" ||
         kind == "endnotes";
}

}  // namespace thethuc::compile

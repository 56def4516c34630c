#pragma once

// Texts of workbooks. Internal to bulk.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

#include "base/diagnostic.h"
#include "bulk/record_source.h"
#include "opc/zip_file.h"

namespace thethuc::bulk {

// Appends the text of <si> or <is>: of its <t>, or of its runs <r>, whatever their formatting;
// readings (rPh) are none of it. "_x000D_" is the character of that number (ECMA-376 Part 1,
// 22.9.2.19).
void append_text(std::string& out, pugi::xml_node string_item);
// Appends text with "_x000D_" resolved, lines ended by "\n" alone.
void append_unescaped(std::string& out, std::string_view text);

// The texts that cells share, one behind the other.
class SharedStrings {
 public:
  // False, with a diagnostic, when the part cannot be read.
  bool read(opc::ZipFile& archive,
            opc::ZipFile::Entry const& entry,
            std::string const& file_name,
            SourceLimits const& limits,
            base::Diagnostics& out);

  // nullopt when there is none of that number.
  std::optional<std::string_view> text(std::string_view number) const;

 private:
  std::string bytes_;
  std::vector<std::uint32_t> ends_;
};

}  // namespace thethuc::bulk

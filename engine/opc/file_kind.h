#pragma once

// What a file is that is no .docx, told by its first bytes or its entries, so that the answer can
// name it.

#include <string>
#include <string_view>
#include <vector>

namespace thethuc::opc {

// In words of both languages, to follow "expected a .docx, found".
struct FileKind {
  std::string en;
  std::string vi;
  std::string remedy_en;  // "" when saving it as .docx is all there is to say
  std::string remedy_vi;
};

// Of bytes that no zip reader takes.
FileKind kind_of_bytes(std::string_view bytes);
// Of an archive without [Content_Types].xml; `mimetype` is the text of its entry of that name.
FileKind kind_of_archive(std::vector<std::string_view> const& names, std::string_view mimetype);
// Of a package by the content type of its main part.
FileKind kind_of_package(std::string_view main_content_type);

}  // namespace thethuc::opc

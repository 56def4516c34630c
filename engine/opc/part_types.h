#pragma once

// How packages of Office name what a part is: its content type, and the type of the relationship
// that leads to it (ECMA-376 Part 1, 11.3 and 15.2; Part 2 for those of any package).

#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace thethuc::opc {

// "…/relationships/" with "styles", "image" … behind it.
inline constexpr std::string_view kOfficeRelationships =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
inline constexpr std::string_view kPackageRelationships =
    "http://schemas.openxmlformats.org/package/2006/relationships/";

// Content types of parts of a document are this, "styles", "header" …, and "+xml".
inline constexpr std::string_view kWordprocessingTypes =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.";

// "styles" of such a content type, "document.main" of the main part's; "" of any other type.
constexpr std::string_view wordprocessing_kind(std::string_view content_type) {
  constexpr std::string_view kEnd = "+xml";
  if (!content_type.starts_with(kWordprocessingTypes) || !content_type.ends_with(kEnd)) {
    return {};
  }
  content_type.remove_prefix(kWordprocessingTypes.size());
  content_type.remove_suffix(kEnd.size());
  return content_type;
}

inline constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kPictureTypes = {{
    {"png", "image/png"},
    {"jpg", "image/jpeg"},
    {"jpeg", "image/jpeg"},
    {"gif", "image/gif"},
    {"bmp", "image/bmp"},
    {"tif", "image/tiff"},
    {"tiff", "image/tiff"},
    {"emf", "image/x-emf"},
    {"wmf", "image/x-wmf"},
    {"svg", "image/svg+xml"},
}};

// "png" of "/word/media/logo.PNG"; "" for none.
std::string extension_of(std::string_view name);

// The content type of pictures by the extension of their names, in lower case; "" of others.
constexpr std::string_view picture_type(std::string_view extension) {
  for (auto const& [known, type] : kPictureTypes) {
    if (known == extension) {
      return type;
    }
  }
  return {};
}

}  // namespace thethuc::opc

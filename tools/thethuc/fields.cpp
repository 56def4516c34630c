#include "fields.h"

#include <string_view>

#include <fmt/format.h>

#include "compile/inspection.h"

namespace thethuc::cli {

namespace {

using base::Language;
using compile::FieldType;

std::string_view type_words(FieldType type, Language language) {
  if (language == Language::en) {
    return type == FieldType::section ? "list, object or condition"
                                      : compile::field_type_name(type);
  }
  switch (type) {
    case FieldType::text:
      return "chữ";
    case FieldType::number:
      return "số";
    case FieldType::date:
      return "ngày hoặc tháng";
    case FieldType::list:
      return "danh sách";
    case FieldType::object:
      return "nhóm";
    case FieldType::section:
      return "danh sách, nhóm hoặc điều kiện";
    case FieldType::condition:
      return "điều kiện";
  }
  return "";
}

}  // namespace

std::string fields_text(std::vector<compile::Field> const& fields, Language language, int depth) {
  std::string out;
  for (compile::Field const& field : fields) {
    std::string_view const name = !field.name.empty()        ? std::string_view{field.name}
                                  : language == Language::vi ? "(phần tử)"
                                                             : "(item)";
    std::string_view const optional = !field.optional            ? ""
                                      : language == Language::vi ? " (không bắt buộc)"
                                                                 : " (optional)";
    out += fmt::format(
        "{:{}}{}: {}{}\n", "", 2 * depth, name, type_words(field.type, language), optional);
    out += fields_text(field.children, language, depth + 1);
  }
  return out;
}

}  // namespace thethuc::cli

#include "fields.h"

#include <string_view>

#include <fmt/format.h>

namespace thethuc::cli {

namespace {

using base::Language;
using compile::FieldType;

std::string_view type_name(FieldType type) {
  switch (type) {
    case FieldType::text:
      return "text";
    case FieldType::number:
      return "number";
    case FieldType::date:
      return "date";
    case FieldType::list:
      return "list";
    case FieldType::object:
      return "object";
    case FieldType::section:
      return "section";
    case FieldType::condition:
      return "condition";
  }
  return "";
}

std::string_view type_words(FieldType type, Language language) {
  if (language == Language::en) {
    return type == FieldType::section ? "list, object or condition" : type_name(type);
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

void write_fields(JsonWriter& json, std::vector<compile::Field> const& fields) {
  json.begin_list();
  for (compile::Field const& field : fields) {
    json.begin_object();
    if (!field.name.empty()) {
      json.key("name").text(field.name);
    }
    json.key("type").text(type_name(field.type));
    if (field.optional) {
      json.key("optional").boolean(true);
    }
    if (!field.children.empty()) {
      json.key("fields");
      write_fields(json, field.children);
    }
    json.end_object();
  }
  json.end_list();
}

}  // namespace thethuc::cli

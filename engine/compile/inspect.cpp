// What a template asks for, as a JSON Schema and as a skeleton of data.

#include <string>

#include "compile/template.h"

namespace thethuc::compile {
namespace {

std::string quoted(std::string_view s) {
  std::string out = "\"";
  for (char c : s) {
    if (c == '"' || c == '\\') {
      out += '\\';
    }
    out += c;
  }
  return out + '"';
}

std::string indent(int level) {
  return std::string(static_cast<std::size_t>(level) * 2, ' ');
}

void append_object(std::string& out, std::vector<Field> const& fields, int level);

void append_field(std::string& out, Field const& field, int level) {
  switch (field.type) {
    case FieldType::text:
      out += R"({"type": ["string", "number"]})";
      break;
    case FieldType::condition:
      out += "{}";
      break;
    case FieldType::object:
      append_object(out, field.children, level);
      break;
    case FieldType::list:
      out +=
          "{\n" + indent(level + 1) + "\"type\": \"array\",\n" + indent(level + 1) + "\"items\": ";
      if (field.children.empty()) {
        out += R"({"type": ["string", "number"]})";
      } else {
        append_object(out, field.children, level + 1);
      }
      out += "\n" + indent(level) + "}";
      break;
  }
}

// The members of an object schema, without its braces.
void append_members(std::string& out, std::vector<Field> const& fields, int level) {
  out += indent(level) + "\"type\": \"object\",\n" + indent(level) + "\"properties\": {";
  std::string required;
  bool first = true;
  for (Field const& field : fields) {
    out += (first ? "\n" : ",\n") + indent(level + 1) + quoted(field.name) + ": ";
    append_field(out, field, level + 1);
    first = false;
    if (!field.optional) {
      required += (required.empty() ? "" : ", ") + quoted(field.name);
    }
  }
  out += (first ? std::string{"}"} : "\n" + indent(level) + "}");
  if (!required.empty()) {
    out += ",\n" + indent(level) + "\"required\": [" + required + "]";
  }
}

void append_object(std::string& out, std::vector<Field> const& fields, int level) {
  out += "{\n";
  append_members(out, fields, level + 1);
  out += "\n" + indent(level) + "}";
}

void append_sample(std::string& out, std::vector<Field> const& fields, int level) {
  out += "{";
  bool first = true;
  for (Field const& field : fields) {
    out += (first ? "\n" : ",\n") + indent(level + 1) + quoted(field.name) + ": ";
    first = false;
    switch (field.type) {
      case FieldType::text:
        out += "\"…\"";
        break;
      case FieldType::condition:
        out += "true";
        break;
      case FieldType::object:
        append_sample(out, field.children, level + 1);
        break;
      case FieldType::list:
        out += "[";
        if (field.children.empty()) {
          out += "\"…\"";
        } else {
          append_sample(out, field.children, level + 1);
        }
        out += "]";
        break;
    }
  }
  out += first ? "}" : "\n" + indent(level) + "}";
}

}  // namespace

std::string infer_schema(std::vector<Field> const& fields, std::string_view title) {
  std::string out =
      "{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n  \"title\": " +
      quoted(title) + ",\n";
  append_members(out, fields, 1);
  return out + "\n}\n";
}

std::string sample_skeleton(std::vector<Field> const& fields) {
  std::string out;
  append_sample(out, fields, 0);
  return out + "\n";
}

}  // namespace thethuc::compile

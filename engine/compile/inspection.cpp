#include "compile/inspection.h"

namespace thethuc::compile {

namespace {

using data::JsonWriter;

std::string_view kind_name(TagKind kind) {
  switch (kind) {
    case TagKind::variable:
      return "variable";
    case TagKind::rich_variable:
      return "rich_variable";
    case TagKind::section:
      return "section";
    case TagKind::inverted_section:
      return "inverted_section";
    case TagKind::closing:
      return "closing";
    case TagKind::comment:
      return "comment";
    case TagKind::partial:
      return "partial";
    case TagKind::delimiters:
      return "delimiters";
  }
  return "";
}

void write_place(JsonWriter& json, base::Place const& place) {
  json.begin_object();
  auto const text = [&json](char const* key, std::string const& value) {
    if (!value.empty()) {
      json.key(key).text(value);
    }
  };
  auto const number = [&json](char const* key, int value) {
    if (value > 0) {
      json.key(key).number(static_cast<std::size_t>(value));
    }
  };
  text("part", place.part);
  text("partial", place.partial);
  number("text_box", place.text_box);
  number("table", place.table);
  number("row", place.row);
  number("cell", place.cell);
  number("paragraph", place.paragraph);
  text("text", place.text);
  json.end_object();
}

}  // namespace

std::string_view field_type_name(FieldType type) {
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

void write_fields(JsonWriter& json, std::vector<Field> const& fields) {
  json.begin_list();
  for (Field const& field : fields) {
    json.begin_object();
    if (!field.name.empty()) {
      json.key("name").text(field.name);
    }
    json.key("type").text(field_type_name(field.type));
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

Guide guide_of(CompiledTemplate const& compiled, std::string const& title, bool from_tags) {
  if (!from_tags && !compiled.schema_json().empty()) {
    return {true, compiled.schema_json(), own_sample(compiled)};
  }
  return {false, infer_schema(compiled.fields(), title), sample_skeleton(compiled.fields())};
}

std::string inspection_json(CompiledTemplate const& compiled, Guide const& guide) {
  JsonWriter json;
  json.begin_object();
  json.key("template").text(compiled.file_name());
  json.key("tags").begin_list();
  for (Tag const& tag : compiled.tags()) {
    if (tag.is_copy) {
      continue;
    }
    json.begin_object();
    json.key("kind").text(kind_name(tag.kind));
    json.key("text").text(tag.text);
    json.key("name").text(tag.name);
    if (!tag.filters.empty()) {
      json.key("filters").text(tag.filters);
    }
    if (tag.is_decomposed) {
      json.key("decomposed").boolean(true);
    }
    json.key("place");
    write_place(json, tag.place);
    json.end_object();
  }
  json.end_list();
  json.key("fields");
  write_fields(json, compiled.fields());
  json.key("made_of").text(guide.from_schema ? "schema" : "tags");
  json.key("schema").raw(guide.schema);
  json.key("sample").raw(guide.sample);
  json.end_object();
  return json.take();
}

}  // namespace thethuc::compile

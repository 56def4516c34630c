#include "http/api/version_data.h"

#include "base/diagnostic.h"
#include "data/json_writer.h"
#include "data/schema.h"
#include "data/value.h"

namespace thethuc::http {

namespace {

using data::JsonWriter;
using data::Kind;
using data::Value;

void write(JsonWriter& json, std::string_view name, Value first, Value second);

void write_object(JsonWriter& json, Value first, Value second) {
  json.begin_object();
  Value member = first.first();
  for (std::size_t i = 0; i < first.size(); ++i, member = member.next()) {
    json.key(member.key());
    write(json, member.key(), member, second.find(member.key()));
  }
  member = second.first();
  for (std::size_t i = 0; i < second.size(); ++i, member = member.next()) {
    if (first.find(member.key()).kind() == Kind::missing) {
      json.key(member.key());
      write(json, member.key(), member, {});
    }
  }
  json.end_object();
}

void write_list(JsonWriter& json, std::string_view name, Value first, Value second) {
  json.begin_list();
  Value a = first.first();
  Value b = second.first();
  for (std::size_t i = 0; i < first.size() || i < second.size(); ++i) {
    bool const has_a = i < first.size();
    bool const has_b = i < second.size();
    write(json, name, has_a ? a : b, has_a && has_b ? b : Value{});
    a = has_a ? a.next() : a;
    b = has_b ? b.next() : b;
  }
  json.end_list();
}

// `second` may be missing, and counts only when it is of the same kind. Where any text fits stands
// the field's name: with one text for all, a field that another took the place of would look the
// same.
void write(JsonWriter& json, std::string_view name, Value first, Value second) {
  Value const same = second.kind() == first.kind() ? second : Value{};
  switch (first.kind()) {
    case Kind::object:
      write_object(json, first, same);
      break;
    case Kind::list:
      write_list(json, name, first, same);
      break;
    case Kind::string:
      json.text(first.text() == data::kSampleText ? name : first.text());
      break;
    case Kind::number:
    case Kind::boolean:
      json.raw(first.text());
      break;
    case Kind::null:
    case Kind::missing:
      json.raw("null");
      break;
  }
}

}  // namespace

std::string merged_data(std::string_view first,
                        std::string_view second,
                        data::Limits const& limits) {
  data::Document a;
  data::Document b;
  base::Diagnostics unread;
  a.parse(first, "first", limits, unread);
  b.parse(second, "second", limits, unread);
  JsonWriter json{JsonWriter::Layout::one_line};
  if (a.root().kind() == Kind::object) {
    write(json, {}, a.root(), b.root());
  } else if (b.root().kind() == Kind::object) {
    write(json, {}, b.root(), {});
  } else {
    json.begin_object().end_object();
  }
  return json.take();
}

}  // namespace thethuc::http

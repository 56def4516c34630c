#include "data/json_writer.h"

#include <fmt/format.h>

#include "base/text.h"

namespace thethuc::data {

JsonWriter& JsonWriter::key(std::string_view name) {
  before_value();
  append_quoted(name);
  out_ += layout_ == Layout::indented ? ": " : ":";
  after_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::text(std::string_view value) {
  before_value();
  append_quoted(value);
  return *this;
}

JsonWriter& JsonWriter::number(std::size_t value) {
  return raw(std::to_string(value));
}

JsonWriter& JsonWriter::boolean(bool value) {
  return raw(value ? "true" : "false");
}

JsonWriter& JsonWriter::raw(std::string_view json) {
  before_value();
  while (!json.empty() && (json.back() == '\n' || json.back() == ' ')) {
    json.remove_suffix(1);
  }
  // The levels of a value that is indented by itself go on from here; a line break never stands
  // within a JSON string.
  for (char const c : json) {
    out_ += c;
    if (c == '\n') {
      out_.append(2 * ends_.size(), ' ');
    }
  }
  return *this;
}

JsonWriter& JsonWriter::open(char begin, char end) {
  before_value();
  out_ += begin;
  ends_.push_back(end);
  first_ = true;
  return *this;
}

JsonWriter& JsonWriter::close() {
  char const end = ends_.back();
  ends_.pop_back();
  if (!first_) {
    new_line();
  }
  out_ += end;
  first_ = false;
  return *this;
}

void JsonWriter::before_value() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (!first_) {
    out_ += ',';
  }
  if (!ends_.empty()) {
    new_line();
  }
  first_ = false;
}

void JsonWriter::new_line() {
  if (layout_ == Layout::indented) {
    out_ += '\n';
    out_.append(2 * ends_.size(), ' ');
  }
}

void JsonWriter::append_quoted(std::string_view value) {
  out_ += '"';
  bool const sound = base::is_valid_utf8(value);
  for (char const c : value) {
    auto const byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out_ += '\\';
      out_ += c;
    } else if (c == '\n') {
      out_ += "\\n";
    } else if (byte < 0x20) {
      out_ += fmt::format("\\u{:04x}", byte);
    } else if (byte >= 0x80 && !sound) {
      out_ += "\xEF\xBF\xBD";
    } else {
      out_ += c;
    }
  }
  out_ += '"';
}

}  // namespace thethuc::data

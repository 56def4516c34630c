#pragma once

// JSON text, written as one goes.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace thethuc::data {

class JsonWriter {
 public:
  enum class Layout { indented, one_line };
  explicit JsonWriter(Layout layout = Layout::indented) : layout_(layout) {}

  JsonWriter& begin_object() { return open('{', '}'); }
  JsonWriter& end_object() { return close(); }
  JsonWriter& begin_list() { return open('[', ']'); }
  JsonWriter& end_list() { return close(); }
  JsonWriter& key(std::string_view name);
  // Bytes that are no UTF-8 (a file name may hold some) become U+FFFD.
  JsonWriter& text(std::string_view value);
  JsonWriter& number(std::size_t value);
  JsonWriter& boolean(bool value);
  // A JSON value that is text already.
  JsonWriter& raw(std::string_view json);

  std::string take() { return std::move(out_); }

 private:
  JsonWriter& open(char begin, char end);
  JsonWriter& close();
  void before_value();
  void new_line();
  void append_quoted(std::string_view value);

  Layout layout_;
  std::string out_;
  std::vector<char> ends_;  // of what is open
  bool first_ = true;       // nothing yet inside what is open
  bool after_key_ = false;
};

}  // namespace thethuc::data

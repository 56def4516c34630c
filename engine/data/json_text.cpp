#include "data/json_text.h"

#include <cstddef>

#include <fmt/format.h>

#include "base/text.h"

namespace thethuc::data {
namespace {

constexpr std::size_t kLine = 80;  // characters of a list or object that stays on one line

// The end of the JSON string that begins at `at`, behind its quote.
std::size_t string_end(std::string_view json, std::size_t at) {
  for (++at; json[at] != '"'; ++at) {
    at += json[at] == '\\' ? 1U : 0U;
  }
  return at + 1;
}

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

class Printer {
 public:
  explicit Printer(std::string_view json) : json_(json) {}

  std::string print() {
    while (at_ < json_.size()) {
      step();
    }
    return std::move(out_);
  }

 private:
  void step() {
    char const c = json_[at_];
    if (is_space(c)) {
      ++at_;
    } else if (c == '"') {
      std::size_t const end = string_end(json_, at_);
      out_ += json_.substr(at_, end - at_);
      at_ = end;
    } else if (c == '{' || c == '[') {
      open();
    } else {
      ++at_;
      if (c == '}' || c == ']') {
        --level_;
        new_line();
      }
      out_ += c;
      if (c == ',') {
        new_line();
      } else if (c == ':') {
        out_ += ' ';
      }
    }
  }

  void open() {
    std::string const line = one_line();
    if (!line.empty()) {
      out_ += line;
      return;
    }
    out_ += json_[at_++];
    ++level_;
    new_line();
  }

  // The list or object that begins here, when it can stay on one line: then it is passed.
  std::string one_line() {
    std::string line;
    std::size_t at = at_;
    do {
      char const c = json_[at];
      if ((c == '{' || c == '[') && at > at_) {
        return {};
      }
      if (c == '"') {
        std::size_t const end = string_end(json_, at);
        line += json_.substr(at, end - at);
        at = end;
        continue;
      }
      if (!is_space(c)) {
        line += c;
      }
      line += c == ',' || c == ':' ? " " : "";
      ++at;
      if (line.size() > kLine && base::code_point_count(line) > kLine) {
        return {};
      }
    } while (line.back() != '}' && line.back() != ']');
    at_ = at;
    return line;
  }

  void new_line() {
    out_ += '\n';
    out_.append(level_ * 2, ' ');
  }

  std::string_view json_;
  std::string out_;
  std::size_t at_ = 0;
  std::size_t level_ = 0;
};

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  for (char const c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  out += '"';
}

std::string json_string(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

void append_json(std::string& out, Value value) {
  switch (value.kind()) {
    case Kind::missing:
    case Kind::null:
      out += "null";
      return;
    case Kind::boolean:
    case Kind::number:
      out += value.text();
      return;
    case Kind::string:
      append_json_string(out, value.text());
      return;
    case Kind::list:
    case Kind::object:
      break;
  }
  bool const is_object = value.kind() == Kind::object;
  out += is_object ? '{' : '[';
  Value child = value.first();
  for (std::size_t i = 0; i < value.size(); ++i, child = child.next()) {
    out += i > 0 ? "," : "";
    if (is_object) {
      append_json_string(out, child.key());
      out += ':';
    }
    append_json(out, child);
  }
  out += is_object ? '}' : ']';
}

std::string pretty_json(std::string_view json) {
  return Printer{json}.print();
}

}  // namespace thethuc::data

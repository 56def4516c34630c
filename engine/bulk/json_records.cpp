// The items of a JSON array, each as it is written: where one ends is found without parsing it, so
// that an array of any size passes through. Objects one after the other, without an array around
// them, are taken as well.

#include <algorithm>
#include <optional>
#include <vector>

#include "base/text.h"
#include "bulk/sources.h"

namespace thethuc::bulk {

namespace {

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// Finds the end of one JSON value that comes byte by byte.
class ValueEnd {
 public:
  enum class Step { inside, ends_with, ends_before, wrong };

  Step take(char c) {
    if (in_string_) {
      return take_in_string(c);
    }
    if (open_.empty() && is_scalar_) {
      return is_space(c) || c == ',' || c == ']' || c == '}' ? Step::ends_before : Step::inside;
    }
    switch (c) {
      case '"':
        in_string_ = true;
        return Step::inside;
      case '{':
      case '[':
        open_.push_back(c == '{' ? '}' : ']');
        return Step::inside;
      case '}':
      case ']':
        if (open_.empty() || open_.back() != c) {
          return Step::wrong;
        }
        open_.pop_back();
        return open_.empty() ? Step::ends_with : Step::inside;
      default:
        is_scalar_ = open_.empty();
        return Step::inside;
    }
  }
  bool is_scalar() const { return is_scalar_; }
  bool in_string() const { return in_string_; }
  char expected() const { return open_.empty() ? '\0' : open_.back(); }

 private:
  Step take_in_string(char c) {
    if (is_escaped_) {
      is_escaped_ = false;
    } else if (c == '\\') {
      is_escaped_ = true;
    } else if (c == '"') {
      in_string_ = false;
      return open_.empty() ? Step::ends_with : Step::inside;
    }
    return c == '\n' ? Step::wrong : Step::inside;
  }

  std::vector<char> open_;  // what is to close what is open
  bool in_string_ = false;
  bool is_escaped_ = false;
  bool is_scalar_ = false;
};

class JsonRecords final : public RecordSource {
 public:
  JsonRecords(std::unique_ptr<Input> input, SourceLimits const& limits)
      : input_(std::move(input)), limits_(limits) {
    skip_mark(*input_);
  }

  bool next(Record& record, base::Diagnostics& out) override {
    if (is_done_ || !begin_element(out)) {
      is_done_ = true;
      return false;
    }
    record.index = index_++;
    record.mistakes = {};
    record.place = here();
    if (!read_element(record, out)) {
      is_done_ = true;
      return false;
    }
    if (record.mistakes.empty() && !record.json.starts_with('{')) {
      tell_not_object(record.place, record.json, record.mistakes);
    }
    return true;
  }

  std::optional<double> progress() const override { return input_->progress(); }

 private:
  // The next byte that is no white space, which stays in view.
  std::optional<char> peek() {
    while (true) {
      std::string_view const view = input_->view();
      for (std::size_t i = 0; i < view.size(); ++i) {
        if (!is_space(view[i])) {
          input_->use(i);
          return view[i];
        }
        count(view[i]);
      }
      input_->use(view.size());
      if (!input_->more()) {
        return std::nullopt;
      }
    }
  }

  void take(char c) {
    count(c);
    input_->use(1);
  }

  void count(char c) {
    if (c == '\n') {
      ++line_;
      column_ = 1;
    } else if ((static_cast<unsigned char>(c) & 0xC0u) != 0x80u) {
      ++column_;
    }
  }

  // Passes over what stands before a record; false at the end, and after a mistake.
  bool begin_element(base::Diagnostics& out) {
    std::optional<char> c = peek();
    if (!is_begun_) {
      is_begun_ = true;
      if (!c) {
        out.add(not_readable(base::place_in_file(input_->name()),
                             {"một danh sách JSON các bản ghi", "a JSON array of records"},
                             {"tệp không có gì", "nothing"}));
        return false;
      }
      is_array_ = *c == '[';
      if (is_array_) {
        take('[');
        c = peek();
        return c == ']' ? end(out) : has_element(c, out);
      }
      return *c == '{' || fail(out, "[", c);
    }
    if (!is_array_) {
      return c && (*c == '{' || fail(out, "{", c));
    }
    if (c == ']') {
      return end(out);
    }
    if (c != ',') {
      return fail(out, ", hoặc ]", ", or ]", c);
    }
    take(',');
    return has_element(peek(), out);
  }

  bool has_element(std::optional<char> c, base::Diagnostics& out) {
    return (c && *c != ',' && *c != ']' && *c != '}') || fail(out, "một bản ghi", "a record", c);
  }

  // Behind the array nothing may stand.
  bool end(base::Diagnostics& out) {
    take(']');
    if (std::optional<char> const c = peek()) {
      fail(out, "hết tệp", "the end of the file", c);
    }
    return false;
  }

  bool read_element(Record& record, base::Diagnostics& out) {
    record.json.clear();
    ValueEnd value;
    bool is_cut = false;
    while (true) {
      std::string_view const view = input_->view();
      std::size_t used = 0;
      auto step = ValueEnd::Step::inside;
      while (used < view.size() && step == ValueEnd::Step::inside) {
        step = value.take(view[used]);
        if (step == ValueEnd::Step::wrong) {
          return fail_inside(value, view[used], out);
        }
        if (step != ValueEnd::Step::ends_before) {
          count(view[used++]);
        }
      }
      std::size_t const room = limits_.max_record_bytes - record.json.size();
      is_cut = is_cut || used > room;
      record.json.append(view.substr(0, std::min(used, room)));
      input_->use(used);
      if (step != ValueEnd::Step::inside) {
        break;
      }
      if (!input_->more()) {
        if (value.is_scalar()) {
          break;
        }
        return fail(record.place,
                    "bản ghi bắt đầu ở đây chưa đóng thì tệp đã hết",
                    "the file ends before the record that begins here is closed",
                    out);
      }
    }
    if (is_cut) {
      record.mistakes.add(record_too_large(record.place, limits_));
    }
    return true;
  }

  bool fail_inside(ValueEnd const& value, char c, base::Diagnostics& out) {
    if (value.in_string()) {
      return fail(here(),
                  "chuỗi chưa đóng thì đã hết dòng; trong chuỗi, ngắt dòng viết là \\n",
                  "the line ends before the text is closed; within text a line break is \\n",
                  out);
    }
    std::string const expected(1, value.expected());
    return fail(out, expected, c);
  }

  bool fail(base::Diagnostics& out,
            std::string const& vi,
            std::string const& en,
            std::optional<char> c) {
    bool const is_shown = c && *c > ' ' && *c < 0x7F;
    std::string const shown = is_shown ? std::string{"'"} + *c + "'" : std::string{};
    std::string const found_vi = !c ? "hết tệp" : is_shown ? shown : "ký tự khác";
    std::string const found_en = !c ? "the end of the file" : is_shown ? shown : "something else";
    return fail(here(),
                "cần " + vi + ", nhưng gặp " + found_vi,
                "expected " + en + ", found " + found_en,
                out);
  }
  bool fail(base::Diagnostics& out, std::string const& expected, std::optional<char> c) {
    return fail(out, expected, expected, c);
  }

  static bool fail(base::Place place, std::string vi, std::string en, base::Diagnostics& out) {
    out.add(base::diagnose(base::Id::json_syntax,
                           std::move(place),
                           {},
                           {{"problem.vi", std::move(vi)}, {"problem.en", std::move(en)}}));
    return false;
  }

  base::Place here() const {
    base::Place place = base::place_in_file(input_->name());
    place.line = line_;
    place.column = column_;
    return place;
  }

  std::unique_ptr<Input> input_;
  SourceLimits limits_;
  std::uint64_t index_ = 0;
  int line_ = 1;
  int column_ = 1;
  bool is_begun_ = false;
  bool is_array_ = false;
  bool is_done_ = false;
};

}  // namespace

std::unique_ptr<RecordSource> json_records(std::unique_ptr<Input> input,
                                           SourceLimits const& limits) {
  return std::make_unique<JsonRecords>(std::move(input), limits);
}

}  // namespace thethuc::bulk

// Reads the filters of a tag: {{ten | loc:tham số | loc2}}, from behind the first bar.

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "data/decimal.h"
#include "data/filter_functions.h"
#include "data/filters.h"

namespace thethuc::data {
namespace {

class ChainReader {
 public:
  ChainReader(std::string_view text, std::vector<ChainProblem>& problems)
      : text_(text), problems_(problems) {}

  std::vector<FilterCall> read();

 private:
  struct Call {
    std::size_t begin = 0;
    std::string_view name;
    std::vector<Parameter> parameters;
  };

  bool read_call(Call& call);
  bool read_parameter(Call& call);
  bool read_quoted(Parameter& parameter);
  FilterCall resolve(Call const& call);
  void check_number(Call const& call, FilterInfo const& info);
  void check_end_of_chain(Call const& call, FilterCall const& resolved);
  void skip_space();
  void skip_to_bar();
  bool at_end() const { return pos_ >= text_.size(); }
  bool at(char c) const { return !at_end() && text_[pos_] == c; }
  void syntax_problem(std::size_t begin, Expected const& expected);

  std::string_view text_;
  std::vector<ChainProblem>& problems_;
  std::size_t pos_ = 0;
  std::string terminal_;   // the name of a filter that should have been the last
  std::string formatted_;  // the name of the filter that made text of what flows here
};

std::vector<FilterCall> ChainReader::read() {
  std::vector<FilterCall> calls;
  while (true) {
    Call call;
    if (read_call(call)) {
      calls.push_back(resolve(call));
      check_end_of_chain(call, calls.back());
    } else {
      skip_to_bar();  // what follows may hold mistakes of its own
    }
    if (at_end()) {
      return calls;
    }
    ++pos_;  // the bar
  }
}

void ChainReader::skip_space() {
  static constexpr std::string_view kNoBreakSpace = "\xC2\xA0";
  while (!at_end()) {
    if (std::string_view(" \t\n\r").find(text_[pos_]) != std::string_view::npos) {
      ++pos_;
    } else if (text_.substr(pos_).starts_with(kNoBreakSpace)) {
      pos_ += kNoBreakSpace.size();
    } else {
      return;
    }
  }
}

void ChainReader::skip_to_bar() {
  pos_ = std::min(text_.find('|', pos_), text_.size());
}

// Reads one call and leaves the position at the bar behind it or at the end.
bool ChainReader::read_call(Call& call) {
  skip_space();
  call.begin = pos_;
  pos_ = std::min(text_.find_first_of("|:,'\"", pos_), text_.size());
  call.name = base::trim(text_.substr(call.begin, pos_ - call.begin));
  if (call.name.empty()) {
    syntax_problem(pos_, {"tên bộ lọc", "the name of a filter"});
    return false;
  }
  if (call.name.find_first_of(" \t\n\r") != std::string_view::npos || at(',') || at('\'') ||
      at('"')) {
    syntax_problem(call.begin, {"':' sau tên bộ lọc", "':' after the name of the filter"});
    return false;
  }
  if (!at(':')) {
    return true;
  }
  do {
    ++pos_;  // the colon or comma
    if (!read_parameter(call)) {
      return false;
    }
  } while (at(','));
  if (!at_end() && !at('|')) {
    syntax_problem(pos_, {"',' hoặc '|'", "',' or '|'"});
    return false;
  }
  return true;
}

bool ChainReader::read_parameter(Call& call) {
  skip_space();
  Parameter parameter;
  if (at('"') || at('\'')) {
    if (!read_quoted(parameter)) {
      return false;
    }
    skip_space();
  } else {
    std::size_t const begin = pos_;
    pos_ = std::min(text_.find_first_of("|,'\"", pos_), text_.size());
    parameter.text = base::to_nfc(base::trim(text_.substr(begin, pos_ - begin)));
    if (parameter.text.empty()) {
      syntax_problem(pos_, {"một tham số", "a parameter"});
      return false;
    }
    parameter.kind =
        is_json_number(parameter.text) ? Parameter::Kind::number : Parameter::Kind::word;
  }
  call.parameters.push_back(std::move(parameter));
  return true;
}

bool ChainReader::read_quoted(Parameter& parameter) {
  parameter.kind = Parameter::Kind::quoted;
  std::size_t const begin = pos_;
  char const quote = text_[pos_++];
  while (!at_end()) {
    if (at(quote)) {
      ++pos_;
      if (!at(quote)) {
        parameter.text = base::to_nfc(parameter.text);
        return true;
      }
    }
    parameter.text += text_[pos_++];
  }
  syntax_problem(begin, {"dấu nháy đóng", "a closing quote"});
  return false;
}

void ChainReader::syntax_problem(std::size_t begin, Expected const& expected) {
  ChainProblem p;
  p.id = base::Id::filter_syntax;
  p.offset = begin;
  p.text = base::trim(text_.substr(begin));
  bool const ends = p.text.empty();
  p.args = {{"expected.vi", expected.vi},
            {"expected.en", expected.en},
            {"found.vi", ends ? "hết thẻ" : in_quotes(p.text)},
            {"found.en", ends ? "the end of the tag" : in_quotes(p.text)}};
  problems_.push_back(std::move(p));
}

FilterCall ChainReader::resolve(Call const& call) {
  FilterCall resolved;
  resolved.name = call.name;
  resolved.parameters = call.parameters;
  FilterInfo const* const info = find_filter(call.name);
  ChainProblem p;
  p.offset = call.begin;
  p.text = call.name;
  p.args = {{"filter", resolved.name}};
  if (info == nullptr) {
    p.id = base::Id::unknown_filter;
    if (auto const nearest = base::nearest_name(call.name, filter_names())) {
      p.args.emplace_back("nearest", *nearest);
    }
    problems_.push_back(std::move(p));
    return resolved;
  }
  resolved.apply = info->apply;
  resolved.takes = info->takes;
  resolved.takes_items = info->takes_items;
  resolved.takes_missing = info->takes_missing;
  resolved.terminal = info->terminal;
  if (auto const fault = bind_parameters(*info, resolved)) {
    p.id = fault->id;
    p.args.emplace_back("expected.vi", fault->expected_vi);
    p.args.emplace_back("expected.en", fault->expected_en);
    p.args.emplace_back("found.vi", fault->found_vi);
    p.args.emplace_back("found.en", fault->found_en);
    problems_.push_back(std::move(p));
  }
  check_number(call, *info);
  return resolved;
}

// A number cannot be read from what a filter has written for people: 1.234 would become 1,234.
// Of two filters that write text, neither can stand behind the other.
void ChainReader::check_number(Call const& call, FilterInfo const& info) {
  bool const wants_number = info.takes == Takes::number || info.takes == Takes::whole;
  if (wants_number && !formatted_.empty() && terminal_.empty()) {
    ChainProblem p;
    p.offset = call.begin;
    p.text = call.name;
    if (info.gives == Gives::text) {
      p.id = base::Id::filter_wrong_type;
      p.args = {{"filter", p.text},
                {"expected.vi", "một số"},
                {"expected.en", "a number"},
                {"found.vi", fmt::format("chữ do bộ lọc {} viết ra; bỏ một trong hai", formatted_)},
                {"found.en",
                 fmt::format("the text that {} writes; leave one of the two out", formatted_)}};
    } else {
      p.id = base::Id::filter_not_last;
      p.args = {{"filter", formatted_},
                {"found.vi", fmt::format("{}, là bộ lọc cần một số chứ không phải chữ", call.name)},
                {"found.en", fmt::format("{}, which takes a number and no text", call.name)}};
    }
    problems_.push_back(std::move(p));
  }
  if (info.gives != Gives::as_given) {
    formatted_ = info.gives == Gives::text ? std::string(call.name) : std::string();
  }
}

// The first filter behind one that ends its chain is a mistake; those behind it are the same one.
void ChainReader::check_end_of_chain(Call const& call, FilterCall const& resolved) {
  if (!terminal_.empty()) {
    ChainProblem p;
    p.id = base::Id::filter_not_last;
    p.offset = call.begin;
    p.text = call.name;
    p.args = {{"filter", terminal_}, {"found", resolved.name}};
    problems_.push_back(std::move(p));
    terminal_.clear();
  }
  if (resolved.terminal != Terminal::none) {
    terminal_ = resolved.name;
  }
}

}  // namespace

std::optional<std::vector<FilterCall>> parse_filters(std::string_view text,
                                                     std::vector<ChainProblem>& problems) {
  std::size_t const before = problems.size();
  std::vector<FilterCall> calls = ChainReader(text, problems).read();
  if (problems.size() > before) {
    return std::nullopt;
  }
  return calls;
}

}  // namespace thethuc::data

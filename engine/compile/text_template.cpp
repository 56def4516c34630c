#include "compile/text_template.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.h"
#include "compile/tag_body.h"
#include "compile/tag_lexer.h"

namespace thethuc::compile {

using data::Kind;

namespace {

constexpr std::size_t kMostTags = 200;
constexpr std::size_t kMostOfUnclosed = 60;  // of an unclosed tag, in a message

bool opens(TagKind kind) {
  return kind == TagKind::section || kind == TagKind::inverted_section;
}

void report_lexing(std::vector<LexProblem> const& problems,
                   std::string_view text,
                   base::Place const& where,
                   TagLexer const& lexer,
                   base::Diagnostics& out) {
  for (LexProblem const& p : problems) {
    base::Diagnostic d =
        base::diagnose(p.id,
                       base::marked(where, text, p.begin, p.end),
                       std::string{base::first_code_points(text.substr(p.begin, p.end - p.begin),
                                                           kMostOfUnclosed)});
    if (p.id == base::Id::tag_not_closed) {
      d.args.emplace_back("closing", lexer.closing());
    }
    out.add(std::move(d));
  }
}

// What a plain text cannot hold: pictures, rich text, links, merged cells, partials.
bool is_plain(Tag const& tag, std::vector<data::FilterCall> const& filters) {
  return tag.kind != TagKind::rich_variable && tag.kind != TagKind::partial &&
         (filters.empty() || filters.back().terminal == data::Terminal::none);
}

}  // namespace

TextTemplate TextTemplate::compile(std::string_view text,
                                   std::string_view where,
                                   base::Diagnostics& out) {
  TextTemplate made;
  base::Place const place = base::place_in_file(std::string{where});
  TagLexer lexer{kMostTags};
  std::vector<LexedTag> lexed;
  std::vector<LexProblem> problems;
  lexer.lex(text, lexed, problems);
  report_lexing(problems, text, place, lexer, out);
  std::vector<std::uint32_t> open;
  std::size_t at = 0;
  for (LexedTag const& found : lexed) {
    made.steps_.push_back({Op::literal, 0, 0, std::string{text.substr(at, found.begin - at)}});
    at = found.end;
    Tag tag;
    tag.kind = found.kind;
    tag.text = text.substr(found.begin, found.end - found.begin);
    tag.place = base::marked(place, text, found.begin, found.end);
    made.add(std::move(tag), found.body, open, out);
  }
  made.steps_.push_back({Op::literal, 0, 0, std::string{text.substr(at)}});
  for (std::uint32_t const step : open) {
    Tag const& tag = made.tags_[made.steps_[step].tag].tag;
    out.add(base::diagnose(
        base::Id::section_not_closed, tag.place, tag.text, {{"closing", "{{/" + tag.name + "}}"}}));
  }
  return made;
}

void TextTemplate::add(Tag tag,
                       std::string_view body_text,
                       std::vector<std::uint32_t>& open,
                       base::Diagnostics& out) {
  if (tag.kind == TagKind::comment || tag.kind == TagKind::delimiters) {
    return;
  }
  std::vector<BodyProblem> problems;
  TagBody body;
  if (tag.kind != TagKind::partial) {
    body = parse_tag_body(body_text, tag.kind, problems);
  }
  for (BodyProblem const& problem : problems) {
    out.add(base::diagnose(problem.id, tag.place, tag.text, {{"found", problem.found}}));
  }
  tag.name = body.name;
  tag.filters = body.filters;
  std::vector<data::FilterCall> filters;
  if (body.has_filters) {
    std::vector<data::ChainProblem> wrong;
    filters = data::parse_filters(body.filters, wrong).value_or(std::vector<data::FilterCall>{});
    for (data::ChainProblem const& problem : wrong) {
      base::Diagnostic d = base::diagnose(problem.id, tag.place, tag.text);
      d.args = problem.args;
      out.add(std::move(d));
    }
  }
  if (!is_plain(tag, filters)) {
    out.add(base::diagnose(base::Id::tag_not_plain, tag.place, tag.text));
  }
  if (tag.kind == TagKind::closing) {
    close(tag, open, out);
    return;
  }
  auto const step = static_cast<std::uint32_t>(steps_.size());
  Op const op = tag.kind == TagKind::section            ? Op::section
                : tag.kind == TagKind::inverted_section ? Op::inverted
                                                        : Op::value;
  if (opens(tag.kind)) {
    open.push_back(step);
  }
  steps_.push_back({op, 0, static_cast<std::uint32_t>(tags_.size()), {}});
  tags_.push_back({std::move(tag), std::move(body.path), std::move(filters)});
}

void TextTemplate::close(Tag const& tag, std::vector<std::uint32_t>& open, base::Diagnostics& out) {
  if (open.empty() || tags_[steps_[open.back()].tag].tag.name != tag.name) {
    base::Diagnostic d =
        base::diagnose(base::Id::section_not_opened, tag.place, tag.text, {{"name", tag.name}});
    if (!open.empty()) {
      d.args.emplace_back("nearest", tags_[steps_[open.back()].tag].tag.name);
    }
    out.add(std::move(d));
    return;
  }
  std::uint32_t const opening = open.back();
  open.pop_back();
  steps_[opening].jump = static_cast<std::uint32_t>(steps_.size());
  steps_.push_back({Op::section_end, opening, 0, {}});
}

// One filling: the contexts and lists that it stands in.
struct TextTemplate::Filling {
  TextTemplate const& of;
  data::Document const& data;
  std::uint64_t number;
  data::Arena& arena;
  std::string& out;
  base::Diagnostics& found;

  struct Frame {
    data::Value item;
    std::size_t index = 0;
    std::size_t length = 1;
    bool loops = false;
  };
  std::vector<Frame> frames{};
  std::string digits{};

  data::Value find(Path const& path) const {
    if (path.root == Path::Root::item) {
      return frames.empty() ? data.root() : frames.back().item;
    }
    data::Value value;
    for (std::size_t i = frames.size() + 1; i-- > 0 && value.kind() == Kind::missing;) {
      data::Value const context = i == 0 ? data.root() : frames[i - 1].item;
      value = context.kind() == Kind::object ? context.find(path.segments[0]) : data::Value{};
    }
    for (std::size_t i = 1; i < path.segments.size(); ++i) {
      value = value.kind() == Kind::object ? value.find(path.segments[i]) : data::Value{};
    }
    return value;
  }

  // Outside of lists the record itself is the item: of a list whose length nobody knows.
  data::Item loop_value(Path const& path) {
    Frame const* list = nullptr;
    for (Frame const& frame : frames) {
      list = frame.loops ? &frame : list;
    }
    std::uint64_t const at = list ? list->index : number - 1;
    switch (path.variable) {
      case LoopVariable::first:
        return {Kind::boolean, at < path.among ? "true" : "false", {}};
      case LoopVariable::last:
        return {Kind::boolean, list && at + path.among >= list->length ? "true" : "false", {}};
      case LoopVariable::number:
        digits = std::to_string(at + 1);
        break;
      case LoopVariable::index:
        digits = std::to_string(at);
        break;
      case LoopVariable::length:
        digits = std::to_string(list ? list->length : 1);
        break;
    }
    return data::Item::of_number(digits);
  }

  bool truthy(Path const& path, data::Value& value) {
    if (path.root == Path::Root::loop) {
      return loop_value(path).text != "false";
    }
    value = find(path);
    return value.truthy();
  }

  // Whether the section is entered.
  bool enter(Path const& path) {
    data::Value value;
    if (!truthy(path, value)) {
      return false;
    }
    Frame frame;
    frame.loops = value.kind() == Kind::list;
    frame.length = frame.loops ? value.size() : 1;
    frame.item = frame.loops ? value.first() : value;
    frames.push_back(frame);
    return true;
  }

  // Whether it is run again.
  bool again() {
    Frame& frame = frames.back();
    if (++frame.index < frame.length) {
      frame.item = frame.item.next();
      return true;
    }
    frames.pop_back();
    return false;
  }

  base::Diagnostic at_tag(base::Id id, TextTag const& tag, data::Value value) const {
    base::Diagnostic d = base::diagnose(id, tag.tag.place, tag.tag.text);
    if (value.node()) {
      d.data_pointer = data.pointer(value);
    }
    return d;
  }

  void report_missing(TextTag const& tag, data::Value value) {
    base::Diagnostic d = at_tag(base::Id::value_missing, tag, value);
    if (!value.node()) {
      for (std::string const& segment : tag.path.segments) {
        data::append_pointer(d.data_pointer, segment);
      }
      std::vector<std::string> keys;
      data::Value member = data.root().kind() == Kind::object ? data.root().first() : data::Value{};
      for (std::size_t i = 0; member.node() && i < data.root().size();
           ++i, member = member.next()) {
        keys.emplace_back(member.key());
      }
      if (tag.path.segments.size() == 1) {
        if (auto const nearest = base::nearest_name(tag.path.segments[0], keys)) {
          d.args.emplace_back("nearest", *nearest);
        }
      }
    }
    found.add(std::move(d));
  }

  void report_fault(TextTag const& tag, data::FilterFault const& fault, data::Value value) {
    base::Diagnostic d = at_tag(fault.id, tag, fault.at.node() ? fault.at : value);
    d.args = {{"filter", fault.filter},
              {"expected.vi", fault.expected_vi},
              {"expected.en", fault.expected_en},
              {"found.vi", fault.found_vi},
              {"found.en", fault.found_en}};
    found.add(std::move(d));
  }

  void value(TextTag const& tag) {
    data::Item item =
        tag.path.root == Path::Root::loop ? loop_value(tag.path) : data::Item::of(find(tag.path));
    data::Value const original = item.value;
    if (auto const fault = data::apply_filters(item, tag.filters, arena)) {
      report_fault(tag, *fault, original);
    } else if (item.kind == Kind::string || item.kind == Kind::number) {
      out += item.text;
    } else if (item.is_missing()) {
      report_missing(tag, original);
    } else {
      base::Diagnostic d = at_tag(base::Id::value_not_text, tag, original);
      d.args = {{"found.vi", std::string{data::kind_name(item.kind, base::Language::vi)}},
                {"found.en", std::string{data::kind_name(item.kind, base::Language::en)}}};
      found.add(std::move(d));
    }
  }

  void run() {
    // A text is a name or a key: whatever lists say, what is longer than this is neither.
    constexpr std::size_t kMostBytes = 64u << 10;
    std::size_t const begin = out.size();
    for (std::size_t pc = 0; pc < of.steps_.size() && out.size() - begin < kMostBytes; ++pc) {
      Step const& step = of.steps_[pc];
      switch (step.op) {
        case Op::literal:
          out += step.literal;
          break;
        case Op::value:
          value(of.tags_[step.tag]);
          break;
        case Op::section:
          pc = enter(of.tags_[step.tag].path) ? pc : step.jump;
          break;
        case Op::inverted: {
          data::Value ignored;
          if (truthy(of.tags_[step.tag].path, ignored)) {
            pc = step.jump;
          } else {
            frames.push_back({frames.empty() ? data.root() : frames.back().item});
          }
          break;
        }
        case Op::section_end:
          pc = again() ? step.jump : pc;
          break;
      }
    }
  }
};

void TextTemplate::fill(data::Document const& data,
                        std::uint64_t number,
                        data::Arena& arena,
                        std::string& out,
                        base::Diagnostics& found) const {
  Filling{*this, data, number, arena, out, found}.run();
  arena.clear();
}

}  // namespace thethuc::compile

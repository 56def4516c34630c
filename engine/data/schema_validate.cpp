// Applies a compiled schema to a document; schema_violations.h tells what does not hold.

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "data/date.h"
#include "data/decimal.h"
#include "data/filter_functions.h"
#include "data/schema_nodes.h"
#include "data/schema_sums.h"
#include "data/schema_violations.h"
#include "data/schema_words.h"

namespace thethuc::data {
namespace {

// Beyond the schema's own max_steps: a document needs some few for each of its values.
constexpr std::uint64_t kStepsPerValue = 64;

// What the wrong type costs an alternative: it was hardly the one meant.
constexpr std::size_t kWrongTypeCost = 1'000'000;

// The cost of a child for its parent, where a wrong type is one violation like others.
std::size_t below(std::size_t cost) {
  return cost >= kWrongTypeCost ? 1 : cost;
}

TypeSet type_of(Value value) {
  switch (value.kind()) {
    case Kind::missing:
    case Kind::null:
      return kTypeNull;
    case Kind::boolean:
      return kTypeBoolean;
    case Kind::number:
      return kTypeNumber;
    case Kind::string:
      return kTypeString;
    case Kind::list:
      return kTypeList;
    case Kind::object:
      return kTypeObject;
  }
  return 0;
}

// The letters of Iceland that look as Đ and đ do.
bool holds_eth(std::string_view text) {
  return text.find("\u00D0") != std::string_view::npos ||
         text.find("\u00F0") != std::string_view::npos;
}

bool has_type(TypeSet types, Value value) {
  TypeSet const type = type_of(value);
  if ((types & type) != 0 || types == 0) {
    return true;
  }
  return type == kTypeNumber && (types & kTypeInteger) != 0 && is_whole_number(value.text());
}

class Validator {
 public:
  Validator(Schema::Impl const& schema, std::string_view file, base::Diagnostics& out)
      : schema_(schema), told_(schema, file, out) {}

  void run(Value root);
  std::size_t cost(std::uint32_t index, Value value, std::uint64_t& steps);

 private:
  // How a node stands to the value: as the first, or in the place of one that was first.
  enum class Role { first, in_place };

  // Returns the cost of the violations; reports them unless counting.
  std::size_t check(std::uint32_t index, Value value, Role role);
  std::size_t check_all(std::uint32_t index, Value value, bool& has_unknown);
  std::size_t check_own(SchemaNode const& node,
                        std::uint32_t index,
                        Value value,
                        bool& has_unknown);
  std::size_t check_text(SchemaNode const& node, std::uint32_t index, Value value);
  std::size_t check_pattern(SchemaNode const& node, std::uint32_t index, Value value);
  Value fitting_example(SchemaNode const& node);
  std::optional<std::string> number_meant(Value value) const;
  std::size_t check_range(SchemaNode const& node, std::uint32_t index, Value value);
  std::size_t check_list(SchemaNode const& node, std::uint32_t index, Value value);
  std::size_t check_object(SchemaNode const& node,
                           std::uint32_t index,
                           Value value,
                           bool& has_unknown);
  std::size_t check_member(SchemaNode const& node,
                           std::uint32_t index,
                           Value member,
                           std::size_t at);
  std::size_t check_listed(SchemaNode const& node, std::uint32_t index, Value object);
  std::size_t check_orders(SchemaNode const& node, Value object);
  void check_sums(SchemaNode const& node, Value object);
  std::size_t check_allowed(SchemaNode const& node, std::uint32_t index, Value value);
  std::size_t check_any_of(std::vector<std::uint32_t> const& branches,
                           std::uint32_t index,
                           Value value);
  std::size_t check_one_of(SchemaNode const& node, std::uint32_t index, Value value);
  std::size_t report_nearest_branch(std::vector<std::uint32_t> const& branches,
                                    std::uint32_t index,
                                    Value value);
  Args ambiguous_args(std::vector<std::uint32_t> const& branches,
                      std::size_t matching,
                      Value value);
  std::size_t count(std::uint32_t index, Value value);

  std::size_t wrong_type(std::uint32_t index, Value value, TypeSet types) {
    told_.wrong_type(index, value, types);
    return kWrongTypeCost;
  }
  template <typename MakeArgs>
  std::size_t violation(base::Id id, std::uint32_t index, MakeArgs make_args) {
    return told_.violation(id, index, make_args);
  }
  bool counting() const { return told_.counting(); }

  Schema::Impl const& schema_;
  Violations told_;
  MatchScratch scratch_;
  std::vector<Node const*> slots_;  // values of the properties of the objects being read
  std::uint32_t first_ = kNoNode;   // the schema that is named for the value being checked
  std::uint64_t steps_ = 0;
  std::uint64_t most_steps_ = 0;
};

void Validator::run(Value root) {
  most_steps_ = schema_.max_steps + kStepsPerValue * root.node()->span;
  check(0, root, Role::first);
  if (steps_ > most_steps_) {
    told_.too_costly(most_steps_);
  }
}

std::size_t Validator::cost(std::uint32_t index, Value value, std::uint64_t& steps) {
  most_steps_ = steps;
  first_ = index;
  std::size_t const cost = count(index, value);
  steps -= std::min(steps, steps_);
  return cost;
}

std::size_t Validator::check(std::uint32_t index, Value value, Role role) {
  if (++steps_ > most_steps_) {
    return 1;  // the work ends here; run() reports it
  }
  std::uint32_t const outer = first_;
  first_ = role == Role::first ? index : first_;
  bool has_unknown = false;
  std::size_t const cost = check_all(index, value, has_unknown);
  // Last, when all that applies here has had its say: what was an error is not a warning, too.
  SchemaNode const& node = schema_.nodes[index];
  if (has_unknown && role == Role::first && !node.open && !counting()) {
    told_.unknown(node, index, value);
  }
  first_ = outer;
  return cost;
}

std::size_t Validator::check_all(std::uint32_t index, Value value, bool& has_unknown) {
  SchemaNode const& node = schema_.nodes[index];
  if (node.never) {
    return violation(base::Id::data_not_allowed, index, [&] { return expected_found({}, value); });
  }
  if (!has_type(node.types, value)) {
    return wrong_type(index, value, node.types);
  }
  std::size_t cost = 0;
  // A text's own form is narrower than the one that it refers to, and of both the first speaks.
  bool const own_first = value.kind() == Kind::string;
  if (own_first) {
    cost += check_own(node, index, value, has_unknown);
  }
  if (node.ref != kNoNode) {
    cost += check(node.ref, value, Role::in_place);
  }
  if (!own_first) {
    cost += check_own(node, index, value, has_unknown);
  }
  if (node.has_combinators()) {
    for (std::uint32_t const part : node.all_of) {
      cost += check(part, value, Role::in_place);
    }
    if (!node.any_of.empty()) {
      cost += check_any_of(node.any_of, index, value);
    }
    if (!node.one_of.empty()) {
      cost += check_one_of(node, index, value);
    }
    if (node.condition != kNoNode) {
      std::uint32_t const next =
          count(node.condition, value) == 0 ? node.consequence : node.alternative;
      cost += next == kNoNode ? 0 : check(next, value, Role::in_place);
    }
  }
  return cost;
}

// What the node says by itself, without those in its place.
std::size_t Validator::check_own(SchemaNode const& node,
                                 std::uint32_t index,
                                 Value value,
                                 bool& has_unknown) {
  std::size_t cost = 0;
  switch (value.kind()) {
    case Kind::string:
      cost += check_text(node, index, value);
      break;
    case Kind::number:
      cost += check_range(node, index, value);
      break;
    case Kind::list:
      cost += check_list(node, index, value);
      break;
    case Kind::object:
      cost += check_object(node, index, value, has_unknown);
      break;
    default:
      break;
  }
  if (!node.listed.empty() && value.kind() == Kind::object) {
    cost += check_listed(node, index, value);
  }
  if (node.has_constant || node.allowed.node() != nullptr) {
    cost += check_allowed(node, index, value);
  }
  return cost;
}

std::size_t Validator::check_text(SchemaNode const& node, std::uint32_t index, Value value) {
  std::string_view const text = value.text();
  std::size_t cost = 0;
  if (node.text_length.any()) {
    std::size_t const length = base::code_point_count(text);
    if (!node.text_length.hold(length)) {
      cost += violation(base::Id::data_length, index, [&] {
        bool const is_short = length < node.text_length.least;
        std::size_t const bound = is_short ? node.text_length.least : *node.text_length.most;
        Args args;
        add_words(args,
                  "expected",
                  {fmt::format("{} {} ký tự", is_short ? "ít nhất" : "nhiều nhất", bound),
                   fmt::format("at {} {} characters", is_short ? "least" : "most", bound)});
        add_words(args, "found", {fmt::format("{} ký tự", length), std::to_string(length)});
        return args;
      });
    }
  }
  if (node.is_date && !parse_date(text)) {
    cost += violation(base::Id::data_date, index, [&] {
      Args args = expected_found({}, value);
      if (is_written_as_date(text)) {
        args.rbegin()[1].second += ", ngày không có trong lịch";
        args.rbegin()[0].second += ", which is no day of the calendar";
      }
      return args;
    });
  }
  return cost + (node.pattern ? check_pattern(node, index, value) : 0);
}

std::size_t Validator::check_pattern(SchemaNode const& node, std::uint32_t index, Value value) {
  Pattern::Verdict const verdict = node.pattern->match(value.text(), scratch_);
  if (verdict == Pattern::Verdict::match) {
    return 0;
  }
  base::Id const id = verdict == Pattern::Verdict::no_match ? base::Id::data_pattern
                                                            : base::Id::data_pattern_too_costly;
  return violation(id, index, [&] {
    Args args = expected_found(expected_form(node, fitting_example(node)), value);
    args.emplace_back("pattern", node.pattern->expression());
    if (std::optional<std::string> const number = number_meant(value)) {
      add_words(args,
                "remedy",
                {fmt::format("viết số {}, không có dấu ngoặc kép", *number),
                 fmt::format("write the number {}, without quotes", *number)});
    } else if (holds_eth(value.text())) {
      add_words(args,
                "remedy",
                {"thay Ð, ð (U+00D0, U+00F0) bằng Đ, đ (U+0110, U+0111)",
                 "write Đ, đ (U+0110, U+0111) for Ð, ð (U+00D0, U+00F0)"});
    } else if (std::string_view const own = schema_.nodes[first_].description; !own.empty()) {
      args.emplace_back("description", own);  // beside a $ref, narrower than what that says
    } else if (!node.description.empty()) {
      args.emplace_back("description", node.description);
    }
    return args;
  });
}

// The first of the node's examples that fits all that applies to the value: a form that several
// share may be narrower here. When none does, the first; missing when there is none.
Value Validator::fitting_example(SchemaNode const& node) {
  Value first;
  // Beside a $ref stand narrower ones than in what it names.
  Value const& own = schema_.nodes[first_].examples;
  Value const& examples = own.size() > 0 ? own : node.examples;
  Value example = examples.first();
  for (std::size_t i = 0; i < examples.size(); ++i, example = example.next()) {
    if (example.kind() != Kind::string && example.kind() != Kind::number) {
      continue;
    }
    if (count(first_, example) == 0) {
      return example;
    }
    first = first.is_missing() ? example : first;
  }
  return first;
}

// What people write in quotes, "74,9" and "1.234,5", where a number is possible: the number.
std::optional<std::string> Validator::number_meant(Value value) const {
  TypeSet const types = schema_.nodes[first_].possible_types;
  bool const may_be = types != kAllTypes && (types & kTypeNumber) != 0;
  std::string number;
  bool const has_comma = value.text().find(',') != std::string_view::npos;
  for (char const c : base::trim(value.text())) {
    if (!has_comma || c != '.') {
      number += c == ',' ? '.' : c;
    }
  }
  return may_be && number.find('.') != std::string::npos && Decimal::parse(number)
             ? std::optional{number}
             : std::nullopt;
}

std::size_t Validator::check_range(SchemaNode const& node, std::uint32_t index, Value value) {
  if (!node.range.any()) {
    return 0;
  }
  NumberBounds const& r = node.range;
  std::size_t cost = 0;
  auto const require = [&](std::string_view bound, bool holds, char const* vi, char const* en) {
    if (!bound.empty() && !holds) {
      cost += violation(base::Id::data_range, index, [&] {
        return expected_found({fmt::format("{} {}", vi, bound), fmt::format("{} {}", en, bound)},
                              value);
      });
    }
  };
  auto const order = [&](std::string_view bound) {
    return bound.empty() ? 0 : compare_numbers(value.text(), bound);
  };
  require(r.minimum, order(r.minimum) >= 0, "một số từ", "a number of at least");
  require(r.maximum, order(r.maximum) <= 0, "một số không quá", "a number of at most");
  require(r.exclusive_minimum,
          order(r.exclusive_minimum) > 0,
          "một số lớn hơn",
          "a number greater than");
  require(
      r.exclusive_maximum, order(r.exclusive_maximum) < 0, "một số nhỏ hơn", "a number less than");
  return cost;
}

std::size_t Validator::check_list(SchemaNode const& node, std::uint32_t index, Value value) {
  std::size_t cost = 0;
  if (!node.list_size.hold(value.size())) {
    cost += violation(base::Id::data_length, index, [&] {
      bool const is_short = value.size() < node.list_size.least;
      std::size_t const bound = is_short ? node.list_size.least : *node.list_size.most;
      Args args;
      add_words(args,
                "expected",
                {fmt::format("{} {} phần tử", is_short ? "ít nhất" : "nhiều nhất", bound),
                 fmt::format("at {} {} items", is_short ? "least" : "most", bound)});
      add_words(
          args, "found", {fmt::format("{} phần tử", value.size()), std::to_string(value.size())});
      return args;
    });
  }
  std::size_t const checked =
      node.items != kNoNode ? value.size() : std::min(value.size(), node.prefix_items.size());
  Value item = value.first();
  for (std::size_t i = 0; i < checked; ++i, item = item.next()) {
    told_.enter(item, i);
    cost += below(check(node.item_node(i), item, Role::first));
    told_.leave();
  }
  return cost;
}

std::size_t Validator::check_object(SchemaNode const& node,
                                    std::uint32_t index,
                                    Value value,
                                    bool& has_unknown) {
  std::size_t const count = node.properties.size();
  std::size_t const base = slots_.size();
  slots_.resize(base + count, nullptr);
  std::size_t cost = 0;
  std::size_t next = 0;  // data mostly comes in the order of the schema
  Value member = value.first();
  for (std::size_t i = 0; i < value.size(); ++i, member = member.next()) {
    std::string_view const name = member.key();
    std::size_t const at =
        next < count && node.properties[next].name == name ? next : node.find_property(name);
    if (at < count) {
      slots_[base + at] = member.node();
      next = at + 1;
    } else {
      has_unknown = true;
      if (node.additional == Additional::forbidden || node.additional == Additional::by_schema) {
        cost += check_member(node, index, member, i);
      }
    }
  }
  for (std::size_t i = 0; i < count; ++i) {
    SchemaProperty const& property = node.properties[i];
    if (slots_[base + i] == nullptr) {
      if (property.required) {
        ++cost;
        told_.missing(node, property, value, first_);
      }
    } else if (property.node != kNoNode) {
      Value const child{slots_[base + i]};
      told_.enter(child, 0);
      cost += below(check(property.node, child, Role::first));
      told_.leave();
    }
  }
  slots_.resize(base);
  cost += check_orders(node, value);
  if (!node.sums.empty() && !counting()) {
    check_sums(node, value);
  }
  return cost;
}

// Dates that are none, and one alone, are others' to tell.
std::size_t Validator::check_orders(SchemaNode const& node, Value object) {
  std::size_t cost = 0;
  for (OrderRule const& rule : node.orders) {
    Value const first = object.find(rule.first);
    Value const second = object.find(rule.second);
    bool const are_dates = first.kind() == Kind::string && second.kind() == Kind::string &&
                           parse_date(first.text()) && parse_date(second.text());
    // Years have four digits, so that the order of the texts is that of the dates.
    if (!are_dates || first.text() <= second.text()) {
      continue;
    }
    told_.enter(second, 0);
    cost += violation(base::Id::data_range, rule.second_node, [&] {
      std::string_view const title = schema_.title_of(rule.first_node);
      std::string const other = in_quotes(title.empty() ? rule.first : title);
      return expected_found({fmt::format("một ngày từ {} ({}) trở đi", first.text(), other),
                             fmt::format("a date from {} ({}) on", first.text(), other)},
                            second);
    });
    told_.leave();
  }
  return cost;
}

// Warnings, which make no alternative unfit: a document may have to print the figures of another
// as they are.
void Validator::check_sums(SchemaNode const& node, Value object) {
  for (SumRule const& rule : node.sums) {
    Value total = object;
    for (std::string const& name : rule.total) {
      total = total.find(name);
      told_.enter(total, 0);
    }
    bool const is_text = total.kind() == Kind::number || total.kind() == Kind::string;
    auto const stated =
        is_text && !has_groups(Item::of(total)) ? read_number(total.text()) : std::nullopt;
    auto sum = stated && steps_ <= most_steps_ ? sum_of_parts(rule, object, steps_) : std::nullopt;
    if (sum && compare_numbers(sum->token(), stated->token()) != 0) {
      violation(base::Id::data_sum_differs, rule.total_node, [&] {
        sum->strip_zeros();
        std::string_view const title = schema_.title_of(rule.parts_node);
        Args args = expected_found({sum->token(), sum->token()}, total);
        args.emplace_back("parts", in_quotes(title.empty() ? rule.parts.front() : title));
        return args;
      });
    }
    for (std::size_t i = 0; i < rule.total.size(); ++i) {
      told_.leave();
    }
  }
}

// A member that the node's own properties do not name, where additionalProperties has a say.
std::size_t Validator::check_member(SchemaNode const& node,
                                    std::uint32_t index,
                                    Value member,
                                    std::size_t at) {
  if (told_.is_directive(member)) {
    return 0;
  }
  if (node.additional == Additional::by_schema) {
    told_.enter(member, at);
    std::size_t const cost = below(check(node.additional_node, member, Role::first));
    told_.leave();
    return cost;
  }
  told_.forbidden(node, index, member);
  return 1;
}

std::size_t Validator::check_allowed(SchemaNode const& node, std::uint32_t index, Value value) {
  auto const require_one_of = [&](Value first, std::size_t size) -> std::size_t {
    Value item = first;
    for (std::size_t i = 0; i < size; ++i, item = item.next()) {
      if (equal_values(item, value) || (node.folds && equal_texts(item, value))) {
        return 0;
      }
    }
    return violation(base::Id::data_not_in_enum, index, [&] {
      Args args = expected_found({list_values(first, size, base::Language::vi),
                                  list_values(first, size, base::Language::en)},
                                 value);
      std::vector<std::string> texts;
      item = first;
      for (std::size_t i = 0; i < size; ++i, item = item.next()) {
        if (item.kind() == Kind::string) {
          texts.emplace_back(item.text());
        }
      }
      auto const nearest =
          value.kind() == Kind::string ? base::nearest_name(value.text(), texts) : std::nullopt;
      if (nearest) {
        args.emplace_back("nearest", in_quotes(*nearest));
      }
      return args;
    });
  };
  std::size_t cost = 0;
  if (node.allowed.node() != nullptr) {
    cost += require_one_of(node.allowed.first(), node.allowed.size());
  }
  if (node.has_constant) {
    cost += require_one_of(node.constant, 1);
  }
  return cost;
}

// A value that is nothing, as a section takes it, is not filled in yet; nor is a list that is.
std::size_t Validator::check_listed(SchemaNode const& node, std::uint32_t index, Value object) {
  std::size_t cost = 0;
  for (ListedValue const& rule : node.listed) {
    Value const list = object.find(rule.list);
    Value const value = object.find(rule.property);
    if (list.kind() != Kind::list || !list.truthy() || !value.truthy()) {
      continue;
    }
    bool found = false;
    Value item = list.first();
    for (std::size_t i = 0; i < list.size() && !found; ++i, item = item.next()) {
      Value const allowed = item.find(rule.value);
      found = allowed.node() != nullptr && equal_values(allowed, value);
    }
    steps_ += list.size();
    if (found) {
      continue;
    }
    std::size_t const at = node.find_property(rule.property);
    std::uint32_t const subject = at < node.properties.size() ? node.properties[at].node : kNoNode;
    told_.enter(value, 0);
    cost += violation(base::Id::data_not_in_enum, subject == kNoNode ? index : subject, [&] {
      return expected_found({list_listed(rule, list, base::Language::vi),
                             list_listed(rule, list, base::Language::en)},
                            value);
    });
    told_.leave();
  }
  return cost;
}

std::size_t Validator::count(std::uint32_t index, Value value) {
  told_.begin_counting();
  std::size_t const cost = check(index, value, Role::in_place);
  told_.end_counting();
  return cost;
}

std::size_t Validator::check_any_of(std::vector<std::uint32_t> const& branches,
                                    std::uint32_t index,
                                    Value value) {
  std::size_t least = SIZE_MAX;
  for (std::uint32_t const branch : branches) {
    least = std::min(least, count(branch, value));
    if (least == 0) {
      return 0;
    }
  }
  return counting() ? least : report_nearest_branch(branches, index, value);
}

std::size_t Validator::check_one_of(SchemaNode const& node, std::uint32_t index, Value value) {
  std::size_t least = SIZE_MAX;
  std::size_t matching = 0;
  for (std::uint32_t const branch : node.one_of) {
    std::size_t const cost = count(branch, value);
    least = std::min(least, cost);
    matching += cost == 0 ? 1 : 0;
  }
  if (matching == 1) {
    return 0;
  }
  if (matching > 1) {
    return violation(base::Id::data_ambiguous, index, [&] {
      return ambiguous_args(node.one_of, matching, value);
    });
  }
  return counting() ? least : report_nearest_branch(node.one_of, index, value);
}

// Names the alternatives, and those of them that fit, where each says by a title or by what it asks
// for what it is; otherwise counts them.
Args Validator::ambiguous_args(std::vector<std::uint32_t> const& branches,
                               std::size_t matching,
                               Value value) {
  std::vector<Words> all;
  std::vector<Words> fitting;
  for (std::uint32_t const branch : branches) {
    Words const name = told_.alternative(branch, first_);
    if (name.en.empty()) {
      Args args;
      add_words(args,
                "expected",
                {fmt::format("{} dạng cho phép", branches.size()),
                 fmt::format("the {} allowed forms", branches.size())});
      add_words(
          args,
          "found",
          {fmt::format("giá trị khớp {} dạng", matching), fmt::format("a value of {}", matching)});
      return args;
    }
    all.push_back(name);
    if (count(branch, value) == 0) {
      fitting.push_back(name);
    }
  }
  Args args;
  add_words(args, "expected", joined(all, {"hoặc", "or"}));
  add_words(args, "found", joined(fitting, {"và", "and"}));
  return args;
}

// No alternative fits. Where they ask for names and nothing else, all names are told; where the
// type alone decides, all types are; else the nearest alternative speaks.
std::size_t Validator::report_nearest_branch(std::vector<std::uint32_t> const& branches,
                                             std::uint32_t index,
                                             Value value) {
  bool const are_names = value.kind() == Kind::object &&
                         std::all_of(branches.begin(), branches.end(), [&](std::uint32_t branch) {
                           return asks_for_names_only(schema_.nodes[branch]);
                         });
  if (are_names) {
    told_.missing_alternatives(branches, value, first_);
    return 1;
  }
  TypeSet possible = 0;
  std::uint32_t nearest = branches.front();
  std::size_t least = SIZE_MAX;
  for (std::uint32_t const branch : branches) {
    possible = static_cast<TypeSet>(possible | schema_.nodes[branch].possible_types);
    std::size_t const cost = count(branch, value);
    if (cost < least) {
      least = cost;
      nearest = branch;
    }
  }
  // A number is kTypeNumber, or for whole ones kTypeInteger too, which possible types hold apart.
  if (possible != 0 && !has_type(possible, value)) {
    TypeSet const named =
        (possible & kTypeNumber) != 0 ? static_cast<TypeSet>(possible & ~kTypeInteger) : possible;
    return wrong_type(index, value, named);
  }
  return check(nearest, value, Role::in_place);
}

}  // namespace

std::size_t cost_of(Schema::Impl const& schema,
                    std::uint32_t index,
                    Value value,
                    std::uint64_t& steps) {
  base::Diagnostics untold;
  return Validator(schema, {}, untold).cost(index, value, steps);
}

void Schema::validate(Document const& document,
                      std::string_view data_file_name,
                      base::Diagnostics& out) const {
  if (document.root().node() != nullptr) {
    Validator(*impl_, data_file_name, out).run(document.root());
  }
}

}  // namespace thethuc::data

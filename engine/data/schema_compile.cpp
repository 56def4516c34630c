// Compiles a JSON Schema to nodes: one walk over the file, then references, then what follows from
// both (schema_in_place.h).

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "data/decimal.h"
#include "data/filter_functions.h"
#include "data/schema_in_place.h"
#include "data/schema_nodes.h"
#include "data/schema_sums.h"

namespace thethuc::data {
namespace {

struct Phrase {
  char const* vi;
  char const* en;
};

class Compiler {
 public:
  Compiler(Schema::Impl& schema, base::Diagnostics& out) : schema_(schema), out_(out) {}
  bool run();

 private:
  using Handler = void (Compiler::*)(std::uint32_t node, Value value, std::string const& at);
  struct Keyword {
    std::string_view name;
    Handler handler;
  };
  static Keyword const kKeywords[];
  static Keyword const* find_keyword(std::string_view name);

  std::uint32_t add_node(Value value, std::string const& at);
  SchemaNode& node(std::uint32_t index) { return schema_.nodes[index]; }

  void annotation(std::uint32_t, Value, std::string const&) {}
  void type(std::uint32_t index, Value value, std::string const& at);
  void properties(std::uint32_t index, Value value, std::string const& at);
  void required(std::uint32_t index, Value value, std::string const& at);
  void additional_properties(std::uint32_t index, Value value, std::string const& at);
  void allowed(std::uint32_t index, Value value, std::string const& at);
  void constant(std::uint32_t index, Value value, std::string const& at);
  void pattern(std::uint32_t index, Value value, std::string const& at);
  void format(std::uint32_t index, Value value, std::string const& at);
  void definitions(std::uint32_t index, Value value, std::string const& at);
  void ref(std::uint32_t index, Value value, std::string const& at);
  void listed(std::uint32_t index, Value value, std::string const& at);
  void title(std::uint32_t index, Value value, std::string const& at);
  void description(std::uint32_t index, Value value, std::string const& at);
  void examples(std::uint32_t index, Value value, std::string const& at);
  void fallback(std::uint32_t index, Value value, std::string const& at);
  template <std::vector<std::uint32_t> SchemaNode::*List>
  void subschemas(std::uint32_t index, Value value, std::string const& at);
  template <std::uint32_t SchemaNode::*Subschema>
  void subschema(std::uint32_t index, Value value, std::string const& at);
  template <SizeBounds SchemaNode::*Bounds, bool IsMost>
  void size(std::uint32_t index, Value value, std::string const& at);
  template <std::string_view NumberBounds::*Bound>
  void range(std::uint32_t index, Value value, std::string const& at);

  void sums(std::uint32_t index, Value value, std::string const& at);
  void orders(std::uint32_t index, Value value, std::string const& at);
  void fold(std::uint32_t index, Value value, std::string const& at);

  void resolve_references();
  void resolve_sums();
  void resolve_orders();

  SchemaProperty& property_of(std::uint32_t index, std::string_view name);
  bool expect(Value value, Kind kind, std::string const& at, Phrase const& expected);
  void bad_keyword(Value value, std::string const& at, Phrase const& expected);
  void report(base::Id id,
              std::string const& at,
              std::vector<std::pair<std::string, std::string>> args);

  struct Reference {
    std::uint32_t node;
    std::string at;
    std::string target;  // as written
  };

  struct RuleOfNames {
    std::uint32_t node;
    std::size_t rule;  // of the node's
    Value value;       // as written: the names of what is added up, of the later date
    std::string at;
  };

  Schema::Impl& schema_;
  base::Diagnostics& out_;
  bool failed_ = false;
  std::vector<RuleOfNames> sums_;
  std::vector<RuleOfNames> orders_;
  std::vector<Reference> references_;
  std::map<std::string, std::uint32_t> by_pointer_;
  std::map<std::pair<std::uint32_t, std::string>, std::size_t> property_index_;
  std::vector<std::string> pointers_;  // of each node
};

constexpr Phrase kKnownFields{"tên trường có trong lược đồ", "fields that the schema names"};

std::string child(std::string const& at, std::string_view name) {
  std::string pointer = at;
  append_pointer(pointer, name);
  return pointer;
}

std::string_view last_token(std::string_view pointer) {
  return pointer.substr(pointer.rfind('/') + 1);
}

std::string shown(Value value, base::Language language) {
  switch (value.kind()) {
    case Kind::string:
      return in_quotes(value.text());
    case Kind::number:
    case Kind::boolean:
      return std::string(value.text());
    default:
      return std::string(kind_name(value.kind(), language));
  }
}

Compiler::Keyword const Compiler::kKeywords[] = {
    {"type", &Compiler::type},
    {"properties", &Compiler::properties},
    {"required", &Compiler::required},
    {"additionalProperties", &Compiler::additional_properties},
    {"items", &Compiler::subschema<&SchemaNode::items>},
    {"prefixItems", &Compiler::subschemas<&SchemaNode::prefix_items>},
    {"enum", &Compiler::allowed},
    {"const", &Compiler::constant},
    {"minItems", &Compiler::size<&SchemaNode::list_size, false>},
    {"maxItems", &Compiler::size<&SchemaNode::list_size, true>},
    {"minLength", &Compiler::size<&SchemaNode::text_length, false>},
    {"maxLength", &Compiler::size<&SchemaNode::text_length, true>},
    {"pattern", &Compiler::pattern},
    {"format", &Compiler::format},
    {"minimum", &Compiler::range<&NumberBounds::minimum>},
    {"maximum", &Compiler::range<&NumberBounds::maximum>},
    {"exclusiveMinimum", &Compiler::range<&NumberBounds::exclusive_minimum>},
    {"exclusiveMaximum", &Compiler::range<&NumberBounds::exclusive_maximum>},
    {"$defs", &Compiler::definitions},
    {"$ref", &Compiler::ref},
    {"x-sum", &Compiler::sums},
    {"x-order", &Compiler::orders},
    {"x-fold", &Compiler::fold},
    {"allOf", &Compiler::subschemas<&SchemaNode::all_of>},
    {"anyOf", &Compiler::subschemas<&SchemaNode::any_of>},
    {"oneOf", &Compiler::subschemas<&SchemaNode::one_of>},
    {"if", &Compiler::subschema<&SchemaNode::condition>},
    {"then", &Compiler::subschema<&SchemaNode::consequence>},
    {"else", &Compiler::subschema<&SchemaNode::alternative>},
    {"x-enumFrom", &Compiler::listed},
    {"title", &Compiler::title},
    {"description", &Compiler::description},
    {"examples", &Compiler::examples},
    {"default", &Compiler::fallback},
    {"$schema", &Compiler::annotation},
    {"$id", &Compiler::annotation},
    {"$comment", &Compiler::annotation},
};

Compiler::Keyword const* Compiler::find_keyword(std::string_view name) {
  auto const* const found = std::find_if(
      std::begin(kKeywords), std::end(kKeywords), [&](Keyword const& k) { return k.name == name; });
  return found == std::end(kKeywords) ? nullptr : found;
}

bool Compiler::run() {
  add_node(schema_.source.root(), "");
  resolve_references();
  if (failed_) {
    return false;
  }
  if (!settle_in_place(schema_, pointers_, out_)) {
    return false;
  }
  resolve_sums();
  resolve_orders();
  return !failed_;
}

std::uint32_t Compiler::add_node(Value value, std::string const& at) {
  auto const index = static_cast<std::uint32_t>(schema_.nodes.size());
  schema_.nodes.emplace_back();
  by_pointer_[at] = index;
  pointers_.push_back(at);
  if (value.kind() == Kind::boolean) {
    node(index).never = !value.truthy();
    node(index).open = value.truthy();
    return index;
  }
  if (value.kind() != Kind::object) {
    bad_keyword(
        value,
        at,
        {"một lược đồ (đối tượng, true hoặc false)", "a schema (an object, true or false)"});
    return index;
  }
  Value member = value.first();
  for (std::size_t i = 0; i < value.size(); ++i, member = member.next()) {
    std::string const member_at = child(at, member.key());
    if ((member.key() == "then" || member.key() == "else") && value.find("if").node() == nullptr) {
      // Valid JSON Schema that says nothing: an author who writes it thinks that something is
      // checked.
      bad_keyword(member, member_at, {"chỉ khi có \"if\" bên cạnh", "an \"if\" beside it"});
    } else if (Keyword const* const keyword = find_keyword(member.key())) {
      (this->*keyword->handler)(index, member, member_at);
    } else if (!member.key().starts_with("x-")) {
      std::vector<std::string> names;
      for (Keyword const& k : kKeywords) {
        names.emplace_back(k.name);
      }
      std::vector<std::pair<std::string, std::string>> args{{"keyword", std::string(member.key())}};
      if (auto nearest = base::nearest_name(member.key(), names)) {
        args.emplace_back("nearest", *nearest);
      }
      report(base::Id::schema_unknown_keyword, member_at, std::move(args));
    }
  }
  return index;
}

void Compiler::type(std::uint32_t index, Value value, std::string const& at) {
  static constexpr std::pair<std::string_view, TypeSet> kTypes[] = {{"null", kTypeNull},
                                                                    {"boolean", kTypeBoolean},
                                                                    {"integer", kTypeInteger},
                                                                    {"number", kTypeNumber},
                                                                    {"string", kTypeString},
                                                                    {"array", kTypeList},
                                                                    {"object", kTypeObject}};
  auto const add = [&](Value name, std::string const& name_at) {
    auto const* const found =
        std::find_if(std::begin(kTypes), std::end(kTypes), [&](auto const& t) {
          return name.kind() == Kind::string && t.first == name.text();
        });
    if (found == std::end(kTypes)) {
      bad_keyword(name,
                  name_at,
                  {"string, number, integer, boolean, array, object hoặc null",
                   "string, number, integer, boolean, array, object or null"});
      return;
    }
    node(index).types = static_cast<TypeSet>(node(index).types | found->second);
  };
  if (value.kind() != Kind::list) {
    add(value, at);
    return;
  }
  if (value.size() == 0) {
    bad_keyword(value, at, {"ít nhất một kiểu", "at least one type"});
  }
  Value name = value.first();
  for (std::size_t i = 0; i < value.size(); ++i, name = name.next()) {
    add(name, child(at, std::to_string(i)));
  }
}

// The entry of a property, which `required` and `properties` may both come to first.
SchemaProperty& Compiler::property_of(std::uint32_t index, std::string_view name) {
  std::vector<SchemaProperty>& properties = node(index).properties;
  auto const [entry, is_new] =
      property_index_.try_emplace({index, std::string{name}}, properties.size());
  if (is_new) {
    properties.emplace_back().name = name;
  }
  return properties[entry->second];
}

void Compiler::properties(std::uint32_t index, Value value, std::string const& at) {
  if (!expect(value, Kind::object, at, {"một đối tượng gồm các lược đồ", "an object of schemas"})) {
    return;
  }
  Value member = value.first();
  for (std::size_t i = 0; i < value.size(); ++i, member = member.next()) {
    std::uint32_t const schema = add_node(member, child(at, member.key()));
    property_of(index, member.key()).node = schema;
  }
}

void Compiler::required(std::uint32_t index, Value value, std::string const& at) {
  if (!expect(value, Kind::list, at, {"danh sách tên", "a list of names"})) {
    return;
  }
  Value name = value.first();
  for (std::size_t i = 0; i < value.size(); ++i, name = name.next()) {
    if (expect(name, Kind::string, child(at, std::to_string(i)), {"một tên", "a name"})) {
      property_of(index, name.text()).required = true;
    }
  }
}

void Compiler::additional_properties(std::uint32_t index, Value value, std::string const& at) {
  if (value.kind() == Kind::boolean) {
    node(index).additional = value.truthy() ? Additional::allowed : Additional::forbidden;
    add_node(value, at);  // for a $ref to it
    return;
  }
  std::uint32_t const schema = add_node(value, at);
  node(index).additional = Additional::by_schema;
  node(index).additional_node = schema;
}

template <std::uint32_t SchemaNode::*Subschema>
void Compiler::subschema(std::uint32_t index, Value value, std::string const& at) {
  std::uint32_t const schema = add_node(value, at);
  node(index).*Subschema = schema;
}

// {"so_lieu": {"list": "lua_chon", "value": "gia_tri", "name": "nghia"}}
void Compiler::listed(std::uint32_t index, Value value, std::string const& at) {
  static constexpr Phrase kRule{
      "một đối tượng gồm list, value và có thể name, đều là tên trường",
      "an object of list, value and perhaps name, which are names of fields"};
  if (!expect(value, Kind::object, at, kRule)) {
    return;
  }
  Value member = value.first();
  for (std::size_t i = 0; i < value.size(); ++i, member = member.next()) {
    ListedValue rule{member.key(), {}, {}, {}};
    std::size_t given = 0;
    for (auto const& [key, to] : {std::pair{"list", &rule.list},
                                  std::pair{"value", &rule.value},
                                  std::pair{"name", &rule.name}}) {
      if (Value const name = member.find(key); name.kind() == Kind::string) {
        *to = name.text();
        ++given;
      }
    }
    if (member.kind() != Kind::object || rule.list.empty() || rule.value.empty() ||
        given != member.size()) {
      bad_keyword(member, child(at, member.key()), kRule);
      continue;
    }
    node(index).listed.push_back(rule);
  }
}

void Compiler::allowed(std::uint32_t index, Value value, std::string const& at) {
  if (expect(value, Kind::list, at, {"danh sách giá trị", "a list of values"})) {
    node(index).allowed = value;
  }
}

void Compiler::constant(std::uint32_t index, Value value, std::string const& /*at*/) {
  node(index).constant = value;
  node(index).has_constant = true;
}

void Compiler::pattern(std::uint32_t index, Value value, std::string const& at) {
  if (!expect(value, Kind::string, at, {"một biểu thức chính quy", "a regular expression"})) {
    return;
  }
  std::string problem;
  node(index).pattern = Pattern::compile(value.text(), problem);
  if (!node(index).pattern) {
    report(base::Id::schema_bad_pattern,
           at,
           {{"found", in_quotes(value.text())}, {"problem", problem}});
  }
}

void Compiler::format(std::uint32_t index, Value value, std::string const& at) {
  if (value.kind() != Kind::string || value.text() != "date") {
    bad_keyword(value, at, {"\"date\"", "\"date\""});
    return;
  }
  node(index).is_date = true;
}

void Compiler::definitions(std::uint32_t /*index*/, Value value, std::string const& at) {
  if (!expect(value, Kind::object, at, {"một đối tượng gồm các lược đồ", "an object of schemas"})) {
    return;
  }
  Value member = value.first();
  for (std::size_t i = 0; i < value.size(); ++i, member = member.next()) {
    add_node(member, child(at, member.key()));
  }
}

void Compiler::ref(std::uint32_t index, Value value, std::string const& at) {
  if (expect(value,
             Kind::string,
             at,
             {"một con trỏ như #/$defs/ngay", "a pointer such as #/$defs/ngay"})) {
    references_.push_back({index, at, std::string(value.text())});
  }
}

void Compiler::title(std::uint32_t index, Value value, std::string const& at) {
  if (expect(value, Kind::string, at, {"chữ", "text"})) {
    node(index).title = value.text();
  }
}

void Compiler::description(std::uint32_t index, Value value, std::string const& at) {
  if (expect(value, Kind::string, at, {"chữ", "text"})) {
    node(index).description = value.text();
  }
}

void Compiler::examples(std::uint32_t index, Value value, std::string const& at) {
  if (expect(value, Kind::list, at, {"danh sách giá trị", "a list of values"})) {
    node(index).examples = value;
  }
}

void Compiler::fallback(std::uint32_t index, Value value, std::string const& /*at*/) {
  node(index).fallback = value;
}

template <std::vector<std::uint32_t> SchemaNode::*List>
void Compiler::subschemas(std::uint32_t index, Value value, std::string const& at) {
  if (value.kind() != Kind::list || value.size() == 0) {
    bad_keyword(
        value, at, {"danh sách lược đồ có ít nhất một phần tử", "a list of at least one schema"});
    return;
  }
  Value item = value.first();
  for (std::size_t i = 0; i < value.size(); ++i, item = item.next()) {
    std::uint32_t const schema = add_node(item, child(at, std::to_string(i)));
    (node(index).*List).push_back(schema);
  }
}

template <SizeBounds SchemaNode::*Bounds, bool IsMost>
void Compiler::size(std::uint32_t index, Value value, std::string const& at) {
  std::optional<Decimal> const number =
      value.kind() == Kind::number ? Decimal::parse(value.text()) : std::nullopt;
  if (!number || number->negative || !is_whole_number(value.text()) ||
      number->integer.size() > 15) {
    bad_keyword(value, at, {"một số nguyên không âm", "a whole number from 0 up"});
    return;
  }
  std::size_t const count = std::stoull(number->integer);
  SizeBounds& bounds = node(index).*Bounds;
  if constexpr (IsMost) {
    bounds.most = count;
  } else {
    bounds.least = count;
  }
}

template <std::string_view NumberBounds::*Bound>
void Compiler::range(std::uint32_t index, Value value, std::string const& at) {
  if (expect(value, Kind::number, at, {"một số", "a number"})) {
    node(index).range.*Bound = value.text();
  }
}

void Compiler::sums(std::uint32_t index, Value value, std::string const& at) {
  static constexpr Phrase kNames{"tên trường như diem.chuan", "names of fields such as diem.chuan"};
  if (!expect(value, Kind::object, at, {"một đối tượng gồm các tên", "an object of names"})) {
    return;
  }
  Value parts = value.first();
  for (std::size_t i = 0; i < value.size(); ++i, parts = parts.next()) {
    std::string const rule_at = child(at, parts.key());
    auto const total = names_of_path(parts.key());
    auto const added = parts.kind() == Kind::string ? names_of_path(parts.text()) : std::nullopt;
    if (total && added) {
      node(index).sums.push_back({*total, *added});
      sums_.push_back({index, node(index).sums.size() - 1, parts, rule_at});
    } else {
      bad_keyword(parts, rule_at, kNames);
    }
  }
}

// A name that the schema does not know would be a total that nobody ever checks.
void Compiler::resolve_sums() {
  for (RuleOfNames const& s : sums_) {
    SumRule& rule = node(s.node).sums[s.rule];
    rule.total_node = node_at(schema_, s.node, rule.total);
    rule.parts_node = node_at(schema_, s.node, {rule.parts.front()});
    if (rule.total_node == kNoNode || node_at(schema_, s.node, rule.parts) == kNoNode) {
      bad_keyword(s.value, s.at, kKnownFields);
    }
  }
}

void Compiler::orders(std::uint32_t index, Value value, std::string const& at) {
  if (!expect(value, Kind::object, at, {"một đối tượng gồm các tên", "an object of names"})) {
    return;
  }
  Value second = value.first();
  for (std::size_t i = 0; i < value.size(); ++i, second = second.next()) {
    std::string const rule_at = child(at, second.key());
    if (expect(second, Kind::string, rule_at, {"một tên", "a name"})) {
      node(index).orders.push_back({std::string{second.key()}, std::string{second.text()}});
      orders_.push_back({index, node(index).orders.size() - 1, second, rule_at});
    }
  }
}

void Compiler::resolve_orders() {
  for (RuleOfNames const& o : orders_) {
    OrderRule& rule = node(o.node).orders[o.rule];
    rule.first_node = node_at(schema_, o.node, {rule.first});
    rule.second_node = node_at(schema_, o.node, {rule.second});
    if (rule.first_node == kNoNode || rule.second_node == kNoNode) {
      bad_keyword(o.value, o.at, kKnownFields);
    }
  }
}

void Compiler::fold(std::uint32_t index, Value value, std::string const& at) {
  if (expect(value, Kind::boolean, at, {"true hoặc false", "true or false"})) {
    node(index).folds = value.truthy();
  }
}

void Compiler::resolve_references() {
  for (Reference const& r : references_) {
    if (r.target.starts_with('#')) {
      auto const found =
          by_pointer_.find(pointer_of_fragment(std::string_view(r.target).substr(1)));
      if (found != by_pointer_.end()) {
        node(r.node).ref = found->second;
        continue;
      }
    }
    std::vector<std::string> names;
    for (auto const& entry : by_pointer_) {
      if (entry.first.starts_with("/$defs/")) {
        names.push_back("#" + entry.first);
      }
    }
    std::vector<std::pair<std::string, std::string>> args{{"found", in_quotes(r.target)}};
    if (auto nearest = base::nearest_name(r.target, names)) {
      args.emplace_back("nearest", *nearest);
    }
    report(base::Id::schema_bad_ref, r.at, std::move(args));
  }
}

bool Compiler::expect(Value value, Kind kind, std::string const& at, Phrase const& expected) {
  if (value.kind() == kind) {
    return true;
  }
  bad_keyword(value, at, expected);
  return false;
}

void Compiler::bad_keyword(Value value, std::string const& at, Phrase const& expected) {
  report(base::Id::schema_bad_keyword,
         at,
         {{"keyword", at.empty() ? "#" : std::string(last_token(at))},
          {"expected.vi", expected.vi},
          {"expected.en", expected.en},
          {"found.vi", shown(value, base::Language::vi)},
          {"found.en", shown(value, base::Language::en)}});
}

void Compiler::report(base::Id id,
                      std::string const& at,
                      std::vector<std::pair<std::string, std::string>> args) {
  failed_ = true;
  base::Place place;
  place.file = schema_.file_name;
  base::Diagnostic d = base::diagnose(id, place);
  d.data_pointer = at;
  d.args = std::move(args);
  out_.add(std::move(d));
}

}  // namespace

std::optional<Schema> Schema::compile(std::string_view json,
                                      std::string_view file_name,
                                      base::Diagnostics& out,
                                      SchemaLimits const& limits) {
  auto impl = std::make_unique<Impl>();
  impl->file_name = file_name;
  impl->max_steps = limits.max_steps;
  Limits source;
  source.subject = "schema";
  source.max_bytes = limits.max_bytes;
  source.max_nodes = limits.max_values;
  if (!impl->source.parse(json, file_name, source, out) || !Compiler(*impl, out).run()) {
    return std::nullopt;
  }
  return Schema(std::move(impl));
}

}  // namespace thethuc::data

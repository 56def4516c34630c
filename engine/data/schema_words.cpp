#include "data/schema_words.h"

#include <algorithm>

#include <fmt/format.h>

#include "data/filter_functions.h"

namespace thethuc::data {
namespace {

constexpr std::size_t kMostListed = 8;  // values of an enum in a message

std::string shown(Value value, base::Language language) {
  switch (value.kind()) {
    case Kind::string:
      return in_quotes(value.text());
    case Kind::number:
      return value.text().size() <= 40 ? std::string(value.text()) : in_quotes(value.text());
    case Kind::boolean:
      return std::string(value.text());
    default:
      return std::string(kind_name(value.kind(), language));
  }
}

}  // namespace

void add_words(Args& args, std::string const& name, Words words) {
  args.emplace_back(name + ".vi", std::move(words.vi));
  args.emplace_back(name + ".en", std::move(words.en));
}

Args expected_found(Words expected, Value found) {
  Args args;
  add_words(args, "expected", std::move(expected));
  add_words(args, "found", {shown(found, base::Language::vi), shown(found, base::Language::en)});
  return args;
}

namespace {

// The items, as `show` has them, with "or" before the last; of many the first.
template <typename Show>
std::string list_items(Value first, std::size_t size, base::Language language, Show show) {
  bool const vi = language == base::Language::vi;
  std::string out;
  Value item = first;
  std::size_t const listed = std::min(size, kMostListed);
  for (std::size_t i = 0; i < listed; ++i, item = item.next()) {
    if (i > 0) {
      out += i + 1 == size ? (vi ? " hoặc " : " or ") : ", ";
    }
    out += show(item);
  }
  if (listed < size) {
    out += fmt::format(fmt::runtime(vi ? ", … ({} giá trị)" : ", … ({} values)"), size);
  }
  return out;
}

}  // namespace

std::string list_values(Value first, std::size_t size, base::Language language) {
  return list_items(first, size, language, [&](Value item) { return shown(item, language); });
}

Words joined(std::vector<Words> const& items, Words const& last) {
  Words out;
  for (std::size_t i = 0; i < items.size(); ++i) {
    bool const is_last = i + 1 == items.size();
    out.vi += (i == 0 ? "" : is_last ? fmt::format(" {} ", last.vi) : ", ") + items[i].vi;
    out.en += (i == 0 ? "" : is_last ? fmt::format(" {} ", last.en) : ", ") + items[i].en;
  }
  return out;
}

std::string list_listed(ListedValue const& rule, Value list, base::Language language) {
  return list_items(list.first(), list.size(), language, [&](Value item) {
    std::string out = shown(item.find(rule.value), language);
    Value const name = rule.name.empty() ? Value{} : item.find(rule.name);
    if (name.kind() == Kind::string) {
      out += fmt::format(" ({})", name.text());
    }
    return out;
  });
}

Words expected_form(SchemaNode const& node, Value example) {
  if (example.node() != nullptr) {
    return {fmt::format("giá trị như {}", shown(example, base::Language::vi)),
            fmt::format("a value such as {}", shown(example, base::Language::en))};
  }
  if (!node.description.empty()) {
    return {"chữ đúng dạng quy định", "text of the prescribed form"};
  }
  return {fmt::format("chữ theo dạng {}", node.pattern->expression()),
          fmt::format("text of the form {}", node.pattern->expression())};
}

}  // namespace thethuc::data

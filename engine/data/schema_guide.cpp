// What a schema asks for, told to the people who fill data in.

#include <algorithm>
#include <deque>
#include <map>
#include <vector>

#include <fmt/format.h>

#include "data/json_text.h"
#include "data/schema_nodes.h"
#include "data/schema_words.h"

namespace thethuc::data {
namespace {

using base::Language;

// A guide is for reading: of many allowed values the first, of a long example nothing.
constexpr std::size_t kMostValues = 12;
constexpr std::size_t kMostExample = 80;
constexpr std::size_t kMostTables = 500;

class Guide {
 public:
  Guide(Schema::Impl const& schema, Language language)
      : schema_(schema), vi_(language == Language::vi), language_(language) {}

  // One table for each object, in the order in which they are come to.
  std::string make() {
    std::string out;
    tables_.push_back({"", 0});
    for (std::size_t i = 0; i < tables_.size() && i < kMostTables; ++i) {
      append_table(tables_[i], out);
    }
    return out;
  }

 private:
  using Nodes = std::vector<std::uint32_t>;
  struct Table {
    std::string path;  // "" for the data itself, else "co_quan", "muc[].khoan[]"
    std::uint32_t node;
  };

  SchemaNode const& node(std::uint32_t index) const { return schema_.nodes[index]; }
  char const* say(char const* vi, char const* en) const { return vi_ ? vi : en; }

  // The node and all that may apply in its place.
  void gather(std::uint32_t index, Nodes& out) const {
    if (std::find(out.begin(), out.end(), index) != out.end()) {
      return;
    }
    out.push_back(index);
    for_each_in_place(node(index), [&](std::uint32_t next) { gather(next, out); });
  }
  Nodes gathered(std::uint32_t index) const {
    Nodes out;
    gather(index, out);
    return out;
  }
  // Those that apply in any case, no alternatives.
  void gather_certain(std::uint32_t index, Nodes& out) const {
    out.push_back(index);
    if (node(index).ref != kNoNode) {
      gather_certain(node(index).ref, out);
    }
    for (std::uint32_t const part : node(index).all_of) {
      gather_certain(part, out);
    }
  }

  // Text in a cell of a table.
  static std::string cell(std::string_view text) {
    std::string out;
    for (char const c : text) {
      out += c == '|' ? "\\|" : c == '\n' ? " " : std::string{c};
    }
    return out;
  }
  static std::string code(std::string_view text) { return "`" + cell(text) + "`"; }
  static std::string json(Value value) {
    std::string out;
    append_json(out, value);
    return out;
  }

  std::string_view description_of(Nodes const& nodes) const {
    for (std::uint32_t const index : nodes) {
      if (!node(index).description.empty()) {
        return node(index).description;
      }
    }
    return {};
  }

  // The schema whose members are shown for a value there: itself, or a list's items. kNoNode when
  // neither has members.
  std::uint32_t object_of(std::uint32_t index, std::string& path) const {
    for (std::size_t depth = 0; depth < 8; ++depth) {
      std::uint32_t items = kNoNode;
      for (std::uint32_t const at : gathered(index)) {
        if (!node(at).properties.empty()) {
          return index;
        }
        items = items == kNoNode ? node(at).item_node(0) : items;
      }
      if (items == kNoNode) {
        return kNoNode;
      }
      path += "[]";
      index = items;
    }
    return kNoNode;
  }

  // The schema that a reference, and nothing but titles beside it, leads to.
  std::uint32_t named(std::uint32_t index) const {
    while (node(index).ref != kNoNode && node(index).properties.empty()) {
      index = node(index).ref;
    }
    return index;
  }

  struct Member {
    std::string_view name;
    std::uint32_t node = kNoNode;
    bool required = false;
  };

  std::vector<Member> members_of(std::uint32_t index) const {
    std::vector<Member> members;
    for (std::uint32_t const at : gathered(index)) {
      for (SchemaProperty const& p : node(at).properties) {
        auto found = std::find_if(
            members.begin(), members.end(), [&](Member const& m) { return m.name == p.name; });
        if (found == members.end()) {
          members.push_back({p.name, p.node, false});
        } else if (found->node == kNoNode) {
          found->node = p.node;
        }
      }
    }
    Nodes certain;
    gather_certain(index, certain);
    for (Member& member : members) {
      member.required = std::any_of(certain.begin(), certain.end(), [&](std::uint32_t at) {
        std::size_t const place = node(at).find_property(member.name);
        return place < node(at).properties.size() && node(at).properties[place].required;
      });
    }
    std::erase_if(members,
                  [&](Member const& m) { return m.node != kNoNode && node(m.node).never; });
    return members;
  }

  std::string type_text(std::uint32_t index, std::string const& table) const {
    Nodes const nodes = gathered(index);
    bool const is_date =
        std::any_of(nodes.begin(), nodes.end(), [&](std::uint32_t n) { return node(n).is_date; });
    if (is_date) {
      return say("ngày (năm-tháng-ngày)", "a date (year-month-day)");
    }
    TypeSet types = node(index).possible_types;
    std::string text =
        types == kAllTypes ? say("bất kỳ", "anything") : type_names(types, language_);
    if (!table.empty()) {
      return fmt::format("{}, {} {}", text, say("xem", "see"), code(table));
    }
    for (std::uint32_t const at : nodes) {
      std::uint32_t const items = node(at).item_node(0);
      if (items != kNoNode && node(items).possible_types != kAllTypes) {
        return fmt::format("{}: {}", text, type_names(node(items).possible_types, language_));
      }
    }
    return text;
  }

  // What a value may be: the values allowed, bounds, an example.
  std::string values_text(std::uint32_t index) const {
    std::vector<std::string> parts;
    Value example;
    for (std::uint32_t const at : gathered(index)) {
      SchemaNode const& n = node(at);
      if (n.has_constant) {
        parts.push_back(code(json(n.constant)));
      }
      Value value = n.allowed.first();
      for (std::size_t i = 0; i < n.allowed.size(); ++i, value = value.next()) {
        parts.push_back(i < kMostValues ? code(json(value)) : std::string{});
      }
      add_bounds(n, parts);
      if (example.is_missing() && n.examples.size() > 0) {
        example = n.examples.first();
      }
    }
    std::erase(parts, std::string{});
    if (std::string const text = example.is_missing() ? "" : json(example);
        !text.empty() && text.size() <= kMostExample) {
      parts.push_back(fmt::format("{} {}", say("ví dụ", "such as"), code(text)));
    }
    return fmt::format("{}", fmt::join(parts, ", "));
  }

  void add_bounds(SchemaNode const& n, std::vector<std::string>& parts) const {
    auto const add = [&](char const* vi, char const* en, std::string_view bound) {
      if (!bound.empty()) {
        parts.push_back(fmt::format("{} {}", say(vi, en), bound));
      }
    };
    add("từ", "from", n.range.minimum);
    add("đến", "to", n.range.maximum);
    add("lớn hơn", "above", n.range.exclusive_minimum);
    add("nhỏ hơn", "below", n.range.exclusive_maximum);
    if (n.list_size.least > 1) {
      add("ít nhất", "at least", std::to_string(n.list_size.least));
    }
    if (n.list_size.most) {
      add("nhiều nhất", "at most", std::to_string(*n.list_size.most));
    }
    if (n.text_length.most) {
      parts.push_back(fmt::format(fmt::runtime(say("không quá {} ký tự", "at most {} characters")),
                                  *n.text_length.most));
    }
  }

  void append_table(Table const table, std::string& out) {
    std::string_view const title = schema_.title_of(table.node);
    if (!table.path.empty()) {
      out += fmt::format("\n## `{}`{}{}\n", table.path, title.empty() ? "" : ": ", title);
    }
    if (std::string_view const about = description_of(gathered(table.node)); !about.empty()) {
      out += fmt::format("\n{}\n", about);
    }
    out += say("\n| Khóa | Ý nghĩa | Bắt buộc | Kiểu | Giá trị |\n|---|---|---|---|---|\n",
               "\n| Key | Meaning | Required | Type | Values |\n|---|---|---|---|---|\n");
    for (Member const& member : members_of(table.node)) {
      append_row(table, member, out);
    }
  }

  void append_row(Table const& table, Member const& member, std::string& out) {
    std::string meaning;
    std::string type = say("bất kỳ", "anything");
    std::string values;
    if (member.node != kNoNode) {
      meaning = schema_.title_of(member.node);
      std::string path = table.path.empty() ? "" : table.path + ".";
      std::string const other = table_of(member.node, path.append(member.name));
      // What its own table tells need not stand here.
      if (std::string_view const about = description_of(gathered(member.node));
          !about.empty() && other.empty()) {
        meaning += fmt::format("{}{}", meaning.empty() ? "" : ". ", about);
      }
      type = type_text(member.node, other);
      values = other.empty() ? values_text(member.node) : "";
    }
    out += fmt::format("| {} | {} | {} | {} | {} |\n",
                       code(member.name),
                       cell(meaning),
                       member.required ? say("có", "yes") : "",
                       cell(type),
                       values);
  }

  // The table that shows the members of a value there; a schema that has one already is not told
  // again. "" when there are no members.
  std::string table_of(std::uint32_t index, std::string path) {
    std::uint32_t const object = object_of(index, path);
    if (object == kNoNode) {
      return "";
    }
    auto const [entry, is_new] = shown_.try_emplace(named(object), path);
    if (is_new) {
      tables_.push_back({path, object});
    }
    return entry->second;
  }

  Schema::Impl const& schema_;
  bool vi_;
  Language language_;
  std::deque<Table> tables_;
  std::map<std::uint32_t, std::string> shown_;  // schemas that have a table: its path
};

}  // namespace

std::string Schema::guide(base::Language language) const {
  return Guide{*impl_, language}.make();
}

}  // namespace thethuc::data

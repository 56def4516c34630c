// What a template asks for, as a JSON Schema and as a skeleton of data.

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "base/text.h"
#include "compile/program.h"
#include "data/json_text.h"

namespace thethuc::compile {
namespace {

using data::append_json_string;

bool is_item(Field const& field) {
  return field.name.empty();
}

Field const* item_of(std::vector<Field> const& children) {
  auto const found = std::find_if(children.begin(), children.end(), is_item);
  return found == children.end() ? nullptr : &*found;
}

bool has_members(std::vector<Field> const& children) {
  return !std::all_of(children.begin(), children.end(), is_item);
}

// The keywords of one schema object, with their commas.
class Keywords {
 public:
  explicit Keywords(std::string& out) : out_(out) { out_ += '{'; }
  std::string& key(char const* name) {
    out_ += empty_ ? "\"" : ",\"";
    empty_ = false;
    out_ += name;
    out_ += "\":";
    return out_;
  }
  void end() { out_ += '}'; }

 private:
  std::string& out_;
  bool empty_ = true;
};

class SchemaWriter {
 public:
  std::string write(std::vector<Field> const& fields, std::string_view title) {
    Field const* const whole = item_of(fields);  // the data is no object
    std::string root;
    if (whole) {
      append_value(*whole, root);
    } else {
      Keywords keywords{root};
      keywords.key("type") += "\"object\"";
      append_members(fields, Requires::all, keywords);
      keywords.end();
    }
    std::string out;
    Keywords keywords{out};
    keywords.key("$schema") += "\"https://json-schema.org/draft/2020-12/schema\"";
    append_json_string(keywords.key("title"), title);
    out += root.size() > 2 ? "," : "";
    out += std::string_view{root}.substr(1, root.size() - 2);
    if (!definitions_.empty()) {
      keywords.key("$defs") += "{" + definitions_ + "}";
    }
    keywords.end();
    return data::pretty_json(out) + "\n";
  }

 private:
  // What is asked for in a section may live outside of it, so only members that are reached by dots
  // can be required there.
  enum class Requires { all, nothing };

  void append_value(Field const& field, std::string& out) {
    bool const limited = !field.json_types.empty() || !field.pattern.empty();
    if (field.or_nothing && limited) {
      define("khong_co", R"({"title":"Không có","enum":[null,false,"",[]]})");
      out += "{\"anyOf\":[";
      append_truthy(field, out);
      out += ",{\"$ref\":\"#/$defs/khong_co\"}]}";
    } else {
      append_truthy(field, out);
    }
  }

  void append_truthy(Field const& field, std::string& out) {
    Keywords keywords{out};
    append_types(field.json_types, keywords);
    if (!field.pattern.empty()) {
      append_json_string(keywords.key("pattern"), field.pattern);
    }
    bool const may_be_object = may_be(field, "object");
    bool const may_be_list = may_be(field, "array");
    Field const* const item = item_of(field.children);
    if (field.type == FieldType::object) {
      append_members(field.children, Requires::all, keywords);
    } else if (has_members(field.children) && may_be_object && may_be_list) {
      std::string const reference = "{\"$ref\":\"#/$defs/" + define_members(field) + "\"}";
      keywords.key("$ref") += reference.substr(8, reference.size() - 9);
      append_items(item, reference, keywords.key("items"));
    } else if (has_members(field.children) && may_be_list) {
      std::string members;
      Keywords inner{members};
      append_members(field.children, Requires::nothing, inner);
      inner.end();
      append_items(item, members, keywords.key("items"));
    } else if (item && may_be_list) {
      append_value(*item, keywords.key("items"));
    }
    keywords.end();
  }

  void append_items(Field const* item, std::string const& members, std::string& out) {
    if (!item) {
      out += members;
      return;
    }
    out += "{\"allOf\":[" + members + ",";
    append_value(*item, out);
    out += "]}";
  }

  static void append_types(std::vector<std::string> const& types, Keywords& keywords) {
    if (types.empty()) {
      return;
    }
    std::string& out = keywords.key("type");
    out += types.size() > 1 ? "[" : "";
    for (std::string const& type : types) {
      out += (&type == &types.front() ? "\"" : ",\"") + type + "\"";
    }
    out += types.size() > 1 ? "]" : "";
  }

  void append_members(std::vector<Field> const& fields, Requires requires_, Keywords& keywords) {
    std::string properties;
    std::string required;
    for (Field const& field : fields) {
      if (is_item(field)) {
        continue;
      }
      properties += properties.empty() ? "" : ",";
      append_json_string(properties, field.name);
      properties += ':';
      append_value(field, properties);
      if (field.required && requires_ == Requires::all) {
        required += required.empty() ? "" : ",";
        append_json_string(required, field.name);
      }
    }
    keywords.key("properties") += "{" + properties + "}";
    if (!required.empty()) {
      keywords.key("required") += "[" + required + "]";
    }
  }

  // An item of a list, or the object that stands in its place, under a name of its own.
  std::string define_members(Field const& field) {
    std::string base;
    for (char const c : base::fold_for_comparison(field.name)) {
      base += (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '_';
    }
    std::string name = base;
    for (int i = 2; names_.contains(name) || name.empty() || name == "khong_co"; ++i) {
      name = base + "_" + std::to_string(i);
    }
    names_.insert(name);
    std::string members;
    Keywords keywords{members};
    append_members(field.children, Requires::nothing, keywords);
    keywords.end();
    add_definition(name, members);
    return name;
  }

  void define(std::string const& name, std::string_view schema) {
    if (names_.insert(name).second) {
      add_definition(name, schema);
    }
  }

  void add_definition(std::string const& name, std::string_view schema) {
    definitions_ += definitions_.empty() ? "" : ",";
    append_json_string(definitions_, name);
    definitions_ += ':';
    definitions_ += schema;
  }

  static bool may_be(Field const& field, std::string_view type) {
    return field.json_types.empty() ||
           std::find(field.json_types.begin(), field.json_types.end(), type) !=
               field.json_types.end();
  }

  std::string definitions_;
  std::set<std::string> names_;
};

// Writes data with one of everything. Within a list a name is left out when the data itself has one
// that will do: there it is the report's number that is asked for, not one of the item.
class SampleWriter {
 public:
  std::string write(std::vector<Field> const& fields) {
    Field const* const whole = item_of(fields);
    if (whole && whole->type != FieldType::section) {
      append(*whole);
    } else {
      append_object(pointers_to(whole ? whole->children : fields));
    }
    return data::pretty_json(out_) + "\n";
  }

 private:
  using Fields = std::vector<Field const*>;

  static Fields pointers_to(std::vector<Field> const& fields) {
    Fields out;
    for (Field const& field : fields) {
      if (!is_item(field)) {
        out.push_back(&field);
      }
    }
    return out;
  }

  void append(Field const& field) {
    switch (field.type) {
      case FieldType::text:
      case FieldType::number:
      case FieldType::date:
        out_ += field.example;
        break;
      case FieldType::condition:
        out_ += "true";
        break;
      case FieldType::object:
        append_object(pointers_to(field.children));
        break;
      case FieldType::section:
      case FieldType::list:
        append_section(field);
        break;
    }
  }

  void append_object(Fields const& fields) {
    around_.push_back(fields);
    out_ += '{';
    for (Field const* field : fields) {
      out_ += field == fields.front() ? "" : ",";
      append_json_string(out_, field->name);
      out_ += ':';
      append(*field);
    }
    out_ += '}';
    around_.pop_back();
  }

  void append_section(Field const& field) {
    Field const* const item = item_of(field.children);
    Fields members = pointers_to(field.children);
    if (item) {  // {{#.}} opens the item itself, which has the members of both then
      for (Field const* inner : pointers_to(item->children)) {
        std::erase_if(members, [inner](Field const* f) { return f->name == inner->name; });
        members.push_back(inner);
      }
    }
    members.erase(
        std::remove_if(
            members.begin(), members.end(), [this](Field const* f) { return data_has(*f); }),
        members.end());
    if (members.empty() && !item && field.type == FieldType::section) {
      out_ += "true";
      return;
    }
    out_ += '[';
    if (item && !item->example.empty()) {
      out_ += item->example;
    } else if (!members.empty()) {
      append_object(members);
    } else if (item) {
      append(*item);
    } else {
      out_ += "\"…\"";
    }
    out_ += ']';
  }

  // Whether a look-up finds the name in the data itself, and what is there will do.
  bool data_has(Field const& field) const {
    for (auto fields = around_.rbegin(); fields != around_.rend(); ++fields) {
      for (Field const* outer : *fields) {
        if (outer->name == field.name) {
          return fields + 1 == around_.rend() && will_do(*outer, field);
        }
      }
    }
    return false;
  }

  static bool is_scalar(FieldType type) {
    return type != FieldType::section && type != FieldType::list && type != FieldType::object;
  }

  static bool will_do(Field const& outer, Field const& field) {
    if (field.type == FieldType::condition && is_scalar(outer.type)) {
      return true;
    }
    if (outer.type != field.type || field.type == FieldType::section ||
        field.type == FieldType::list) {
      return false;
    }
    return std::all_of(field.children.begin(), field.children.end(), [&](Field const& child) {
      return std::any_of(outer.children.begin(), outer.children.end(), [&](Field const& other) {
        return other.name == child.name && will_do(other, child);
      });
    });
  }

  std::string out_;
  std::vector<Fields> around_;  // the objects that are open
};

}  // namespace

std::string infer_schema(std::vector<Field> const& fields, std::string_view title) {
  return SchemaWriter{}.write(fields, title);
}

std::string sample_skeleton(std::vector<Field> const& fields) {
  return SampleWriter{}.write(fields);
}

std::string own_sample(CompiledTemplate const& compiled) {
  std::optional<data::Schema> const& schema = compiled.program().schema;
  return schema ? schema->sample() : std::string{};
}

}  // namespace thethuc::compile

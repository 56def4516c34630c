#include "compile/generated.h"

#include <algorithm>
#include <map>

#include "data/json_text.h"

namespace thethuc::test {
namespace {

constexpr char const* kNames[] = {"a", "b", "c", "d"};

std::size_t pick(Random& random, std::size_t below) {
  return random() % below;
}

template <std::size_t N>
char const* one_of(char const* const (&texts)[N], Random& random) {
  return texts[pick(random, N)];
}

std::string tag(std::string const& what) {
  return "{{" + what + "}}";
}

std::string section(std::string const& name, std::string const& body, bool inverted = false) {
  return tag((inverted ? "^" : "#") + name) + body + tag("/" + name);
}

std::string random_body(Random& random, int depth) {
  static constexpr char const* kFilters[] = {
      "", "", "", "", " | so", " | ngay", " | hoa", " | mac_dinh:\"x\"", " | noi", " | tong:b"};
  std::string out;
  for (std::size_t i = 0; i < 1 + pick(random, 3); ++i) {
    std::string name = one_of(kNames, random);
    name += pick(random, 5) == 0 ? std::string{"."} + one_of(kNames, random) : "";
    switch (depth > 0 ? pick(random, 9) : pick(random, 4)) {
      case 0:
      case 1:
        out += tag(name + one_of(kFilters, random)) + " ";
        break;
      case 2:
        out += depth < 3 ? tag(".") : tag(name);
        break;
      case 3:
        out += depth < 3 ? tag("@number") : tag(name);
        break;
      case 4:
        out += section(name, random_body(random, depth - 1), true);
        break;
      case 5:
        out += depth < 3 ? section("@first", random_body(random, depth - 1)) : "x";
        break;
      case 6:
        out += depth < 3 ? section(".", random_body(random, depth - 1)) : "x";
        break;
      default:
        out += section(name, random_body(random, depth - 1));
    }
  }
  return out;
}

// What a name is, in the data that a sensible template is for.
struct Shape {
  enum class Kind { text, number, date, condition, texts, object, objects };
  Kind kind = Kind::text;
  std::map<std::string, Shape> members;
};

Shape random_shape(Random& random, int depth, std::vector<std::string> const& taken) {
  Shape shape;
  shape.kind = static_cast<Shape::Kind>(pick(random, depth > 0 ? 7 : 5));
  if (shape.kind >= Shape::Kind::object) {
    for (char const* name : kNames) {
      // Within itself, a name would not be what it is around it.
      if (std::find(taken.begin(), taken.end(), name) == taken.end() && pick(random, 4) > 0) {
        std::vector<std::string> inner = taken;
        inner.emplace_back(name);
        shape.members[name] = random_shape(random, depth - 1, inner);
      }
    }
  }
  return shape;
}

class SensibleTemplate {
 public:
  explicit SensibleTemplate(Random& random) : random_(random) {
    root_.kind = Shape::Kind::object;
    for (char const* name : kNames) {
      root_.members[name] = random_shape(random, 2, {name});
    }
    around_.push_back(&root_);
  }

  std::string body(int depth) {
    std::string out;
    for (std::size_t i = 0; i < 1 + pick(random_, 3); ++i) {
      out += "x" + element(depth);
    }
    return out;
  }

 private:
  Shape const* find(std::string const& name) const {
    for (auto shape = around_.rbegin(); shape != around_.rend(); ++shape) {
      auto const member = (*shape)->members.find(name);
      if (member != (*shape)->members.end()) {
        return &member->second;
      }
    }
    return nullptr;
  }

  std::string element(int depth) {
    if (loops_ > 0 && pick(random_, 6) == 0) {
      return pick(random_, 2) == 0 || depth == 0 ? tag("@number")
                                                 : section("@first", body(depth - 1));
    }
    std::string const name = one_of(kNames, random_);
    Shape const* const shape = find(name);
    // Within its own section a name is thought to be the same, so it has to be.
    bool const other = std::any_of(open_.begin(), open_.end(), [&](auto const& section) {
      return section.first.substr(0, section.first.find('.')) == name && section.second != shape;
    });
    // Other sections are opened from where they are only: the tags within one that is opened from
    // here and there may ask for different things of one name.
    bool const far =
        shape && shape->kind >= Shape::Kind::condition && !around_.back()->members.contains(name);
    return shape && !other && !far ? use(name, *shape, depth) : "";
  }

  std::string use(std::string const& name, Shape const& shape, int depth) {
    open_.emplace_back(name, &shape);
    std::string const out = tags(name, shape, depth);
    open_.pop_back();
    return out;
  }

  std::string tags(std::string const& name, Shape const& shape, int depth) {
    using Kind = Shape::Kind;
    switch (shape.kind) {
      case Kind::text:
      case Kind::number:
      case Kind::date:
        return scalar(name, shape.kind, depth);
      case Kind::condition:
        return depth == 0 ? "" : section(name, body(depth - 1), pick(random_, 3) == 0);
      case Kind::texts:
        return pick(random_, 3) == 0 ? tag(name + " | noi") : texts(name, depth);
      case Kind::object:
        if (pick(random_, 2) == 0 && !shape.members.empty()) {
          auto member = shape.members.begin();
          std::advance(member, static_cast<std::ptrdiff_t>(pick(random_, shape.members.size())));
          return member->second.kind < Shape::Kind::condition
                     ? use(name + "." + member->first, member->second, depth)
                     : "";
        }
        [[fallthrough]];
      case Kind::objects:
        return depth == 0 ? "" : inside(name, shape, depth);
    }
    return "";
  }

  std::string scalar(std::string const& name, Shape::Kind kind, int depth) {
    std::string const print = tag(name + (kind == Shape::Kind::number ? " | so"
                                          : kind == Shape::Kind::date ? " | ngay"
                                                                      : ""));
    if (depth == 0 || pick(random_, 2) == 0) {
      return print;
    }
    return pick(random_, 3) > 0 ? section(name, print + body(depth - 1))
                                : section(name, body(depth - 1), true);
  }

  std::string texts(std::string const& name, int depth) {
    ++loops_;
    std::string const out =
        section(name, "{{.}}" + (depth > 0 && pick(random_, 2) == 0 ? body(depth - 1) : ""));
    --loops_;
    return out;
  }

  std::string inside(std::string const& name, Shape const& shape, int depth) {
    bool const loops = shape.kind == Shape::Kind::objects;
    around_.push_back(&shape);
    loops_ += loops ? 1 : 0;
    std::string const out = section(name, body(depth - 1));
    loops_ -= loops ? 1 : 0;
    around_.pop_back();
    return out;
  }

  Random& random_;
  Shape root_;
  std::vector<Shape const*> around_;
  std::vector<std::pair<std::string, Shape const*>> open_;
  int loops_ = 0;
};

Json random_value(Random& random, int depth, std::vector<std::string> const& around) {
  static constexpr char const* kScalars[] = {
      "\"x\"", "\"2021-09-14\"", "\"7\"", "1.50", "true", "false", "null", "\"\""};
  Json out;
  std::size_t const choice = pick(random, depth > 0 ? 6 : 3);
  if (choice < 3) {
    out.scalar = one_of(kScalars, random);
    return out;
  }
  out.kind = choice == 3 ? 'l' : 'o';
  if (out.kind == 'l') {
    for (std::size_t i = pick(random, 4); i > 0; --i) {
      out.children.emplace_back("", random_value(random, depth - 1, around));
    }
    return out;
  }
  for (char const* name : kNames) {
    if (std::find(around.begin(), around.end(), name) == around.end() && pick(random, 3) > 0) {
      std::vector<std::string> inner = around;
      inner.emplace_back(name);
      out.children.emplace_back(name, random_value(random, depth - 1, inner));
    }
  }
  return out;
}

// Puts something else at the `at`-th value; the names around it are in `around`.
bool change_at(Json& json,
               std::size_t& at,
               std::vector<std::string> const& around,
               bool is_root,
               Random& random) {
  if (at-- == 0) {
    if (json.kind == 'o' && (is_root || pick(random, 2) == 0)) {
      if (!json.children.empty() && pick(random, 2) == 0) {
        json.children.erase(json.children.begin() +
                            static_cast<std::ptrdiff_t>(pick(random, json.children.size())));
        return true;
      }
      std::string const name = one_of(kNames, random);
      std::vector<std::string> inner = around;
      inner.push_back(name);
      bool const known = std::any_of(json.children.begin(),
                                     json.children.end(),
                                     [&](auto const& child) { return child.first == name; });
      if (!known && std::find(around.begin(), around.end(), name) == around.end()) {
        json.children.emplace_back(name, random_value(random, 2, inner));
      }
    } else if (!is_root) {
      json = random_value(random, 2, around);
    }
    return true;
  }
  for (auto& [name, child] : json.children) {
    std::vector<std::string> inner = around;
    if (!name.empty()) {
      inner.push_back(name);
    }
    if (change_at(child, at, inner, false, random)) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::string Json::text() const {
  if (kind == 's') {
    return scalar;
  }
  std::string out(1, kind == 'o' ? '{' : '[');
  for (auto const& [name, child] : children) {
    out += &child == &children.front().second ? "" : ",";
    out += kind == 'o' ? data::json_string(name) + ":" : "";
    out += child.text();
  }
  return out + (kind == 'o' ? '}' : ']');
}

Json Json::of(data::Value value) {
  Json out;
  if (value.kind() != data::Kind::object && value.kind() != data::Kind::list) {
    out.scalar.clear();
    data::append_json(out.scalar, value);
    return out;
  }
  out.kind = value.kind() == data::Kind::object ? 'o' : 'l';
  data::Value child = value.first();
  for (std::size_t i = 0; i < value.size(); ++i, child = child.next()) {
    out.children.emplace_back(child.key(), of(child));
  }
  return out;
}

std::vector<Json*> Json::all() {
  std::vector<Json*> out{this};
  for (auto& entry : children) {
    std::vector<Json*> const inner = entry.second.all();
    out.insert(out.end(), inner.begin(), inner.end());
  }
  return out;
}

bool nests(Json const& data) {
  std::vector<std::string> around;
  auto const visit = [&around](auto const& self, Json const& json) -> bool {
    for (auto const& [name, child] : json.children) {
      if (!name.empty() && std::find(around.begin(), around.end(), name) != around.end()) {
        return true;
      }
      around.push_back(name);
      bool const found = self(self, child);
      around.pop_back();
      if (found) {
        return true;
      }
    }
    return false;
  };
  return visit(visit, data);
}

std::string any_template(Random& random) {
  return random_body(random, 3);
}

std::string sensible_template(Random& random) {
  return SensibleTemplate{random}.body(3);
}

Json any_data(Random& random) {
  Json out;
  out.kind = 'o';
  for (char const* name : kNames) {
    if (pick(random, 4) > 0) {
      out.children.emplace_back(name, random_value(random, 3, {name}));
    }
  }
  return out;
}

void change(Json& data, Random& random) {
  std::size_t at = pick(random, data.all().size());
  change_at(data, at, {}, true, random);
}

}  // namespace thethuc::test

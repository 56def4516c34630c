#include "rules/profile_shape.h"

#include <algorithm>
#include <charconv>
#include <initializer_list>
#include <string>
#include <vector>

#include "rules/components.h"
#include "rules/rule_table.h"

namespace thethuc::rules {

using base::Language;
using base::Words;
using data::Kind;
using data::Value;

namespace {

using Names = std::initializer_list<std::string_view>;

std::string listed(Names names, std::string_view last) {
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    std::string_view const name = names.begin()[i];
    out += i == 0 ? "" : i + 1 == names.size() ? last : std::string_view{", "};
    out += name;
  }
  return out;
}

double number_of(Value value) {
  double out = 0;
  std::from_chars(value.text().data(), value.text().data() + value.text().size(), out);
  return out;
}

class Shape {
 public:
  Shape(data::Document const& document, std::string_view file_name, base::Diagnostics& out)
      : document_(document), out_(out) {
    place_.file = file_name;
  }

  void check() {
    Value const profiles = document_.root().find("profiles");
    if (profiles.kind() != Kind::object || profiles.size() != 1) {
      refuse("profiles", profiles, {"đúng một bộ quy định", "exactly one profile"}, "");
      return;
    }
    Value const profile = profiles.first();
    std::string const at = document_.pointer(profiles);
    page(profile, profile.find("page"));
    if (has(profile, "components", Kind::object, {"các thành phần", "components"})) {
      components(profile.find("components"));
    }
    if (has(profile, "rules", Kind::list, {"danh sách quy tắc", "a list of rules"})) {
      rules(profile.find("rules"));
    }
  }

 private:
  // `owner`: the object that has the value, or should.
  void refuse(std::string_view key, Value found, Words const& expected, std::string pointer) {
    Words words{"đây là " + std::string{data::kind_name(found.kind(), Language::vi)},
                std::string{data::kind_name(found.kind(), Language::en)}};
    if (found.kind() == Kind::missing) {
      words.vi = "không có";
    } else if (found.kind() == Kind::string || found.kind() == Kind::number) {
      words = base::same("\"" + std::string{found.text()} + "\"");
      words.vi = "đây là " + words.vi;
    } else if ((found.kind() == Kind::list || found.kind() == Kind::object) && found.size() != 1) {
      words.vi += " có " + std::to_string(found.size()) + " mục";
      words.en += " of " + std::to_string(found.size()) + " members";
    }
    base::Diagnostic d = base::diagnose(base::Id::profile_value,
                                        place_,
                                        "",
                                        {{"key", std::string{key}},
                                         {"expected.vi", expected.vi},
                                         {"expected.en", expected.en},
                                         {"found.vi", words.vi},
                                         {"found.en", words.en}});
    d.data_pointer = std::move(pointer);
    out_.add(std::move(d));
  }
  void refuse_member(Value owner, std::string_view key, Words const& expected) {
    Value const found = owner.find(key);
    refuse(key, found, expected, document_.pointer(found.node() ? found : owner));
  }

  bool has(Value owner, std::string_view key, Kind kind, Words const& expected) {
    Value const value = owner.find(key);
    if (value.kind() == kind && value.size() > 0) {
      return true;
    }
    refuse_member(owner, key, expected);
    return false;
  }

  void range(Value owner, std::string_view key) {
    Value const value = owner.find(key);
    Value const min = value.find("min");
    Value const max = value.find("max");
    if (value.kind() != Kind::object || min.kind() != Kind::number || max.kind() != Kind::number ||
        number_of(min) > number_of(max)) {
      refuse_member(owner,
                    key,
                    {"{\"min\": số, \"max\": số không nhỏ hơn}",
                     "{\"min\": a number, \"max\": a number not below it}"});
    }
  }

  void one_of(Value owner, std::string_view key, Names names) {
    Value const value = owner.find(key);
    bool const is_known = value.kind() == Kind::string &&
                          std::find(names.begin(), names.end(), value.text()) != names.end();
    if (!value.is_missing() && !is_known) {
      refuse_member(owner, key, {listed(names, " hoặc "), listed(names, " or ")});
    }
  }

  void is_kind(Value owner, std::string_view key, Kind kind) {
    Value const value = owner.find(key);
    if (!value.is_missing() && value.kind() != kind) {
      refuse_member(owner,
                    key,
                    {std::string{data::kind_name(kind, Language::vi)},
                     std::string{data::kind_name(kind, Language::en)}});
    }
  }

  void is_clause(Value owner, std::string_view key) {
    if (owner.find(key).kind() != Kind::null) {
      is_kind(owner, key, Kind::string);
    }
  }

  void page(Value profile, Value page) {
    if (!has(profile, "page", Kind::object, {"quy định về trang", "the page's layout"}) ||
        !has(page, "margins_mm", Kind::object, {"bốn lề trang", "the four margins"})) {
      return;
    }
    for (char const* side : {"top", "bottom", "left", "right"}) {
      range(page.find("margins_mm"), side);
    }
    is_kind(page, "paper", Kind::object);
    is_kind(page, "font", Kind::object);
    is_kind(page.find("font"), "family", Kind::string);
    for (char const* owner : {"paper", "orientation", "font"}) {
      is_clause(page.find(owner), "clause");
    }
    is_clause(page, "text_color_clause");
    one_of(page, "confidence", {"confirmed", "knowledge", "uncertain"});
  }

  void components(Value components) {
    std::vector<std::string> known;
    for (std::size_t i = 0; i < kComponents; ++i) {
      known.emplace_back(component_id(static_cast<Component>(i)));
    }
    Value component = components.first();
    for (std::size_t i = 0; i < components.size(); ++i, component = component.next()) {
      if (!component_from_id(component.key())) {
        unknown({"thành phần", "component"}, component, component.key(), known);
      }
      if (component.kind() != Kind::object) {
        is_kind(components, component.key(), Kind::object);
        continue;
      }
      if (!component.find("size_pt").is_missing()) {
        range(component, "size_pt");
      }
      for (char const* key : {"bold", "italic", "underline", "alignment_mandated"}) {
        is_kind(component, key, Kind::boolean);
      }
      one_of(component, "required", {"always", "conditional", "optional"});
      one_of(component, "case", {"upper", "sentence", "title", "lower_first", "mixed", "as_is"});
      one_of(component, "alignment", {"left", "center", "right", "justify"});
      one_of(component, "confidence", {"confirmed", "knowledge", "uncertain"});
      is_kind(component, "line_below", Kind::object);
      is_clause(component, "clause");
      is_kind(component, "spacing", Kind::object);
    }
  }

  void rules(Value rules) {
    std::vector<std::string> known;
    for (RuleRow const& row : rule_table()) {
      known.emplace_back(row.id);
    }
    Value rule = rules.first();
    for (std::size_t i = 0; i < rules.size(); ++i, rule = rule.next()) {
      Value const id = rule.find("id");
      if (id.kind() != Kind::string) {
        refuse("id",
               id,
               {"tên quy tắc, chẳng hạn SO-01", "a rule, such as SO-01"},
               document_.pointer(rule));
      } else if (std::find(known.begin(), known.end(), id.text()) == known.end()) {
        unknown({"quy tắc", "rule"}, id, id.text(), known);
      }
      is_clause(rule, "clause");
      one_of(rule, "severity", {"error", "warning", "info"});
      one_of(rule, "confidence", {"confirmed", "knowledge", "uncertain"});
    }
  }

  void unknown(Words const& what,
               Value at,
               std::string_view name,
               std::vector<std::string> const& known) {
    base::Diagnostic d =
        base::diagnose(base::Id::profile_name_unknown,
                       place_,
                       "",
                       {{"what.vi", what.vi}, {"what.en", what.en}, {"name", std::string{name}}});
    if (auto nearest = base::nearest_name(std::string{name}, known)) {
      d.args.emplace_back("nearest", *nearest);
    }
    d.data_pointer = document_.pointer(at);
    out_.add(std::move(d));
  }

  data::Document const& document_;
  base::Place place_;
  base::Diagnostics& out_;
};

}  // namespace

void check_profile_shape(data::Document const& document,
                         std::string_view file_name,
                         base::Diagnostics& out) {
  Shape{document, file_name, out}.check();
}

}  // namespace thethuc::rules

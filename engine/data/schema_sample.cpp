// A value that a schema describes, made of the schema: what people get to fill in.

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/text.h"
#include "data/date.h"
#include "data/decimal.h"
#include "data/json_text.h"
#include "data/schema_nodes.h"

namespace thethuc::data {
namespace {

// A sample is for reading: beyond so many values, and below so many levels, only what is required
// is shown.
constexpr std::size_t kMostValues = 10'000;
constexpr std::size_t kMostDepth = 50;

// Reading a text that was made costs, too.
constexpr std::size_t kBytesPerStep = 16;

class Sampler {
 public:
  enum class Extent { all, required };
  Sampler(Schema::Impl const& schema, Extent extent)
      : schema_(schema), extent_(extent), steps_(schema.max_steps) {}

  std::string make() {
    std::string out;
    append(0, out);
    return out;
  }

 private:
  using Nodes = std::vector<SchemaNode const*>;

  SchemaNode const& node(std::uint32_t index) const { return schema_.nodes[index]; }

  // The node and all that apply in its place; of alternatives the first.
  void gather(std::uint32_t index, Nodes& out) const {
    SchemaNode const& n = node(index);
    out.push_back(&n);
    if (n.ref != kNoNode) {
      gather(n.ref, out);
    }
    for (std::uint32_t const part : n.all_of) {
      gather(part, out);
    }
    for (auto const* alternatives : {&n.any_of, &n.one_of}) {
      if (!alternatives->empty()) {
        gather(alternatives->front(), out);
      }
    }
  }

  void append(std::uint32_t index, std::string& out) {
    ++values_;
    Nodes nodes;
    gather(index, nodes);
    if (Value const given = given_value(index, nodes); given.node() != nullptr) {
      append_json(out, given);
      return;
    }
    TypeSet types = kAllTypes;
    bool has_properties = false;
    bool has_items = false;
    for (SchemaNode const* n : nodes) {
      types = static_cast<TypeSet>(types & n->possible_types);
      has_properties = has_properties || !n->properties.empty();
      has_items = has_items || n->item_node(0) != kNoNode;
    }
    bool const only_object = (types & ~kTypeNull) == kTypeObject;
    bool const only_list = (types & ~kTypeNull) == kTypeList;
    open_.push_back(index);
    if ((types & kTypeObject) != 0 && (has_properties || only_object)) {
      append_object(index, nodes, out);
    } else if ((types & kTypeList) != 0 && (has_items || only_list)) {
      append_list(nodes, out);
    } else if ((types & kTypeString) != 0) {
      append_json_string(out, text(nodes));
    } else if ((types & (kTypeNumber | kTypeInteger)) != 0) {
      out += number(nodes, (types & kTypeNumber) == 0);
    } else {
      out += (types & kTypeBoolean) != 0 ? "true" : "null";
    }
    open_.pop_back();
  }

  // What the schema itself gives: the one value allowed, an example, the default, or the first of
  // those allowed. Of examples one that all that apply here allow: those of a shared schema need
  // not have the narrower form that is asked for beside the reference to it, or the other way.
  Value given_value(std::uint32_t index, Nodes const& nodes) {
    for (SchemaNode const* n : nodes) {
      if (n->has_constant) {
        return n->constant;
      }
    }
    Value first;
    for (SchemaNode const* n : nodes) {
      Value example = n->examples.first();
      for (std::size_t i = 0; i < n->examples.size(); ++i, example = example.next()) {
        if (example.kind() == Kind::null) {
          continue;
        }
        if (steps_ == 0 || cost_of(schema_, index, example, steps_) == 0) {
          return example;
        }
        first = first.is_missing() ? example : first;
      }
    }
    if (!first.is_missing()) {
      return first;
    }
    for (SchemaNode const* n : nodes) {
      if (n->fallback.node() != nullptr && n->fallback.kind() != Kind::null) {
        return n->fallback;
      }
    }
    for (SchemaNode const* n : nodes) {
      if (n->allowed.size() > 0) {
        return n->allowed.first();
      }
    }
    return {};
  }

  bool is_spent() const {
    return extent_ == Extent::required || values_ > kMostValues || open_.size() > kMostDepth;
  }
  // Whether the value would hold itself, in itself, without end.
  bool is_open(std::uint32_t index) const {
    Nodes inner;
    gather(index, inner);
    return std::any_of(open_.begin(), open_.end(), [&](std::uint32_t open) {
      return std::find(inner.begin(), inner.end(), &node(open)) != inner.end();
    });
  }

  static bool requires_name(Nodes const& nodes, std::string_view name) {
    return std::any_of(nodes.begin(), nodes.end(), [&](SchemaNode const* n) {
      std::size_t const at = n->find_property(name);
      return at < n->properties.size() && n->properties[at].required;
    });
  }

  // Whether another alternative asks for the name: with it, two would apply where one must.
  bool belongs_to_other(Nodes const& nodes, std::string_view name) const {
    return std::any_of(nodes.begin(), nodes.end(), [&](SchemaNode const* n) {
      return std::any_of(n->one_of.begin(), n->one_of.end(), [&](std::uint32_t branch) {
        Nodes other;
        gather(branch, other);
        return branch != n->one_of.front() && requires_name(other, name);
      });
    });
  }

  struct Member {
    std::string text;  // "name":value
    bool is_required;
    bool is_kept = true;
  };

  void append_object(std::uint32_t index, Nodes const& nodes, std::string& out) {
    std::vector<std::string_view> names;
    std::vector<Member> members;
    for (SchemaNode const* n : nodes) {
      for (SchemaProperty const& p : n->properties) {
        if (std::find(names.begin(), names.end(), p.name) != names.end()) {
          continue;
        }
        names.push_back(p.name);
        std::uint32_t const schema = schema_of(nodes, p.name);
        bool const is_required = requires_name(nodes, p.name);
        if (!is_required &&
            (is_spent() || is_refused(nodes, p.name) || belongs_to_other(nodes, p.name) ||
             (schema != kNoNode && is_open(schema)))) {
          continue;
        }
        Member member{json_string(p.name) + ":", is_required};
        append_or_end(schema, member.text);
        members.push_back(std::move(member));
      }
    }
    drop_what_excludes(index, members);
    out += object_of(members);
  }

  static std::string object_of(std::vector<Member> const& members) {
    std::string out{"{"};
    for (Member const& member : members) {
      if (member.is_kept) {
        out.append(out.size() > 1 ? "," : "").append(member.text);
      }
    }
    return out + "}";
  }

  std::size_t cost(std::uint32_t index, std::vector<Member> const& members) {
    std::string const text = object_of(members);
    steps_ -= std::min<std::uint64_t>(steps_, text.size() / kBytesPerStep);
    base::Diagnostics ignored;
    Document object;
    return object.parse(text, {}, {}, ignored) ? cost_of(schema_, index, object.root(), steps_) : 1;
  }

  // Fields may exclude each other in ways that are not seen through. What the first alternatives
  // require stays; of the others those go, from the last, without which the object is better.
  void drop_what_excludes(std::uint32_t index, std::vector<Member>& members) {
    if (extent_ == Extent::required) {
      return;
    }
    std::size_t least = cost(index, members);
    for (auto member = members.rbegin(); member != members.rend() && least > 0 && steps_ > 0;
         ++member) {
      if (member->is_required) {
        continue;
      }
      member->is_kept = false;
      std::size_t const without = cost(index, members);
      member->is_kept = without >= least;
      least = std::min(least, without);
    }
  }

  // Whether one that applies here forbids the name, as alternatives do that exclude each other.
  bool is_refused(Nodes const& nodes, std::string_view name) const {
    return std::any_of(nodes.begin(), nodes.end(), [&](SchemaNode const* n) {
      std::size_t const at = n->find_property(name);
      return at < n->properties.size() && n->properties[at].node != kNoNode &&
             node(n->properties[at].node).never;
    });
  }

  static std::uint32_t schema_of(Nodes const& nodes, std::string_view name) {
    for (SchemaNode const* n : nodes) {
      std::size_t const at = n->find_property(name);
      if (at < n->properties.size() && n->properties[at].node != kNoNode) {
        return n->properties[at].node;
      }
    }
    return kNoNode;
  }

  void append_or_end(std::uint32_t schema, std::string& out) {
    if (schema == kNoNode) {
      append_json_string(out, kSampleText);
    } else if (open_.size() > 2 * kMostDepth || values_ > 2 * kMostValues) {
      out += "null";  // a schema that requires a value within itself describes none
    } else {
      append(schema, out);
    }
  }

  void append_list(Nodes const& nodes, std::string& out) {
    std::size_t least = 0;
    std::optional<std::size_t> most;
    SchemaNode const* list = nodes.front();  // the one that says what its items are
    for (SchemaNode const* n : nodes) {
      least = std::max(least, n->list_size.least);
      most = n->list_size.most ? n->list_size.most : most;
      list = list->item_node(0) == kNoNode ? n : list;
    }
    std::uint32_t const items = list->item_node(0);
    bool const may_be_empty = is_spent() || most == std::size_t{0} ||
                              (items != kNoNode && (node(items).never || is_open(items)));
    std::size_t const count = std::max(least, std::size_t{may_be_empty ? 0U : 1U});
    out += '[';
    for (std::size_t i = 0; i < count && values_ <= 2 * kMostValues; ++i) {
      out += i > 0 ? "," : "";
      append_or_end(list->item_node(i), out);
    }
    out += ']';
  }

  // A text of a pattern cannot be made up: a schema gives an example of it. Some usual forms are
  // tried.
  std::string text(Nodes const& nodes) {
    static constexpr std::string_view kForms[] = {kSampleText,
                                                  "2021-09-14",
                                                  "1",
                                                  "01",
                                                  "2021",
                                                  "2021-09",
                                                  "A",
                                                  "I",
                                                  "ABC",
                                                  "a",
                                                  "abc",
                                                  "Abc"};
    for (std::string_view const form : kForms) {
      std::string candidate{form};
      for (SchemaNode const* n : nodes) {
        while (base::code_point_count(candidate) < n->text_length.least &&
               candidate.size() < kMostValues) {
          candidate += form;
        }
        if (n->text_length.most) {
          candidate = base::first_code_points(candidate, *n->text_length.most);
        }
      }
      if (std::all_of(nodes.begin(), nodes.end(), [&](SchemaNode const* n) {
            return (!n->is_date || parse_date(candidate)) &&
                   n->text_length.hold(base::code_point_count(candidate)) &&
                   (!n->pattern ||
                    n->pattern->match(candidate, scratch_) == Pattern::Verdict::match);
          })) {
        return candidate;
      }
    }
    return std::string{kSampleText};
  }

  static std::string number(Nodes const& nodes, bool is_whole) {
    std::vector<std::string> candidates{"1", "0"};
    for (SchemaNode const* n : nodes) {
      NumberBounds const& r = n->range;
      for (std::string_view const bound :
           {r.minimum, r.maximum, r.exclusive_minimum, r.exclusive_maximum}) {
        if (!bound.empty()) {
          double const value = std::strtod(std::string{bound}.c_str(), nullptr);
          candidates.emplace_back(bound);
          candidates.push_back(fmt::format("{:.0f}", std::floor(value) + 1));
          candidates.push_back(fmt::format("{:.0f}", std::ceil(value) - 1));
        }
      }
    }
    for (std::string const& candidate : candidates) {
      if ((!is_whole || is_whole_number(candidate)) &&
          std::all_of(nodes.begin(), nodes.end(), [&](SchemaNode const* n) {
            return n->range.hold(candidate);
          })) {
        return candidate;
      }
    }
    return "1";
  }

  Schema::Impl const& schema_;
  Extent extent_;
  std::uint64_t steps_;  // that are left for trying what fits
  MatchScratch scratch_;
  std::vector<std::uint32_t> open_;  // the nodes whose values are being made
  std::size_t values_ = 0;
};

}  // namespace

std::string Schema::sample() const {
  auto const fits = [this](std::string const& json) {
    base::Diagnostics found;
    Document document;
    if (document.parse(json, {}, {}, found)) {
      validate(document, {}, found);
    }
    return found.empty();
  };
  std::string const all = Sampler{*impl_, Sampler::Extent::all}.make();
  if (!fits(all)) {
    // Fields that exclude each other in ways that are not seen through: what is required will do.
    std::string const required = Sampler{*impl_, Sampler::Extent::required}.make();
    if (fits(required)) {
      return pretty_json(required) + "\n";
    }
  }
  return pretty_json(all) + "\n";
}

}  // namespace thethuc::data

// A tag whose name the template's own schema does not know would print nothing for ever: it is an
// error of the template.

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <vector>

#include "compile/uses.h"

namespace thethuc::compile {
namespace {

using data::Kind;
using data::SchemaView;

bool can_be(SchemaView const& view, Kind kind) {
  std::vector<Kind> const types = view.types();
  return types.empty() || std::find(types.begin(), types.end(), kind) != types.end();
}

// A place of which the schema says nothing: anything may be asked for there.
bool says_nothing(std::optional<SchemaView> const& view) {
  return !view ||
         (view->property_names().empty() && view->is_open() && can_be(*view, Kind::object));
}

class SchemaCheck {
 public:
  SchemaCheck(Program const& program, Uses const& uses, base::Diagnostics& out)
      : program_(program), uses_(uses), out_(out) {
    views_.resize(uses.scopes.size());
    views_[0] = program.schema->root();
  }

  void run() {
    // Where sections do not pair, one tag may have opened several scopes.
    std::unordered_multimap<std::uint32_t, std::uint32_t> opened;
    for (std::uint32_t scope = 1; scope < uses_.scopes.size(); ++scope) {
      opened.emplace(uses_.scopes[scope].tag, scope);
    }
    for (Use const& use : uses_.uses) {
      std::optional<Found> const found = resolve(use);
      auto const [first, last] = opened.equal_range(use.tag);
      for (auto scope = first; scope != last; ++scope) {
        views_[scope->second] = found ? inside(*found) : std::nullopt;
      }
    }
    for (SharedUse const& use : uses_.shared) {
      check_shared(program_.shared_tags[use.shared_tag], use.scope);
    }
  }

 private:
  struct Found {
    std::optional<SchemaView> view;  // nullopt: the schema says nothing of it
  };

  // What the tags between a section's tags see as their innermost context.
  static std::optional<SchemaView> inside(Found const& found) {
    if (!found.view) {
      return std::nullopt;
    }
    return can_be(*found.view, Kind::list) && !found.view->types().empty() ? found.view->items()
                                                                           : found.view;
  }

  std::optional<Found> resolve(Use const& use) {
    Path const& path = program_.paths[use.path];
    if (path.root == Path::Root::loop) {
      return Found{};
    }
    if (path.root == Path::Root::item) {
      return Found{views_[use.scope]};
    }
    if (path.segments.empty()) {
      return std::nullopt;  // a name that cannot be read
    }
    for (std::uint32_t scope = use.scope; scope != kNone; scope = uses_.scopes[scope].parent) {
      std::optional<SchemaView> const& view = views_[scope];
      if (says_nothing(view)) {
        return Found{};
      }
      if (std::optional<SchemaView> property = view->property(path.segments[0])) {
        return members(use, path, *property);
      }
    }
    report(use, path.segments[0], [&] {
      std::vector<std::string> candidates;
      for (std::uint32_t scope = use.scope; scope != kNone; scope = uses_.scopes[scope].parent) {
        std::vector<std::string> const names = views_[scope]->property_names();
        candidates.insert(candidates.end(), names.begin(), names.end());
      }
      return candidates;
    });
    return std::nullopt;
  }

  // Whether what a tag outside of the section asks for is in the section's items.
  void check_shared(SharedTag const& shared, std::uint32_t scope) {
    std::string const& name = program_.paths[shared.path].segments[0];
    for (; scope != 0 && scope != kNone; scope = uses_.scopes[scope].parent) {
      if (views_[scope] && views_[scope]->property(name)) {
        out_.add(part_not_repeated(program_, shared));
        return;
      }
    }
  }

  std::optional<Found> members(Use const& use, Path const& path, SchemaView view) {
    for (std::size_t i = 1; i < path.segments.size(); ++i) {
      if (says_nothing(view)) {
        return Found{};
      }
      std::optional<SchemaView> next = view.property(path.segments[i]);
      if (!next) {
        report(use, path.segments[i], [&] { return view.property_names(); });
        return std::nullopt;
      }
      view = *next;
    }
    return Found{view};
  }

  template <typename Candidates>
  void report(Use const& use, std::string const& name, Candidates candidates) {
    if (use.assumed) {
      return;
    }
    if (out_.is_full(base::Id::unknown_field)) {
      out_.add(base::diagnose(base::Id::unknown_field));
      return;
    }
    Tag const& tag = program_.tags[use.tag];
    base::Diagnostic d =
        base::diagnose(base::Id::unknown_field, tag.place, tag.text, {{"name", name}});
    if (std::optional<std::string> const nearest = base::nearest_name(name, candidates())) {
      d.args.emplace_back("nearest", *nearest);
    }
    out_.add(std::move(d));
  }

  Program const& program_;
  Uses const& uses_;
  base::Diagnostics& out_;
  std::vector<std::optional<SchemaView>> views_;
};

}  // namespace

void check_against_schema(Program const& program, Uses const& uses, base::Diagnostics& out) {
  if (program.schema) {
    SchemaCheck{program, uses, out}.run();
  }
}

}  // namespace thethuc::compile

// The tree of fields that a template asks for, read off its tags. A name belongs to the section
// that asks for it, though it may live outside: data is looked up outwards. What a section is, a
// list, an object or a mere condition, cannot be known from the tags alone; it is judged by all
// that is asked of its name.

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "compile/field_nodes.h"
#include "compile/uses.h"

namespace thethuc::compile {
namespace {

using data::Takes;

// Data is not nested deeper (data::Limits), so nothing is asked for further down.
constexpr std::size_t kMostDepth = 200;

// Two are enough but for templates that are made to need more; those get a poorer skeleton.
constexpr int kMostPasses = 10;

// What is known of a section from the tags directly in it.
struct Inside {
  bool asks = false;          // for names or items
  bool loops = false;         // a loop variable is meant to be its
  bool loops_always = false;  // and cannot be another's
  bool prints_item = false;
  bool prints_item_always = false;
  bool prints_itself = false;
  std::optional<Ask> itself;  // {{ten}} in {{#ten}}, always
};

class FieldTree {
 public:
  FieldTree(Program const& program, Uses const& uses)
      : program_(program),
        uses_(uses),
        inside_(uses.scopes.size()),
        nodes_(uses.scopes.size(), &root_),
        always_(uses.scopes.size(), false),
        pushes_text_(uses.scopes.size(), false) {
    always_[0] = true;
  }

  std::vector<Field> build() {
    look_inside();
    for (int pass = 0; pass < kMostPasses && place_all(); ++pass) {
    }
    ask_around();
    // The data need not be an object, where no tag asks for a name in it.
    root_.asks.add(Ask{}, false);
    return fields_of(root_);
  }

 private:
  Path const& path_of(Use const& use) const { return program_.paths[use.path]; }
  Path const& opening_path(std::uint32_t scope) const { return opening_paths_[scope]; }
  bool is_section(Use const& use) const {
    TagKind const kind = program_.tags[use.tag].kind;
    return kind == TagKind::section || kind == TagKind::inverted_section;
  }
  // {{#@first}} pushes nothing: what is asked for inside is asked of the section around it.
  std::uint32_t pushing(std::uint32_t scope) const {
    while (scope != 0 && opening_path(scope).root == Path::Root::loop) {
      scope = uses_.scopes[scope].parent;
    }
    return scope;
  }
  static bool leads_into(Path const& outer, Path const& path) {
    return outer.root == Path::Root::name && path.root == Path::Root::name &&
           outer.segments.size() <= path.segments.size() &&
           std::equal(outer.segments.begin(), outer.segments.end(), path.segments.begin());
  }

  void look_inside() {
    opening_paths_.resize(uses_.scopes.size());
    opens_.resize(uses_.uses.size(), kNone);
    std::uint32_t next_scope = 1;  // scopes stand in the order of the tags that open them
    for (std::size_t i = 0; i < uses_.uses.size(); ++i) {
      Use const& use = uses_.uses[i];
      if (next_scope < uses_.scopes.size() && uses_.scopes[next_scope].tag == use.tag) {
        opens_[i] = next_scope;
        opening_paths_[next_scope++] = path_of(use);
      }
      look_at(use);
    }
    for (Use const& use : uses_.uses) {
      if (path_of(use).root == Path::Root::loop) {
        bind_loop_variable(use);
      }
    }
  }

  void look_at(Use const& use) {
    Path const& path = path_of(use);
    constexpr std::size_t kUsualDepth = 4;
    for (std::size_t i = 1; i < std::min(path.segments.size(), kUsualDepth); ++i) {
      objects_.emplace(path.segments.begin(),
                       path.segments.begin() + static_cast<std::ptrdiff_t>(i));
    }
    Tag const& tag = program_.tags[use.tag];
    bool const prints = !is_section(use);
    bool const always = tag.kind == TagKind::variable && !use.inverted && !use.has_default;
    if (path.root == Path::Root::item) {
      Inside& inside = inside_[pushing(use.scope)];
      inside.asks = true;
      inside.prints_item = inside.prints_item || prints;
      inside.prints_item_always =
          inside.prints_item_always || (always && use.scope == pushing(use.scope));
    } else if (path.root == Path::Root::name) {
      std::uint32_t const scope = pushing(use.scope);
      Inside& inside = inside_[scope];
      bool const itself = scope != 0 && leads_into(opening_path(scope), path);
      inside.asks = inside.asks || !itself;
      inside.prints_itself =
          inside.prints_itself || (itself && prints && form_of(tag).takes != Takes::list);
      if (itself && always && scope == use.scope &&
          path.segments.size() == opening_path(scope).segments.size()) {
        inside.itself = ask_of(form_of(tag).takes, false);
      }
    }
  }

  // A section that is mere condition, or an object, has no loop variables of its own.
  bool may_loop(std::uint32_t scope) const {
    Inside const& inside = inside_[scope];
    return inside.asks && !inside.prints_itself && !objects_.contains(opening_path(scope).segments);
  }

  // Where a loop variable says no name, it is of the innermost section that may be a loop.
  void bind_loop_variable(Use const& use) {
    Path const& path = path_of(use);
    std::uint32_t scope = use.scope;
    if (path.frame != kNone) {
      for (std::uint32_t up = 0; up < path.frame; ++up) {
        scope = uses_.scopes[scope].parent;
      }
    } else {
      std::uint32_t const nearest = pushing(scope);
      scope = nearest;
      while (scope != 0 && !may_loop(scope)) {
        scope = pushing(uses_.scopes[scope].parent);
      }
      scope = scope != 0 ? scope : nearest;
    }
    bool const only_loop =
        path.frame != kNone || scope == 0 || pushing(uses_.scopes[scope].parent) == 0;
    inside_[scope].loops = true;
    inside_[scope].loops_always =
        inside_[scope].loops_always || (only_loop && scope == use.scope && !use.inverted);
  }

  // The innermost scope whose values may have the member. A name is not thought to stand within
  // itself: inside of {{#ky.quyen_han}}, ky is the one around it; but {{muc}} printed in a loop
  // over objects can only be theirs.
  std::uint32_t home(Use const& use) const {
    Path const& path = path_of(use);
    std::uint32_t home = pushing(use.scope);
    for (std::uint32_t scope = use.scope; scope != 0; scope = uses_.scopes[scope].parent) {
      Path const& opening = opening_path(scope);
      bool const same = opening.root == Path::Root::name && opening.segments[0] == path.segments[0];
      bool const of_objects = inside_[scope].loops && !inside_[scope].prints_item;
      bool const in_item =
          of_objects && scope == home && !is_section(use) && opening.segments == path.segments;
      if (same && !in_item) {
        home = pushing(uses_.scopes[scope].parent);
      }
    }
    return home;
  }

  // Puts each name where it is asked for. Whether that section pushes a text, so that the name is
  // to be found around it, may show only later: true when it did, and all has to be done again.
  bool place_all() {
    root_ = Node{};
    for (std::size_t i = 0; i < uses_.uses.size(); ++i) {
      place(uses_.uses[i], opens_[i]);
    }
    bool changed = false;
    for (std::size_t scope = 1; scope < nodes_.size(); ++scope) {
      if (!pushes_text_[scope] && nodes_[scope]->is_text()) {
        pushes_text_[scope] = true;
        changed = true;
      }
    }
    return changed;
  }

  // The scope or the nearest around it whose values may have members.
  std::uint32_t holder(std::uint32_t scope) const {
    while (scope != 0 && (pushes_text_[scope] || nodes_[scope]->is_text())) {
      scope = pushing(uses_.scopes[scope].parent);
    }
    return scope;
  }

  // Where a section's value lacks a name, one around it is taken: what is asked of the one may be
  // asked of the other, and so may all that its section asks for.
  void ask_around() {
    std::vector<std::vector<Node*>> others(nodes_.size());  // of each scope: what it may push
    others[0] = {&root_};
    for (std::size_t i = 0; i < uses_.uses.size(); ++i) {
      Use const& use = uses_.uses[i];
      std::vector<Node*> const found = all_found(use, others, opens_[i]);
      if (opens_[i] != kNone) {
        others[opens_[i]] = found;
      }
    }
  }

  std::vector<Node*> all_found(Use const& use,
                               std::vector<std::vector<Node*>> const& others,
                               std::uint32_t opens) const {
    constexpr std::size_t kMostFound = 100;
    Path const& path = path_of(use);
    std::vector<Node*> found;
    auto const add = [&found](Node* node) {
      if (node && found.size() < kMostFound &&
          std::find(found.begin(), found.end(), node) == found.end()) {
        found.push_back(node);
      }
    };
    std::uint32_t scope = pushing(use.scope);
    if (path.root == Path::Root::item) {
      for (Node* node : others[scope]) {
        Node* const item = scope == 0 ? node : node->item.get();
        if (item) {
          item->asks.add(ask_of_use(use, opens), false);
        }
        add(item);
        add(node);  // an object that {{#.}} opens has the members of both
      }
    }
    while (path.root == Path::Root::name) {
      for (Node* node : others[scope]) {
        for (; node; node = node->item.get()) {
          add(follow(use, *node, opens));
        }
      }
      if (scope == 0) {
        break;
      }
      scope = pushing(uses_.scopes[scope].parent);
    }
    return found;
  }

  // The node that the path leads to from there, asked what the tag asks; null when there is none.
  Node* follow(Use const& use, Node& from, std::uint32_t opens) const {
    std::vector<std::string> const& segments = path_of(use).segments;
    Node* node = &from;
    for (std::size_t i = 0; i < segments.size(); ++i) {
      auto const member = node->index.find(segments[i]);
      if (member == node->index.end()) {
        return nullptr;
      }
      node = member->second;
      bool const is_last = i + 1 == segments.size();
      node->asks.add(is_last ? ask_of_use(use, opens) : ask_of_step(use), false);
    }
    return node;
  }

  void place(Use const& use, std::uint32_t opens) {
    Path const& path = path_of(use);
    Node* node = nullptr;
    bool always = !use.inverted && always_[use.scope];
    if (path.root == Path::Root::item) {
      std::uint32_t const scope = pushing(use.scope);
      node = scope == 0 ? &root_ : &nodes_[scope]->the_item();
      always = always && scope == use.scope;
      if (!always) {
        node->asks.add(Ask{}, false);  // it may be there for the names in it
      }
    } else if (path.root == Path::Root::name) {
      node = place_name(use, always);
    }
    if (node) {
      ask(use, opens, *node, always);
    }
    if (opens != kNone) {
      nodes_[opens] = node ? node : nodes_[use.scope];
      always_[opens] = node && always;
    }
  }

  // Null when no data can be nested so deep.
  Node* place_name(Use const& use, bool& always) {
    Path const& path = path_of(use);
    std::uint32_t const scope = holder(home(use));
    Node* const around = nodes_[scope];
    bool const direct = scope == use.scope;
    always = always && direct;
    bool const prints = !is_section(use) && !use.has_default;
    if (around->depth + path.segments.size() > kMostDepth) {
      return nullptr;
    }
    Node* node = &around->member(path.segments[0]);
    node->around = around;
    node->asked = true;
    node->expected = node->expected || (prints && direct && !use.inverted);
    node->required = node->required || (prints && always && around == &root_);
    for (std::size_t i = 1; i < path.segments.size(); ++i) {
      node->asks.add(ask_of_step(use), always);
      node = &node->member(path.segments[i]);
      node->around = around;
      node->dotted = true;
      node->expected = node->expected || (prints && direct && !use.inverted);
      node->required = node->required || (prints && always);
    }
    return node;
  }

  void ask(Use const& use, std::uint32_t opens, Node& node, bool always) {
    node.asks.add(ask_of_use(use, opens), always);
    if (is_section(use)) {
      node.opened = true;
      node.inverted = node.inverted || opens == kNone;
      node.is_list = node.is_list || (opens != kNone && inside_[opens].loops);
      return;
    }
    Form const form = form_of(program_.tags[use.tag]);
    if (form.takes == Takes::list) {
      ask_of_items(form, node);
    } else {
      node.note_form(form.takes);
      node.printed = true;
    }
  }

  Ask ask_of_use(Use const& use, std::uint32_t opens) const {
    if (is_section(use)) {
      return opens == kNone ? Ask{} : ask_of_section(inside_[opens]);
    }
    Tag const& tag = program_.tags[use.tag];
    return tag.kind == TagKind::rich_variable ? Ask{kText | kObject, use.has_default, false, {}}
                                              : ask_of(form_of(tag).takes, use.has_default);
  }

  // Of what stands before a dot.
  Ask ask_of_step(Use const& use) const {
    return is_section(use) || use.has_default ? Ask{} : Ask{kObject, false, false, {}};
  }

  static Ask ask_of_section(Inside const& inside) {
    Ask ask;
    if (inside.loops_always) {
      ask.kinds &= kList;
    }
    if (inside.prints_item_always) {
      ask.kinds &= kText | kList;
    }
    if (inside.itself && !inside.loops) {
      ask.kinds &= inside.itself->kinds;
      ask.pattern = inside.itself->pattern;
    }
    return ask;
  }

  // Filters of lists look at the items, or at a member of each, and pass over what is empty there.
  static void ask_of_items(Form const& form, Node& list) {
    list.is_list = true;
    if (form.items == Takes::anything || list.depth + form.member.size() >= kMostDepth) {
      return;
    }
    if (form.member.empty()) {
      list.the_item().asks.add(Ask{}, false);
      list.item->note_form(form.items);
      list.item->printed = true;
      return;
    }
    Node* node = &list;
    for (std::string const& name : form.member) {
      bool const is_first = node == &list;
      node = &node->member(name);
      node->around = &list;
      node->dotted = node->dotted || !is_first;
    }
    node->asks.add(Ask{}, false);
    node->note_form(form.items);
  }

  Program const& program_;
  Uses const& uses_;
  Node root_;
  std::vector<Inside> inside_;                  // of each scope
  std::set<std::vector<std::string>> objects_;  // paths that a dot follows somewhere
  std::vector<Path> opening_paths_;             // of each scope
  std::vector<std::uint32_t> opens_;            // of each use: the scope, or kNone
  std::vector<Node*> nodes_;                    // of each scope: whose value, or items, it pushes
  std::vector<bool> always_;       // of each scope: run for each value that its node has
  std::vector<bool> pushes_text_;  // of each scope, as far as is known
};

}  // namespace

void infer_fields(Program& program, Uses const& uses) {
  for (Use const& use : uses.uses) {
    Path const& path = program.paths[use.path];
    if (path.root == Path::Root::name) {
      program.known_names.insert(path.segments.begin(), path.segments.end());
    }
    std::vector<std::string> const member = form_of(program.tags[use.tag]).member;
    program.known_names.insert(member.begin(), member.end());
  }
  program.fields = FieldTree{program, uses}.build();
}

}  // namespace thethuc::compile

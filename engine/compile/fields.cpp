// The tree of fields that a template asks for, read off its tags. A section may be a loop, an
// object or a mere condition; which of them cannot be known from the tags alone, so it is judged by
// how its name and the names inside it are used.

#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "compile/uses.h"

namespace thethuc::compile {
namespace {

struct Node {
  std::string name;
  bool as_text = false;
  bool as_section = false;
  bool loops = false;  // {{.}}, {{@number}} … are used inside
  bool required =
      false;  // a text that is printed without a default, outside of a condition on itself
  std::vector<std::unique_ptr<Node>> children;
  std::unordered_map<std::string, Node*> index;  // the same by name

  Node& child(std::string const& child_name) {
    Node*& known = index[child_name];
    if (!known) {
      children.push_back(std::make_unique<Node>());
      known = children.back().get();
      known->name = child_name;
    }
    return *known;
  }
  bool has(std::string const& child_name) const { return index.contains(child_name); }
};

class FieldTree {
 public:
  FieldTree(Program const& program, Uses const& uses)
      : program_(program), uses_(uses), scope_nodes_(uses.scopes.size(), nullptr) {
    scope_nodes_[0] = &root_;
    names_in_scope_.resize(uses.scopes.size());
    for (Use const& use : uses.uses) {
      Path const& path = program.paths[use.path];
      if (path.root == Path::Root::name) {
        names_in_scope_[use.scope].insert(path.segments[0]);
      } else {
        items_in_scope_.insert(use.scope);
      }
    }
  }

  std::vector<Field> build() {
    std::uint32_t next_scope = 1;
    for (Use const& use : uses_.uses) {
      Node* const node = place(use);
      bool const opens =
          next_scope < uses_.scopes.size() && uses_.scopes[next_scope].tag == use.tag;
      if (opens) {
        scope_nodes_[next_scope] = scope_node(use, node, next_scope);
        ++next_scope;
      }
    }
    return fields_of(root_);
  }

 private:
  Node* place(Use const& use) {
    Path const& path = program_.paths[use.path];
    bool const section = program_.tags[use.tag].kind != TagKind::variable;
    if (path.root != Path::Root::name) {
      return nullptr;
    }
    Node* node = &home(use.scope, path.segments[0])->child(path.segments[0]);
    for (std::size_t i = 1; i < path.segments.size(); ++i) {
      node = &node->child(path.segments[i]);
    }
    (section ? node->as_section : node->as_text) = true;
    node->required = node->required || (!section && !use.has_default && !guarded(use, path));
    return node;
  }

  // The node whose member the name is: the innermost scope, unless an outer one is known to have
  // it.
  Node* home(std::uint32_t scope, std::string const& name) {
    Node* const inner = scope_nodes_[scope];
    if (inner->has(name)) {
      return inner;
    }
    for (std::uint32_t up = uses_.scopes[scope].parent; up != kNone; up = uses_.scopes[up].parent) {
      if (names_in_scope_[up].contains(name)) {
        return scope_nodes_[up];
      }
    }
    return inner;
  }

  // Printed inside a section of its own name: not asked for when it is missing.
  bool guarded(Use const& use, Path const& path) const {
    for (std::uint32_t scope = use.scope; uses_.scopes[scope].tag != kNone;
         scope = uses_.scopes[scope].parent) {
      if (program_.tags[uses_.scopes[scope].tag].name == path.text) {
        return true;
      }
    }
    return false;
  }

  Node* scope_node(Use const& use, Node* node, std::uint32_t scope) {
    Node* const outer = scope_nodes_[use.scope];
    if (!node) {
      return outer;  // {{#@first}}, {{#.}}
    }
    std::set<std::string> const& inside = names_in_scope_[scope];
    bool const item_used = items_in_scope_.contains(scope);
    node->loops = node->loops || item_used;
    bool const prints_itself = inside.contains(node->name);
    bool const all_known = std::all_of(inside.begin(), inside.end(), [&](std::string const& name) {
      for (std::uint32_t up = use.scope; up != kNone; up = uses_.scopes[up].parent) {
        if (names_in_scope_[up].contains(name)) {
          return true;
        }
      }
      return false;
    });
    return !item_used && (prints_itself || all_known) && node->children.empty() ? outer : node;
  }

  std::vector<Field> fields_of(Node const& node) const {
    std::vector<Field> out;
    for (auto const& child : node.children) {
      Field field;
      field.name = child->name;
      field.children = fields_of(*child);
      if (child->as_text) {
        field.type = FieldType::text;
        field.children.clear();
      } else if (child->as_section && (!field.children.empty() || child->loops)) {
        field.type = FieldType::list;
      } else if (child->as_section) {
        field.type = FieldType::condition;
      } else {
        field.type = FieldType::object;
      }
      field.optional = child->as_text ? !child->required : field.type != FieldType::object;
      out.push_back(std::move(field));
    }
    return out;
  }

  Program const& program_;
  Uses const& uses_;
  Node root_;
  std::vector<Node*> scope_nodes_;
  std::vector<std::set<std::string>> names_in_scope_;
  std::set<std::uint32_t> items_in_scope_;
};

}  // namespace

void infer_fields(Program& program, Uses const& uses) {
  for (Use const& use : uses.uses) {
    Path const& path = program.paths[use.path];
    if (path.root == Path::Root::name) {
      program.known_names.insert(path.segments.begin(), path.segments.end());
    }
  }
  program.fields = FieldTree{program, uses}.build();
}

}  // namespace thethuc::compile

#include "opc/namespaces.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <set>
#include <vector>

namespace thethuc::opc {

namespace {

constexpr std::string_view kXmlns = "xmlns";
// Attributes whose values are lists of prefixes, or of prefixed names (ECMA-376 Part 3, 7).
constexpr std::array<std::string_view, 5> kPrefixLists = {"mc:Ignorable",
                                                          "mc:MustUnderstand",
                                                          "mc:ProcessContent",
                                                          "mc:PreserveElements",
                                                          "mc:PreserveAttributes"};

// The prefix that a declaration binds: "" for "xmlns"; nullopt for any other attribute.
std::optional<std::string_view> declared_prefix(std::string_view attribute_name) {
  if (!attribute_name.starts_with(kXmlns)) {
    return std::nullopt;
  }
  attribute_name.remove_prefix(kXmlns.size());
  if (attribute_name.empty()) {
    return attribute_name;
  }
  return attribute_name.front() == ':' ? std::optional{attribute_name.substr(1)} : std::nullopt;
}

std::string declaration(std::string_view prefix) {
  std::string name{kXmlns};
  return prefix.empty() ? name : name.append(":").append(prefix);
}

struct QName {
  std::string_view prefix;
  std::string_view local;
};

QName split(std::string_view name) {
  std::size_t const colon = name.find(':');
  return colon == std::string_view::npos ? QName{{}, name}
                                         : QName{name.substr(0, colon), name.substr(colon + 1)};
}

std::string join(std::string_view prefix, std::string_view local) {
  std::string name{prefix};
  if (!prefix.empty()) {
    name.push_back(':');
  }
  return name.append(local);
}

class Normaliser {
 public:
  explicit Normaliser(pugi::xml_node root) : root_(root) {
    note_declarations(root);
    find_home();
  }

  void run() {
    rename(root_);
    for (auto known = known_.rbegin(); known != known_.rend(); ++known) {
      root_.prepend_attribute(declaration(known->prefix).c_str()).set_value(known->uri.c_str());
    }
    if (was_strict_) {
      root_.remove_attribute("w:conformance");
    }
  }

 private:
  struct Binding {
    std::string prefix;  // as written
    std::string uri;     // transitional
    std::string target;  // the prefix from now on
  };

  void note_declarations(pugi::xml_node element) {
    for (pugi::xml_attribute const attribute : element.attributes()) {
      if (auto const prefix = declared_prefix(attribute.name())) {
        written_.emplace(*prefix);
        if (prefix->empty()) {
          default_uris_.insert(transitional(attribute.value()));
        }
      }
    }
    for (pugi::xml_node const child : element.children()) {
      if (child.type() == pugi::node_element) {
        note_declarations(child);
      }
    }
  }

  // Namespaces without a usual prefix (relationships, content types …) are written as the default
  // one, where they are the root's and nothing else claims the default.
  void find_home() {
    std::string const name = declaration(split(root_.name()).prefix);
    std::string const uri = transitional(root_.attribute(name.c_str()).value());
    auto const usual = usual_prefix(uri);
    std::size_t const others = default_uris_.size() - default_uris_.count(uri);
    if (usual && usual->empty() && others == 0) {
      home_ = uri;
    }
  }

  std::string target_prefix(std::string const& prefix, std::string const& uri) {
    auto const usual = usual_prefix(uri);
    if (usual && (!usual->empty() || uri == home_)) {
      return std::string{*usual};
    }
    if (!is_usual_prefix(prefix)) {
      return prefix;
    }
    // An unknown namespace under the prefix of a known one.
    std::string fresh = prefix + "_1";
    for (int i = 2; written_.count(fresh) > 0; ++i) {
      fresh = prefix + "_" + std::to_string(i);
    }
    return fresh;
  }

  Binding const* binding(std::string_view prefix) const {
    auto const found = std::find_if(
        scope_.rbegin(), scope_.rend(), [prefix](Binding const& b) { return b.prefix == prefix; });
    return found == scope_.rend() ? nullptr : &*found;
  }

  std::string renamed(std::string_view prefix) const {
    Binding const* const bound = binding(prefix);
    return bound ? bound->target : std::string{prefix};
  }

  std::string renamed_name(std::string_view name) const {
    QName const parts = split(name);
    return join(renamed(parts.prefix), parts.local);
  }

  // "w14 wp14" or "w14:a wp14:*".
  std::string renamed_list(std::string_view list) const {
    std::string out;
    for (std::size_t pos = 0; pos < list.size();) {
      std::size_t const begin = list.find_first_not_of(" \t\r\n", pos);
      if (begin == std::string_view::npos) {
        break;
      }
      std::size_t const end = std::min(list.find_first_of(" \t\r\n", begin), list.size());
      std::string_view const item = list.substr(begin, end - begin);
      std::size_t const colon = std::min(item.find(':'), item.size());
      out.append(out.empty() ? "" : " ").append(renamed(item.substr(0, colon)));
      out.append(item.substr(colon));
      pos = end;
    }
    return out;
  }

  void enter(pugi::xml_node element) {
    for (pugi::xml_attribute attribute = element.first_attribute(); attribute;) {
      pugi::xml_attribute const next = attribute.next_attribute();
      if (auto const written = declared_prefix(attribute.name())) {
        std::string const prefix{*written};
        was_strict_ = was_strict_ || is_strict(attribute.value());
        Binding bound{prefix, transitional(attribute.value()), {}};
        bound.target = target_prefix(bound.prefix, bound.uri);
        auto const usual = usual_prefix(bound.uri);
        if (usual && *usual == bound.target && (!usual->empty() || bound.uri == home_)) {
          remember(bound);
          element.remove_attribute(attribute);
        } else {
          attribute.set_name(declaration(bound.target).c_str());
          attribute.set_value(bound.uri.c_str());
        }
        scope_.push_back(std::move(bound));
      }
      attribute = next;
    }
  }

  void remember(Binding const& bound) {
    bool const is_new = std::none_of(
        known_.begin(), known_.end(), [&](Known const& known) { return known.uri == bound.uri; });
    if (is_new) {
      known_.push_back(Known{bound.target, bound.uri});
    }
  }

  void rename_attribute(pugi::xml_node element, pugi::xml_attribute attribute) {
    std::string_view const written = attribute.name();
    if (declared_prefix(written)) {
      return;
    }
    if (written.find(':') != std::string_view::npos) {  // without prefix: in no namespace
      std::string const name = renamed_name(written);
      if (name != written) {
        attribute.set_name(name.c_str());
      }
    }
    std::string_view const name = attribute.name();
    bool const is_list =
        std::find(kPrefixLists.begin(), kPrefixLists.end(), name) != kPrefixLists.end() ||
        (name == "Requires" && std::strcmp(element.name(), "mc:Choice") == 0);
    if (is_list) {
      attribute.set_value(renamed_list(attribute.value()).c_str());
    } else if (name == "xsi:type") {
      attribute.set_value(renamed_name(attribute.value()).c_str());
    } else if (is_strict(attribute.value())) {  // a:graphicData says its kind by its namespace
      attribute.set_value(transitional(attribute.value()).c_str());
    }
  }

  void rename(pugi::xml_node element) {
    std::size_t const outer = scope_.size();
    enter(element);
    std::string const name = renamed_name(element.name());
    if (name != element.name()) {
      element.set_name(name.c_str());
    }
    for (pugi::xml_attribute const attribute : element.attributes()) {
      rename_attribute(element, attribute);
    }
    for (pugi::xml_node const child : element.children()) {
      if (child.type() == pugi::node_element) {
        rename(child);
      }
    }
    scope_.resize(outer);
  }

  struct Known {
    std::string prefix;
    std::string uri;
  };
  pugi::xml_node root_;
  std::set<std::string, std::less<>> written_;       // prefixes declared anywhere
  std::set<std::string, std::less<>> default_uris_;  // URIs declared as default namespace
  std::string home_;
  std::vector<Binding> scope_;
  std::vector<Known> known_;  // to be declared at the root, in the order of first declaration
  bool was_strict_ = false;
};

}  // namespace

void normalise_namespaces(pugi::xml_document& document) {
  Normaliser{document.document_element()}.run();
}

}  // namespace thethuc::opc

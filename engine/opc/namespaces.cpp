#include "opc/namespaces.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <set>
#include <vector>

namespace thethuc::opc {

namespace {

constexpr std::string_view kXmlns = "xmlns";
constexpr char kMoved[] = "";  // the name of a declaration that goes to the root
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
    std::string& fresh = fresh_[prefix + " " + uri];
    while (fresh.empty() || written_.count(fresh) > 0) {
      fresh = prefix + "_" + std::to_string(++numbers_[prefix]);
    }
    return fresh;
  }

  std::string renamed(std::string_view prefix) const {
    auto const bound = targets_.find(prefix);
    return bound == targets_.end() ? std::string{prefix} : bound->second.back();
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

  // Binds what the element declares. Returns the written prefixes, to be unbound at its end.
  std::vector<std::string> enter(pugi::xml_node element) {
    std::vector<std::string> prefixes;
    for (pugi::xml_attribute attribute : element.attributes()) {
      auto const written = declared_prefix(attribute.name());
      if (!written) {
        continue;
      }
      was_strict_ = was_strict_ || is_strict(attribute.value());
      prefixes.emplace_back(*written);
      std::string const uri = transitional(attribute.value());
      std::string target = target_prefix(prefixes.back(), uri);
      auto const usual = usual_prefix(uri);
      if (usual && *usual == target && (!usual->empty() || uri == home_)) {
        remember(target, uri);
        attribute.set_name(kMoved);
      } else {
        attribute.set_name(declaration(target).c_str());
        attribute.set_value(uri.c_str());
      }
      targets_[prefixes.back()].push_back(std::move(target));
    }
    remove_moved(element);
    return prefixes;
  }

  void leave(std::vector<std::string> const& prefixes) {
    for (std::string const& prefix : prefixes) {
      auto const bound = targets_.find(prefix);
      bound->second.pop_back();
      if (bound->second.empty()) {
        targets_.erase(bound);
      }
    }
  }

  // All in one go: remove_attribute searches the attribute from the first one on.
  static void remove_moved(pugi::xml_node element) {
    std::vector<std::pair<std::string, std::string>> kept;
    bool has_moved = false;
    for (pugi::xml_attribute const attribute : element.attributes()) {
      if (std::strcmp(attribute.name(), kMoved) == 0) {
        has_moved = true;
      } else {
        kept.emplace_back(attribute.name(), attribute.value());
      }
    }
    if (has_moved) {
      element.remove_attributes();
      for (auto const& [name, value] : kept) {
        element.append_attribute(name.c_str()).set_value(value.c_str());
      }
    }
  }

  void remember(std::string const& prefix, std::string const& uri) {
    bool const is_new = std::none_of(
        known_.begin(), known_.end(), [&](Known const& known) { return known.uri == uri; });
    if (is_new) {
      known_.push_back(Known{prefix, uri});
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
    std::vector<std::string> const prefixes = enter(element);
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
    leave(prefixes);
  }

  struct Known {
    std::string prefix;
    std::string uri;
  };
  pugi::xml_node root_;
  std::set<std::string, std::less<>> written_;       // prefixes declared anywhere
  std::set<std::string, std::less<>> default_uris_;  // URIs declared as default namespace
  std::string home_;
  std::map<std::string, std::vector<std::string>, std::less<>>
      targets_;  // written -> usual, innermost last
  std::map<std::string, std::string>
      fresh_;                           // "prefix URI" of an unknown namespace that has to give way
  std::map<std::string, int> numbers_;  // the last number given to that prefix
  std::vector<Known> known_;  // to be declared at the root, in the order of first declaration
  bool was_strict_ = false;
};

}  // namespace

void normalise_namespaces(pugi::xml_document& document) {
  Normaliser{document.document_element()}.run();
}

}  // namespace thethuc::opc

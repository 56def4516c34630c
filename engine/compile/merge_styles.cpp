#include "compile/merge_styles.h"

#include <utility>

#include "base/text.h"
#include "wml/names.h"

namespace thethuc::compile {
namespace {

namespace w = wml::w;

constexpr char kName[] = "w:name";

// 17.7.4.17: without w:type it is a style of paragraphs.
std::string_view type_of(pugi::xml_node style) {
  return style.attribute(w::type).as_string("paragraph");
}

std::string_view name_of(pugi::xml_node style) {
  pugi::xml_node const name = style.child(kName);
  return name ? name.attribute(w::val).value() : style.attribute(w::styleId).value();
}

std::string key(std::string_view type, std::string_view rest) {
  return std::string{type} + " " + std::string{rest};
}

// The text, or the text with a number behind it, that is not used yet; used from now on.
std::string claim(std::unordered_set<std::string>& used,
                  std::string_view text,
                  std::string_view before_number) {
  std::string out{text};
  for (int i = 2; !used.insert(base::to_lower(out)).second; ++i) {
    out = std::string{text} + std::string{before_number} + std::to_string(i);
  }
  return out;
}

bool is_default(pugi::xml_node style) {
  std::string_view const value = style.attribute(w::default_).value();
  return value == "1" || value == "true" || value == "on";
}

}  // namespace

void HostStyles::load() {
  if (!std::exchange(loaded_, true)) {
    for (pugi::xml_node style : host_.root(SharedPart::styles).children(w::style)) {
      used_ids_.insert(base::to_lower(style.attribute(w::styleId).value()));
      used_names_.insert(base::to_lower(name_of(style)));
      if (is_default(style)) {
        defaults_.emplace(type_of(style), style.attribute(w::styleId).value());
      }
      remember(style);
    }
  }
}

void HostStyles::remember(pugi::xml_node style) {
  ids_.emplace(key(type_of(style), base::to_lower(name_of(style))),
               style.attribute(w::styleId).value());
}

std::string const* HostStyles::find(std::string_view type, std::string_view name) {
  load();
  auto const found = ids_.find(key(type, base::to_lower(name)));
  return found == ids_.end() ? nullptr : &found->second;
}

std::string const* HostStyles::find_same(std::string_view type, std::string const& signature) {
  auto const found = same_.find(key(type, signature));
  return found == same_.end() ? nullptr : &found->second;
}

std::string HostStyles::default_id(std::string_view type) {
  load();
  auto const found = defaults_.find(std::string{type});
  return found == defaults_.end() ? std::string{} : found->second;
}

pugi::xml_node HostStyles::add(pugi::xml_node style) {
  pugi::xml_node copy = add_copy(style);
  copy.remove_attribute(w::default_);
  return copy;
}

pugi::xml_node HostStyles::add_as_it_is(pugi::xml_node style, std::string const& signature) {
  pugi::xml_node copy = add_copy(style);
  char const* const id = copy.attribute(w::styleId).value();
  if (!is_default(copy) || !defaults_.emplace(type_of(copy), id).second) {
    copy.remove_attribute(w::default_);
  }
  same_.emplace(key(type_of(copy), signature), id);
  return copy;
}

pugi::xml_node HostStyles::add_copy(pugi::xml_node style) {
  load();
  pugi::xml_node copy = host_.root_to_change(SharedPart::styles).append_copy(style);
  adopt_namespaces(style.parent(), copy);
  copy.attribute(w::styleId)
      .set_value(claim(used_ids_, style.attribute(w::styleId).value(), "").c_str());
  if (pugi::xml_node const name = copy.child(kName)) {
    // The name may be taken by a style of another type.
    name.attribute(w::val).set_value(claim(used_names_, name_of(style), " ").c_str());
  }
  remember(copy);
  return copy;
}

GuestStyles::GuestStyles(HostStyles& host,
                         pugi::xml_node root,
                         SameStyle same,
                         pugi::xml_node numbering)
    : host_(host), same_(same), signatures_(root, numbering) {
  for (pugi::xml_node style : root.children(w::style)) {
    if (!style.attribute(w::styleId)) {
      continue;  // nothing can be of it
    }
    if (styles_.emplace(key(type_of(style), style.attribute(w::styleId).value()), style).second) {
      in_order_.emplace_back(type_of(style), style.attribute(w::styleId).value());
    }
    if (is_default(style)) {
      default_ids_.emplace(type_of(style), style.attribute(w::styleId).value());
    }
  }
}

GuestStyles::Mapped const& GuestStyles::mapped(std::string_view type, std::string_view id) {
  auto const [entry, is_new] = mapped_.try_emplace(key(type, id));
  auto const style = styles_.find(entry->first);
  if (!is_new || style == styles_.end()) {
    return entry->second;
  }
  return entry->second = own(type, style->second);
}

GuestStyles::Mapped GuestStyles::own(std::string_view type, pugi::xml_node style) {
  bool const by_name = same_ == SameStyle::name;
  std::string const signature = by_name ? std::string{} : signatures_.of(style);
  std::string const* const own =
      by_name ? host_.find(type, name_of(style)) : host_.find_same(type, signature);
  if (own) {
    return {*own, false};
  }
  pugi::xml_node const copy = by_name ? host_.add(style) : host_.add_as_it_is(style, signature);
  if (!copy) {
    return {};
  }
  added_.push_back(copy);
  return {copy.attribute(w::styleId).value(), true};
}

void GuestStyles::map_all() {
  for (auto const& style : in_order_) {
    mapped(style.first, style.second);
  }
}

std::string GuestStyles::map(std::string_view type, std::string_view id) {
  return mapped(type, id).id;
}

bool GuestStyles::is_added(std::string_view type, std::string_view id) {
  return mapped(type, id).added;
}

std::string const& GuestStyles::default_to_name(std::string_view type) {
  auto const [entry, is_new] = defaults_to_name_.try_emplace(std::string{type});
  if (auto const id = default_ids_.find(entry->first); is_new && id != default_ids_.end()) {
    std::string own = map(type, id->second);
    if (own != host_.default_id(type)) {
      entry->second = std::move(own);
    }
  }
  return entry->second;
}

std::vector<pugi::xml_node> GuestStyles::take_added() {
  return std::exchange(added_, {});
}

}  // namespace thethuc::compile

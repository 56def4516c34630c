// Styles, lists, settings and fonts of the documents that are joined.

#include <algorithm>
#include <functional>

#include "bulk/merge_defaults.h"
#include "bulk/merge_guest.h"
#include "opc/xml.h"
#include "wml/names.h"
#include "wml/own_numbering.h"

namespace thethuc::bulk {
namespace {

namespace w = wml::w;
using compile::SharedPart;
using wml::is;

constexpr SharedPart kParts[] = {
    SharedPart::styles, SharedPart::numbering, SharedPart::settings, SharedPart::theme};

std::string digest(std::string_view text) {
  return std::to_string(text.size()) + "." + std::to_string(std::hash<std::string_view>{}(text));
}

// The part with its relationships and what they lead to: pictures for bullets, embedded fonts.
void append_key(std::string& key, opc::Package const& guest, std::string const& part_name) {
  opc::Part const* const part = guest.find(part_name);
  key.append(part_name).append(" ").append(part ? digest(part->bytes) : "");
  for (opc::Relationship const& relationship : guest.relationships(part_name).all()) {
    key.append(" ").append(relationship.id).append(" ").append(relationship.target);
    opc::Part const* const target =
        relationship.is_external ? nullptr
                                 : guest.find(opc::Package::target_part(part_name, relationship));
    key.append(target ? digest(target->bytes) : "");
  }
  key.append("\n");
}

std::unique_ptr<pugi::xml_document> parsed(opc::Package const& package,
                                           std::string const& part_name,
                                           opc::Limits const& limits) {
  opc::Part const* const part = package.find(part_name);
  base::Diagnostics ignored;  // the package was read: its parts are sound
  return part ? opc::parse_xml(part->bytes, {}, part->name, limits, ignored) : nullptr;
}

std::string bytes_of_part(opc::Package const& package, std::string const& part_name) {
  opc::Part const* const part = package.find(part_name);
  return part ? part->bytes : std::string{};
}

std::string theme_of(opc::Package const& package) {
  return bytes_of_part(package, compile::shared_part_name(package, SharedPart::theme));
}

bool has_numbered_style(pugi::xml_node styles) {
  for (pugi::xml_node const style : styles.children(w::style)) {
    if (style.child(w::pPr).child("w:numPr")) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::string Definitions::key_of(opc::Package const& guest) {
  std::string key;
  for (SharedPart const which : kParts) {
    append_key(key, guest, compile::shared_part_name(guest, which));
  }
  append_key(key, guest, part_of_kind(guest, "fontTable"));
  return key;
}

Definitions::Definitions(compile::MergeTarget& target,
                         opc::Package const& guest,
                         std::size_t number)
    : number_(number), numbering_part_(compile::shared_part_name(guest, SharedPart::numbering)) {
  compile::MergeHost& host = target.host;
  bool const is_first = number == 0;
  auto const read = [&](SharedPart which) {
    return parsed(guest, compile::shared_part_name(guest, which), host.limits());
  };
  styles_document_ = read(SharedPart::styles);
  numbering_document_ = read(SharedPart::numbering);
  settings_document_ = read(SharedPart::settings);
  has_even_pages_ = is_on(settings(), "w:evenAndOddHeaders");
  if (!is_first) {
    differences_ = differing_settings(settings(), host.root(SharedPart::settings));
    if (!styles_document_) {
      styles_document_ = std::make_unique<pugi::xml_document>();
      styles_document_->append_child("w:styles");
    }
    for (std::string& property :
         fold_defaults(root_of(styles_document_), host.root(SharedPart::styles))) {
      differences_.push_back("w:docDefaults " + property);
    }
    if (theme_of(guest) != theme_of(host.package())) {
      differences_.emplace_back("a:theme");
    }
    bring_fonts(target, guest);
  }
  styles_.emplace(target.styles,
                  root_of(styles_document_),
                  compile::SameStyle::definition,
                  root_of(numbering_document_));
  numbering_.emplace(target.numbering, root_of(numbering_document_), true);
  if (is_first) {
    styles_->map_all();
  }
  if (numbering_document_ && has_numbered_style(root_of(styles_document_))) {
    effective_ = std::make_unique<wml::Styles>(read(SharedPart::styles));
    lists_ = std::make_unique<wml::Numbering>(root_of(numbering_document_));
  }
}

// Fonts that the joined document does not name yet, with those that are embedded.
void Definitions::bring_fonts(compile::MergeTarget& target, opc::Package const& guest) {
  opc::Package& host = target.host.package();
  std::string const host_part = part_of_kind(host, "fontTable");
  std::string const guest_part = part_of_kind(guest, "fontTable");
  if (host_part.empty() || host.find(host_part)->bytes == bytes_of_part(guest, guest_part)) {
    return;
  }
  auto const own = parsed(host, host_part, target.host.limits());
  auto const theirs = parsed(guest, guest_part, target.host.limits());
  if (!own || !theirs) {
    return;
  }
  compile::GuestParts parts{target.host, target.parts, guest};
  bool changed = false;
  for (pugi::xml_node const font : theirs->document_element().children("w:font")) {
    char const* const name = font.attribute("w:name").value();
    if (own->document_element().find_child_by_attribute("w:font", "w:name", name)) {
      continue;
    }
    pugi::xml_node copy = own->document_element().append_copy(font);
    compile::adopt_namespaces(font.parent(), copy);
    for (pugi::xml_node embedded : copy.children()) {
      if (pugi::xml_attribute id = embedded.attribute("r:id")) {
        auto const mapped = parts.relationship(guest_part, id.value(), host_part);
        id.set_value(mapped ? mapped->c_str() : "");
      }
    }
    changed = true;
  }
  if (changed) {
    host.find(host_part)->bytes = opc::to_xml(*own);
  }
}

void Definitions::own_lists_of_styles(pugi::xml_node tree, bool is_first) {
  if (!effective_) {
    return;
  }
  if (is(tree, w::p)) {
    wml::NumberingUse const use = effective_->numbering(tree);
    if (use.from_style && use.is_numbered() && lists_->has(use.num_id)) {
      if (is_first) {
        numbering_->map(use.num_id);
      } else {
        wml::own_numbering(tree, use, *effective_);
      }
    }
  }
  for (pugi::xml_node const child : tree.children()) {
    if (child.first_child() || is(child, w::p)) {
      own_lists_of_styles(child, is_first);
    }
  }
}

}  // namespace thethuc::bulk

#include "compile/merge_parts.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "opc/xml.h"

namespace thethuc::compile {
namespace {

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.' || c == '/';
}

std::size_t hash_of(opc::Part const& part) {
  std::hash<std::string> const hash;
  return hash(part.bytes) ^ (hash(part.content_type) * 31);
}

// A relationship to a place within its own part.
bool is_within(opc::Relationship const& relationship) {
  return relationship.target.empty() || relationship.target.front() == '#';
}

}  // namespace

std::string relative_target(std::string_view source, std::string_view target) {
  std::size_t common = 0;  // up to the last folder that both are in
  for (std::size_t i = 0; i < std::min(source.size(), target.size()) && source[i] == target[i];
       ++i) {
    common = source[i] == '/' ? i + 1 : common;
  }
  std::string out;
  for (char c : source.substr(common)) {
    out += c == '/' ? "../" : "";
  }
  return out.append(target.substr(common));
}

std::string HostParts::fresh_name(std::string_view wanted) {
  opc::Package& package = host_.package();
  std::string name{wanted};
  if (!std::all_of(name.begin(), name.end(), is_plain)) {
    // Targets of relationships are percent-encoded and names of parts may be: a plain name needs
    // neither.
    std::string const extension = name.substr(std::min(name.rfind('.'), name.size()));
    bool const plain = std::all_of(extension.begin(), extension.end(), is_plain) &&
                       extension.find('/') == std::string::npos;
    name = "/word/media/part";
    name.append(plain ? extension : std::string{});
  }
  std::size_t const dot = name.rfind('.');
  std::size_t const slash = name.rfind('/');
  std::size_t const end = dot == std::string::npos || dot < slash ? name.size() : dot;
  std::string const extension = name.substr(end);
  std::string const stem = name.substr(0, name.find_last_not_of("0123456789", end - 1) + 1);
  std::size_t& number = last_number_[stem + " " + extension];
  while (package.find(name)) {
    name = stem + std::to_string(++number) + extension;
  }
  return name;
}

void HostParts::remember(opc::Part const& part) {
  leaves_[hash_of(part)].push_back(part.name);
}

std::string const* HostParts::like(opc::Part const& part) {
  opc::Package const& package = host_.package();
  if (!std::exchange(knows_pictures_, true)) {
    for (opc::Part const& own : package.parts()) {
      if (own.content_type.starts_with("image/") && package.relationships(own.name).all().empty()) {
        remember(own);
      }
    }
  }
  auto const found = leaves_.find(hash_of(part));
  if (found != leaves_.end()) {
    for (std::string const& name : found->second) {
      opc::Part const* const own = package.find(name);
      if (own->content_type == part.content_type && own->bytes == part.bytes) {
        return &name;
      }
    }
  }
  return nullptr;
}

std::string HostParts::add(opc::Part const& part, bool is_leaf) {
  if (is_leaf) {
    if (std::string const* const present = like(part)) {
      return *present;
    }
  }
  if (host_.package().parts().size() >= host_.limits().max_entries) {
    host_.close("archive-entries");
  }
  if (!host_.charge(part.bytes.size())) {
    return {};
  }
  opc::Part const& added =
      host_.package().add({fresh_name(part.name), part.content_type, part.bytes});
  if (is_leaf) {
    remember(added);
  }
  return added.name;
}

std::string HostParts::relate(std::string const& source, opc::Relationship relationship) {
  opc::Relationships& own = host_.package().relationships(source);
  if (own.all().size() >= host_.limits().max_relationships) {
    host_.close("relationships");
  }
  auto const [entry, is_new] = ids_.try_emplace(source);
  Ids& ids = entry->second;
  if (is_new) {
    for (opc::Relationship const& present : own.all()) {
      ids.used.insert(present.id);
    }
    ids.last = own.all().size();
  }
  do {
    relationship.id = "rId" + std::to_string(++ids.last);
  } while (!ids.used.insert(relationship.id).second);
  std::string id = relationship.id;
  own.add(std::move(relationship));
  return id;
}

void HostParts::relate_as_it_is(std::string const& source, opc::Relationship relationship) {
  host_.package().relationships(source).add(std::move(relationship));
}

opc::Relationship const* GuestParts::find(std::string const& guest_part, std::string_view id) {
  auto const [index, is_new] = indexes_.try_emplace(guest_part);
  if (is_new) {
    for (opc::Relationship const& relationship : guest_.relationships(guest_part).all()) {
      index->second.emplace(relationship.id, &relationship);
    }
  }
  auto const found = index->second.find(id);
  return found == index->second.end() ? nullptr : found->second;
}

std::optional<std::string> GuestParts::relationship(std::string const& guest_part,
                                                    std::string const& id,
                                                    std::string const& host_part) {
  std::vector<std::string> key{guest_part, id, host_part};
  if (auto const known = ids_.find(key); known != ids_.end()) {
    return known->second;
  }
  // Known from now on, so that parts which refer to each other come to an end.
  std::optional<std::string>& result = ids_[std::move(key)];
  if (opc::Relationship const* const relationship = find(guest_part, id)) {
    if (auto own = brought(guest_part, *relationship, host_part)) {
      result = parts_.relate(host_part, std::move(*own));
    }
  }
  copy_relationships();
  return result;
}

// The relationship as `host_part` may have it.
std::optional<opc::Relationship> GuestParts::brought(std::string const& guest_part,
                                                     opc::Relationship const& relationship,
                                                     std::string const& host_part) {
  if (relationship.is_external || is_within(relationship)) {
    return relationship;
  }
  opc::Part const* const part = guest_.find(opc::Package::target_part(guest_part, relationship));
  if (!part || part->name == guest_.main_part()) {
    return std::nullopt;  // a document is no part of another
  }
  bool const is_diagram = part->content_type.ends_with(".diagramData+xml");
  std::string const name = is_diagram ? copy_diagram(*part, guest_part, host_part) : copy(*part);
  if (name.empty()) {
    return std::nullopt;
  }
  opc::Relationship own = relationship;
  own.target = relative_target(host_part, name);
  return own;
}

std::string GuestParts::copy(opc::Part const& part) {
  if (auto const known = names_.find(part.name); known != names_.end()) {
    return known->second;
  }
  bool const is_leaf = guest_.relationships(part.name).all().empty();
  std::string name = parts_.add(part, is_leaf);
  if (!is_leaf && !name.empty()) {
    open_.emplace_back(part.name, name);
  }
  names_.emplace(part.name, name);
  return name;
}

// The data of a diagram names, in an extension, the relationship of the *story* that leads to the
// drawing which shows it ([MS-ODRAWXML] 2.6.1.3): a copy for each story.
std::string GuestParts::copy_diagram(opc::Part const& part,
                                     std::string const& guest_part,
                                     std::string const& host_part) {
  opc::Part own = part;
  std::unique_ptr<pugi::xml_document> const document =
      opc::parse_xml(part.bytes, {}, part.name, host_.limits(), host_.diagnostics());
  pugi::xml_node const extension = document ? document->find_node([](pugi::xml_node node) {
    return std::string_view{node.name()} == "dsp:dataModelExt";
  })
                                            : pugi::xml_node{};
  if (pugi::xml_attribute shown = extension.attribute("relId")) {
    std::optional<std::string> const id = relationship(guest_part, shown.value(), host_part);
    shown.set_value(id ? id->c_str() : "");
    own.bytes = opc::to_xml(*document);
  }
  std::string name = parts_.add(own, false);
  if (!name.empty()) {
    open_.emplace_back(part.name, name);
  }
  return name;
}

// What the copied parts refer to, in turn. Their relationships keep their ids, which the bytes of
// the parts name.
void GuestParts::copy_relationships() {
  while (!open_.empty()) {
    auto const [guest_part, name] = open_.front();
    open_.pop_front();
    for (opc::Relationship const& relationship : guest_.relationships(guest_part).all()) {
      if (auto own = brought(guest_part, relationship, name)) {
        parts_.relate_as_it_is(name, std::move(*own));
      }
    }
  }
}

}  // namespace thethuc::compile

#include <algorithm>
#include <array>
#include <cstring>

#include "opc/entry_names.h"
#include "opc/package_loader.h"
#include "opc/xml.h"

namespace thethuc::opc {

namespace {

using base::Id;

std::string_view kind_of_relationship(Relationship const& relationship) {
  std::string_view const type = relationship.type;
  return type.substr(type.rfind('/') + 1);
}

bool is_office(Relationship const& relationship, std::string_view kind) {
  return relationship.type.size() == kOfficeRelationships.size() + kind.size() &&
         relationship.type.starts_with(kOfficeRelationships) && relationship.type.ends_with(kind);
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

struct Active {
  Id id;
  char const* found_en;
  char const* found_vi;
};

constexpr Active kMacros = {Id::package_macros, "macros", "macro"};
constexpr Active kActiveX = {
    Id::package_active_content, "an ActiveX control", "điều khiển ActiveX"};
constexpr Active kOleObject = {Id::package_active_content, "an OLE object", "đối tượng OLE"};

Active const* active_kind_of_part(Part const& part) {
  std::string_view const type = part.content_type;
  if (contains(type, "vbaProject") || part.name.ends_with("/vbaProject.bin")) {
    return &kMacros;
  }
  if (contains(type, "activeX") || contains(type, "ms-office.activeX")) {
    return &kActiveX;
  }
  return contains(type, "oleObject") ? &kOleObject : nullptr;
}

// Where a picture or setting names its relationship, and may do without it.
bool let_go(pugi::xml_node element, pugi::xml_attribute attribute) {
  constexpr std::array<std::string_view, 3> kPictures = {"a:blip", "v:imagedata", "v:fill"};
  constexpr std::array<std::string_view, 2> kSettings = {"w:attachedTemplate", "w:printerSettings"};
  std::string_view const name = element.name();
  if (std::find(kPictures.begin(), kPictures.end(), name) != kPictures.end()) {
    element.remove_attribute(attribute);  // an empty frame, as Word itself leaves it
    return true;
  }
  if (std::find(kSettings.begin(), kSettings.end(), name) != kSettings.end()) {
    element.parent().remove_child(element);
    return true;
  }
  return false;
}

struct Use {
  pugi::xml_node element;
  pugi::xml_attribute attribute;
};

void find_uses(pugi::xml_node element, std::string_view id, std::vector<Use>& uses) {
  for (pugi::xml_attribute const attribute : element.attributes()) {
    std::string_view const name = attribute.name();
    if (attribute.value() == id && (name.starts_with("r:") || name == "o:relid")) {
      uses.push_back(Use{element, attribute});
    }
  }
  for (pugi::xml_node const child : element.children()) {
    find_uses(child, id, uses);
  }
}

// Word writes Target="NULL" (or "../NULL") for a picture that it could not load, and opens such a
// file.
bool is_null_picture(Relationship const& relationship) {
  std::string_view const target = relationship.target;
  return is_office(relationship, "image") && target.substr(target.rfind('/') + 1) == "NULL";
}

bool is_dispensable(Relationship const& relationship) {
  return is_null_picture(relationship) || is_office(relationship, "printerSettings") ||
         relationship.type == std::string{kPackageRelationships} + "metadata/thumbnail";
}

}  // namespace

void Package::Loader::drop_signatures() {
  constexpr std::string_view kOrigin = "digital-signature/origin";
  constexpr std::string_view kSignatureTypes =
      "application/vnd.openxmlformats-package.digital-signature-";
  std::vector<std::string> unwanted;
  for (Part const& part : package_.parts_) {
    if (part.content_type.starts_with(kSignatureTypes)) {
      unwanted.push_back(part.name);
    }
  }
  std::vector<std::string> ids;
  for (Relationship const& relationship : package_.relationships("").all()) {
    if (relationship.type == std::string{kPackageRelationships}.append(kOrigin)) {
      ids.push_back(relationship.id);
      unwanted.push_back(target_part("", relationship));
    }
  }
  for (std::string const& id : ids) {
    package_.relationships("").remove(id);
  }
  for (std::string const& name : unwanted) {
    package_.remove(name);
    part_keys_.erase(name_key(name));
  }
  if (!unwanted.empty()) {
    report(Id::package_signature_dropped, {});
  }
}

void Package::Loader::check_parts() {
  for (Part const& part : package_.parts_) {
    if (Active const* const active = active_kind_of_part(part)) {
      active_keys_.insert(name_key(part.name));
      report(
          active->id, part.name, {{"found.en", active->found_en}, {"found.vi", active->found_vi}});
    }
  }
}

void Package::Loader::check_relationships() {
  for (Owned const& owned : package_.relationships_) {
    for (Relationship const& relationship : owned.relationships.all()) {
      if (!is_active(owned.part, relationship)) {
        check_relationship(owned.part, relationship);
      }
    }
  }
}

// Objects that hide behind another content type, or outside of the package.
bool Package::Loader::is_active(std::string_view source, Relationship const& relationship) {
  Active const* active = nullptr;
  std::string_view const kind = kind_of_relationship(relationship);
  if (kind == "vbaProject" || kind == "wordVbaData") {
    active = &kMacros;
  } else if (kind == "control" || kind == "activeXControlBinary") {
    active = &kActiveX;
  } else if (is_office(relationship, "oleObject")) {
    active = &kOleObject;
  } else if (is_office(relationship, "package")) {
    // A chart keeps its numbers in an embedded workbook; anything else embedded is an object to be
    // opened.
    Part const* const owner = package_.find(source);
    if (!owner || !contains(owner->content_type, "chart")) {
      active = &kOleObject;
    }
  }
  if (!active) {
    return false;
  }
  if (relationship.is_external ||
      active_keys_.insert(name_key(target_part(source, relationship))).second) {
    report(active->id, source, {{"found.en", active->found_en}, {"found.vi", active->found_vi}});
  }
  return true;
}

void Package::Loader::check_relationship(std::string_view source,
                                         Relationship const& relationship) {
  if (is_office(relationship, "attachedTemplate")) {
    dangling_[std::string{source}].push_back(relationship);
    return;
  }
  if (relationship.is_external) {
    if (is_null_picture(relationship)) {
      dangling_[std::string{source}].push_back(relationship);
    } else if (!is_office(relationship, "hyperlink") && !limits_.allow_external) {
      report(Id::package_external_relationship,
             source,
             {{"type", std::string{kind_of_relationship(relationship)}},
              {"target", relationship.target}});
    }
    return;
  }
  std::string const target = target_part(source, relationship);
  if (target.empty() || part_keys_.count(name_key(target)) > 0) {
    return;
  }
  if (is_dispensable(relationship)) {
    dangling_[std::string{source}].push_back(relationship);
    return;
  }
  report(Id::relationship_target_missing,
         source.empty() ? "/" + relationships_name("") : std::string{source},
         {{"id", relationship.id}, {"target", target}});
}

void Package::Loader::drop_dangling() {
  for (auto const& [source, relationships] : dangling_) {
    detach(source, relationships);
  }
}

// Takes relationships away together with what names them; a part that names one elsewhere would be
// left unsound, which is an error then.
void Package::Loader::detach(std::string_view source, std::vector<Relationship> const& unwanted) {
  Part* const part = source.empty() ? nullptr : package_.find(source);
  std::unique_ptr<pugi::xml_document> document;
  if (part) {
    document = parse_xml(part->bytes, file_name_, part->name, limits_, out_);
  }
  bool has_changed = false;
  for (Relationship const& relationship : unwanted) {
    std::vector<Use> uses;
    if (document) {
      find_uses(document->document_element(), relationship.id, uses);
    }
    bool is_free = true;
    for (Use const& use : uses) {
      is_free = let_go(use.element, use.attribute) && is_free;
      has_changed = true;
    }
    if (!is_free) {
      report(Id::relationship_target_missing,
             source,
             {{"id", relationship.id}, {"target", relationship.target}});
      continue;
    }
    if (!is_office(relationship, "attachedTemplate")) {  // no loss to anybody, so nothing to say
      report(Id::relationship_dropped,
             source,
             {{"id", relationship.id}, {"target", relationship.target}});
    }
    package_.relationships(source).remove(relationship.id);
  }
  if (has_changed) {
    part->bytes = to_xml(*document);
  }
}

}  // namespace thethuc::opc

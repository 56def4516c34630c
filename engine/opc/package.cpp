#include "opc/package.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "opc/entry_names.h"
#include "opc/part_types.h"
#include "opc/xml.h"
#include "opc/zip.h"

namespace thethuc::opc {

namespace {

constexpr std::string_view kContentTypesName = "[Content_Types].xml";
constexpr std::string_view kRelationshipsType =
    "application/vnd.openxmlformats-package.relationships+xml";

bool is_same_part(std::string_view a, std::string_view b) {
  if (a == b) {
    return true;
  }
  bool needs_key = false;
  for (std::string_view const name : {a, b}) {
    needs_key = needs_key ||
                std::any_of(name.begin(), name.end(), [](char c) { return c < 0 || c == '%'; });
  }
  if (needs_key) {
    return name_key(a) == name_key(b);
  }
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return base::ascii_lower(x) == base::ascii_lower(y);
         });
}

}  // namespace

std::string extension_of(std::string_view name) {
  name.remove_prefix(name.rfind('/') + 1);  // npos + 1 is 0
  std::size_t const dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string{} : base::ascii_lower(name.substr(dot + 1));
}

Relationship const* Relationships::by_id(std::string_view id) const {
  auto const found =
      std::find_if(all_.begin(), all_.end(), [id](Relationship const& r) { return r.id == id; });
  return found == all_.end() ? nullptr : &*found;
}

Relationship const* Relationships::by_type(std::string_view type) const {
  auto const found = std::find_if(
      all_.begin(), all_.end(), [type](Relationship const& r) { return r.type == type; });
  return found == all_.end() ? nullptr : &*found;
}

void Relationships::remove_if(bool (*unwanted)(Relationship const&)) {
  all_.erase(std::remove_if(all_.begin(), all_.end(), unwanted), all_.end());
}

void Relationships::remove(std::string_view id) {
  all_.erase(
      std::remove_if(all_.begin(), all_.end(), [id](Relationship const& r) { return r.id == id; }),
      all_.end());
}

Part const* Package::find(std::string_view part_name) const {
  auto const found = std::find_if(parts_.begin(), parts_.end(), [part_name](Part const& part) {
    return is_same_part(part.name, part_name);
  });
  return found == parts_.end() ? nullptr : &*found;
}

Part* Package::find(std::string_view part_name) {
  return const_cast<Part*>(static_cast<Package const&>(*this).find(part_name));
}

Part& Package::add(Part part) {
  if (Part* const present = find(part.name)) {
    *present = std::move(part);
    return *present;
  }
  parts_.push_back(std::move(part));
  return parts_.back();
}

void Package::remove(std::string_view part_name) {
  std::string const name{part_name};  // may be a view of what is removed
  parts_.erase(std::remove_if(parts_.begin(),
                              parts_.end(),
                              [&](Part const& part) { return is_same_part(part.name, name); }),
               parts_.end());
  relationships_.erase(
      std::remove_if(relationships_.begin(),
                     relationships_.end(),
                     [&](Owned const& owned) { return is_same_part(owned.part, name); }),
      relationships_.end());
}

Relationships const& Package::relationships(std::string_view part_name) const {
  static Relationships const none;
  auto const found =
      std::find_if(relationships_.begin(), relationships_.end(), [part_name](Owned const& owned) {
        return is_same_part(owned.part, part_name);
      });
  return found == relationships_.end() ? none : found->relationships;
}

Relationships& Package::relationships(std::string_view part_name) {
  auto const found =
      std::find_if(relationships_.begin(), relationships_.end(), [part_name](Owned const& owned) {
        return is_same_part(owned.part, part_name);
      });
  if (found != relationships_.end()) {
    return found->relationships;
  }
  relationships_.push_back(Owned{std::string{part_name}, {}});
  return relationships_.back().relationships;
}

std::string Package::target_part(std::string_view source, Relationship const& relationship) {
  std::string_view target = relationship.target;
  target = target.substr(0, target.find('#'));
  if (target.empty()) {
    return std::string{source};  // a place inside the part itself
  }
  std::string path;
  if (!target.starts_with('/')) {
    path.append(source.substr(0, source.rfind('/') + 1));  // npos + 1 is 0
  }
  path.append("/").append(target);
  // RFC 3986, 5.2.4: "." and ".." are resolved, ".." stops at the root.
  std::vector<std::string_view> segments;
  for (std::size_t begin = 0; begin < path.size();) {
    std::size_t const end = std::min(path.find('/', begin), path.size());
    std::string_view const segment = std::string_view{path}.substr(begin, end - begin);
    if (segment == "..") {
      if (!segments.empty()) {
        segments.pop_back();
      }
    } else if (!segment.empty() && segment != ".") {
      segments.push_back(segment);
    }
    begin = end + 1;
  }
  std::string out;
  for (std::string_view const segment : segments) {
    out.append("/").append(segment);
  }
  return out;
}

std::vector<Package::File> Package::files() const {
  std::vector<File> out;
  out.reserve(2 * parts_.size() + 2);
  out.push_back(File{std::string{kContentTypesName}, content_types_xml()});
  auto const add_relationships = [&](std::string_view part) {
    Relationships const& of_part = relationships(part);
    if (!of_part.all().empty()) {
      out.push_back(File{relationships_name(part), relationships_xml(of_part)});
    }
  };
  add_relationships("");
  for (Part const& part : parts_) {
    out.push_back(File{part.name.substr(1), part.bytes});
    add_relationships(part.name);
  }
  return out;
}

void Package::add_default_type(std::string extension, std::string content_type) {
  default_types_.emplace_back(std::move(extension), std::move(content_type));
}

std::string Package::content_types_xml() const {
  std::map<std::string, std::string> defaults;
  for (auto const& [extension, type] : default_types_) {
    defaults.emplace(extension, type);
  }
  defaults.emplace("rels", kRelationshipsType);
  for (Part const& part : parts_) {
    // A new picture brings a default for all of its kind, as Word writes it.
    std::string const extension = extension_of(part.name);
    if (!extension.empty() && extension != "xml" && !part.content_type.empty()) {
      defaults.emplace(extension, part.content_type);
    }
  }
  std::string out{kXmlDeclaration};
  out.append("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">");
  for (auto const& [extension, type] : defaults) {
    out.append("<Default");
    append_attribute(out, "Extension", extension);
    append_attribute(out, "ContentType", type);
    out.append("/>");
  }
  for (Part const& part : parts_) {
    auto const by_default = defaults.find(extension_of(part.name));
    if (by_default != defaults.end() && by_default->second == part.content_type) {
      continue;
    }
    out.append("<Override");
    append_attribute(out, "PartName", part.name);
    append_attribute(out, "ContentType", part.content_type);
    out.append("/>");
  }
  return out.append("</Types>");
}

std::string Package::relationships_xml(Relationships const& relationships) {
  std::string out{kXmlDeclaration};
  out.append(
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">");
  for (Relationship const& relationship : relationships.all()) {
    out.append("<Relationship");
    append_attribute(out, "Id", relationship.id);
    append_attribute(out, "Type", relationship.type);
    append_attribute(out, "Target", relationship.target);
    if (relationship.is_external) {
      append_attribute(out, "TargetMode", "External");
    }
    out.append("/>");
  }
  return out.append("</Relationships>");
}

std::string Package::relationships_name(std::string_view part_name) {
  if (part_name.starts_with('/')) {
    part_name.remove_prefix(1);
  }
  std::size_t const name_begin = part_name.rfind('/') + 1;  // npos + 1 is 0
  std::string out{part_name.substr(0, name_begin)};
  return out.append("_rels/").append(part_name.substr(name_begin)).append(".rels");
}

std::string write_package(Package const& package, int level) {
  std::vector<Package::File> const files = package.files();
  std::vector<Packed> packed(files.size());
  std::vector<PackedEntry> entries;
  entries.reserve(files.size());
  Deflater deflater{level};
  for (std::size_t i = 0; i < files.size(); ++i) {
    deflater.pack(files[i].bytes, packed[i]);
    entries.push_back(PackedEntry{files[i].name, &packed[i]});
  }
  std::string out;
  write_zip(entries, out);
  return out;
}

}  // namespace thethuc::opc

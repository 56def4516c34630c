#include "library/folder_package.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <span>
#include <utility>

#include <fmt/format.h>
#include <pugixml.hpp>

#include "opc/part_types.h"
#include "opc/xml.h"

namespace thethuc::library {

namespace {

using File = opc::Package::File;

constexpr std::string_view kContentTypes = "[Content_Types].xml";
constexpr std::string_view kPackageRelationships = "_rels/.rels";
constexpr std::string_view kMainPart = "word/document.xml";
constexpr std::string_view kMainRelationships = "word/_rels/document.xml.rels";
constexpr std::string_view kRelationshipsExtension = ".rels";

// Parts in the folder "word" that the main part refers to (ECMA-376 Part 1, 11.3): their content
// type and their relationship have the name of the file. Of the first there may be several.
constexpr std::string_view kNumberedParts[] = {"header", "footer"};
constexpr std::string_view kSingleParts[] = {
    "footnotes", "endnotes", "comments", "styles", "numbering", "settings", "fontTable"};

// Properties of the document (15.2.12), parts of the package itself.
struct PropertyPart {
  std::string_view name;
  std::string_view content_type;
  std::string_view relationships;  // the type of its relationship is this and the next
  std::string_view relationship;
};
constexpr PropertyPart kPropertyParts[] = {
    {"docProps/core",
     "application/vnd.openxmlformats-package.core-properties+xml",
     opc::kPackageRelationships,
     "metadata/core-properties"},
    {"docProps/app",
     "application/vnd.openxmlformats-officedocument.extended-properties+xml",
     opc::kOfficeRelationships,
     "extended-properties"},
    {"docProps/custom",
     "application/vnd.openxmlformats-officedocument.custom-properties+xml",
     opc::kOfficeRelationships,
     "custom-properties"},
};

// How a part is declared.
struct PartKind {
  std::string content_type;
  std::string relationship_type;
  std::string_view owner;  // the file that its relationship stands in
};

// "word/header2.xml" -> "header2".
std::string_view stem_of(std::string_view name) {
  name.remove_prefix(name.rfind('/') + 1);  // npos + 1 is 0
  return name.substr(0, name.rfind('.'));
}

bool is_one_of(std::span<std::string_view const> names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

PartKind wordprocessing_part(std::string_view type, std::string_view relationship) {
  return {std::string{opc::kWordprocessingTypes} + std::string{type} + "+xml",
          std::string{opc::kOfficeRelationships} + std::string{relationship},
          kMainRelationships};
}

// What a part of a template may be, by its name; nullopt when that says nothing.
std::optional<PartKind> part_kind(std::string_view name) {
  constexpr std::string_view kXml = ".xml";
  constexpr std::string_view kFolder = "word/";
  if (name == kMainPart) {
    PartKind main = wordprocessing_part("document.main", "officeDocument");
    main.owner = kPackageRelationships;
    return main;
  }
  if (!name.ends_with(kXml)) {
    return std::nullopt;
  }
  name.remove_suffix(kXml.size());
  if (name.starts_with(kFolder)) {
    std::string_view const kind = name.substr(kFolder.size());
    std::string_view const stem = kind.substr(0, kind.find_last_not_of("0123456789") + 1);
    if (is_one_of(kNumberedParts, stem)) {
      return wordprocessing_part(stem, stem);
    }
    if (is_one_of(kSingleParts, kind)) {
      return wordprocessing_part(kind, kind);
    }
  }
  for (PropertyPart const& part : kPropertyParts) {
    if (name == part.name) {
      return PartKind{std::string{part.content_type},
                      std::string{part.relationships} + std::string{part.relationship},
                      kPackageRelationships};
    }
  }
  return std::nullopt;
}

bool is_xml(std::string_view name) {
  return name.ends_with(".xml") || name.ends_with(kRelationshipsExtension);
}

File* find(std::vector<File>& files, std::string_view name) {
  auto const found =
      std::find_if(files.begin(), files.end(), [&](File const& f) { return f.name == name; });
  return found == files.end() ? nullptr : &*found;
}

// The local name of an element: opc may have brought its namespace to a prefix.
std::string_view local_name(pugi::xml_node node) {
  std::string_view name = node.name();
  name.remove_prefix(name.find(':') + 1);
  return name;
}

// A new child in the namespace (hence with the prefix) of its parent.
pugi::xml_node append_like_parent(pugi::xml_node parent, std::string_view name) {
  std::string_view const parent_name = parent.name();
  std::string const prefix{parent_name.substr(0, parent_name.find(':') + 1)};
  return parent.append_child((prefix + std::string{name}).c_str());
}

void set(pugi::xml_node node, char const* name, std::string_view value) {
  node.append_attribute(name).set_value(std::string{value}.c_str());
}

// The package's two indexes while parts are added.
class Indexes {
 public:
  Indexes(std::vector<File>& files,
          opc::Limits const& limits,
          std::string const& display,
          base::Diagnostics& out)
      : files_(files), limits_(limits), display_(display), out_(out) {}

  // True when [Content_Types].xml tells the type of the file.
  bool has_type(std::string_view name) {
    pugi::xml_node const types = root(kContentTypes);
    for (pugi::xml_node child : types.children()) {
      if (local_name(child) == "Override" &&
          child.attribute("PartName").as_string() == "/" + std::string{name}) {
        return true;
      }
    }
    return has_default(opc::extension_of(name)) && opc::extension_of(name) != "xml";
  }

  void add_override(std::string_view name, std::string_view type) {
    pugi::xml_node override_type = append_like_parent(root(kContentTypes), "Override");
    set(override_type, "PartName", "/" + std::string{name});
    set(override_type, "ContentType", type);
    changed(kContentTypes);
  }

  void add_default(std::string_view extension, std::string_view type) {
    if (has_default(extension)) {
      return;
    }
    pugi::xml_node default_type = append_like_parent(root(kContentTypes), "Default");
    set(default_type, "Extension", extension);
    set(default_type, "ContentType", type);
    changed(kContentTypes);
  }

  // Adds the relationship of `owner` to the part unless one points at it already.
  void add_relationship(std::string_view owner, std::string_view name, std::string_view type) {
    // Targets are relative to the folder of the source part: "" for the package, "word/" for the
    // main part.
    std::string_view const folder = owner == kMainRelationships ? "word/" : "";
    std::string_view const target =
        name.substr(0, folder.size()) == folder ? name.substr(folder.size()) : name;
    pugi::xml_node const relationships = root(owner);
    std::string id{stem_of(name)};
    for (pugi::xml_node child : relationships.children()) {
      std::string_view const present = child.attribute("Target").as_string();
      if (present == target || present == "/" + std::string{name}) {
        return;
      }
      if (id == child.attribute("Id").as_string()) {
        id += "_";
      }
    }
    pugi::xml_node relationship = append_like_parent(relationships, "Relationship");
    set(relationship, "Id", id);
    set(relationship, "Type", type);
    set(relationship, "Target", target);
    changed(owner);
  }

  void store() {
    for (Index& index : indexes_) {
      if (index.changed) {
        find(files_, index.name)->bytes = opc::to_xml(*index.document);
      }
    }
  }

 private:
  struct Index {
    std::string name;
    std::unique_ptr<pugi::xml_document> document;
    bool changed = false;
  };

  // The root element of an index; null when the skeleton does not have it, which reading the
  // package reports.
  pugi::xml_node root(std::string_view name) {
    for (Index& index : indexes_) {
      if (index.name == name) {
        return index.document ? index.document->document_element() : pugi::xml_node{};
      }
    }
    File const* file = find(files_, name);
    indexes_.push_back({std::string{name}, nullptr, false});
    if (file) {
      indexes_.back().document =
          opc::parse_xml(file->bytes, display_, "/" + std::string{name}, limits_, out_);
    }
    return indexes_.back().document ? indexes_.back().document->document_element()
                                    : pugi::xml_node{};
  }

  bool has_default(std::string_view extension) {
    pugi::xml_node const types = root(kContentTypes);
    for (pugi::xml_node child : types.children()) {
      if (local_name(child) == "Default" && child.attribute("Extension").as_string() == extension) {
        return true;
      }
    }
    return false;
  }

  void changed(std::string_view name) {
    for (Index& index : indexes_) {
      if (index.name == name && index.document) {
        index.changed = true;
      }
    }
  }

  std::vector<File>& files_;
  std::vector<Index> indexes_;
  opc::Limits const& limits_;
  std::string const& display_;
  base::Diagnostics& out_;
};

// Pretty-printed source made dense, so that a folder and the .docx exported from it hold the same
// bytes.
void make_dense(File& file,
                std::string const& display,
                opc::Limits const& limits,
                base::Diagnostics& out) {
  if (is_xml(file.name)) {
    if (auto const document = opc::parse_xml(file.bytes, display, "/" + file.name, limits, out)) {
      file.bytes = opc::to_xml(*document);
    }
  }
}

bool is_about_the_template(std::string_view name) {
  return name == "template.json" || name == "schema.json" || name.ends_with(".md");
}

}  // namespace

std::vector<File> lay_over(SourceFolder base_folder,
                           SourceFolder own,
                           opc::Limits const& limits,
                           base::Diagnostics& out) {
  std::vector<File> files;
  for (File& file : base_folder.files) {
    if (!file.name.ends_with(".md")) {
      make_dense(file, base_folder.display, limits, out);
      files.push_back(std::move(file));
    }
  }
  bool const own_relationships = find(own.files, kMainRelationships) != nullptr;
  std::vector<std::string> laid;
  for (File& file : own.files) {
    if (is_about_the_template(file.name)) {
      continue;
    }
    if (file.name == "document.xml") {
      file.name = kMainPart;
    }
    make_dense(file, own.display, limits, out);
    laid.push_back(file.name);
    if (File* present = find(files, file.name)) {
      present->bytes = std::move(file.bytes);
    } else {
      files.push_back(std::move(file));
    }
  }

  Indexes indexes{files, limits, own.display, out};
  std::vector<std::string> unused;
  for (std::string const& name : laid) {
    if (name == kContentTypes || name.ends_with(kRelationshipsExtension)) {
      continue;
    }
    std::optional<PartKind> const kind = part_kind(name);
    if (!indexes.has_type(name)) {
      if (kind) {
        indexes.add_override(name, kind->content_type);
      } else if (std::string_view const type = opc::picture_type(opc::extension_of(name));
                 !type.empty()) {
        // Who shows a picture brings its relationship.
        indexes.add_default(opc::extension_of(name), type);
      } else {
        unused.push_back(name);
        continue;
      }
    }
    if (kind && !(own_relationships && kind->owner == kMainRelationships)) {
      indexes.add_relationship(kind->owner, name, kind->relationship_type);
    }
  }
  indexes.store();
  for (std::string const& name : unused) {
    base::Place place;
    place.file = fmt::format("{}/{}", own.display, name);
    out.add(base::diagnose(base::Id::template_file_unused, place));
    files.erase(
        std::find_if(files.begin(), files.end(), [&](File const& f) { return f.name == name; }));
  }
  return files;
}

}  // namespace thethuc::library

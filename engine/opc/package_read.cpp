#include <algorithm>
#include <cstring>

#include "base/text.h"
#include "opc/entry_names.h"
#include "opc/namespaces.h"
#include "opc/package_loader.h"
#include "opc/xml.h"
#include "opc/xml_scan.h"
#include "opc/zip.h"

namespace thethuc::opc {

namespace {

using base::Id;

constexpr std::string_view kContentTypesKey = "[content_types].xml";

std::string_view local_name(pugi::xml_node node) {
  std::string_view const name = node.name();
  return name.substr(name.find(':') + 1);
}

// "/word/document.xml" of "word/_rels/document.xml.rels", "" of "_rels/.rels"; nullopt of any other
// file.
std::optional<std::string> relationships_source(std::string_view name) {
  constexpr std::string_view kFolder = "_rels/";
  constexpr std::string_view kExtension = ".rels";
  std::size_t const slash = name.rfind('/');
  if (slash == std::string_view::npos || !base::ascii_lower(name).ends_with(kExtension)) {
    return std::nullopt;
  }
  std::string_view const folder = name.substr(0, slash + 1);
  std::string_view const base = name.substr(slash + 1, name.size() - slash - 1 - kExtension.size());
  bool const is_in_folder = folder == kFolder || folder.ends_with("/_rels/");
  if (!is_in_folder) {
    return std::nullopt;
  }
  if (base.empty()) {
    return folder == kFolder ? std::optional{std::string{}} : std::nullopt;
  }
  std::string source = "/";
  return source.append(folder.substr(0, folder.size() - kFolder.size())).append(base);
}

bool is_xml(std::string_view name, std::string_view content_type) {
  std::string const extension = extension_of(name);
  return extension == "xml" || extension == "rels" || extension == "vml" ||
         content_type.ends_with("+xml") || content_type.ends_with("/xml") ||
         content_type.ends_with(".vmldrawing");
}

}  // namespace

std::optional<Package> Package::read(std::string_view archive,
                                     std::string_view file_name,
                                     Limits const& limits,
                                     base::Diagnostics& out) {
  auto entries = read_zip(archive, file_name, limits, out);
  if (!entries) {
    return std::nullopt;
  }
  std::vector<File> files;
  files.reserve(entries->size());
  for (ZipEntry& entry : *entries) {
    files.push_back(File{std::move(entry.name), std::move(entry.bytes)});
  }
  return from_files(std::move(files), file_name, limits, out);
}

std::optional<Package> Package::from_files(std::vector<File> files,
                                           std::string_view file_name,
                                           Limits const& limits,
                                           base::Diagnostics& out) {
  return Loader{std::move(files), file_name, limits, out}.load();
}

std::optional<Package> Package::Loader::load() {
  std::size_t const errors_before = out_.error_count();
  if (!names_are_safe() || !read_content_types()) {
    return std::nullopt;
  }
  read_relationships();
  read_parts();
  drop_signatures();
  if (!find_main_part()) {
    return std::nullopt;
  }
  check_xml();
  check_parts();
  check_relationships();
  if (out_.error_count() > errors_before) {
    return std::nullopt;
  }
  drop_dangling();
  if (out_.error_count() > errors_before) {
    return std::nullopt;
  }
  return std::move(package_);
}

base::Place Package::Loader::place(std::string_view part) const {
  base::Place result;
  result.file = file_name_;
  result.part = part;
  return result;
}

void Package::Loader::report(Id id, std::string_view part, Args args) {
  out_.add(base::diagnose(id, place(part), {}, args));
}

bool Package::Loader::report_kind(FileKind const& kind) {
  report(Id::not_a_docx,
         {},
         {{"found.en", kind.en},
          {"found.vi", kind.vi},
          {"remedy.en", kind.remedy_en},
          {"remedy.vi", kind.remedy_vi}});
  return false;
}

bool Package::Loader::names_are_safe() {
  EntryNames names{file_name_, out_};
  bool all_safe = true;
  for (File const& file : files_) {
    all_safe = names.add(file.name) && all_safe;
  }
  return all_safe;
}

bool Package::Loader::read_content_types() {
  File const* types = nullptr;
  std::string_view mimetype;
  std::vector<std::string_view> names;
  for (File const& file : files_) {
    names.push_back(file.name);
    if (name_key(file.name) == kContentTypesKey) {
      types = &file;
    } else if (file.name == "mimetype") {
      mimetype = file.bytes;
    }
  }
  if (!types) {
    return report_kind(kind_of_archive(names, mimetype));
  }
  auto const document = parse_xml(types->bytes, file_name_, "/" + types->name, limits_, out_);
  if (!document) {
    return false;
  }
  for (pugi::xml_node const child : document->document_element().children()) {
    std::string const type = child.attribute("ContentType").value();
    if (local_name(child) == "Default") {
      package_.default_types_.emplace_back(base::ascii_lower(child.attribute("Extension").value()),
                                           type);
    } else if (local_name(child) == "Override") {
      std::string_view name = child.attribute("PartName").value();
      name.remove_prefix(name.starts_with('/') ? 1 : 0);
      overrides_.emplace(name_key(name), type);
    }
  }
  return true;
}

void Package::Loader::read_relationships() {
  for (File const& file : files_) {
    if (auto source = relationships_source(file.name)) {
      read_relationships_of(std::move(*source), file);
    }
  }
}

void Package::Loader::read_relationships_of(std::string source, File const& file) {
  std::string const rels_part = "/" + file.name;
  auto const document = parse_xml(file.bytes, file_name_, rels_part, limits_, out_);
  if (!document) {
    has_unread_relationships_ = true;
    return;
  }
  Relationships found;
  std::set<std::string_view> ids;
  for (pugi::xml_node const child : document->document_element().children()) {
    if (local_name(child) != "Relationship") {
      continue;
    }
    for (char const* const needed : {"Id", "Type", "Target"}) {
      if (!child.attribute(needed)) {
        report(Id::relationship_incomplete, rels_part, {{"missing", needed}});
      }
    }
    char const* const id = child.attribute("Id").value();
    if (!ids.insert(id).second) {
      report(Id::relationship_id_twice, rels_part, {{"id", id}});
    }
    found.add(Relationship{id,
                           transitional(child.attribute("Type").value()),
                           child.attribute("Target").value(),
                           std::strcmp(child.attribute("TargetMode").value(), "External") == 0});
  }
  if (found.all().size() > limits_.max_relationships) {
    report(Id::too_many_relationships,
           rels_part,
           {{"limit", std::to_string(limits_.max_relationships)},
            {"found", std::to_string(found.all().size())},
            {base::kLimitName, "relationships"}});
    has_unread_relationships_ = true;
    return;
  }
  package_.relationships_.push_back(Owned{std::move(source), std::move(found)});
}

std::string Package::Loader::content_type_of(std::string_view name, bool is_referenced) const {
  auto const found = overrides_.find(name_key(name));
  if (found != overrides_.end()) {
    return found->second;
  }
  std::string const extension = extension_of(name);
  for (auto const& [known, type] : package_.default_types_) {
    if (known == extension) {
      return type;
    }
  }
  // Some writers forget to declare pictures; Word shows them all the same.
  return is_referenced ? std::string{picture_type(extension)} : std::string{};
}

void Package::Loader::read_parts() {
  std::set<std::string> referenced;
  for (Owned const& owned : package_.relationships_) {
    for (Relationship const& relationship : owned.relationships.all()) {
      if (!relationship.is_external) {
        referenced.insert(name_key(target_part(owned.part, relationship)));
      }
    }
  }
  for (File& file : files_) {
    if (name_key(file.name) == kContentTypesKey || relationships_source(file.name)) {
      continue;
    }
    std::string name = "/" + file.name;
    std::string key = name_key(name);
    bool const is_referenced = referenced.count(key) > 0;
    std::string type = content_type_of(file.name, is_referenced);
    if (type.empty() && (is_referenced || !has_unread_relationships_)) {
      report(is_referenced ? Id::content_type_missing : Id::part_dropped, name);
    }
    if (!type.empty() || is_referenced) {
      part_keys_.insert(std::move(key));
      package_.parts_.push_back(Part{std::move(name), std::move(type), std::move(file.bytes)});
    }
  }
  auto const is_orphan = [this](Owned const& owned) {
    return !owned.part.empty() && part_keys_.count(name_key(owned.part)) == 0;
  };
  for (Owned const& owned : package_.relationships_) {
    bool const is_owner_told = referenced.count(name_key(owned.part)) > 0;  // that it is missing
    if (is_orphan(owned) && !is_owner_told) {
      report(Id::part_dropped, "/" + relationships_name(owned.part));
    }
  }
  auto& all = package_.relationships_;
  all.erase(std::remove_if(all.begin(), all.end(), is_orphan), all.end());
}

bool Package::Loader::find_main_part() {
  Relationship const* const relationship =
      package_.relationships("").by_type(std::string{kOfficeRelationships} + "officeDocument");
  Part* const part = relationship ? package_.find(target_part("", *relationship)) : nullptr;
  if (!part) {
    if (!relationship) {
      return !has_unread_relationships_ && report_kind(kind_of_package(""));
    }
    report(Id::relationship_target_missing,
           "/" + relationships_name(""),
           {{"id", relationship->id}, {"target", relationship->target}});
    return false;
  }
  std::string const type = base::ascii_lower(part->content_type);
  if (type.find("word") != std::string::npos && type.find("macroenabled") != std::string::npos) {
    report(Id::package_macros,
           part->name,
           {{"found.en", "a macro-enabled document (.docm, .dotm)"},
            {"found.vi", "văn bản cho phép macro (.docm, .dotm)"}});
  } else if (std::string_view const kind = wordprocessing_kind(type);
             kind != "document.main" && kind != "template.main") {
    return report_kind(kind_of_package(type));
  }
  // What is made from a .dotx is a document.
  part->content_type = std::string{kWordprocessingTypes} + "document.main+xml";
  auto const main = package_.parts_.begin() + (part - package_.parts_.data());
  std::rotate(package_.parts_.begin(), main, main + 1);
  package_.main_part_ = package_.parts_.front().name;
  return true;
}

// Every XML part is scanned now, so that what a later stage parses is known to be sound; those in
// Strict namespaces are brought to transitional.
void Package::Loader::check_xml() {
  for (Part& part : package_.parts_) {
    if (!is_xml(part.name, base::ascii_lower(part.content_type))) {
      continue;
    }
    std::string storage;
    std::string_view utf8;
    base::Place const at = place(part.name);
    if (!xml_to_utf8(part.bytes, at, storage, utf8, out_)) {
      continue;
    }
    XmlScan const scan = scan_xml(utf8, at, limits_, Undeclared::refused, out_);
    bool const is_document = scan.is_document && scan.has_body;
    if (scan.is_sound && !is_document && part.name == package_.main_part_) {
      report(Id::not_a_docx,
             part.name,
             {{"found.en", "a main part that is no document (no w:document with a w:body)"},
              {"found.vi", "phần chính không phải là văn bản (không có w:document chứa w:body)"}});
    }
    if (scan.is_sound && scan.has_strict) {
      if (auto const document = parse_xml(utf8, file_name_, part.name, limits_, out_)) {
        part.bytes = to_xml(*document);
      }
    }
  }
}

}  // namespace thethuc::opc

#include "compile/merge_host.h"

#include <algorithm>
#include <cstring>
#include <utility>
#include <vector>

#include "opc/part_types.h"
#include "opc/xml.h"
#include "wml/names.h"

namespace thethuc::compile {
namespace {

using wml::is;

struct SharedKind {
  std::string_view name;  // of the relationship's type, the content type, the file and the root
  std::string_view content;
};

// A paragraph of each separator, under the ids that Word gives them (ECMA-376 Part 1, 17.11.10,
// 17.11.23).
#define SEPARATORS(note)                                                                        \
  "<w:" note " w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:separator/></w:r></w:p></w:" note  \
  "><w:" note                                                                                   \
  " w:type=\"continuationSeparator\" w:id=\"0\"><w:p><w:r><w:continuationSeparator/></w:r></w:" \
  "p></w:" note ">"

constexpr std::array<SharedKind, kSharedParts> kKinds = {{{"styles", ""},
                                                          {"numbering", ""},
                                                          {"footnotes", SEPARATORS("footnote")},
                                                          {"endnotes", SEPARATORS("endnote")},
                                                          {"settings", ""},
                                                          {"theme", ""}}};

SharedKind const& kind_of(SharedPart which) {
  return kKinds[static_cast<std::size_t>(which)];
}

std::string new_part_xml(SharedKind const& kind) {
  std::string const root = "w:" + std::string{kind.name};
  return std::string{opc::kXmlDeclaration} + "<" + root +
         " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">" +
         std::string{kind.content} + "</" + root + ">";
}

// Adds a part of the kind beside the main part, under a name and a relationship id that nothing
// has.
void make_part(opc::Package& package, SharedKind const& kind) {
  std::string const& main = package.main_part();
  std::string const folder = main.substr(0, main.rfind('/') + 1);
  opc::Relationships& relationships = package.relationships(main);
  std::string stem{kind.name};
  for (int i = 2; package.find(folder + stem + ".xml") || relationships.by_id(stem); ++i) {
    stem = std::string{kind.name} + std::to_string(i);
  }
  relationships.add({stem,
                     std::string{opc::kOfficeRelationships} + std::string{kind.name},
                     stem + ".xml",
                     false});
  package.add({folder + stem + ".xml",
               std::string{opc::kWordprocessingTypes} + std::string{kind.name} + "+xml",
               new_part_xml(kind)});
}

// The settings name the separators of the notes (17.11.3, 17.11.9).
void name_separators(pugi::xml_node settings, char const* properties, char const* note) {
  pugi::xml_node own = setting(settings, properties);
  if (own.child(note)) {
    return;
  }
  for (char const* id : {"-1", "0"}) {
    own.append_child(note).append_attribute("w:id").set_value(id);
  }
}

bool lists(std::string_view prefixes, std::string_view wanted) {
  while (!prefixes.empty()) {
    std::size_t const end = std::min(prefixes.find_first_of(" \t\r\n"), prefixes.size());
    if (prefixes.substr(0, end) == wanted) {
      return true;
    }
    prefixes.remove_prefix(std::min(end + 1, prefixes.size()));
  }
  return false;
}

}  // namespace

std::string shared_part_name(opc::Package const& package, SharedPart which) {
  opc::Relationship const* const relationship =
      package.relationships(package.main_part())
          .by_type(std::string{opc::kOfficeRelationships} + std::string{kind_of(which).name});
  if (!relationship || relationship->is_external) {
    return {};
  }
  return opc::Package::target_part(package.main_part(), *relationship);
}

pugi::xml_node setting(pugi::xml_node settings, char const* name) {
  // How CT_Settings ends (17.15.1.78).
  static constexpr char const* kOrder[] = {"w:updateFields",
                                           "w:hdrShapeDefaults",
                                           "w:footnotePr",
                                           "w:endnotePr",
                                           "w:compat",
                                           "w:docVars",
                                           "w:rsids",
                                           "m:mathPr",
                                           "w:attachedSchema",
                                           "w:themeFontLang",
                                           "w:clrSchemeMapping",
                                           "w:doNotIncludeSubdocsInStats",
                                           "w:doNotAutoCompressPictures",
                                           "w:forceUpgrade",
                                           "w:captions",
                                           "w:readModeInkLockDown",
                                           "w:smartTagType",
                                           "sl:schemaLibrary",
                                           "w:shapeDefaults",
                                           "w:doNotEmbedSmartTags",
                                           "w:decimalSymbol",
                                           "w:listSeparator"};
  if (pugi::xml_node const own = settings.child(name)) {
    return own;
  }
  char const* const* const place =
      std::find_if(std::begin(kOrder), std::end(kOrder), [&](char const* n) {
        return std::strcmp(n, name) == 0;
      });
  pugi::xml_node const behind = settings.find_child([&](pugi::xml_node child) {
    // Elements of later versions ("w14:docId") stand at the end.
    bool const is_later = std::strncmp(child.name(), "w:", 2) != 0;
    return is_later ||
           std::any_of(place, std::end(kOrder), [&](char const* n) { return is(child, n); });
  });
  return behind ? settings.insert_child_before(name, behind) : settings.append_child(name);
}

MergeHost::MergeHost(opc::Package& package,
                     std::string file_name,
                     opc::Limits const& limits,
                     std::size_t max_bytes,
                     base::Diagnostics& out)
    : package_(package),
      file_name_(std::move(file_name)),
      limits_(limits),
      out_(out),
      max_bytes_(max_bytes) {}

pugi::xml_node MergeHost::root(SharedPart which) {
  Tree& tree = trees_[static_cast<std::size_t>(which)];
  if (!std::exchange(tree.opened, true)) {
    opc::Part const* const part =
        static_cast<opc::Package const&>(package_).find(shared_part_name(package_, which));
    if (part) {
      tree.document = opc::parse_xml(part->bytes, file_name_, part->name, limits_, out_);
    }
  }
  return tree.document ? tree.document->document_element() : pugi::xml_node{};
}

pugi::xml_node MergeHost::root_to_change(SharedPart which) {
  Tree& tree = trees_[static_cast<std::size_t>(which)];
  if (!root(which) && !package_.find(shared_part_name(package_, which))) {
    make_part(package_, kind_of(which));
    tree.opened = false;
    if (which == SharedPart::footnotes && root(SharedPart::settings)) {
      name_separators(root_to_change(SharedPart::settings), "w:footnotePr", "w:footnote");
    } else if (which == SharedPart::endnotes && root(SharedPart::settings)) {
      name_separators(root_to_change(SharedPart::settings), "w:endnotePr", "w:endnote");
    }
  }
  tree.changed = true;
  return root(which);
}

void MergeHost::store() {
  for (std::size_t i = 0; i < kSharedParts; ++i) {
    Tree& tree = trees_[i];
    if (std::exchange(tree.changed, false) && tree.document) {
      std::string const name = shared_part_name(package_, static_cast<SharedPart>(i));
      package_.find(name)->bytes = opc::to_xml(*tree.document);
    }
  }
}

bool MergeHost::charge(std::size_t bytes) {
  if (bytes > max_bytes_ - bytes_) {
    close("partial-bytes");
  }
  if (!is_full()) {
    bytes_ += bytes;
  }
  return !is_full();
}

void MergeHost::close(std::string_view limit_name) {
  if (!is_full()) {
    full_ = limit_name;
  }
}

void adopt_namespaces(pugi::xml_node from, pugi::xml_node block) {
  pugi::xml_node root = block.root().first_child();
  for (pugi::xml_node around = from; around; around = around.parent()) {
    for (pugi::xml_attribute const declared : around.attributes()) {
      std::string_view const name = declared.name();
      if (!name.starts_with("xmlns") || block.attribute(declared.name())) {
        continue;
      }
      pugi::xml_attribute const known = root.attribute(declared.name());
      if (!known && name != "xmlns") {
        root.append_copy(declared);
      } else if (!known || std::strcmp(known.value(), declared.value()) != 0) {
        block.append_copy(declared);  // the prefix means something else here
      }
    }
    std::string_view ignorable = around.attribute("mc:Ignorable").value();
    while (!ignorable.empty()) {
      std::size_t const end = std::min(ignorable.find_first_of(" \t\r\n"), ignorable.size());
      std::string const prefix{ignorable.substr(0, end)};
      ignorable.remove_prefix(std::min(end + 1, ignorable.size()));
      // Where the block has a meaning of its own for the prefix, it says itself what to ignore.
      pugi::xml_node holder = block.attribute(("xmlns:" + prefix).c_str()) ? block : root;
      pugi::xml_attribute list = holder.attribute("mc:Ignorable");
      if (prefix.empty() || lists(list.value(), prefix)) {
        continue;
      }
      if (!list) {
        list = holder.append_attribute("mc:Ignorable");
      }
      std::string const longer =
          std::string{list.value()} + (*list.value() == '\0' ? "" : " ") + prefix;
      list.set_value(longer.c_str());
    }
  }
}

void adopt_namespaces_of_children(pugi::xml_node from, pugi::xml_node holder) {
  adopt_namespaces(from, holder);
  if (!holder.first_attribute()) {
    return;  // no prefix means two things: nearly always
  }
  for (pugi::xml_node block : holder.children()) {
    for (pugi::xml_attribute const attribute : holder.attributes()) {
      if (!block.attribute(attribute.name())) {
        block.append_copy(attribute);
      }
    }
  }
  holder.remove_attributes();
}

}  // namespace thethuc::compile

// Headers and footers of documents that are joined: equal ones are kept once.

#include <functional>

#include "bulk/merge_sections.h"
#include "opc/part_types.h"
#include "opc/xml.h"
#include "wml/names.h"

namespace thethuc::bulk {
namespace {

using wml::is;

// A header without words takes no room: its paragraph is a twip high.
constexpr char kEmptyParagraph[] =
    "<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/>"
    "</w:pPr></w:p>";

// What a header is made of: its bytes, those of what it shows, and the definitions that it refers
// to.
std::string key_of(opc::Package const& guest,
                   opc::Part const& part,
                   Definitions const& definitions,
                   bool one_section) {
  std::hash<std::string_view> const hash;
  std::string key = std::to_string(hash(part.bytes)) + " " + std::to_string(part.bytes.size()) +
                    " " + std::to_string(definitions.number()) + (one_section ? " 1" : "");
  for (opc::Relationship const& relationship : guest.relationships(part.name).all()) {
    key.append(" ").append(relationship.id).append(" ").append(relationship.target);
    opc::Part const* const target =
        relationship.is_external ? nullptr
                                 : guest.find(opc::Package::target_part(part.name, relationship));
    key.append(" ").append(target ? std::to_string(hash(target->bytes)) : "");
  }
  return key;
}

}  // namespace

// The id by which the joined main part refers to what the guest's calls `id`; "" for nothing.
std::string JoinedSections::header(Shape& shape, std::string const& id, bool one_section) {
  std::string& own = shape.headers()[id + (one_section ? " 1" : "")];
  if (!own.empty()) {
    return own;
  }
  opc::Package const& guest = shape.package();
  opc::Relationship const* const relationship = guest.relationships(guest.main_part()).by_id(id);
  opc::Part const* const part =
      relationship && !relationship->is_external
          ? guest.find(opc::Package::target_part(guest.main_part(), *relationship))
          : nullptr;
  if (!part) {
    return {};
  }
  std::string& name = brought_[key_of(guest, *part, shape.definitions(), one_section)];
  if (name.empty()) {
    name = bring_header(shape, *part, one_section);
  }
  return own = related(opc::wordprocessing_kind(part->content_type), name);
}

std::string JoinedSections::bring_header(Shape& shape, opc::Part const& part, bool one_section) {
  base::Diagnostics ignored;  // the package was read: its parts are sound
  auto const document = opc::parse_xml(part.bytes, {}, part.name, target_.host.limits(), ignored);
  pugi::xml_node const root = document->document_element();
  compile::remove_comments(root);
  if (one_section) {
    count_section_pages(root);
  }
  target_.ids.renumber({root});
  bool const is_leaf = shape.package().relationships(part.name).all().empty();
  opc::Part own{part.name, part.content_type, {}};
  std::string const name = is_leaf ? std::string{} : target_.parts.add(own, false);
  shape.references().map(root, {part.name, name, false, false});
  shape.references().map_definitions();
  own.bytes = opc::to_xml(*document);
  if (is_leaf) {
    return target_.parts.add(own, true);
  }
  target_.host.package().find(name)->bytes = std::move(own.bytes);
  return name;
}

std::string JoinedSections::related(std::string_view kind, std::string const& part_name) {
  std::string& id = relations_[part_name];
  if (id.empty()) {
    std::string const& main = target_.host.package().main_part();
    id = target_.parts.relate(main,
                              {{},
                               std::string{opc::kOfficeRelationships}.append(kind),
                               compile::relative_target(main, part_name),
                               false});
  }
  return id;
}

std::string const& JoinedSections::empty(std::string_view kind) {
  std::string& id = empty_[std::string{kind}];
  if (id.empty()) {
    std::string const root = kind == "header" ? "w:hdr" : "w:ftr";
    std::string const bytes =
        std::string{opc::kXmlDeclaration} + "<" + root +
        " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">" +
        kEmptyParagraph + "</" + root + ">";
    std::string const type = std::string{opc::kWordprocessingTypes}.append(kind) + "+xml";
    std::string const name =
        target_.parts.add({"/word/" + std::string{kind} + "1.xml", type, bytes}, true);
    id = related(kind, name);
  }
  return id;
}

}  // namespace thethuc::bulk

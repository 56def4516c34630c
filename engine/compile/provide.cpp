#include "compile/provide.h"

#include <algorithm>
#include <memory>
#include <string>

#include "opc/xml.h"
#include "rich/numbering.h"
#include "wml/names.h"
#include "wml/numbering.h"

namespace thethuc::compile {
namespace {

#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
constexpr std::string_view kPrefix =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.";
constexpr std::string_view kRoot =
    " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

// A paragraph of each separator, in the ids that Word gives them (ECMA-376 Part 1, 17.11.23).
constexpr std::string_view kSeparators =
    "<w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>"
    "<w:footnote w:type=\"continuationSeparator\" w:id=\"0\"><w:p><w:r><w:continuationSeparator/>"
    "</w:r></w:p></w:footnote>";

opc::Part* find_by_type(opc::Package& package, std::string_view kind) {
  for (opc::Part& part : package.parts()) {
    if (part.content_type.starts_with(kPrefix) &&
        part.content_type.substr(kPrefix.size()) == kind) {
      return &part;
    }
  }
  return nullptr;
}

// Beside the main part, under a name and relationship id that nothing has.
opc::Part& add_part(opc::Package& package,
                    std::string const& stem,
                    std::string_view relationship_type,
                    std::string_view kind,
                    std::string xml) {
  std::string const folder = package.main_part().substr(0, package.main_part().rfind('/') + 1);
  opc::Relationships& relationships = package.relationships(package.main_part());
  std::string name = stem;
  for (int i = 2; package.find(folder + name + ".xml") || relationships.by_id(name); ++i) {
    name = stem + std::to_string(i);
  }
  relationships.add({name, std::string{relationship_type}, name + ".xml", false});
  return package.add(
      {folder + name + ".xml", std::string{kPrefix} + std::string{kind}, std::move(xml)});
}

void provide_footnotes(Source& source) {
  if (find_by_type(source.package, "footnotes+xml")) {
    return;
  }
  opc::Part const& part =
      add_part(source.package,
               "footnotes",
               OFFICE "footnotes",
               "footnotes+xml",
               std::string{opc::kXmlDeclaration} + "<w:footnotes" + std::string{kRoot} + ">" +
                   std::string{kSeparators} + "</w:footnotes>");
  SourcePart opened;
  opened.name = part.name;
  opened.document = parse_part(source, part);
  source.parts.push_back(std::move(opened));
}

// A bullet list in the numbering part; w:abstractNum come before w:num (17.9.17).
int provide_bullets(Source& source) {
  opc::Part* part = find_by_type(source.package, "numbering+xml");
  if (!part) {
    part = &add_part(source.package,
                     "numbering",
                     OFFICE "numbering",
                     "numbering+xml",
                     std::string{opc::kXmlDeclaration} + "<w:numbering" + std::string{kRoot} +
                         "></w:numbering>");
  }
  std::unique_ptr<pugi::xml_document> const document = parse_part(source, *part);
  if (!document) {
    return 0;
  }
  pugi::xml_node const root = document->document_element();
  int abstract_id = 0;
  for (pugi::xml_node abstract : root.children("w:abstractNum")) {
    abstract_id = std::max(abstract_id, abstract.attribute("w:abstractNumId").as_int() + 1);
  }
  int const num_id = wml::Numbering{root}.highest_num_id() + 1;
  std::string xml{opc::kXmlDeclaration};
  opc::append_start_tag(xml, root, false);
  bool wrote_abstract = false;
  bool wrote_num = false;
  auto const put_abstract = [&] {
    if (!std::exchange(wrote_abstract, true)) {
      rich::append_bullet_list(xml, abstract_id);
    }
  };
  auto const put_num = [&] {
    put_abstract();
    if (!std::exchange(wrote_num, true)) {
      xml += "<w:num w:numId=\"" + std::to_string(num_id) + "\"><w:abstractNumId w:val=\"" +
             std::to_string(abstract_id) + "\"/></w:num>";
    }
  };
  for (pugi::xml_node child : root.children()) {
    if (wml::is(child, "w:num")) {
      put_abstract();
    } else if (wml::is(child, "w:numIdMacAtCleanup")) {
      put_num();
    }
    opc::append_xml(xml, child);
  }
  put_num();
  opc::append_end_tag(xml, root);
  part->bytes = std::move(xml);
  return num_id;
}

}  // namespace

int provide_parts(Source& source) {
  bool rich = false;
  bool pictures = false;
  for (SourceTag const& tag : source.tags) {
    bool const is_rich = tag.tag.kind == TagKind::rich_variable;
    rich = rich || is_rich;
    pictures = pictures ||
               (is_insert(tag) && (is_rich || tag.filters.back().terminal != data::Terminal::link));
  }
  if (pictures) {
    for (auto const& [extension, type] : {std::pair{"png", "image/png"},
                                          std::pair{"jpeg", "image/jpeg"},
                                          std::pair{"gif", "image/gif"},
                                          std::pair{"svg", "image/svg+xml"}}) {
      source.package.add_default_type(extension, type);
    }
  }
  if (!rich) {
    return 0;
  }
  provide_footnotes(source);
  return provide_bullets(source);
}

}  // namespace thethuc::compile

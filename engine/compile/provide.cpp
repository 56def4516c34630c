#include "compile/provide.h"

#include <limits>
#include <memory>
#include <string>

#include "compile/merge_host.h"
#include "compile/merge_numbering.h"
#include "opc/part_types.h"
#include "opc/xml.h"
#include "rich/numbering.h"
#include "wml/names.h"

namespace thethuc::compile {
namespace {

// As media::extension() names the formats that pictures of data may have.
constexpr std::string_view kPictureExtensions[] = {"png", "jpeg", "gif", "svg"};

// A list of bullets in the numbering part; its w:numId.
int add_bullet_list(MergeHost& host) {
  std::string xml =
      "<w:numbering xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/"
      "2006/main\">";
  rich::append_bullet_list(xml, 0);
  xml += "<w:num w:numId=\"1\"><w:abstractNumId/></w:num></w:numbering>";
  std::unique_ptr<pugi::xml_document> const list =
      opc::parse_xml(xml, {}, {}, opc::Limits{}, host.diagnostics());
  HostNumbering numbering{host};
  pugi::xml_node const definition = numbering.add(list->document_element().child("w:abstractNum"));
  pugi::xml_node const instance = numbering.add(list->document_element().child("w:num"));
  instance.child("w:abstractNumId")
      .append_attribute(wml::w::val)
      .set_value(definition.attribute("w:abstractNumId").value());
  return instance.attribute("w:numId").as_int();
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
    for (std::string_view const extension : kPictureExtensions) {
      source.package.add_default_type(std::string{extension},
                                      std::string{opc::picture_type(extension)});
    }
  }
  if (!rich) {
    return 0;
  }
  bool const had_footnotes = !shared_part_name(source.package, SharedPart::footnotes).empty();
  MergeHost host{source.package,
                 source.options.file_name,
                 source.options.limits.package,
                 std::numeric_limits<std::size_t>::max(),  // no stranger's: two small pieces
                 source.diagnostics};
  int const bullets = host.root_to_change(SharedPart::numbering) ? add_bullet_list(host) : 0;
  host.root_to_change(SharedPart::footnotes);
  host.store();
  if (!had_footnotes) {
    opc::Part const& part =
        *source.package.find(shared_part_name(source.package, SharedPart::footnotes));
    SourcePart opened;
    opened.name = part.name;
    opened.document = parse_part(source, part);
    source.parts.push_back(std::move(opened));
  }
  return bullets;
}

void update_fields_on_opening(Source& source) {
  MergeHost host{source.package,
                 source.options.file_name,
                 source.options.limits.package,
                 std::numeric_limits<std::size_t>::max(),
                 source.diagnostics};
  if (pugi::xml_node const settings = host.root_to_change(SharedPart::settings)) {
    pugi::xml_node update = setting(settings, "w:updateFields");
    update.remove_attributes();
    update.append_attribute(wml::w::val).set_value("true");
    host.store();
  }
}

}  // namespace thethuc::compile

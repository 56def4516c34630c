// What the joined document is made upon.

#include <algorithm>
#include <functional>
#include <set>

#include "bulk/merge_guest.h"
#include "opc/part_types.h"
#include "opc/xml.h"
#include "wml/names.h"

namespace thethuc::bulk {
namespace {

namespace w = wml::w;
using compile::SharedPart;
using wml::is;

constexpr char kEmptyMain[] =
    "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
    "<w:body/></w:document>";

// Removes the parts that no relationship leads to any more.
void remove_unreached(opc::Package& package) {
  std::set<std::string> reached;
  std::vector<std::string> open{""};
  while (!open.empty()) {
    std::string const source = open.back();
    open.pop_back();
    for (opc::Relationship const& relationship :
         static_cast<opc::Package const&>(package).relationships(source).all()) {
      opc::Part const* const part =
          relationship.is_external ? nullptr
                                   : package.find(opc::Package::target_part(source, relationship));
      if (part && reached.insert(part->name).second) {
        open.push_back(part->name);
      }
    }
  }
  std::vector<std::string> unreached;
  for (opc::Part const& part : package.parts()) {
    if (reached.count(part.name) == 0) {
      unreached.push_back(part.name);
    }
  }
  for (std::string const& name : unreached) {
    package.remove(name);
  }
}

// Removes what the root element of a part holds and is not wanted.
void remove_children(opc::Package& package,
                     SharedPart which,
                     opc::Limits const& limits,
                     std::function<bool(pugi::xml_node)> const& unwanted) {
  opc::Part* const part = package.find(compile::shared_part_name(package, which));
  base::Diagnostics ignored;  // the package was read: its parts are sound
  auto const document =
      part ? opc::parse_xml(part->bytes, {}, part->name, limits, ignored) : nullptr;
  if (!document) {
    return;
  }
  pugi::xml_node root = document->document_element();
  for (pugi::xml_node child = root.first_child(); child;) {
    pugi::xml_node const next = child.next_sibling();
    if (unwanted(child)) {
      root.remove_child(child);
    }
    child = next;
  }
  part->bytes = opc::to_xml(*document);
}

}  // namespace

opc::Package joined_base(opc::Package const& first, opc::Limits const& limits) {
  opc::Package base = first;
  std::string const main = base.main_part();
  base.relationships(main).remove_if([](opc::Relationship const& relationship) {
    static constexpr std::string_view kKept[] = {"styles",
                                                 "numbering",
                                                 "settings",
                                                 "theme",
                                                 "fontTable",
                                                 "webSettings",
                                                 "footnotes",
                                                 "endnotes"};
    std::string_view const type = relationship.type;
    return std::none_of(std::begin(kKept), std::end(kKept), [&](std::string_view kind) {
      return type.starts_with(opc::kOfficeRelationships) &&
             type.substr(opc::kOfficeRelationships.size()) == kind;
    });
  });
  // What these lead to comes with what is brought into them.
  for (SharedPart const which :
       {SharedPart::numbering, SharedPart::footnotes, SharedPart::endnotes}) {
    if (std::string const name = compile::shared_part_name(base, which); !name.empty()) {
      base.relationships(name).remove_if([](opc::Relationship const&) { return true; });
    }
  }
  remove_unreached(base);
  base.find(main)->bytes = std::string{opc::kXmlDeclaration} + kEmptyMain;
  remove_children(
      base, SharedPart::styles, limits, [](pugi::xml_node node) { return is(node, w::style); });
  remove_children(base, SharedPart::numbering, limits, [](pugi::xml_node) { return true; });
  for (SharedPart const which : {SharedPart::footnotes, SharedPart::endnotes}) {
    remove_children(base, which, limits, [](pugi::xml_node note) {
      return std::string_view{note.attribute(w::type).as_string("normal")} == "normal";
    });
  }
  remove_children(base, SharedPart::settings, limits, [](pugi::xml_node setting) {
    return is(setting, "w:rsids") || is(setting, "w:mailMerge");
  });
  return base;
}

}  // namespace thethuc::bulk

#include "library/fragment_styles.h"

#include <algorithm>
#include <initializer_list>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "library/folder_package.h"
#include "library/profile_base.h"
#include "opc/xml.h"
#include "wml/names.h"

namespace thethuc::library {
namespace {

constexpr char kNamespace[] = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

// The fragment as the main part of a document; nullopt when it is no body.
std::optional<std::string> as_main_part(compile::PartialSource const& fragment,
                                        opc::Limits const& limits) {
  base::Diagnostics ignored;
  std::unique_ptr<pugi::xml_document> const body =
      opc::parse_xml(fragment.xml, fragment.file_name, "", limits, ignored);
  if (!body || !wml::is(body->document_element(), wml::w::body)) {
    return std::nullopt;
  }
  pugi::xml_document document;
  pugi::xml_node root = document.append_child("w:document");
  root.append_attribute("xmlns:w").set_value(kNamespace);
  root.append_copy(body->document_element());
  return opc::to_xml(document);
}

std::set<std::string> style_ids(opc::Package const& package,
                                char const* part,
                                opc::Limits const& limits,
                                std::initializer_list<char const*> elements,
                                char const* attribute) {
  std::set<std::string> ids;
  base::Diagnostics ignored;
  opc::Part const* const found = package.find(part);
  std::unique_ptr<pugi::xml_document> const document =
      found ? opc::parse_xml(found->bytes, "", part, limits, ignored) : nullptr;
  if (document) {
    document->find_node([&](pugi::xml_node node) {
      for (char const* element : elements) {
        if (wml::is(node, element)) {
          ids.insert(node.attribute(attribute).value());
        }
      }
      return false;
    });
  }
  return ids;
}

// Whether the profile has the styles that the fragment names; others may be the template's.
bool has_all_styles(opc::Package const& package, opc::Limits const& limits) {
  std::set<std::string> const known =
      style_ids(package, "/word/styles.xml", limits, {wml::w::style}, wml::w::styleId);
  std::set<std::string> const named = style_ids(package,
                                                "/word/document.xml",
                                                limits,
                                                {wml::w::pStyle, wml::w::rStyle, "w:tblStyle"},
                                                wml::w::val);
  return std::includes(known.begin(), known.end(), named.begin(), named.end());
}

std::optional<opc::Package> as_document(compile::PartialSource& fragment,
                                        std::filesystem::path const& library,
                                        std::string const& profile,
                                        opc::Limits const& limits) {
  base::Diagnostics ignored;
  Base base = read_base(library, profile, limits, ignored);
  if (base.section) {
    base.section->fill(fragment.xml, limits);
  }
  std::optional<std::string> main = as_main_part(fragment, limits);
  if (!main) {
    return std::nullopt;
  }
  SourceFolder own{fragment.file_name, {}};
  own.files.push_back({"document.xml", std::move(*main)});
  std::vector<opc::Package::File> files =
      lay_over(std::move(base.folder), std::move(own), limits, ignored);
  std::optional<opc::Package> package;
  if (!ignored.has_errors()) {
    package = opc::Package::from_files(std::move(files), fragment.file_name, limits, ignored);
  }
  return package && has_all_styles(*package, limits) ? std::move(package) : std::nullopt;
}

}  // namespace

compile::PartialResolver with_styles(compile::PartialResolver resolver,
                                     std::filesystem::path library,
                                     std::string profile,
                                     opc::Limits const& limits) {
  return [resolver = std::move(resolver),
          library = std::move(library),
          profile = std::move(profile),
          limits](std::string_view name) {
    std::optional<compile::PartialSource> source = resolver(name);
    if (source && !source->package && !source->diagnostics.has_errors()) {
      source->package = as_document(*source, library, profile, limits);
    }
    return source;
  };
}

}  // namespace thethuc::library

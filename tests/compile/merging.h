#pragma once

// Packages made for merging, and what came of it.

#include <catch2/catch.hpp>

#include "compile/merge.h"
#include "opc/part_types.h"
#include "opc/xml.h"
#include "support/diagnostic_ids.h"
#include "support/docx_fixture.h"
#include "support/matches.h"
#include "support/soundness.h"

namespace thethuc::test {

using opc::Package;

using Files = std::vector<Package::File>;

inline constexpr std::string_view kWml =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.";

inline std::string office(std::string_view kind) {
  return std::string{opc::kOfficeRelationships} + std::string{kind};
}

inline std::string part(std::string const& root, std::string const& content) {
  return "<w:" + root + namespaces() + ">" + content + "</w:" + root + ">";
}

inline Package::File styles(std::string const& content) {
  return {"word/styles.xml", part("styles", content)};
}

inline std::string style(std::string const& type,
                         std::string const& id,
                         std::string const& name,
                         std::string const& content = "") {
  return "<w:style w:type=\"" + type + "\" w:styleId=\"" + id + "\"><w:name w:val=\"" + name +
         "\"/>" + content + "</w:style>";
}

// A host's or guest's default style under an id and a name of its own.
inline std::string default_style(std::string const& id, std::string const& name) {
  return "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"" + id + "\"><w:name w:val=\"" +
         name + "\"/></w:style>";
}

inline std::string p(std::string const& text, std::string const& properties = "") {
  return "<w:p>" + (properties.empty() ? "" : "<w:pPr>" + properties + "</w:pPr>") + "<w:r><w:t>" +
         text + "</w:t></w:r></w:p>";
}

inline std::string with_style(std::string const& id) {
  return p("x", "<w:pStyle w:val=\"" + id + "\"/>");
}

inline std::string with_list(std::string const& num_id) {
  return p("x", "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"" + num_id + "\"/></w:numPr>");
}

inline Package package(std::string const& body, Files files = {}) {
  base::Diagnostics diagnostics;
  auto read = Package::read(make_docx(body, std::move(files)), "x.docx", {}, diagnostics);
  INFO(diagnostics.to_text(base::Language::en));
  REQUIRE(read);
  return std::move(*read);
}

struct Setting {
  int times = 1;
  std::string host_part = "/word/document.xml";
  bool may_end_sections = true;
  std::size_t max_bytes = 1u << 20;
  bool expect_full = false;
};

// The host with the guest's body behind its own blocks.
inline Package merged(Package host, Package const& guest, Setting const& setting = {}) {
  base::Diagnostics diagnostics;
  {
    compile::MergeTarget target{host, "chu.docx", opc::Limits{}, setting.max_bytes, diagnostics};
    compile::Merger merger{target, guest, "khach.docx"};
    REQUIRE(merger.is_readable());
    std::string const bytes = host.find(setting.host_part)->bytes;
    auto const document = opc::parse_xml(bytes, "chu.docx", setting.host_part, {}, diagnostics);
    pugi::xml_node const root = document->document_element();
    pugi::xml_node holder = root.child("w:body") ? root.child("w:body") : root;
    pugi::xml_node const section = holder.child("w:sectPr");
    for (int i = 0; i < setting.times; ++i) {
      merger.append_body(holder, {setting.host_part, setting.may_end_sections});
    }
    if (section) {
      holder.append_move(section);
    }
    host.find(setting.host_part)->bytes = opc::to_xml(*document);
    target.host.store();
    CHECK(target.host.is_full() == setting.expect_full);
  }
  CHECK(ids_of(diagnostics).empty());
  CHECK(defects_of(opc::write_package(host, 1)) == std::vector<std::string>{});
  return host;
}

inline std::string all(Package const& package, std::string_view part_name, char const* pattern) {
  opc::Part const* const found = package.find(part_name);
  return found ? all(found->bytes, pattern) : "no part";
}

inline std::string part_names(Package const& package) {
  std::string out;
  for (opc::Part const& one : package.parts()) {
    out += (out.empty() ? "" : " ") + one.name;
  }
  return out;
}

}  // namespace thethuc::test

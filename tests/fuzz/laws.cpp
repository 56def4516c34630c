#include "fuzz/laws.h"

#include <algorithm>
#include <cstdlib>
#include <iostream>

#include <simdjson.h>

#include "base/text.h"
#include "opc/xml.h"
#include "support/docx_fixture.h"

namespace thethuc::fuzz {

namespace {

constexpr std::string_view kMark = "=== ";

bool is(pugi::xml_node node, std::string_view name) {
  return name == node.name();
}

pugi::xml_node last_element(pugi::xml_node node) {
  pugi::xml_node child = node.last_child();
  while (child && child.type() != pugi::node_element) {
    child = child.previous_sibling();
  }
  return child;
}

int count_of(pugi::xml_node parent, char const* name) {
  int count = 0;
  for (pugi::xml_node const child : parent.children(name)) {
    count += child ? 1 : 0;
  }
  return count;
}

void check_table(pugi::xml_node table) {
  int const columns = count_of(table.child("w:tblGrid"), "w:gridCol");
  law(static_cast<bool>(table.child("w:tr")), "a table has a row");
  for (pugi::xml_node const row : table.children("w:tr")) {
    int filled = 0;
    for (pugi::xml_node const cell : row.children("w:tc")) {
      law(is(last_element(cell), "w:p"), "a cell ends in a paragraph");
      filled += cell.child("w:tcPr").child("w:gridSpan").attribute("w:val").as_int(1);
    }
    law(filled == columns, "a row fills its table's grid");
  }
}

class Tables : public pugi::xml_tree_walker {
  bool for_each(pugi::xml_node& node) override {
    if (is(node, "w:tbl")) {
      check_table(node);
    }
    return true;
  }
};

}  // namespace

void law(bool holds, std::string_view what, std::string_view detail) {
  if (holds) {
    return;
  }
  std::cerr << "broken law: " << what << '\n' << detail << std::endl;
  std::abort();
}

std::string xml_text(std::string_view bytes) {
  std::string out;
  for (std::size_t at = 0; at < bytes.size();) {
    char32_t const c = base::next_code_point(bytes, at);
    base::append_code_point(out, base::is_xml_char(c) ? c : U'?');
  }
  return out;
}

std::string_view Pieces::operator[](std::string_view name) const {
  for (auto const& [known, text] : named) {
    if (known == name) {
      return text;
    }
  }
  return {};
}

Pieces pieces_of(std::string_view input) {
  Pieces out;
  std::string_view* text = &out.first;
  std::size_t begin = 0;  // of the piece
  for (std::size_t line = 0; line < input.size();) {
    std::size_t const end = std::min(input.find('\n', line), input.size());
    if (input.substr(line, kMark.size()) == kMark) {
      // The line's end before the mark belongs to the mark.
      *text = input.substr(begin, line > begin ? line - begin - 1 : 0);
      out.named.emplace_back(
          input.substr(line + kMark.size(), end - std::min(end, line + kMark.size())),
          std::string_view{});
      text = &out.named.back().second;
      begin = std::min(end + 1, input.size());
    }
    line = end + 1;
  }
  *text = input.substr(begin);
  return out;
}

void check_findings(base::Diagnostics const& found, bool failed) {
  law(found.has_errors() == failed,
      failed ? "a failure is told" : "what succeeds is without errors",
      found.to_text(base::Language::en));
  for (base::Diagnostic const& d : found.entries()) {
    for (base::Language const language : {base::Language::vi, base::Language::en}) {
      law(!base::message(d, language).empty(), "a finding has a message", base::id_name(d.id));
      law(base::is_valid_utf8(base::to_text(d, language)), "a finding is readable text");
    }
  }
  if (!found.empty()) {
    // Not data::Document: it takes no control characters.
    simdjson::dom::parser parser;
    simdjson::padded_string const json{found.to_json(base::Language::vi)};
    law(parser.parse(json).error() == simdjson::SUCCESS, "findings are valid JSON", json);
  }
}

opc::Limits own_limits() {
  opc::Limits limits;
  limits.max_ratio = limits.max_total_bytes;
  return limits;
}

void check_document(std::string_view docx) {
  base::Diagnostics found;
  opc::Limits const limits = own_limits();
  auto const package = opc::Package::read(docx, "", limits, found);
  law(package.has_value() && found.empty(),
      "what we write can be read",
      found.to_text(base::Language::en));
  for (opc::Part const& part : package->parts()) {
    if (part.content_type.ends_with("xml")) {
      law(opc::parse_xml(part.bytes, "", part.name, limits, found) != nullptr,
          "the parts that we write are well-formed",
          found.to_text(base::Language::en));
    }
  }
}

void check_blocks(std::string_view xml) {
  base::Diagnostics found;
  std::string const part = test::document_xml(xml);
  auto const document = opc::parse_xml(part, "", "/word/document.xml", {}, found);
  law(document != nullptr, "blocks are well-formed", found.to_text(base::Language::en));
  Tables tables;
  document->traverse(tables);
}

}  // namespace thethuc::fuzz

#include <cstring>
#include <new>

#include "opc/namespaces.h"
#include "opc/xml.h"
#include "opc/xml_scan.h"

namespace thethuc::opc {

namespace {

// parse_ws_pcdata_single keeps the blank of <w:t> </w:t>, and none between elements. Comments and
// processing instructions are dropped by default; a document type does not come this far.
constexpr unsigned kParseFlags = pugi::parse_default | pugi::parse_ws_pcdata_single;
// All white space, to be sorted out by tidy().
constexpr unsigned kParseAllSpace = pugi::parse_default | pugi::parse_ws_pcdata;

bool is_text(pugi::xml_node node) {
  return node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata;
}

bool is_blank(char const* text) {
  return text[std::strspn(text, " \t\r\n")] == '\0';
}

// One text in place of neighbours that a comment or a CDATA border parted.
void merge_texts(pugi::xml_node element) {
  for (pugi::xml_node child = element.first_child(); child; child = child.next_sibling()) {
    bool const is_parted = is_text(child.next_sibling());
    if (!is_text(child) || (child.type() == pugi::node_pcdata && !is_parted)) {
      continue;
    }
    std::string text = child.value();
    while (is_text(child.next_sibling())) {
      text.append(child.next_sibling().value());
      element.remove_child(child.next_sibling());
    }
    pugi::xml_node whole = element.insert_child_before(pugi::node_pcdata, child);
    whole.set_value(text.c_str());
    element.remove_child(child);
    child = whole;
  }
}

// What the parse flags do for regular parts: blank texts stay in text elements only.
void tidy(pugi::xml_node element) {
  merge_texts(element);
  std::string_view const name = element.name();
  bool const keeps_space = is_text_element(name.substr(name.find(':') + 1)) ||
                           std::strcmp(element.attribute("xml:space").value(), "preserve") == 0;
  for (pugi::xml_node child = element.first_child(); child;) {
    pugi::xml_node const next = child.next_sibling();
    if (child.type() == pugi::node_element) {
      tidy(child);
    } else if (!keeps_space && is_blank(child.value())) {
      element.remove_child(child);
    }
    child = next;
  }
}

}  // namespace

std::unique_ptr<pugi::xml_document> parse_xml(std::string_view bytes,
                                              std::string_view file_name,
                                              std::string_view part_name,
                                              Limits const& limits,
                                              base::Diagnostics& out) {
  base::Place place;
  place.file = file_name;
  place.part = part_name;
  std::string storage;
  std::string_view utf8;
  if (!xml_to_utf8(bytes, place, storage, utf8, out)) {
    return nullptr;
  }
  XmlScan const scan = scan_xml(utf8, place, limits, Undeclared::usual_allowed, out);
  if (!scan.is_sound) {
    return nullptr;
  }
  auto document = std::make_unique<pugi::xml_document>();
  pugi::xml_parse_result const parsed =
      document->load_buffer(utf8.data(),
                            utf8.size(),
                            scan.has_loose_space ? kParseAllSpace : kParseFlags,
                            pugi::encoding_utf8);
  if (parsed.status == pugi::status_out_of_memory) {
    throw std::bad_alloc{};
  }
  if (!parsed) {
    out.add(base::diagnose(base::Id::xml_syntax,
                           place_at(place, utf8, static_cast<std::size_t>(parsed.offset)),
                           {},
                           {{"problem", parsed.description()}}));
    return nullptr;
  }
  if (scan.has_unusual_prefixes) {
    normalise_namespaces(*document);
  }
  if (scan.has_loose_space) {
    tidy(document->document_element());
  }
  return document;
}

}  // namespace thethuc::opc

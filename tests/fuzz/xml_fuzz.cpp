// Any bytes as XML of a part: what is read can be written, dense or pretty, and reads as the same.

#include "fuzz/laws.h"
#include "opc/xml.h"

using namespace thethuc;

namespace {

std::unique_ptr<pugi::xml_document> read_again(std::string const& xml) {
  base::Diagnostics none;
  opc::Limits limits;
  limits.max_xml_nodes *= 2;
  auto document = opc::parse_xml(xml, "a.xml", "/a.xml", limits, none);
  fuzz::law(document && none.empty(),
            "XML that we write can be read",
            none.to_text(base::Language::en) + xml);
  return document;
}

void check_escaping(std::string const& text) {
  std::string xml = "<w:t";
  opc::append_attribute(xml, "w:val", text);
  xml += ">x";  // a text of white space alone is not kept everywhere
  opc::append_escaped(xml, text);
  auto const document = read_again(xml + "</w:t>");
  pugi::xml_node const root = document->document_element();
  fuzz::law(root.attribute("w:val").value() == text, "an attribute comes back as it was", text);
  // XML 1.0, 2.11: a carriage return that stands by itself would read as a line feed.
  fuzz::law(root.text().get() == "x" + text, "a text comes back as it was", text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string_view const bytes = fuzz::text_of(data, size);
  check_escaping(fuzz::xml_text(bytes));
  base::Diagnostics found;
  auto const document = opc::parse_xml(bytes, "a.xml", "/word/a.xml", {}, found);
  fuzz::check_findings(found, !document);
  if (document) {
    std::string const dense = opc::to_xml(*document);
    fuzz::law(opc::to_xml(*read_again(dense)) == dense, "dense XML reads as the same", dense);
    std::string const pretty = opc::to_pretty_xml(*document);
    fuzz::law(opc::to_xml(*read_again(pretty)) == dense, "pretty XML reads as the same", pretty);
  }
  return 0;
}

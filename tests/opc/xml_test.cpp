#include "opc/xml.h"

#include <catch2/catch.hpp>

#include "support/diagnostic_ids.h"

using namespace thethuc;

namespace {

#define W "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define R "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define W14 "http://schemas.microsoft.com/office/word/2010/wordml"
#define MC "http://schemas.openxmlformats.org/markup-compatibility/2006"
#define RELS "http://schemas.openxmlformats.org/package/2006/relationships"

std::string dense(std::string_view xml) {
  base::Diagnostics out;
  auto const document = opc::parse_xml(xml, "mẫu.docx", "/word/document.xml", {}, out);
  if (!document) {
    return "refused: " + test::ids_of(out);
  }
  std::string text;
  opc::append_xml(text, *document);
  return text;
}

std::string pretty(std::string_view xml) {
  base::Diagnostics out;
  auto const document = opc::parse_xml(xml, "mẫu.docx", "/word/document.xml", {}, out);
  return document ? opc::to_pretty_xml(*document) : "refused: " + test::ids_of(out);
}

std::string utf16(std::u16string_view text, bool is_big_endian) {
  std::string out = is_big_endian ? "\xFE\xFF" : "\xFF\xFE";
  for (char16_t const unit : text) {
    char const high = static_cast<char>(unit >> 8);
    char const low = static_cast<char>(unit & 0xFF);
    out += is_big_endian ? high : low;
    out += is_big_endian ? low : high;
  }
  return out;
}

std::string nested(int depth) {
  std::string out;
  for (int i = 0; i < depth; ++i) {
    out += "<a>";
  }
  for (int i = 0; i < depth; ++i) {
    out += "</a>";
  }
  return out;
}

struct Case {
  std::string name;
  std::string xml;
  std::string expect;
};

}  // namespace

TEST_CASE("white space is kept in text and dropped between elements", "[opc]") {
  auto const c = GENERATE(values<Case>({
      {"dense", "<w:p><w:r><w:t>Số: </w:t></w:r></w:p>", "<w:p><w:r><w:t>Số: </w:t></w:r></w:p>"},
      {"pretty",
       "<w:p>\n  <w:r>\n    <w:t>Số: </w:t>\n  </w:r>\n</w:p>\n",
       "<w:p><w:r><w:t>Số: </w:t></w:r></w:p>"},
      {"a blank alone", "<w:r><w:t> </w:t></w:r>", "<w:r><w:t> </w:t></w:r>"},
      {"a line feed alone", "<a:t>\n</a:t>", "<a:t>\n</a:t>"},
      {"of all text elements",
       "<w:r><w:delText> </w:delText><w:instrText> </w:instrText><w:delInstrText> "
       "</w:delInstrText><m:t> </m:t></w:r>",
       "<w:r><w:delText> </w:delText><w:instrText> </w:instrText><w:delInstrText> "
       "</w:delInstrText><m:t> </m:t></w:r>"},
      {"an empty paragraph", "<w:body><w:p>\n</w:p></w:body>", "<w:body><w:p/></w:body>"},
      {"preserved where asked",
       R"(<x xml:space="preserve"> <y> </y> </x>)",
       R"(<x xml:space="preserve"> <y/> </x>)"},
      {"a comment in a text", "<w:t>a <!-- x --> b</w:t>", "<w:t>a  b</w:t>"},
      {"a comment beside a blank", "<w:t> <!-- x --></w:t>", "<w:t> </w:t>"},
      {"a comment between elements", "<w:p> <!-- x --> <w:r/></w:p>", "<w:p><w:r/></w:p>"},
      {"spelt by references", "<w:p>&#10;\n<w:r/>&#32;</w:p>", "<w:p><w:r/></w:p>"},
      {"spelt by references in a text", "<w:t>&#32;</w:t>", "<w:t> </w:t>"},
      {"an instruction", "<?xml version='1.0'?><?x y?><w:p><?x y?></w:p><!-- z -->", "<w:p/>"},
      {"CDATA", "<w:t>a <![CDATA[<b> & ]]> c</w:t>", "<w:t>a &lt;b&gt; &amp;  c</w:t>"},
      {"blank CDATA", "<w:t><![CDATA[ ]]></w:t>", "<w:t> </w:t>"},
      {"line ends", "<w:t>a\r\nb\rc&#13;</w:t>", "<w:t>a\nb\nc&#13;</w:t>"},
      {"references",
       "<w:t a='&#9;&#xA;&quot;&apos;'>&#x1EA3;&amp;&lt;&gt;&quot;</w:t>",
       "<w:t a=\"&#9;&#10;&quot;'\">ả&amp;&lt;&gt;\"</w:t>"},
      {"byte order mark",
       "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"UTF-8\"?><a>ă</a>",
       "<a>ă</a>"},
      {"UTF-16 little endian",
       utf16(u"<?xml version=\"1.0\" encoding=\"UTF-16\"?><a>Số 𝄞</a>", false),
       "<a>Số 𝄞</a>"},
      {"UTF-16 big endian", utf16(u"<a>Số</a>", true), "<a>Số</a>"},
      {"ASCII", "<?xml version='1.0' encoding='windows-1258'?><a>So</a>", "<a>So</a>"},
  }));
  DYNAMIC_SECTION(c.name) {
    CHECK(dense(c.xml) == c.expect);
    CHECK(dense(pretty(c.xml)) == c.expect);
    CHECK(pretty(pretty(c.xml)) == pretty(c.xml));
  }
}

TEST_CASE("pretty XML is one element a line", "[opc]") {
  CHECK(
      pretty(
          R"(<w:p w:a="1"><w:pPr/><w:r><w:t xml:space="preserve"> Số </w:t></w:r><x>a<y/></x></w:p>)") ==
      std::string{opc::kXmlDeclaration} +
          "<w:p w:a=\"1\">\n"
          "  <w:pPr/>\n"
          "  <w:r>\n"
          "    <w:t xml:space=\"preserve\"> Số </w:t>\n"
          "  </w:r>\n"
          "  <x>a<y/></x>\n"
          "</w:p>\n");
}

TEST_CASE("known namespaces get their usual prefixes", "[opc]") {
  auto const c = GENERATE(values<Case>({
      {"usual",
       "<w:p xmlns:w=\"" W "\"><w:r w:a=\"1\"/></w:p>",
       "<w:p xmlns:w=\"" W "\"><w:r w:a=\"1\"/></w:p>"},
      {"numbered",
       "<ns0:p xmlns:ns0=\"" W "\" ns0:b=\"1\"><ns0:r/></ns0:p>",
       "<w:p xmlns:w=\"" W "\" w:b=\"1\"><w:r/></w:p>"},
      {"default",
       "<p xmlns=\"" W "\" b=\"1\"><r xmlns=\"urn:x\"/></p>",
       "<w:p xmlns:w=\"" W "\" b=\"1\"><r xmlns=\"urn:x\"/></w:p>"},
      {"swapped",
       "<r:p xmlns:r=\"" W "\" xmlns:w=\"" R "\" w:id=\"1\"/>",
       "<w:p xmlns:w=\"" W "\" xmlns:r=\"" R "\" r:id=\"1\"/>"},
      {"declared inside",
       "<w:p xmlns:w=\"" W "\"><x:r xmlns:x=\"" W14 "\"/><x:r xmlns:x=\"" W "\"/></w:p>",
       "<w:p xmlns:w=\"" W "\" xmlns:w14=\"" W14 "\"><w14:r/><w:r/></w:p>"},
      {"Ignorable",
       "<a1:p xmlns:a1=\"" W "\" xmlns:a2=\"" MC "\" xmlns:a3=\"" W14
       "\" xmlns:q=\"urn:x\" a2:Ignorable=\"a3 q\" a2:ProcessContent=\"a3:x\"/>",
       "<w:p xmlns:w=\"" W "\" xmlns:mc=\"" MC "\" xmlns:w14=\"" W14
       "\" xmlns:q=\"urn:x\" mc:Ignorable=\"w14 q\" mc:ProcessContent=\"w14:x\"/>"},
      {"Requires",
       "<m:AlternateContent xmlns:m=\"" MC "\"><m:Choice xmlns:z=\"" W14
       "\" Requires=\"z\"/></m:AlternateContent>",
       "<mc:AlternateContent xmlns:mc=\"" MC "\" xmlns:w14=\"" W14
       "\"><mc:Choice Requires=\"w14\"/></mc:AlternateContent>"},
      {"unknown under a usual prefix",
       "<w:p xmlns:w=\"urn:x\" xmlns:q=\"" W "\" w:a=\"1\"><q:r/></w:p>",
       "<w_1:p xmlns:w=\"" W "\" xmlns:w_1=\"urn:x\" w_1:a=\"1\"><w:r/></w_1:p>"},
      {"relationships",
       "<ns0:Relationships xmlns:ns0=\"" RELS "\"><ns0:Relationship Id=\"a\"/></ns0:Relationships>",
       "<Relationships xmlns=\"" RELS "\"><Relationship Id=\"a\"/></Relationships>"},
      {"xsi:type",
       "<q:created xmlns:q=\"http://purl.org/dc/terms/\" "
       "xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" i:type=\"q:W3CDTF\"/>",
       "<dcterms:created xmlns:dcterms=\"http://purl.org/dc/terms/\" "
       "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"dcterms:W3CDTF\"/>"},
      {"Strict",
       "<w:p xmlns:w=\"http://purl.oclc.org/ooxml/wordprocessingml/main\" "
       "w:conformance=\"strict\"><a uri=\"http://purl.oclc.org/ooxml/drawingml/picture\"/></w:p>",
       "<w:p xmlns:w=\"" W
       "\"><a uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"/></w:p>"},
      {"Strict properties",
       "<Properties xmlns=\"http://purl.oclc.org/ooxml/officeDocument/extendedProperties\"/>",
       "<Properties "
       "xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"/>"},
      {"a fragment without declarations", "<w:p><w:r/></w:p>", "<w:p><w:r/></w:p>"},
      {"a default namespace within",
       "<w:p xmlns:w=\"" W "\"><b:x xmlns:b=\"urn:b\"/><x xmlns=\"\"/></w:p>",
       "<w:p xmlns:w=\"" W "\"><b_1:x xmlns:b_1=\"urn:b\"/><x xmlns=\"\"/></w:p>"},
  }));
  DYNAMIC_SECTION(c.name) {
    CHECK(dense(c.xml) == c.expect);
    CHECK(dense(c.expect) == c.expect);
  }
}

TEST_CASE("XML that is not sound is refused at its place", "[opc]") {
  struct Refusal {
    std::string name;
    std::string xml;
    std::string expect;  // id, line and column
  };
  auto const c = GENERATE(values<Refusal>({
      {"empty", "", "xml_syntax 1:1"},
      {"text", "chữ", "xml_syntax 1:1"},
      {"never closed", "<a>\n<b>", "xml_syntax 2:4"},
      {"crossed", "<a><b></a></b>", "xml_syntax 1:7"},
      {"closed too often", "<a/></a>", "xml_syntax 1:5"},
      {"second root", "<a/><b/>", "xml_syntax 1:5"},
      {"text after the root", "<a/>\n chữ", "xml_syntax 2:2"},
      {"undeclared prefix", "<q:a/>", "xml_syntax 1:1"},
      {"prefix out of scope", "<a><b xmlns:q='u'/><q:c/></a>", "xml_syntax 1:20"},
      {"two prefixes", "<w:a:b/>", "xml_syntax 1:2"},
      {"attribute twice", "<a Số='1' b='' Số='2'/>", "xml_syntax 1:16"},
      {"no quotes", "<a b=1/>", "xml_syntax 1:6"},
      {"value never closed", "<a b='1/>", "xml_syntax 1:4"},
      {"no blank", "<a b='1'c='2'/>", "xml_syntax 1:9"},
      {"< in a value", "<a b='<'/>", "xml_syntax 1:7"},
      {"bare &", "<a>Ủy ban & Sở</a>", "xml_syntax 1:11"},
      {"unknown reference", "<a>&nbsp;</a>", "xml_syntax 1:4"},
      {"reference to NUL", "<a>&#0;</a>", "xml_syntax 1:4"},
      {"reference to a surrogate", "<a>&#xD800;</a>", "xml_syntax 1:4"},
      {"reference beyond Unicode", "<a>&#99999999999;</a>", "xml_syntax 1:4"},
      {"NUL", std::string("<a>\0</a>", 8), "xml_syntax 1:4"},
      {"control character", "<a>\x07</a>", "xml_syntax 1:4"},
      {"control character in a comment", "<a><!-- \x07 --></a>", "xml_syntax 1:9"},
      {"U+FFFE", "<a>\xEF\xBF\xBE</a>", "xml_syntax 1:4"},
      {"comment never closed", "<a><!-- </a>", "xml_syntax 1:4"},
      {"CDATA never closed", "<a><![CDATA[ </a>", "xml_syntax 1:4"},
      {"late declaration", " <?xml version='1.0'?><a/>", "xml_syntax 1:2"},
      {"declaration without version", "<?xml encoding='UTF-8'?><a/>", "xml_syntax 1:1"},
      {"declaration of XML 2", "<?xml version='2.0'?><a/>", "xml_syntax 1:1"},
      {"declaration out of order",
       "<?xml version='1.0' standalone='no' encoding='x'?><a/>",
       "xml_syntax 1:1"},
      {"declaration without blank", "<?xml version='1.0'encoding='x'?><a/>", "xml_syntax 1:1"},
      {"standalone of neither", "<?xml version='1.0' standalone='1'?><a/>", "xml_syntax 1:1"},
      {"XML in capitals", "<?XML version='1.0'?><a/>", "xml_syntax 1:1"},
      {"instruction without name", "<a/><?~ml x?>", "xml_syntax 1:7"},
      {"instruction with a name cut short", "<a/><?x~ y?>", "xml_syntax 1:8"},
      {"instruction never closed", "<a/><?x y>", "xml_syntax 1:8"},
      {"two hyphens in a comment", "<a><!-- a -- b --></a>", "xml_syntax 1:4"},
      {"comment of three hyphens", "<a><!-- a ---></a>", "xml_syntax 1:4"},
      {"comment that closes as it opens", "<a><!--></a>-->", "xml_syntax 1:4"},
      {"]]> in a text", "<a>x[[1]]>2</a>", "xml_syntax 1:8"},
      {"DOCTYPE",
       "<?xml version='1.0'?>\n<!DOCTYPE a [<!ENTITY x 'x'>]><a>&x;</a>",
       "xml_doctype 2:1"},
      {"DOCTYPE in UTF-16", utf16(u"<!DOCTYPE a><a/>", true), "xml_doctype 1:1"},
      {"not UTF-8", "<a>\n Số \xFF</a>", "xml_encoding 2:5"},
      {"cut UTF-8", "<a>\xE1\xBA</a>", "xml_encoding 1:4"},
      {"another encoding", "<?xml version='1.0' encoding='TCVN3'?><a>\xB8</a>", "xml_encoding 0:0"},
      {"lone surrogate",
       utf16(std::u16string_view(u"<a>\xD800</a>", 8), false),
       "xml_encoding 0:0"},
      {"half a unit", utf16(u"<a/>", false) + "x", "xml_encoding 0:0"},
      {"too deep", nested(257), "xml_too_deep 1:769"},
      {"20,000 deep", nested(20'000), "xml_too_deep 1:769"},
  }));
  DYNAMIC_SECTION(c.name) {
    base::Diagnostics out;
    CHECK_FALSE(opc::parse_xml(c.xml, "mẫu.docx", "/word/document.xml", {}, out));
    REQUIRE(out.entries().size() == 1);
    base::Diagnostic const& d = out.entries()[0];
    CHECK(test::ids_of(out) + " " + std::to_string(d.place.line) + ":" +
              std::to_string(d.place.column) ==
          c.expect);
    CHECK(d.place.file == "mẫu.docx");
    CHECK(d.place.part == "/word/document.xml");
    CHECK(base::message(d, base::Language::vi).find('{') == std::string::npos);
    CHECK(base::message(d, base::Language::en).find('{') == std::string::npos);
  }
}

TEST_CASE("limits of XML count what costs memory", "[opc]") {
  opc::Limits limits;
  limits.max_xml_nodes = 6;
  limits.max_xml_depth = 2;
  auto const c = GENERATE(values<Case>({
      {"elements, attributes and texts", "<a b='' c=''>x<d/>y</a>", ""},
      {"one more text", "<a b='' c=''>x<d/>y<d/></a>", "xml_too_many_nodes"},
      {"one more attribute", "<a b='' c=''>x<d e=''/>y</a>", "xml_too_many_nodes"},
      {"white space is free", "<a>\n<b>\n</b>\n<b>\n</b>\n<b/>\n<b/>\n<b/></a>", ""},
      {"two deep", "<a><b/></a>", ""},
      {"three deep", "<a><b><c/></b></a>", "xml_too_deep"},
  }));
  DYNAMIC_SECTION(c.name) {
    base::Diagnostics out;
    opc::parse_xml(c.xml, "", "", limits, out);
    CHECK(test::ids_of(out) == c.expect);
  }
}

TEST_CASE("a part made to be slow is refused or read in time", "[opc]") {
  std::string attributes = "<a";
  std::string namespaces = "<a";
  for (int i = 0; i < 200'000; ++i) {
    attributes += " a" + std::to_string(i) + "=''";
    namespaces += " xmlns:a" + std::to_string(i) + "='u'";
  }
  std::string declarations = "<a>";
  for (int i = 0; i < 30'000; ++i) {
    std::string const prefix = "w" + std::to_string(i % 50);
    declarations +=
        "<" + prefix + ":b xmlns:" + prefix + "='u" + std::to_string(i) + "' xmlns:q='" W "'/>";
  }
  std::string ampersands(2'000'000, '&');
  struct Slow {
    char const* name;
    std::string xml;
    bool is_sound;
  };
  auto const c = GENERATE_COPY(values<Slow>({
      {"attributes", attributes + "/>", true},
      {"namespaces", namespaces + "/>", false},
      {"declarations", declarations + "</a>", true},
      {"ampersands", "<a>" + ampersands + "</a>", false},
      {"open comments", "<a>" + std::string(1'000'000, '<') + "</a>", false},
  }));
  DYNAMIC_SECTION(c.name) {
    base::Diagnostics out;
    CHECK((opc::parse_xml(c.xml, "", "", {}, out) != nullptr) == c.is_sound);
  }
}

TEST_CASE("text and attributes are escaped for their places", "[opc]") {
  std::string text;
  opc::append_escaped(text, "A & <B> \"'\t\n\r ]]> ế");
  CHECK(text == "A &amp; &lt;B&gt; \"'\t\n&#13; ]]&gt; ế");
  std::string value;
  opc::append_attribute_escaped(value, "A & <B> \"'\t\n\r ế");
  CHECK(value == "A &amp; &lt;B&gt; &quot;'&#9;&#10;&#13; ế");
}

TEST_CASE("tags are written apart as they are whole", "[opc]") {
  pugi::xml_document document;
  document.load_string("<w:p a=\"&quot;\"><w:r/></w:p>");
  pugi::xml_node const p = document.document_element();
  std::string out;
  opc::append_start_tag(out, p, false);
  opc::append_xml(out, p.first_child());
  opc::append_end_tag(out, p);
  std::string whole;
  opc::append_xml(whole, document);
  CHECK(out == "<w:p a=\"&quot;\"><w:r/></w:p>");
  CHECK(whole == out);
  CHECK(opc::to_xml(p) == std::string{opc::kXmlDeclaration} + out);
  std::string empty;
  opc::append_start_tag(empty, p, true);
  opc::append_xml(empty, pugi::xml_node{});
  CHECK(empty == "<w:p a=\"&quot;\"/>");
}

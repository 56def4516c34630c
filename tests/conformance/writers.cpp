#include "conformance/writers.h"

#include <string_view>

namespace thethuc::test {
namespace {

using File = opc::Package::File;

#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define WML "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define W_NAMESPACE "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
#define DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

struct Link {
  char const* type;
  char const* target;
};

std::string relationships(std::initializer_list<Link> links) {
  std::string out = DECLARATION "<Relationships xmlns=\"" PACKAGE "relationships\">";
  int number = 0;
  for (Link const& link : links) {
    out += "<Relationship Id=\"rId" + std::to_string(++number) + "\" Type=\"" + link.type +
           "\" Target=\"" + link.target + "\"/>";
  }
  return out + "</Relationships>";
}

struct Type {
  char const* part;
  char const* content_type;
};

std::string content_types(std::initializer_list<Type> overrides) {
  std::string out =
      DECLARATION "<Types xmlns=\"" PACKAGE
                  "content-types\"><Default Extension=\"rels\" "
                  "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                  "<Default Extension=\"xml\" ContentType=\"application/xml\"/>";
  for (Type const& type : overrides) {
    out += "<Override PartName=\"" + std::string{type.part} + "\" ContentType=\"" +
           type.content_type + "\"/>";
  }
  return out + "</Types>";
}

std::string core_properties() {
  return DECLARATION
      "<cp:coreProperties xmlns:cp=\"" PACKAGE
      "metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
      "xmlns:dcterms=\"http://purl.org/dc/terms/\" "
      "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>Báo cáo {{so}}</dc:title>"
      "<dcterms:created xsi:type=\"dcterms:W3CDTF\">2021-09-14T01:02:03Z</dcterms:created>"
      "</cp:coreProperties>";
}

constexpr char kCoreType[] = "application/vnd.openxmlformats-package.core-properties+xml";
constexpr char kCustomType[] =
    "application/vnd.openxmlformats-officedocument.custom-properties+xml";

// Word: revision ids and paragraph ids everywhere, marks of the spelling checker between the runs
// of a tag (the checker knows no word "noi"), newer namespaces that mc:Ignorable names, data for
// bibliographies.
std::vector<File> word() {
  std::string const rsid = " w:rsidR=\"00A77B3E\" w:rsidRPr=\"005C3F10\"";
  auto const r = [](std::string const& text) {
    return "<w:r w:rsidRPr=\"00C12F4D\"><w:t xml:space=\"preserve\">" + text + "</w:t></w:r>";
  };
  auto const p = [&](char const* id, std::string const& content) {
    return "<w:p w14:paraId=\"" + std::string{id} + "\" w14:textId=\"77777777\"" + rsid + ">" +
           content + "</w:p>";
  };
  auto const tc = [](std::string const& content) {
    return "<w:tc><w:tcPr><w:tcW w:w=\"4531\" w:type=\"dxa\"/></w:tcPr>" + content + "</w:tc>";
  };
  std::string const spelling = "<w:proofErr w:type=\"spellStart\"/>";
  std::string const spelt = "<w:proofErr w:type=\"spellEnd\"/>";
  std::string const document =
      DECLARATION
      "<w:document "
      "xmlns:wpc=\"http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas\" "
      "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" " W_NAMESPACE
      " xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" "
      "xmlns:w15=\"http://schemas.microsoft.com/office/word/2012/wordml\" "
      "xmlns:w16cid=\"http://schemas.microsoft.com/office/word/2016/wordml/cid\" "
      "mc:Ignorable=\"w14 w15 w16cid\"><w:body>" +
      p("1B2C3D01",
        r("Kính gửi: {{") + spelling + r("noi") + spelt + r("_nhan}}") +
            "<w:bookmarkStart w:id=\"0\" w:name=\"_GoBack\"/><w:bookmarkEnd w:id=\"0\"/>") +
      p("1B2C3D02", r("{{#") + spelling + r("muc") + spelt + r("}}")) +
      p("1B2C3D03", r("{{@number}}. {{") + "<w:r><w:lastRenderedPageBreak/></w:r>" + r("ten}}")) +
      p("1B2C3D04", r("{{/muc}}")) +
      "<w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/><w:tblLook w:val=\"04A0\"/></w:tblPr>"
      "<w:tblGrid><w:gridCol w:w=\"4531\"/><w:gridCol w:w=\"4531\"/></w:tblGrid><w:tr" +
      rsid + " w14:paraId=\"1B2C3D05\" w14:textId=\"77777777\">" + tc(p("1B2C3D06", r("STT"))) +
      tc(p("1B2C3D07", r("Tên"))) + "</w:tr><w:tr" + rsid +
      " w14:paraId=\"1B2C3D08\" w14:textId=\"77777777\">" +
      tc(p("1B2C3D09", r("{{#muc}}{{@number}}"))) + tc(p("1B2C3D0A", r("{{ten}}{{/muc}}"))) +
      "</w:tr></w:tbl>" + p("1B2C3D0B", "") +
      "<w:sectPr w:rsidR=\"00A77B3E\"><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" "
      "w:right=\"1134\" w:bottom=\"1134\" w:left=\"1701\" w:header=\"709\" w:footer=\"709\" "
      "w:gutter=\"0\"/><w:cols w:space=\"708\"/><w:docGrid w:linePitch=\"360\"/></w:sectPr>"
      "</w:body></w:document>";
  return {
      {"[Content_Types].xml",
       content_types({{"/word/document.xml", WML "document.main+xml"},
                      {"/customXml/itemProps1.xml",
                       "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"},
                      {"/word/styles.xml", WML "styles+xml"},
                      {"/word/settings.xml", WML "settings+xml"},
                      {"/word/webSettings.xml", WML "webSettings+xml"},
                      {"/docProps/core.xml", kCoreType}})},
      {"_rels/.rels",
       relationships({{OFFICE "officeDocument", "word/document.xml"},
                      {PACKAGE "relationships/metadata/core-properties", "docProps/core.xml"}})},
      {"word/document.xml", document},
      {"word/_rels/document.xml.rels",
       relationships({{OFFICE "customXml", "../customXml/item1.xml"},
                      {OFFICE "styles", "styles.xml"},
                      {OFFICE "settings", "settings.xml"},
                      {OFFICE "webSettings", "webSettings.xml"}})},
      {"word/styles.xml",
       DECLARATION "<w:styles " W_NAMESPACE
                   "><w:docDefaults><w:rPrDefault/><w:pPrDefault/></w:docDefaults><w:style "
                   "w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name "
                   "w:val=\"Normal\"/><w:qFormat/></w:style></w:styles>"},
      {"word/settings.xml",
       DECLARATION
       "<w:settings " W_NAMESPACE
       "><w:zoom w:percent=\"100\"/><w:proofState w:spelling=\"clean\" w:grammar=\"clean\"/>"
       "<w:rsids><w:rsidRoot w:val=\"00A77B3E\"/><w:rsid w:val=\"005C3F10\"/></w:rsids>"
       "</w:settings>"},
      {"word/webSettings.xml", DECLARATION "<w:webSettings " W_NAMESPACE "/>"},
      {"docProps/core.xml", core_properties()},
      {"customXml/item1.xml",
       "<b:Sources SelectedStyle=\"\\APASixthEditionOfficeOnline.xsl\" "
       "xmlns:b=\"http://schemas.openxmlformats.org/officeDocument/2006/bibliography\"></"
       "b:Sources>"},
      {"customXml/itemProps1.xml",
       DECLARATION
       "<ds:datastoreItem ds:itemID=\"{8F1A2B3C-0000-4000-8000-000000000001}\" "
       "xmlns:ds=\"http://schemas.openxmlformats.org/officeDocument/2006/customXml\"/>"},
      {"customXml/_rels/item1.xml.rels",
       relationships({{OFFICE "customXmlProps", "itemProps1.xml"}})}};
}

// LibreOffice: [Content_Types].xml last and naming even the .rels, core properties by a
// relationship of an own spelling, an empty w:rPr in each run, xml:space only where a space would
// be lost.
std::vector<File> libreoffice() {
  auto const p = [](std::string const& text) {
    return "<w:p><w:pPr><w:pStyle w:val=\"Normal\"/><w:bidi w:val=\"0\"/><w:jc w:val=\"start\"/>"
           "<w:rPr></w:rPr></w:pPr><w:r><w:rPr></w:rPr><w:t>" +
           text + "</w:t></w:r></w:p>";
  };
  auto const tc = [](std::string const& content) {
    return "<w:tc><w:tcPr><w:tcW w:w=\"4819\" "
           "w:type=\"dxa\"/><w:tcBorders></w:tcBorders></w:tcPr>" +
           content + "</w:tc>";
  };
  std::string const document =
      DECLARATION
      "<w:document xmlns:o=\"urn:schemas-microsoft-com:office:office\" "
      "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" "
      "xmlns:v=\"urn:schemas-microsoft-com:vml\" " W_NAMESPACE
      " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" "
      "xmlns:wp14=\"http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing\" "
      "xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" mc:Ignorable=\"w14 "
      "wp14\">"
      "<w:body>" +
      p("Kính gửi: {{noi_nhan}}") + p("{{#muc}}") + p("{{@number}}. {{ten}}") + p("{{/muc}}") +
      "<w:tbl><w:tblPr><w:tblW w:w=\"9638\" w:type=\"dxa\"/><w:jc w:val=\"start\"/><w:tblInd "
      "w:w=\"0\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid><w:gridCol "
      "w:w=\"4819\"/><w:gridCol w:w=\"4819\"/></w:tblGrid><w:tr><w:trPr></w:trPr>" +
      tc(p("STT")) + tc(p("Tên")) + "</w:tr><w:tr><w:trPr></w:trPr>" +
      tc(p("{{#muc}}{{@number}}")) + tc(p("{{ten}}{{/muc}}")) + "</w:tr></w:tbl>" +
      "<w:p><w:pPr></w:pPr><w:r><w:rPr></w:rPr></w:r></w:p>"
      "<w:sectPr><w:type w:val=\"nextPage\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar "
      "w:left=\"1134\" w:right=\"1134\" w:gutter=\"0\" w:header=\"0\" w:top=\"1134\" "
      "w:footer=\"0\" "
      "w:bottom=\"1134\"/><w:pgNumType w:fmt=\"decimal\"/><w:formProt w:val=\"false\"/>"
      "<w:textDirection w:val=\"lrTb\"/></w:sectPr></w:body></w:document>";
  return {
      {"_rels/.rels",
       relationships({{"http://schemas.openxmlformats.org/officedocument/2006/relationships/"
                       "metadata/core-properties",
                       "docProps/core.xml"},
                      {OFFICE "officeDocument", "word/document.xml"}})},
      {"docProps/core.xml", core_properties()},
      {"word/_rels/document.xml.rels", relationships({{OFFICE "styles", "styles.xml"}})},
      {"word/document.xml", document},
      {"word/styles.xml",
       DECLARATION
       "<w:styles " W_NAMESPACE
       "><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name "
       "w:val=\"Normal\"/><w:qFormat/><w:pPr><w:widowControl/><w:bidi w:val=\"0\"/></w:pPr>"
       "</w:style><w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"Style14\"><w:name "
       "w:val=\"Tiêu đề\"/><w:basedOn w:val=\"Normal\"/></w:style></w:styles>"},
      {"[Content_Types].xml",
       content_types({{"/_rels/.rels", "application/vnd.openxmlformats-package.relationships+xml"},
                      {"/word/_rels/document.xml.rels",
                       "application/vnd.openxmlformats-package.relationships+xml"},
                      {"/docProps/core.xml", kCoreType},
                      {"/word/document.xml", WML "document.main+xml"},
                      {"/word/styles.xml", WML "styles+xml"}})}};
}

// Google Docs: revision ids of zeros, a content control around every cell and around runs that were
// commented on, widths with decimals, w:tblGridChange, a trailing empty run in each paragraph.
std::vector<File> google_docs() {
  std::string const zeros =
      " w:rsidR=\"00000000\" w:rsidDel=\"00000000\" w:rsidP=\"00000000\" "
      "w:rsidRDefault=\"00000000\" w:rsidRPr=\"00000000\"";
  int number = 0;
  auto const tag = [&number] {
    std::string const id = std::to_string(number++);
    return "<w:sdtPr><w:id w:val=\"-3752378" + id + "\"/><w:tag w:val=\"goog_rdk_" + id +
           "\"/></w:sdtPr>";
  };
  auto const p = [&](char const* id, std::string const& content) {
    return "<w:p" + zeros + " w14:paraId=\"" + id + "\"><w:pPr><w:rPr/></w:pPr>" + content +
           "<w:r><w:rPr><w:rtl w:val=\"0\"/></w:rPr></w:r></w:p>";
  };
  auto const r = [](std::string const& text) {
    return "<w:r><w:rPr><w:rtl w:val=\"0\"/></w:rPr><w:t xml:space=\"preserve\">" + text +
           "</w:t></w:r>";
  };
  auto const tc = [&](std::string const& content) {
    return "<w:sdt>" + tag() +
           "<w:sdtContent><w:tc><w:tcPr><w:shd w:fill=\"auto\" w:val=\"clear\"/></w:tcPr>" +
           content + "</w:tc></w:sdtContent></w:sdt>";
  };
  std::string const commented =
      "<w:sdt>" + tag() + "<w:sdtContent>" + r("{{noi_") + "</w:sdtContent></w:sdt>";
  std::string document =
      DECLARATION
      "<w:document "
      "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" " W_NAMESPACE
      " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" "
      "xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" mc:Ignorable=\"w14\">"
      "<w:body>" +
      p("00000001", r("Kính gửi: ") + commented + r("nhan}}")) + p("00000002", r("{{#muc}}")) +
      p("00000003", r("{{@number}}. {{ten}}")) + p("00000004", r("{{/muc}}")) +
      "<w:tbl><w:tblPr><w:tblW w:w=\"9026.0\" w:type=\"dxa\"/><w:jc w:val=\"left\"/><w:tblLayout "
      "w:type=\"fixed\"/><w:tblLook w:val=\"0600\"/></w:tblPr><w:tblGrid><w:gridCol w:w=\"4513\"/>"
      "<w:gridCol w:w=\"4513\"/><w:tblGridChange w:id=\"0\"><w:tblGrid><w:gridCol w:w=\"4513\"/>"
      "<w:gridCol w:w=\"4513\"/></w:tblGrid></w:tblGridChange></w:tblGrid>";
  document += "<w:tr><w:trPr><w:cantSplit w:val=\"0\"/><w:tblHeader w:val=\"0\"/></w:trPr>" +
              tc(p("00000005", r("STT"))) + tc(p("00000006", r("Tên"))) + "</w:tr>";
  document += "<w:tr>" + tc(p("00000007", r("{{#muc}}{{@number}}"))) +
              tc(p("00000008", r("{{ten}}{{/muc}}"))) + "</w:tr></w:tbl>";
  document += p("00000009", "") +
              "<w:sectPr><w:pgSz w:h=\"16834\" w:w=\"11909\" w:orient=\"portrait\"/><w:pgMar "
              "w:bottom=\"1440\" w:top=\"1440\" w:left=\"1440\" w:right=\"1440\" w:header=\"720\" "
              "w:footer=\"720\" w:gutter=\"0\"/><w:pgNumType w:start=\"1\"/></w:sectPr></w:body>"
              "</w:document>";
  return {
      {"[Content_Types].xml",
       content_types({{"/docProps/core.xml", kCoreType},
                      {"/word/styles.xml", WML "styles+xml"},
                      {"/word/document.xml", WML "document.main+xml"},
                      {"/word/settings.xml", WML "settings+xml"}})},
      {"word/settings.xml",
       DECLARATION "<w:settings " W_NAMESPACE
                   "><w:displayBackgroundShape/><w:defaultTabStop w:val=\"720\"/></w:settings>"},
      {"word/_rels/document.xml.rels",
       relationships({{OFFICE "settings", "/word/settings.xml"}, {OFFICE "styles", "styles.xml"}})},
      {"word/document.xml", document},
      {"word/styles.xml",
       DECLARATION
       "<w:styles " W_NAMESPACE
       "><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val=\"vi\"/></w:rPr></w:rPrDefault>"
       "</w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name "
       "w:val=\"normal\"/></w:style></w:styles>"},
      {"docProps/core.xml", core_properties()},
      {"_rels/.rels",
       relationships({{OFFICE "officeDocument", "/word/document.xml"},
                      {PACKAGE "relationships/metadata/core-properties", "docProps/core.xml"}})}};
}

// WPS: styles whose ids are numbers, fonts by hint, a namespace of its own on the root and data of
// its own beside the document, its build as a custom property.
std::vector<File> wps() {
  auto const p = [](std::string const& text) {
    return "<w:p><w:pPr><w:pStyle w:val=\"1\"/><w:rPr><w:rFonts w:hint=\"default\"/><w:lang "
           "w:val=\"vi-VN\"/></w:rPr></w:pPr><w:r><w:rPr><w:rFonts w:hint=\"default\"/><w:lang "
           "w:val=\"vi-VN\"/></w:rPr><w:t>" +
           text + "</w:t></w:r></w:p>";
  };
  auto const tc = [](std::string const& content) {
    return "<w:tc><w:tcPr><w:tcW w:w=\"4261\" w:type=\"dxa\"/></w:tcPr>" + content + "</w:tc>";
  };
  std::string const document =
      DECLARATION
      "<w:document "
      "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" " W_NAMESPACE
      " xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" "
      "xmlns:wpsCustomData=\"http://www.wps.cn/officeDocument/2013/wpsCustomData\" "
      "mc:Ignorable=\"w14\"><w:body>" +
      p("Kính gửi: {{noi_nhan}}") + p("{{#muc}}") + p("{{@number}}. {{ten}}") + p("{{/muc}}") +
      "<w:tbl><w:tblPr><w:tblStyle w:val=\"3\"/><w:tblW w:w=\"0\" w:type=\"auto\"/><w:tblInd "
      "w:w=\"0\" w:type=\"dxa\"/></w:tblPr><w:tblGrid><w:gridCol w:w=\"4261\"/><w:gridCol "
      "w:w=\"4261\"/></w:tblGrid><w:tr>" +
      tc(p("STT")) + tc(p("Tên")) + "</w:tr><w:tr>" + tc(p("{{#muc}}{{@number}}")) +
      tc(p("{{ten}}{{/muc}}")) + "</w:tr></w:tbl>" + p("") +
      "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1440\" w:right=\"1800\" "
      "w:bottom=\"1440\" w:left=\"1800\" w:header=\"720\" w:footer=\"720\" w:gutter=\"0\"/><w:cols "
      "w:space=\"720\" w:num=\"1\"/><w:docGrid w:linePitch=\"360\" w:charSpace=\"0\"/></w:sectPr>"
      "</w:body></w:document>";
  return {
      {"_rels/.rels",
       relationships({{OFFICE "custom-properties", "docProps/custom.xml"},
                      {PACKAGE "relationships/metadata/core-properties", "docProps/core.xml"},
                      {OFFICE "officeDocument", "word/document.xml"}})},
      {"[Content_Types].xml",
       content_types({{"/customXml/itemProps1.xml",
                       "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"},
                      {"/docProps/core.xml", kCoreType},
                      {"/docProps/custom.xml", kCustomType},
                      {"/word/document.xml", WML "document.main+xml"},
                      {"/word/styles.xml", WML "styles+xml"}})},
      {"customXml/_rels/item1.xml.rels",
       relationships({{OFFICE "customXmlProps", "itemProps1.xml"}})},
      {"customXml/item1.xml",
       DECLARATION
       "<s:customData xmlns=\"http://www.wps.cn/officeDocument/2013/wpsCustomData\" "
       "xmlns:s=\"http://www.wps.cn/officeDocument/2013/wpsCustomData\"><customSectProps>"
       "<customSectPr/></customSectProps></s:customData>"},
      {"customXml/itemProps1.xml",
       DECLARATION "<ds:datastoreItem ds:itemID=\"{B1977F7D-205B-4081-913C-38D41E755F92}\" "
                   "xmlns:ds=\"http://schemas.openxmlformats.org/officeDocument/2006/"
                   "customXml\"><ds:schemaRefs>"
                   "<ds:schemaRef ds:uri=\"http://www.wps.cn/officeDocument/2013/wpsCustomData\"/>"
                   "</ds:schemaRefs></ds:datastoreItem>"},
      {"docProps/core.xml", core_properties()},
      {"docProps/custom.xml",
       DECLARATION
       "<Properties "
       "xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\" "
       "xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/"
       "docPropsVTypes\"><property "
       "fmtid=\"{D5CDD505-2E9C-101B-9397-08002B2CF9AE}\" pid=\"2\" name=\"KSOProductBuildVer\">"
       "<vt:lpwstr>1066-11.2.0.10382</vt:lpwstr></property></Properties>"},
      {"word/_rels/document.xml.rels",
       relationships(
           {{OFFICE "styles", "styles.xml"}, {OFFICE "customXml", "../customXml/item1.xml"}})},
      {"word/document.xml", document},
      {"word/styles.xml",
       DECLARATION
       "<w:styles " W_NAMESPACE
       "><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"1\"><w:name w:val=\"Normal\"/>"
       "<w:qFormat/></w:style><w:style w:type=\"table\" w:default=\"1\" w:styleId=\"3\"><w:name "
       "w:val=\"Normal Table\"/></w:style></w:styles>"}};
}

}  // namespace

std::vector<Writer> writers() {
  return {{"Word", word()},
          {"LibreOffice", libreoffice()},
          {"Google Docs", google_docs()},
          {"WPS", wps()}};
}

}  // namespace thethuc::test

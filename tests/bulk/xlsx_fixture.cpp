#include "bulk/xlsx_fixture.h"

#include <map>

#include "bulk/read_all.h"
#include "opc/zip.h"

namespace thethuc::test {

namespace {

constexpr char kMain[] = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr char kOffice[] = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr char kPackage[] = "http://schemas.openxmlformats.org/package/2006/relationships";

std::string element(std::string const& name, std::string const& content) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<" + name + " xmlns=\"" +
         kMain + "\" xmlns:r=\"" + kOffice + "\">" + content + "</" + name + ">";
}

std::string relationship(std::string const& id,
                         std::string const& type,
                         std::string const& target) {
  return "<Relationship Id=\"" + id + "\" Type=\"" + kOffice + "/" + type + "\" Target=\"" +
         target + "\"/>";
}

std::string relationships(std::string const& content) {
  return std::string{"<Relationships xmlns=\""} + kPackage + "\">" + content + "</Relationships>";
}

}  // namespace

std::string make_xlsx(XlsxParts const& parts) {
  std::string sheets =
      "<sheet name=\"Trang 1\" sheetId=\"1\" state=\"" + parts.state + "\" r:id=\"s1\"/>";
  std::string rels = relationship("s1", "worksheet", "worksheets/sheet1.xml") +
                     relationship("st", "styles", "/xl/styles.xml") +
                     relationship("ss", "sharedStrings", "sharedStrings.xml");
  std::map<std::string, std::string> files;
  for (std::size_t i = 0; i < parts.other_sheets.size(); ++i) {
    std::string const number = std::to_string(i + 2);
    sheets += "<sheet name=\"" + parts.other_sheets[i] + "\" sheetId=\"" + number + "\" r:id=\"s" +
              number + "\"/>";
    rels += relationship("s" + number, "worksheet", "worksheets/sheet" + number + ".xml");
    files["xl/worksheets/sheet" + number + ".xml"] =
        element("worksheet",
                "<sheetData><row><c t=\"inlineStr\"><is><t>trang</t></is></c></row><row><c><v>" +
                    number + "</v></c></row></sheetData>");
  }
  files["_rels/.rels"] = relationships(relationship("w", "officeDocument", "xl/workbook.xml"));
  files["xl/workbook.xml"] =
      element("workbook", "<workbookPr " + parts.properties + "/><sheets>" + sheets + "</sheets>");
  files["xl/_rels/workbook.xml.rels"] = relationships(rels);
  files["xl/styles.xml"] =
      element("styleSheet",
              "<numFmts>" + parts.own_formats + "</numFmts><cellXfs><xf numFmtId=\"0\"/>" +
                  parts.formats + "</cellXfs>");
  files["xl/worksheets/sheet1.xml"] =
      parts.sheet.empty()
          ? element("worksheet",
                    "<dimension ref=\"A1\"/><cols><col min=\"1\"/></cols><sheetData>" + parts.rows +
                        "</sheetData><mergeCells/>")
          : parts.sheet;
  if (!parts.strings.empty()) {
    files["xl/sharedStrings.xml"] = element("sst", parts.strings);
  }
  for (auto const& [name, bytes] : parts.files) {
    files[name] = bytes;
  }
  opc::Deflater deflater{1};
  std::map<std::string, opc::Packed> packed;
  std::vector<opc::PackedEntry> entries;
  for (auto const& [name, bytes] : files) {
    deflater.pack(bytes, packed[name]);
    entries.push_back({name, &packed[name]});
  }
  std::string archive;
  opc::write_zip(entries, archive);
  return archive;
}

std::string read_xlsx(std::string const& archive, bulk::SourceOptions const& options) {
  base::Diagnostics out;
  opc::Limits limits = options.limits.package;
  limits.max_archive_bytes = options.limits.max_archive_bytes;
  auto zip = opc::ZipFile::of_bytes(archive, "a.xlsx", limits, "workbook-bytes", out);
  auto const source = zip ? bulk::xlsx_records(std::move(zip), "a.xlsx", options, out) : nullptr;
  return source ? read_all(*source) : told(out);
}

}  // namespace thethuc::test

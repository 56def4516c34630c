// Workbooks, with all that programs write into cells.

#include <catch2/catch.hpp>

#include "bulk/xlsx_fixture.h"

using namespace thethuc;
using test::make_xlsx;
using test::read_xlsx;
using test::XlsxParts;

namespace {

constexpr char kHead[] =
    R"(<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="inlineStr"><is><t>b</t></is></c></row>)";
constexpr char kTwoByTwo[] = R"(<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c></row>)";

struct Case {
  char const* name;
  std::string cells;  // of row 2
  std::string expected;
};

}  // namespace

TEST_CASE("cells of a workbook are values", "[xlsx]") {
  XlsxParts parts;
  parts.strings =
      "<si><t>Huệ</t></si><si><r><rPr><b/></rPr><t>Nơi</t></r><r><t xml:space=\"preserve\"> "
      "nhận</t></r>"
      "<rPh sb=\"0\" eb=\"1\"><t>đọc</t></rPh></si><si><t>x_x000D_&#10;y_x005F_z</t></si><si/>"
      "<si><t xml:space=\"preserve\"> </t></si>";
  // 1: a day; 2: own day; 3: day and time; 4: time; 5: elapsed; 6: money; 7: percent.
  parts.own_formats =
      R"(<numFmt numFmtId="164" formatCode="[$-42A]dd\ &quot;tháng&quot;\ mm\ yyyy;@"/><numFmt numFmtId="165" formatCode="#,##0\ &quot;đồng&quot;"/>)";
  parts.formats =
      R"(<xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="22"/><xf numFmtId="20"/><xf numFmtId="46"/><xf numFmtId="165"/><xf numFmtId="9"/>)";
  auto const c = GENERATE(values<Case>({
      {"number", "<c r=\"A2\"><v>52</v></c>", R"({"a":52})"},
      {"number of a known type", "<c r=\"A2\" t=\"n\"><v>-0.5</v></c>", R"({"a":-0.5})"},
      {"noise of binary fractions", "<c r=\"A2\"><v>0.10000000000000001</v></c>", R"({"a":0.1})"},
      {"a sum", "<c r=\"A2\"><f>0.1+0.2</f><v>0.30000000000000004</v></c>", R"({"a":0.3})"},
      {"tiny", "<c r=\"A2\"><v>1.5E-5</v></c>", R"({"a":0.000015})"},
      {"large", "<c r=\"A2\"><v>1.2E+20</v></c>", R"({"a":120000000000000000000})"},
      {"long whole number",
       "<c r=\"A2\"><v>12345678901234567890</v></c>",
       R"({"a":12345678901234567890})"},
      {"no number", "<c r=\"A2\"><v>5x</v></c>", R"({"a":"5x"})"},
      {"shared text", "<c r=\"A2\" t=\"s\"><v>0</v></c>", R"({"a":"Huệ"})"},
      {"text in runs", "<c r=\"A2\" t=\"s\"><v>1</v></c>", R"({"a":"Nơi nhận"})"},
      {"escaped characters", "<c r=\"A2\" t=\"s\"><v>2</v></c>", "{\"a\":\"x\\ny_z\"}"},
      {"blank texts", "<c r=\"A2\" t=\"s\"><v>3</v></c><c r=\"B2\" t=\"s\"><v>4</v></c>", ""},
      {"own text",
       "<c r=\"A2\" t=\"inlineStr\"><is><r><t>x</t></r><r><t>y</t></r></is></c>",
       R"({"a":"xy"})"},
      {"text of a formula",
       "<c r=\"A2\" t=\"str\"><f>A1</f><v>x&amp;_x0041_</v></c>",
       R"({"a":"x&A"})"},
      {"true and false",
       "<c r=\"A2\" t=\"b\"><v>1</v></c><c r=\"B2\" t=\"b\"><v>0</v></c>",
       R"({"a":true,"b":false})"},
      {"day", "<c r=\"A2\" s=\"1\"><v>46356</v></c>", R"({"a":"2026-11-30"})"},
      {"day in own format", "<c r=\"A2\" s=\"2\"><v>46356.25</v></c>", R"({"a":"2026-11-30"})"},
      {"day and time",
       "<c r=\"A2\" s=\"3\"><v>46356.354166666664</v></c>",
       R"({"a":"2026-11-30T08:30"})"},
      {"time", "<c r=\"A2\" s=\"4\"><v>0.35434027777777777</v></c>", R"({"a":"08:30:15"})"},
      {"elapsed", "<c r=\"A2\" s=\"5\"><v>1.1041666666666667</v></c>", R"({"a":"26:30"})"},
      {"money", "<c r=\"A2\" s=\"6\"><v>1500000</v></c>", R"({"a":1500000})"},
      {"percent", "<c r=\"A2\" s=\"7\"><v>0.25</v></c>", R"({"a":0.25})"},
      {"no such format", "<c r=\"A2\" s=\"99\"><v>46356</v></c>", R"({"a":46356})"},
      {"ISO day",
       "<c r=\"A2\" s=\"1\" t=\"d\"><v>2026-11-30T00:00:00</v></c>",
       R"({"a":"2026-11-30"})"},
      {"no day", "<c r=\"A2\" s=\"1\"><v>-5</v></c>", R"({"a":-5})"},
      {"a gap", "<c r=\"B2\"><v>2</v></c>", R"({"b":2})"},
      {"no references", "<c><v>1</v></c><c><v>2</v></c>", R"({"a":1,"b":2})"},
      {"formats only", "<c r=\"A2\" s=\"1\"/><c r=\"B2\" s=\"1\"/><c r=\"Z2\" s=\"1\"/>", ""},
      {"a formula without a value",
       "<c r=\"A2\"><f>B2</f></c><c r=\"B2\"><v>1</v></c>",
       R"({"b":1})"},
      {"behind the last column",
       "<c r=\"A2\"><v>1</v></c><c r=\"D2\"><v>1</v></c>",
       "record_cells@2"},
      {"an error",
       "<c r=\"A2\" t=\"e\"><v>#N/A</v></c><c r=\"B2\" t=\"e\"><v>#REF!</v></c>",
       "record_cell@2 record_cell@2"},
      {"a text that is not there", "<c r=\"A2\" t=\"s\"><v>5</v></c>", "record_cell@2"},
      {"no number of a text", "<c r=\"A2\" t=\"s\"><v>-1</v></c>", "record_cell@2"},
  }));
  DYNAMIC_SECTION(c.name) {
    parts.rows = std::string{kHead} + "<row r=\"2\">" + c.cells + "</row>";
    CHECK(read_xlsx(make_xlsx(parts)) == (c.expected.empty() ? "" : "2: " + c.expected + "\n"));
  }
}

TEST_CASE("days are counted from 1904 where the workbook says so", "[xlsx]") {
  XlsxParts parts;
  parts.formats = "<xf numFmtId=\"14\"/>";
  parts.properties = "date1904=\"1\"";
  parts.rows = std::string{kHead} + "<row><c s=\"1\"><v>44894</v></c><c s=\"1\"><v>0</v></c></row>";
  CHECK(read_xlsx(make_xlsx(parts)) == "2: {\"a\":\"2026-11-30\",\"b\":\"1904-01-01\"}\n");
}

TEST_CASE("rows of a workbook are records", "[xlsx]") {
  auto const c = GENERATE(values<Case>({
      {"blank, hidden and far rows",
       "<row r=\"3\"/><row r=\"5\" hidden=\"1\"><c r=\"A5\"><v>1</v></c></row><row r=\"9\"><c "
       "r=\"B9\"><v>2</v></c></row><row r=\"10\"><c r=\"A10\" s=\"1\"/></row>",
       "5: {\"a\":1}\n9: {\"b\":2}\n"},
      {"rows without numbers",
       "<row><c><v>1</v></c></row><row><c><v>2</v></c></row>",
       "2: {\"a\":1}\n3: {\"a\":2}\n"},
      {"an impossible number", "<row r=\"99999999999\"><c><v>1</v></c></row>", "2: {\"a\":1}\n"},
      {"comments and CDATA",
       "<!-- </row></sheetData> --><row><c "
       "t=\"inlineStr\"><is><t><![CDATA[</row><x>]]></t></is></c></row>",
       "2: {\"a\":\"</row><x>\"}\n"},
      {"a mark in an attribute", "<row x=\"a>b\" y='/>'><c><v>1</v></c></row>", "2: {\"a\":1}\n"},
      {"one bad row among others",
       "<row><c><v>1</v></c></row><row><c t=\"e\"><v>#N/A</v></c></row><row><c><v>3</v></c></row>",
       "2: {\"a\":1}\n3: record_cell@3\n4: {\"a\":3}\n"},
      {"ill-formed", "<row><c><v>1</c></v></row>", "xml_syntax"},
      {"not closed", "<row><c><v>1</v></c>", "xml_syntax"},
      {"document type", "<!DOCTYPE x>", "xml_doctype"},
      {"unknown entity", "<row><c><v>&x;</v></c></row>", "xml_syntax"},
  }));
  DYNAMIC_SECTION(c.name) {
    XlsxParts parts;
    parts.rows = kHead + c.cells;
    CHECK(read_xlsx(make_xlsx(parts)) == c.expected);
  }
}

TEST_CASE("the head of a sheet names the fields", "[xlsx]") {
  auto const c = GENERATE(values<Case>({
      {"not in the first row",
       "<row r=\"3\"><c r=\"B3\"><v>1</v></c></row>",
       "column_name@3 column_name@3"},
      {"nothing", "", "records_not_readable"},
      {"an error", "<row><c t=\"e\"><v>#N/A</v></c></row>", "record_cell@1"},
      {"numbers",
       "<row><c t=\"inlineStr\"><is><t>a.1</t></is></c></row><row><c><v>5</v></c></row>",
       "2: {\"a\":[5]}\n"},
  }));
  DYNAMIC_SECTION(c.name) {
    XlsxParts parts;
    parts.rows = c.cells;
    CHECK(read_xlsx(make_xlsx(parts)) == c.expected);
  }
}

TEST_CASE("sheets are found by name", "[xlsx]") {
  XlsxParts parts;
  parts.rows = std::string{kHead} + kTwoByTwo;
  parts.other_sheets = {"Danh sách", "Khác"};
  std::string const first = "2: {\"a\":1,\"b\":2}\n";
  bulk::SourceOptions options;
  CHECK(read_xlsx(make_xlsx(parts)) == first);
  for (char const* name : {"Danh sách", "DANH SÁCH", "Danh sa\u0301ch"}) {
    options.sheet = name;
    CHECK(read_xlsx(make_xlsx(parts), options) == "2: {\"trang\":2}\n");
  }
  options.sheet = "Khác";
  CHECK(read_xlsx(make_xlsx(parts), options) == "2: {\"trang\":3}\n");
  options.sheet = "Danh sach";
  CHECK(read_xlsx(make_xlsx(parts), options) == "sheet_not_found");
  options.sheet = "";
  parts.state = "veryHidden";
  CHECK(read_xlsx(make_xlsx(parts), options) == "2: {\"trang\":2}\n");
  options.sheet = "Trang 1";
  CHECK(read_xlsx(make_xlsx(parts), options) == first);
}

TEST_CASE("other prefixes and the strict namespaces are read as well", "[xlsx]") {
  XlsxParts parts;
  parts.sheet =
      "\xEF\xBB\xBF<x:worksheet "
      "xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\"><x:sheetData>"
      "<x:row><x:c t=\"inlineStr\"><x:is><x:t>a</x:t></x:is></x:c></x:row>"
      "<x:row><x:c><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>";
  CHECK(read_xlsx(make_xlsx(parts)) == "2: {\"a\":1}\n");
}

TEST_CASE("a sheet of many rows comes slice by slice", "[xlsx]") {
  XlsxParts parts;
  parts.rows = kHead;
  std::string expected;
  for (int i = 2; i < 20'000; ++i) {
    std::string const n = std::to_string(i);
    parts.rows += "<row r=\"" + n + "\"><c r=\"A" + n + "\"><v>" + n + "</v></c></row>\n";
    expected += n + ": {\"a\":" + n + "}\n";
  }
  CHECK(read_xlsx(make_xlsx(parts)) == expected);
}

TEST_CASE("archives that are no workbook, or broken, are told", "[xlsx]") {
  struct Broken {
    char const* name;
    std::vector<std::pair<std::string, std::string>> files;
    char const* expected;
  };
  auto const c = GENERATE(values<Broken>({
      {"no relationships", {{"_rels/.rels", "<Relationships/>"}}, "records_not_readable"},
      {"a workbook that is nowhere",
       {{"_rels/.rels", "<R><Relationship Type=\"x/officeDocument\" Target=\"a.xml\"/></R>"}},
       "records_not_readable"},
      {"no target",
       {{"_rels/.rels", "<R><Relationship Type=\"x/officeDocument\"/></R>"}},
       "records_not_readable"},
      {"a Word document",
       {{"_rels/.rels",
         "<R><Relationship Type=\"x/officeDocument\" Target=\"word/document.xml\"/></R>"}},
       "records_not_readable"},
      {"no sheets", {{"xl/workbook.xml", "<workbook/>"}}, "records_not_readable"},
      {"document type", {{"xl/workbook.xml", "<!DOCTYPE x><workbook/>"}}, "xml_doctype@1:1"},
      {"broken styles", {{"xl/styles.xml", "<styleSheet>"}}, "xml_syntax@1:13"},
      {"no rows", {{"xl/worksheets/sheet1.xml", "<worksheet/>"}}, "xml_syntax"},
      {"UTF-16", {{"xl/worksheets/sheet1.xml", std::string("\xFF\xFE<\0w\0", 6)}}, "xml_syntax"},
      {"empty part", {{"xl/worksheets/sheet1.xml", ""}}, "xml_syntax"},
      {"a name that leads out", {{"../x", "x"}}, "archive_entry_name"},
  }));
  DYNAMIC_SECTION(c.name) {
    XlsxParts parts;
    parts.rows = std::string{kHead} + kTwoByTwo;
    parts.files = c.files;
    CHECK(read_xlsx(make_xlsx(parts)) == c.expected);
  }
}

TEST_CASE("what a workbook may cost is bounded", "[xlsx]") {
  XlsxParts parts;
  parts.strings = "<si><t>" + std::string(3'000'000, ' ') + "</t></si>";
  parts.rows = std::string{kHead} + kTwoByTwo;
  std::string const sound = "2: {\"a\":1,\"b\":2}\n";
  bulk::SourceOptions options;
  options.limits.package.max_ratio = 100'000;
  CHECK(read_xlsx(make_xlsx(parts), options) == sound);
  options.limits.package.max_ratio = 5;
  CHECK(read_xlsx(make_xlsx(parts), options) == "archive_ratio");
  options.limits.package.max_ratio = 100'000;
  options.limits.max_shared_strings_bytes = 100'000;
  CHECK(read_xlsx(make_xlsx(parts), options) == "archive_entry_too_large");
  options.limits.max_shared_strings_bytes = 5'000'000;
  options.limits.max_record_bytes = 100'000;
  CHECK(read_xlsx(make_xlsx(parts), options) == "record_too_large");
  options = {};
  parts.strings = "";
  options.limits.max_archive_bytes = 100;
  CHECK(read_xlsx(make_xlsx(parts), options) == "file_too_large");
  options = {};
  options.limits.package.max_entries = 4;
  CHECK(read_xlsx(make_xlsx(parts), options) == "archive_too_many_entries");
  options = {};
  options.limits.max_record_bytes = 10;
  CHECK(read_xlsx(make_xlsx(parts), options) == "2: record_too_large@2\n");
  options = {};
  options.limits.max_columns = 1;
  CHECK(read_xlsx(make_xlsx(parts), options) == "record_too_large@1");
}

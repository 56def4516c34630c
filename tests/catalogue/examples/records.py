"""Files of records for `bulk`."""
from example import Example

SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def workbook(cell):
    """A workbook with the sheet `Danh sách`: the column `so`, and one cell of it."""
    def part(name, content):
        return f'<{name} xmlns="{SHEETS}" xmlns:r="{OFFICE}">{content}</{name}>'

    def relation(kind, target):
        return (f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}"/>'
                "</Relationships>")
    head = '<row r="1"><c r="A1" t="inlineStr"><is><t>so</t></is></c></row>'
    return {"_rels/.rels": relation("officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": part("workbook", '<sheets><sheet name="Danh sách" sheetId="1" r:id="r1"/></sheets>'),
            "xl/_rels/workbook.xml.rels": relation("worksheet", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": part("worksheet", f'<sheetData>{head}<row r="2">{cell}</row></sheetData>')}


def records(id_, at, name, content, options=""):
    return Example(id_, at, paragraphs=["Kính gửi"], files={name: content},
                   command=f"bulk mau.docx {name} -o ra {options}")


EXAMPLES = [
    records("records_not_readable", "ban-ghi.xlsx", "ban-ghi.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    records("sheet_not_found", "ban-ghi.xlsx", "ban-ghi.xlsx", workbook('<c r="A2"><v>52</v></c>'), "--sheet Danh-sach"),
    records("column_name", "ban-ghi.csv:1", "ban-ghi.csv", "so,ten,so\n52,Nguyễn Văn A,53\n"),
    records("csv_quote", "ban-ghi.csv:2", "ban-ghi.csv", 'ten,so\n"Nguyễn Văn A,52\n'),
    records("record_not_object", "ban-ghi.ndjson:1", "ban-ghi.ndjson", '["Nguyễn Văn A", 52]\n'),
    records("record_cells", "ban-ghi.csv:2", "ban-ghi.csv", "so,ten\n52,Nguyễn Văn A,Sơn Phú\n"),
    records("record_cell", "ban-ghi.xlsx: row 2", "ban-ghi.xlsx", workbook('<c r="A2" t="e"><v>#N/A</v></c>')),
    records("record_too_large", "ban-ghi.ndjson:1", "ban-ghi.ndjson", '{"ten": "Nguyễn Văn A"}\n', "--limit record-bytes=10"),
]

#!/usr/bin/env python3
"""Breaks every rule of check_package.py once, on a small sound package, and sees that it is found."""
import os
import tempfile
import unittest
import zipfile

import check_package
from docx import NAMESPACES, Package, lines_in_reading_order

W = f'xmlns:w="{NAMESPACES["w"]}" xmlns:r="{NAMESPACES["r"]}" xmlns:w14="{NAMESPACES["w14"]}" xmlns:wp="{NAMESPACES["wp"]}"'
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
CELL = '<w:tc><w:tcPr/><w:p><w:r><w:t>ô</w:t></w:r></w:p></w:tc>'
TABLE = f'<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr>{CELL}{CELL}</w:tr></w:tbl>'


def relationships(*links):
    return f'<Relationships xmlns="{NAMESPACES["rel"]}">' + "".join(
        f'<Relationship Id="{i}" Type="{NAMESPACES["r"]}/{kind}" Target="{target}"/>' for i, kind, target in links
    ) + "</Relationships>"


def document(body, section="<w:sectPr/>"):
    return f"<w:document {W}><w:body>{body}{section}</w:body></w:document>"


def override(part, kind):
    return f'<Override PartName="{part}" ContentType="{TYPE}{kind}+xml"/>'


def content_types(*overrides):
    return (f'<Types xmlns="{NAMESPACES["ct"]}">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            + "".join(overrides) + "</Types>")


OVERRIDES = (override("/word/document.xml", "document.main"), override("/word/styles.xml", "styles"),
             override("/word/footnotes.xml", "footnotes"), override("/word/numbering.xml", "numbering"))
LINKS = (("rId1", "styles", "styles.xml"), ("rId2", "footnotes", "footnotes.xml"), ("rId3", "numbering", "numbering.xml"))
SOUND = {
    "[Content_Types].xml": content_types(*OVERRIDES),
    "_rels/.rels": relationships(("rId1", "officeDocument", "word/document.xml")),
    "word/document.xml": document(
        '<w:p><w:pPr><w:pStyle w:val="Than"/><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        '<w:bookmarkStart w:id="1" w:name="a"/><w:r><w:t xml:space="preserve">Xã </w:t></w:r><w:bookmarkEnd w:id="1"/>'
        '<w:r><w:footnoteReference w:id="2"/></w:r></w:p>' + TABLE + "<w:p/>"),
    "word/_rels/document.xml.rels": relationships(*LINKS),
    "word/styles.xml": f'<w:styles {W}><w:style w:type="paragraph" w:styleId="Than"/></w:styles>',
    "word/footnotes.xml": f'<w:footnotes {W}><w:footnote w:id="2"><w:p/></w:footnote></w:footnotes>',
    "word/numbering.xml": f'<w:numbering {W}><w:abstractNum w:abstractNumId="0"/>'
                          '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
}


def paragraph(inside):
    return document(f"<w:p>{inside}</w:p>")


def run(text):
    return paragraph(f"<w:r><w:t>{text}</w:t></w:r>")


def rows(*rows_of_cells):
    return document('<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>'
                    + "".join(f"<w:tr>{row}</w:tr>" for row in rows_of_cells) + "</w:tbl><w:p/>")


def merged(value):
    return f'<w:tc><w:tcPr><w:vMerge w:val="{value}"/></w:tcPr><w:p/></w:tc>'


MAIN = "word/document.xml"
RELS = "word/_rels/document.xml.rels"
TYPES = "[Content_Types].xml"
# finding kind, part that is replaced (None: taken away), its new content
CASES = [
    ("not_well_formed", MAIN, "<w:document>"),
    ("doctype", MAIN, "<!DOCTYPE a>" + document("<w:p/>")),
    ("prefix_not_declared", MAIN, document("<w:p/>").replace(
        "<w:document", f'<w:document xmlns:mc="{NAMESPACES["mc"]}" mc:Ignorable="w99"', 1)),
    ("content_types_missing", TYPES, None),
    ("content_type_twice", TYPES, content_types(*OVERRIDES, OVERRIDES[0])),
    ("override_without_part", TYPES, content_types(*OVERRIDES, override("/word/none.xml", "styles"))),
    ("part_without_content_type", TYPES, content_types(*OVERRIDES[1:])),
    ("no_main_part", "_rels/.rels", relationships()),
    ("target_missing", RELS, relationships(*LINKS, ("rId9", "header", "header1.xml"))),
    ("relationship_id_twice", RELS, relationships(*LINKS, LINKS[0])),
    ("relationship_kind_twice", RELS, relationships(*LINKS, ("rId9", "numbering", "numbering.xml"))),
    ("part_not_reached", RELS, relationships(*LINKS[:2])),
    ("relationships_of_no_part", "word/_rels/none.xml.rels", relationships()),
    ("relationship_not_declared", MAIN, paragraph('<w:hyperlink r:id="rId77"/>')),
    ("body_without_section", MAIN, document("<w:p/>", "")),
    ("story_without_paragraph", "word/footnotes.xml", SOUND["word/footnotes.xml"].replace("<w:p/>", "")),
    ("table_without_row", MAIN, rows()),
    ("row_without_cell", MAIN, rows("")),
    ("row_not_grid", MAIN, rows(CELL)),
    ("cell_without_paragraph", MAIN, rows(CELL + "<w:tc><w:tcPr/></w:tc>")),
    ("cell_without_paragraph", MAIN, rows(CELL + f"<w:tc>{TABLE}</w:tc>")),
    ("merge_without_start", MAIN, rows(CELL + CELL, CELL + merged("continue"))),
    ("bookmark_id_twice", MAIN, paragraph('<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkStart w:id="1" w:name="b"/>'
                                          '<w:bookmarkEnd w:id="1"/>')),
    ("bookmark_name_twice", MAIN, paragraph("".join(
        f'<w:bookmarkStart w:id="{i}" w:name="a"/><w:bookmarkEnd w:id="{i}"/>' for i in (1, 2)))),
    ("paragraph_id_twice", MAIN, document('<w:p w14:paraId="00000001"/><w:p w14:paraId="00000001"/>')),
    ("control_id_twice", MAIN, document(
        '<w:sdt><w:sdtPr><w:id w:val="5"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>' * 2)),
    ("note_id_twice", "word/footnotes.xml", SOUND["word/footnotes.xml"].replace(
        "</w:footnotes>", '<w:footnote w:id="2"><w:p/></w:footnote></w:footnotes>')),
    ("drawing_id_twice", MAIN, paragraph('<w:r><w:drawing><wp:inline><wp:docPr id="1"/></wp:inline></w:drawing></w:r>' * 2)),
    ("range_not_paired", MAIN, paragraph('<w:bookmarkStart w:id="1" w:name="a"/>')),
    ("field_not_paired", MAIN, paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>')),
    ("field_not_paired", MAIN, paragraph('<w:r><w:fldChar w:fldCharType="end"/></w:r>')),
    ("note_missing", MAIN, paragraph('<w:r><w:footnoteReference w:id="3"/></w:r>')),
    ("style_missing", MAIN, paragraph('<w:pPr><w:pStyle w:val="Khac"/></w:pPr>')),
    ("style_missing", MAIN, paragraph('<w:r><w:rPr><w:rStyle w:val="Than"/></w:rPr></w:r>')),
    ("style_missing", "word/styles.xml", SOUND["word/styles.xml"].replace("/></", '><w:basedOn w:val="X"/></w:style></', 1)),
    ("style_twice", "word/styles.xml", SOUND["word/styles.xml"].replace(
        "</w:styles>", '<w:style w:type="paragraph" w:styleId="Than"/></w:styles>')),
    ("numbering_missing", MAIN, paragraph('<w:pPr><w:numPr><w:numId w:val="8"/></w:numPr></w:pPr>')),
    ("numbering_missing", "word/numbering.xml", SOUND["word/numbering.xml"].replace('<w:abstractNumId w:val="0"', '<w:abstractNumId w:val="4"')),
    ("numbering_twice", "word/numbering.xml", SOUND["word/numbering.xml"].replace(
        "</w:numbering>", '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>')),
    ("tag_left", MAIN, run("Số: {{so}}")),
    ("tag_left", MAIN, paragraph("<w:r><w:t>{</w:t></w:r><w:r><w:t>{so</w:t></w:r>")),
    ("text_not_nfc", MAIN, run("Xa\u0303")),
    ("space_not_kept", MAIN, run("Xã ")),
]


class CheckPackageTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = os.path.join(folder.name, "a.docx")

    def write(self, parts, when=(1980, 1, 1, 0, 0, 0)):
        entries = parts.items() if isinstance(parts, dict) else parts
        with zipfile.ZipFile(self.path, "w") as archive:
            for name, data in entries:
                archive.writestr(zipfile.ZipInfo(name, when), data)

    def kinds(self, allow_tags=False):
        return {finding.kind for finding in check_package.findings_of(self.path, allow_tags)}

    def test_sound_package_has_no_finding(self):
        self.write(SOUND)
        self.assertEqual(check_package.findings_of(self.path), [])

    def test_each_rule(self):
        for kind, part, content in CASES:
            with self.subTest(kind=kind, part=part):
                parts = {**SOUND, part: content}
                if content is None:
                    del parts[part]
                self.write(parts)
                self.assertIn(kind, self.kinds())

    def test_merges_with_a_start_and_wide_cells_are_sound(self):
        wide = '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p/></w:tc>'
        self.write({**SOUND, MAIN: rows(wide, CELL + merged("restart"), CELL + merged("continue"))})
        self.assertEqual(self.kinds() & {"merge_without_start", "row_not_grid"}, set())

    def test_archive(self):
        self.write(SOUND, when=(2021, 9, 14, 8, 0, 0))
        self.assertEqual(self.kinds(), {"entry_time"})
        self.write(list(reversed(SOUND.items())))
        self.assertEqual(self.kinds(), {"first_entry"})
        self.write([*SOUND.items(), ("Word/Styles.xml", SOUND["word/styles.xml"])])
        self.assertIn("entry_twice", self.kinds())
        with open(self.path, "w", encoding="utf-8") as file:
            file.write("no zip")
        self.assertEqual(self.kinds(), {"not_a_zip"})

    def test_templates_may_hold_tags(self):
        self.write({**SOUND, MAIN: run("{{so}}")})
        self.assertNotIn("tag_left", self.kinds(allow_tags=True))

    def test_reading_order(self):
        self.write(SOUND)
        self.assertEqual(lines_in_reading_order(Package(self.path)), ["Xã", "ô | ô"])


if __name__ == "__main__":
    unittest.main()

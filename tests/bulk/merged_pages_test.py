#!/usr/bin/env python3
"""What `bulk --merge` joins, laid out by LibreOffice: pages, their numbers and notes of each document.

usage: merged_pages_test.py --program build/dev/bin/thethuc --repository .
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys
import unittest
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.append(str(HERE.parent / "cli"))  # fixtures.py

import fixtures  # noqa: E402

# Of each record: how many pages its document has. A note stands on each.
PAGES = [2, 1, 3]


def field(code, stored):
    return (f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{stored}</w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>')


def text(words):
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def template():
    """A letter of as many pages as `trang` has items, each with a footnote; the header counts the pages."""
    files = fixtures.package(
        f"<w:p>{text('Kính gửi {{ten}}.')}</w:p>", "{{#trang}}",
        f'<w:p>{text("{{^@first}}")}<w:r><w:br w:type="page"/></w:r>{text("{{/@first}}")}'
        f'{text("Việc {{.}};")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>', "{{/trang}}")
    files["word/document.xml"] = files["word/document.xml"].replace(
        "<w:sectPr>", '<w:sectPr><w:headerReference w:type="default" r:id="rId8"/>')
    files["word/header1.xml"] = (f"{fixtures.XML}<w:hdr {fixtures.W}><w:p>{text('trang ')}{field('PAGE', 1)}"
                                 f"{text(' / ')}{field('NUMPAGES', 1)}</w:p></w:hdr>")
    separators = "".join(f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
                         for number, kind in enumerate(("separator", "continuationSeparator")))
    files["word/footnotes.xml"] = (
        f'{fixtures.XML}<w:footnotes {fixtures.W}>{separators}<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>'
        f"{text(' chú thích của {{ten}}')}</w:p></w:footnote></w:footnotes>")
    files["[Content_Types].xml"] = files["[Content_Types].xml"].replace("</Types>", "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{fixtures.WML}.{kind}+xml"/>'
        for part, kind in (("header1", "header"), ("footnotes", "footnotes"))) + "</Types>")
    files["word/_rels/document.xml.rels"] = files["word/_rels/document.xml.rels"].replace("</Relationships>", "".join(
        f'<Relationship Id="{id_}" Type="{fixtures.OFFICE}/{kind}" Target="{part}.xml"/>'
        for id_, kind, part in (("rId8", "header", "header1"), ("rId9", "footnotes", "footnotes"))) + "</Relationships>")
    return fixtures.zipped(files)


class MergedPages(fixtures.Case):
    maxDiff = None

    def setUp(self):
        super().setUp()
        self.write("thu.docx", template())
        self.write("nguoi.ndjson", "".join(
            json.dumps({"ten": f"Người {i}", "trang": [f"{i}.{page}" for page in range(1, pages + 1)]}, ensure_ascii=False) + "\n"
            for i, pages in enumerate(PAGES)))

    def merge(self, name):
        self.expect(0, "bulk", "thu.docx", "nguoi.ndjson", "--merge", name)
        lines = (self.folder / f"{name}.manifest.ndjson").read_text("utf-8").splitlines()
        self.assertEqual([json.loads(line)["status"] for line in lines], ["done"] * len(PAGES))

    def pages(self, pdf):
        """Of each page: what the header counts, whose it is, the number of its note."""
        done = subprocess.run(["pdftotext", "-layout", pdf, "-"], cwd=self.folder, check=True, capture_output=True)
        found = []
        for page in done.stdout.decode().split("\f")[:-1]:
            counted = re.search(r"trang (\d+) / (\d+)", page)
            work = re.search(r"Việc (\d+\.\d+);", page)
            note = re.search(r"(\d+) *chú thích của (Người \d+)", page)
            self.assertTrue(counted and work and note, page)
            self.assertEqual(note[2], f"Người {work[1].split('.')[0]}")
            found.append((int(counted[1]), int(counted[2]), work[1], int(note[1])))
        return found

    def test_pdf_has_each_document_as_it_is_alone(self):
        self.merge("tat-ca.pdf")
        self.assertEqual(self.pages("tat-ca.pdf"), [
            (page, pages, f"{i}.{page}", page) for i, pages in enumerate(PAGES) for page in range(1, pages + 1)])

    def test_docx_is_written_for_word(self):
        self.merge("tat-ca.docx")
        with zipfile.ZipFile(self.folder / "tat-ca.docx") as archive:
            body = archive.read("word/document.xml").decode()
            headers = [archive.read(name).decode() for name in archive.namelist() if name.startswith("word/header")]
        sections = re.findall(r"<w:sectPr\b.*?</w:sectPr>", body, re.S)
        self.assertEqual(len(sections), len(PAGES))
        for section in sections[1:]:
            self.assertRegex(section, r'<w:pgNumType [^>]*w:start="1"')
            # ECMA-376 Part 1, 17.6.17: the notes' rule stands behind the references and before the page's size.
            order = re.findall(r"<w:(headerReference|footnotePr|pgSz|pgNumType)\b", section)
            self.assertEqual(order, ["headerReference", "footnotePr", "pgSz", "pgNumType"])
            self.assertRegex(section, r'<w:numStart w:val="1"/>\s*<w:numRestart w:val="eachSect"/>\s*</w:footnotePr>')
        self.assertEqual(len(headers), 1)
        self.assertIn("SECTIONPAGES", headers[0])
        self.assertNotIn("NUMPAGES", headers[0])

    def test_docx_in_libreoffice(self):
        """Where it departs from Word is what README.md tells: notes run on, and the number of pages is the stored one."""
        self.merge("tat-ca.docx")
        self.expect(0, "convert", "tat-ca.docx")
        expected = [(page, 1, f"{i}.{page}") for i, pages in enumerate(PAGES) for page in range(1, pages + 1)]
        self.assertEqual(self.pages("tat-ca.pdf"), [(*page, number + 1) for number, page in enumerate(expected)])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True, type=pathlib.Path)
    parser.add_argument("--repository", required=True, type=pathlib.Path)
    arguments, rest = parser.parse_known_args()
    fixtures.PROGRAM = str(arguments.program.resolve())
    fixtures.REPOSITORY = arguments.repository.resolve()
    unittest.main(argv=[sys.argv[0], *rest])

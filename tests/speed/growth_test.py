#!/usr/bin/env python3
"""Proves that cost grows in step with the input: what a template or its data holds more of must not be searched through
for each of them.

    growth_test.py PROGRAM WORK_FOLDER

Counts instructions by callgrind, so the outcome is the same on a busy machine. Only optimised builds run this test.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "cli"))
from fixtures import STYLES, package, paragraph, zipped  # noqa: E402

PROGRAM, WORK = sys.argv[1:3]

FEW, MANY = 250, 1000
MOST = 1.35  # how much dearer each of MANY may be than each of FEW: allocations and tables of hashes leave steps


def field(k):
    return ('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            f'<w:r><w:instrText xml:space="preserve"> PAGEREF dau_{k} </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>')


def bookmark(k):
    return (f'<w:p><w:bookmarkStart w:id="{k}" w:name="dau_{k}"/><w:r><w:t>Mục {k}</w:t></w:r>'
            f'<w:bookmarkEnd w:id="{k}"/></w:p>')


def control(k):
    return (f'<w:sdt><w:sdtPr><w:id w:val="{k + 1}"/></w:sdtPr><w:sdtContent>{paragraph("Mục {{ten}}")}</w:sdtContent>'
            '</w:sdt>')


def row(k):
    return f'<w:tr><w:tc><w:tcPr><w:tcW w:w="9000" w:type="dxa"/></w:tcPr>{paragraph("{{dong_%d}}" % k)}</w:tc></w:tr>'


def table(rows):
    return f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="9000"/></w:tblGrid>{rows}</w:tbl><w:p/>'


def each(make):
    """A template of n things, nothing of them repeated."""
    return lambda n: ([make(k) for k in range(n)], STYLES, {"ten": "Sơn Phú"})


def copies(make):
    """A template of one thing in a section of n copies."""
    return lambda n: (["{{#muc}}", make(0), "{{/muc}}"], STYLES, {"ten": "Sơn Phú", "muc": [{}] * n})


def in_copies(make):
    """A template of n things in a section of two copies."""
    return lambda n: (["{{#muc}}", *(make(k) for k in range(n)), "{{/muc}}"], STYLES, {"ten": "Sơn Phú", "muc": [{}, {}]})


def styles(n):
    chain = "".join(f'<w:style w:type="paragraph" w:styleId="K{k}"><w:name w:val="Kiểu {k}"/>'
                    f'<w:basedOn w:val="{f"K{k - 1}" if k else "Normal"}"/></w:style>' for k in range(n))
    return ["{{ten}}"], STYLES.replace("</w:styles>", chain + "</w:styles>"), {"ten": "Sơn Phú"}


SHAPES = {
    "paragraphs": each(lambda k: f"Mục {k}"),
    "tags": each(lambda k: "{{ten_%d}}" % k),
    "tags of one paragraph": lambda n: (["".join("{{ten_%d}} " % k for k in range(n))], STYLES, {}),
    "sections": each(lambda k: "{{#muc_%d}}Mục{{/muc_%d}}" % (k, k)),
    "sections of blocks": lambda n: ([p for k in range(n) for p in ("{{#muc_%d}}" % k, "Mục", "{{/muc_%d}}" % k)],
                                     STYLES, {}),
    "sections that are not closed": each(lambda k: "{{#muc_%d}}" % k),
    "unknown filters": each(lambda k: "{{ten | khong_co_%d}}" % k),
    "rows": lambda n: ([table("".join(row(k) for k in range(n)))], STYLES, {}),
    "tables": each(lambda k: table(row(k))),
    "fields": each(field),
    "bookmarks": each(bookmark),
    "content controls": each(control),
    "styles": styles,
    "names of the data": lambda n: (["{{ten}}"], STYLES, {"ten": "Sơn Phú", **{f"ten_{k}": k for k in range(n)}}),
    "copies": copies(lambda k: "Mục {{ten}}"),
    "copies of a row": lambda n: ([table(
        row(0).replace("{{dong_0}}", "{{#muc}}{{stt}}{{/muc}}"))], STYLES, {"muc": [{"stt": k} for k in range(n)]}),
    "copies of a field": copies(field),
    "copies of a bookmark": copies(bookmark),
    "copies of a content control": copies(control),
    "fields in copies": in_copies(field),
    "bookmarks in copies": in_copies(bookmark),
    "content controls in copies": in_copies(control),
}


def instructions(make, n):
    paragraphs, styles_part, data = make(n)
    template, values, out, profile = (os.path.join(WORK, name)
                                      for name in ("growth.docx", "growth.json", "growth-out.docx", "growth.callgrind"))
    pathlib.Path(template).write_bytes(zipped({**package(*paragraphs), "word/styles.xml": styles_part}))
    pathlib.Path(values).write_text(json.dumps(data), encoding="utf-8")
    # What is asked for over and over is what bounds of size and of ratio would refuse in a stranger's file.
    run = subprocess.run(
        ["valgrind", "--tool=callgrind", f"--callgrind-out-file={profile}", PROGRAM, "render", template, values, "-o", out,
         "--missing", "blank", "--limit", "archive-ratio=100000", "--level", "1"],
        capture_output=True, text=True)
    assert run.returncode in (0, 1), run.stderr
    found = re.search(r"Collected : (\d+)", run.stderr)
    assert found, run.stderr
    return int(found.group(1))


class Growth(unittest.TestCase):
    def test_cost_of_each(self):
        for name, make in SHAPES.items():
            with self.subTest(name):
                # What a template of the shape costs once is not one of its things' cost.
                one, few, many = (instructions(make, n) for n in (1, FEW, MANY))
                of_few, of_many = (few - one) / (FEW - 1), (many - few) / (MANY - FEW)
                print(f"{name}: {of_few:.0f} instructions each of {FEW}, {of_many:.0f} of {MANY}", flush=True)
                self.assertLess(of_many, of_few * MOST)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]])

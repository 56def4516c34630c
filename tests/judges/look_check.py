#!/usr/bin/env python3
"""Looks at the pages of a rendered report as LibreOffice lays them out.

usage: look_check.py --thethuc PROGRAM --repository FOLDER

Renders the Sơn Phú report, converts it to PDF and checks with poppler's tools what the decree asks of pages: A4,
page numbers centred at the top from page 2, the appendix on a page of its own, its table's header row on each
page, and Times New Roman (its metric-compatible stand-in) as the only font.
"""
import argparse
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

MILLIMETRE = 72 / 25.4  # in points, the unit of all lengths here
A4 = (210 * MILLIMETRE, 297 * MILLIMETRE)
HEADER_ROW = "STT Chỉ tiêu thống kê Kết quả thống kê Ghi chú Đơn vị tính"
TEMPLATE, SAMPLE = "bao-cao", "samples/bao-cao/son-phu-quy-3-2021.json"


class Word:
    def __init__(self, element):
        self.text = element.text or ""
        self.left, self.top, self.right, self.bottom = (float(element.get(k)) for k in ("xMin", "yMin", "xMax", "yMax"))


class Page:
    def __init__(self, element):
        self.width, self.height = float(element.get("width")), float(element.get("height"))
        words = [Word(w) for w in element.iter("{http://www.w3.org/1999/xhtml}word")]
        self.words = sorted(words, key=lambda w: (round(w.top / 4), w.left))

    @property
    def text(self):
        return " ".join(word.text for word in self.words)

    def number(self):
        """The page number: a lone figure within the top margin (20 mm), or None."""
        at_top = [word for word in self.words if word.bottom < 20 * MILLIMETRE]
        return at_top[0] if len(at_top) == 1 and at_top[0].text.isdigit() else None


def run(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=300, **options).stdout


def pages_of(pdf):
    text = run("pdftotext", "-bbox", pdf, "-")
    return [Page(page) for page in ET.fromstring(text).iter("{http://www.w3.org/1999/xhtml}page")]


def look(pages, fonts):
    """Yields what is not as it should be."""
    appendix = next((n for n, page in enumerate(pages) if n and body_text(page).startswith("Phụ lục")), None)
    for index, page in enumerate(pages):
        where = f"page {index + 1}"
        if abs(page.width - A4[0]) > 1 or abs(page.height - A4[1]) > 1:
            yield f"{where}: expected A4, found {page.width / MILLIMETRE:.0f} × {page.height / MILLIMETRE:.0f} mm"
        # The appendix counts anew from 1; the first page of either shows no number.
        of_part = index + 1 if appendix is None or index < appendix else index - appendix + 1
        yield from (f"{where}: {fault}" for fault in look_at_number(page, of_part))
    if appendix is None:
        yield "no page starts with 'Phụ lục'"
    else:
        yield from look_at_table(pages, appendix)
    yield from look_at_fonts(fonts)


def look_at_number(page, expected):
    mark = page.number()
    if expected == 1:
        if mark:
            yield f"expected no page number, found {mark.text}"
    elif not mark or mark.text != str(expected):
        yield f"expected {expected} alone in the top margin, found {mark.text if mark else page.text[:60]!r}"
    elif abs((mark.left + mark.right) / 2 - text_centre(page)) > 2 * MILLIMETRE:
        yield f"expected the page number centred over the text, found it {mark.left / MILLIMETRE:.0f} mm from the left"


def look_at_fonts(fonts):
    if not fonts:
        yield "the PDF has no fonts"
    for name, embedded in fonts:
        if not re.fullmatch(r"(?:[A-Z]{6}\+)?LiberationSerif(?:-\w+)?", name):
            yield f"expected Liberation Serif only, found font {name}"
        if embedded != "yes":
            yield f"font {name} is not embedded"


def text_centre(page):
    """Middle of the text area: the template's margins are 30 mm at the left and 20 mm at the right."""
    return page.width / 2 + (30 - 20) / 2 * MILLIMETRE


def body_words(page):
    mark = page.number()
    return [word.text for word in page.words if word is not mark]


def body_text(page):
    return " ".join(body_words(page))


def look_at_table(pages, first):
    """The header row, as the appendix's first page shows it, begins each following page of the appendix."""
    following = [body_words(page) for page in pages[first + 1:]]
    if len(following) < 2:
        yield "the appendix has fewer than three pages: the repeating of its header row cannot be seen"
        return
    # What all following pages begin with is the header row, however its cells are set beside each other.
    header = os.path.commonprefix(following)
    if not set(HEADER_ROW.split()) <= set(header):
        yield f"expected the pages after page {first + 1} to begin with {HEADER_ROW!r}, found {' '.join(header)!r}"
    if not set(header) <= set(body_words(pages[first])):
        yield f"page {first + 1}: expected the header row {' '.join(header)!r}"


def fonts_of(pdf):
    rows = run("pdffonts", pdf).splitlines()[2:]
    # name, type (two words), encoding, emb, sub, uni, object (two words)
    return [(row.split()[0], row.split()[-5]) for row in rows]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--thethuc", required=True)
    parser.add_argument("--repository", required=True)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        document = os.path.join(folder, "report.docx")
        run(os.path.abspath(arguments.thethuc), "render", TEMPLATE, SAMPLE, "-o", document, cwd=arguments.repository)
        run(os.path.join(arguments.repository, "tools", "setup", "pages"), document, folder)
        pdf = os.path.join(folder, "report.pdf")
        pages = pages_of(pdf)
        faults = list(look(pages, fonts_of(pdf)))
    for fault in faults:
        print(fault)
    print(f"{len(pages)} pages looked at, {len(faults)} findings")
    return 1 if faults else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (subprocess.CalledProcessError, FileNotFoundError) as error:
        sys.exit(f"look_check.py: {error}\n{getattr(error, 'stderr', '') or ''}"
                 "  hint: ./check installs what this needs (tools/setup/packages.txt, group test)")

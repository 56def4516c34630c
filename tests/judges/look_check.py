#!/usr/bin/env python3
"""Looks at the pages of rendered reports as LibreOffice lays them out.

usage: look_check.py --thethuc PROGRAM --repository FOLDER

Renders the samples of the template bao-cao, and one of them with long names and large figures, converts them to PDF
and checks with poppler's tools what the decree asks of pages: A4, page numbers centred at the top from page 2, each
appendix on a page of its own, its table's header row on each page, figures on one line, Times New Roman (its
metric-compatible stand-in) as the only font; and what look_report.py tells of header, lines, body and signature.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile

from look_report import look_at_report, words
from pages import MILLIMETRE, fonts_of, pages_of, run, to_pdf

A4 = (210 * MILLIMETRE, 297 * MILLIMETRE)
HEADER_ROW = "STT Chỉ tiêu thống kê Kết quả thống kê Ghi chú Đơn vị tính"
TEMPLATE, SAMPLES = "bao-cao", "samples/bao-cao"
# The report that shows the repeating of the table's header row.
LONGEST = "son-phu-quy-3-2021"
BASE_OF_EXTREMES = "so-ke-hoach-va-dau-tu-dien-bien-quy-1-2023"
# What an appendix has to print on one line.
EXTREME_FIGURES = ("2.590.755.750", "1.234.567,5", "1.10.10.11.")


def extremes(data):
    """A report with names that wrap, the longest usual place and date, and large figures."""
    data["co_quan"] = {"ten": "Ủy ban nhân dân xã Phú Nghĩa"}
    del data["thang_ban_hanh"]
    data.update(dia_danh="Thành phố Hồ Chí Minh", ngay="2025-10-20", so=1234)
    data["phu_luc"][0]["dong"] += [
        {"ma": "1.10.10.11.", "ten": "Tổng thu ngân sách trên địa bàn", "don_vi": "Đồng", "so_lieu": 2590755750},
        {"ma": "2.", "ten": "Tổng chi ngân sách", "don_vi": "Nghìn đồng", "so_lieu": 1234567.5}]
    return data


def look(pages, fonts, data):
    """Yields what is not as it should be."""
    starts = [n for n, page in enumerate(pages) if n and body_text(page).startswith("Phụ lục")]
    for index, page in enumerate(pages):
        where = f"page {index + 1}"
        if abs(page.width - A4[0]) > 1 or abs(page.height - A4[1]) > 1:
            yield f"{where}: expected A4, found {page.width / MILLIMETRE:.0f} × {page.height / MILLIMETRE:.0f} mm"
        # An appendix counts anew from 1; the first page of each part shows no number.
        of_part = index - max((start for start in starts if start <= index), default=0) + 1
        yield from (f"{where}: {fault}" for fault in look_at_number(page, of_part))
    if len(starts) != len(data.get("phu_luc", [])):
        yield f"expected {len(data.get('phu_luc', []))} pages to start with 'Phụ lục', found {len(starts)}"
    for start, end in zip(starts, starts[1:] + [len(pages)]):
        yield from look_at_table(pages, start, end)
    yield from look_at_fonts(fonts)
    yield from look_at_report(pages, data)


def look_at_number(page, expected):
    mark = page_number(page)
    if expected == 1:
        if mark:
            yield f"expected no page number, found {mark.text}"
    elif not mark or mark.text != str(expected):
        yield f"expected {expected} alone in the top margin, found {mark.text if mark else page.text[:60]!r}"
    elif abs(mark.centre - text_centre(page)) > 2 * MILLIMETRE:
        yield f"expected the page number centred over the text, found it {mark.left / MILLIMETRE:.0f} mm from the left"


def look_at_fonts(fonts):
    if not fonts:
        yield "the PDF has no fonts"
    for name, embedded in fonts:
        if not re.fullmatch(r"(?:[A-Z]{6}\+)?LiberationSerif(?:-\w+)?", name):
            yield f"expected Liberation Serif only, found font {name}"
        if embedded != "yes":
            yield f"font {name} is not embedded"


def page_number(page):
    """The page number: a lone figure within the top margin (20 mm), or None."""
    at_top = [word for word in page.words if word.bottom < 20 * MILLIMETRE]
    return at_top[0] if len(at_top) == 1 and at_top[0].text.isdigit() else None


def text_centre(page):
    """Middle of the text area: the template's margins are 30 mm at the left and 20 mm at the right."""
    return page.width / 2 + (30 - 20) / 2 * MILLIMETRE


def body_words(page):
    mark = page_number(page)
    return [word.text for word in page.words if word is not mark]


def body_text(page):
    return " ".join(body_words(page))


def look_at_table(pages, first, end):
    """The header row, as an appendix's first page shows it, begins each of its following pages."""
    header = body_words(pages[first])
    if not set(HEADER_ROW.split()) <= set(header):
        yield f"page {first + 1}: expected the header row {HEADER_ROW!r}"
    for index in range(first + 1, end):
        # The cells of the row are set beside each other, so its words may come in another order.
        begin = body_words(pages[index])[:len(HEADER_ROW.split()) + 20]
        if not set(HEADER_ROW.split()) <= set(begin):
            yield f"page {index + 1}: expected it to begin with {HEADER_ROW!r}, found {words(' '.join(begin))!r}"


def look_at_figures(pages):
    found = {word.text for page in pages for word in page.words}
    for figure in EXTREME_FIGURES:
        if figure not in found:
            yield f"expected {figure} on one line"


class Documents:
    """Reports rendered to .docx files in a folder, and later their pages."""

    def __init__(self, thethuc, repository, folder):
        self.thethuc, self.repository, self.folder = os.path.abspath(thethuc), repository, folder
        self.entries = []  # name, data, .docx

    def render(self, name, data, templates=None):
        """Fills the template bao-cao, of the folder `templates` or the repository's own."""
        source = os.path.join(self.folder, name + ".json")
        with open(source, "w", encoding="utf-8") as file:
            json.dump(data, file)
        document = os.path.join(self.folder, name + ".docx")
        environment = {**os.environ, "THETHUC_TEMPLATES": templates or os.path.join(self.repository, "templates")}
        run(self.thethuc, "render", TEMPLATE, source, "-o", document, env=environment, cwd=self.repository)
        self.entries.append((name, data, document))

    def sample(self, name):
        with open(os.path.join(self.repository, SAMPLES, name + ".json"), encoding="utf-8") as file:
            return json.load(file)

    def faults(self):
        """Name, pages and findings of each document."""
        pdfs = to_pdf(self.repository, [document for _, _, document in self.entries], self.folder)
        for (name, data, _), pdf in zip(self.entries, pdfs):
            pages = pages_of(pdf)
            found = list(look(pages, fonts_of(pdf), data))
            if any(row.get("so_lieu") == 2590755750 for part in data.get("phu_luc", []) for row in part["dong"]):
                found += look_at_figures(pages)
            yield name, pages, found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--thethuc", required=True)
    parser.add_argument("--repository", required=True)
    arguments = parser.parse_args()
    count = looked_at = 0
    with tempfile.TemporaryDirectory() as folder:
        documents = Documents(arguments.thethuc, arguments.repository, folder)
        for file in sorted(os.listdir(os.path.join(arguments.repository, SAMPLES))):
            # What is looked for is the decree's; a report of another profile looks otherwise.
            if file.endswith(".json") and "$profile" not in documents.sample(file[:-5]):
                documents.render(file[:-5], documents.sample(file[:-5]))
        documents.render("extremes", extremes(documents.sample(BASE_OF_EXTREMES)))
        for name, pages, faults in documents.faults():
            if name == LONGEST and len(pages) < 10:
                faults.append("the appendix is too short to see its header row repeated")
            for fault in faults:
                print(f"{name}: {fault}")
            looked_at += len(pages)
            count += len(faults)
    print(f"{looked_at} pages looked at, {count} findings")
    return 1 if count else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (subprocess.CalledProcessError, FileNotFoundError) as error:
        sys.exit(f"look_check.py: {error}\n{getattr(error, 'stderr', '') or ''}"
                 "  hint: ./check installs what this needs (tools/setup/packages.txt, group test)")

"""Pages of a PDF as poppler's programs tell them: words, lines of text with their formats, drawn lines.

All lengths are points; x grows to the right, y grows downwards from the top of the page.
"""
import os
import re
import subprocess
import xml.etree.ElementTree as ET

MILLIMETRE = 72 / 25.4
XHTML = "{http://www.w3.org/1999/xhtml}"
# pdftotext's boxes are as high as the font's own box: this much of its size, for Liberation Serif.
BOX_HEIGHT = 1.3


def run(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=600, **options).stdout


class Box:
    def __init__(self, left, top, right, bottom):
        self.left, self.top, self.right, self.bottom = left, top, right, bottom

    @property
    def centre(self):
        return (self.left + self.right) / 2

    @property
    def width(self):
        return self.right - self.left


class Word(Box):
    def __init__(self, element):
        super().__init__(*(float(element.get(k)) for k in ("xMin", "yMin", "xMax", "yMax")))
        self.text = element.text or ""


class Line(Box):
    """A line of text of one column. `size` is in points; `bold` and `italic` tell of its first letters."""

    def __init__(self, words):
        super().__init__(words[0].left, min(w.top for w in words), words[-1].right, max(w.bottom for w in words))
        self.words = words
        self.text = " ".join(word.text for word in words)
        self.size = round((words[0].bottom - words[0].top) / BOX_HEIGHT, 1)
        self.bold = self.italic = None


class Page:
    def __init__(self, element):
        self.width, self.height = float(element.get("width")), float(element.get("height"))
        words = [Word(w) for w in element.iter(XHTML + "word")]
        self.words = sorted(words, key=lambda w: (round(w.top / 4), w.left))
        self.lines = []
        self.rules = []  # horizontal drawn lines, from the top

    @property
    def text(self):
        return " ".join(word.text for word in self.words)


def lines_of(words, gap):
    """Words of one height, in order, parted where the room between them is more than `gap`."""
    rows = []
    for word in sorted(words, key=lambda w: (w.bottom, w.left)):
        if rows and abs(rows[-1][0].bottom - word.bottom) < 1:
            rows[-1].append(word)
        else:
            rows.append([word])
    for row in rows:
        row.sort(key=lambda w: w.left)
        line = [row[0]]
        for word in row[1:]:
            if word.left - line[-1].right > gap:
                yield Line(line)
                line = []
            line.append(word)
        yield Line(line)


def read_formats(pdf, pages):
    """Bold and italic of each line, from pdftohtml, which tells them but rounds places to whole points."""
    document = ET.fromstring(run("pdftohtml", "-xml", "-stdout", "-i", "-zoom", "1", pdf))
    for page, element in zip(pages, document.iter("page")):
        for text in element.iter("text"):
            left, top, height = (int(text.get(k)) for k in ("left", "top", "height"))
            for line in page.lines:
                if abs(line.left - left) < 2 and abs(line.bottom - top - height) < 3:
                    line.bold = text.find(".//b") is not None
                    line.italic = text.find(".//i") is not None


def read_rules(pdf, pages):
    """Strokes from pdftocairo: in the page's own coordinates, y upwards, before the matrix that it adds."""
    stroke = re.compile(r'<path [^>]*?stroke:rgb[^>]*? d="M ([\d.]+) ([\d.]+) L ([\d.]+) ([\d.]+) "')
    for number, page in enumerate(pages, 1):
        found = set()
        for match in stroke.finditer(run("pdftocairo", "-svg", "-f", str(number), "-l", str(number), pdf, "-")):
            x1, y1, x2, y2 = (float(value) for value in match.groups())
            if abs(y1 - y2) < 0.1:
                found.add((page.height - y1, min(x1, x2), max(x1, x2)))
        page.rules = [Box(left, y, right, y) for y, left, right in sorted(found)]


def pages_of(pdf):
    # More than any space of a justified line, less than the room between two columns.
    column_gap = 20
    pages = [Page(page) for page in ET.fromstring(run("pdftotext", "-bbox", pdf, "-")).iter(XHTML + "page")]
    for page in pages:
        page.lines = sorted(lines_of(page.words, column_gap), key=lambda line: (round(line.bottom), line.left))
    read_formats(pdf, pages)
    read_rules(pdf, pages)
    return pages


def fonts_of(pdf):
    """Name and whether it is embedded ("yes"), of each font."""
    rows = run("pdffonts", pdf).splitlines()[2:]
    # name, type (two words), encoding, emb, sub, uni, object (two words)
    return [(row.split()[0], row.split()[-5]) for row in rows]


def page_count(pdf):
    return int(re.search(r"^Pages:\s+(\d+)", run("pdfinfo", pdf), re.MULTILINE).group(1))


def to_pdf(repository, documents, folder):
    """The PDFs that LibreOffice makes of .docx files, in one call, in the same order."""
    run(os.path.join(repository, "tools", "setup", "pages"), "--pdf", *documents, folder)
    return [os.path.join(folder, os.path.splitext(os.path.basename(d))[0] + ".pdf") for d in documents]

#!/usr/bin/env python3
"""One header, made by python-docx and by LibreOffice in ways that people make it, is recognised alike.

usage: made_elsewhere_test.py --thethuc PROGRAM --repository DIR

python-docx writes the documents of the first kind, with styles and with direct formatting; LibreOffice those of the second,
from flat OpenDocument text: what it makes of tables, tab stops, frames and text boxes is its own.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt

LEFT = ["ỦY BAN NHÂN DÂN TỈNH HÀ NAM", "SỞ NỘI VỤ"]
RIGHT = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
NUMBER, DATE = "Số: 05/BC-SNV", "Hà Nam, ngày 05 tháng 02 năm 2024"
TITLE = ["BÁO CÁO", "Kết quả công tác cải cách hành chính năm 2023"]
BODY = ["I. KẾT QUẢ", "Sở đã thực hiện đầy đủ các nhiệm vụ.", "Trên đây là báo cáo của Sở Nội vụ./."]
EXPECTED = {
    "co_quan_chu_quan": LEFT[:1], "co_quan_ban_hanh": LEFT[1:], "quoc_hieu": RIGHT[:1], "tieu_ngu": RIGHT[1:],
    "so_ky_hieu": [NUMBER], "dia_danh_ngay": [DATE], "ten_loai": TITLE[:1], "trich_yeu": TITLE[1:],
}


# --- python-docx

def new():
    document = docx.Document()
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(14)
    for side in ("top", "bottom", "right"):
        setattr(document.sections[0], f"{side}_margin", Mm(20))
    document.sections[0].left_margin = Mm(30)
    return document


def line(paragraph, text, bold=False, centred=True):
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(text).bold = bold
    return paragraph


def lines(cell, texts, bold=()):
    paragraph = cell.paragraphs[0]
    for number, text in enumerate(texts):
        if number:
            paragraph = cell.add_paragraph()
        line(paragraph, text, text in bold)


def body(document):
    for text in TITLE:
        line(document.add_paragraph(), text, True)
    for text in BODY:
        document.add_paragraph(text)


def table(document):
    grid = document.add_table(2, 2)
    lines(grid.cell(0, 0), LEFT, LEFT[1:])
    lines(grid.cell(0, 1), RIGHT, RIGHT)
    lines(grid.cell(1, 0), [NUMBER])
    lines(grid.cell(1, 1), [DATE])


def table_of_one_row(document):
    grid = document.add_table(1, 2)
    lines(grid.cell(0, 0), [*LEFT, "_______", NUMBER], LEFT[1:])
    lines(grid.cell(0, 1), [*RIGHT, "____________________", DATE], RIGHT)


def table_with_borders_and_merged_cell(document):
    grid = document.add_table(3, 3, style="Table Grid")
    grid.cell(0, 1).merge(grid.cell(0, 2))
    grid.cell(1, 1).merge(grid.cell(1, 2))
    lines(grid.cell(0, 0), LEFT, LEFT[1:])
    lines(grid.cell(0, 1), RIGHT, RIGHT)
    lines(grid.cell(1, 0), [NUMBER])
    lines(grid.cell(1, 1), [DATE])


def tab_stops(document):
    for left, right in zip([*LEFT, NUMBER], [*RIGHT, DATE]):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(80))
        paragraph.add_run(left).bold = left == LEFT[1]
        paragraph.add_run("\t")
        paragraph.add_run(right).bold = right in RIGHT


def line_breaks(document):
    grid = document.add_table(1, 2)
    for cell, texts in ((grid.cell(0, 0), [*LEFT, NUMBER]), (grid.cell(0, 1), [*RIGHT, DATE])):
        paragraph = cell.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for number, text in enumerate(texts):
            run = paragraph.add_run(text)
            run.bold = text == LEFT[1] or text in RIGHT
            if number + 1 < len(texts):
                run.add_break()


def by_styles(document):
    for name, bold in (("Đơn vị", False), ("Đậm giữa", True)):
        style = document.styles.add_style(name, docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        style.font.bold = bold
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    grid = document.add_table(2, 2)
    for cell, texts in ((grid.cell(0, 0), LEFT), (grid.cell(0, 1), RIGHT), (grid.cell(1, 0), [NUMBER]),
                        (grid.cell(1, 1), [DATE])):
        for number, text in enumerate(texts):
            paragraph = cell.paragraphs[0] if not number else cell.add_paragraph()
            paragraph.style = document.styles["Đậm giữa" if text == LEFT[1] or text in RIGHT else "Đơn vị"]
            paragraph.add_run(text)


def text_boxes(document):
    paragraph = document.add_paragraph()
    for texts in ([*LEFT, NUMBER], [*RIGHT, DATE]):
        inner = "".join(f"<w:p><w:r><w:rPr>{'<w:b/>' if t == LEFT[1] or t in RIGHT else ''}</w:rPr><w:t>{t}</w:t></w:r></w:p>"
                        for t in texts)
        paragraph._p.append(parse_xml(
            f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape style="width:220pt;height:80pt">'
            f"<v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"))


def frames(document):
    for x, texts in ((1700, [*LEFT, NUMBER]), (6000, [*RIGHT, DATE])):
        for text in texts:
            paragraph = line(document.add_paragraph(), text, text == LEFT[1] or text in RIGHT)
            paragraph._p.get_or_add_pPr().insert(0, parse_xml(
                f'<w:framePr {nsdecls("w")} w:w="4200" w:hSpace="180" w:wrap="around" w:vAnchor="page" w:hAnchor="page" '
                f'w:x="{x}" w:y="900"/>'))


# --- LibreOffice

FODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.2"
 office:mimetype="application/vnd.oasis.opendocument.text">
<office:automatic-styles>
<style:style style:name="C" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/></style:style>
<style:style style:name="CB" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="T" style:family="paragraph"><style:paragraph-properties><style:tab-stops><style:tab-stop style:position="9cm"/></style:tab-stops></style:paragraph-properties></style:style>
<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="F" style:family="graphic"><style:graphic-properties style:wrap="parallel" style:horizontal-pos="from-left" style:vertical-pos="from-top"/></style:style>
</office:automatic-styles>
<office:body><office:text>%s</office:text></office:body></office:document>"""


def is_bold(text):
    return text == LEFT[1] or text in RIGHT or text in TITLE


def p(text):
    return f'<text:p text:style-name="{"CB" if is_bold(text) else "C"}">{text}</text:p>'


def lo_body():
    return "".join(map(p, TITLE)) + "".join(f"<text:p>{text}</text:p>" for text in BODY)


def lo_table():
    cells = [[LEFT, RIGHT], [[NUMBER], [DATE]]]
    rows = "".join("<table:table-row>" + "".join(
        "<table:table-cell>" + "".join(map(p, cell)) + "</table:table-cell>" for cell in row) + "</table:table-row>" for row in cells)
    return f'<table:table table:name="A"><table:table-column table:number-columns-repeated="2"/>{rows}</table:table>'


def lo_tabs():
    def span(text):
        return f'<text:span text:style-name="B">{text}</text:span>' if is_bold(text) else text
    return "".join(f'<text:p text:style-name="T">{span(a)}<text:tab/>{span(b)}</text:p>'
                   for a, b in zip([*LEFT, NUMBER], [*RIGHT, DATE]))


def lo_frames():
    def frame(x, texts):
        return (f'<draw:frame draw:style-name="F" text:anchor-type="paragraph" svg:x="{x}cm" svg:y="0cm" svg:width="8cm" '
                f'svg:height="3cm"><draw:text-box>{"".join(map(p, texts))}</draw:text-box></draw:frame>')
    return f"<text:p>{frame(0, [*LEFT, NUMBER])}{frame(8.5, [*RIGHT, DATE])}</text:p>"


def lo_shapes():
    def shape(x, texts):
        return (f'<draw:custom-shape draw:style-name="F" text:anchor-type="paragraph" svg:x="{x}cm" svg:y="0cm" svg:width="8cm" '
                f'svg:height="3cm">{"".join(map(p, texts))}<draw:enhanced-geometry svg:viewBox="0 0 21600 21600" '
                'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" draw:type="rectangle" '
                'draw:enhanced-path="M 0 0 L 21600 0 21600 21600 0 21600 0 0 Z N"/></draw:custom-shape>')
    return f"<text:p>{shape(0, [*LEFT, NUMBER])}{shape(8.5, [*RIGHT, DATE])}</text:p>"


def convert(folder, repository):
    home = pathlib.Path(tempfile.mkdtemp(prefix="lo-rules-"))
    sources = []
    for make in (lo_table, lo_tabs, lo_frames, lo_shapes):
        source = folder / f"{make.__name__}.fodt"
        source.write_text(FODT % (make() + lo_body()), "utf-8")
        sources.append(source)
    environment = {**os.environ, "FONTCONFIG_FILE": str(repository / "fonts/fonts.conf")}
    subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{home}", "--convert-to", "docx:Office Open XML Text",
                    "--outdir", str(folder), *map(str, sources)], check=True, timeout=300, env=environment,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return [source.with_suffix(".docx") for source in sources]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--thethuc", required=True)
    parser.add_argument("--repository", required=True, type=pathlib.Path)
    arguments = parser.parse_args()
    failed = 0
    with tempfile.TemporaryDirectory(prefix="thethuc-made-elsewhere-") as name:
        folder = pathlib.Path(name)
        made = []
        for make in (table, table_of_one_row, table_with_borders_and_merged_cell, tab_stops, line_breaks, by_styles, text_boxes,
                     frames):
            document = new()
            make(document)
            body(document)
            made.append(folder / f"{make.__name__}.docx")
            document.save(made[-1])
        made += convert(folder, arguments.repository)
        for path in made:
            run = subprocess.run([arguments.thethuc, "check", str(path), "--format=json", "--explain", "--lang=en"],
                                 stdout=subprocess.PIPE, check=False)
            found = {}
            for entry in json.loads(run.stdout)["recognised"]:
                found.setdefault(entry["component"], []).append(entry["text"])
            wrong = {c: found.get(c, []) for c, texts in EXPECTED.items() if found.get(c, []) != texts}
            failed += bool(wrong)
            print(f"{path.stem}: {'as expected' if not wrong else wrong}")
    print(f"{len(made)} documents, {failed} not recognised alike")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Spoils the template bao-cao in one respect after the other and sees that look_check.py tells it.

usage: look_check_test.py --thethuc PROGRAM --repository FOLDER

Every case changes one file of a copy of templates/ and renders a report from that; LibreOffice converts all of them in
one call. A case must bring the finding that it names; the template as it is must bring none.
"""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile

from look_check import BASE_OF_EXTREMES, LONGEST, Documents, extremes

HEADER, MOTTO = "_partials/co-quan-so-ky-hieu.xml", "_partials/quoc-hieu.xml"
BODIES, TITLE = "_partials/co-quan.xml", "_partials/ten-loai.xml"
SIGNATURE, SIGNER, RECIPIENTS = "_partials/noi-nhan-chu-ky.xml", "_partials/ky.xml", "_partials/noi-nhan-luu.xml"
TABLE = "_partials/bang-chi-tieu.xml"
STYLES, BASE = "_base/nd30-2020/word/styles.xml", "_base/nd30-2020/word/"
PAGE = "_base/nd30-2020/section.xml"
DRAFT, EXTREMES, LONG = "draft", "extremes", "long"


def replace(before, after):
    return lambda text: text.replace(before, after)


def in_style(style, before, after):
    """Within the style of that id."""
    def change(text):
        begin = text.index(f'w:styleId="{style}"')
        end = text.index("</w:style>", begin)
        return text[:begin] + text[begin:end].replace(before, after) + text[end:]
    return change


def exchange(one, other):
    """Each of two texts stands where the other stood."""
    return lambda text: text.replace(one, "\0").replace(other, one).replace("\0", other)


def without_paragraph(style):
    return lambda text: re.sub(rf'<w:p>\s*<w:pPr>\s*<w:pStyle w:val="{style}"/>(?:(?!</w:p>).)*</w:p>', "", text,
                               count=1, flags=re.S)


def exchange_cells(text):
    """The two cells of a row, with their widths."""
    cells = re.findall(r"<w:tc>.*?</w:tc>", text, flags=re.S)
    return exchange(cells[0], cells[1])(text)


def exchange_signature(text):
    """The two cells of the row of one signer; the section around them stays around them."""
    left, right = re.findall(r"<w:tc>.*?</w:tc>", text, flags=re.S)[:2]
    opening = re.search(r"<w:p>(?:(?!</w:p>).)*{{\^ky_cung}}.*?</w:p>", left, flags=re.S).group()
    closing = opening.replace("{{^ky_cung}}", "{{/ky_cung}}")
    signer = right.replace("{{/ky_cung}}", "").replace("{{#ky}}", "{{^ky_cung}}{{#ky}}")
    recipients = left.replace(opening, "").replace("</w:tc>", closing + "</w:tc>")
    return text.replace(left, "\0", 1).replace(right, recipients, 1).replace("\0", signer, 1)


def size(points):
    return f'<w:sz w:val="{2 * points}"/>'


def widths(changes):
    def change(text):
        for before, after in changes:
            text = text.replace(f'w:w="{before}"', f'w:w="{after}"')
        return text
    return change


# what is spoilt, report, file, change, part of a finding
CASES = [
    ("nothing, and a draft", DRAFT, HEADER, None, None),
    ("nothing, and long names", EXTREMES, HEADER, None, None),
    ("header: columns exchanged", DRAFT, HEADER, exchange_cells, "in the right column"),
    ("header: number at the right", DRAFT, HEADER, exchange("{{> so_ky_hieu}}", "{{> dia_danh_ngay}}"), "at the left, found"),
    ("header: another motto", DRAFT, MOTTO, replace("Tự do - Hạnh phúc", "Tự do, Hạnh phúc"), "at the right, found"),
    ("header: no superior body", DRAFT, BODIES, without_paragraph("CoQuanChuQuan"), "at the left, found"),
    ("header: beyond the margins", EXTREMES, HEADER,
     lambda text: widths([(9071, 9666), (3391, 3600), (5680, 6066)])(text).replace(
         '<w:tblLayout', '<w:jc w:val="center"/><w:tblLayout'), "within the margins"),
    ("header: place and date wrap", EXTREMES, STYLES, in_style("DiaDanhNgay", size(13), size(15)), "on one line"),
    ("header: quốc hiệu of 11 pt", DRAFT, STYLES, in_style("QuocHieu", size(12), size(11)), "quốc hiệu: expected 12"),
    ("header: tiêu ngữ not bold", DRAFT, STYLES, in_style("TieuNgu", "<w:b/>", ""), "tiêu ngữ: expected bold"),
    ("header: issuing body not bold", DRAFT, STYLES, in_style("CoQuanBanHanh", "<w:b/>", ""), "issuing body: expected bold"),
    ("header: superior body bold", DRAFT, STYLES, in_style("CoQuanChuQuan", size(12), "<w:b/>" + size(12)),
     "superior body: expected not bold"),
    ("header: date upright", DRAFT, STYLES, in_style("DiaDanhNgay", "<w:i/>", ""), "place and date: expected italic"),
    ("header: tiêu ngữ not centred", DRAFT, STYLES, in_style("TieuNgu", '"center"', '"left"'), "right column: expected its centre"),
    ("lines: none under tiêu ngữ", DRAFT, MOTTO, without_paragraph("KeNgang"), "tiêu ngữ: expected a line below"),
    ("lines: a short one under tiêu ngữ", DRAFT, MOTTO, replace('"KeNgang"', '"KeNgangNgan"'), "to be 1.00 to 1.00 of the text"),
    ("lines: none under the body", DRAFT, BODIES, without_paragraph("KeNgangNgan"), "issuing body: expected a line below"),
    ("lines: a long one under the body", DRAFT, BODIES, replace('"KeNgangNgan"', '"KeNgang"'),
     "issuing body: expected the line below to be 0.33 to 0.50"),
    ("lines: none under the title", DRAFT, TITLE, without_paragraph("KeNgangNgan"), "title: expected a line below"),
    ("lines: a long one under the title", LONG, TITLE, replace('"KeNgangNgan"', '"KeNgang"'),
     "title: expected the line below to be 0.33 to 0.50"),
    ("lines: title not centred", DRAFT, STYLES, in_style("TrichYeu", '"center"', '"left"'), "title: expected its centre"),
    ("body: not justified", LONG, STYLES, in_style("NoiDung", '"both"', '"left"'), "expected it justified"),
    ("body: of 13 pt", DRAFT, STYLES, in_style("NoiDung", size(14), size(13)), "expected 14 pt, found 13"),
    ("body: no first-line indent", DRAFT, STYLES, in_style("NoiDung", 'w:firstLine="567"', 'w:firstLine="0"'), "first lines indented"),
    ("body: indent of 5 mm", DRAFT, STYLES, in_style("NoiDung", 'w:firstLine="567"', 'w:firstLine="284"'),
     "indented by 10 mm, found it 5"),
    ("body: nothing between paragraphs", DRAFT, STYLES, in_style("NoiDung", 'w:before="120"', 'w:before="0"'), "expected 6 pt before"),
    ("signature: at the left", DRAFT, SIGNATURE, exchange_signature, "signature: expected 'Nơi nhận: "),
    ("signature: name above post", DRAFT, SIGNER, exchange("{{#ho_ten}}{{ho_ten}}{{/ho_ten}}", "{{chuc_vu | hoa}}"), "at the right, found"),
    ("signature: no capacity", DRAFT, SIGNER, replace("{{. | hoa}}", ""), "at the right, found"),
    ("signature: no room to sign", DRAFT, STYLES,
     lambda text: re.sub(r'(w:styleId="ChoKy".*?w:line=")\d+', r"\g<1>20", text, count=1, flags=re.S), "room to sign"),
    ("signature: recipients of 12 pt", DRAFT, STYLES, in_style("NoiNhanDanhSach", size(11), size(12)), "recipients: expected 11"),
    ("signature: no archive", DRAFT, RECIPIENTS, replace("- Lưu: VT", "- VT"), "at the left, found"),
    ("pages: no number", LONG, BASE + "header1.xml", replace("PAGE", "SECTION"), "alone in the top margin"),
    ("pages: appendix goes on counting", LONG, PAGE, replace('<w:pgNumType w:start="1"/>', ""), "alone in the top margin"),
    ("pages: number on the first", DRAFT, PAGE, replace("<w:titlePg/>", ""), "expected no page number"),
    ("pages: Letter", DRAFT, PAGE, replace('w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"'), "expected A4"),
    ("table: header row once", LONG, TABLE, replace("<w:tblHeader/>", ""), "expected it to begin with"),
    ("table: narrow figures", EXTREMES, TABLE, widths([(3289, 3969), (1644, 964)]), "2.590.755.750 on one line"),
    ("table: narrow ordinals", EXTREMES, TABLE, widths([(3289, 3489), (1304, 1104)]), "1.10.10.11. on one line"),
    ("fonts: another", DRAFT, STYLES, replace("Times New Roman", "Arial"), "expected Liberation Serif only"),
]


def spoilt_templates(repository, folder, file, change):
    copy = os.path.join(folder, "templates")
    shutil.copytree(os.path.join(repository, "templates"), copy)
    path = os.path.join(copy, file)
    with open(path, encoding="utf-8") as opened:
        text = opened.read()
    changed = change(text)
    if changed == text:
        sys.exit(f"look_check_test.py: a case changes nothing in {file}: the template has moved on, mend the case")
    with open(path, "w", encoding="utf-8") as opened:
        opened.write(changed)
    return copy


def shortened(data):
    """A report of several pages whose appendix has several, too."""
    data["muc"] = data["muc"][:1]
    data["phu_luc"][0]["dong"] = data["phu_luc"][0]["dong"][:60]
    return data


def run_cases(thethuc, repository):
    failures = []
    with tempfile.TemporaryDirectory() as folder:
        documents = Documents(thethuc, repository, folder)
        for index, (_, report, file, change, _) in enumerate(CASES):
            data = documents.sample(LONGEST if report == LONG else BASE_OF_EXTREMES)
            data = {LONG: shortened, EXTREMES: extremes, DRAFT: lambda same: same}[report](data)
            place = os.path.join(folder, str(index))
            documents.render(f"case-{index}", data, spoilt_templates(repository, place, file, change) if change else None)
        for (name, *_, expected), (_, _, faults) in zip(CASES, documents.faults()):
            if expected is None and faults:
                failures.append(f"{name}: expected no finding, found {faults}")
            if expected is not None and not any(expected in fault for fault in faults):
                failures.append(f"{name}: expected a finding with {expected!r}, found {faults}")
    return failures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--thethuc", required=True)
    parser.add_argument("--repository", required=True)
    arguments = parser.parse_args()
    failures = run_cases(arguments.thethuc, arguments.repository)
    print("\n".join(failures))
    print(f"{len(CASES)} cases, {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except subprocess.CalledProcessError as error:
        sys.exit(f"look_check_test.py: {error}\n{error.stderr or ''}")

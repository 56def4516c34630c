#!/usr/bin/env python3
"""T1: a template that LibreOffice really saved, filled with 0, 1 and 50 items, and opened by LibreOffice again.

usage: libreoffice_test.py --thethuc PROGRAM --repository FOLDER

The template is written as flat ODF, so that LibreOffice alone decides what the .docx is like. What is rendered is
looked at by check_package.py and the Open XML SDK, and its words are those that LibreOffice reads.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, os.pardir, "judges"))
import docx  # noqa: E402
import judge_all  # noqa: E402

OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"


def paragraph(text):
    return f"<text:p>{text}</text:p>"


def row(*texts):
    cells = "".join(f"<table:table-cell>{paragraph(text)}</table:table-cell>" for text in texts)
    return f"<table:table-row>{cells}</table:table-row>"


def template():
    """Spans with another format stand within tags, as after a change of language."""
    body = (paragraph('Kính gửi: {{noi<text:span text:style-name="T1">_nhan}}</text:span> &amp; các đơn vị')
            + paragraph("{{#muc}}") + paragraph("{{@number}}. {{ten}}") + paragraph("{{/muc}}")
            + '<table:table table:name="Bang"><table:table-column table:number-columns-repeated="2"/>'
            + row("STT", "Tên") + row("{{#muc}}{{@number}}", "{{ten}}{{/muc}}") + "</table:table>"
            + paragraph("{{#ghi_chu}}Ghi chú: {{ghi_chu}}{{/ghi_chu}}") + paragraph("Hết."))
    return ('<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<office:document xmlns:office="{OFFICE}office:1.0" xmlns:text="{OFFICE}text:1.0" '
            f'xmlns:table="{OFFICE}table:1.0" xmlns:style="{OFFICE}style:1.0" '
            'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">'
            "<office:meta><dc:title>Báo cáo {{so}}</dc:title></office:meta>"
            '<office:automatic-styles><style:style style:name="T1" style:family="text">'
            '<style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles>'
            f"<office:body><office:text>{body}</office:text></office:body></office:document>")


def convert(folder, target, *files):
    subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", target,
                    "--outdir", folder, *files], check=True, capture_output=True, timeout=300, cwd=folder,
                   env={**os.environ, "HOME": folder})


def expected_lines(count):
    numbers = range(1, count + 1)
    return (["Kính gửi: Sở Nội vụ & các đơn vị"] + [f"{i}. Mục {i}" for i in numbers] + ["STT | Tên"]
            + [f"{i} | Mục {i}" for i in numbers] + ["Hết."])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--thethuc", required=True)
    parser.add_argument("--repository", required=True)
    arguments = parser.parse_args()
    judges = judge_all.Judges(judge_all.validator_binary())
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        def path(name):
            return os.path.join(folder, name)
        with open(path("mau.fodt"), "w", encoding="utf-8") as file:
            file.write(template())
        convert(folder, "docx:MS Word 2007 XML", path("mau.fodt"))
        counts = (0, 1, 50)
        for count in counts:
            data = {"so": 52, "noi_nhan": "Sở Nội vụ", "muc": [{"ten": f"Mục {i}"} for i in range(1, count + 1)]}
            with open(path("data.json"), "w", encoding="utf-8") as file:
                json.dump(data, file)
            out = path(f"ra-{count}.docx")
            done = subprocess.run([arguments.thethuc, "render", path("mau.docx"), path("data.json"), "-o", out],
                                  cwd=arguments.repository, capture_output=True, text=True, timeout=60)
            if done.returncode != 0 or done.stderr:
                faults.append(f"{count} items: exit {done.returncode}: {done.stderr}")
                continue
            os.replace(path("mau.docx"), path(f"ra-{count}.template.docx"))  # what the SDK finds there is LibreOffice's
            faults += [f"{count} items: {finding}" for finding in judges.findings(out, False)]
            os.replace(path(f"ra-{count}.template.docx"), path("mau.docx"))
            package = docx.Package(out)
            if docx.lines_in_reading_order(package) != expected_lines(count):
                faults.append(f"{count} items: expected {expected_lines(count)}, found {docx.lines_in_reading_order(package)}")
            if "<dc:title>Báo cáo 52</dc:title>".encode() not in package.data["/docProps/core.xml"]:
                faults.append(f"{count} items: the title was not filled")
        rendered = [path(f"ra-{count}.docx") for count in counts if os.path.exists(path(f"ra-{count}.docx"))]
        convert(folder, "txt:Text (encoded):UTF8", *rendered)
        for count in counts:
            with open(path(f"ra-{count}.txt"), encoding="utf-8-sig") as file:
                seen = [line.strip() for line in file if line.strip()]
            wanted = [cell for line in expected_lines(count) for cell in line.split(" | ")]
            if seen != wanted:
                faults.append(f"{count} items: LibreOffice reads {seen}")
    for fault in faults:
        print(fault)
    print(f"{len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

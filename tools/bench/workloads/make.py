#!/usr/bin/env python3
"""Writes the workloads of the benchmarks: templates in the syntax of each engine, data, and what must come out.

    make.py FOLDER [SYNTAX…]      all syntaxes unless some are named

FOLDER/w1.json w2.json w3.json      the data of one document
FOLDER/w2_batch.ndjson              1,000 letters, one a line
FOLDER/rows_N.json                  W1 with N rows in its table
FOLDER/<syntax>/w1.docx w2.docx     templates; W3 is W1 with 10,000 rows
FOLDER/reference/w{1,2,3}.docx      made without any engine; w2_last.docx is the last of the letters

Only the standard library is used, and the same bytes come out every time.
"""
import json
import os
import sys

from documents import document_w1, document_w2
from package import write_docx
from syntaxes import SYNTAXES, Reference

HERE = os.path.dirname(os.path.abspath(__file__))
W3_ROWS = 10_000
OTHER_ROWS = (1_000, 100_000)
W2_BATCH = 1_000


def letters(base, count):
    """Letters that differ as those of a mail merge do."""
    communes = ["Sơn Phú", "Sơn Bình", "Sơn Trung", "Sơn Châu", "Sơn Hàm", "Sơn Giang", "Sơn Lâm", "Sơn Tây"]
    for i in range(count):
        yield dict(base, kinh_moi=f"Ông (Bà) đại biểu số {i * 7919 % 10007}",
                   don_vi=f"Ủy ban nhân dân xã {communes[i % 8]} (số TT {i + 1})", so_hieu=f"{100 + i}/GM-VP")


def with_rows(report, count):
    base = report["thong_ke"]
    rows = [dict(base[i % len(base)], so_lieu=str((i * 7919) % 100003)) for i in range(count)]
    return dict(report, thong_ke=rows)


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def main():
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    folder, wanted = sys.argv[1], sys.argv[2:] or list(SYNTAXES)
    os.makedirs(folder, exist_ok=True)

    def write(name, text):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)

    def read(name):
        with open(os.path.join(HERE, "data", name), encoding="utf-8") as file:
            return json.load(file)

    w1, w2 = read("w1.json"), read("w2.json")
    w3 = with_rows(w1, W3_ROWS)
    batch = list(letters(w2, W2_BATCH))
    write("w1.json", compact(w1))
    write("w2.json", compact(w2))
    write("w3.json", compact(w3))
    for count in OTHER_ROWS:
        write(f"rows_{count}.json", compact(with_rows(w1, count)))
    write("w2_batch.ndjson", "".join(compact(letter) + "\n" for letter in batch))
    for name in wanted:
        write_docx(os.path.join(folder, name, "w1.docx"), document_w1(SYNTAXES[name], w1))
        write_docx(os.path.join(folder, name, "w2.docx"), document_w2(SYNTAXES[name], w2))
    reference = Reference()
    for name, document in (("w1", document_w1(reference, w1)), ("w2", document_w2(reference, w2)),
                           ("w2_last", document_w2(reference, batch[-1])), ("w3", document_w1(reference, w3))):
        write_docx(os.path.join(folder, "reference", name + ".docx"), document)


if __name__ == "__main__":
    main()

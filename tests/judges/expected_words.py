#!/usr/bin/env python3
"""Compares the words of a rendered sample with the expected text kept in the repository.

usage: expected_words.py --thethuc PROGRAM --repository FOLDER TEMPLATE SAMPLE EXPECTED.txt [--update]

EXPECTED.txt holds the body in reading order: a line each paragraph, and a line each table row with ' | ' between
cells, footnotes below. --update writes it anew; the difference is then read by a person before it is committed.
"""
import os
import subprocess
import sys
import tempfile

import expected
from docx import Package, lines_in_reading_order


def main():
    arguments = expected.arguments_of(__doc__)
    with tempfile.TemporaryDirectory() as folder:
        rendered = os.path.join(folder, "rendered.docx")
        subprocess.run([os.path.abspath(arguments.thethuc), "render", arguments.template, arguments.sample, "-o", rendered],
                       cwd=arguments.repository, check=True)
        found = lines_in_reading_order(Package(rendered))
    words = sum(len(line.split()) for line in found)
    return expected.judge(arguments, found, "rendered", f"{len(found)} lines, {words} words as expected")


if __name__ == "__main__":
    sys.exit(main())

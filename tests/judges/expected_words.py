#!/usr/bin/env python3
"""Compares the words of a rendered sample with the expected text kept in the repository.

usage: expected_words.py --thethuc PROGRAM --repository FOLDER TEMPLATE SAMPLE EXPECTED.txt [--update]

EXPECTED.txt holds the body in reading order: a line each paragraph, and a line each table row with ' | ' between
cells, footnotes below. --update writes it anew; the difference is then read by a person before it is committed.
"""
import argparse
import difflib
import os
import subprocess
import sys
import tempfile

from docx import Package, lines_in_reading_order


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--thethuc", required=True)
    parser.add_argument("--repository", required=True)
    parser.add_argument("template")
    parser.add_argument("sample")
    parser.add_argument("expected")
    parser.add_argument("--update", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rendered = os.path.join(folder, "rendered.docx")
        subprocess.run([os.path.abspath(arguments.thethuc), "render", arguments.template, arguments.sample, "-o", rendered],
                       cwd=arguments.repository, check=True)
        found = lines_in_reading_order(Package(rendered))
    if arguments.update:
        with open(arguments.expected, "w", encoding="utf-8") as file:
            file.writelines(line + "\n" for line in found)
        return 0
    with open(arguments.expected, encoding="utf-8") as file:
        expected = file.read().splitlines()
    difference = list(difflib.unified_diff(expected, found, arguments.expected, "rendered", lineterm="", n=1))
    print("\n".join(difference) if difference else f"{len(found)} lines, {sum(len(l.split()) for l in found)} words as expected")
    return 1 if difference else 0


if __name__ == "__main__":
    sys.exit(main())

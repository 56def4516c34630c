#!/usr/bin/env python3
"""Compares what thethuc says of a sample with the expected findings kept in the repository.

usage: expected_findings.py --thethuc PROGRAM --repository FOLDER TEMPLATE SAMPLE EXPECTED.txt [--update]

EXPECTED.txt holds a line each finding: severity, id, JSON pointer, message. --update writes it anew; the difference is then
read by a person before it is committed.
"""
import argparse
import difflib
import json
import os
import subprocess
import sys
import tempfile


def findings(arguments):
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([os.path.abspath(arguments.thethuc), "render", arguments.template, arguments.sample, "--lang=en",
                               "--errors=json", "-o", os.path.join(folder, "rendered.docx")],
                              cwd=arguments.repository, check=True, capture_output=True, text=True, encoding="utf-8")
    told = json.loads(done.stderr)["diagnostics"] if done.stderr.strip() else []
    return [f'{t["severity"]} {t["id"]} {t.get("data_pointer", "")}: {t["message"]}' for t in told]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--thethuc", required=True)
    parser.add_argument("--repository", required=True)
    parser.add_argument("template")
    parser.add_argument("sample")
    parser.add_argument("expected")
    parser.add_argument("--update", action="store_true")
    arguments = parser.parse_args()
    found = findings(arguments)
    if arguments.update:
        with open(arguments.expected, "w", encoding="utf-8") as file:
            file.writelines(line + "\n" for line in found)
        return 0
    with open(arguments.expected, encoding="utf-8") as file:
        expected = file.read().splitlines()
    difference = list(difflib.unified_diff(expected, found, arguments.expected, "found", lineterm="", n=1))
    print("\n".join(difference) if difference else f"{len(found)} findings as expected")
    return 1 if difference else 0


if __name__ == "__main__":
    sys.exit(main())

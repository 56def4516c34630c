#!/usr/bin/env python3
"""Compares what thethuc says of a sample with the expected findings kept in the repository.

usage: expected_findings.py --thethuc PROGRAM --repository FOLDER TEMPLATE SAMPLE EXPECTED.txt [--update]

EXPECTED.txt holds a line each finding: severity, id, JSON pointer, message. --update writes it anew; the difference is then
read by a person before it is committed.
"""
import json
import os
import subprocess
import sys
import tempfile

import expected


def findings(arguments):
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([os.path.abspath(arguments.thethuc), "render", arguments.template, arguments.sample, "--lang=en",
                               "--errors=json", "-o", os.path.join(folder, "rendered.docx")],
                              cwd=arguments.repository, check=True, capture_output=True, text=True, encoding="utf-8")
    told = json.loads(done.stderr)["diagnostics"] if done.stderr.strip() else []
    return [f'{t["severity"]} {t["id"]} {t.get("data_pointer", "")}: {t["message"]}' for t in told]


def main():
    arguments = expected.arguments_of(__doc__)
    found = findings(arguments)
    return expected.judge(arguments, found, "found", f"{len(found)} findings as expected")


if __name__ == "__main__":
    sys.exit(main())

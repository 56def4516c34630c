#!/usr/bin/env python3
"""Counts the instructions of rendering, as callgrind sees them: the same number every time, on any machine of a kind.

    instructions_test.py BENCH_WARM MAKE_WORKLOADS WORK_FOLDER

A document costs what six of them cost more than one, divided by five, so neither process start nor compilation counts.
Deflating is counted apart. Only optimised builds run this test.
"""
import os
import re
import subprocess
import sys
import unittest

BENCH, MAKE, WORK = sys.argv[1:4]
DEFLATE = ("thethuc::deflate::Encoder::encode", "thethuc::deflate::QuickEncoder::encode",
           "libdeflate_deflate_compress")
DEFAULT, FAST = "7", "1"  # --level

# Millions of instructions for one document: outside of deflating, and deflating. Lower them when the engine gets faster.
MOST = {
    ("w1", "w1.json", DEFAULT): (2.5, 6.0),
    ("w1", "w1.json", FAST): (2.5, 1.5),
    ("w2", "w2_batch.ndjson", DEFAULT): (0.25, 0.5),
    ("w2", "w2_batch.ndjson", FAST): (0.25, 0.2),
}


def counts(template, data, level, documents):
    """Instructions of a run: all, and those of deflating."""
    profile = os.path.join(WORK, "callgrind.out")
    command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={profile}", BENCH,
               os.path.join(WORK, "mustache", template + ".docx"), os.path.join(WORK, data), "--level", level,
               "--docs", str(documents)]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    listing = subprocess.run(["callgrind_annotate", "--inclusive=yes", "--threshold=100", profile],
                             capture_output=True, text=True, check=True).stdout

    def cost(name):
        found = re.search(r"^\s*([\d,]+) \([^)]*\)\s+\S*" + name, listing, re.MULTILINE)
        return int(found.group(1).replace(",", "")) if found else 0

    total, deflate = cost("PROGRAM TOTALS"), sum(cost(r"\S*:?" + name) for name in DEFLATE)
    assert total and deflate, f"the profile lacks what is counted: {listing[:2000]}"
    return total, deflate


def of_document(template, data, level=DEFAULT):
    """Outside of deflating, and deflating."""
    (one, one_deflate), (six, six_deflate) = (counts(template, data, level, documents) for documents in (1, 6))
    return ((six - six_deflate) - (one - one_deflate)) / 5, (six_deflate - one_deflate) / 5


def outside_deflate(template, data):
    return of_document(template, data)[0]


class Instructions(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        subprocess.run([sys.executable, MAKE, WORK, "mustache"], check=True)

    def test_of_a_document(self):
        for document, limits in MOST.items():
            data, level = document[1:]
            for what, found, most in zip(("outside of deflate", "of deflate"), of_document(*document), limits):
                with self.subTest(data=data, level=level, what=what):
                    print(f"{data}, level {level}: {found / 1e6:.3f} M instructions {what}, at most {most}")
                    self.assertLessEqual(found / 1e6, most)
                    self.assertGreater(found / 1e6, most / 20, "nothing was rendered")

    # At least twice as fast as the default.
    def test_of_the_fast_mode(self):
        default, fast = (sum(of_document("w1", "w1.json", level)) for level in (DEFAULT, FAST))
        print(f"level {DEFAULT} ÷ level {FAST}: {default / fast:.2f}")
        self.assertGreaterEqual(default / fast, 2)

    # A row costs the same whether there are a thousand or ten thousand: nothing looks back.
    def test_of_a_row(self):
        none = outside_deflate("w1", "w1.json")
        few = (outside_deflate("w1", "rows_1000.json") - none) / (1_000 - 144)
        many = (outside_deflate("w1", "w3.json") - none) / (10_000 - 144)
        print(f"a row: {few:.0f} instructions among 1,000, {many:.0f} among 10,000")
        self.assertLess(abs(many / few - 1), 0.2)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]])

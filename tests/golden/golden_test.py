#!/usr/bin/env python3
"""A library that was spoilt is told by the golden pages, with the sample, the component and the numbers.

usage: golden_test.py --repository . --bin build/dev/bin

Exit status 77 when the golden pages are of other versions of LibreOffice or fonts.
"""
import argparse
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ID = "giay-nghi-phep"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repository", required=True, type=pathlib.Path)
    parser.add_argument("--bin", required=True, type=pathlib.Path)
    arguments = parser.parse_args()
    root = arguments.repository.resolve()
    golden = root / "tools/templates/golden"

    with tempfile.TemporaryDirectory() as folder:
        for name in ("templates", "samples"):
            shutil.copytree(root / name, pathlib.Path(folder) / name)

        def check():
            done = subprocess.run([golden, "check", "--bin", arguments.bin, "--repository", folder, ID], text=True,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=600, check=False)
            print(done.stdout)
            if done.returncode == 77:
                sys.exit(77)
            return done

        section = next(iter(sorted(pathlib.Path(folder).glob("templates/_base/nd30-2020/section.xml"))))
        text = section.read_text("utf-8")
        spoilt = re.sub(r'w:left="(\d+)"', lambda m: f'w:left="{int(m[1]) + 283}"', text, count=1)
        assert spoilt != text, "section.xml has no left margin"
        section.write_text(spoilt, "utf-8")
        styles = pathlib.Path(folder) / "templates/_base/nd30-2020/word/styles.xml"
        text = styles.read_text("utf-8")
        spoilt = re.sub(r'(w:styleId="QuocHieu".*?<w:sz w:val=")(\d+)', lambda m: m[1] + str(int(m[2]) - 2), text, count=1,
                        flags=re.DOTALL)
        assert spoilt != text, "styles.xml has no size of the style QuocHieu"
        styles.write_text(spoilt, "utf-8")
        told = check()
        for expected in (f"{ID}/phep-nam.json:", "lề trái 30 → 35 mm", "Quốc hiệu: cỡ chữ 12 → 11 pt"):
            if told.returncode != 1 or expected not in told.stdout:
                print(f"expected exit status 1 and “{expected}”, found {told.returncode}")
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

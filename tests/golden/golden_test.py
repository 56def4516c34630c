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


def is_told(done, *words):
    for expected in words:
        if done.returncode != 1 or expected not in done.stdout:
            print(f"expected exit status 1 and “{expected}”, found {done.returncode}")
            return False
    return True


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
        if not is_told(check(), f"{ID}/phep-nam.json:", "lề trái 30 → 35 mm", "Quốc hiệu: cỡ chữ 12 → 11 pt"):
            return 1
        if not drawings_are_told(root, arguments.bin, pathlib.Path(folder) / "pages"):
            return 1
    return 0


def drawings_are_told(root, programs, pages):
    """References in which nothing but a drawn line, or a picture, stands elsewhere."""
    shutil.copytree(root / "tests/golden/pages", pages)
    for sample, record, spoilt, told in (
            ("giay-nghi-phep/phep-nam", "- 111.8 31 168 31 0.3", "- 99.8 31 156 31 0.3", "Tiêu ngữ: đường kẻ dịch sang phải 34 pt"),
            ("giay-nghi-phep/phep-nam", "- 52.9 30.6 66.8 30.6 0.3", "- 52.9 240.6 66.8 240.6 0.3", "đường kẻ dịch lên 595,3 pt"),
            ("quyet-dinh/thanh-lap-to-cong-nghe-so", "# 101 40.5 36 36", "# 71 40.5 36 36", "hình dịch sang phải 85 pt")):
        reference = pages / f"{sample}.txt"
        text = reference.read_text("utf-8")
        assert text.count(record) == 1, f"{reference} has {text.count(record)} of {record}"
        reference.write_text(text.replace(record, spoilt), "utf-8")
        done = subprocess.run(
            [programs / "golden_pages", "check", "--repository", root, "--pages", pages, "--worker", programs / "thethuc-convert-worker",
             "--versions", (pages / "versions").read_text("utf-8").rstrip("\n"), sample.split("/")[0]],
            text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=600, check=False)
        print(done.stdout)
        if not is_told(done, f"{sample}.json:", told) or done.stdout.count("(trang ") != 1:
            return False
        reference.write_text(text, "utf-8")
    return True


if __name__ == "__main__":
    sys.exit(main())

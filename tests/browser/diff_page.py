#!/usr/bin/env python3
"""The report of `thethuc diff` in a headless Chromium: a template of which one margin and one size were changed.

usage: diff_page.py --program build/dev/bin/thethuc --repository . [--screenshots FOLDER]

Leaves screenshots of its three ways to look at the pages. The browser is Debian's chromium, or $CHROMIUM.
"""
import argparse
import os
import pathlib
import re
import shutil
import struct
import subprocess
import tempfile
import unittest
import zlib

OPTIONS = None
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")


def changed(path, old, new):
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{old} stands {text.count(old)} times in {path}"
    path.write_text(text.replace(old, new), "utf-8")


def pixels(png):
    """The rows of a PNG of 8 bits a channel, as Chromium writes it: bytes of red, green, blue (and alpha)."""
    width, height, _, colour = struct.unpack(">IIBB", png[16:26])
    channels = 4 if colour == 6 else 3
    packed, at = b"", 8
    while at < len(png):
        size, kind = struct.unpack(">I4s", png[at:at + 8])
        packed += png[at + 8:at + 8 + size] if kind == b"IDAT" else b""
        at += 12 + size
    raw, before, rows = zlib.decompress(packed), bytearray(width * channels), []
    for y in range(height):
        start = y * (width * channels + 1)
        filter_, row = raw[start], bytearray(raw[start + 1:start + 1 + width * channels])
        for x in range(len(row)):
            left = row[x - channels] if x >= channels else 0
            up, corner = before[x], before[x - channels] if x >= channels else 0
            if filter_ == 1:
                row[x] = (row[x] + left) & 255
            elif filter_ == 2:
                row[x] = (row[x] + up) & 255
            elif filter_ == 3:
                row[x] = (row[x] + (left + up) // 2) & 255
            elif filter_ == 4:
                guess = left + up - corner
                near = min((abs(guess - left), 0, left), (abs(guess - up), 1, up), (abs(guess - corner), 2, corner))
                row[x] = (row[x] + near[2]) & 255
        rows.append(bytes(row))
        before = row
    return rows, channels


def count(png, is_wanted, left=0):
    """Of the pixels from the column `left` on."""
    rows, channels = pixels(png)
    return sum(1 for row in rows for x in range(left * channels, len(row), channels) if is_wanted(*row[x:x + 3]))


class DiffPage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="thethuc-diff-page-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        for side in ("cu", "moi"):
            shutil.copytree(OPTIONS.repository / "templates", cls.folder / side / "templates")
        base = cls.folder / "moi/templates/_base/nd30-2020"
        changed(base / "section.xml", 'w:left="1701"', 'w:left="1871"')  # 30 → 33 mm
        styles = (base / "word/styles.xml").read_text("utf-8")
        (style,) = re.findall(r'<w:style [^>]*w:styleId="TrichYeu">.*?</w:style>', styles, re.S)
        changed(base / "word/styles.xml", style, re.sub(r'(<w:sz(?:Cs)? w:val=)"28"', r'\1"26"', style))
        cls.done = subprocess.run(
            [OPTIONS.program, "diff", "cu/templates/bao-cao", "moi/templates/bao-cao", "--samples", OPTIONS.repository / "samples",
             "-o", "so-sanh.html", "--lang=vi"], cwd=cls.folder, capture_output=True, text=True)

    def look(self, name, mode, *arguments):
        """What Chromium shows of the report, without any network: a screenshot, or what `arguments` ask for."""
        picture = self.folder / f"{name}.png"
        arguments = arguments or (f"--screenshot={picture}", "--window-size=1280,1400")
        done = subprocess.run(
            [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-color-profile=srgb",
             "--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={self.folder / 'profile'}", "--virtual-time-budget=20000",
             *arguments, f"file://{self.folder / 'so-sanh.html'}#mode={mode}"], capture_output=True, timeout=180, check=True)
        if picture.exists():
            if OPTIONS.screenshots:
                OPTIONS.screenshots.mkdir(parents=True, exist_ok=True)
                shutil.copy(picture, OPTIONS.screenshots)
            return picture.read_bytes()
        return done.stdout.decode()

    def test_the_words_say_both_changes(self):
        self.assertEqual(self.done.returncode, 5, self.done.stderr)
        self.assertRegex(self.done.stdout, r"lề trái[^\n]*30 → 33 mm")
        self.assertRegex(self.done.stdout, r"trích yếu: cỡ chữ 14 → 13 pt")

    def test_the_page_shows_them(self):
        shown = self.look("dom", "overlay", "--dump-dom")
        self.assertRegex(shown, r'<html[^>]*data-mode="overlay"', "its script runs")
        self.assertRegex(shown, r"lề trái[^<]*30 → 33 mm")
        self.assertIn("trích yếu: cỡ chữ 14 → 13 pt", shown)
        self.assertNotRegex(shown, r'(?:src|href)="(?!data:|#)')

    def test_a_chosen_change_shows_on_the_page(self):
        number = re.search(r'data-change="(\d+)"[^>]*>(?:(?!</button>).)*trích yếu: cỡ chữ 14 → 13 pt',
                           (self.folder / "so-sanh.html").read_text("utf-8"), re.S)[1]
        is_mark = lambda r, g, b: 190 < r < 225 and b > 225 and b > g + 8  # what a chosen change lies under
        beside_the_list = 420
        for mode in ("overlay", "slider"):
            with self.subTest(mode=mode):
                chosen = self.look(f"diff-{mode}-chosen", f"{mode}&change={number}")
                before = count(self.look(f"diff-{mode}", mode), is_mark, beside_the_list)
                self.assertGreater(count(chosen, is_mark, beside_the_list), before + 2000)

    def test_the_pages_are_drawn_in_each_way(self):
        side, overlay, slider = (self.look(f"diff-{mode}", mode) for mode in ("side", "overlay", "slider"))
        self.assertEqual(len({side, overlay, slider}), 3)
        is_red = lambda r, g, b: r > 180 and g < 110 and b < 110
        is_green = lambda r, g, b: g > 120 and r < 110 and b < 130
        is_ink = lambda r, g, b: max(r, g, b) < 80
        # What went is red, what came green; side by side there is the ink of both pages.
        self.assertGreater(count(overlay, is_red), 2000)
        self.assertGreater(count(overlay, is_green), 2000)
        self.assertGreater(count(side, is_ink), 5000)


def main():
    global OPTIONS
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True, type=lambda name: pathlib.Path(name).resolve())
    parser.add_argument("--repository", required=True, type=lambda name: pathlib.Path(name).resolve())
    parser.add_argument("--screenshots", type=lambda name: pathlib.Path(name).resolve())
    OPTIONS, rest = parser.parse_known_args()
    unittest.main(argv=["diff_page.py", *rest])


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Page 1 of the first sample of every template, as one picture: templates/mau.png.

usage: tools/templates/contact_sheet.py [--thethuc build/release/bin/thethuc] [--out templates/mau.png]

Run it after a change that shows, from any folder, and commit the picture. It needs LibreOffice, pdftoppm and
Pillow (Debian: python3-pil); pages are laid out with the fonts of fonts/, as everywhere in the project.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

try:
    from PIL import Image, ImageDraw, ImageFont
except ImportError:
    sys.exit("contact_sheet.py: Pillow is missing\n  hint: apt-get install python3-pil, and run it with /usr/bin/python3")

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FONT = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"
COLUMNS = 8
WIDTH, HEIGHT = 210, 297  # of a page: a pixel for each millimetre
GAP, CAPTION = 10, 20
GREYS = 16  # enough for letters, and the file stays small


def templates():
    """Id, name and first sample of each template, in the order of their names."""
    for folder in sorted((ROOT / "templates").iterdir()):
        if (folder / "template.json").exists():
            about = json.loads((folder / "template.json").read_text("utf-8"))
            yield about["id"], about["name"], ROOT / "samples" / about["samples"][0]


def first_page(pdf, folder):
    subprocess.run(["pdftoppm", "-gray", "-png", "-f", "1", "-l", "1", "-singlefile", "-scale-to-x", str(2 * WIDTH),
                    "-scale-to-y", "-1", pdf, folder / pdf.stem], check=True)
    page = Image.open(folder / f"{pdf.stem}.png")
    page.thumbnail((WIDTH, HEIGHT), Image.LANCZOS)
    return page


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--thethuc", default=ROOT / "build/release/bin/thethuc", type=pathlib.Path)
    parser.add_argument("--out", default=ROOT / "templates/mau.png", type=pathlib.Path)
    options = parser.parse_args()
    rows = list(templates())
    with tempfile.TemporaryDirectory() as made:
        folder = pathlib.Path(made)
        documents = []
        for identifier, _, sample in rows:
            documents.append(folder / f"{identifier}.docx")
            subprocess.run([options.thethuc, "render", identifier, sample, "-o", documents[-1], "--templates",
                            ROOT / "templates", "--quiet"], check=True)
        subprocess.run([ROOT / "tools/setup/pages", "--pdf", *documents, folder], check=True)
        high = HEIGHT + CAPTION + GAP
        sheet = Image.new("L", (COLUMNS * (WIDTH + GAP) + GAP, -(-len(rows) // COLUMNS) * high + GAP), 224)
        draw, font = ImageDraw.Draw(sheet), ImageFont.truetype(FONT, 14)
        for number, (identifier, name, _) in enumerate(rows):
            left = GAP + number % COLUMNS * (WIDTH + GAP)
            top = GAP + number // COLUMNS * high
            sheet.paste(first_page(folder / f"{identifier}.pdf", folder), (left, top))
            draw.text((left + WIDTH / 2, top + HEIGHT + 2), name, fill=0, font=font, anchor="ma")
        sheet.quantize(GREYS).save(options.out, optimize=True)
    print(f"wrote {options.out} ({options.out.stat().st_size} bytes, {len(rows)} templates)")


if __name__ == "__main__":
    main()

#!/usr/bin/python3
"""Writes fonts/liberation_serif_advances.inc from the installed Liberation Serif.

    tools/fonts/make_advances.py            write the table
    tools/fonts/make_advances.py --check    compare it with the installed font; exit status 1 when it differs

Needs the Debian packages python3-fonttools and fonts-liberation2.
"""

import argparse
import pathlib
import sys

TABLE = pathlib.Path(__file__).resolve().parents[2] / "fonts" / "liberation_serif_advances.inc"
FONT_DIRS = [
    "/usr/share/fonts/truetype/liberation2",
    "/usr/share/fonts/truetype/liberation",
    "/usr/share/fonts/liberation-serif",
    "/usr/share/fonts/liberation",
]
FACES = ["Regular", "Bold", "Italic", "BoldItalic"]  # the order of the columns
UNITS_PER_EM = 2048

# What layout meets: everything Vietnamese is written with, and what stands beside it in documents.
BLOCKS = [
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x024F),  # Latin-1, Latin Extended-A and -B
    (0x02B0, 0x036F),  # modifier letters, combining marks
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x045F),  # Russian and its neighbours
    (0x1E00, 0x1EFF),  # Latin Extended Additional: most Vietnamese letters
    (0x2000, 0x206F),  # general punctuation
    (0x2070, 0x209F),  # superscripts and subscripts
    (0x20A0, 0x20CF),  # currency
    (0x2100, 0x218F),  # letter-like symbols, number forms
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematics
    (0x2500, 0x26FF),  # lines, shapes, symbols
]


def fail(message):
    sys.exit(f"make_advances.py: {message}")


def load_faces(font_dir):
    try:
        from fontTools.ttLib import TTFont
    except ImportError:
        fail(f"{sys.executable} has no module fontTools; install the package python3-fonttools")
    folders = [pathlib.Path(d) for d in ([font_dir] if font_dir else FONT_DIRS)]
    folder = next((d for d in folders if (d / "LiberationSerif-Regular.ttf").exists()), None)
    if folder is None:
        fail("Liberation Serif is not installed; install the package fonts-liberation2"
             f" (looked in {', '.join(map(str, folders))})")
    faces = [TTFont(folder / f"LiberationSerif-{face}.ttf") for face in FACES]
    for face, font in zip(FACES, faces):
        if font["head"].unitsPerEm != UNITS_PER_EM:
            fail(f"LiberationSerif-{face}.ttf: expected {UNITS_PER_EM} units per em,"
                 f" found {font['head'].unitsPerEm}")
    return faces


def advance_rows(faces):
    """Rows (first, last, advances): neighbours with the same four advances share a row."""
    cmaps = [font.getBestCmap() for font in faces]
    rows = []
    for first, last in BLOCKS:
        for code_point in range(first, last + 1):
            if not all(code_point in cmap for cmap in cmaps):
                continue
            advances = [font["hmtx"][cmap[code_point]][0] for font, cmap in zip(faces, cmaps)]
            if rows and rows[-1][1] == code_point - 1 and rows[-1][2] == advances:
                rows[-1][1] = code_point
            else:
                rows.append([code_point, code_point, advances])
    return rows


def row_lines(rows):
    return [f"{{0x{first:04X}, 0x{last:04X}, {{{', '.join(map(str, advances))}}}}},"
            for first, last, advances in rows]


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    parser.add_argument("--font-dir", help="where LiberationSerif-*.ttf are")
    options = parser.parse_args()

    faces = load_faces(options.font_dir)
    lines = row_lines(advance_rows(faces))
    if options.check:
        if not TABLE.exists():
            fail(f"{TABLE} does not exist; run tools/fonts/make_advances.py")
        committed = [line for line in TABLE.read_text().splitlines() if line.startswith("{")]
        if committed != lines:
            changed = sorted(set(committed) ^ set(lines))
            fail(f"{TABLE} differs from the installed font in {len(changed)} lines,"
                 f" the first being {changed[0] if changed else 'their order'};"
                 " run tools/fonts/make_advances.py and look at the difference")
        print(f"{TABLE.name}: {len(lines)} rows equal the installed font")
        return

    version = faces[0]["name"].getDebugName(5).removeprefix("Version ")
    TABLE.write_text("\n".join([
        "// Written by tools/fonts/make_advances.py; do not edit. See fonts/README.md.",
        f"// Liberation Serif {version}: first and last code point, then the advance widths in 1/{UNITS_PER_EM} em of",
        "// " + ", ".join(FACES) + ".",
        *lines, ""]))


if __name__ == "__main__":
    main()

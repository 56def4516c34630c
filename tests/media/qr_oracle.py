#!/usr/bin/env python3
"""Has an outside reader, zbarimg, read our QR codes, and looks at their quiet zone.

usage: qr_oracle.py QR_ORACLE

QR_ORACLE is tests/media/qr_oracle.cpp. Each text must come back byte for byte, and the code must stand in a white frame of
exactly four modules (ISO/IEC 18004, 5.3.8), which zbarimg itself does not insist on. Exit status 1 when one does not.
"""
import pathlib
import struct
import subprocess
import sys
import tempfile
import zlib

CASES = {
    "digits": "0123456789" * 5,
    "capitals": "52/BC-UBND SON PHU $%*+-./:",
    "a link": "https://sonphu.gov.vn/tra-cuu?so=52&nam=2021#bao-cao",
    "Vietnamese": "Báo cáo số 52/BC-UBND của Ủy ban nhân dân xã Sơn Phú: kết quả thực hiện nhiệm vụ",
    "a payment": "00020101021238570010A000000727012700069704220113VQRQ00012345600208QRIBFTTA53037045802VN6304ABCD",
    "lines": "dòng một\ndòng hai",
    "other scripts": "Đà Nẵng 峴港 Дананг ₫",
    "long": "Cộng hòa xã hội chủ nghĩa Việt Nam. " * 40,
    "as long as can be": "x" * 2331,
}


def frame_fault(png):
    """What is wrong with the white frame of a bilevel PNG as we write it: one IDAT, rows not filtered."""
    width, height, depth, colour = struct.unpack(">IIBB", png[16:26])
    size, = struct.unpack(">I", png[33:37])
    packed = zlib.decompress(png[41:41 + size])
    row_size = (width + 7) // 8 + 1
    if (depth, colour) != (1, 0) or width != height or len(packed) != row_size * height:
        return "not a bilevel square"
    rows = ["".join(f"{byte:08b}" for byte in packed[y * row_size + 1:(y + 1) * row_size])[:width] for y in range(height)]
    top = next(y for y, row in enumerate(rows) if "0" in row)
    left = rows[top].index("0")
    # The finder pattern's upper bar is seven modules long.
    module, rest = divmod(rows[top].index("1", left) - left, 7)
    right, bottom = width - len(rows[top].rstrip("1")), next(y for y, row in enumerate(rows[::-1]) if "0" in row)
    return "" if rest == 0 and {top, left, right, bottom} == {4 * module} else f"frame {top}, {right}, {bottom}, {left}"


def main():
    oracle = sys.argv[1]
    faults = 0
    with tempfile.TemporaryDirectory() as folder:
        png = pathlib.Path(folder) / "qr.png"
        for name, text in CASES.items():
            for side_mm in ("20", "60"):
                subprocess.run([oracle, png, side_mm], input=text.encode(), check=True)
                read = subprocess.run(["zbarimg", "--quiet", "--nodbus", "--raw", "--oneshot", "-Sdisable", "-Sqrcode.enable", png],
                                      capture_output=True, check=False)
                found = read.stdout.decode("utf-8", "replace")
                fault = frame_fault(png.read_bytes())
                if fault:
                    faults += 1
                    print(f"{name}, {side_mm} mm: {fault}")
                if found != text:  # --oneshot adds no line end
                    faults += 1
                    print(f"{name}, {side_mm} mm: expected {text[:60]!r}, found {found[:60]!r} {read.stderr.decode()}")
    print(f"{len(CASES)} texts, {faults} findings")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

"""Pictures and QR codes."""
import struct
import zlib

from example import FIRST, SECOND, Example, told_of


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(side):
    """A grey square of so many pixels a side."""
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + bytes(side)) * side)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def svg(inside):
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="10mm" height="10mm">{inside}</svg>'


def pictures(id_, *names, **more):
    """Pictures of these names in the data, one below the other."""
    data = ", ".join(f'{{"anh": "{name}"}}' for name in names)
    at = told_of(SECOND, *(f"/hinh/{index}/anh" for index in range(len(names))))
    return Example(id_, at, ["{{#hinh}}", "{{anh | anh:30x30mm}}", "{{/hinh}}"], data=f'{{"hinh": [{data}]}}', **more)


EXAMPLES = [
    pictures("picture_not_readable", "logo.pgn", files={"logo.png": png(8)}),
    pictures("picture_outside_folder", "../logo.png", "/tmp/logo.png"),
    pictures("picture_format", "logo.bmp", files={"logo.bmp": b"BM" + bytes(100)}),
    pictures("picture_too_large", "lon.png", "nang.png", files={"lon.png": png(8), "nang.png": bytes(1000)},
             command="--limit picture-pixels=63 --limit picture-bytes=999"),
    pictures("picture_damaged", "logo.png", files={"logo.png": png(8)[:50]}),
    pictures("picture_svg_unsupported", "logo.svg", files={"logo.svg": svg('<image href="anh.png"/>')}),
    pictures("picture_svg_program_missing", "logo.svg",
             files={"logo.svg": svg('<rect width="5" height="5"/>')}, environment={"PATH": "/khong-co"}),
    Example("qr_text_length", FIRST + " (data: /ma)", ["{{ma | qr}}"], data='{"ma": "%s"}' % ("a" * 2332)),
]

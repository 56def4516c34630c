"""The zip archive that a Word file is."""
import copy
import io
import random
import zipfile

import fixtures
from example import Example

MIB = 1 << 20
NOISE = random.Random(1).randbytes(2000)  # does not get smaller when packed


def archive(change):
    """A .docx with something wrong: `change` gets it before its directory is written."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in fixtures.package("Kính gửi").items():
            made.writestr(name, text)
        change(made)
    return out.getvalue()


def mau(id_, at, change, command=""):
    return Example(id_, at, files={"mau.docx": archive(change)}, command=command)


def add(name, content):
    return lambda made: made.writestr(name, content)


def packed_by_bzip2(made):
    made.writestr("word/media/anh.png", NOISE, zipfile.ZIP_BZIP2)


def with_password(made):
    made.filelist[-1].flag_bits |= 1


def with_overlap(made):
    """The directory tells of the last entry once more, under another name."""
    made.writestr("word/media/anh.png", NOISE * 10)
    other = copy.copy(made.filelist[-1])
    other.filename = "word/media/hinh.png"
    made.filelist.append(other)


def with_wrong_checksum(made):
    made.filelist[-1].CRC ^= 1


def named(id_, name, content):
    return Example(id_, name, files={name: content}, command=f"render {name} du-lieu.json -o ra.docx")


EXAMPLES = [
    named("not_a_zip", "cu.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    named("not_a_docx", "so-lieu.docx",
          {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}),
    mau("archive_too_many_entries", "mau.docx", add("word/media/anh.png", NOISE), "--limit archive-entries=5"),
    mau("archive_entry_too_large", "mau.docx: /word/media/anh.png", add("word/media/anh.png", NOISE), "--limit part-bytes=1999"),
    mau("archive_unpacks_too_large", "mau.docx", add("word/media/anh.png", NOISE), "--limit unpacked-bytes=2K"),
    mau("archive_ratio", "mau.docx: /word/media/anh.bmp", add("word/media/anh.bmp", bytes(2 * MIB))),
    mau("archive_entries_overlap", "mau.docx", with_overlap),
    mau("archive_entry_encrypted", "mau.docx: /word/styles.xml", with_password),
    mau("archive_entry_method", "mau.docx: /word/media/anh.png", packed_by_bzip2),
    mau("archive_entry_name", "mau.docx", add("../mau.xml", "<a/>")),
    mau("archive_entry_twice", "mau.docx", add("word/Document.xml", "<a/>")),
    mau("archive_entry_damaged", "mau.docx: /word/styles.xml", with_wrong_checksum),
    mau("archive_entry_hidden", "mau.docx", add("word/.ghi-chu.xml", "<a/>"), "unpack mau.docx ra"),
    Example("folder_not_unpacked", "samples", command="pack samples ra.docx"),
    Example("folder_not_empty", "samples", command="unpack mau.docx samples"),
]

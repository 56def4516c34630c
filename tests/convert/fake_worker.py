#!/usr/bin/env python3
"""Stands for thethuc-convert-worker: speaks its language, and does what the text of a document says.

"dung" ends the process; "dung-mot-lan PATH" does so unless PATH is there, which it makes; "treo" never answers; "rac" answers
nonsense; "lon" announces more than there is; "khong-mo" says that LibreOffice cannot open it. Anything else becomes a PDF that
holds the text and the id of this process. A pdf as input is its own text.
"""
import io
import os
import pathlib
import re
import socket
import struct
import sys
import time
import zipfile

DONE, NOT_LOADED, NO_PDFIUM = 0, 1, 6
FACES = ["LiberationSerif", "LiberationSerif-Bold", "LiberationSerif-BoldItalic", "LiberationSerif-Italic"]

channel = socket.socket(fileno=3)


def number(value):
    return struct.pack("<Q", value)


def text(value):
    value = value if isinstance(value, bytes) else value.encode()
    return number(len(value)) + value


def receive(size):
    data = b""
    while len(data) < size:
        piece = channel.recv(size - len(data))
        if not piece:
            os._exit(0)
        data += piece
    return data


def send(message):
    channel.sendall(text(message))


def answer(status, problem="", pdf=b""):
    empty_geometry = number(0) * 6
    resident, no_time = number(1), number(0) * 2
    return number(status) + text(problem) + text(pdf) + number(1) + number(0) + empty_geometry + resident + no_time


def document_of(job):
    """The job's last field: its length and so many bytes, up to the end."""
    for at in range(0, len(job) - 7):
        if struct.unpack_from("<Q", job, at)[0] == len(job) - at - 8:
            return job[at + 8:]
    return b""


def text_of(document):
    if not document.startswith(b"PK"):
        return document.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)<", archive.read("word/document.xml").decode()))


def act(words):
    once = re.search(r"dung-mot-lan (\S+)", words)
    if once and not pathlib.Path(once[1]).exists():
        pathlib.Path(once[1]).touch()
        os._exit(1)
    if not once and "dung" in words:
        os._exit(1)
    if "treo" in words:
        time.sleep(1000)
    if "rac" in words:
        return send(b"\xff" * 100)
    if "lon" in words:
        channel.sendall(number(1 << 60))
        time.sleep(1000)
    if "khong-mo" in words:
        return send(answer(NOT_LOADED, "General input/output error."))
    pdf = f"%PDF-1.7\n{words}\npid {os.getpid()}\n" + "".join(f"/BaseFont/BAAAAA+{face}\n" for face in FACES)
    return send(answer(NO_PDFIUM, "none here", pdf.encode()))


def main():
    send(text("") + number(0) + text("0"))
    while True:
        act(text_of(document_of(receive(struct.unpack("<Q", receive(8))[0]))))


sys.exit(main())
